"""All that an archive says of a portfolio: its rows, whom and what they name, its book, and its files."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assessments.archive.queries.rows import plain, portfolio_rows
from assessments.carrying.models import Carrying
from portfolio.core.ledger import Book, Entry, SignedHead, stamp
from portfolio.evidence.models import Attachment, Claim, Evidence, FileCheck, StoredFile
from portfolio.evidence.queries import is_infected
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.people.models import Account, Provider
from standards.exchange import queries as exchange
from standards.foundation import Role
from standards.library.models import Criterion, Standard
from standards.qualifications.models import Qualification, Unit, UnitGroup


@dataclass(frozen=True)
class Owner:
    """The learner whose portfolio leaves: an archive holds what they may see, whoever asks for it."""

    account_id: int
    public_id: str
    provider_id: int

    def roles_at(self, provider_id: int | None) -> frozenset[Role]:
        return frozenset({Role.LEARNER}) if provider_id in {None, self.provider_id} else frozenset()

    def qualified_at(self, provider_id: int) -> bool:  # noqa: ARG002 the signature is Actor's
        return False


@dataclass(frozen=True)
class Whole:
    """Whose portfolio it is, where, and its book as it stands."""

    portfolio: Portfolio
    provider: Provider
    learner: Account
    book: Book
    enrolments: Sequence[Enrolment]
    evidence: Sequence[Evidence]

    @property
    def owner(self) -> Owner:
        return Owner(self.learner.id, self.learner.public_id, self.provider.id)


def whole(session: Session, portfolio_id: int) -> Whole:
    portfolio = session.get_one(Portfolio, portfolio_id)
    return Whole(
        portfolio,
        session.get_one(Provider, portfolio.provider_id),
        session.get_one(Account, portfolio.account_id),
        session.get_one(Book, portfolio.book_id),
        session.scalars(
            select(Enrolment).where(Enrolment.portfolio_id == portfolio_id).order_by(Enrolment.start, Enrolment.id)
        ).all(),
        session.scalars(
            select(Evidence).where(Evidence.portfolio_id == portfolio_id).order_by(Evidence.created_at, Evidence.id)
        ).all(),
    )


def portfolio_json(session: Session, one: Whole) -> dict[str, Any]:
    """Give all of a portfolio as plain data: the lossless part of an archive."""
    rows = portfolio_rows(session, one.portfolio)
    named = {str(value) for found in rows.values() for row in found for value in row.values()}
    people = session.execute(select(Account.public_id, Account.name).order_by(Account.public_id))
    learner = {"id": one.learner.public_id, "name": one.learner.name, "email": one.learner.email}
    return {
        "portfolio": {"id": one.portfolio.public_id, "opened_at": stamp(one.portfolio.opened_at)},
        "learner": {**learner, "language": one.learner.language},
        "provider": {"id": one.provider.public_id, "name": one.provider.name.to_json()},
        "people": {row[0]: row[1] for row in people if row[0] in named},
        "qualifications": _qualifications(session, one),
        "standards": [_told_of(row) for row in standards(session, one.portfolio.id)],
        "rows": rows,
    }


def _told_of(row: Standard) -> dict[str, Any]:
    told = {"id": row.public_id, "urn": row.urn, "edition": row.edition, "title": row.title.to_json()}
    return {**told, "digest": row.digest, "file": standard_path(row)}


def standard_path(row: Standard) -> str:
    return f"data/standards/{row.public_id}.yaml"


def _qualifications(session: Session, one: Whole) -> list[dict[str, Any]]:
    ids = {enrolment.qualification_id for enrolment in one.enrolments}
    found = session.scalars(select(Qualification).where(Qualification.id.in_(ids)).order_by(Qualification.id)).all()
    return [_qualification(session, row) for row in found]


def _qualification(session: Session, row: Qualification) -> dict[str, Any]:
    groups = session.scalars(
        select(UnitGroup).where(UnitGroup.qualification_id == row.id).order_by(UnitGroup.position)
    ).all()
    units = session.execute(
        select(Unit, Standard.public_id)
        .join(Standard, Standard.id == Unit.standard_id)
        .where(Unit.qualification_id == row.id)
        .order_by(Unit.group_id, Unit.position)
    ).all()
    told = _columns(row)
    told["groups"] = [
        _columns(group)
        | {"units": [_columns(unit) | {"standard": of} for unit, of in units if unit.group_id == group.id]}
        for group in groups
    ]
    return told


def _columns(row: Any) -> dict[str, Any]:
    """Give the columns of a row that mean something outside the database."""
    names = [column.name for column in row.__table__.columns]
    kept = [name for name in names if name != "id" and not name.endswith("_id")]
    found = {name: plain(getattr(row, name)) for name in kept}
    return {"id": row.public_id, **found} if "public_id" in names else found


def standards(session: Session, portfolio_id: int) -> Sequence[Standard]:
    """List every version of a standard that a portfolio speaks of, now or earlier."""
    units = select(EnrolledUnit.standard_id).where(EnrolledUnit.portfolio_id == portfolio_id)
    claimed = (
        select(Criterion.standard_id)
        .join(Claim, Claim.criterion_id == Criterion.id)
        .where(Claim.portfolio_id == portfolio_id)
    )
    before = select(Carrying.before_id).where(Carrying.portfolio_id == portfolio_id)
    after = select(Carrying.after_id).where(Carrying.portfolio_id == portfolio_id)
    named = or_(*(Standard.id.in_(ids) for ids in (units, claimed, before, after)))
    return session.scalars(select(Standard).where(named).order_by(Standard.urn, Standard.edition, Standard.id)).all()


def standard_texts(session: Session, portfolio_id: int) -> Iterator[tuple[str, str]]:
    """Give the texts of each of these standards, as the file that this product reads."""
    for stored in exchange.stored(session, standards(session, portfolio_id)):
        yield standard_path(stored.row), exchange.FORMATS["yaml"](stored, "cy", "")


def ledger_lines(session: Session, book: Book) -> Iterator[str]:
    """Give the entries of a book, each with the exact text that was hashed."""
    rows = session.execute(
        select(Entry.prev, Entry.hash, Entry.canonical).where(Entry.book_id == book.id).order_by(Entry.seq)
    )
    for prev, digest, canonical in rows:
        yield json.dumps({"prev": prev, "hash": digest, "entry": canonical}, ensure_ascii=False) + "\n"


def signed_heads(session: Session, book: Book) -> list[dict[str, Any]]:
    rows = session.scalars(select(SignedHead).where(SignedHead.book_id == book.id).order_by(SignedHead.seq))
    return [
        {
            "seq": row.seq,
            "hash": row.hash,
            "at": stamp(row.at),
            "signature": base64.b64encode(row.signature).decode(),
        }
        for row in rows
    ]


@dataclass(frozen=True)
class HeldFile:
    """A stored file that a portfolio holds, with its CRC-32 where it is known already."""

    id: int
    sha256: str
    size: int
    media_type: str
    crc32: int | None
    signature: str | None
    """What the virus check found in it, where it found anything."""


def held_files(session: Session, portfolio_id: int) -> list[HeldFile]:
    """List every file of a portfolio, those that were taken out again too, each once."""
    held = select(Attachment.stored_file_id).where(Attachment.portfolio_id == portfolio_id)
    rows = session.execute(
        select(
            StoredFile.id,
            StoredFile.sha256,
            StoredFile.size,
            StoredFile.media_type,
            StoredFile.crc32,
            FileCheck.signature,
        )
        .outerjoin(FileCheck, (FileCheck.stored_file_id == StoredFile.id) & is_infected())
        .where(StoredFile.id.in_(held))
        .order_by(StoredFile.sha256)
    )
    return [HeldFile(*row) for row in rows]
