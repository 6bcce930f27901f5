"""Conflicts of interest: what is declared, what is decided of it, and what follows (practice.md 1.13 and D6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from standards.foundation import Refused


class Nature(StrEnum):
    """What somebody is to the other person beside their work."""

    FAMILY = "family"
    EMPLOYER = "employer"
    FRIEND = "friend"
    OTHER = "other"


class Ruling(StrEnum):
    """What was decided of a declared interest, the mildest first."""

    OVERSIGHT = "oversight"
    """They may assess; what they decide is countersigned."""
    OPEN = "open"
    """Nothing was decided yet: until then they do not act."""
    BARRED = "barred"


STRICTNESS = tuple(Ruling)


def strictest(rulings: Iterable[Ruling]) -> Ruling | None:
    """Give the strictest of several rulings."""
    return max(rulings, key=STRICTNESS.index, default=None)


def check_free(ruling: Ruling | None) -> None:
    """Check that somebody may assess, countersign or assure the quality of a learner's work. Raises Refused."""
    if ruling is Ruling.BARRED:
        raise Refused("interest-barred")
    if ruling is Ruling.OPEN:
        raise Refused("interest-open")


def check_declaration(person: int | None, about: int, starts: date, ends: date | None) -> None:
    """Check that an interest can be declared so. Raises Refused."""
    if person == about:
        raise Refused("interest-in-oneself")
    if ends is not None and ends < starts:
        raise Refused("interest-ends-before")
