"""The criteria that an activity may be planned for: those of its enrolment's units, and of no others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import LOCKED, UnitStatus
from standards.foundation import Text
from standards.library.models import Criterion, Standard
from standards.library.queries import Outline, outlines

Place = tuple[int, int]
"""A chosen unit and a criterion of it."""


@dataclass(frozen=True)
class PickUnit:
    """A chosen unit with the criteria that can be ticked."""

    public_id: str
    urn: str
    title: Text
    locked: bool
    """Signed off: nothing more is put to it."""
    outline: Outline

    def key(self, code: str) -> str:
        """Name a criterion of this unit as forms and links do."""
        return f"{self.public_id}:{code}"

    def among(self, keys: Collection[str]) -> bool:
        """Tell whether any of these keys names a criterion of this unit."""
        return any(key.startswith(f"{self.public_id}:") for key in keys)


def pick_units(session: Session, enrolment_id: int) -> tuple[PickUnit, ...]:
    """Give the units of an enrolment, in the order in which they were chosen."""
    rows = session.execute(
        select(EnrolledUnit, Standard.urn, Standard.title)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(EnrolledUnit.enrolment_id == enrolment_id)
        .order_by(EnrolledUnit.id)
    ).all()
    texts = outlines(session, {unit.standard_id for unit, *_rest in rows})
    return tuple(
        PickUnit(unit.public_id, urn, title, UnitStatus(unit.status) in LOCKED, texts[unit.standard_id])
        for unit, urn, title in rows
    )


def places(session: Session, enrolment_id: int, keys: Collection[str]) -> dict[str, Place]:
    """Give what keys of a form name: key → place; without those that are not of the enrolment's units."""
    pairs = [key.partition(":") for key in keys]
    if not pairs:
        return {}
    rows = session.execute(
        select(EnrolledUnit.public_id, Criterion.code, EnrolledUnit.id, Criterion.id)
        .join(Criterion, Criterion.standard_id == EnrolledUnit.standard_id)
        .where(
            EnrolledUnit.enrolment_id == enrolment_id,
            EnrolledUnit.public_id.in_({pair[0] for pair in pairs}),
            Criterion.code.in_({pair[2] for pair in pairs}),
            Criterion.assessable.is_(True),
        )
    )
    found = {f"{row[0]}:{row[1]}": (row[2], row[3]) for row in rows}
    return {key: found[key] for key in keys if key in found}
