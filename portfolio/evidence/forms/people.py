"""The forms about people in evidence: who is shown, who agreed, and what their refusals say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from portfolio.evidence.rules.people import ASKED, Confidentiality, ConsentState, Settlement
from portfolio.web import access
from portfolio.web.forms import DayField, Form, Refusals, at_most, choices, chosen, needed

PEOPLE_WORDS: Mapping[str, Any] = {
    Confidentiality.OPEN: _l("Nobody else who could be recognised"),
    Confidentiality.PEOPLE: _l("Other people, who agreed to it"),
    Confidentiality.RESTRICTED: _l("Others, or confidential matters: closed to all but those who must read it"),
    Confidentiality.SIGHTED: _l("Nobody: it was seen, and is kept elsewhere"),
    Confidentiality.UNSAID: _l("Not said yet"),
    "": _l("Nobody was asked when this was submitted"),
}
PEOPLE_HINTS: Mapping[str, Any] = {
    Confidentiality.OPEN: _l("Look for faces, names, addresses, numbers and screens before you choose this."),
    Confidentiality.PEOPLE: _l("Write down on the page of this evidence who agreed, to what, and until when."),
    Confidentiality.RESTRICTED: _l(
        "Your assessor and quality assurer open it each time by a press that is recorded, and you see who did. "
        "Managers see only that it exists."
    ),
}
CONSENT_WORDS: Mapping[str, Any] = {
    ConsentState.STANDS: _l("The consent holds"),
    ConsentState.RAN_OUT: _l("The consent ran out"),
    ConsentState.WITHDRAWN: _l("The consent was withdrawn"),
}
SETTLEMENT_WORDS: Mapping[str, Any] = {
    Settlement.AGAIN: _l("They agreed again"),
    Settlement.TAKEN_OUT: _l("They are not shown or named any more"),
}
PEOPLE_REFUSALS: Refusals = {
    "evidence-needs-people": _l(
        "The evidence does not say who is shown or named in it. Nothing was submitted; your draft is kept. Choose an "
        "answer."
    ),
    "consent-needs-words": _l("A consent says who agreed and to what. Nothing was changed. Fill in both."),
    "consent-withdrawn-before": _l("This consent was withdrawn already. Nothing was changed."),
    "consent-in-future": _l("The day is still to come. Nothing was changed. Give today or a day in the past."),
    "consent-stands": _l("Nothing is to be settled with this consent. Nothing was changed."),
    "consent-shown-still": _l(
        "Nothing was submitted since the consent ended, so the person is shown still. Nothing was changed. Take them "
        "out and submit the evidence again first."
    ),
}


def people_field(label: Any) -> RadioField:
    """Give the question who is shown, with its answers."""
    return RadioField(label, [Optional()], choices=choices({one: PEOPLE_WORDS[one] for one in ASKED}))


class ConsentForm(Form):
    """Somebody agreed."""

    who = StringField(
        _l("Who agreed?"),
        [*needed(_l("Say who agreed.")), at_most(300)],
        description=_l("As few words as your centre needs to find them; for a child, who agreed for them"),
    )
    scope = TextAreaField(
        _l("To what, and how did they say so?"),
        [*needed(_l("Say to what they agreed.")), at_most(2000)],
        description=_l("For example: to be shown in photographs that only my assessment uses; signed on paper"),
    )
    until = DayField(
        _l("Until when?"),
        [Optional()],
        description=_l("Leave it empty where it holds until it is withdrawn. For example, 27 3 2027"),
        wrong=_l("Enter a real date, with day, month and year."),
    )


class WithdrawConsentForm(Form):
    """They no longer agree."""

    on = DayField(
        _l("When did they say so?"),
        chosen(_l("Enter the date when they said so.")),
        wrong=_l("Enter a real date, with day, month and year."),
    )
    reason = TextAreaField(
        _l("What did they say?"), [*needed(_l("Say what they said, or how you learned of it.")), at_most(2000)]
    )

    def validate_on(self, field: DayField) -> None:
        if field.data is not None and field.data > access.work().today:
            raise ValidationError(_("The date must be today or in the past."))


class SettleConsentForm(Form):
    """What becomes of the evidence."""

    how = RadioField(
        _l("How was it settled?"), chosen(_l("Choose how it was settled.")), choices=choices(SETTLEMENT_WORDS)
    )


class OpenForm(Form):
    """The press that opens closed evidence."""

    why = StringField(_l("Why do you open it? (optional)"), [at_most(300)])
    to = HiddenField()
    """The page to go on to."""
