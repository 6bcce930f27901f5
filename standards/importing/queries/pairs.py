"""Questions about pairs: which imports can be paired, two of them side by side, and where a paired one went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Exists, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from standards.drafting import Draft
from standards.editing.working import Working, finished
from standards.exchange.queries import stored
from standards.foundation import LANGUAGES, Actor, Language, Refused, TextStatus
from standards.importing.models import ImportDraft, StandardImport
from standards.importing.queries import working
from standards.importing.rules import State, check_open
from standards.library.gaps import COLUMNS, WORKING
from standards.library.models import SearchEntry, Standard
from standards.library.queries import readable
from standards.library.search_index import STATUS_LETTER
from standards.matching import Choice, Matched, Side, fitted, matched, published, without_lines, worked_on
from standards.pairing import Standing, official_in, wanting

OFFICIAL = STATUS_LETTER[TextStatus.OFFICIAL]


@dataclass(frozen=True)
class Offer:
    """An open import, which language it brings, and what it can be paired with: an import, or a published standard."""

    given: StandardImport
    language: Language
    twin: StandardImport | None = None
    standard: Standard | None = None


@dataclass(frozen=True)
class Two:
    """An open import beside its twin or beside a published standard; or why they cannot stand side by side."""

    given: StandardImport
    other: StandardImport | Standard
    found: Matched | None
    refused: Refused | None = None
    language: Language = "cy"
    """Which of the two the given import brings; it may have words in the other as well."""

    @property
    def standard(self) -> Standard | None:
        return self.other if isinstance(self.other, Standard) else None

    @property
    def imports(self) -> tuple[StandardImport, ...]:
        """The Welsh one first, where both are imports."""
        if isinstance(self.other, Standard):
            return (self.given,)
        return (self.given, self.other) if self.language == "cy" else (self.other, self.given)

    @property
    def home(self) -> StandardImport:
        """The import whose draft remembers what was chosen."""
        return self.imports[0]

    @property
    def partner(self) -> StandardImport | Standard:
        return self.other if self.home is self.given else self.given

    def extra_in(self, found: Matched) -> list[str]:
        """List the codes of the import's criteria that are chosen to be none of the published standard's."""
        if self.standard is None:
            return []
        rows = (row for part in found.parts for row in part.rows if row.standing is Standing.ALONE)
        sides = ((row.cy, row.en) if self.language == "cy" else (row.en, row.cy) for row in rows)
        return [mine.code for mine, theirs in sides if mine is not None and theirs is None]

    @property
    def versions(self) -> tuple[int, int]:
        """What was looked at: the version of the import and that of the other."""
        other = self.other
        return self.given.version, other.texts_revision if isinstance(other, Standard) else other.version


def two_imports(session: Session, given: StandardImport, twin: StandardImport) -> Two:
    """Give two open imports side by side, the Welsh one's draft with what was chosen so far."""
    drafts = working(session, given), working(session, twin)
    sides = worked_on(drafts[0]), worked_on(drafts[1])
    first = official_in(sides[0].draft, "cy") and official_in(sides[1].draft, "en")
    (cy, en), home = (sides, drafts[0]) if first else (sides[::-1], drafts[1])
    return _beside(Two(given, twin, None, language="cy" if first else "en"), cy, without_lines(en), home)


def with_standard(session: Session, given: StandardImport, standard: Standard) -> Two:
    """Give an open import beside a published standard, with what was chosen so far."""
    draft, there = working(session, given), published_draft(session, standard)
    mine = worked_on(draft)
    welsh = "cy" in wanting(there) and official_in(mine.draft, "cy") and official_in(there, "en")
    sides = fitted(mine, there), published(there)
    cy, en = sides if welsh else sides[::-1]
    return _beside(Two(given, standard, None, language="cy" if welsh else "en"), cy, en, draft)


def published_draft(session: Session, standard: Standard) -> Draft:
    return stored(session, [standard])[0].draft


def _beside(two: Two, cy: Side, en: Side, home: Working) -> Two:
    chosen: list[Choice] = [(a, b) for a, b in home.get("pairings", {}).get(two.partner.public_id, ())]
    found, refused = None, None
    try:
        for one in two.imports:
            check_open(one.state)
        check_wanted(two, cy.draft, en.draft, home)
        found = matched(cy, en, chosen)
    except Refused as error:
        refused = error
    return Two(two.given, two.other, found, refused, two.language)


