"""External visits: all of a centre, one, its sample, and what could be put into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from assessments.visits.models import ExternalVisit, VisitedUnit
from assessments.visits.policy import POLICY, VISITED_READ
from assessments.visits.rules import VisitStatus
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account, Membership, Provider
from portfolio.people.queries.actors import in_force_on
from standards.foundation import Actor, Language, Role, Text
from standards.library.models import Standard
from standards.paging import Paged, page_of, skipped
from standards.sorting import sort_key

CENTRE = frozenset({Role.QUALITY_ASSURER, Role.MANAGER})


@dataclass(frozen=True)
class ListedVisit:
    visit: str
    number: int
    name: str
    organisation: str
    starts: date
    ends: date
    status: VisitStatus
    units: int


@dataclass(frozen=True)
class Visited:
    """A frozen unit with the visit that it is of: what the guard places."""

    row: VisitedUnit
    visit: ExternalVisit

    @property
    def provider_id(self) -> int:
        return self.row.provider_id

    @property
    def portfolio_id(self) -> int:
        return self.row.portfolio_id

    @property
    def public_id(self) -> str:
        return self.row.public_id

    def visitor_on(self, today: date) -> int | None:
        return self.visit.visitor_on(today)


@dataclass(frozen=True)
class ListedUnit:
    """A unit of a learner, frozen or to be chosen."""

    key: str
    learner: str
    urn: str
    title: Text
    status: str
    met: int
    total: int


@dataclass(frozen=True)
class SampledUnit:
    """A frozen unit with whose it is."""

    row: VisitedUnit
    learner: str
    urn: str
    title: Text


def visit(session: Session, public_id: str) -> ExternalVisit | None:
    return session.scalar(select(ExternalVisit).where(ExternalVisit.public_id == public_id))


def visited(session: Session, public_id: str) -> Visited | None:
    found = session.execute(
        select(VisitedUnit, ExternalVisit)
        .join(ExternalVisit, ExternalVisit.id == VisitedUnit.visit_id)
        .where(VisitedUnit.public_id == public_id)
    ).first()
    return None if found is None else Visited(found[0], found[1])


def is_of_centre(actor: Actor, provider_id: int | None) -> bool:
    """Tell whether somebody reads visits as the centre, and not as who visits it."""
    return bool(actor.roles_at(provider_id) & CENTRE)


def visits(session: Session, actor: Actor, number: int, today: date) -> Paged[ListedVisit]:
    """List the visits of the centre, or those that are open to whoever visits it; the newest first."""
    wanted = [ExternalVisit.provider_id == actor.provider_id]
    if not is_of_centre(actor, actor.provider_id):
        wanted += [
            ExternalVisit.visitor_id == actor.account_id,
            ExternalVisit.revoked_at.is_(None),
            ExternalVisit.starts <= today,
            ExternalVisit.ends >= today,
        ]
    total = session.scalar(select(func.count()).select_from(ExternalVisit).where(*wanted)) or 0
    page = page_of(number, total)
    units = select(func.count()).where(VisitedUnit.visit_id == ExternalVisit.id).scalar_subquery()
    rows = session.execute(
        select(ExternalVisit, units)
        .where(*wanted)
        .order_by(ExternalVisit.number.desc())
        .limit(Paged.size)
        .offset(skipped(page))
    )
    listed = (
        ListedVisit(
            row.public_id,
            row.number,
            row.name,
            row.organisation,
            row.starts,
            row.ends,
            row.status(today),
            counted,
        )
        for row, counted in rows
    )
    return Paged(tuple(listed), total, page)


def _reached(actor: Actor, row: ExternalVisit) -> ColumnElement[bool]:
    """Give the condition on portfolios that somebody reads of a visit's sample: its visitor all of it."""
    if not is_of_centre(actor, row.provider_id):
        return Portfolio.id.is_not(None)
    return Portfolio.id.in_(portfolios_of(actor, POLICY[VISITED_READ]))


def sample(session: Session, actor: Actor, row: ExternalVisit, number: int) -> Paged[ListedUnit]:
    """List a visit's frozen units, each as it stood then."""
    query = _sampled(actor, row)
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    page = page_of(number, total)
    ordered = query.order_by(Account.sort_cy, Account.id, VisitedUnit.id).limit(Paged.size).offset(skipped(page))
    listed = (
        ListedUnit(
            unit.public_id,
            learner,
            urn,
            title,
            unit.frozen["status"],
            unit.frozen["met"],
            unit.frozen["total"],
        )
        for unit, learner, urn, title in session.execute(ordered)
    )
    return Paged(tuple(listed), total, page)


