"""The form of the record of an exercise: who was there, what was said, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectMultipleField, TextAreaField

from assessments.quality.forms.samples import ActionFields
from assessments.standardising.rules.exercises import WORDS, Action, Minutes
from portfolio.web import locale
from portfolio.web.forms import DayField, VersionedForm, at_most, choices, chosen, held_form, needed

LONGEST, ACTIONS = 5000, 5
"""Characters of any words, and for how many actions a record has room."""


class OwnedAction(ActionFields):
    """The fields of an action with who does it."""

    def __init__(self, number: int, typed: MultiDict[str, str] | None) -> None:
        super().__init__(number, typed)
        self.who = typed.get(self.name("who"), "").strip() if typed else ""

    def check(self) -> None:
        if (self.who or any(self.parts)) and not self.words:
            self.error = _("Say what is to be done.")
        elif self.words and not self.who:
            self.error = _("Say who does it.")
        elif len(self.who) > LONGEST:
            self.error = _("Use %(max)d characters or fewer.", max=LONGEST)
        else:
            super().check()


class MinutesForm(VersionedForm):
    attended = SelectMultipleField(_l("Who attended?"), choices=[])
    others = TextAreaField(_l("Others who attended (if any)"), [at_most(LONGEST)])
    apologies = TextAreaField(_l("Apologies"), [at_most(LONGEST)])
    previous = TextAreaField(_l("What became of the previous actions"), [at_most(LONGEST)])
    comments = TextAreaField(_l("Comments of external and internal quality assurers"), [at_most(LONGEST)])
    updates = TextAreaField(_l("Regulatory updates"), [at_most(LONGEST)])
    progress = TextAreaField(_l("Are the learners on target?"), [at_most(LONGEST)])
    discussed = TextAreaField(
        _l("What was discussed"),
        [*needed(_l("Write what was discussed.")), at_most(LONGEST)],
        description=_l("Speak of pieces by their numbers: the record names no learner."),
    )
    trends = TextAreaField(_l("Trends"), [at_most(LONGEST)])
    decisions = TextAreaField(_l("What was decided"), [at_most(LONGEST)])
    next_on = DayField(_l("Date of the next meeting (if known)"))
    language = RadioField(
        _l("In which language is the record written?"),
        chosen(_l("Choose the language.")),
        choices=choices({"cy": _l("Welsh"), "en": _l("English")}),
    )

    def __init__(self, version: int, before: Minutes | None) -> None:
        """Begin with what the last version says: a correction starts from it."""
        fields = {} if before is None else {**vars(before)}
        super().__init__(data={"language": locale.language(), **fields, "version": version})
        typed = held_form() or (request.form if request.method == "POST" else _as_typed(before))
        self.actions = [OwnedAction(number, typed) for number in range(1, ACTIONS + 1)]

    def offer(self, people: Mapping[str, str]) -> None:
        self.attended.choices = choices(people)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        for one in self.actions:
            one.check()
        return right and not any(one.error for one in self.actions)

    def problems(self) -> list[tuple[str | None, str]]:
        return [*super().problems(), *((one.name("words"), one.error) for one in self.actions if one.error)]

    def said(self) -> Minutes:
        return Minutes(
            attended=self.attended.data or (),
            language=self.language.data,
            **{name: self[name].data or "" for name in WORDS},
            actions=[Action(one.words, one.who, one.due) for one in self.actions if one.words],
            next_on=self.next_on.data,
        )


def _as_typed(before: Minutes | None) -> MultiDict[str, str] | None:
    """Give the actions of a record as if they had been typed."""
    if before is None:
        return None
    typed: MultiDict[str, str] = MultiDict()
    for number, one in enumerate(before.actions, start=1):
        typed.add(f"a-{number}-words", one.words)
        typed.add(f"a-{number}-who", one.who)
        for part in _parts(one.due):
            typed.add(f"a-{number}-due", part)
    return typed


def _parts(due: date | None) -> list[str]:
    return [str(due.day), str(due.month), str(due.year)] if due else []
