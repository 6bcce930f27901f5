"""The forms of the restricted registers, the words of their codes, and what the refusals of their rules say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, TextAreaField

from assessments.registers.rules import KINDS, OUTCOMES, EntryKind, EntryOutcome, Register
from portfolio.people.forms import an_address
from portfolio.web.forms import DayField, Form, Refusals, at_most, choices, chosen, needed

LONGEST = 5000
REGISTER_WORDS: Mapping[str, Any] = {
    Register.MALPRACTICE: _l("Register of malpractice"),
    Register.ADJUSTMENTS: _l("Register of reasonable adjustments and special considerations"),
}
ENTRY_KIND_WORDS: Mapping[str, Any] = {
    EntryKind.LEARNER: _l("Malpractice by a learner"),
    EntryKind.STAFF: _l("Malpractice by staff"),
    EntryKind.MALADMINISTRATION: _l("Maladministration"),
    EntryKind.ADJUSTMENT: _l("Reasonable adjustment, before assessment"),
    EntryKind.CONSIDERATION: _l("Special consideration, after assessment"),
}
ENTRY_OUTCOME_WORDS: Mapping[str, Any] = {
    EntryOutcome.NOTED: _l("Noted"),
    EntryOutcome.LOOKED_INTO: _l("Being looked into"),
    EntryOutcome.FOUND: _l("Found to be so"),
    EntryOutcome.NOT_FOUND: _l("Not found to be so"),
    EntryOutcome.ASKED: _l("Asked for"),
    EntryOutcome.APPROVED: _l("Approved"),
    EntryOutcome.REFUSED: _l("Not approved"),
    EntryOutcome.TOLD: _l("The awarding body was told"),
}
REFUSALS: Refusals = {
    "entry-foreign-kind": _l("This does not belong in this register. Nothing was saved. Choose again."),
    "entry-about-oneself": _l("Nobody enters anything about themselves. Nothing was saved. Ask a colleague."),
    "entry-needs-words": _l("It does not say what it is about. Nothing was saved. Write it down."),
    "entry-ahead": _l("The day is after today. Nothing was saved. Correct it."),
}


class FollowForm(Form):
    outcome = RadioField(_l("How does it stand?"), chosen(_l("Choose how it stands.")), choices=[])
    happened = DayField(_l("On which day?"), chosen(_l("Enter the day.")))
    words = TextAreaField(
        _l("What is to be on record?"),
        [*needed(_l("Write what is to be on record.")), at_most(LONGEST)],
        description=_l("An entry stays as it is; what follows later is added to it."),
    )

    def offer(self, register: Register) -> None:
        self.outcome.choices = choices({one.value: ENTRY_OUTCOME_WORDS[one] for one in OUTCOMES[register]})

    def stands(self) -> EntryOutcome:
        return EntryOutcome(self.outcome.data)

    def day(self) -> date:
        return cast("date", self.happened.data)


class EntryForm(FollowForm):
    email = EmailField(
        _l("Email address of whom it is about"),
        [*needed(_l("Enter an email address.")), an_address, at_most(254)],
    )
    kind = RadioField(_l("What is it?"), chosen(_l("Choose what it is.")), choices=[])

    def offer(self, register: Register) -> None:
        super().offer(register)
        self.kind.choices = choices({one.value: ENTRY_KIND_WORDS[one] for one in KINDS[register]})
