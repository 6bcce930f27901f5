"""Letting somebody in and out again, freezing what they see, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from assessments.quality.queries import in_turn
from assessments.visits import queries
from assessments.visits.events import UnitFrozen, VisitCommented, VisitGranted, VisitRevoked
from assessments.visits.models import ExternalVisit, VisitComment, VisitedUnit, VisitOpening
from assessments.visits.rules import (
    CommentKind,
    OpeningKind,
    check_comment,
    check_going,
    check_reason,
    check_sample,
    check_visitor,
    days_of,
)
from portfolio.core import database, jobs
from portfolio.core.ledger import new_salt, seal, sealed
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Provider
from portfolio.people.queries import account_by_email, settings_of
from portfolio.people.rules.standing import SettingCode
from portfolio.people.services import add_account, lend_role, take_back
from standards.foundation import Role, Work

SEND = "visits.send"


@dataclass(frozen=True)
class NewVisit:
    """Who is let in, and on which days."""

    name: str
    organisation: str
    email: str
    language: str | None
    starts: date | None
    ends: date | None


def grant(work: Work, provider: Provider, new: NewVisit) -> ExternalVisit:
    """Let somebody from outside in for some days: a role is lent, which ends by the clock. Raises Refused."""
    most = settings_of(work.session, provider.id)[SettingCode.VISIT_DAYS]
    starts, ends = days_of(new.starts, new.ends, work.today, most)
    account = account_by_email(work.session, new.email)
    here = queries.roles_held(work.session, account.id, provider.id, work.today) if account else set()
    check_visitor(new.name, new.organisation, here)
    account = account or add_account(work, email=new.email, name=new.name, language=new.language)
    membership = lend_role(work, provider, account, Role.EXTERNAL_QUALITY_ASSURER, starts, ends)
    in_turn(work.session, provider.id)
    row = ExternalVisit(
        provider_id=provider.id,
        number=queries.last_number(work.session, provider.id) + 1,
        visitor_id=account.id,
        membership_id=membership.id,
        name=new.name.strip(),
        organisation=new.organisation.strip(),
        email=account.email,
        salt=new_salt(),
        starts=starts,
        ends=ends,
        granted_by_id=work.actor.account_id,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    said = sealed(row.salt, queries.visit_words(row))
    days = (row.starts.isoformat(), row.ends.isoformat())
    act = VisitGranted(row.public_id, row.number, account.public_id, *days, said)
    work.record(work.book_of(provider.id), act)
    send(work, row)
    return row


def send(work: Work, row: ExternalVisit) -> None:
    """Let the visitor be written to; whoever has no password gets a link to choose one. Raises Refused."""
    check_going(row.status(work.today))
    jobs.enqueue(work, SEND, f"visit:{row.public_id}:{work.now.timestamp()}", {"visit": row.public_id})


def revoke(work: Work, row: ExternalVisit, reason: str) -> None:
    """Let a visitor in no longer, from this moment. Raises Refused."""
    check_going(row.status(work.today))
    check_reason(reason)
    why = seal(reason.strip())
    row.revoked_at, row.reason, row.reason_salt = work.now, reason.strip(), why.salt
    take_back(work, queries.membership_of(work.session, row))
    work.record(work.book_of(row.provider_id), VisitRevoked(row.public_id, row.number, why.digest))


def freeze(work: Work, row: ExternalVisit, public_ids: list[str]) -> int:
    """Put units into a visit's sample as they stand now; gives how many. Raises Refused."""
    check_going(row.status(work.today))
    check_sample(public_ids, ())
    units = queries.chosen(work.session, work.actor, row, public_ids)
    check_sample(public_ids, set(public_ids) - {one.public_id for one in units})
    database.hold_portfolios(work.session, sorted({one.portfolio_id for one in units}))
    books = {key: one.book_id for key, one in queries.portfolios(work.session, units).items()}
    for unit in units:
        work.session.refresh(unit)
        _freeze(work, row, unit, books[unit.portfolio_id])
    return len(units)


def _freeze(work: Work, row: ExternalVisit, unit: EnrolledUnit, book_id: int) -> None:
    frozen = queries.frozen_now(work.session, unit)
    made = VisitedUnit(
        provider_id=row.provider_id,
        visit_id=row.id,
        portfolio_id=unit.portfolio_id,
        enrolled_unit_id=unit.id,
        frozen=frozen,
        salt=new_salt(),
        frozen_by_id=work.actor.account_id,
        at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    act = UnitFrozen(
        visited=made.public_id,
        visit=row.public_id,
        number=row.number,
        unit=unit.public_id,
        decisions=tuple(frozen["decisions"]),
        revisions=tuple(frozen["revisions"]),
        signatures=tuple(frozen["signatures"]),
        samples=tuple(one["sample"] for one in frozen["samples"]),
        content=sealed(made.salt, queries.content(frozen)),
    )
    work.record(book_id, act)


def comment(
    work: Work, row: ExternalVisit, unit: VisitedUnit | None, kind: CommentKind, words: str, language: str
) -> VisitComment:
    """Say something of a visit, or of one unit of its sample: the visitor, or the centre. Raises Refused."""
    check_comment(kind, words, visitor=work.actor.account_id == row.visitor_id)
    said = seal(words.strip())
    made = VisitComment(
        provider_id=row.provider_id,
        visit_id=row.id,
        visited_unit_id=unit.id if unit else None,
        kind=kind.value,
        words=words.strip(),
        language=language,
        salt=said.salt,
        account_id=work.actor.account_id,
        at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    about = unit.public_id if unit else None
    act = VisitCommented(made.public_id, row.public_id, row.number, kind.value, about, said.digest)
    work.record(work.book_of(row.provider_id), act)
    return made


@dataclass(frozen=True)
class Opened:
    """What the visitor opened, and from where."""

    kind: OpeningKind
    what: str = ""
    address: str = ""


def opened(work: Work, row: ExternalVisit, unit: VisitedUnit | None, what: Opened) -> Callable[[Session], None]:
    """Give what remembers that the visitor opened something; it must not wait for, or fall with, an act."""
    values = {
        "provider_id": row.provider_id,
        "visit_id": row.id,
        "visited_unit_id": unit.id if unit else None,
        "portfolio_id": unit.portfolio_id if unit else None,
        "kind": what.kind.value,
        "what": what.what[:32],
        "address": what.address[:64],
        "at": work.now,
    }
    return lambda session: session.add(VisitOpening(**values))
