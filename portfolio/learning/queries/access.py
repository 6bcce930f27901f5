"""How somebody stands to a portfolio, and which portfolios they may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from portfolio.core.ledger import Entry
from portfolio.core.work import LONDON, clock
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import ASSESSING, Held, Part, in_force
from portfolio.people.models import Membership
from standards.foundation import Actor, Grants, Guarded, Relation, Role
from standards.statements import Given, columns, once

PART_OF: dict[Part, tuple[Role, Relation]] = {
    Part.ASSESSOR: (Role.ASSESSOR, Relation.ASSIGNED),
    Part.COUNTERSIGNER: (Role.ASSESSOR, Relation.COUNTERSIGNING),
    Part.QUALITY_ASSURER: (Role.QUALITY_ASSURER, Relation.ASSIGNED),
}
"""What an assignment in a part makes of somebody who holds the role that it needs."""


@once
def _owner(portfolio_id: Given) -> Select[int]:
    return select(Portfolio.account_id).where(Portfolio.id == portfolio_id)


@once
def _assignments(portfolio_id: Given, account_id: Given, provider_id: Given) -> Select[Assignment]:
    return select(Assignment).where(
        Assignment.portfolio_id == portfolio_id,
        Assignment.account_id == account_id,
        Assignment.provider_id == provider_id,
    )


def relations(session: Session, actor: Actor, subject: Guarded) -> frozenset[tuple[Role, Relation]]:
    """Tell how an actor stands to a subject, in each of the roles that they hold at its provider."""
    if actor.account_id is None:
        return frozenset()
    roles = actor.roles_at(subject.provider_id)
    found = {(role, Relation.PROVIDER) for role in roles} | _invited(actor, subject, roles)
    portfolio_id = getattr(subject, "portfolio_id", None)
    if portfolio_id is None:
        return frozenset(found)
    if _owner_of(session, subject, portfolio_id) == actor.account_id:
        # Nobody meets their own portfolio in another role than the learner's.
        return frozenset({(Role.LEARNER, Relation.OWN)})
    return frozenset(found | _assigned(session, actor, subject, roles))


def _invited(actor: Actor, subject: Guarded, roles: frozenset[Role]) -> set[tuple[Role, Relation]]:
    """Tell whether a subject was opened to somebody from outside, for these days, as it says itself."""
    visitor_on = getattr(subject, "visitor_on", None)
    if visitor_on is None or Role.EXTERNAL_QUALITY_ASSURER not in roles or visitor_on(_today()) != actor.account_id:
        return set()
    return {(Role.EXTERNAL_QUALITY_ASSURER, Relation.ASSIGNED)}


def _owner_of(session: Session, subject: Guarded, portfolio_id: int) -> int | None:
    if isinstance(subject, Portfolio):
        return subject.account_id
    found = columns(session, _owner(), {"portfolio_id": portfolio_id})
    return found[0][0] if found else None


def _assigned(session: Session, actor: Actor, subject: Guarded, roles: frozenset[Role]) -> set[tuple[Role, Relation]]:
    asked = {
        "portfolio_id": getattr(subject, "portfolio_id", None),
        "account_id": actor.account_id,
        "provider_id": subject.provider_id,
    }
    rows = session.scalars(_assignments(), asked)
    return {PART_OF[Part(row.part)] for row in rows if _covers(row, subject) and PART_OF[Part(row.part)][0] in roles}


def _covers(assignment: Assignment, subject: Guarded) -> bool:
    """Tell whether an assignment holds today and reaches the subject; what spans units is reached by any of them."""
    if not in_force(assignment.starts, assignment.ends, _today()):
        return False
    unit_id = subject.id if isinstance(subject, EnrolledUnit) else None
    enrolment_id = subject.id if isinstance(subject, Enrolment) else getattr(subject, "enrolment_id", None)
    if assignment.enrolled_unit_id is not None and unit_id is not None and assignment.enrolled_unit_id != unit_id:
        return False
    return not (
        assignment.enrolment_id is not None and enrolment_id is not None and assignment.enrolment_id != enrolment_id
    )


def _today() -> date:
    return clock().astimezone(LONDON).date()


def portfolios_of(actor: Actor, grants: Grants) -> Select[int]:
    """Give the ids of the portfolios in which a permission's grants reach the actor: the condition of every list."""
    conditions = [_reached(actor, role, relation) for role in grants for relation in grants[role]]
    return select(Portfolio.id).where(or_(false(), *conditions))


