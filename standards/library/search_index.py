"""The stored index of the search: terms of entries in FTS5 on SQLite and in a GIN index on PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, text
from sqlalchemy.orm import Session

from standards.finding import (
    EVERYTHING,
    Vocabulary,
    criterion_parts,
    entry_terms,
    standard_codes,
    standard_parts,
    title_terms,
)
from standards.foundation import LANGUAGES, Text, TextStatus
from standards.library.models import Criterion, SearchEntry, SearchTerm, Standard
from standards.statements import Many, columns, once

AT_ONCE = 200
"""Standards that are indexed together."""
STATUS_LETTER = {TextStatus.OFFICIAL: "o", TextStatus.WORKING_TRANSLATION: "w"}
MISSING = "-"
COUNT = text(
    "INSERT INTO search_term (term, entries) VALUES (:term, :entries)"
    " ON CONFLICT (term) DO UPDATE SET entries = search_term.entries + excluded.entries"
)
ONE_WRITER = text("SELECT pg_advisory_xact_lock(770001)")
"""Two who publish at once would count the same words; the second waits until the first is done."""


@dataclass(frozen=True)
class Dialect:
    """How a database keeps terms and is asked for them."""

    put: str
    asked: str
    """Walks the entries in their order until enough have answered."""
    asked_few: str
    """Gathers all that answer and puts them in order: for what few entries answer, which a walk would look for long."""
    quote: str
    both: str
    either: str

    def any_of(self, terms: Iterable[str]) -> str:
        return self.some_of(f"{self.quote}{term}{self.quote}" for term in sorted(terms))

    def some_of(self, expressions: Iterable[str]) -> str:
        return f"({self.either.join(expressions)})"

    def all_of(self, expressions: Iterable[str]) -> str:
        return f"({self.both.join(expressions)})"


SQLITE_ASKED = (
    "SELECT e.id FROM search_posting JOIN search_entry e ON e.id = search_posting.rowid"
    " WHERE search_posting MATCH :wanted AND (e.owner_id IS NULL OR e.owner_id = :owner_id)"
    " ORDER BY search_posting.rowid LIMIT :most"
)
DIALECTS = {
    "sqlite": Dialect(
        "INSERT INTO search_posting (rowid, terms) VALUES (:id, :terms)",
        SQLITE_ASKED,
        SQLITE_ASKED,
        '"',
        " AND ",
        " OR ",
    ),
    "postgresql": Dialect(
        "INSERT INTO search_posting (id, terms) VALUES (:id, array_to_tsvector(string_to_array(:terms, ' ')))",
        "SELECT e.id FROM search_posting p JOIN search_entry e ON e.id = p.id"
        " WHERE p.terms @@ CAST(:wanted AS tsquery) AND (e.owner_id IS NULL OR e.owner_id = :owner_id)"
        " ORDER BY p.id LIMIT :most",
        "WITH p AS MATERIALIZED (SELECT id FROM search_posting WHERE terms @@ CAST(:wanted AS tsquery))"
        # One entry after the other is looked up, until there are enough: joined, all would be read.
        " SELECT e.id FROM (SELECT id FROM p ORDER BY id) p CROSS JOIN LATERAL (SELECT id FROM search_entry"
        " WHERE id = p.id AND (owner_id IS NULL OR owner_id = :owner_id) OFFSET 0) e ORDER BY p.id LIMIT :most",
        "'",
        " & ",
        " | ",
    ),
}


def dialect(session: Session) -> Dialect:
    return DIALECTS[session.get_bind().dialect.name]


def index(session: Session, standard_ids: Sequence[int]) -> None:
    """Index standards whose texts are new."""
    session.flush()
    for start in range(0, len(standard_ids), AT_ONCE):
        wanted = Standard.id.in_(standard_ids[start : start + AT_ONCE])
        _index(session, session.scalars(select(Standard).where(wanted).order_by(Standard.id)).all())


def _index(session: Session, standards: Sequence[Standard]) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(ONE_WRITER)
    rows = [row for standard in standards for row in _rows(session, standard)]
    given = session.execute(
        insert(SearchEntry).returning(SearchEntry.id, sort_by_parameter_order=True), [values for values, _terms in rows]
    )
    terms_of = zip([row.id for row in given], (terms for _values, terms in rows), strict=True)
    put = text(dialect(session).put)
    session.execute(put, [{"id": one, "terms": " ".join(sorted(terms))} for one, terms in terms_of])
    counts = Counter(term for _values, terms in rows for term in terms)
    counts[EVERYTHING] = len(rows)
    # In one order, so that two who count never wait for each other.
    session.execute(COUNT, [{"term": term, "entries": number} for term, number in sorted(counts.items())])


def _rows(session: Session, standard: Standard) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Walk the entries of a standard, itself first, each with its terms."""
    overview = [Text.from_json(one) for one in standard.overview]
    parts = standard_parts(standard.title, overview, standard.details)
    terms = entry_terms(parts, standard_codes(standard.urn, standard.details)) | title_terms(standard.title)
    yield _values(standard, None, standard.title), terms
    criteria = select(Criterion).where(Criterion.standard_id == standard.id).order_by(Criterion.position)
    for one in session.scalars(criteria):
        found = entry_terms(criterion_parts(one.text, one.group), (standard.urn, one.code))
        yield _values(standard, one.id, one.text), found