def _sampled(actor: Actor, row: ExternalVisit) -> Select[VisitedUnit, str, str, Text]:
    return (
        select(VisitedUnit, Account.name, Standard.urn, Standard.title)
        .join(EnrolledUnit, EnrolledUnit.id == VisitedUnit.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Portfolio, Portfolio.id == VisitedUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(VisitedUnit.visit_id == row.id, _reached(actor, row))
    )


def whole_sample(session: Session, actor: Actor, row: ExternalVisit) -> list[SampledUnit]:
    """List all of a visit's frozen units whose learner the reader sees."""
    rows = session.execute(_sampled(actor, row).order_by(Account.sort_cy, Account.id, VisitedUnit.id))
    return [SampledUnit(*one) for one in rows]


def last_before(session: Session, row: ExternalVisit) -> date | None:
    """Give the last day of the visit before, of those that were not revoked."""
    earlier = (
        ExternalVisit.provider_id == row.provider_id,
        ExternalVisit.number < row.number,
        ExternalVisit.revoked_at.is_(None),
    )
    return session.scalar(select(func.max(ExternalVisit.ends)).where(*earlier))


def to_choose(
    session: Session, actor: Actor, row: ExternalVisit, search: str, language: Language, number: int
) -> Paged[ListedUnit]:
    """List the units that can still be put into a visit's sample, of the learners whom somebody reaches."""
    sort = Account.sort_cy if language == "cy" else Account.sort_en
    query = _choosable(actor, row)
    if search.strip():
        key = sort_key(search, "en").partition("\t")[0]
        query = query.where(or_(Account.sort_en.contains(key, autoescape=True), Standard.urn.icontains(search.strip())))
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    page = page_of(number, total)
    rows = session.execute(query.order_by(sort, Account.id, EnrolledUnit.id).limit(Paged.size).offset(skipped(page)))
    listed = (
        ListedUnit(unit.public_id, learner, urn, title, unit.shown_status, unit.met, unit.total)
        for unit, learner, urn, title in rows
    )
    return Paged(tuple(listed), total, page)


def _choosable(actor: Actor, row: ExternalVisit) -> Select[EnrolledUnit, str, str, Text]:
    there = select(VisitedUnit.enrolled_unit_id).where(VisitedUnit.visit_id == row.id)
    return (
        select(EnrolledUnit, Account.name, Standard.urn, Standard.title)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            EnrolledUnit.provider_id == row.provider_id,
            Portfolio.id.in_(portfolios_of(actor, POLICY[VISITED_READ])),
            EnrolledUnit.id.not_in(there),
        )
    )


def chosen(session: Session, actor: Actor, row: ExternalVisit, public_ids: list[str]) -> list[EnrolledUnit]:
    """Give those of the units that can be put into a visit's sample."""
    query = _choosable(actor, row).with_only_columns(EnrolledUnit, maintain_column_froms=True)
    return list(session.scalars(query.where(EnrolledUnit.public_id.in_(public_ids)).order_by(EnrolledUnit.id)))


def roles_held(session: Session, account_id: int, provider_id: int, today: date) -> set[Role]:
    held = select(Membership.role).where(
        Membership.account_id == account_id, Membership.provider_id == provider_id, in_force_on(today)
    )
    return {Role(one) for one in session.scalars(held)}


def last_number(session: Session, provider_id: int) -> int:
    asked = select(func.max(ExternalVisit.number)).where(ExternalVisit.provider_id == provider_id)
    return session.scalar(asked) or 0


def membership_of(session: Session, row: ExternalVisit) -> Membership:
    return session.get_one(Membership, row.membership_id)


def visitor_of(session: Session, row: ExternalVisit) -> Account:
    return session.get_one(Account, row.visitor_id)


def provider_of(session: Session, row: ExternalVisit) -> Provider:
    return session.get_one(Provider, row.provider_id)


def granted_by(session: Session, row: ExternalVisit) -> str:
    return session.get_one(Account, row.granted_by_id).name


def portfolios(session: Session, units: list[EnrolledUnit]) -> dict[int, Portfolio]:
    ids = {one.portfolio_id for one in units}
    return {one.id: one for one in session.scalars(select(Portfolio).where(Portfolio.id.in_(ids)))}