def _reached(actor: Actor, role: Role, relation: Relation) -> ColumnElement[bool]:
    providers = _providers(actor, role)
    if not providers:
        return false()
    at_provider = Portfolio.provider_id.in_(providers)
    if relation is Relation.OWN:
        return and_(at_provider, Portfolio.account_id == actor.account_id)
    not_own = Portfolio.account_id != actor.account_id
    if relation is Relation.PROVIDER:
        return and_(at_provider, not_own)
    parts = [part.value for part, meaning in PART_OF.items() if meaning == (role, relation)]
    today = _today()
    assigned = select(Assignment.portfolio_id).where(
        Assignment.account_id == actor.account_id,
        Assignment.part.in_(parts),
        Assignment.starts <= today,
        or_(Assignment.ends.is_(None), Assignment.ends >= today),
    )
    return and_(at_provider, not_own, Portfolio.id.in_(assigned))


def _providers(actor: Actor, role: Role) -> Iterable[int]:
    held = getattr(actor, "held", ())
    return sorted({one.provider_id for one in held if one.role is role})


def held_there(session: Session, portfolio_id: int, account_id: int) -> dict[int, Held]:
    """Give the parts that somebody has, has had or is to have in a portfolio, by the assignment."""
    wanted = (Assignment.portfolio_id == portfolio_id, Assignment.account_id == account_id)
    rows = session.scalars(select(Assignment).where(*wanted))
    return {row.id: Held(Part(row.part), row.starts, row.ends) for row in rows}


def acted_there(session: Session, book_id: int, actor: str) -> frozenset[Part]:
    """Give as what somebody, by public id, has acted on a portfolio, as its book tells: assessor, quality assurer."""
    parts = (Part.ASSESSOR, Part.QUALITY_ASSURER)
    asked = select(
        *(
            exists().where(
                Entry.book_id == book_id,
                Entry.canonical.startswith(f'{{"actor":"{actor}",', autoescape=True),
                Entry.canonical.contains(f'"role":"{PART_OF[part][0].value}","seq":', autoescape=True),
            )
            for part in parts
        )
    )
    found = session.execute(asked).one()
    return frozenset(part for part, has in zip(parts, found, strict=True) if has)


def assessed_there(session: Session, portfolio: Portfolio, actor: Actor) -> bool:
    """Tell whether somebody assesses or countersigns in a portfolio, did before, or has acted there as its assessor."""
    if actor.account_id is None:
        return False
    held = held_there(session, portfolio.id, actor.account_id).values()
    if any(one.part in ASSESSING and not one.nothing for one in held):
        return True
    return Part.ASSESSOR in acted_there(session, portfolio.book_id, actor.public_id)


def can_take(session: Session, provider_id: int, account_id: int, part: Part, today: date) -> bool:
    """Tell whether somebody holds the role that a part needs; a countersigner must be qualified."""
    role = PART_OF[part][0]
    conditions = [
        Membership.provider_id == provider_id,
        Membership.account_id == account_id,
        Membership.role == role.value,
        Membership.starts <= today,
        or_(Membership.ends.is_(None), Membership.ends >= today),
    ]
    if part is Part.COUNTERSIGNER:
        conditions.append(Membership.qualified.is_(True))
    return bool(session.scalar(select(exists().where(*conditions))))