def _values(standard: Standard, criterion_id: int | None, said: Text) -> dict[str, Any]:
    shown = {language: said.in_language(language) for language in LANGUAGES}
    letters: dict[str, str] = {
        language: STATUS_LETTER[one.status] if one else MISSING for language, one in shown.items()
    }
    return {"standard_id": standard.id, "criterion_id": criterion_id, "owner_id": standard.owner_id, **letters}


def index_again(session: Session, standard_id: int) -> None:
    """Index a standard anew whose words have changed; what its old words counted stays counted until all is."""
    _forget(session, [standard_id])
    index(session, [standard_id])


def _forget(session: Session, standard_ids: Collection[int] | None) -> None:
    """Drop entries. On SQLite their terms stay behind and lead nowhere: their ids are never given again."""
    wanted = SearchEntry.standard_id.in_(standard_ids) if standard_ids is not None else SearchEntry.id.is_not(None)
    if session.get_bind().dialect.name == "postgresql":
        ids = [row.id for row in session.execute(select(SearchEntry.id).where(wanted))]
        session.execute(text("DELETE FROM search_posting WHERE id = ANY(:ids)"), {"ids": ids})
    elif standard_ids is None:
        session.execute(text("INSERT INTO search_posting (search_posting) VALUES ('delete-all')"))
    session.execute(delete(SearchEntry).where(wanted))


def index_all(session: Session, progress: Callable[[int], None] | None = None) -> int:
    """Index everything anew; gives how many entries there are, and tells of each lot of standards."""
    _forget(session, None)
    session.execute(delete(SearchTerm))
    ids = list(session.scalars(select(Standard.id).order_by(Standard.id)))
    for start in range(0, len(ids), AT_ONCE):
        index(session, ids[start : start + AT_ONCE])
        session.expunge_all()
        if progress:
            progress(len(ids[start : start + AT_ONCE]))
    return session.scalar(select(func.count()).select_from(SearchEntry)) or 0


@once
def _entries(terms: Many) -> Select[str, int]:
    return select(SearchTerm.term, SearchTerm.entries).where(SearchTerm.term.in_(terms))


def vocabulary(session: Session, terms: Collection[str]) -> Vocabulary:
    """Give of these terms those that the library has, with how many entries have them."""
    return {row.term: row.entries for row in columns(session, _entries(), {"terms": sorted(terms)})}


def candidates(session: Session, expression: str, owner_id: int | None, most: int, *, few: bool) -> list[int]:
    """Give the ids of the first entries, for a provider to see, whose terms answer an expression of the dialect.

    `few`: so few can answer that they are gathered, whatever the database believes of words it has not counted.
    """
    speaks = dialect(session)
    found = session.execute(
        text(speaks.asked_few if few else speaks.asked),
        {"wanted": expression, "owner_id": owner_id, "most": most},
    )
    return [row.id for row in found]
