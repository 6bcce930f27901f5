"""Each answer that says no is a page of ours, in the reader's language."""

from pathlib import Path

import pytest
from flask import Flask

from portfolio.web import errors
from tests.client import PageClient


def test_every_such_page_is_there(app: Flask) -> None:
    folder = Path(app.root_path, str(app.template_folder), "errors")
    assert {int(path.stem) for path in folder.glob("*.html")} == errors.TEMPLATES


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("cy", "Nid oes modd agor y cyfeiriad hwn fel hyn"),
        ("en", "This address cannot be opened in this way"),
    ],
)
def test_a_method_that_an_address_does_not_know(app: Flask, language: str, heading: str) -> None:
    client = PageClient(app, language)
    answer = client.browser.delete("/standards")
    assert answer.status_code == 405
    assert heading in answer.text
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
