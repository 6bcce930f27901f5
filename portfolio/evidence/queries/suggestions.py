"""What a piece of evidence may show as well: criteria of the learner's units that ask the same as one it is put to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.queries.picker import takes_claims
from portfolio.evidence.rules import OVER, EvidenceStatus
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment
from portfolio.learning.rules import ClaimStatus, CriterionState
from standards.foundation import Text
from standards.library.models import Criterion, Section, Standard
from standards.statements import Given, columns, once

PUT_TO = (ClaimStatus.DRAFT.value, ClaimStatus.WAITING.value, ClaimStatus.MET.value)


@dataclass(frozen=True)
class Suggestion:
    """A criterion that this evidence does not claim yet, and the one that asks the same."""

    unit: str
    urn: str
    code: str
    text: Text
    like_urn: str
    like_code: str

    @property
    def key(self) -> str:
        """Name the criterion as forms and links do."""
        return f"{self.unit}:{self.code}"


def suggested(session: Session, evidence: Evidence) -> tuple[Suggestion, ...]:
    """Give the criteria that ask in equal official words what this evidence is put to; a person has to claim them.

    They stand in sections of one kind, since to know a thing is not to do it, and are neither met nor locked.
    """
    if evidence.status == EvidenceStatus.WITHDRAWN:
        return ()
    found: dict[str, Suggestion] = {}
    for row in columns(session, _alike(), {"evidence_id": evidence.id}):
        one = Suggestion(*row)
        found.setdefault(one.key, one)
    return tuple(found.values())


@once
def _alike(evidence_id: Given) -> Select[str, str, str, Text, str, str]:
    like, like_section, like_standard = aliased(Criterion), aliased(Section), aliased(Standard)
    put, claimed = aliased(Claim), aliased(Claim)
    return (
        select(EnrolledUnit.public_id, Standard.urn, Criterion.code, Criterion.text, like_standard.urn, like.code)
        .select_from(put)
        .join(like, like.id == put.criterion_id)
        .join(like_section, like_section.id == like.section_id)
        .join(like_standard, like_standard.id == like.standard_id)
        .join(EnrolledUnit, EnrolledUnit.portfolio_id == put.portfolio_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Criterion, Criterion.standard_id == Standard.id)
        .join(Section, Section.id == Criterion.section_id)
        .where(
            put.evidence_id == evidence_id,
            put.status.in_(PUT_TO),
            put.leaving.is_(False),
            or_(Criterion.alike_cy == like.alike_cy, Criterion.alike_en == like.alike_en),
            Section.kind == like_section.kind,
            takes_claims(),
            ~exists().where(
                claimed.evidence_id == evidence_id,
                claimed.enrolled_unit_id == EnrolledUnit.id,
                claimed.criterion_id == Criterion.id,
                claimed.status.not_in(OVER),
                claimed.leaving.is_(False),
            ),
            ~exists().where(
                CriterionStatus.enrolled_unit_id == EnrolledUnit.id,
                CriterionStatus.criterion_id == Criterion.id,
                CriterionStatus.state == CriterionState.MET.value,
            ),
        )
        .order_by(EnrolledUnit.id, Criterion.position, put.id)
    )
