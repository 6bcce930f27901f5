"""The forms of observing, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from assessments.judging.rules import Outcome
from assessments.observing.rules import MOST_QUESTIONS, Hindrance, Part, Question, Said, Seen
from portfolio.evidence.forms import LANGUAGE_WORDS
from portfolio.evidence.forms.people import people_field
from portfolio.evidence.rules.people import Confidentiality
from portfolio.web.forms import (
    DayField,
    Form,
    Refusals,
    VersionedForm,
    at_most,
    choices,
    chosen,
    held_form,
    needed,
    sentence,
)

LONGEST_WORDS = 100_000
LONGEST_ANSWER = 5000
BLANK_QUESTIONS = 2
"""Rows to write a question in beyond those that are written."""
DRAFT, CHECK = "draft", "check"

PEOPLE_HINTS: Mapping[str, Any] = {
    Confidentiality.OPEN: _l("No client, colleague or place that gives somebody away."),
    Confidentiality.RESTRICTED: _l(
        "Whoever may read it opens it each time by a press that is recorded, and the learner sees who did."
    ),
}

REFUSALS: Refusals = {
    "observation-needs-learners": _l("Nobody was chosen. Nothing was saved. Choose at least one learner."),
    "observation-too-many": _l(
        "An observation is of %(most)s learners at most. Nothing was saved. Write two observations instead."
    ),
    "observation-not-assigned": _l(
        "One of the learners is not assigned to you today. Nothing went on record; what you wrote is kept. Leave them "
        "out, or ask your manager for an assignment."
    ),
    "observation-recorded": _l(
        "This observation is on record already, so it stays as it is. Nothing was changed. Correct a decision on the "
        "page of the evidence."
    ),
    "observation-changed": _l(
        "This observation was changed in another window or on another device, so nothing was saved yet. What you typed "
        "is still here. Compare it with the other, and save again to keep this."
    ),
    "observation-needs-date": _l("Say when it happened."),
    "observation-in-future": _l("The date is still to come. Give the day on which you saw it."),
    "observation-too-old": _l("The date is before 1990. Check the year."),
    "observation-needs-place": _l("Say where it happened."),
    "observation-needs-people": _l("Say who else is shown or named in it."),
    "observation-needs-words": _l("%(name)s: write what happened, for all or for this learner alone."),
    "observation-needs-decisions": _l("%(name)s: decide at least one criterion, or leave the learner out."),
    "observation-undecided": _l("%(name)s: you wrote something about %(criteria)s, and decided nothing. Decide it."),
    "observation-criterion-unknown": _l(
        "%(name)s: %(criteria)s is in no unit that you assess. Choose from the criteria shown."
    ),
    "observation-unit-locked": _l("%(name)s: the unit of %(criteria)s is signed. It has to be reopened first."),
    "observation-before-enrolment": _l(
        "%(name)s: the date is before the learner was enrolled on the unit of %(criteria)s. Check the date."
    ),
    "observation-needs-rules": _l(
        "%(name)s: %(criteria)s can be met only if what you saw is valid, the learner's own work and current. Tick all "
        "three, or decide otherwise."
    ),
    "observation-needs-missing": _l("%(name)s: say what is missing for %(criteria)s."),
    "observation-question-incomplete": _l("%(name)s: each question needs its answer and its criterion."),
    "observation-names-another": _l(
        "%(name)s: the copy of this learner would name %(other)s. Nobody reads of another learner: write it without "
        "the name, or in the other learner's part."
    ),
    "observation-signed": _l("You have signed this record already. Nothing was changed."),
}


class LearnersForm(VersionedForm):
    """Of whom an observation is."""

    learners = SelectMultipleField(
        _l("Whom did you observe?"),
        chosen(_l("Choose at least one learner.")),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )

    def offer(self, named: Iterable[tuple[str, str]]) -> None:
        self.learners.choices = choices(dict(named))


class PartFields:
    """The fields of one learner's part: a page has many, so they are lighter than a form's."""

    def __init__(self, portfolio: str, part: Part) -> None:
        self.portfolio, self.part = portfolio, part
        self.errors: dict[str, str] = {}
        """By the name of a field."""
        blank = min(BLANK_QUESTIONS, MOST_QUESTIONS - len(part.questions))
        self.questions = [*part.questions, *(Question() for _number in range(blank))]

    def name(self, field: str) -> str:
        return f"p-{self.portfolio}-{field}"

    def seen(self, key: str) -> Seen:
        return self.part.seen.get(key, Seen(""))

    @property
    def take(self) -> str:
        """Name the choice of a question from a set."""
        return self.name("take")

    def any_of(self, unit: str) -> bool:
        """Tell whether anything is decided or written in a unit."""
        return any(key.startswith(f"{unit}:") for key in self.part.seen)

    def check(self) -> None:
        """Look for what is longer than there is room for."""
        part = self.part
        found = {
            self.name("words"): (part.words, LONGEST_WORDS),
            self.name("feedback"): (part.feedback, LONGEST_ANSWER),
        }
        for number, one in enumerate(part.questions):
            found[self.name(f"question-{number}")] = (one.question, LONGEST_ANSWER)
            found[self.name(f"answer-{number}")] = (one.answer, LONGEST_ANSWER)
        found |= {self.name(f"said-{key}"): (one.feedback, LONGEST_ANSWER) for key, one in part.seen.items()}
        self.errors = {
            name: _("Use %(max)d characters or fewer.", max=most)
            for name, (words, most) in found.items()
            if len(words) > most
        }


class ObservationForm(VersionedForm):
    """What is common to all learners; each one's own part beside it."""

    happened_on = DayField(_l("When was it?"), [Optional()], description=_l("For example, 27 3 2026"))
    place = StringField(_l("Where was it?"), [at_most(300)])
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(LANGUAGE_WORDS)
    )
    words = TextAreaField(
        _l("What happened?"),
        [at_most(LONGEST_WORDS)],
        description=_l(
            "Written once, and in the copy of every learner: so no learner's name, and no client's. Say enough for "
            "somebody else to judge it again."
        ),
    )
    people = people_field(_l("Who else is shown or named in it?"))

    def __init__(self, said: Said, version: int) -> None:
        super().__init__(
            data={
                "version": version,
                "happened_on": said.happened_on,
                "place": said.place,
                "language": said.language,
                "words": said.words,
                "people": said.people,
            }
        )
        typed = held_form() or (request.form if request.method == "POST" else None)
        parts = said.parts if typed is None else {one: read_part(typed, one) for one in said.parts}
        self.parts = {portfolio: PartFields(portfolio, part) for portfolio, part in parts.items()}

    def said(self) -> Said:
        return Said(
            self.happened_on.data,
            (self.place.data or "").strip(),
            self.language.data,
            self.words.data or "",
            self.people.data or Confidentiality.UNSAID.value,
            {portfolio: fields.part for portfolio, fields in self.parts.items()},
        )

    def sources(self) -> list[str]:
        """Give from which sets its questions were taken."""
        return [one.source for fields in self.parts.values() for one in fields.part.questions if one.source]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        for fields in self.parts.values():
            fields.check()
        return right and not any(fields.errors for fields in self.parts.values())

    def problems(self) -> list[tuple[str | None, str]]:
        of_parts = [(name, said) for fields in self.parts.values() for name, said in fields.errors.items()]
        return [*super().problems(), *of_parts]


