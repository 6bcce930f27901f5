"""What the evidence rules of units ask still, of the evidence by which their criteria are met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessments.judging.queries.claims import ClaimSheet
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import ClaimStatus
from standards.library.models import Criterion
from standards.qualifications.models import Unit
from standards.qualifications.rules.evidence import (
    EvidenceKind,
    EvidenceRule,
    MetBy,
    UnmetRule,
    rules_of,
    too_old,
    unmet_rules,
)
from standards.statements import Given, Many, columns, once

Said = list[Any]
"""Rules as they are stored with a unit."""


def unmet_in(session: Session, rules: Mapping[int, Said]) -> dict[int, list[UnmetRule]]:
    """Give what is unmet in chosen units, by their ids; units without rules are not asked about."""
    asked = {unit: rules_of(said) for unit, said in rules.items() if said}
    if not asked:
        return {}
    met: dict[int, list[MetBy]] = defaultdict(list)
    for unit, criterion, piece, kind, happened_on, record in columns(session, _met_by(), {"unit_ids": list(asked)}):
        met[unit].append(MetBy(criterion, piece, EvidenceKind(kind), happened_on, record is not None))
    return {unit: unmet_rules(found, met[unit]) for unit, found in asked.items()}


@once
def _met_by(unit_ids: Many) -> Select[int, str, str, str, date | None, str | None]:
    return (
        select(
            Claim.enrolled_unit_id,
            Criterion.code,
            Evidence.public_id,
            Evidence.kind,
            Revision.happened_on,
            Evidence.record,
        )
        .select_from(Claim)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Revision, Revision.id == Claim.revision_id)
        .where(Claim.enrolled_unit_id.in_(unit_ids), Claim.status == ClaimStatus.MET.value)
        .order_by(Claim.criterion_id, Claim.id)
    )


@once
def _rules_of(unit_id: Given) -> Select[Said]:
    return (
        select(Unit.evidence_rules)
        .join(EnrolledUnit, EnrolledUnit.unit_id == Unit.id)
        .where(EnrolledUnit.id == unit_id)
    )


def unmet_of(session: Session, unit: EnrolledUnit) -> tuple[UnmetRule, ...]:
    """Give what is unmet in one chosen unit."""
    [(said,)] = columns(session, _rules_of(), {"unit_id": unit.id})
    return tuple(unmet_in(session, {unit.id: said}).get(unit.id, ()))


def not_current(sheet: ClaimSheet, happened_on: date | None, today: date) -> EvidenceRule | None:
    """Give the strictest rule of being current, of the units of claims to decide, that a day does not keep."""
    said = [rule for claim in sheet.open_claims for rule in rules_of(claim.evidence_rules)]
    return too_old(said, happened_on, today)
