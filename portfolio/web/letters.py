"""Letters as pages are: from templates, in the recipient's language, or in both where none is recorded."""

from __future__ import annotations

from typing import Any, Protocol, cast

from flask import current_app, g, render_template, url_for
from flask_babel import force_locale

from portfolio.config import Settings
from portfolio.core.mail import Letter
from standards.foundation import LANGUAGES

BETWEEN = "\n\n" + "=" * 60 + "\n\n"


class Recipient(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str | None: ...


def written(template: str, recipient: Recipient, **values: Any) -> Letter:
    """Write a letter from `mail/<template>.txt`, whose first line is its subject."""
    languages = [each for each in LANGUAGES if recipient.language in {each, None}]
    parts = [_in_language(each, template, recipient, values) for each in languages]
    return Letter(
        to=recipient.email,
        subject=" / ".join(subject for subject, _ in parts),
        body=BETWEEN.join(body for _, body in parts),
        language=", ".join(languages),
    )


def _in_language(language: str, template: str, recipient: Recipient, values: dict[str, Any]) -> tuple[str, str]:
    with force_locale(language):
        g.language = language
        known = {"recipient_name": recipient.name, "site_url": site().base_url}
        text = render_template(f"mail/{template}.txt", **known, **values)
        g.pop("language")
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def address(endpoint: str, **arguments: Any) -> str:
    """Give a whole address for a letter: from the settings, never from what a request calls the host."""
    return site().base_url + url_for(endpoint, **arguments)


def site() -> Settings:
    return cast("Settings", current_app.extensions["settings"])
