"""The forms about learners, and what the refusals of learning's rules say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from portfolio.learning.rules import AssessmentLanguage, Attention, EnrolmentStatus, Part
from portfolio.people.forms import an_address
from portfolio.web.forms import DayField, Form, Refusals, at_most, choices, chosen, needed

REFUSALS: Refusals = {
    "qualification-not-published": _l("This qualification is still a draft. Publish it before anybody is enrolled."),
    "planned-end-before-start": _l("The planned end is before the start. Enter a later day."),
    "already-enrolled": _l("This learner is already enrolled on this qualification, and the enrolment has not ended."),
    "unit-of-other-qualification": _l("One of these units belongs to another qualification. Choose again."),
    "unit-already-chosen": _l("One of these units has been chosen already. Look at the list again."),
    "unit-has-claims": _l(
        "Something has been put to a unit that you took out, so it stays. Nothing was changed; tick it again."
    ),
    "own-portfolio": _l("This is your own learning: somebody else has to do it."),
    "cannot-take-part": _l("This person does not hold the role that this part needs. Choose somebody else."),
    "assesses-there": _l(
        "This person assesses or countersigns for this learner, or did before, and nobody assures the quality of their "
        "own decisions. Nothing was saved. Choose somebody else."
    ),
    "assures-there": _l(
        "This person is this learner's quality assurer, or has acted as one, and nobody assures the quality of their "
        "own decisions. Nothing was saved. Choose somebody else."
    ),
    "assignment-ends-before-start": _l("The last day is before the first. Enter a later day."),
    "assignment-over": _l("This assignment has already ended. Nothing was changed."),
    "enrolment-step": _l("The enrolment cannot go from what it is now to that. Nothing was changed."),
    "move-units-differ": _l(
        "A unit of one of these enrolments stands on a standard that this version does not offer."
        " Carry it over first; nothing was moved."
    ),
    "move-not-there": _l("One of these enrolments is no longer on another version. Nothing was moved; look again."),
    "change-needs-reason": _l("Say why: whoever reads the record later needs to know."),
    "not-manager-here": _l("Only a manager of the centre that you are working in can enrol learners there."),
}
LANGUAGES = {
    AssessmentLanguage.WELSH.value: _l("Welsh"),
    AssessmentLanguage.ENGLISH.value: _l("English"),
    AssessmentLanguage.BOTH.value: _l("Welsh and English"),
}
PARTS = {
    Part.ASSESSOR.value: _l("Assessor"),
    Part.COUNTERSIGNER.value: _l("Countersigner"),
    Part.QUALITY_ASSURER.value: _l("Quality assurer"),
}
ATTENTION = {
    Attention.OVERDUE.value: _l("Past their planned end"),
    Attention.NO_ASSESSOR.value: _l("Without an assessor"),
    Attention.AWAITING_COUNTERSIGNATURE.value: _l("Awaiting a countersignature"),
    Attention.AFTER_LAST_CERTIFICATION.value: _l("Planned end after the last certification date"),
}


def statuses() -> dict[str, Any]:
    return {
        EnrolmentStatus.ACTIVE.value: pgettext("enrolment", "Active"),
        EnrolmentStatus.PAUSED.value: pgettext("enrolment", "Paused"),
        EnrolmentStatus.COMPLETED.value: pgettext("enrolment", "Completed"),
        EnrolmentStatus.WITHDRAWN.value: pgettext("enrolment", "Withdrawn"),
        EnrolmentStatus.TRANSFERRED.value: pgettext("enrolment", "Transferred"),
    }


class LearnersFilter(Form):
    """What the list of learners is narrowed to; sent by GET."""

    search = SearchField(_l("Learner's name"))
    qualification = SelectField(_l("Qualification"), validate_choice=False)
    status = SelectField(_l("Enrolment"), validate_choice=False)
    assessor = SelectField(_l("Assessor"), validate_choice=False)
    attention = SelectField(_l("Needs attention"), validate_choice=False)
    sort = SelectField(_l("Sort by"), validate_choice=False)

    def __init__(self, given: object, qualifications: dict[str, str], assessors: dict[str, str]) -> None:
        super().__init__(formdata=given, meta={"csrf": False})
        self.qualification.choices = choices({"": _("All qualifications"), **qualifications})
        self.status.choices = choices({"": _("All enrolments"), **statuses()})
        self.assessor.choices = choices({"": _("All assessors"), **assessors})
        self.attention.choices = choices({"": _("All learners"), **ATTENTION})
        self.sort.choices = choices({"name": _("Name"), "planned_end": _("Planned end, earliest first")})


class EnrolForm(Form):
    """A learner, known by email or new, on a qualification."""

    email = EmailField(
        _l("Learner's email address"), [*needed(_l("Enter the learner's email address.")), an_address, at_most(254)]
    )
    name = StringField(_l("Learner's name"), [at_most(200)])
    qualification = SelectField(_l("Qualification"), chosen(_l("Choose a qualification.")))
    start = DayField(_l("Start"), chosen(_l("Enter the day on which the learner starts.")))
    planned_end = DayField(_l("Planned end"), chosen(_l("Enter the day by which the learner should finish.")))
    language = RadioField(
        _l("In which language does the learner wish to be assessed?"),
        chosen(_l("Ask the learner, then choose a language of assessment.")),
        choices=choices(LANGUAGES),
    )
    cohort = StringField(_l("Cohort (if any)"), [at_most(100)])
    site = StringField(_l("Site (if any)"), [at_most(100)])
    employer = StringField(_l("Employer (if any)"), [at_most(200)])

    def __init__(self, qualifications: dict[str, str], *, known: bool, **named: Any) -> None:
        super().__init__(**named)
        self.qualification.choices = choices({"": _("Choose"), **qualifications})
        self.known = known
        """Whether the email address that was sent is somebody's already."""

    def validate_name(self, field: Field) -> None:
        if (self.email.data or "").strip() and not self.known and not (field.data or "").strip():
            raise ValidationError(_("Nobody has this email address yet: enter the learner's name."))

    def validate_planned_end(self, field: Field) -> None:
        if self.start.data and field.data and field.data < self.start.data:
            raise ValidationError(str(REFUSALS["planned-end-before-start"]))


