"""A date that a document prints, and what tells its versions apart, is written as people say it."""

import pytest
from flask import Flask
from flask_babel import force_locale

from portfolio.web.filters import dated


@pytest.mark.parametrize(
    ("name", "cy", "en"),
    [
        ("2026-05-01", "1 Mai 2026", "1 May 2026"),
        ("2026-05", "Mai 2026", "May 2026"),
        ("2026-13", "2026-13", "2026-13"),
        ("2", "2", "2"),
        ("20260501", "20260501", "20260501"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("2026-W18-5", "2026-W18-5", "2026-W18-5"),
        ("as made", "as made", "as made"),
    ],
)
def test_a_day_and_a_month_are_written_as_such_and_anything_else_as_it_is(
    app: Flask, name: str, cy: str, en: str
) -> None:
    said = {}
    for language in ("cy", "en"):
        with app.test_request_context(f"/?lang={language}"), force_locale(language):
            said[language] = dated(name)
    assert said == {"cy": cy, "en": en}
