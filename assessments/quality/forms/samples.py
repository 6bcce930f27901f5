"""The forms of a sample: reporting it, answering the report, and closing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import ValidationError

from assessments.quality.forms.words import CHECK_WORDS, QUALITY_WORDS, VERDICT_CHOICES
from assessments.quality.rules.samples import Action, FeedbackQuality, Report, Verdict
from portfolio.plans.forms import METHOD_WORDS
from portfolio.web.forms import DayField, VersionedForm, at_most, choices, chosen, held_form, needed

LONGEST, ACTIONS = 5000, 3
"""Characters of any words, and for how many actions a report has room."""


class CloseForm(VersionedForm):
    """Nothing but the button, on a sample that was looked at."""


class ActionFields:
    """The fields of one action that a report asks for."""

    def __init__(self, number: int, typed: MultiDict[str, str] | None) -> None:
        self.number = number
        self.words = typed.get(self.name("words"), "").strip() if typed else ""
        self.parts = [one.strip() for one in typed.getlist(self.name("due"))] if typed else []
        self.error = ""

    def name(self, field: str) -> str:
        return f"a-{self.number}-{field}"

    def part(self, place: int) -> str:
        """Give a box of the day, as it was typed."""
        return self.parts[place] if place < len(self.parts) else ""

    def check(self) -> None:
        if self.words and self.due is None:
            self.error = _("Enter a real date, with day, month and year in figures.")
        elif len(self.words) > LONGEST:
            self.error = _("Use %(max)d characters or fewer.", max=LONGEST)

    @property
    def due(self) -> date | None:
        try:
            day, month, year = (int(self.part(place)) for place in range(3))
            return date(year, month, day)
        except ValueError:
            return None


class ReportForm(VersionedForm):
    """What a quality assurer says of a sample: the fields of an internal quality assurance report."""

    criteria = SelectMultipleField(
        _l("Which criteria did you look at?"), needed(_l("Choose at least one criterion.")), choices=[]
    )
    methods = SelectMultipleField(_l("Which methods did you see?"), choices=[])
    checks = SelectMultipleField(_l("Which rules of evidence hold?"), choices=choices(CHECK_WORDS))
    quality = RadioField(
        _l("How good is the assessor's feedback to the learner?"),
        chosen(_l("Say how good the feedback is.")),
        choices=choices(QUALITY_WORDS),
    )
    records_complete = RadioField(
        _l("Are the records complete, with signatures and dates?"),
        chosen(_l("Say whether the records are complete.")),
        choices=choices({"yes": _l("Records are complete"), "no": _l("Something is missing from the records")}),
    )
    good_practice = TextAreaField(_l("Good practice (if any)"), [at_most(LONGEST)])
    feedback = TextAreaField(_l("Your feedback to the assessor"), [at_most(LONGEST)])
    verdict = RadioField(
        _l("What do you find of the decisions?"), chosen(_l("Choose what you find.")), choices=choices(VERDICT_CHOICES)
    )
    overturned = SelectMultipleField(_l("Which decisions are not upheld (if any)?"), choices=[])
    reason = TextAreaField(
        _l("Why are they not upheld?"),
        [at_most(LONGEST)],
        description=_l("The learner and the assessor read this later."),
    )

    def __init__(self, version: int, criteria: Collection[str], methods: Collection[str]) -> None:
        """Begin with everything ticked that the sample looks at: what was not looked at is taken out."""
        super().__init__(data={"version": version, "criteria": sorted(criteria), "methods": sorted(methods)})
        self.methods.choices = choices({one: METHOD_WORDS[one] for one in sorted(methods)})
        typed = held_form() or (request.form if request.method == "POST" else None)
        self.actions = [ActionFields(number, typed) for number in range(1, ACTIONS + 1)]

    def offer(self, there: Mapping[str, str], met: Mapping[str, str]) -> None:
        """Offer the criteria of the sample, and those that can be decided again."""
        self.criteria.choices, self.overturned.choices = choices(there), choices(met)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        for one in self.actions:
            one.check()
        return right and not any(one.error for one in self.actions)

    def problems(self) -> list[tuple[str | None, str]]:
        return [*super().problems(), *((one.name("words"), one.error) for one in self.actions if one.error)]

    def said(self) -> Report:
        return Report(
            verdict=Verdict(self.verdict.data),
            criteria=self.criteria.data or (),
            methods=self.methods.data or (),
            checks=self.checks.data or (),
            quality=FeedbackQuality(self.quality.data),
            records_complete=self.records_complete.data == "yes",
            feedback=self.feedback.data or "",
            good_practice=self.good_practice.data or "",
            reason=self.reason.data or "",
            overturned=self.overturned.data or (),
            actions=[Action(one.words, one.due) for one in self.actions if one.words],
        )


class AnswerForm(VersionedForm):
    """What an assessor says of a report, and which of its actions are done."""

    words = TextAreaField(_l("Your answer"), [*needed(_l("Write your answer.")), at_most(LONGEST)])
    done = SelectMultipleField(_l("What is done?"), choices=[])
    done_on = DayField(_l("Done on (where you chose something)"))

    def offer(self, actions: Mapping[str, str]) -> None:
        self.done.choices = choices(actions)

    def validate_done_on(self, field: Field) -> None:
        if self.done.data and field.data is None and not field.errors:
            raise ValidationError(_("Enter the day on which it was done."))
