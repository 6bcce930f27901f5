"""The way of every criterion from one version to the next, with its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assessments.carrying import queries
from assessments.carrying.rules import Became, Step, steps
from standards.comparisons.queries import Compared
from standards.library.models import Criterion


@dataclass(frozen=True)
class Way:
    """The way of one criterion, with its rows in both versions."""

    before: Criterion | None
    after: Criterion | None
    became: Became


def looked_at(found: Compared) -> str:
    """Write down what becomes of every criterion: a form knows by it whether it shows what still stands."""
    return ",".join(f"{one.before or ''}>{one.after or ''}:{one.became}" for one in steps(found.comparison.rows))


def ways(session: Session, found: Compared, planned: Iterable[Step]) -> list[Way]:
    """Give the steps between two versions with the criteria themselves."""
    older = queries.criteria_by_code(session, found.before)
    younger = queries.criteria_by_code(session, found.after)
    return [
        Way(older[one.before] if one.before else None, younger[one.after] if one.after else None, one.became)
        for one in planned
    ]


def onward(found: Iterable[Way]) -> list[tuple[int | None, int | None]]:
    """Give from which criterion to which, by their ids."""
    return [(one.before.id if one.before else None, one.after.id if one.after else None) for one in found]


def back(found: Iterable[Way]) -> list[tuple[int | None, int | None]]:
    return [(after, before) for before, after in onward(found)]
