"""The forms of asking and of answering, and what the refusals say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portfolio.evidence.forms import LANGUAGE_WORDS, LONGEST_NOTE, ClaimsField
from portfolio.evidence.forms.people import PEOPLE_WORDS
from portfolio.evidence.rules import EARLIEST
from portfolio.evidence.rules.people import ASKED
from portfolio.links.forms import ByLinkForm, an_address
from portfolio.links.rules import AskStatus
from portfolio.web import access
from portfolio.web.forms import DayField, Form, Refusals, at_most, choices, chosen, needed, too_long
from portfolio.web.uploads import Received
from portfolio.witnesses.rules import Answer

STATUS_WORDS: Mapping[str, Any] = {
    AskStatus.ASKED: _l("Waiting for the witness"),
    AskStatus.ANSWERED: _l("Testimony given"),
    AskStatus.DECLINED: _l("The witness declined"),
    AskStatus.REVOKED: _l("Revoked"),
    AskStatus.EXPIRED: _l("Not answered in time"),
}
ANSWER_WORDS: Mapping[str, Any] = {
    Answer.YES: _l("Yes, I wrote and signed this"),
    Answer.NO: _l("No, this is not from me"),
}
REFUSALS: Refusals = {
    "witness-needs-name": _l("The request does not say who is asked. Nothing was sent. Give the name."),
    "witness-needs-criteria": _l("The request is for no criterion. Nothing was sent. Choose at least one."),
    "witness-not-answered": _l("There is no testimony yet, so there is nothing to verify. Nothing was sent."),
    "witness-nothing-open": _l(
        "Everything that you were asked about was signed off in the meantime. Nothing was sent; what you wrote is "
        "still here. Tell whoever asked you."
    ),
}


class AskForm(ByLinkForm):
    """Asking a witness."""

    name = StringField(_l("Name of the witness"), [*needed(_l("Give the name of the witness.")), at_most(200)])
    email = StringField(_l("Email address of the witness"), [an_address, at_most(254)])
    language = RadioField(
        _l("In which language do you write to the witness?"),
        chosen(_l("Choose the language.")),
        choices=choices(LANGUAGE_WORDS),
    )
    message = TextAreaField(
        _l("Your message"),
        [at_most(2000)],
        description=_l("Say what you did and when, so that the witness knows what it is about. This can stay empty."),
    )
    criteria = ClaimsField(_l("Which criteria can the witness speak about?"))

    def validate_criteria(self, field: ClaimsField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one criterion."))
        if any(len(note) > LONGEST_NOTE for note in field.data.values()):
            raise ValidationError(too_long(LONGEST_NOTE))


class TestifyForm(Form):
    """What a witness says and signs."""

    name = StringField(_l("Your name"), [*needed(_l("Give your name.")), at_most(200)])
    job = StringField(_l("Your job"), [*needed(_l("Say what your job is.")), at_most(300)])
    relation = StringField(
        _l("How do you know the learner?"),
        [*needed(_l("Say how you know the learner.")), at_most(300)],
        description=_l("For example as manager or colleague"),
    )
    expert = RadioField(
        _l("Do you have occupational competence in this work?"),
        chosen(_l("Choose as what you testify.")),
        choices=choices(
            {"ordinary": _l("No, I testify as somebody who was there"), "expert": _l("Yes, I am an expert witness")}
        ),
    )
    competence = TextAreaField(_l("Your qualifications and experience in this work"), [at_most(5000)])
    happened_on = DayField(
        _l("When did you see it?"),
        chosen(_l("Enter the date when you saw it.")),
        description=_l("For example, 27 3 2026"),
        wrong=_l("Enter a real date, with day, month and year."),
    )
    language = RadioField(
        _l("In which language do you write?"),
        chosen(_l("Choose the language.")),
        choices=choices(LANGUAGE_WORDS),
    )
    words = TextAreaField(
        _l("What did you see?"),
        [*needed(_l("Write what you saw.")), at_most(100_000)],
        description=_l("In your own words: what the learner did, and how. Leave out the names of clients."),
    )
    people = RadioField(
        _l("Who else is shown or named in it?"),
        chosen(_l("Say who else is shown or named in it.")),
        choices=choices({one: PEOPLE_WORDS[one] for one in ASKED}),
    )
    files = MultipleFileField(_l("Add files if you wish"))
    copy_to = StringField(
        _l("Your email address, for a copy"), [an_address, at_most(254)], description=_l("This can stay empty.")
    )
    sign = BooleanField(_l("I saw this myself, I wrote this myself, and it is true."))

    def validate_competence(self, field: TextAreaField) -> None:
        if self.expert.data == "expert" and not (field.data or "").strip():
            raise ValidationError(_("Say what makes you an expert in this work."))

    def validate_happened_on(self, field: DayField) -> None:
        day = field.data
        if day is not None and day > access.work().today:
            raise ValidationError(_("The date must be today or in the past."))
        if day is not None and day < EARLIEST:
            raise ValidationError(_("The date must be in 1990 or later. Check the year."))

    def validate_files(self, field: MultipleFileField) -> None:
        received = access.prepared()
        if isinstance(received, Received):
            cast("list[str]", field.errors).extend(received.messages)

    def validate_sign(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError(_("Tick this to sign your testimony."))

    def particulars(self) -> dict[str, str]:
        """Give what the record of a testimony holds beside its words."""
        return {
            "witness": self.name.data or "",
            "witness_job": self.job.data or "",
            "witness_relation": self.relation.data or "",
            "witness_expert": self.expert.data or "",
            "witness_contact": self.copy_to.data or "",
            "witness_competence": self.competence.data or "",
        }


class CheckForm(Form):
    answer = RadioField(
        _l("Did you write and sign this testimony?"),
        chosen(_l("Choose an answer.")),
        choices=choices(ANSWER_WORDS),
    )
