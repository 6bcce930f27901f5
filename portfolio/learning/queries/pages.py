"""What the pages about one learner show: a portfolio, an enrolment, and who can take a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries.access import PART_OF
from portfolio.learning.rules import RUNNING, Part, in_force
from portfolio.people.models import Account, Membership
from portfolio.people.queries import in_force_on
from portfolio.people.rules import AssessesIn
from standards.foundation import Actor, Language, Role
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit


@dataclass(frozen=True)
class Assigned:
    """Who does what for a learner, as pages show it."""

    row: Assignment
    name: str
    account: str
    unit: str | None
    """The number of the one unit that it is for."""
    holds: bool
    """Whether it is in force, or will be."""


@dataclass(frozen=True)
class UnitOfEnrolment:
    row: EnrolledUnit
    unit: Unit
    standard: Standard

    @property
    def number(self) -> str:
        return self.unit.number or self.standard.urn

    @property
    def open(self) -> int:
        return self.row.total - self.row.met - self.row.claimed - self.row.referred


@dataclass(frozen=True)
class ShownEnrolment:
    """An enrolment with its qualification and units."""

    row: Enrolment
    qualification: Qualification
    units: Sequence[UnitOfEnrolment]

    @property
    def running(self) -> bool:
        return self.row.status in RUNNING


@dataclass(frozen=True)
class Staff:
    """Somebody who can take parts here: what they may do and in which languages."""

    account_id: int
    public_id: str
    name: str
    role: Role
    qualified: bool
    assesses_in: AssessesIn | None

    @property
    def parts(self) -> tuple[Part, ...]:
        found = (part for part, (role, _relation) in PART_OF.items() if role is self.role)
        return tuple(part for part in found if self.qualified or part is not Part.COUNTERSIGNER)

    def works_in(self, language: str) -> bool:
        """Tell whether they can work in a language of assessment; where nothing is recorded, nobody is warned."""
        return self.assesses_in is None or self.assesses_in.covers(language)


def learner_name(session: Session, portfolio: Portfolio) -> str:
    return session.scalars(select(Account.name).where(Account.id == portfolio.account_id)).one()


def learner_email(session: Session, portfolio: Portfolio) -> str:
    return session.scalars(select(Account.email).where(Account.id == portfolio.account_id)).one()


def learner_of(session: Session, enrolment: Enrolment) -> tuple[Portfolio, str]:
    """Give the portfolio of an enrolment and its learner's name."""
    row = session.execute(
        select(Portfolio, Account.name)
        .join(Account, Account.id == Portfolio.account_id)
        .where(Portfolio.id == enrolment.portfolio_id)
    ).one()
    return row[0], row[1]


def portfolio_by_id(session: Session, portfolio_id: int) -> Portfolio:
    return session.get_one(Portfolio, portfolio_id)


def shown_enrolments(session: Session, portfolio_id: int, enrolment: Enrolment | None = None) -> list[ShownEnrolment]:
    """Give the enrolments of a portfolio, or the one, with their units."""
    condition = Enrolment.portfolio_id == portfolio_id
    if enrolment is not None:
        condition &= Enrolment.id == enrolment.id
    return _shown(session, condition)


def enrolments_with(session: Session, unit_ids: Collection[int]) -> list[ShownEnrolment]:
    """Give the enrolments that any of these units is of, each with all of its units."""
    having = select(EnrolledUnit.enrolment_id).where(EnrolledUnit.id.in_(unit_ids))
    return _shown(session, Enrolment.id.in_(having))


def _shown(session: Session, condition: ColumnElement[bool]) -> list[ShownEnrolment]:
    units: dict[int, list[UnitOfEnrolment]] = defaultdict(list)
    for row in session.execute(
        select(EnrolledUnit, Unit, Standard)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(condition)
        .order_by(Unit.group_id, Unit.position)
    ):
        units[row[0].enrolment_id].append(UnitOfEnrolment(*row))
    rows = session.execute(
        select(Enrolment, Qualification)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(condition)
        .order_by(Enrolment.start.desc(), Enrolment.id)
    )
    return [ShownEnrolment(one, qualification, units[one.id]) for one, qualification in rows]


def assignments(
    session: Session, portfolio: Portfolio, today: date, enrolment: Enrolment | None = None
) -> list[Assigned]:
    """Give who does what for a learner, those in force first; for one enrolment also what reaches all of them."""
    condition = Assignment.portfolio_id == portfolio.id
    if enrolment is not None:
        of_unit = EnrolledUnit.enrolment_id == enrolment.id
        of_all = and_(Assignment.enrolment_id.is_(None), Assignment.enrolled_unit_id.is_(None))
        condition &= or_(Assignment.enrolment_id == enrolment.id, of_unit, of_all)
    rows = session.execute(
        select(Assignment, Account.name, Account.public_id, func.coalesce(Unit.number, Standard.urn))
        .join(Account, Account.id == Assignment.account_id)
        .outerjoin(EnrolledUnit, EnrolledUnit.id == Assignment.enrolled_unit_id)
        .outerjoin(Unit, Unit.id == EnrolledUnit.unit_id)
        .outerjoin(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(condition)
        .order_by(Assignment.part, Assignment.starts, Assignment.id)
    )
    found = [
        Assigned(row, name, account, unit, in_force(min(row.starts, today), row.ends, today))
        for row, name, account, unit in rows
    ]
    return sorted(found, key=lambda one: not one.holds)


def assignment_of(session: Session, portfolio: Portfolio, public_id: str) -> Assignment | None:
    return session.scalar(
        select(Assignment).where(Assignment.public_id == public_id, Assignment.portfolio_id == portfolio.id)
    )


def staff(session: Session, provider_id: int | None, language: Language, today: date) -> list[Staff]:
    """List who can be assigned at a provider, by name."""
    roles = {role.value for role, _relation in PART_OF.values()}
    name = Account.sort_cy if language == "cy" else Account.sort_en
    rows = session.execute(
        select(Account.id, Account.public_id, Account.name, Membership)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.provider_id == provider_id, Membership.role.in_(roles), Account.disabled.is_(False))
        .where(in_force_on(today))
        .order_by(name, Membership.role)
    )
    return [
        Staff(
            account_id,
            public_id,
            said,
            Role(held.role),
            held.qualified,
            AssessesIn(held.assesses_in) if held.assesses_in else None,
        )
        for account_id, public_id, said, held in rows
    ]


def qualifications_in_use(session: Session, actor: Actor) -> list[Qualification]:
    """List the qualifications that learners at the actor's provider are on, for a filter."""
    in_use = select(Enrolment.qualification_id).where(Enrolment.provider_id == actor.provider_id)
    query = select(Qualification).where(Qualification.id.in_(in_use)).order_by(Qualification.sort_cy)
    return list(session.scalars(query))
