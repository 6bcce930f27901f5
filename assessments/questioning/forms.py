"""The forms of question sets, and what the refusals of their rules say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField

from assessments.questioning.rules import MOST_QUESTIONS, Asked
from portfolio.evidence.forms import LANGUAGE_WORDS
from portfolio.web.forms import Form, Refusals, VersionedForm, at_most, choices, chosen, held_form, needed

LONGEST_WORDS = 5000
BLANK = 3
"""Rows to write a question in beyond those that are written."""
DRAFT, PUBLISH = "draft", "publish"

REFUSALS: Refusals = {
    "questions-need-standard": _l("Nobody at your centre is enrolled on this standard. Nothing was saved."),
    "questions-changed": _l(
        "This set was changed in another window, so nothing was saved yet. What you typed is still here. Compare it "
        "with the other, and save again to keep this."
    ),
    "questions-too-many": _l("A set holds %(most)s questions at most. Nothing was saved. Begin another set."),
    "questions-need-title": _l(
        "The set has no title. Nothing was published; what you wrote is still here. Give it a title."
    ),
    "questions-none": _l("The set has no question. Nothing was published. Write at least one."),
    "questions-need-words": _l(
        "A question has no words. Nothing was published; what you wrote is still here. Write the question."
    ),
    "questions-need-criterion": _l(
        "A question is about no criterion of the standard. Nothing was published; what you wrote is still here. Choose "
        "its criterion."
    ),
    "questions-nothing-new": _l("Nothing has changed since the last version, so there is nothing new to publish."),
}


class StartForm(Form):
    """What a set is about."""

    title = StringField(_l("Title"), [*needed(_l("Give the set a title.")), at_most(200)])
    standard = SelectField(_l("Which standard is it about?"), chosen(_l("Choose the standard.")))
    language = RadioField(
        _l("In which language are the questions?"), chosen(_l("Choose the language.")), choices=choices(LANGUAGE_WORDS)
    )

    def offer(self, standards: Iterable[tuple[str, str]]) -> None:
        self.standard.choices = choices(dict(standards))


class AskedFields:
    """The fields of one question."""

    def __init__(self, number: int, asked: Asked) -> None:
        self.number, self.asked = number, asked
        self.error = ""

    def name(self, field: str) -> str:
        return f"q-{self.number}-{field}"

    def check(self) -> None:
        if max(len(self.asked.words), len(self.asked.guide)) > LONGEST_WORDS:
            self.error = _("Use %(max)d characters or fewer.", max=LONGEST_WORDS)


class SetForm(VersionedForm):
    """The questions of a set as they are being written."""

    title = StringField(_l("Title"), [at_most(200)])

    def __init__(self, title: str, asked: Sequence[Asked], version: int) -> None:
        super().__init__(data={"title": title, "version": version})
        typed = held_form() or (request.form if request.method == "POST" else None)
        rows = list(asked) if typed is None else read(typed)
        blank = min(BLANK, MOST_QUESTIONS - len(rows))
        self.rows = [AskedFields(number, one) for number, one in enumerate([*rows, *[Asked()] * blank])]

    def asked(self) -> list[Asked]:
        return [one.asked for one in self.rows if not one.asked.empty]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        for one in self.rows:
            one.check()
        return right and not any(one.error for one in self.rows)

    def problems(self) -> list[tuple[str | None, str]]:
        return [*super().problems(), *((one.name("words"), one.error) for one in self.rows if one.error)]


def read(typed: Mapping[str, str]) -> list[Asked]:
    """Read the questions that were sent, without those left empty."""

    def said(number: int, field: str) -> str:
        return typed.get(f"q-{number}-{field}", "").replace("\r\n", "\n")

    found = (
        Asked(said(number, "code"), said(number, "words"), said(number, "guide")) for number in range(MOST_QUESTIONS)
    )
    return [one for one in found if not one.empty]
