"""Questions in words: what in the library answers them, the best first, the same on every database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from standards.finding import (
    Asked,
    Part,
    WantedWord,
    ask,
    criterion_parts,
    rank,
    standard_codes,
    standard_parts,
    title_term,
)
from standards.foundation import Language, Text
from standards.library.models import Criterion, SearchEntry, Standard
from standards.library.search_index import Dialect, candidates, dialect, vocabulary
from standards.statements import Many, columns, once

MOST = 200
"""Candidates of each way of answering that are ranked: what is beyond them, more words tell apart."""
MOST_TITLES = 50
FEW = 5
"""With fewer whole answers, those with some of the words are shown too."""
TOLD_APART = 3
"""Of a long question these many words, those that say most, decide what answers in part."""
FILTERED = 32
"""Standards whose entries are all ranked when a question is asked of these alone."""


@dataclass(frozen=True)
class Hit:
    """A criterion that answers or, with no code, a standard by its title and what is said of it."""

    standard_id: int
    standard: str
    """The standard's public id."""
    urn: str
    edition: str
    kind: str
    title: Text
    criterion_id: int | None
    code: str | None
    text: Text
    language: Language = "cy"
    """In which language it answers best."""
    whole: bool = True
    """It has all words of the question."""


@dataclass(frozen=True)
class Found:
    """What answers a question."""

    asked: Asked
    hits: tuple[Hit, ...] = ()
    more: bool = False
    """There is more that answers than was ranked."""


def find(session: Session, owner_id: int | None, words: str, standards: Collection[int] | None = None) -> Found:
    """Give what answers a question in either language, in the shared library and an owner's own; best first.

    With ids of standards, in these alone.
    """
    asked = ask(words, lambda terms: vocabulary(session, terms))
    if not asked.words or standards == []:
        return Found(asked)
    ids, more = _candidates(session, owner_id, asked, standards)
    entries = sorted(_entries(session, ids, standards), key=lambda one: one.order)
    ranked = rank(asked, ((one.hit, one.parts, one.codes) for one in entries))
    whole = sum(one.whole for one in ranked)
    shown = ranked if whole < FEW else ranked[:whole]
    hits = (_told(one.entry, one.best, whole=one.whole) for one in shown)
    return Found(asked, tuple(hits), more)


def _told(hit: Hit, language: Language, *, whole: bool) -> Hit:
    return Hit(**{**vars(hit), "language": language, "whole": whole})


def _candidates(
    session: Session, owner_id: int | None, asked: Asked, standards: Collection[int] | None
) -> tuple[set[int], bool]:
    if standards is not None and len(standards) <= FILTERED:
        rows = columns(session, _of_standards(), {"standard_ids": list(standards)})
        return {one for one, owner in rows if owner in {None, owner_id}}, False
    speaks = dialect(session)
    titles = candidates(session, _whole(speaks, asked, _title), owner_id, MOST_TITLES)
    found = candidates(session, _whole(speaks, asked, _exact), owner_id, MOST)
    ids = {*titles, *found}
    more = len(found) == MOST
    if not more:
        found = candidates(session, _whole(speaks, asked, _any), owner_id, MOST)
        ids |= set(found)
        more = len(found) == MOST
    if len(ids) < FEW and len(asked.words) > 1:
        ids |= set(candidates(session, _partly(speaks, asked), owner_id, MOST))
    return ids, more


def _exact(word: WantedWord) -> Iterable[str]:
    return word.exact or word.terms


def _any(word: WantedWord) -> Iterable[str]:
    return word.terms


def _title(word: WantedWord) -> Iterable[str]:
    return map(title_term, word.terms)


def _whole(speaks: Dialect, asked: Asked, terms: Any) -> str:
    return speaks.all_of(speaks.any_of(terms(word)) for word in asked.words)


def _partly(speaks: Dialect, asked: Asked) -> str:
    """Ask for two of the words that say most or, of two words, for either."""
    telling = [speaks.any_of(word.terms) for word in asked.rarest[:TOLD_APART]]
    if len(telling) == TOLD_APART:
        return speaks.some_of(speaks.all_of(pair) for pair in combinations(telling, 2))
    return speaks.some_of(telling)


@dataclass(frozen=True)
class _Entry:
    """A candidate with all that ranking asks of it."""

    order: tuple[Any, ...]
    """How those that answer alike follow one another: a standard before its criteria."""
    hit: Hit
    parts: list[Part]
    codes: tuple[str, ...]


@once
def _of_standards(standard_ids: Many) -> Select[int, int | None]:
    return select(SearchEntry.id, SearchEntry.owner_id).where(SearchEntry.standard_id.in_(standard_ids))


STANDARD = (
    Standard.id.label("standard_id"),
    Standard.public_id.label("standard"),
    Standard.urn,
    Standard.edition,
    Standard.kind,
    Standard.title,
)
"""What a hit says of its standard."""


@once
def _criteria(ids: Many) -> Select[*tuple[Any, ...]]:
    said = (Criterion.id.label("criterion_id"), Criterion.code, Criterion.text, Criterion.group.label("heading"))
    return (
        select(*STANDARD, *said, Criterion.position)
        .join(SearchEntry, SearchEntry.criterion_id == Criterion.id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .where(SearchEntry.id.in_(ids))
    )


@once
def _standards(ids: Many) -> Select[*tuple[Any, ...]]:
    return (
        select(*STANDARD, Standard.overview, Standard.details.label("details"))
        .join(SearchEntry, SearchEntry.standard_id == Standard.id)
        .where(SearchEntry.id.in_(ids), SearchEntry.criterion_id.is_(None))
    )


def _entries(session: Session, ids: Collection[int], standards: Collection[int] | None) -> Iterator[_Entry]:
    wanted = {"ids": sorted(ids)}
    allowed = None if standards is None else set(standards)
    for row in columns(session, _criteria(), wanted):
        if allowed is None or row.standard_id in allowed:
            yield _criterion(row)
    for row in columns(session, _standards(), wanted):
        if allowed is None or row.standard_id in allowed:
            yield _standard(row)


def _criterion(row: Any) -> _Entry:
    hit = Hit(**_standard_of(row), criterion_id=row.criterion_id, code=row.code, text=row.text)
    parts = criterion_parts(row.text, row.heading)
    return _Entry((1, row.urn, _newest_first(row.edition), row.position), hit, parts, (row.urn, row.code))


def _standard(row: Any) -> _Entry:
    hit = Hit(**_standard_of(row), criterion_id=None, code=None, text=row.title)
    parts = standard_parts(row.title, [Text.from_json(one) for one in row.overview], row.details)
    order = (0, row.urn, _newest_first(row.edition), 0)
    return _Entry(order, hit, parts, standard_codes(row.urn, row.details))


def _standard_of(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in STANDARD}


def _newest_first(edition: str) -> tuple[int, ...]:
    return tuple(-ord(sign) for sign in edition)
