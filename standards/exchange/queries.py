"""Questions of other systems: stored standards as drafts, and what an identifier names."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from standards.drafting import NO_TEXT, Criterion, Draft, Metadata, OtherSection, Paragraphs, Section, Source
from standards.exchange.rules import Json, Question
from standards.foundation import LANGUAGES, Actor, Language, Text, TextStatus
from standards.interchange.case.nodes import Belonging, candidates, languages
from standards.interchange.case.packages import Standing, Writing, package, with_package
from standards.interchange.mahara import mahara_matrix
from standards.interchange.moodle import moodle_csv
from standards.interchange.yaml_file import write_standard
from standards.library import queries as library
from standards.library.gaps import COLUMNS, WORKING
from standards.library.models import Criterion as CriterionRow
from standards.library.models import SearchEntry, Standard
from standards.library.queries import Outline, ShownCriterion
from standards.library.search_index import MISSING

SHARED: ColumnElement[bool] = Standard.owner_id.is_(None)
IN_ORDER = (Standard.urn, Standard.edition, Standard.id)
AT_ONCE = 500
"""Rows that are held at once of those that a question is put to."""
Key = tuple[int, Language]
"""The id of a standard and the language of one of its documents."""


@dataclass(frozen=True)
class Stored:
    """A stored standard as it leaves."""

    row: Standard
    draft: Draft

    @property
    def languages(self) -> tuple[Language, ...]:
        return languages(self.draft)

    def nearest(self, language: Language) -> Language:
        """Give the language itself where there are words in it, else the other."""
        return language if language in self.languages else self.languages[0]

    def standing(self, base: str) -> Standing:
        return Standing(self.row.edition, changed(self.row), base)

    def package(self, language: Language, base: str) -> Json:
        return package(self.draft, language, self.standing(base))

    def document(self, language: Language, base: str) -> Json:
        found = Writing(self.draft, language, self.standing(base)).document()
        return with_package(found, base)


@dataclass(frozen=True)
class Documents:
    """One page of the list of documents."""

    page: tuple[Json, ...]
    total: int


@dataclass(frozen=True)
class Named:
    """What an identifier names: something of a package, or where it belongs to none the criterion itself."""

    stored: Stored
    code: str
    """The criterion by which it is known."""
    belonging: Belonging | None

    @property
    def language(self) -> Language | None:
        return self.belonging.language if self.belonging else None


def changed(row: Standard) -> datetime:
    """Tell when the texts were last changed, where they came from and not only here."""
    said = row.details.get("changed")
    return datetime.fromisoformat(said) if said else row.published_at


def stored(session: Session, rows: Iterable[Standard]) -> list[Stored]:
    """Give standards as they leave: two statements for all that this process has not read before."""
    chosen = list(rows)
    outlines = library.outlines(session, [row.id for row in chosen])
    return [Stored(row, _draft(row, _sections(outlines[row.id]))) for row in chosen]


def documents(session: Session, asked: Question, base: str) -> Documents:
    """Give a page of the shared library's documents, each language one: only those of the page are read whole.

    In the order of URN and edition, unless another is asked for.
    """
    if asked.needs_all:
        # A question that is refused half way leaves the walk: what the database keeps open for it is closed.
        with closing(_covers(session, base)) as said:
            found = [(asked.place(document), key) for key, document in said if asked.holds(document)]
        keys = [key for _place, key in sorted(found, key=itemgetter(0), reverse=asked.descending)]
    else:
        columns = (Standard.id, *map(_spoken, LANGUAGES))
        rows = session.execute(select(*columns).where(SHARED).order_by(*IN_ORDER))
        keys = [(row_id, language) for row_id, *spoken in rows for language in _languages(spoken)]
    wanted = keys[asked.offset : asked.offset + asked.limit]
    whole = stored(session, session.scalars(select(Standard).where(Standard.id.in_({row_id for row_id, _ in wanted}))))
    by_id = {one.row.id: one for one in whole}
    return Documents(tuple(by_id[row_id].document(language, base) for row_id, language in wanted), len(keys))


def _covers(session: Session, base: str) -> Generator[tuple[Key, Json], None, None]:
    """Walk all documents by what can be chosen and sorted by, without reading the criteria.

    Of those, a document tells only by which the first one is known, and whether any is a working translation.
    """
    standing = (*map(_spoken, LANGUAGES), *map(_working, LANGUAGES))
    first = and_(CriterionRow.standard_id == Standard.id, CriterionRow.position == 1)
    query = select(Standard, CriterionRow.code, *standing).join(CriterionRow, first).where(SHARED).order_by(*IN_ORDER)
    with session.execute(query.execution_options(yield_per=AT_ONCE)) as rows:
        for row, code, *said in rows:
            spoken, working = said[: len(LANGUAGES)], said[len(LANGUAGES) :]
            words = {language: (language if spoke else None) for language, spoke in zip(LANGUAGES, spoken, strict=True)}
            cy_status, en_status = (TextStatus.WORKING_TRANSLATION if one else TextStatus.OFFICIAL for one in working)
            every = Criterion(code, Text(words["cy"], words["en"], cy_status, en_status))
            cover = Stored(row, _draft(row, (Section("", criteria=(every,)),)))
            for language in _languages(spoken):
                yield (row.id, language), cover.document(language, base)


def _spoken(language: Language) -> ColumnElement[bool]:
    """Give the condition that a standard has words in a language, be it in its title or in a criterion."""
    return exists().where(SearchEntry.standard_id == Standard.id, COLUMNS[language] != MISSING)


def _working(language: Language) -> ColumnElement[bool]:
    """Give the condition that a criterion of a standard has only a working translation in a language."""
    of_it = (SearchEntry.standard_id == Standard.id, SearchEntry.criterion_id.is_not(None))
    return exists().where(*of_it, COLUMNS[language] == WORKING)


def _languages(spoken: Iterable[bool]) -> list[Language]:
    return [language for language, spoke in zip(LANGUAGES, spoken, strict=True) if spoke]


def named(session: Session, identifier: UUID, readable: ColumnElement[bool] = SHARED) -> Named | None:
    """Find what a package gave an identifier to, or the criterion that has it itself."""
    known = candidates(identifier)
    found = session.execute(
        select(CriterionRow.uuid, CriterionRow.code, Standard)
        .join(Standard, CriterionRow.standard_id == Standard.id)
        .where(CriterionRow.uuid.in_([*known, identifier]), readable)
        .order_by(Standard.owner_id.is_not(None), Standard.id)
    ).first()
    if found is None:
        return None
    root, code, row = found
    return Named(stored(session, [row])[0], code, known.get(root))


def readable(actor: Actor) -> ColumnElement[bool]:
    """Give the condition for what this asker may know of: who is signed out knows the shared library alone."""
    return library.readable(actor)


# Files


def _case_file(one: Stored, language: Language, base: str) -> str:
    return json.dumps(one.package(language, base), ensure_ascii=False, indent=2) + "\n"


def _moodle_file(one: Stored, language: Language, _base: str) -> str:
    return moodle_csv(one.draft, one.row.edition, language)


def _mahara_file(one: Stored, language: Language, _base: str) -> str:
    return mahara_matrix(one.draft, language) + "\n"


def _yaml_file(one: Stored, _language: Language, _base: str) -> str:
    return write_standard(one.draft)


FORMATS: dict[str, Callable[[Stored, Language, str], str]] = {
    "case": _case_file,
    "moodle": _moodle_file,
    "mahara": _mahara_file,
    "yaml": _yaml_file,
}
"""What a standard may leave as: each form with what writes it, in a language, for the address of an installation."""


# Rows as drafts


def _sections(outline: Outline) -> tuple[Section, ...]:
    return tuple(
        Section(
            section.kind,
            section.heading,
            section.stem or NO_TEXT,
            tuple(_criterion(one, group.heading) for group in section.groups for one in group.criteria),
        )
        for section in outline.sections
    )


def _draft(row: Standard, sections: tuple[Section, ...]) -> Draft:
    source, english = _sources(row)
    draft = Draft(
        kind=row.kind,
        urn=row.urn,
        urn_from=row.details.get("urn_from", "given"),
        title=row.title,
        languages=(),
        source=source,
        overview=_paragraphs([Text.from_json(one) for one in row.overview]),
        sections=sections,
        metadata=_metadata(row.details),
        metadata_en=_metadata(row.details["en"]) if "en" in row.details else None,
        other_sections=tuple(_other_section(one) for one in row.details.get("other_sections", ())),
        english=english,
    )
    return replace(draft, languages=languages(draft))


def _criterion(one: ShownCriterion, group: Text | None) -> Criterion:
    return Criterion(
        code=one.code,
        text=one.text,
        printed=one.printed,
        group=group,
        assessable=one.assessable,
        criteria=tuple(_criterion(under, None) for under in one.criteria),
        facts=one.facts,
    )


def _sources(row: Standard) -> tuple[Source, Source | None]:
    """Give the document it was read from and that of the English, if another; without any, the standard itself."""
    by_language: dict[str, Source] = {}
    for one in row.provenance:
        by_language.setdefault(one["language"], Source(one["name"], one["sha256"], one["media_type"]))
    first = by_language.get("cy") or by_language.get("en") or Source(row.urn, row.digest, "text/plain")
    english = by_language.get("en", first)
    return first, english if english.sha256 != first.sha256 else None


def _metadata(details: dict[str, Any]) -> Metadata:
    known = {name: details[name] for name in vars(Metadata()) if details.get(name)}
    said: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in known.items()}
    return Metadata(**said)


def _other_section(said: dict[str, Any]) -> OtherSection:
    items = [Text.from_json(one) for one in library.paragraphs(said["items"])]
    return OtherSection(said["kind"], Text.from_json(said["heading"]), _paragraphs(items))


def _paragraphs(texts: list[Text]) -> Paragraphs:
    def said(language: Language) -> Iterator[tuple[str, TextStatus]]:
        shown = (text.in_language(language) for text in texts)
        return ((one.words, one.status) for one in shown if one is not None)

    cy, en = (list(said(language)) for language in LANGUAGES)
    return Paragraphs(
        tuple(words for words, _ in cy),
        tuple(words for words, _ in en),
        cy[0][1] if cy else TextStatus.OFFICIAL,
        en[0][1] if en else TextStatus.OFFICIAL,
    )
