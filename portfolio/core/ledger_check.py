"""The check of the ledger: every chain holds, every head is signed, and every book tells what is stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from portfolio.core.keys import verify_head
from portfolio.core.ledger import GENESIS, Acts, Book, Entry, SignedHead, Unreadable, link, stamp
from standards.foundation import ENTRY, Facts

StoredFacts = Callable[[Session, Book], Facts]
VerifyingKey = Callable[[Session, int], bytes]
Progress = Callable[[int], object]
BOOKS_AT_ONCE = 200
ENTRIES_AT_ONCE = 500
PARTS_OF_ENTRY = {"book", "seq", "at", "actor", "role", "kind", "data"}


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: in which book, at which entry if it is one's, and what (a code and its details)."""

    book: str
    code: str
    seq: int | None = None
    kind: str | None = None
    detail: str = ""


@dataclass
class Counts:
    books: int = 0
    entries: int = 0
    signed_heads: int = 0
    facts: int = 0


@dataclass
class Check:
    """One run over all books; `counts` says afterwards how much was looked at."""

    session: Session
    acts: Acts
    stored: Sequence[StoredFacts]
    verifying_key: VerifyingKey
    progress: Progress = lambda _entries: None
    counts: Counts = field(default_factory=Counts)
    keys: dict[int, bytes] = field(default_factory=dict)

    def wrongs(self) -> Iterator[Wrong]:
        """Walk every book, one at a time, and yield what is wrong; nothing of a book is kept when the next begins."""
        for book in self._books():
            self.counts.books += 1
            yield from self._book(book)
            self.session.expunge_all()
        strays = self.total() - self.counts.entries
        if strays:
            yield Wrong("", "strays", detail=str(strays))

    def total(self) -> int:
        """Count all entries there are."""
        return self.session.scalar(select(func.count()).select_from(Entry)) or 0

    def _books(self) -> Iterator[Book]:
        last = 0
        while True:
            found = self.session.scalars(
                select(Book).where(Book.id > last).order_by(Book.id).limit(BOOKS_AT_ONCE)
            ).all()
            if not found:
                return
            yield from found
            last = found[-1].id

    def _book(self, book: Book) -> Iterator[Wrong]:
        walk = Walk(book, self._signed(book), self.acts)
        for row in self._entries(book):
            yield from walk.step(row)
        self.counts.entries += walk.count
        self.counts.signed_heads += len(walk.signed)
        self.progress(walk.count)
        yield from walk.end()
        yield from self._signatures(book, walk.signed.values())
        if walk.replaying:
            yield from self._differences(book, walk.facts)

    def _entries(self, book: Book) -> Iterator[Row[Any]]:
        columns = (Entry.seq, Entry.at, Entry.kind, Entry.unit, Entry.canonical, Entry.prev, Entry.hash)
        query = select(*columns).where(Entry.book_id == book.id).order_by(Entry.seq)
        return iter(self.session.execute(query.execution_options(yield_per=ENTRIES_AT_ONCE)))

    def _signed(self, book: Book) -> dict[int, SignedHead]:
        rows = self.session.scalars(select(SignedHead).where(SignedHead.book_id == book.id))
        return {row.seq: row for row in rows}

    def _signatures(self, book: Book, heads: Iterator[SignedHead] | Any) -> Iterator[Wrong]:
        for head in heads:
            try:
                verify_head(self._key(book.provider_id), book.public_id, head)
            except InvalidSignature:
                yield Wrong(book.public_id, "signature", head.seq)

    def _key(self, provider_id: int | None) -> bytes:
        if provider_id is None:
            raise InvalidSignature
        if provider_id not in self.keys:
            self.keys[provider_id] = self.verifying_key(self.session, provider_id)
        return self.keys[provider_id]

    def _differences(self, book: Book, told: Facts) -> Iterator[Wrong]:
        stored: Facts = {}
        for ask in self.stored:
            stored.update(ask(self.session, book))
        self.counts.facts += len(stored)
        for key, code, detail in differences(told, stored):
            yield self._named(book, key, code, detail)

    def _named(self, book: Book, key: tuple[str, str], code: str, detail: str) -> Wrong:
        """Name the last entry that speaks of what differs."""
        entry = self.session.execute(
            select(Entry.seq, Entry.kind)
            .where(Entry.book_id == book.id, Entry.canonical.contains(key[1], autoescape=True))
            .order_by(Entry.seq.desc())
            .limit(1)
        ).first()
        said = f"{key[0]} {key[1]}" + (f": {detail}" if detail else "")
        return Wrong(book.public_id, code, entry[0] if entry else None, entry[1] if entry else None, said)


