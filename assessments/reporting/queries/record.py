"""The record: the entries of a book, the names of what they speak of, and whether they are what was written."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, case, func, null, or_, select, union_all
from sqlalchemy.orm import Session

from assessments.judging.models import Judgement
from portfolio.core.ledger import Book, Entry, link
from portfolio.core.work import clock
from portfolio.evidence.models import Evidence, Revision
from portfolio.evidence.queries import day_of, may_name, put_forward
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.people.models import Account, Membership, Provider
from portfolio.plans.queries import activity_titles
from portfolio.reviews.models import ReviewRequest
from portfolio.witnesses.models import WitnessRequest
from standards.foundation import Actor, Language
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit

ENTRIES_A_PAGE = 50
AN_ID = re.compile(r"[0-9a-f]{32}")


class Name(str):
    """What something is called; titles of evidence say in which language."""

    __slots__ = ("language",)
    language: str

    @classmethod
    def of(cls, said: str, language: str | None) -> Name:
        name = cls(said)
        name.language = language or ""
        return name


class Names(dict[str, Name]):
    """What is called how, by random id; what is no longer here goes by the beginning of its id."""

    def __missing__(self, key: str) -> Name:
        return Name.of(str(key)[:8], None)


@dataclass(frozen=True)
class Told:
    """An entry as the record shows it."""

    seq: int
    at: datetime
    kind: str
    role: str
    actor: str
    hash: str
    data: dict[str, Any]
    whole: bool
    """Whether its text is the one that its hash was made of, and it follows from the entry before it on this page."""


@dataclass(frozen=True)
class Record:
    """One page of a book, newest first."""

    book: str
    entries: Sequence[Told]
    names: Names
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ENTRIES_A_PAGE))

    @property
    def whole(self) -> bool:
        return all(one.whole for one in self.entries)


def portfolio_record(
    session: Session,
    portfolio: Portfolio,
    language: Language,
    page: int,
    reader: int | None,
    about: Collection[str] = (),
) -> Record:
    """Give a page of a portfolio's book; `about` narrows it to entries that speak of any of these ids.

    Closed evidence is named to its owner alone.
    """
    return _record(session, session.get_one(Book, portfolio.book_id), language, page, about, reader)


def provider_record(session: Session, provider: Provider, language: Language, page: int) -> Record:
    """Give a page of a provider's own book."""
    book = session.scalars(select(Book).where(Book.kind == "provider", Book.provider_id == provider.id)).one()
    return _record(session, book, language, page, (), None)


def about(session: Session, portfolio: Portfolio, *, unit: str | None, enrolment: str | None) -> list[str] | None:
    """Give the ids of a unit, or of an enrolment with its units; none where the portfolio has no such thing."""
    rows = session.execute(
        select(Enrolment.public_id, EnrolledUnit.public_id)
        .outerjoin(EnrolledUnit, EnrolledUnit.enrolment_id == Enrolment.id)
        .where(Enrolment.portfolio_id == portfolio.id)
    ).all()
    if unit:
        return [unit] if unit in {row[1] for row in rows} else None
    found = {one for row in rows if row[0] == enrolment for one in row if one}
    return sorted(found) or None


def own_provider(session: Session, actor: Actor) -> Provider | None:
    """Give the provider that somebody works in at the moment."""
    return session.get(Provider, actor.provider_id) if actor.provider_id is not None else None