class UnitsForm(Form):
    units = SelectMultipleField(_l("Units"), chosen(_l("Choose at least one unit.")))


class AssignForm(Form):
    """Who does what; `anyway` once it was said that they cannot work in the language of assessment."""

    part = RadioField(_l("Part"), chosen(_l("Choose a part.")), choices=choices(PARTS))
    who = SelectField(_l("Person"), chosen(_l("Choose a person.")))
    unit = SelectField(_l("For"))
    starts = DayField(_l("First day"), chosen(_l("Enter the first day.")))
    ends = DayField(_l("Last day (if known)"))
    why = StringField(_l("Why (if there is more to say)"), [at_most(500)])
    anyway = BooleanField(_l("Assign this person all the same"))

    def offer(self, people: dict[str, str], units: dict[str, str]) -> None:
        self.who.choices = choices({"": _("Choose"), **people})
        self.unit.choices = choices({"": _("All units of this enrolment"), **units})


class EndAssignmentForm(Form):
    ends = DayField(_l("Last day"), chosen(_l("Enter the last day.")))


class ReasonForm(Form):
    reason = TextAreaField(_l("Why?"), [*needed(REFUSALS["change-needs-reason"]), at_most(2000)])


class StatusForm(ReasonForm):
    status = RadioField(_l("The enrolment is now"), chosen(_l("Choose what the enrolment is now.")))

    def __init__(self, possible: Sequence[str]) -> None:
        super().__init__()
        words = statuses()
        self.status.choices = choices({code: words[code] for code in possible})


class PlannedEndForm(ReasonForm):
    planned_end = DayField(_l("New planned end"), chosen(_l("Enter the new planned end.")))


class LanguageForm(Form):
    language = RadioField(
        _l("In which language does the learner wish to be assessed?"),
        chosen(_l("Ask the learner, then choose a language of assessment.")),
        choices=choices(LANGUAGES),
    )
    unit = SelectField(_l("For"))

    def offer(self, units: dict[str, str]) -> None:
        self.unit.choices = choices({"": _("The whole enrolment"), **units})


class MoveForm(Form):
    """Which enrolments are moved to a version of their qualification."""

    enrolments = SelectMultipleField(_l("Learners"), validators=needed(_l("Tick whom to move.")), validate_choice=False)
