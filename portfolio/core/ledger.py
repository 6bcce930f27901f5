"""The ledger: append-only, hash-chained books of entries; `ledger_check` finds whether anything was changed."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, LargeBinary, Select, String, UniqueConstraint, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from standards.foundation import Act, Base, PublicId, UTCDateTime
from standards.statements import Given, once

GENESIS = "0" * 64


class Book(PublicId, Base):
    """One chain: a portfolio's, a provider's, or the shared library's."""

    __tablename__ = "ledger_book"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    provider_id: Mapped[int | None] = mapped_column(index=True)
    head_seq: Mapped[int] = mapped_column(default=0)
    head_hash: Mapped[str] = mapped_column(String(64), default=GENESIS)


class Entry(Base):
    """One act, with the exact text that was hashed; triggers of the database (migration 0001) refuse every change."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("book_id", "seq"),
        Index("ix_ledger_entry_unit", "unit", "seq"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("ledger_book.id"))
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    kind: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str | None] = mapped_column(String(32))
    canonical: Mapped[str]
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class SignedHead(Base):
    """The head of a book, signed with its provider's key at a sign-off."""

    __tablename__ = "ledger_signed_head"
    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("ledger_book.id"), index=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


@dataclass(frozen=True)
class Seal:
    """What stands for words in the ledger: the digest goes into the entry, the salt lies with the words."""

    salt: bytes
    digest: str


def seal(words: str) -> Seal:
    """Seal words so that erasing them and their salt leaves a chain that verifies and tells nothing."""
    salt = new_salt()
    return Seal(salt, sealed(salt, words))


def new_salt() -> bytes:
    """Give the random bytes that lie with words which are sealed later."""
    return secrets.token_bytes(32)


def sealed(salt: bytes, words: str) -> str:
    return hashlib.sha256(salt + words.encode()).hexdigest()


def open_book(session: Session, kind: str, provider_id: int | None = None) -> Book:
    book = Book(kind=kind, provider_id=provider_id)
    session.add(book)
    session.flush()
    return book


def shared_book(session: Session, provider_id: int | None) -> Book:
    """Give a provider's own book or, with none, the shared library's; opened when first needed."""
    kind = "library" if provider_id is None else "provider"
    book = session.scalar(select(Book).where(Book.kind == kind, Book.provider_id == provider_id))
    return book or open_book(session, kind, provider_id)


@lru_cache(maxsize=1024)
def stamp(at: datetime) -> str:
    """Write a time as the ledger does: UTC with six decimals and Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def canonical_text(**rest: Any) -> str:
    """Write the hashed part of an entry as RFC 8785 JSON; dataclasses become objects of their fields.

    Entries hold strings, whole numbers, truth values and none under plain names: for these the standard library
    writes what RFC 8785 asks, ten times quicker than a library that also knows floating-point numbers.
    """
    return json.dumps(rest, default=vars, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(prev: str, canonical: str) -> str:
    return hashlib.sha256(prev.encode() + canonical.encode()).hexdigest()


def append(session: Session, book_id: int, act: Act, *, at: datetime, actor: str, role: str) -> None:
    """Append one entry; the book's row is locked, so that a chain has one writer at a time."""
    book = session.scalars(_locked_book(), {"book_id": book_id}).one()
    session.execute(insert(Entry), [next_values(book, act, at=at, actor=actor, role=role)])
    session.flush()


def newest_entry(session: Session) -> int:
    """Give the number of the newest entry of all books: while it stays, there is hardly anything new."""
    return session.scalar(select(func.max(Entry.id))) or 0


@once
def _locked_book(book_id: Given) -> Select[Book]:
    return select(Book).where(Book.id == book_id).with_for_update().execution_options(populate_existing=True)


def next_values(book: Book, act: Act, *, at: datetime, actor: str, role: str) -> dict[str, Any]:
    """Give the columns of the entry that follows a book's head, and move the head to it."""
    data = vars(act)
    seq, prev = book.head_seq + 1, book.head_hash
    canonical = canonical_text(
        book=book.public_id, seq=seq, at=stamp(at), actor=actor, role=role, kind=act.kind, data=data
    )
    book.head_seq, book.head_hash = seq, link(prev, canonical)
    unit = data.get("unit")
    return {
        "book_id": book.id,
        "seq": seq,
        "at": at,
        "kind": act.kind,
        "unit": unit if isinstance(unit, str) else None,
        "canonical": canonical,
        "prev": prev,
        "hash": book.head_hash,
    }


@dataclass(frozen=True)
class Told:
    """An entry read back: its act, and who did it when."""

    seq: int
    at: datetime
    actor: str
    role: str
    act: Act


class Unreadable(ValueError):
    """An entry's kind or fields are not those of any declared act."""


class Acts:
    """The acts of all slices by kind: what an entry can be read back as."""

    def __init__(self, acts: tuple[type[Act], ...]) -> None:
        self.by_kind: dict[str, type[Act]] = {}
        self.fields: dict[str, frozenset[str]] = {}
        self.needed: dict[str, frozenset[str]] = {}
        """Fields without a default: those with one came later, and older entries do not have them."""
        for act in acts:
            if act.kind in self.by_kind:
                raise ValueError(f"two acts of the kind {act.kind}")
            self.by_kind[act.kind] = act
            declared = fields(cast("Any", act))
            self.fields[act.kind] = frozenset(one.name for one in declared)
            self.needed[act.kind] = frozenset(one.name for one in declared if one.default is MISSING)

    def read(self, kind: str, data: dict[str, Any]) -> Act:
        act = self.by_kind.get(kind)
        if act is None:
            raise Unreadable(f"unknown kind {kind}")
        if not self.needed[kind] <= data.keys() <= self.fields[kind]:
            raise Unreadable(f"{kind} has other fields than it should: {sorted(self.fields[kind] ^ data.keys())}")
        return act(**{name: _frozen(value) for name, value in data.items()})

    def tell(self, entry: Entry) -> Told:
        told = json.loads(entry.canonical)
        return Told(entry.seq, entry.at, told["actor"], told["role"], self.read(told["kind"], told["data"]))


def _frozen(value: Any) -> Any:
    """Turn JSON's list into the tuple that frozen acts hold."""
    return tuple(value) if isinstance(value, list) else value
