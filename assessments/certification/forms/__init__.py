"""The forms of certification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional

from assessments.certification.forms.words import (
    LEARNER_WORDS,
    REFUSALS,
    STATE_SIGNS,
    STATE_WORDS,
    STEP_WORDS,
    reason_words,
)
from assessments.certification.queries import Assurer
from assessments.certification.rules.course import ANSWERS, MOST_DAYS, MOST_WEEKS, ClaimState, NewStep, NewTerms
from portfolio.web.forms import DayField, Form, VersionedForm, at_most, choices, chosen, needed

__all__ = [
    "LEARNER_WORDS",
    "REFUSALS",
    "STATE_SIGNS",
    "STATE_WORDS",
    "STEP_WORDS",
    "ClaimForm",
    "ClaimsFilter",
    "RegisterForm",
    "ReleaseForm",
    "StepForm",
    "TermsForm",
    "reason_words",
    "step_form",
]
LONGEST = 2000
WHOLE, SOME = "whole", "units"
NOBODY = ""


class ClaimsFilter(Form):
    """What a list is narrowed to; sent by GET."""

    qualification = SelectField(_l("Qualification"), validate_choice=False)
    state = SelectField(_l("Where the claim is"), validate_choice=False)

    def __init__(self, given: object, qualifications: Mapping[str, str]) -> None:
        super().__init__(formdata=given, meta={"csrf": False})
        self.qualification.choices = choices({"": _("All qualifications"), **qualifications})
        self.state.choices = choices({"": _("All claims"), **STATE_WORDS})


class TermsForm(Form):
    organisation = StringField(_l("Awarding body"), [*needed(_l("Enter the name of the awarding body.")), at_most(200)])
    direct_from = DayField(
        _l("First day of direct claims status"),
        description=_l("Leave it empty where the centre has none: each unit is then released from outside first."),
    )
    direct_until = DayField(
        _l("Last day of direct claims status"),
        description=_l("Leave it empty while no end is known."),
    )
    least_weeks = IntegerField(
        _l("Fewest weeks between registration and claim"),
        [Optional(), NumberRange(0, MOST_WEEKS, message=_l("Enter a number of weeks from 0 to 104."))],
        description=_l("As the awarding body says. Leave it empty where it asks for none."),
    )
    register_within = IntegerField(
        _l("Working days from the start within which a learner is registered"),
        [Optional(), NumberRange(0, MOST_DAYS, message=_l("Enter a number of days from 0 to 366."))],
        description=_l("Bank holidays of England and Wales do not count. Leave it empty where there is no such term."),
    )

    def said(self) -> NewTerms:
        return NewTerms(
            self.organisation.data or "",
            self.direct_from.data,
            self.direct_until.data,
            self.least_weeks.data,
            self.register_within.data,
        )


class RegisterForm(Form):
    number = StringField(
        _l("Registration number"),
        [*needed(_l("Enter the registration number.")), at_most(64)],
        description=_l("As the awarding body gave it."),
    )
    on = DayField(_l("When was the learner registered?"), chosen(_l("Enter the day of the registration.")))

    def day(self) -> date:
        return cast("date", self.on.data)


class ReleaseForm(Form):
    name = StringField(
        _l("Who released it, for the awarding body?"), [*needed(_l("Enter the person's name.")), at_most(200)]
    )
    reference = StringField(
        _l("Reference of the visit or the letter"), [*needed(_l("Enter the reference.")), at_most(100)]
    )
    on = DayField(_l("When was it released?"), chosen(_l("Enter the day of the release.")))

    def day(self) -> date:
        return cast("date", self.on.data)


class ClaimForm(Form):
    what = RadioField(
        _l("What is claimed?"),
        chosen(_l("Choose what is claimed.")),
        choices=choices({WHOLE: _l("The whole qualification, by these units"), SOME: _l("These units alone")}),
    )
    units = SelectMultipleField(_l("Units"), choices=[])
    named = SelectField(
        _l("Quality assurer named on the claim"),
        choices=[],
        default=NOBODY,
        description=_l("Somebody who decided on none of the units and signed none of them as assessor."),
    )

    def offer(self, units: Mapping[str, str], assurers: Sequence[Assurer]) -> None:
        self.units.choices = choices(units)
        self.named.choices = choices(
            {NOBODY: _("Choose a quality assurer"), **{one.public_id: one.name for one in assurers}}
        )

    @property
    def whole(self) -> bool:
        return bool(self.what.data == WHOLE)

    def named_id(self, assurers: Sequence[Assurer]) -> int | None:
        return next((one.account_id for one in assurers if one.public_id == self.named.data), None)


class StepForm(VersionedForm):
    """What became of a claim: which fields it has depends on what is recorded."""

    answer = RadioField(_l("What is the awarding body's answer?"), choices=[])
    on = DayField(_l("On which day?"), chosen(_l("Enter the day.")))
    reference = StringField(_l("Reference"), [at_most(100)])
    words = TextAreaField(_l("What is to be said of it"), [at_most(LONGEST)])

    def said(self, step: ClaimState, *, corrects: bool) -> NewStep:
        found = ClaimState(self.answer.data) if "answer" in self else step
        return NewStep(
            found,
            cast("date", self.on.data),
            (self.reference.data or "") if "reference" in self else "",
            self.words.data or "",
            corrects=corrects,
        )


def step_form(step: ClaimState, *, corrects: bool, **data: object) -> StepForm:
    """Make the form of a step; in place of an earlier one it asks why."""
    form = StepForm(data=data)
    if step in ANSWERS:
        form.answer.choices = choices({one.value: STATE_WORDS[one] for one in ANSWERS})
        form.answer.validators = chosen(_l("Choose the answer."))
        form.reference.label.text = _("The awarding body's reference")
        form.words.label.text = _("What the awarding body says (needed where it deferred or rejected the claim)")
    else:
        del form.answer
    if step is ClaimState.RECEIVED:
        form.reference.label.text = _("Number of the certificate")
        form.words.label.text = _("Anything to be noted")
    if step in {ClaimState.GIVEN, ClaimState.WITHDRAWN}:
        del form.reference
    if step is ClaimState.GIVEN:
        form.words.label.text = _("How it was given: by hand, or by which post")
    if step is ClaimState.WITHDRAWN:
        form.words.label.text = _("Why is the claim withdrawn?")
    if corrects:
        form.words.label.text = _("What was wrong, and what is right")
    return form