@dataclass
class Walk:
    """One walk along a chain, replaying it as long as its entries can be read."""

    book: Book
    signed: dict[int, SignedHead]
    acts: Acts
    facts: Facts = field(default_factory=dict)
    count: int = 0
    seq: int = 0
    prev: str = GENESIS
    replaying: bool = True
    met: set[int] = field(default_factory=set)

    def step(self, row: Row[Any]) -> Iterator[Wrong]:
        """Take the next entry in; yield what is wrong with it."""
        self.count += 1
        self.seq += 1
        if row.seq != self.seq:
            self.replaying = False
            yield Wrong(self.book.public_id, "missing", self.seq)
            self.seq = row.seq
        yield from self._links(row)
        head = self.signed.get(row.seq)
        if head is not None:
            self.met.add(row.seq)
            if head.hash != row.hash:
                yield self._wrong(row, "signed-head")
        self.prev = row.hash

    def end(self) -> Iterator[Wrong]:
        """Look at the head once every entry was seen."""
        if (self.seq, self.prev) != (self.book.head_seq, self.book.head_hash):
            self.replaying = False
            yield Wrong(self.book.public_id, "head", self.book.head_seq)
        for seq in sorted(self.signed.keys() - self.met):
            yield Wrong(self.book.public_id, "signed-head", seq)

    def _links(self, row: Row[Any]) -> Iterator[Wrong]:
        if row.prev != self.prev:
            yield self._wrong(row, "chain")
        if link(row.prev, row.canonical) != row.hash:
            self.replaying = False
            yield self._wrong(row, "hash")
            return
        try:
            said = json.loads(row.canonical)
            same = said.keys() == PARTS_OF_ENTRY and self._columns(said) == _columns(self.book, row)
        except (ValueError, AttributeError, KeyError):
            self.replaying = False
            yield self._wrong(row, "unreadable")
            return
        if not same:
            yield self._wrong(row, "columns")
        if self.replaying:
            yield from self._apply(row, said)

    def _columns(self, said: dict[str, Any]) -> tuple[object, ...]:
        unit = said["data"].get("unit")
        return said["book"], said["seq"], said["at"], said["kind"], unit if isinstance(unit, str) else None

    def _apply(self, row: Row[Any], said: dict[str, Any]) -> Iterator[Wrong]:
        self.facts[ENTRY] = {"at": said["at"], "actor": said["actor"], "hash": row.hash}
        try:
            self.acts.read(said["kind"], said["data"]).apply(self.facts)
        except Unreadable as error:
            self.replaying = False
            yield self._wrong(row, "unreadable", str(error))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.replaying = False
            yield self._wrong(row, "rule", str(error) if isinstance(error, ValueError) else repr(error))

    def _wrong(self, row: Row[Any], code: str, detail: str = "") -> Wrong:
        return Wrong(self.book.public_id, code, row.seq, row.kind, detail)


def _columns(book: Book, row: Row[Any]) -> tuple[object, ...]:
    return book.public_id, row.seq, stamp(row.at), row.kind, row.unit


def differences(told: Facts, stored: Facts) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Compare what a book tells with what is stored: yields (which fact, what is wrong, how they differ)."""
    for key, state in told.items():
        if key[0][0] == "_":
            continue
        kept = stored.get(key)
        if kept is None:
            yield key, "not-stored", ""
        elif state != kept:
            said = {name: value for name, value in state.items() if not name.startswith("_")}
            if said != kept:
                yield key, "stored-differs", _unlike(said, kept)
    for key in stored.keys() - told.keys():
        yield key, "not-told", ""


def _unlike(said: dict[str, Any], kept: dict[str, Any]) -> str:
    names = sorted(name for name in said.keys() | kept.keys() if said.get(name) != kept.get(name))
    return ", ".join(f"{name}: {_plain(said.get(name))} ≠ {_plain(kept.get(name))}" for name in names)


def _plain(value: Any) -> str:
    """Write a value as it stands in an entry."""
    return json.dumps(value, default=str, ensure_ascii=False)
