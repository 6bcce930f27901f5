"""When a choice of units makes a qualification, and until when a version of it is certificated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class QualificationStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


SOON = 90
"""Days before the last certification date from which it is said more strongly."""


@dataclass(frozen=True)
class Certification:
    """The last day on which the awarding body certificates a version, and how near that is.

    It warns and refuses nothing: to sign is to say that somebody is competent, and that stays true after it;
    to certificate is the awarding body's own act.
    """

    last: date
    days_left: int

    @property
    def passed(self) -> bool:
        return self.days_left < 0

    @property
    def soon(self) -> bool:
        return 0 <= self.days_left < SOON

    def ends_before(self, planned_end: date) -> bool:
        """Tell whether somebody who finishes as planned finishes too late to be certificated on this version."""
        return self.last < planned_end


def certification(last: date | None, today: date) -> Certification | None:
    return None if last is None else Certification(last, (last - today).days)


class Combination(StrEnum):
    """How units of a group are chosen: all of them, a number of them, or enough for a number of credits."""

    ALL = "all"
    UNITS = "units"
    CREDITS = "credits"


@dataclass(frozen=True)
class GroupRule:
    """A group of units and how many of them, or of their credits, are needed; `maximum` none = no limit."""

    group: int
    combination: Combination
    minimum: int
    maximum: int | None
    units: frozenset[int]


def always_needed(groups: Iterable[GroupRule]) -> frozenset[int]:
    """Give the units that nobody makes the qualification without."""
    return frozenset(unit for group in groups if group.combination is Combination.ALL for unit in group.units)


@dataclass(frozen=True)
class Shortfall:
    """What a choice of units lacks, or has too much of, in one group (or, with none, in the whole)."""

    group: int | None
    code: str
    needed: int
    chosen: int


def shortfalls(
    groups: Iterable[GroupRule], chosen: frozenset[int], credits_of: dict[int, int], least_credits: int = 0
) -> list[Shortfall]:
    """List what keeps a choice of units from making the qualification; empty when it does."""
    found: list[Shortfall] = []
    for group in groups:
        taken = chosen & group.units
        if group.combination is Combination.ALL:
            if taken != group.units:
                found.append(Shortfall(group.group, "all-units", len(group.units), len(taken)))
            continue
        by_credits = group.combination is Combination.CREDITS
        count = sum(credits_of.get(unit, 0) for unit in taken) if by_credits else len(taken)
        if count < group.minimum:
            found.append(
                Shortfall(group.group, "too-few-credits" if by_credits else "too-few-units", group.minimum, count)
            )
        if group.maximum is not None and count > group.maximum:
            found.append(
                Shortfall(group.group, "too-many-credits" if by_credits else "too-many-units", group.maximum, count)
            )
    total = sum(credits_of.get(unit, 0) for unit in chosen)
    if total < least_credits:
        found.append(Shortfall(None, "too-few-credits", least_credits, total))
    return found


@dataclass(frozen=True)
class Gap:
    """Why a qualification cannot be published: a group (none = the whole) that no choice of units satisfies."""

    group: int | None
    code: str
    needed: int
    possible: int


def gaps(groups: Iterable[GroupRule], credits_of: dict[int, int], least_credits: int = 0) -> list[Gap]:
    """List what no choice of units could satisfy; empty when the qualification can be achieved."""
    found: list[Gap] = []
    most = 0
    for group in groups:
        gap, best = _gap(group, credits_of)
        if gap:
            found.append(gap)
        most += best
    if not found and most < least_credits:
        found.append(Gap(None, "too-few-credits", least_credits, most))
    return found


def _gap(group: GroupRule, credits_of: dict[int, int]) -> tuple[Gap | None, int]:
    """Give what cannot be satisfied in a group, and the most credits that it can bring."""
    worth = sorted((credits_of.get(unit, 0) for unit in group.units), reverse=True)
    if not worth:
        return Gap(group.group, "group-empty", 1, 0), 0
    if group.combination is Combination.ALL:
        return None, sum(worth)
    if group.maximum is not None and group.maximum < group.minimum:
        return Gap(group.group, "maximum-below-minimum", group.minimum, group.maximum), 0
    if group.combination is Combination.UNITS:
        gap = Gap(group.group, "too-few-units", group.minimum, len(worth)) if len(worth) < group.minimum else None
        return gap, sum(worth[: group.maximum])
    best = max(one for one in _sums(worth) if group.maximum is None or one <= group.maximum)
    return (Gap(group.group, "too-few-credits", group.minimum, best) if best < group.minimum else None), best


def _sums(worth: Iterable[int]) -> set[int]:
    """Give every number of credits that some choice of units comes to."""
    sums = {0}
    for one in worth:
        sums |= {already + one for already in sums}
    return sums
