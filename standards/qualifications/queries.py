"""Questions about qualifications: which there are, and what one is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from standards.foundation import Actor, Facts, Language
from standards.library.models import Standard
from standards.library.rules import digest
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.qualifications.models import Qualification, Unit, UnitGroup
from standards.qualifications.rules import Combination, Gap, GroupRule, QualificationStatus, gaps
from standards.qualifications.rules.signing import DEFAULT_SIGNING, SigningOrder, order_of


@dataclass(frozen=True)
class ShownUnit:
    """A unit and the standard that it points at."""

    row: Unit
    standard: Standard


@dataclass(frozen=True)
class ShownGroup:
    row: UnitGroup
    units: tuple[ShownUnit, ...]

    @property
    def combination(self) -> Combination:
        return Combination(self.row.combination)

    @property
    def rule(self) -> GroupRule:
        units = frozenset(unit.row.id for unit in self.units)
        return GroupRule(self.row.id, self.combination, self.row.minimum, self.row.maximum, units)


@dataclass(frozen=True)
class ShownQualification:
    """A qualification with its groups, units and standards in their order."""

    row: Qualification
    groups: tuple[ShownGroup, ...]

    @property
    def units(self) -> tuple[ShownUnit, ...]:
        return tuple(unit for group in self.groups for unit in group.units)

    @property
    def draft(self) -> bool:
        return self.row.status == QualificationStatus.DRAFT

    @property
    def own(self) -> bool:
        """Tell whether it is a provider's own; nobody changes the shared ones from a page."""
        return self.row.owner_id is not None

    @property
    def signing(self) -> SigningOrder:
        return order_of(self.row.signing)

    @property
    def rules(self) -> tuple[GroupRule, ...]:
        return tuple(group.rule for group in self.groups)

    @property
    def credits_of(self) -> dict[int, int]:
        return {unit.row.id: unit.row.credits for unit in self.units}

    @property
    def gaps(self) -> list[Gap]:
        """List what keeps it from being published."""
        return gaps(self.rules, self.credits_of, self.row.least_credits)

    def group(self, group_id: int) -> ShownGroup | None:
        return next((group for group in self.groups if group.row.id == group_id), None)

    def unit(self, public_id: str) -> ShownUnit | None:
        return next((unit for unit in self.units if unit.row.public_id == public_id), None)


@dataclass(frozen=True)
class ListedQualification:
    row: Qualification
    units: int


def qualification(session: Session, public_id: str) -> Qualification | None:
    return session.scalar(select(Qualification).where(Qualification.public_id == public_id))


def versions(session: Session, owner_id: int | None, number: str) -> list[Qualification]:
    """Give the versions of a qualification, the newest first."""
    query = select(Qualification).where(Qualification.owner_id == owner_id, Qualification.number == number)
    return list(session.scalars(query.order_by(Qualification.version.desc())))


def readable(actor: Actor) -> ColumnElement[bool]:
    """Give the condition of every list: the shared ones, and those of the provider that the actor works in."""
    return or_(Qualification.owner_id.is_(None), Qualification.owner_id == actor.provider_id)


def listed(
    session: Session, actor: Actor, language: Language, page: int = 1, *, drafts: bool = False
) -> Paged[ListedQualification]:
    """Give one page of the qualifications in the order of the reader's alphabet; drafts only where asked for."""
    condition = readable(actor)
    if not drafts:
        condition &= Qualification.status == QualificationStatus.PUBLISHED
    total = session.scalar(select(func.count()).select_from(Qualification).where(condition)) or 0
    page = page_of(page, total)
    units = select(func.count(Unit.id)).where(Unit.qualification_id == Qualification.id).scalar_subquery()
    title = Qualification.sort_cy if language == "cy" else Qualification.sort_en
    order = (title, Qualification.number, Qualification.version, Qualification.id)
    query = select(Qualification, units).where(condition).order_by(*order)
    rows = session.execute(query.limit(PAGE_SIZE).offset(skipped(page)))
    return Paged(tuple(ListedQualification(row, count) for row, count in rows), total, page)


def published(session: Session, actor: Actor, language: Language) -> list[Qualification]:
    """List all published qualifications that the actor may read, for a choice."""
    title = Qualification.sort_cy if language == "cy" else Qualification.sort_en
    condition = readable(actor) & (Qualification.status == QualificationStatus.PUBLISHED)
    return list(session.scalars(select(Qualification).where(condition).order_by(title, Qualification.version)))


def shown(session: Session, row: Qualification) -> ShownQualification:
    """Give a qualification with its groups, units and standards."""
    groups = session.scalars(
        select(UnitGroup).where(UnitGroup.qualification_id == row.id).order_by(UnitGroup.position)
    ).all()
    of_group: dict[int, list[ShownUnit]] = defaultdict(list)
    for unit, standard in session.execute(
        select(Unit, Standard)
        .join(Standard, Standard.id == Unit.standard_id)
        .where(Unit.qualification_id == row.id)
        .order_by(Unit.position, Unit.id)
    ):
        of_group[unit.group_id].append(ShownUnit(unit, standard))
    return ShownQualification(row, tuple(ShownGroup(group, tuple(of_group[group.id])) for group in groups))


def group_rules(session: Session, qualification_id: int) -> tuple[GroupRule, ...]:
    """Give the rules of combination of a qualification, for whoever chooses its units."""
    return shown(session, session.get_one(Qualification, qualification_id)).rules


def unit(session: Session, public_id: str) -> Unit | None:
    return session.scalar(select(Unit).where(Unit.public_id == public_id))


def digest_of(found: ShownQualification) -> str:
    """Give the SHA-256 of groups, rules and units in canonical form."""
    row = found.row
    said: dict[str, Any] = {
        "number": row.number,
        "version": row.version,
        "title": row.title.to_json(),
        "level": row.level,
        "least_credits": row.least_credits,
        "groups": [
            {
                "title": group.row.title.to_json(),
                "combination": group.row.combination,
                "minimum": group.row.minimum,
                "maximum": group.row.maximum,
                "units": [_said(one) for one in group.units],
            }
            for group in found.groups
        ],
    }
    if row.signing != DEFAULT_SIGNING:
        # Versions that were published before an order could be chosen keep their digest.
        said["signing"] = row.signing
    if row.decision_words:
        said["decision_words"] = row.decision_words
    return digest(said)


def _said(one: ShownUnit) -> dict[str, Any]:
    return {
        "unit": one.row.public_id,
        "standard": one.standard.public_id,
        "number": one.row.number,
        "credits": one.row.credits,
        "evidence_rules": one.row.evidence_rules,
    }


def stored_facts(session: Session, owner_id: int | None) -> Facts:
    """Give the published qualifications of an owner, or the shared ones, as its book must tell them.

    The digest is counted again from the groups, rules and units as they stand.
    """
    rows = session.scalars(
        select(Qualification)
        .where(Qualification.owner_id == owner_id, Qualification.status == QualificationStatus.PUBLISHED)
        .order_by(Qualification.id)
    )
    return {
        ("qualification", row.public_id): {
            "number": row.number,
            "version": row.version,
            "digest": digest_of(shown(session, row)),
            "last_certification": row.last_certification.isoformat() if row.last_certification else None,
        }
        for row in rows
    }
