"""When a choice of units makes a qualification."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class QualificationStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


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
