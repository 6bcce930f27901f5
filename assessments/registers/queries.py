"""Questions of the restricted registers: their entries, for those who keep them and for whom they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.registers.models import RegisterEntry
from assessments.registers.rules import Register
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.people.models import Account, Provider
from standards.foundation import Actor, Facts

ENTRIES_A_PAGE = 50
STANDS = "stands"
ABOUT, AUTHOR, EARLIER = aliased(Account), aliased(Account), aliased(RegisterEntry)


@dataclass(frozen=True)
class ShownEntry:
    row: RegisterEntry
    about: str
    author: str


@dataclass(frozen=True)
class Entries:
    """One page of a register, the newest first."""

    rows: Sequence[ShownEntry]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ENTRIES_A_PAGE))


def entry(session: Session, public_id: str) -> RegisterEntry | None:
    return session.scalar(select(RegisterEntry).where(RegisterEntry.public_id == public_id))


def entries(session: Session, actor: Actor, register: Register, page: int) -> Entries:
    """Give a page of what is first said of each matter; nobody who keeps a register reads there of themselves."""
    wanted = _named().where(
        RegisterEntry.provider_id == actor.provider_id,
        RegisterEntry.register == register.value,
        RegisterEntry.follows_id.is_(None),
        RegisterEntry.about_id != actor.account_id,
    )
    total = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    rows = session.execute(wanted.limit(ENTRIES_A_PAGE).offset((page - 1) * ENTRIES_A_PAGE))
    return Entries([ShownEntry(*row) for row in rows], total, page)


def counted(session: Session, provider_id: int, first: date, last: date) -> dict[tuple[str, str], int]:
    """Count what happened from one day to another, by its kind and by how it stands last: no names and no words."""
    later = aliased(RegisterEntry)
    newest = (
        select(later.outcome)
        .where(or_(later.follows_id == RegisterEntry.id, later.id == RegisterEntry.id))
        .order_by(later.id.desc())
        .limit(1)
        .correlate(RegisterEntry)
        .scalar_subquery()
    )
    stands = (
        select(RegisterEntry.kind, newest.label(STANDS))
        .where(
            RegisterEntry.provider_id == provider_id,
            RegisterEntry.follows_id.is_(None),
            RegisterEntry.happened_on >= first,
            RegisterEntry.happened_on <= last,
        )
        .subquery()
    )
    rows = session.execute(
        select(stands.c.kind, stands.c[STANDS], func.count()).group_by(stands.c.kind, stands.c[STANDS])
    )
    return {(kind, outcome): number for kind, outcome, number in rows}


def own_adjustments(session: Session, actor: Actor) -> list[ShownEntry]:
    """List all that is said of a learner's own adjustments, what followed included."""
    rows = session.execute(
        _named().where(
            RegisterEntry.provider_id == actor.provider_id,
            RegisterEntry.register == Register.ADJUSTMENTS.value,
            RegisterEntry.about_id == actor.account_id,
        )
    )
    return [ShownEntry(*row) for row in rows]


def matter(session: Session, row: RegisterEntry) -> list[ShownEntry]:
    """Give an entry with all that followed upon it, in its order."""
    first = row.follows_id or row.id
    of_it = (RegisterEntry.id == first) | (RegisterEntry.follows_id == first)
    rows = session.execute(_named().where(of_it).order_by(None).order_by(RegisterEntry.id))
    return [ShownEntry(*found) for found in rows]


def _named() -> Select[RegisterEntry, str, str]:
    return (
        select(RegisterEntry, ABOUT.name, AUTHOR.name)
        .join(ABOUT, ABOUT.id == RegisterEntry.about_id)
        .join(AUTHOR, AUTHOR.id == RegisterEntry.author_id)
        .order_by(RegisterEntry.id.desc())
    )


def next_number(session: Session, provider_id: int, register: Register) -> int:
    session.get(Provider, provider_id, with_for_update=True)
    of_it = (RegisterEntry.provider_id == provider_id, RegisterEntry.register == register.value)
    return (session.scalar(select(func.max(RegisterEntry.number)).where(*of_it)) or 0) + 1


def sealed_words(row: RegisterEntry, about: str) -> str:
    told = {"words": row.words, "about": about, "day": row.happened_on.isoformat()}
    return sealed(row.salt, canonical_text(**told))


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a centre's registers, as its book must tell it."""
    rows = session.execute(
        select(RegisterEntry, ABOUT.public_id, AUTHOR.public_id, EARLIER.public_id)
        .join(ABOUT, ABOUT.id == RegisterEntry.about_id)
        .join(AUTHOR, AUTHOR.id == RegisterEntry.author_id)
        .outerjoin(EARLIER, EARLIER.id == RegisterEntry.follows_id)
        .where(RegisterEntry.provider_id == provider_id)
    )
    return {
        ("register_entry", row.public_id): {
            "register": row.register,
            "number": row.number,
            "what": row.kind,
            "outcome": row.outcome,
            "follows": follows,
            "words": sealed_words(row, about),
            "by": author,
            "at": stamp(row.at),
        }
        for row, about, author, follows in rows
    }
