"""When a unit's credential is issued, who shows it to the world, and what a check of one comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portfolio.learning.rules import UnitStatus, is_complete
from standards.foundation import Refused


def is_due(status: UnitStatus, awaits: str | None) -> bool:
    """Tell whether a unit's credential is issued: once all have signed whom its qualification asks."""
    return is_complete(status, awaits)


class Revocation(StrEnum):
    """Why a credential no longer stands."""

    REOPENED = "reopened"


def check_showing(person: int | None, learner: int, *, shown: bool, wanted: bool, revoked: bool) -> None:
    """Check that a learner may show their credential to whoever has its address, or no longer. Raises Refused."""
    if person != learner:
        raise Refused("credential-of-another")
    if wanted and revoked:
        raise Refused("credential-revoked")
    if shown is wanted:
        raise Refused("credential-shown-before" if wanted else "credential-not-shown")


class Verdict(StrEnum):
    """What a check of a badge comes to."""

    VALID = "valid"
    REVOKED = "revoked"
    EXPIRED = "expired"
    EARLY = "early"
    CHANGED = "changed"
    NOT_A_BADGE = "not_a_badge"
    OF_NAMED_KEY = "of_named_key"
    """Whole, and signed with the key that it names itself: whose key that is, nobody here knows."""
    UNKNOWN_KEY = "unknown_key"
    """Its key would have to be fetched from elsewhere, which is never done here."""


@dataclass(frozen=True)
class Checked:
    """What was found of a badge."""

    badge: bool
    """Whether it says all that an Open Badge says, in its places."""
    signed: bool | None
    """Whether every signature holds, over all that it says; none where the key is not known."""
    ours: bool
    """Whether a provider here issued it."""
    revoked: bool = False
    starts: datetime | None = None
    ends: datetime | None = None


def verdict(found: Checked, now: datetime) -> Verdict:
    """Say the first thing that whoever relies on a badge must know."""
    in_order = (
        (not found.badge, Verdict.NOT_A_BADGE),
        (found.signed is None, Verdict.UNKNOWN_KEY),
        (not found.signed, Verdict.CHANGED),
        (found.revoked, Verdict.REVOKED),
        (found.ends is not None and now > found.ends, Verdict.EXPIRED),
        (found.starts is not None and now < found.starts, Verdict.EARLY),
        (not found.ours, Verdict.OF_NAMED_KEY),
    )
    return next((what for holds, what in in_order if holds), Verdict.VALID)
