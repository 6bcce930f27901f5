"""The claims of one piece of evidence: as one reader stands to them, and as the rules of judging look at them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from assessments.judging.models import Decision
from assessments.judging.queries.reach import asked_by, units_reached
from assessments.judging.rules import DECIDED
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.evidence.queries import edition_before
from portfolio.evidence.rules import UNSENT
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import LOCKED, ClaimStatus, Part, UnitStatus
from standards.foundation import Actor, Text, Work
from standards.library.models import Criterion, Standard
from standards.qualifications.models import Qualification, Unit
from standards.statements import Given, Many, columns, once


@dataclass(frozen=True)
class ClaimToJudge:
    """A claim of a piece of evidence, with the criterion it names and how it stands."""

    public_id: str
    status: ClaimStatus
    note: str
    unit: str
    urn: str
    unit_title: Text
    unit_status: UnitStatus
    standard_id: int
    criterion_id: int
    criterion: str
    """The criterion's code in its standard."""
    assigned: bool
    """Whether the reader is assigned to its unit as an assessor today."""
    carried_from: str | None
    """The edition of the standard from which it was carried, if any."""
    evidence_rules: list[Any]
    """What its unit asks of its evidence, as it is stored."""
    decision_words: Mapping[str, Any]
    """What its awarding body calls decisions, as they are stored."""

    @property
    def open(self) -> bool:
        """Tell whether the reader may decide it, or correct what was decided."""
        decidable = self.status is ClaimStatus.WAITING or self.status in DECIDED
        return decidable and self.assigned and self.unit_status not in LOCKED

    @property
    def decided(self) -> bool:
        return self.status in DECIDED


@dataclass(frozen=True)
class ClaimSheet:
    """A submitted piece of evidence with its claims, as one reader stands to them."""

    row: Evidence
    claims: tuple[ClaimToJudge, ...]
    of_another: bool
    """Whether it is the record of what somebody else saw or heard, which only they judge."""

    @cached_property
    def by_claim(self) -> Mapping[str, ClaimToJudge]:
        return {claim.public_id: claim for claim in self.claims}

    @cached_property
    def open_claims(self) -> tuple[ClaimToJudge, ...]:
        """Give the claims that the reader may decide or correct, those that wait first."""
        found = [claim for claim in self.claims if claim.open]
        return tuple(sorted(found, key=lambda claim: claim.decided))

    @cached_property
    def closed_claims(self) -> tuple[ClaimToJudge, ...]:
        return tuple(claim for claim in self.claims if not claim.open)

    @cached_property
    def _of_several(self) -> bool:
        return len({claim.urn for claim in self.claims}) > 1

    def code(self, claim: ClaimToJudge) -> str:
        """Give the code that says which criterion is meant: with its unit's, where the claims are of several."""
        return f"{claim.urn} {claim.criterion}" if self._of_several else claim.criterion


def claim_sheet(session: Session, evidence: Evidence, actor: Actor, today: date) -> ClaimSheet:
    """Give submitted evidence with its claims, as this reader stands to them."""
    rows = columns(session, _shown(), {"evidence_id": evidence.id, **asked_by(actor, today)})
    judges = not evidence.record or evidence.author_id == actor.account_id
    claims = (
        ClaimToJudge(
            public,
            ClaimStatus(status),
            note,
            unit,
            urn,
            title,
            UnitStatus(stands),
            std,
            criterion,
            code,
            mine and judges,
            *more,
        )
        for public, status, note, unit, urn, title, stands, std, criterion, code, mine, *more in rows
    )
    return ClaimSheet(evidence, tuple(claims), not judges)


@once
def _shown(evidence_id: Given) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Claim.public_id,
            Claim.status,
            Claim.note,
            EnrolledUnit.public_id,
            Standard.urn,
            Standard.title,
            EnrolledUnit.status,
            Standard.id,
            Criterion.id,
            Criterion.code,
            units_reached(Part.ASSESSOR),
            edition_before(),
            Unit.evidence_rules,
            Qualification.decision_words,
        )
        .select_from(Claim)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Qualification, Qualification.id == Unit.qualification_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .where(Claim.evidence_id == evidence_id, Claim.status.not_in(UNSENT))
        .order_by(Claim.enrolled_unit_id, Claim.criterion_id, Claim.id)
    )


@dataclass(frozen=True)
class ClaimToDecide:
    """A claim with all that deciding it asks for."""

    row: Claim
    unit: EnrolledUnit
    criterion: UUID
    standing: Decision | None
    """What was decided on it before, and stands."""
    assigned: bool
    """Whether the actor is assigned to its unit as an assessor today."""


def claims_to_decide(work: Work, evidence: Evidence, public_ids: Collection[str]) -> dict[str, ClaimToDecide]:
    """Give claims of a piece of evidence by public id, oldest first: the ledger tells decisions in this order."""
    asked = {"evidence_id": evidence.id, "public_ids": list(public_ids), **asked_by(work.actor, work.today)}
    return {row[0].public_id: ClaimToDecide(*row) for row in work.session.execute(_decided(), asked)}


@once
def _decided(evidence_id: Given, public_ids: Many) -> Select[Claim, EnrolledUnit, UUID, Decision | None, bool]:
    return (
        select(Claim, EnrolledUnit, Criterion.uuid, Decision, units_reached(Part.ASSESSOR))
        .select_from(Claim)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .outerjoin(Decision, and_(Decision.claim_id == Claim.id, Decision.standing.is_(True)))
        .where(Claim.evidence_id == evidence_id, Claim.public_id.in_(public_ids))
        .order_by(Claim.id)
    )


def claims_by_key(session: Session, evidence_id: int) -> dict[str, str]:
    """Give the claims of a piece of evidence by the keys by which forms name their criteria: unit and code."""
    rows = session.execute(
        select(EnrolledUnit.public_id, Criterion.code, Claim.public_id)
        .select_from(Claim)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .where(Claim.evidence_id == evidence_id)
    )
    return {f"{unit}:{code}": claim for unit, code, claim in rows}


def revision_put(session: Session, evidence: Evidence) -> tuple[int, str]:
    """Give the id and the public id of what is judged: the last revision of submitted evidence."""
    [(row_id, public_id)] = columns(session, _put(), {"evidence_id": evidence.id, "number": evidence.revision})
    return row_id, public_id


@once
def _put(evidence_id: Given, number: Given) -> Select[int, str]:
    return select(Revision.id, Revision.public_id).where(Revision.evidence_id == evidence_id, Revision.number == number)
