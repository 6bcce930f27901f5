"""Questions of the page that adds evidence: the criteria it may be claimed for, and what it has already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.queries.states import Place, claims_of, latest
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment
from portfolio.learning.rules import LOCKED, RUNNING, ClaimStatus, CriterionState, UnitStatus
from standards.foundation import Text
from standards.library.models import Criterion, Standard
from standards.library.queries import Outline, find, outlines
from standards.statements import Given, Many, columns, once


@dataclass(frozen=True)
class PickerUnit:
    """A chosen unit whose criteria evidence may be claimed for."""

    id: int
    public_id: str
    urn: str
    title: Text
    locked: bool
    outline: Outline
    decision_words: Mapping[str, Any] = field(default_factory=dict)
    """What its awarding body calls decisions, as they are stored."""

    def key(self, code: str) -> str:
        """Name a criterion of this unit as forms and links do."""
        return f"{self.public_id}:{code}"


@dataclass(frozen=True)
class Picker:
    """The units of a portfolio, how their criteria stand, and what this piece of evidence claims of them."""

    units: tuple[PickerUnit, ...]
    states: dict[Place, CriterionState]
    claims: dict[Place, ClaimStatus]
    """The latest claim of this evidence on each criterion."""

    def put_to(self, claims: Mapping[Place, ClaimStatus]) -> Picker:
        """Give the same for a piece of evidence whose claims were read already."""
        return replace(self, claims=dict(claims))

    @property
    def open_units(self) -> tuple[PickerUnit, ...]:
        return tuple(unit for unit in self.units if not unit.locked)

    @property
    def locked_units(self) -> tuple[PickerUnit, ...]:
        return tuple(unit for unit in self.units if unit.locked)

    def state(self, unit: PickerUnit, criterion_id: int) -> str:
        return self.states.get((unit.id, criterion_id), CriterionState.OPEN).value

    @property
    def outlines(self) -> dict[int, Outline]:
        """Give the outlines of the units' standards by their ids."""
        return {unit.outline.standard_id: unit.outline for unit in self.units}

    def claim(self, unit: PickerUnit, criterion_id: int) -> str:
        """Give the status of this evidence's own claim on a criterion, or nothing."""
        found = self.claims.get((unit.id, criterion_id))
        return found.value if found else ""

    def keys_of(self, ids: Collection[int]) -> list[str]:
        """Name the criteria of open units that are, or hold, one of these."""
        return [unit.key(one.code) for unit in self.open_units for one in unit.outline.assessable if one.is_among(ids)]

    def any_of(self, unit: PickerUnit, keys: Iterable[str]) -> bool:
        """Tell whether any of these keys names a criterion of a unit."""
        return any(key.startswith(f"{unit.public_id}:") for key in keys)


KNOWN = {state.value: state for state in CriterionState}


@once
def _units(portfolio_id: Given) -> Select[EnrolledUnit, str, Text]:
    return (
        select(EnrolledUnit, Standard.urn, Standard.title)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(EnrolledUnit.portfolio_id == portfolio_id, Enrolment.status.in_(RUNNING))
        .order_by(EnrolledUnit.id)
    )


@once
def _states(unit_ids: Many) -> Select[int, int, str]:
    return select(CriterionStatus.enrolled_unit_id, CriterionStatus.criterion_id, CriterionStatus.state).where(
        CriterionStatus.enrolled_unit_id.in_(unit_ids)
    )


def picker(session: Session, portfolio_id: int, evidence: Evidence | None = None) -> Picker:
    """Give the criteria that evidence of a portfolio may be claimed for."""
    rows = session.execute(_units(), {"portfolio_id": portfolio_id}).all()
    texts = outlines(session, {unit.standard_id for unit, *_rest in rows})
    units = tuple(
        PickerUnit(unit.id, unit.public_id, urn, title, UnitStatus(unit.status) in LOCKED, texts[unit.standard_id])
        for unit, urn, title in rows
    )
    states = columns(session, _states(), {"unit_ids": [unit.id for unit in units]})
    claims = latest(claims_of(session, evidence.id)) if evidence else {}
    return Picker(
        units,
        {(unit_id, criterion_id): KNOWN[state] for unit_id, criterion_id, state in states},
        {place: ClaimStatus(claim.status) for place, claim in claims.items()},
    )


def found_in(session: Session, picker: Picker, words: str, provider_id: int | None) -> frozenset[int]:
    """Give the criteria of the open units that answer a question in words, in either language and any form."""
    standards = [unit.outline.standard_id for unit in picker.open_units]
    hits = find(session, provider_id, words, standards).hits
    return frozenset(one.criterion_id for one in hits if one.criterion_id is not None)


def places(session: Session, portfolio_id: int, keys: Collection[str]) -> dict[str, Place]:
    """Give what keys of a form or a link name: key → place; without those that are not of the open units."""
    pairs = [key.partition(":") for key in keys]
    if not pairs:
        return {}
    asked = {
        "portfolio_id": portfolio_id,
        "public_ids": list({pair[0] for pair in pairs}),
        "codes": list({pair[2] for pair in pairs}),
    }
    return {f"{row[0]}:{row[1]}": (row[2], row[3]) for row in columns(session, _places(), asked)}


@once
def _places(portfolio_id: Given, public_ids: Many, codes: Many) -> Select[str, str, int, int]:
    return (
        select(EnrolledUnit.public_id, Criterion.code, EnrolledUnit.id, Criterion.id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Criterion, Criterion.standard_id == EnrolledUnit.standard_id)
        .where(
            EnrolledUnit.portfolio_id == portfolio_id,
            EnrolledUnit.public_id.in_(public_ids),
            takes_claims(),
            Criterion.code.in_(codes),
            Criterion.assessable.is_(True),
        )
    )


def claimed_keys(session: Session, evidence: Evidence, wanted: Collection[ClaimStatus]) -> dict[str, str]:
    """Give the criteria of open units that a piece of evidence claims in one of these ways: key → note."""
    rows = session.execute(_claimed(), {"evidence_id": evidence.id}).all()
    names = {claim: f"{public_id}:{code}" for claim, public_id, code in rows}
    return {names[claim]: _note(claim) for claim in latest(names).values() if claim.status in wanted}


@once
def _claimed(evidence_id: Given) -> Select[Claim, str, str]:
    return (
        select(Claim, EnrolledUnit.public_id, Criterion.code)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .where(Claim.evidence_id == evidence_id, takes_claims())
        .order_by(Claim.id)
    )


def takes_claims() -> ColumnElement[bool]:
    """Give the condition that a unit takes claims: its enrolment goes on, and it is not signed."""
    return and_(Enrolment.status.in_(RUNNING), EnrolledUnit.status.not_in([status.value for status in LOCKED]))


def _note(claim: Claim) -> str:
    """Give the note that the next revision gives a claim."""
    return claim.note if claim.draft_note is None else claim.draft_note


def wished_now(session: Session, evidence: Evidence) -> dict[Place, str]:
    """Give what the next revision would claim as it stands: place → note."""
    going = {ClaimStatus.DRAFT, ClaimStatus.WAITING}
    return {
        place: _note(claim) for place, claim in latest(claims_of(session, evidence.id)).items() if claim.status in going
    }
