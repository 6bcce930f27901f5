"""The forms of writing a plan and of saying something of it, and what the refusals say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portfolio.learning.forms import LANGUAGES
from portfolio.learning.rules import AssessmentLanguage
from portfolio.plans.rules import ActivityState, Review, Signatory, Unusual, VersionStatus
from portfolio.plans.services import NewActivity
from portfolio.web.forms import DayField, Form, Refusals, VersionedForm, at_most, choices, chosen, needed
from standards.qualifications.rules.evidence import EvidenceKind

LONGEST = 2000
TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
WRITTEN_IN = {"cy": _l("Welsh"), "en": _l("English")}
METHOD_WORDS: Mapping[str, Any] = {
    EvidenceKind.OBSERVATION: _l("Observation at work"),
    EvidenceKind.DISCUSSION: _l("Professional discussion"),
    EvidenceKind.QUESTIONS: _l("Questions and answers"),
    EvidenceKind.PRODUCT: _l("Product of the learner's work"),
    EvidenceKind.WITNESS_TESTIMONY: _l("Testimony of a witness"),
    EvidenceKind.REFLECTIVE_ACCOUNT: _l("Written account by the learner"),
    EvidenceKind.CASE_STUDY: _l("Case study or assignment"),
    EvidenceKind.PHOTOGRAPH: _l("Photograph"),
    EvidenceKind.AUDIO: _l("Sound recording"),
    EvidenceKind.VIDEO: _l("Video"),
    EvidenceKind.PRIOR_LEARNING: _l("Recognition of prior learning"),
    EvidenceKind.SIMULATION: _l("Simulation"),
    EvidenceKind.SIGHTED: _l("A record that is seen and kept elsewhere"),
}
VERSION_WORDS: Mapping[str, Any] = {
    VersionStatus.DRAFT: _l("Being written"),
    VersionStatus.PUT_FORWARD: _l("Waiting for the learner"),
    VersionStatus.AGREED: _l("Agreed by learner and assessor"),
    VersionStatus.REVIEWED: _l("Agreed and reviewed"),
    VersionStatus.RETURNED: _l("Sent back by the quality assurer"),
}
STATE_WORDS: Mapping[str, Any] = {
    ActivityState.PLANNED: _l("Planned"),
    ActivityState.FULFILLED: _l("Fulfilled"),
    ActivityState.OVERDUE: _l("Overdue"),
}
SIGNATORY_WORDS: Mapping[str, Any] = {
    Signatory.ASSESSOR: _l("Assessor"),
    Signatory.LEARNER: _l("Learner"),
    Signatory.QUALITY_ASSURER: _l("Quality assurer"),
}
UNUSUAL_WORDS: Mapping[str, Any] = {
    Unusual.PAST: _l("The day of this activity is past already. It is saved; change it if that is not what you meant."),
    Unusual.AFTER_END: _l(
        "The day of this activity is after the planned end of the enrolment. It is saved; change it if that is not "
        "what you meant."
    ),
}
REFUSALS: Refusals = {
    "plan-enrolment-over": _l("This enrolment is not going on, so its plan stays as it is. Nothing was changed."),
    "plan-draft-exists": _l("A new version is being written already. Nothing was changed; go on with that one."),
    "plan-not-draft": _l(
        "This version was put forward and stays as it is. Nothing was changed. Begin a new version to change the plan."
    ),
    "plan-commented": _l(
        "Somebody has commented on this version, and that stays on record. Nothing was discarded. Change the version, "
        "or put it forward."
    ),
    "plan-changed": _l(
        "This plan changed while you were looking. Nothing was saved; what you wrote is still here. Look at the plan "
        "as it is now, then send it again."
    ),
    "plan-needs-title": _l("The activity has no name. Nothing was saved. Say what is to be done."),
    "plan-needs-date": _l("The activity has no date. Nothing was saved. Say when it is to be."),
    "plan-before-start": _l(
        "An activity is planned before the day on which the enrolment starts. Nothing was saved; what you wrote is "
        "still here. Choose a later date."
    ),
    "plan-needs-criteria": _l(
        "An activity is planned for no criterion. Nothing was saved; what you wrote is still here. Choose at least one."
    ),
    "plan-foreign-criterion": _l(
        "One of these criteria is not of a unit of this enrolment. Nothing was saved; what you wrote is still here. "
        "Choose again."
    ),
    "plan-full": _l("This version plans %(max)d activities already. Nothing was saved. Put several into one."),
    "plan-left-out": _l("This activity is not in the version that is being written. Nothing was changed."),
    "plan-empty": _l("This version plans nothing yet. Nothing was put forward. Add an activity first."),
    "plan-superseded": _l(
        "There is a newer version of this plan. Nothing was changed. Read the newer one; it is the one to agree to."
    ),
    "plan-not-put-forward": _l(
        "This version is still being written. Nothing was changed; wait until it is put forward."
    ),
    "plan-agreed-before": _l("You have agreed to this version already. Nothing was changed."),
    "plan-agree-own": _l("Nobody agrees for somebody else: only the learner can agree here. Nothing was changed."),
    "plan-not-agreed": _l("Learner and assessor have not both agreed yet. Nothing was changed; review it after that."),
    "plan-reviewed": _l("This version was reviewed already. Nothing was changed."),
    "plan-own-review": _l("You wrote a version of this plan yourself: another quality assurer has to review it."),
    "plan-assesses-there": _l(
        "You assess or countersign for this learner, or did before: another quality assurer has to review this plan. "
        "Nothing was saved."
    ),
    "plan-return-needs-words": _l("It does not say what is to be changed. Nothing was saved. Write it."),
    "plan-comment-needs-words": _l("The comment says nothing. Nothing was saved. Write it."),
    "plan-not-offered": _l(
        "This activity is not in an agreed plan of this learner. Nothing was saved; what you wrote is still here. "
        "Choose another activity, or none."
    ),
}


def _time(_form: Form, field: Field) -> None:
    said = (field.data or "").strip()
    if said and not TIME.fullmatch(said):
        raise ValidationError(_("Enter a time in hours and minutes, such as 9:30 or 14:05."))


class BeginForm(Form):
    language = RadioField(
        _l("In which language do you write the plan?"),
        chosen(_l("Choose the language.")),
        choices=choices(WRITTEN_IN),
    )


class ActivityForm(VersionedForm):
    """One planned activity. Its version is that of the plan it stands in."""

    title = StringField(
        _l("What is to be done?"),
        [*needed(_l("Say what is to be done.")), at_most(200)],
        description=_l("For example: a first interview with a client"),
    )
    method = SelectField(
        _l("By which method?"),
        chosen(_l("Choose a method.")),
        choices=choices({"": _l("Choose"), **METHOD_WORDS}),
    )
    planned_on = DayField(_l("On which day?"), chosen(_l("Enter the day.")))
    at_time = StringField(_l("At what time (if known)?"), [_time], description=_l("For example, 14:05"))
    place = StringField(_l("Where (if known)?"), [at_most(300)])
    present = StringField(
        _l("Who else is there (if anybody)?"),
        [at_most(500)],
        description=_l("For example a witness or the employer. Leave out the names of clients."),
    )
    language = RadioField(
        _l("In which language does it take place?"),
        chosen(_l("Choose the language.")),
        choices=choices(LANGUAGES),
    )
    adjustments = TextAreaField(
        _l("Adjustments for the learner (if any)"), [at_most(LONGEST)], description=_l("For example more time")
    )
    confidentiality = TextAreaField(
        _l("Confidentiality arrangements (if any)"),
        [at_most(LONGEST)],
        description=_l("For example, that the client is asked beforehand, and what is left out"),
    )
    criteria = SelectMultipleField(
        _l("Which criteria is it to show?"),
        needed(_l("Choose at least one criterion that the activity is to show.")),
        validate_choice=False,
    )

    def said(self) -> NewActivity:
        found = TIME.fullmatch((self.at_time.data or "").strip())
        return NewActivity(
            title=self.title.data or "",
            method=EvidenceKind(self.method.data),
            planned_on=self.planned_on.data,
            criteria=tuple(dict.fromkeys(self.criteria.data or ())),
            language=AssessmentLanguage(self.language.data),
            at_time=f"{int(found[1]):02d}:{found[2]}" if found else "",
            place=self.place.data or "",
            present=self.present.data or "",
            adjustments=self.adjustments.data or "",
            confidentiality=self.confidentiality.data or "",
        )


class ConfirmForm(VersionedForm):
    """Nothing but the button, on a version that was looked at."""


class AgreeForm(Form):
    """The learner's agreement: pressing the button gives it."""


class ReviewForm(Form):
    outcome = RadioField(
        _l("What do you say of this plan?"),
        chosen(_l("Choose what you say of it.")),
        choices=choices(
            {
                Review.AGREED: _l("I agree to it"),
                Review.RETURNED: _l("It is to be changed: I send it back"),
            }
        ),
    )
    words = TextAreaField(_l("What is to be changed, or what else do you say of it?"), [at_most(LONGEST)])
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(WRITTEN_IN)
    )

    def validate_words(self, field: Field) -> None:
        if self.outcome.data == Review.RETURNED and not (field.data or "").strip():
            raise ValidationError(_("Say what is to be changed."))


class CommentForm(Form):
    words = TextAreaField(_l("Your comment"), [*needed(_l("Write the comment.")), at_most(LONGEST)])
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(WRITTEN_IN)
    )