class DeviceForm(ObservationForm):
    """Writing on a device without a network: a page that browsers keep, so nobody's and without a token."""

    class Meta:
        csrf = False

    def __init__(self, language: str) -> None:
        VersionedForm.__init__(self, formdata=None, data={"language": language})
        self.parts = {}


def read_part(typed: MultiDict[str, str], portfolio: str) -> Part:
    """Read one learner's part of what was sent."""
    start = f"p-{portfolio}-"

    def said(field: str) -> str:
        return typed.get(start + field, "").replace("\r\n", "\n")

    questions = (
        Question(*(said(f"{field}-{number}") for field in ("question", "answer", "about", "source")))
        for number in range(MOST_QUESTIONS)
    )
    return Part(
        said("words"),
        said("feedback"),
        valid=f"{start}valid" in typed,
        authentic=f"{start}authentic" in typed,
        current=f"{start}current" in typed,
        questions=tuple(one for one in questions if not one.empty),
        seen=_read_seen(typed, start),
        activity=said("activity"),
    )


def _read_seen(typed: Mapping[str, str], start: str) -> dict[str, Seen]:
    """Read what was decided; words beside what was not decided are kept as well."""
    begun = f"{start}seen-"
    outcomes = {name.removeprefix(begun): typed[name] for name in typed if name.startswith(begun)}
    noted = f"{start}said-"
    words = {name.removeprefix(noted): typed[name] for name in typed if name.startswith(noted)}
    found = {}
    for key in {**outcomes, **words}:
        outcome, feedback = outcomes.get(key, ""), words.get(key, "").replace("\r\n", "\n")
        outcome = outcome if outcome in set(Outcome) else ""
        if outcome or feedback.strip():
            found[key] = Seen(outcome, feedback)
    return found


def told(found: Collection[Hindrance]) -> list[tuple[str, str]]:
    """Put what hinders a record into words: (whose part, sentence)."""
    return [(one.portfolio, sentence(one.code, one.values)) for one in found]


class RecordForm(VersionedForm):
    saw = BooleanField(
        _l("I saw this myself, and it is written as it happened"),
        needed(_l("Tick the box to say that you saw it yourself.")),
    )


class DiscardForm(VersionedForm):
    """Nothing but the button."""


class SignForm(Form):
    """The learner's word on a record."""

    comment = TextAreaField(
        _l("Your comment"),
        [at_most(LONGEST_ANSWER)],
        description=_l("Say so if you remember it otherwise. This can stay empty."),
    )
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(LANGUAGE_WORDS)
    )
    sign = BooleanField(_l("I have read this record"), needed(_l("Tick the box to sign.")))