def check_wanted(two: Two, cy: Draft, en: Draft, home: Working) -> None:
    """Check that pairing gives official words to what has none. Raises Refused."""
    urn = two.given.urn or "–"
    if two.standard is None:
        if not (wanting(cy) and wanting(en)):
            raise Refused("pairing-both-languages", urn=urn)
    elif home.get("paired_with") == two.standard.public_id:
        raise Refused("pairing-done", urn=urn)
    elif not wanting(en if two.language == "cy" else cy):
        raise Refused("pairing-standard-complete", urn=urn, edition=two.standard.edition)


@dataclass(frozen=True)
class Brought:
    """An open import, the languages whose official words it brings, and what it was paired with already."""

    row: StandardImport
    languages: Sequence[str]
    wanting: bool = True
    """Whether some of its own criteria have no official words in one of the two."""
    paired_with: str | None = None


def offers(session: Session, actor: Actor, rows: Collection[StandardImport]) -> list[Offer]:
    """Give what of these imports can be paired, with each other or with any other of the provider, or a standard."""
    urns = {row.urn for row in rows if row.state == State.OPEN and row.urn}
    if not urns:
        return []
    brought: dict[tuple[str, str], list[Brought]] = defaultdict(list)
    for one in _open_ones(session, actor, urns):
        for language in one.languages:
            brought[one.row.urn or "", language].append(one)
    found = [
        Offer(cy.row, "cy", twin=en.row)
        for urn in sorted(urns)
        for cy in brought[urn, "cy"]
        for en in brought[urn, "en"]
        if cy is not en and cy.wanting and en.wanting
    ]
    for standard, languages in _standards(session, actor, {urn for urn, _language in brought}):
        found += [
            Offer(one.row, language, standard=standard)
            for language in languages
            for one in brought[standard.urn, language]
            if one.paired_with != standard.public_id
        ]
    ids = {row.id for row in rows}
    return [one for one in found if one.given.id in ids or (one.twin and one.twin.id in ids)]


def _open_ones(session: Session, actor: Actor, urns: Collection[str]) -> list[Brought]:
    now = and_(ImportDraft.import_id == StandardImport.id, ImportDraft.version == StandardImport.version)
    languages = ImportDraft.draft["languages"]
    in_both = case((func.json_array_length(languages) > 1, ImportDraft.draft))
    query = (
        select(StandardImport, languages, in_both)
        .join(ImportDraft, now)
        .where(
            StandardImport.owner_id == actor.provider_id,
            StandardImport.state == State.OPEN.value,
            StandardImport.urn.in_(urns),
        )
    )
    return [_brought(*found) for found in session.execute(query.order_by(StandardImport.id))]


def _brought(row: StandardImport, languages: Sequence[str], in_both: Working | None) -> Brought:
    if in_both is None:
        return Brought(row, languages)
    draft = finished(in_both)
    official = [language for language in LANGUAGES if official_in(draft, language)]
    return Brought(row, official, bool(wanting(draft)), in_both.get("paired_with"))


def _standards(session: Session, actor: Actor, urns: Collection[str]) -> list[tuple[Standard, list[Language]]]:
    """Give the standards of these URNs, and in which language each wants official words."""

    def some(language: Language, status: str, *, other: bool = False) -> Exists:
        column = COLUMNS[language]
        of_it = (SearchEntry.standard_id == Standard.id, SearchEntry.criterion_id.is_not(None))
        return exists().where(*of_it, column != status if other else column == status)

    wants = [
        and_(some(language, OFFICIAL, other=True), ~some(spoken, WORKING), some(spoken, OFFICIAL))
        for language, spoken in zip(LANGUAGES, reversed(LANGUAGES), strict=True)
    ]
    query = select(Standard, *wants).where(readable(actor), Standard.urn.in_(urns), or_(*wants))
    own_first = query.order_by(Standard.owner_id.is_(None), Standard.edition.desc(), Standard.id)
    return [
        (row, [language for language, wanted in zip(LANGUAGES, wanting, strict=True) if wanted])
        for row, *wanting in session.execute(own_first)
    ]


def paired_into(session: Session, row: StandardImport) -> StandardImport | None:
    """Give the newest import of both languages that was made of this one."""
    of_it = or_(StandardImport.welsh_id == row.id, StandardImport.english_id == row.id)
    return session.scalar(select(StandardImport).where(of_it).order_by(StandardImport.id.desc()).limit(1))


def sources(session: Session, row: StandardImport) -> dict[str, StandardImport]:
    """Give the two imports that this one was paired from, by language."""
    ids = {"cy": row.welsh_id, "en": row.english_id}
    if row.welsh_id is None or row.english_id is None:
        return {}
    found = {one.id: one for one in session.scalars(select(StandardImport).where(StandardImport.id.in_(ids.values())))}
    return {language: found[row_id] for language, row_id in ids.items() if row_id is not None}
