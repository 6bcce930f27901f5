"""Questions about moving enrolments from one version of their qualification to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import MOST_MOVED, RUNNING, MoveHindrance
from portfolio.people.models import Account
from standards.foundation import Actor, Language
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.queries import readable, versions
from standards.qualifications.rules import QualificationStatus


@dataclass(frozen=True)
class ToMove:
    """An enrolment on another version of a qualification, whose it is, and what hinders moving it."""

    row: Enrolment
    portfolio: Portfolio
    name: str
    qualification: Qualification
    """The version that it is on."""
    units: Sequence[tuple[EnrolledUnit, Standard]]
    offered: Mapping[int, Unit]
    """Standard → the unit of the wanted version that points at it."""
    person: MoveHindrance | None
    """What hinders it whatever its units are."""

    @property
    def lacking(self) -> list[Standard]:
        """List the standards of its units that the wanted version does not offer as they stand."""
        return [standard for _unit, standard in self.units if standard.id not in self.offered]

    @property
    def hindrance(self) -> MoveHindrance | None:
        return self.person or (MoveHindrance.UNITS if self.lacking else None)


def other_versions(session: Session, actor: Actor, known: Qualification) -> list[Qualification]:
    """List the other published versions of a published qualification that the actor may read, the newest first."""
    if known.owner_id not in {None, actor.provider_id} or known.status != QualificationStatus.PUBLISHED:
        return []
    found = versions(session, known.owner_id, known.number)
    return [one for one in found if one.id != known.id and one.status == QualificationStatus.PUBLISHED]


def on_other_versions(session: Session, actor: Actor, known: Qualification) -> int:
    """Count the provider's running enrolments on other versions of a published qualification."""
    if known.status != QualificationStatus.PUBLISHED:
        return 0
    query = (
        select(func.count(Enrolment.id))
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(
            Enrolment.provider_id == actor.provider_id,
            Enrolment.status.in_(RUNNING),
            Qualification.number == known.number,
            Qualification.owner_id.is_not_distinct_from(known.owner_id),
            Qualification.id != known.id,
        )
    )
    return session.scalar(query) or 0


def to_go_on_in(session: Session, actor: Actor, standard: Standard) -> list[Qualification]:
    """List the published versions that offer a standard, where learners on another version have a unit on it."""
    other = aliased(Qualification)
    learning = (
        select(Enrolment.id)
        .join(other, other.id == Enrolment.qualification_id)
        .join(EnrolledUnit, EnrolledUnit.enrolment_id == Enrolment.id)
        .where(
            other.number == Qualification.number,
            other.id != Qualification.id,
            other.owner_id.is_not_distinct_from(Qualification.owner_id),
            Enrolment.provider_id == actor.provider_id,
            Enrolment.status.in_(RUNNING),
            EnrolledUnit.standard_id == standard.id,
        )
    )
    query = select(Qualification).where(
        readable(actor),
        Qualification.status == QualificationStatus.PUBLISHED,
        Qualification.id.in_(select(Unit.qualification_id).where(Unit.standard_id == standard.id)),
        learning.exists(),
    )
    return list(session.scalars(query.order_by(Qualification.number, Qualification.version.desc())))


def to_move(
    session: Session, actor: Actor, wanted: Qualification, language: Language, only: Collection[str] | None = None
) -> list[ToMove]:
    """List the provider's running enrolments on other versions of a qualification, by learner's name.

    At most as many as one act moves; `only` names the enrolments by their public ids.
    """
    others = {one.id: one for one in other_versions(session, actor, wanted)}
    query = (
        select(Enrolment, Portfolio, Account.name)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            Enrolment.provider_id == actor.provider_id,
            Enrolment.qualification_id.in_(others),
            Enrolment.status.in_(RUNNING),
        )
        .order_by(Account.sort_cy if language == "cy" else Account.sort_en, Enrolment.id)
        .limit(MOST_MOVED)
    )
    if only is not None:
        query = query.where(Enrolment.public_id.in_(only))
    rows = session.execute(query).all()
    units = _units(session, [row[0].id for row in rows])
    offered = {one.standard_id: one for one in session.scalars(select(Unit).where(Unit.qualification_id == wanted.id))}
    already = _enrolled_on(session, wanted, [row[1].id for row in rows])

    def hindered(portfolio: Portfolio) -> MoveHindrance | None:
        if portfolio.account_id == actor.account_id:
            return MoveHindrance.OWN
        return MoveHindrance.ENROLLED if portfolio.id in already else None

    return [
        ToMove(row, portfolio, name, others[row.qualification_id], units[row.id], offered, hindered(portfolio))
        for row, portfolio, name in rows
    ]


def _units(session: Session, enrolment_ids: Collection[int]) -> dict[int, list[tuple[EnrolledUnit, Standard]]]:
    rows = session.execute(
        select(EnrolledUnit, Standard)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(EnrolledUnit.enrolment_id.in_(enrolment_ids))
        .order_by(EnrolledUnit.id)
    )
    found: dict[int, list[tuple[EnrolledUnit, Standard]]] = defaultdict(list)
    for unit, standard in rows:
        found[unit.enrolment_id].append((unit, standard))
    return found


def _enrolled_on(session: Session, wanted: Qualification, portfolio_ids: Collection[int]) -> set[int]:
    """Tell which of these portfolios have a running enrolment on a version already."""
    return set(
        session.scalars(
            select(Enrolment.portfolio_id).where(
                Enrolment.qualification_id == wanted.id,
                Enrolment.portfolio_id.in_(portfolio_ids),
                Enrolment.status.in_(RUNNING),
            )
        )
    )
