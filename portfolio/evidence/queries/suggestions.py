"""What a piece of evidence may show as well: criteria of the learner's units that ask the same as one it is put to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.queries.picker import Picker, PickerUnit, takes_claims
from portfolio.evidence.rules import OVER, EvidenceStatus
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment
from portfolio.learning.rules import ClaimStatus, CriterionState
from standards.foundation import Text
from standards.library.models import Criterion, Section, Standard
from standards.library.queries import AskedOf
from standards.library.queries.alike import near_to
from standards.statements import Given, columns, once

PUT_TO = (ClaimStatus.DRAFT.value, ClaimStatus.WAITING.value, ClaimStatus.MET.value)
NEAR_AT_MOST = 5


@dataclass(frozen=True)
class Suggestion:
    """A criterion that this evidence does not claim yet, and the one that asks the same."""

    unit: str
    urn: str
    code: str
    text: Text
    like_urn: str
    like_code: str
    like: Text | None = None
    """What that one asks, where it asks only nearly the same."""

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


def nearly_suggested(
    evidence: Evidence, picker: Picker, same: Iterable[Suggestion], most: int = NEAR_AT_MOST
) -> tuple[Suggestion, ...]:
    """Give the few criteria that ask nearly what this evidence is put to; those that ask the same are left out.

    As with those, a person has to claim them, and what is met or locked is not named.
    """
    if evidence.status == EvidenceStatus.WITHDRAWN:
        return ()
    units = {unit.id: unit for unit in picker.units}
    put = {criterion: units[unit] for (unit, criterion), status in picker.claims.items() if _put(units, unit, status)}
    named = {one.key for one in same}
    found: dict[str, Suggestion] = {}
    for unit in picker.open_units:
        for like, near in near_to(_asked(put), [unit.outline.asked]).items():
            for other in near:
                one = _suggestion(unit, other, put[like], like)
                if one.key not in named and _free(picker, unit, other):
                    found.setdefault(one.key, one)
    return tuple(found.values())[:most]


def _put(units: Mapping[int, PickerUnit], unit_id: int, status: ClaimStatus) -> bool:
    return unit_id in units and status in PUT_TO


def _free(picker: Picker, unit: PickerUnit, criterion_id: int) -> bool:
    """Tell whether a criterion is neither met nor claimed by this evidence."""
    return not picker.claim(unit, criterion_id) and picker.state(unit, criterion_id) != CriterionState.MET


def _asked(put: Mapping[int, PickerUnit]) -> AskedOf:
    """Give what the criteria ask that evidence is put to."""
    outlines = {unit.outline.standard_id: unit.outline for unit in put.values()}
    found: AskedOf = defaultdict(tuple)
    for outline in outlines.values():
        for place, every in outline.asked.items():
            found[place] += tuple(one for one in every if one.key in put)
    return found


def _suggestion(unit: PickerUnit, criterion_id: int, like_unit: PickerUnit, like_id: int) -> Suggestion:
    one, like = unit.outline.by_id[criterion_id], like_unit.outline.by_id[like_id]
    return Suggestion(unit.public_id, unit.urn, one.code, one.text, like_unit.urn, like.code, like.text)


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
