"""Whose pages are asked for: some learners of the centre, their assessors and their manager."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import create_engine, text

from portfolio.demo import bulk

MOST_LEARNERS = 40


@dataclass(frozen=True)
class Unit:
    id: int
    public_id: str
    criteria: Sequence[tuple[int, str]]
    """(id, code)."""


@dataclass(frozen=True)
class Learner:
    email: str
    account_id: int
    portfolio_id: int
    portfolio: str
    enrolment_id: int
    enrolment: str
    assessor: str
    assessor_id: int
    units: Sequence[Unit]

    def open_unit(self, number: int) -> Unit:
        """Give one of the units in which nothing was decided yet, another for every round of learners."""
        half = len(self.units) // 2
        return self.units[half + (number // MOST_LEARNERS) % (len(self.units) - half)]

    def five(self, unit: Unit, number: int) -> Sequence[tuple[int, str]]:
        start = (number // MOST_LEARNERS * 5) % (len(unit.criteria) - 5)
        return unit.criteria[start : start + 5]


@dataclass(frozen=True)
class Targets:
    provider_id: int
    manager: str
    qualification_id: int
    qualification: str
    learners: Sequence[Learner]

    @property
    def assessors(self) -> dict[str, int]:
        return {one.assessor: one.assessor_id for one in self.learners}


def find(url: str, size: bulk.Size) -> Targets:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT a.email, a.id, p.id, p.public_id, n.id, n.public_id, s.email, s.id, p.provider_id, q.id,"
                " q.public_id FROM account a JOIN portfolio p ON p.account_id = a.id"
                " JOIN enrolment n ON n.portfolio_id = p.id JOIN qualification q ON q.id = n.qualification_id"
                " JOIN assignment g ON g.portfolio_id = p.id JOIN account s ON s.id = g.account_id"
                " ORDER BY a.id LIMIT :most"
            ),
            {"most": MOST_LEARNERS},
        ).all()
        units: dict[int, list[Unit]] = {row[4]: [] for row in rows}
        chosen = connection.execute(
            text(
                "SELECT u.enrolment_id, u.id, u.public_id, u.standard_id FROM enrolled_unit u"
                " WHERE u.enrolment_id <= :last ORDER BY u.id"
            ),
            {"last": max(units)},
        ).all()
        criteria: dict[int, list[tuple[int, str]]] = {}
        for standard, criterion, code in connection.execute(
            text("SELECT standard_id, id, code FROM criterion WHERE assessable ORDER BY standard_id, position")
        ):
            criteria.setdefault(standard, []).append((criterion, code))
    engine.dispose()
    for enrolment, unit, public_id, standard in chosen:
        if enrolment in units:
            units[enrolment].append(Unit(unit, public_id, criteria[standard]))
    learners = [_learner(list(row), units[row[4]]) for row in rows]
    *_first, provider, qualification, public_id = rows[0]
    return Targets(provider, size.manager, qualification, public_id, learners)


def _learner(row: Sequence[Any], units: Sequence[Unit]) -> Learner:
    return Learner(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], units)
