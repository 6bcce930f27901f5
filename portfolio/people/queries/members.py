"""A provider's people, listed and narrowed, and what ending a role would leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portfolio.people.models import Account, Membership
from portfolio.people.queries.actors import in_force_on
from portfolio.people.rules import LEADING
from standards.foundation import Actor, Language, Role
from standards.sorting import sort_key

MEMBERS_A_PAGE = 50


@dataclass(frozen=True)
class Member:
    """One role of one person at a provider, as the list of people shows it."""

    public_id: str
    name: str
    email: str
    role: Role
    qualified: bool
    qualify_by: date | None
    assesses_in: str | None
    starts: date
    ends: date | None


@dataclass(frozen=True)
class StaffMember:
    """A role in which somebody works at a provider, without how they are reached."""

    account_id: int
    account: str
    name: str
    role: Role
    qualified: bool
    qualify_by: date | None
    assesses_in: str | None
    starts: date


@dataclass(frozen=True)
class MemberFilter:
    """What a list of people is narrowed to."""

    words: str = ""
    role: Role | None = None
    ended: bool = False


@dataclass(frozen=True)
class Members:
    """One page of a list of people."""

    rows: list[Member]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // MEMBERS_A_PAGE))


def members(
    session: Session, actor: Actor, wanted: MemberFilter, language: Language, page: int, today: date
) -> Members:
    """Give a page of the people of the provider that the actor leads and works in, by the language's alphabet."""
    found = _narrowed(_visible(actor), wanted, today)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    order = Account.sort_cy if language == "cy" else Account.sort_en
    rows = session.execute(
        found.order_by(order, Account.id, Membership.id).limit(MEMBERS_A_PAGE).offset((page - 1) * MEMBERS_A_PAGE)
    )
    return Members([_member(each, name, email) for each, name, email in rows], total, page)


def _visible(actor: Actor) -> Select[Membership, str, str]:
    leads = actor.provider_id is not None and actor.roles_at(actor.provider_id) & LEADING
    return (
        select(Membership, Account.name, Account.email)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.provider_id == (actor.provider_id if leads else None))
    )


def _narrowed(found: Select[Membership, str, str], wanted: MemberFilter, today: date) -> Select[Membership, str, str]:
    is_over = and_(Membership.ends.is_not(None), Membership.ends < today)
    found = found.where(is_over if wanted.ended else ~is_over)
    if wanted.role is not None:
        found = found.where(Membership.role == wanted.role.value)
    if wanted.words.strip():
        # The key knows no accents: "sian" finds Siân.
        key = sort_key(wanted.words, "en").partition("\t")[0]
        by_name = Account.sort_en.contains(key, autoescape=True) if key else Account.name.contains(wanted.words)
        found = found.where(or_(by_name, Account.email.contains(wanted.words.strip().lower(), autoescape=True)))
    return found


def _member(row: Membership, name: str, email: str) -> Member:
    return Member(
        row.public_id,
        name,
        email,
        Role(row.role),
        row.qualified,
        row.qualify_by,
        row.assesses_in,
        row.starts,
        row.ends,
    )


STAFF = (Role.MANAGER, Role.QUALITY_ASSURER, Role.ASSESSOR, Role.ADMINISTRATOR)


def staff_list(session: Session, provider_id: int, language: Language, today: date) -> list[StaffMember]:
    """List who works at a provider today, by the language's alphabet: a row for each of their roles."""
    order = Account.sort_cy if language == "cy" else Account.sort_en
    rows = session.execute(
        select(Membership, Account)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.provider_id == provider_id,
            Membership.role.in_([one.value for one in STAFF]),
            Account.disabled.is_(False),
            in_force_on(today),
        )
        .order_by(order, Account.id, Membership.id)
    )
    return [
        StaffMember(
            who.id,
            who.public_id,
            who.name,
            Role(row.role),
            row.qualified,
            row.qualify_by,
            row.assesses_in,
            row.starts,
        )
        for row, who in rows
    ]


def member(session: Session, row: Membership) -> Member:
    owner = session.get_one(Account, row.account_id)
    return _member(row, owner.name, owner.email)


def others_lead(session: Session, row: Membership, last_day: date) -> bool:
    """Tell whether somebody else still leads a provider on the day after a membership's last day."""
    leading = select(Membership.id).where(
        Membership.provider_id == row.provider_id,
        Membership.id != row.id,
        Membership.role.in_([role.value for role in LEADING]),
        Membership.starts <= last_day,
        or_(Membership.ends.is_(None), Membership.ends > last_day),
    )
    return session.scalar(leading.limit(1)) is not None


def holds_role(session: Session, account_id: int, provider_id: int, role: Role, today: date) -> bool:
    held = select(Membership.id).where(
        Membership.account_id == account_id,
        Membership.provider_id == provider_id,
        Membership.role == role.value,
        or_(Membership.ends.is_(None), Membership.ends >= today),
    )
    return session.scalar(held.limit(1)) is not None
