"""Questions about safeguarding: who is named, how the centre is reached, and concerns for those who read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio.people.models import Account, Membership, Provider
from portfolio.safeguarding.events import NAMED
from portfolio.safeguarding.models import (
    Concern,
    ConcernNote,
    ConcernReading,
    SafeguardingContact,
    SafeguardingPerson,
)
from standards.foundation import Actor, Facts, Role

AT_MOST = 200
"""Rows of a list: a centre with more has other worries."""
AUTHOR = aliased(Account)
STAFF = (Role.ASSESSOR, Role.QUALITY_ASSURER, Role.MANAGER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Named:
    account_id: int
    public_id: str
    name: str


@dataclass(frozen=True)
class ListedConcern:
    """A concern without what it says."""

    key: str
    number: int
    at: datetime
    read: bool


@dataclass(frozen=True)
class ShownNote:
    words: str
    language: str
    name: str
    at: datetime


def _in_force(today: date) -> ColumnElement[bool]:
    ends = or_(Membership.ends.is_(None), Membership.ends >= today)
    return (Membership.starts <= today) & ends & Account.disabled.is_(False)


def named(session: Session, provider_id: int, today: date) -> list[Named]:
    """List those who read concerns now: named, and holding a role at the centre."""
    rows = session.execute(
        select(Account.id, Account.public_id, Account.name)
        .join(SafeguardingPerson, SafeguardingPerson.account_id == Account.id)
        .join(
            Membership,
            (Membership.account_id == Account.id) & (Membership.provider_id == SafeguardingPerson.provider_id),
        )
        .where(SafeguardingPerson.provider_id == provider_id, SafeguardingPerson.ends.is_(None), _in_force(today))
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return [Named(*row) for row in rows]


def staff(session: Session, provider_id: int, today: date) -> list[Named]:
    """List those whom a centre may name."""
    roles = [role.value for role in STAFF]
    rows = session.execute(
        select(Account.id, Account.public_id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.provider_id == provider_id, Membership.role.in_(roles), _in_force(today))
        .distinct()
        .order_by(Account.name, Account.id)
    )
    return [Named(*row) for row in rows]


def naming(session: Session, provider_id: int) -> list[SafeguardingPerson]:
    """Give the rows that name somebody still."""
    wanted = (SafeguardingPerson.provider_id == provider_id, SafeguardingPerson.ends.is_(None))
    return list(session.scalars(select(SafeguardingPerson).where(*wanted)))


def is_named(session: Session, actor: Actor, provider_id: int) -> bool:
    """Tell whether somebody reads the concerns of a centre: named, and in a role there."""
    if not actor.roles_at(provider_id):
        return False
    wanted = (
        SafeguardingPerson.provider_id == provider_id,
        SafeguardingPerson.account_id == actor.account_id,
        SafeguardingPerson.ends.is_(None),
    )
    return session.scalar(select(SafeguardingPerson.id).where(*wanted).limit(1)) is not None


def contact(session: Session, provider_id: int) -> SafeguardingContact | None:
    wanted = select(SafeguardingContact).where(SafeguardingContact.provider_id == provider_id)
    return session.scalar(wanted.order_by(SafeguardingContact.id.desc()).limit(1))


def concern(session: Session, public_id: str) -> Concern | None:
    return session.scalar(select(Concern).where(Concern.public_id == public_id))


def concerns(session: Session, provider_id: int) -> list[ListedConcern]:
    read = select(ConcernReading.id).where(ConcernReading.concern_id == Concern.id).exists()
    rows = session.execute(
        select(Concern.public_id, Concern.number, Concern.at, read)
        .where(Concern.provider_id == provider_id)
        .order_by(Concern.number.desc())
        .limit(AT_MOST)
    )
    return [ListedConcern(*row) for row in rows]


def unread(session: Session, actor: Actor) -> int:
    """Count the concerns that nobody has read yet, for those who read them; for all others there are none."""
    if actor.provider_id is None or not is_named(session, actor, actor.provider_id):
        return 0
    read = select(ConcernReading.id).where(ConcernReading.concern_id == Concern.id).exists()
    wanted = (Concern.provider_id == actor.provider_id, ~read)
    return session.scalar(select(func.count()).select_from(Concern).where(*wanted)) or 0


def author_of(session: Session, row: Concern) -> str:
    return session.scalars(select(Account.name).where(Account.id == row.account_id)).one()


def notes(session: Session, row: Concern) -> list[ShownNote]:
    rows = session.execute(
        select(ConcernNote.words, ConcernNote.language, AUTHOR.name, ConcernNote.at)
        .join(AUTHOR, AUTHOR.id == ConcernNote.account_id)
        .where(ConcernNote.concern_id == row.id)
        .order_by(ConcernNote.id)
    )
    return [ShownNote(*one) for one in rows]


def readings(session: Session, row: Concern) -> Sequence[tuple[str, datetime]]:
    """List who opened a concern and when, the last first."""
    rows = session.execute(
        select(AUTHOR.name, ConcernReading.at)
        .join(AUTHOR, AUTHOR.id == ConcernReading.account_id)
        .where(ConcernReading.concern_id == row.id)
        .order_by(ConcernReading.id.desc())
        .limit(AT_MOST)
    )
    return [(name, at) for name, at in rows]


def opened_by(session: Session, row: Concern, account_id: int | None) -> datetime | None:
    """Give when somebody opened a concern last."""
    wanted = (ConcernReading.concern_id == row.id, ConcernReading.account_id == account_id)
    return session.scalar(select(func.max(ConcernReading.at.expression)).where(*wanted))


def next_number(session: Session, provider_id: int) -> int:
    session.get(Provider, provider_id, with_for_update=True)
    last = session.scalar(select(func.max(Concern.number)).where(Concern.provider_id == provider_id))
    return (last or 0) + 1


def addressees(session: Session, account_ids: Collection[int]) -> list[Account]:
    return list(session.scalars(select(Account).where(Account.id.in_(account_ids)).order_by(Account.id)))


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give whom a centre names, as its book must tell it."""
    ever = select(SafeguardingPerson.id).where(SafeguardingPerson.provider_id == provider_id)
    if session.scalar(ever.limit(1)) is None:
        return {}
    rows = session.scalars(
        select(Account.public_id)
        .join(SafeguardingPerson, SafeguardingPerson.account_id == Account.id)
        .where(SafeguardingPerson.provider_id == provider_id, SafeguardingPerson.ends.is_(None))
        .order_by(Account.public_id)
    )
    return {NAMED: {"people": tuple(rows)}}
