"""Questions in words: what in the library answers them, the best first, the same on every database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
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

MOST = 150
"""Candidates of each way of answering that are ranked: what is beyond them, more words tell apart."""
MOST_TITLES = 25
FEW = 10_000
"""Entries that are gathered sooner than a walk through the library finds the first of them."""
TOLD_APART = 3
"""Of a long question these many words, those that say most, decide what answers in part where nothing does wholly."""
PUBLIC_ID = re.compile(r"[0-9a-f]{32}")
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
    passages: tuple[Text, ...] = ()
    """What is said of a standard beside its title."""
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


def readable_standard(session: Session, owner_id: int | None, public_id: str) -> Standard | None:
    """Give a standard of the shared library or an owner's own by what an address says, whatever that is."""
    if not PUBLIC_ID.fullmatch(public_id):
        return None
    row = session.scalar(select(Standard).where(Standard.public_id == public_id))
    return row if row is not None and row.owner_id in {None, owner_id} else None


def find(session: Session, owner_id: int | None, words: str, standards: Collection[int] | None = None) -> Found:
    """Give what answers a question in either language, in the shared library and an owner's own; best first.

    Where nothing has all its words, what has some of them. With ids of standards, in these alone.
    """
    asked = ask(words, lambda terms: vocabulary(session, terms))
    if not asked.words or standards == []:
        return Found(asked)
    ids, more = _candidates(session, owner_id, asked, standards)
    entries = sorted(_entries(session, ids, standards), key=lambda one: one.order)
    ranked = rank(asked, ((one.hit, one.parts, one.codes) for one in entries))
    shown = [one for one in ranked if one.whole] or ranked
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
    few = min(word.entries for word in asked.words) <= FEW
    titles = candidates(session, _whole(speaks, asked, _title), owner_id, MOST_TITLES, few=True)
    found = candidates(session, _whole(speaks, asked, _exact), owner_id, MOST, few=few)
    ids = {*titles, *found}
    more = len(found) == MOST
    if not more:
        found = candidates(session, _whole(speaks, asked, _any), owner_id, MOST, few=few)
        ids |= set(found)
        more = len(found) == MOST
    if not ids and len(asked.words) > 1:
        few = asked.rarest[0].entries <= FEW
        ids |= set(candidates(session, _partly(speaks, asked), owner_id, MOST, few=few))
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


STANDARD = (Standard.id, Standard.public_id, Standard.urn, Standard.edition, Standard.kind, Standard.title)
"""What a hit says of its standard first, in the order of its fields."""


@once
def _criteria(ids: Many) -> Select[*tuple[Any, ...]]:
    return (
        select(*STANDARD, Criterion.id, Criterion.code, Criterion.text, Criterion.group, Criterion.position)
        .join(SearchEntry, SearchEntry.criterion_id == Criterion.id)
        .join(Standard, Standard.id == Criterion.standard_id)
        .where(SearchEntry.id.in_(ids))
    )


@once
def _standards(ids: Many) -> Select[*tuple[Any, ...]]:
    return (
        select(*STANDARD, Standard.overview, Standard.details)
        .join(SearchEntry, SearchEntry.standard_id == Standard.id)
        .where(SearchEntry.id.in_(ids), SearchEntry.criterion_id.is_(None))
    )


def _entries(session: Session, ids: Collection[int], standards: Collection[int] | None) -> Iterator[_Entry]:
    wanted = {"ids": sorted(ids)}
    for row in columns(session, _criteria(), wanted):
        if standards is None or row[0] in standards:
            yield _criterion(row)
    for row in columns(session, _standards(), wanted):
        if standards is None or row[0] in standards:
            yield _standard(row)


def _criterion(row: Sequence[Any]) -> _Entry:
    hit = Hit(*row[:9])
    group, position = row[9:]
    order = (1, hit.urn, _newest_first(hit.edition), position)
    return _Entry(order, hit, criterion_parts(hit.text, group), (hit.urn, hit.code or ""))


def _standard(row: Sequence[Any]) -> _Entry:
    overview, details = tuple(Text.from_json(one) for one in row[6]), row[7]
    standard_id, public_id, urn, edition, kind, title = row[:6]
    hit = Hit(standard_id, public_id, urn, edition, kind, title, None, None, title, overview)
    parts = standard_parts(title, overview, details)
    return _Entry((0, urn, _newest_first(edition), 0), hit, parts, standard_codes(urn, details))


def _newest_first(edition: str) -> tuple[int, ...]:
    return tuple(-ord(sign) for sign in edition)
