"""What submitting or withdrawing evidence does to the claims and decisions of each unit, told before it happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portfolio.evidence.rules import ANSWERED, LIVE_CLAIMS, TAKEN_OVER
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus

DECIDED = LIVE_CLAIMS - TAKEN_OVER


@dataclass(frozen=True)
class Standing:
    """A claim of the evidence, as far as its unit is concerned."""

    criterion: int
    status: ClaimStatus
    leaving: bool = False


@dataclass(frozen=True)
class OfSubmitting:
    """What a new revision does to a unit, in numbers of claims."""

    joining: int
    """Claimed for the first time."""
    again: int
    """Claimed again, in place of one that came back or was not met."""
    following: int
    """Those that wait already, and are decided on the new revision."""
    leaving: int
    """Those that wait, and are not made any more."""
    staying: int
    """Decided ones: they stay on the revision on which they were decided."""
    declaration_falls: bool

    @property
    def any(self) -> bool:
        return bool(self.joining or self.again or self.following or self.leaving or self.staying)


@dataclass(frozen=True)
class OfWithdrawing:
    """What withdrawing does to a unit, in numbers of claims."""

    waiting: int
    """They are not decided any more."""
    decided: int
    """Their decisions stay in the record and count for nothing."""
    declaration_falls: bool
    signed: bool
    """Signed off: the evidence cannot be withdrawn."""

    @property
    def any(self) -> bool:
        return bool(self.waiting or self.decided)


def of_submitting(unit: UnitStatus, claims: Iterable[Standing]) -> OfSubmitting:
    """Tell what submitting does to the claims of evidence on one unit; those of a signed unit wait on."""
    every = list(claims)
    answered = {one.criterion for one in every if one.status in ANSWERED}
    drafts = [one for one in every if one.status is ClaimStatus.DRAFT]
    again = sum(one.criterion in answered for one in drafts)
    waiting = [one for one in every if one.status in TAKEN_OVER and unit not in LOCKED]
    replaced = {one.criterion for one in drafts} & answered
    staying = sum(one.status in DECIDED and not _replaced(one, replaced) for one in every)
    leaving = sum(one.leaving for one in waiting)
    falls = unit is UnitStatus.DECLARED and bool(drafts or waiting)
    return OfSubmitting(len(drafts) - again, again, len(waiting) - leaving, leaving, staying, falls)


def _replaced(claim: Standing, criteria: set[int]) -> bool:
    return claim.status in ANSWERED and claim.criterion in criteria


def of_withdrawing(unit: UnitStatus, claims: Iterable[Standing]) -> OfWithdrawing:
    """Tell what withdrawing does to the claims of evidence on one unit."""
    live = [one.status for one in claims if one.status in LIVE_CLAIMS]
    waiting = sum(one in TAKEN_OVER for one in live)
    falls = unit is UnitStatus.DECLARED and bool(live)
    return OfWithdrawing(waiting, len(live) - waiting, falls, bool(live) and unit in LOCKED)
