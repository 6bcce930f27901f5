"""The forms of planning, writing and signing a review, and what the refusals say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portfolio.links.forms import WRITTEN_IN, ByLinkForm, an_address
from portfolio.links.rules import AskStatus
from portfolio.reviews.rules import FEWEST_WEEKS, MOST_WEEKS, ActionState, How, ReviewStatus, Signatory
from portfolio.reviews.services import Endorsing, NewAction, Said
from portfolio.web.forms import DayField, Form, Refusals, VersionedForm, at_most, choices, chosen, needed

LONGEST = 5000
HOW_WORDS: Mapping[str, Any] = {
    How.IN_PERSON: _l("In person"),
    How.PHONE: _l("By phone"),
    How.VIDEO: _l("By video call"),
}
REVIEW_WORDS: Mapping[str, Any] = {
    ReviewStatus.DRAFT: _l("Not signed yet"),
    ReviewStatus.SIGNED: _l("Waiting for the learner's signature"),
    ReviewStatus.AGREED: _l("Signed by learner and assessor"),
}
WHO_WORDS: Mapping[str, Any] = {
    Signatory.LEARNER: _l("Learner"),
    Signatory.ASSESSOR: _l("Assessor"),
    Signatory.EMPLOYER: _l("Employer"),
}
ACTION_WORDS: Mapping[str, Any] = {
    ActionState.OPEN: _l("To be done"),
    ActionState.OVERDUE: _l("Overdue"),
    ActionState.DONE: _l("Done"),
}
REQUEST_WORDS: Mapping[str, Any] = {
    AskStatus.ASKED: _l("Waiting for the employer"),
    AskStatus.ANSWERED: _l("Signed by the employer"),
    AskStatus.DECLINED: _l("The employer declined"),
    AskStatus.REVOKED: _l("Revoked"),
    AskStatus.EXPIRED: _l("Not answered in time"),
}
REFUSALS: Refusals = {
    "review-enrolment-over": _l("This enrolment is not going on, so it is not reviewed. Nothing was changed."),
    "review-draft-exists": _l(
        "A review is planned or being written already. Nothing was saved; go on with that one, or discard it."
    ),
    "review-signed": _l(
        "This review was signed and stays as it is. Nothing was changed. If something in it is wrong, correct it."
    ),
    "review-changed": _l(
        "This review changed while you were looking. Nothing was saved; what you wrote is still here. Look at it as "
        "it is now, then send it again."
    ),
    "review-before-start": _l(
        "The review is before the day on which the enrolment starts. Nothing was saved; what you wrote is still "
        "here. Choose a later date."
    ),
    "review-period": _l(
        "The period ends before it begins. Nothing was saved; what you wrote is still here. Correct its dates."
    ),
    "review-period-after": _l(
        "The period ends after the day of the review. Nothing was saved; what you wrote is still here. Correct its "
        "dates."
    ),
    "review-full": _l("This review has %(max)d actions already. Nothing was saved. Put several into one."),
    "review-action-needs-words": _l("The action does not say what is to be done. Nothing was saved. Write it."),
    "review-action-before": _l(
        "An action is to be done before the day of the review. Nothing was saved; what you wrote is still here. "
        "Choose a later date."
    ),
    "review-not-held": _l(
        "The day of this review is still to come. Nothing was signed. Sign it once it is held, or change its date."
    ),
    "review-says-nothing": _l(
        "The review does not say yet what was done and what is next. Nothing was signed. Write both first."
    ),
    "review-not-signed": _l("The assessor has not signed this review yet. Nothing was changed."),
    "review-replaced": _l("This review was corrected by a later one. Nothing was changed. Read the later one."),
    "review-agreed-before": _l("You have signed this review already. Nothing was changed."),
    "review-agree-own": _l("Nobody signs for somebody else: only the learner can sign here. Nothing was changed."),
    "review-endorsed": _l("An employer has signed this review already. Nobody was asked."),
    "review-asked": _l("Somebody is asked already. Nobody else was asked. Revoke that request first."),
    "review-needs-name": _l("The request does not say who is asked. Nothing was sent. Give the name."),
    "review-correction-needs-words": _l("It does not say what is wrong. Nothing was begun. Write it."),
    "review-action-done": _l("This action is done already. Nothing was changed."),
    "review-action-day": _l(
        "An action is done on the day of the review or later, and not in the future. Nothing was saved. Correct the "
        "date."
    ),
    "review-action-of-another": _l(
        "This action is somebody else's. Nothing was changed. Your assessor says when it is done."
    ),
    "review-weeks": _l("Between two reviews lie %(least)d to %(most)d weeks. Nothing was saved."),
}


class ReviewForm(VersionedForm):
    """What an assessor plans and writes of a review."""

    held_on = DayField(_l("On which day is the review?"), chosen(_l("Enter the day of the review.")))
    how = RadioField(_l("How is it held?"), chosen(_l("Choose how it is held.")), choices=choices(HOW_WORDS))
    place = StringField(_l("Where (if in person)?"), [at_most(300)])
    present = StringField(
        _l("Who takes part beside learner and assessor (if anybody)?"),
        [at_most(500)],
        description=_l("For example the manager"),
    )
    period_from = DayField(_l("From which day on does it look back?"), chosen(_l("Enter the first day.")))
    period_until = DayField(_l("Until which day?"), chosen(_l("Enter the last day.")))
    language = RadioField(
        _l("In which language do you write the review?"),
        chosen(_l("Choose the language.")),
        choices=choices(WRITTEN_IN),
    )
    progress = TextAreaField(
        _l("What was done since the last review?"),
        [at_most(LONGEST)],
        description=_l("Criteria, units and overdue activities are counted for you."),
    )
    well = TextAreaField(_l("What went well?"), [at_most(LONGEST)])
    ahead = TextAreaField(_l("What is next?"), [at_most(LONGEST)])
    support = TextAreaField(
        _l("Wellbeing and support"), [at_most(LONGEST)], description=_l("The employer reads this too.")
    )
    welsh = TextAreaField(
        _l("The Welsh language"),
        [at_most(LONGEST)],
        description=_l("How Welsh is used at work and in learning, and what would develop it"),
    )
    off_job = TextAreaField(
        _l("Training away from the job, if there was less than planned"),
        [at_most(LONGEST)],
        description=_l("How much was missed, why, and how it is made up for"),
    )

    def said(self) -> Said:
        words = ("place", "present", "progress", "well", "ahead", "support", "welsh", "off_job")
        return Said(
            held_on=cast("date", self.held_on.data),
            period_from=cast("date", self.period_from.data),
            period_until=cast("date", self.period_until.data),
            how=How(self.how.data),
            language=self.language.data,
            **{name: self[name].data or "" for name in words},
        )


class ActionForm(VersionedForm):
    """What somebody is to do. Its version is that of the review."""

    what = StringField(_l("What is to be done?"), [*needed(_l("Say what is to be done.")), at_most(500)])
    who = RadioField(_l("Who does it?"), chosen(_l("Choose who does it.")), choices=choices(WHO_WORDS))
    due_on = DayField(_l("By which day?"), chosen(_l("Enter the day.")))

    def new(self) -> NewAction:
        return NewAction(self.what.data or "", Signatory(self.who.data), cast("date", self.due_on.data))


class ConfirmForm(VersionedForm):
    """Nothing but the button, on a review that was looked at."""


class AgreeForm(Form):
    """The learner's signature: pressing the button gives it."""

    words = TextAreaField(_l("What do you say of it?"), [at_most(LONGEST)], description=_l("This can stay empty."))
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(WRITTEN_IN)
    )


