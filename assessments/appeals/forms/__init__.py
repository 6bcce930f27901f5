"""The forms of appeals and complaints, the words of their codes, and what the refusals of their rules say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional

from assessments.appeals.forms.words import (
    CAME_BY_WORDS,
    KIND_WORDS,
    NOTICE_WORDS,
    OUTCOME_WORDS,
    PROCEDURE_WORDS,
    REFUSALS,
    STAGE_WORDS,
    STATUS_WORDS,
    TRIGGER_WORDS,
    term_words,
    title,
)
from assessments.appeals.queries import Candidate, Offered
from assessments.appeals.rules.cases import DECIDABLE, Answer, CameBy, Outcome, Trigger
from assessments.appeals.rules.deadlines import MOST_DAYS
from assessments.appeals.rules.procedures import ProcedureCode
from portfolio.people.forms import LANGUAGE_NAMES, an_address
from portfolio.web.forms import DayField, Form, VersionedForm, at_most, choices, chosen, needed

__all__ = [
    "CAME_BY_WORDS",
    "KIND_WORDS",
    "NOTICE_WORDS",
    "OUTCOME_WORDS",
    "PROCEDURE_WORDS",
    "REFUSALS",
    "STAGE_WORDS",
    "STATUS_WORDS",
    "TRIGGER_WORDS",
    "AnswerForm",
    "AppealForm",
    "AppointForm",
    "ComplaintForm",
    "ExtendForm",
    "FurtherForm",
    "LogForm",
    "PauseForm",
    "ResumeForm",
    "UnresolvedForm",
    "term_words",
    "title",
]
LONGEST = 5000
NOBODY = ""


class AppealForm(Form):
    words = TextAreaField(
        _l("Why do you appeal?"),
        [*needed(_l("Write why you appeal.")), at_most(LONGEST)],
        description=_l(
            "It may be about the decision, how or when you were assessed, the time you had, or something that kept you "
            "from showing what you can do."
        ),
    )


class ComplaintForm(Form):
    words = TextAreaField(
        _l("What happened, and what would put it right?"),
        [*needed(_l("Write what happened.")), at_most(LONGEST)],
    )
    about = SelectField(_l("Is it about somebody on the staff?"), choices=[], default=NOBODY)

    def offer(self, staff: Sequence[Candidate]) -> None:
        people = {one.public_id: one.name for one in staff}
        self.about.choices = choices({NOBODY: _("It is about nobody in particular"), **people})

    def about_id(self, staff: Sequence[Candidate]) -> int | None:
        return next((one.account_id for one in staff if one.public_id == self.about.data), None)


class LogForm(ComplaintForm):
    """A complaint that came otherwise than on the page."""

    name = StringField(_l("Who complains?"), [*needed(_l("Enter the name.")), at_most(200)])
    email = EmailField(
        _l("Email address (if they are to be written to)"),
        [Optional(), an_address, at_most(254)],
        description=_l("Somebody with an account here is found by it. Without one, your centre tells them itself."),
    )
    spoken = RadioField(
        _l("In which language are they written to?"),
        chosen(_l("Choose a language.")),
        choices=choices({**LANGUAGE_NAMES, "both": _l("Not known: write in both")}),
    )
    came_by = RadioField(
        _l("How did it come in?"),
        chosen(_l("Choose how it came in.")),
        choices=choices({one.value: CAME_BY_WORDS[one] for one in CameBy if one is not CameBy.PAGE}),
    )
    received = DayField(_l("When was it received?"), chosen(_l("Enter the day on which it was received.")))
    procedure = RadioField(
        _l("By which procedure is it handled?"),
        chosen(_l("Choose a procedure.")),
        choices=choices(PROCEDURE_WORDS),
        default=ProcedureCode.REGULATIONS.value,
    )


def _marked(one: Candidate, had_part: Mapping[int, bool]) -> str:
    return str(_("%(name)s (had a part in it)", name=one.name)) if had_part.get(one.account_id) else one.name


class AppointForm(VersionedForm):
    deciders = SelectMultipleField(_l("Who decides this stage?"), choices=[])

    def offer(self, found: Sequence[Candidate], had_part: Mapping[int, bool]) -> None:
        self.deciders.choices = choices({one.public_id: _marked(one, had_part) for one in found})

    def ids(self, found: Sequence[Candidate]) -> list[int]:
        return [one.account_id for one in found if one.public_id in (self.deciders.data or ())]


class ExtendForm(VersionedForm):
    days = IntegerField(
        _l("By how many days?"),
        [NumberRange(1, MOST_DAYS, message=_l("Enter a number of days from 1 to 366."))],
        description=_l("Counted as the stage is: in working days, or in all days."),
    )
    consent = DayField(
        _l("When did the person agree?"),
        description=_l("A deadline is extended with their consent alone."),
    )
    reason = TextAreaField(
        _l("Why is more time needed, and how did they agree?"),
        [*needed(_l("Write why more time is needed.")), at_most(LONGEST)],
    )


class PauseForm(VersionedForm):
    trigger = RadioField(
        _l("For which proceedings does it wait?"),
        chosen(_l("Choose what it waits for.")),
        choices=choices(TRIGGER_WORDS),
    )
    since = DayField(_l("From which day?"), chosen(_l("Enter the day from which it is on hold.")))
    words = TextAreaField(
        _l("What is the person told of it?"),
        [*needed(_l("Write what the person is told.")), at_most(LONGEST)],
    )

    def code(self) -> Trigger:
        return Trigger(self.trigger.data)


class ResumeForm(VersionedForm):
    again = DayField(_l("From which day does it go on?"), chosen(_l("Enter the day from which it goes on.")))

    def day(self) -> date:
        return cast("date", self.again.data)


class AnswerForm(VersionedForm):
    outcome = RadioField(
        _l("What is the outcome?"),
        chosen(_l("Choose an outcome.")),
        choices=choices({one.value: OUTCOME_WORDS[one] for one in DECIDABLE}),
    )
    criteria = SelectMultipleField(_l("Which criteria are decided again (where it is upheld)?"), choices=[])
    words = TextAreaField(
        _l("What was found, why, and what follows"),
        [*needed(_l("Write what was found, and why.")), at_most(LONGEST)],
        description=_l("The person reads this."),
    )
    same = BooleanField(_l("The assessor whose decision is overturned may judge it again"))
    same_reason = TextAreaField(
        _l("Why may the same assessor judge it again?"),
        [at_most(LONGEST)],
        description=_l("Only if you ticked the box: otherwise somebody else has to judge it."),
    )

    def offer(self, found: Sequence[Offered]) -> None:
        self.criteria.choices = choices({one.uuid: one.code for one in found})

    def said(self) -> Outcome:
        return Outcome(self.outcome.data)

    def answer(self, language: str) -> Answer:
        return Answer(
            self.said(),
            self.words.data or "",
            language,
            self.criteria.data or (),
            same=bool(self.same.data),
            same_reason=self.same_reason.data or "",
        )


class FurtherForm(VersionedForm):
    """Nothing but the button, on a case that was looked at."""


class UnresolvedForm(VersionedForm):
    reasons = TextAreaField(
        _l("Why is it not resolved, and whom did you tell?"),
        [*needed(_l("Write why it is not resolved.")), at_most(LONGEST)],
    )
