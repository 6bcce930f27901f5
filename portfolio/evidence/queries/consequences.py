"""The units that a piece of evidence is put to, in whatever qualification, with its claims on each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.rules.consequences import Standing
from portfolio.learning.models import EnrolledUnit, Enrolment
from portfolio.learning.rules import ClaimStatus, UnitStatus
from standards.foundation import Text
from standards.library.models import Standard
from standards.qualifications.models import Qualification
from standards.statements import Given, columns, once


@dataclass(frozen=True)
class UnitPutTo:
    """A unit, how it stands, and what a piece of evidence claims of it."""

    urn: str
    title: Text
    qualification: Text
    status: UnitStatus
    claims: tuple[Standing, ...]


def units_put_to(session: Session, evidence: Evidence) -> list[UnitPutTo]:
    """List the units that a piece of evidence ever claimed anything of."""
    claims: dict[int, list[Standing]] = defaultdict(list)
    named: dict[int, tuple[str, Text, Text, UnitStatus]] = {}
    for row in columns(session, _put_to(), {"evidence_id": evidence.id}):
        unit_id, urn, title, qualification, unit_status, criterion_id, status, leaving = row
        named[unit_id] = (urn, title, qualification, UnitStatus(unit_status))
        claims[unit_id].append(Standing(criterion_id, ClaimStatus(status), leaving))
    return [UnitPutTo(*named[one], tuple(claims[one])) for one in named]


@once
def _put_to(evidence_id: Given) -> Select[int, str, Text, Text, str, int, str, bool]:
    return (
        select(
            EnrolledUnit.id,
            Standard.urn,
            Standard.title,
            Qualification.title,
            EnrolledUnit.status,
            Claim.criterion_id,
            Claim.status,
            Claim.leaving,
        )
        .select_from(Claim)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(Claim.evidence_id == evidence_id)
        .order_by(EnrolledUnit.id, Claim.id)
    )
