"""What an entry of a restricted register must say, and about whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from standards.foundation import Refused


class Register(StrEnum):
    MALPRACTICE = "malpractice"
    ADJUSTMENTS = "adjustments"


class EntryKind(StrEnum):
    LEARNER = "learner_malpractice"
    STAFF = "staff_malpractice"
    MALADMINISTRATION = "maladministration"
    ADJUSTMENT = "reasonable_adjustment"
    """Approved before assessment."""
    CONSIDERATION = "special_consideration"
    """Given after it, for something that passes."""


class EntryOutcome(StrEnum):
    NOTED = "noted"
    LOOKED_INTO = "looked_into"
    FOUND = "found"
    NOT_FOUND = "not_found"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    TOLD = "told"
    """The awarding body was told, or asked."""


KINDS: Mapping[Register, tuple[EntryKind, ...]] = {
    Register.MALPRACTICE: (EntryKind.LEARNER, EntryKind.STAFF, EntryKind.MALADMINISTRATION),
    Register.ADJUSTMENTS: (EntryKind.ADJUSTMENT, EntryKind.CONSIDERATION),
}
OUTCOMES: Mapping[Register, tuple[EntryOutcome, ...]] = {
    Register.MALPRACTICE: (
        EntryOutcome.NOTED,
        EntryOutcome.LOOKED_INTO,
        EntryOutcome.FOUND,
        EntryOutcome.NOT_FOUND,
        EntryOutcome.TOLD,
    ),
    Register.ADJUSTMENTS: (EntryOutcome.ASKED, EntryOutcome.APPROVED, EntryOutcome.REFUSED, EntryOutcome.TOLD),
}


@dataclass(frozen=True)
class NewEntry:
    """What somebody enters, about somebody else."""

    register: Register
    kind: EntryKind
    outcome: EntryOutcome
    happened: date
    words: str
    language: str


def check_entry(new: NewEntry, about: int, author: int | None, today: date) -> None:
    """Check that an entry can be made: of its register, with words, and by nobody about themselves. Raises Refused."""
    if new.kind not in KINDS[new.register] or new.outcome not in OUTCOMES[new.register]:
        raise Refused("entry-foreign-kind")
    if about == author:
        raise Refused("entry-about-oneself")
    if not new.words.strip():
        raise Refused("entry-needs-words")
    if new.happened > today:
        raise Refused("entry-ahead")