def _record(
    session: Session, book: Book, language: Language, page: int, about: Collection[str], reader: int | None
) -> Record:
    conditions: list[ColumnElement[bool]] = [Entry.book_id == book.id]
    total = book.head_seq
    if about:
        conditions.append(or_(*(Entry.canonical.contains(one) for one in about if AN_ID.fullmatch(one))))
        total = session.scalar(select(func.count()).select_from(Entry).where(*conditions)) or 0
    page = min(max(page, 1), max(1, -(-total // ENTRIES_A_PAGE)))
    rows = session.scalars(
        select(Entry)
        .where(*conditions)
        .order_by(Entry.seq.desc())
        .limit(ENTRIES_A_PAGE)
        .offset((page - 1) * ENTRIES_A_PAGE)
    ).all()
    entries = list(_told(book, rows))
    names = _names(session, {one for entry in entries for one in _named(entry)}, language, reader)
    names.update(_dropped(session, book, [one for one in entries if one.kind == "unit.dropped"], language))
    return Record(book.public_id, entries, names, total, page)


def _told(book: Book, rows: Sequence[Entry]) -> Iterator[Told]:
    """Read entries, newest first, holding each against the one after it."""
    follows = book.head_hash if rows and rows[0].seq == book.head_seq else None
    for place, row in enumerate(rows):
        said = json.loads(row.canonical)
        whole = link(row.prev, row.canonical) == row.hash and follows in {None, row.hash}
        yield Told(row.seq, row.at, said["kind"], said["role"], said["actor"], row.hash, said["data"], whole)
        next_older = rows[place + 1].seq if place + 1 < len(rows) else None
        follows = row.prev if next_older == row.seq - 1 else None


def _named(entry: Told) -> Iterator[str]:
    """Give the ids that an entry's sentence may name; those of single claims and decisions it only counts."""
    for one in (entry.actor, *entry.data.values()):
        if isinstance(one, str) and AN_ID.fullmatch(one):
            yield one


def _names(session: Session, ids: Collection[str], language: Language, reader: int | None) -> Names:
    """Look up what is named: once for plain names, once for titles in two languages."""
    names = Names({row[0]: Name.of(row[1], row[2]) for row in session.execute(_plainly_named(ids, reader))})
    for public_id, title, number in session.execute(_titled(ids)):
        names[public_id] = Name.of(f"{number} {title.shown(language).words}", language)
    return names


def _plainly_named(ids: Collection[str], reader: int | None) -> CompoundSelect[*tuple[Any, ...]]:
    """Ask what people and evidence are called; of closed evidence only its owner."""
    named = may_name(reader, day_of(clock()))
    return union_all(
        select(Account.public_id, Account.name, null()).where(Account.public_id.in_(ids)),
        select(Evidence.public_id, Revision.title, Revision.language)
        .join(Revision, put_forward())
        .where(Evidence.public_id.in_(ids), named),
        select(Judgement.public_id, Revision.title, Revision.language)
        .join(Revision, Revision.id == Judgement.revision_id)
        .join(Evidence, Evidence.id == Judgement.evidence_id)
        .where(Judgement.public_id.in_(ids), named),
        activity_titles(ids),
        select(Assignment.public_id, Account.name, null())
        .join(Account, Account.id == Assignment.account_id)
        .where(Assignment.public_id.in_(ids)),
        select(Membership.public_id, Account.name, null())
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.public_id.in_(ids)),
        select(
            WitnessRequest.public_id,
            case((WitnessRequest.signed_name == "", WitnessRequest.name), else_=WitnessRequest.signed_name),
            null(),
        ).where(WitnessRequest.public_id.in_(ids)),
        select(
            ReviewRequest.public_id,
            case((ReviewRequest.signed_name == "", ReviewRequest.name), else_=ReviewRequest.signed_name),
            null(),
        ).where(ReviewRequest.public_id.in_(ids)),
    )


def _titled(ids: Collection[str]) -> CompoundSelect[*tuple[Any, ...]]:
    """Ask for what has a title in two languages, each with its number."""
    return union_all(
        select(Standard.public_id, Standard.title, Standard.urn).where(Standard.public_id.in_(ids)),
        select(EnrolledUnit.public_id, Standard.title, func.coalesce(Unit.number.expression, Standard.urn))
        .join(Unit, Unit.id == EnrolledUnit.unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(EnrolledUnit.public_id.in_(ids)),
        select(Qualification.public_id, Qualification.title, Qualification.number).where(
            Qualification.public_id.in_(ids)
        ),
        select(Enrolment.public_id, Qualification.title, Qualification.number)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Enrolment.public_id.in_(ids)),
    )


def _dropped(session: Session, book: Book, entries: Sequence[Told], language: Language) -> dict[str, Name]:
    """Name units that are no longer here by the standards that their choosing named."""
    gone = [one.data["unit"] for one in entries]
    if not gone:
        return {}
    rows = session.scalars(
        select(Entry).where(Entry.book_id == book.id, Entry.kind == "unit.chosen", Entry.unit.in_(gone))
    )
    chosen = {row.unit: json.loads(row.canonical)["data"]["standard"] for row in rows}
    names = _names(session, set(chosen.values()), language, None)
    return {unit: names[standard] for unit, standard in chosen.items() if unit is not None}
