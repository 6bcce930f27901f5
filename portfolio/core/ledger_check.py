"""The check of the ledger: every chain holds, every head is signed, and every book tells what is stored."""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from cryptography.exceptions import InvalidSignature
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from portfolio.core.gathering import Gathered, GatheredPortfolio
from portfolio.core.keys import verify_head
from portfolio.core.ledger import GENESIS, Acts, Book, Entry, SignedHead, Unreadable, link, stamp
from standards.foundation import ENTRY, Facts

ProviderFacts = Callable[[Session, int | None], Facts]
PortfolioFacts = Callable[[GatheredPortfolio], Facts]
PortfoliosOf = Callable[[Session, Collection[int]], Mapping[int, int]]
Part = tuple[int, int]
"""Books by the first id and the last."""
VerifyingKey = Callable[[Session, int], bytes]
BOOKS_TOGETHER = 200
"""Books of a part at most: each question about what is stored is asked once for all of them."""
ENTRIES_TOGETHER = 5_000
"""Entries after which a part ends with the book that they are in: what is held in memory is of this size."""
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

    def add(self, other: Counts) -> None:
        self.books += other.books
        self.entries += other.entries
        self.signed_heads += other.signed_heads
        self.facts += other.facts


@dataclass(frozen=True)
class Stored:
    """What asks the slices for the states that books must tell.

    A provider's book, and with None for the provider the shared library's, is asked about alone; portfolios, of which
    there are thousands, many together. `portfolios` gives the portfolio of each book that is one's.
    """

    of_provider: Sequence[ProviderFacts]
    of_portfolio: Sequence[PortfolioFacts]
    portfolios: PortfoliosOf


@dataclass
class Check:
    """One run over all books; `counts` says afterwards how much was looked at."""

    session: Session
    acts: Acts
    stored: Stored
    verifying_key: VerifyingKey
    counts: Counts = field(default_factory=Counts)
    keys: dict[int, bytes] = field(default_factory=dict)

    def wrongs(self) -> Iterator[Wrong]:
        """Walk all books, a few at a time, and yield what is wrong; nothing of them is kept when the next begin."""
        for part in self.parts():
            yield from self.part(part)
        yield from self.strays()

    def total(self) -> int:
        """Count all entries there are."""
        return self.session.scalar(select(func.count()).select_from(Entry)) or 0

    def parts(self) -> list[Part]:
        """Divide the books into parts that are looked at together, each of about as many entries."""
        found: list[Part] = []
        books = entries = first = 0
        for book_id, length in self.session.execute(select(Book.id, Book.head_seq).order_by(Book.id)):
            first = first or book_id
            books, entries = books + 1, entries + length
            if books == BOOKS_TOGETHER or entries >= ENTRIES_TOGETHER:
                found.append((first, book_id))
                books = entries = first = 0
        return [*found, (first, book_id)] if books else found

    def part(self, part: Part) -> Iterator[Wrong]:
        """Look at the books of one part, and yield what is wrong with them."""
        query = select(Book).where(Book.id.between(*part)).order_by(Book.id)
        with uncollected():
            yield from self._books(list(self.session.scalars(query)))
        self.session.expunge_all()

    def strays(self) -> Iterator[Wrong]:
        """Tell of entries that are in no book."""
        of_a_book = select(Book.id).where(Book.id == Entry.book_id).exists()
        strays = self.session.scalar(select(func.count()).select_from(Entry).where(~of_a_book))
        if strays:
            yield Wrong("", "strays", detail=str(strays))

    def _books(self, books: list[Book]) -> Iterator[Wrong]:
        signed = self._signed(books)
        walks = {book.id: Walk(book, signed[book.id], self.acts) for book in books}
        wrong: dict[int, list[Wrong]] = defaultdict(list)
        for book_id, rows in groupby(self._entries(books), key=lambda row: row.book_id):
            wrong[book_id] = [one for row in rows for one in walks[book_id].step(row)]
        portfolios = self.stored.portfolios(self.session, [book.id for book in books if book.kind == "portfolio"])
        gathered = Gathered(self.session, portfolios.values())
        for book in books:
            yield from wrong[book.id]
            yield from self._walked(walks[book.id])
            if walks[book.id].replaying:
                stored = self._stored(book, gathered, portfolios.get(book.id))
                yield from self._differences(book, walks[book.id].facts, stored)

    def _walked(self, walk: Walk) -> Iterator[Wrong]:
        self.counts.books += 1
        self.counts.entries += walk.count
        self.counts.signed_heads += len(walk.signed)
        yield from walk.end()
        yield from self._signatures(walk.book, walk.signed.values())

    def _entries(self, books: list[Book]) -> Iterator[Row[Any]]:
        columns = (
            Entry.book_id,
            Entry.seq,
            Entry.at,
            Entry.kind,
            Entry.unit,
            Entry.canonical,
            Entry.prev,
            Entry.hash,
        )
        query = select(*columns).where(Entry.book_id.in_([book.id for book in books]))
        ordered = query.order_by(Entry.book_id, Entry.seq).execution_options(yield_per=ENTRIES_AT_ONCE)
        return iter(self.session.execute(ordered))

    def _signed(self, books: list[Book]) -> dict[int, dict[int, SignedHead]]:
        found: dict[int, dict[int, SignedHead]] = {book.id: {} for book in books}
        for row in self.session.scalars(select(SignedHead).where(SignedHead.book_id.in_(found))):
            found[row.book_id][row.seq] = row
        return found

    def _stored(self, book: Book, gathered: Gathered, portfolio_id: int | None) -> Facts:
        stored: Facts = {}
        if book.kind != "portfolio":
            for ask in self.stored.of_provider:
                stored.update(ask(self.session, book.provider_id))
        elif portfolio_id is not None:
            one = gathered.of(portfolio_id)
            for tell in self.stored.of_portfolio:
                stored.update(tell(one))
        return stored

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

    def _differences(self, book: Book, told: Facts, stored: Facts) -> Iterator[Wrong]:
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


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for unused cycles meanwhile: a part makes none, and the looking takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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
