"""What putting evidence to criteria does, told before it happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portfolio.evidence.rules import ANSWERED
from portfolio.learning.rules import ClaimStatus

Place = tuple[int, int]
STANDING = frozenset({ClaimStatus.DRAFT, ClaimStatus.WAITING, ClaimStatus.MET})
"""Claims in these states are not made a second time."""


@dataclass(frozen=True)
class Planned:
    """What becomes of a piece of evidence that is put to criteria."""

    fresh: tuple[Place, ...]
    """Claimed for the first time."""
    again: tuple[Place, ...]
    """Claimed again, in place of a claim that came back or was not met."""
    standing: tuple[Place, ...]
    """Claimed already: nothing changes."""

    @property
    def changes(self) -> bool:
        return bool(self.fresh or self.again)


def plan(wished: Iterable[Place], claims: Mapping[Place, ClaimStatus]) -> Planned:
    """Tell what putting evidence to criteria does to it, by its own claims on them."""
    places = tuple(dict.fromkeys(wished))
    standing = tuple(one for one in places if claims.get(one) in STANDING)
    again = tuple(one for one in places if claims.get(one) in ANSWERED)
    fresh = tuple(one for one in places if one not in standing and one not in again)
    return Planned(fresh, again, standing)