class DoneForm(Form):
    done_on = DayField(_l("On which day was it done?"), chosen(_l("Enter the day.")))


class CorrectForm(Form):
    why = TextAreaField(
        _l("What is wrong in it, and what is right?"), [*needed(_l("Say what is wrong.")), at_most(LONGEST)]
    )


class AskForm(ByLinkForm):
    """Asking an employer."""

    name = StringField(
        _l("Name of the person at the employer"), [*needed(_l("Give the name of the person.")), at_most(200)]
    )
    email = StringField(_l("Their email address"), [an_address, at_most(254)])
    language = RadioField(
        _l("In which language do you write to them?"),
        chosen(_l("Choose the language.")),
        choices=choices(WRITTEN_IN),
    )


class EndorseForm(Form):
    """What an employer says and signs."""

    name = StringField(_l("Your name"), [*needed(_l("Give your name.")), at_most(200)])
    job = StringField(_l("Your job"), [*needed(_l("Say what your job is.")), at_most(300)])
    words = TextAreaField(
        _l("What do you say of the learner's progress?"),
        [at_most(LONGEST)],
        description=_l("This can stay empty. Leave out the names of clients."),
    )
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(WRITTEN_IN)
    )
    sign = BooleanField(_l("I have read this review, and I sign for the employer."))

    def validate_sign(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError(_("Tick this to sign the review."))

    def said(self) -> Endorsing:
        return Endorsing(self.name.data or "", self.job.data or "", self.words.data or "", self.language.data)


class IntervalForm(Form):
    """How often reviews are held."""

    qualification = SelectField(_l("For which learners?"))
    weeks = IntegerField(_l("Weeks between two reviews at most"), chosen(_l("Enter the number of weeks.")))

    def __init__(self, qualifications: dict[str, str], **named: Any) -> None:
        super().__init__(**named)
        self.qualification.choices = choices({"": _("All others"), **qualifications})

    def validate_weeks(self, field: IntegerField) -> None:
        if field.data is not None and not FEWEST_WEEKS <= field.data <= MOST_WEEKS:
            said = _("Enter a number from %(least)d to %(most)d.", least=FEWEST_WEEKS, most=MOST_WEEKS)
            raise ValidationError(said)
