"""Questions about imports: the list, one with its source and problems, and the register beside what is loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, undefer

from standards.editing.working import Spot, Working, spots
from standards.foundation import LANGUAGES, Actor, Facts, Language, Refused
from standards.importing.models import ImportDraft, ImportProblem, StandardImport
from standards.importing.rules import State, by_urgency
from standards.library.models import Standard
from standards.library.queries import readable
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.reading.register import Registered, registered
from standards.reading.urns import normal

MOST_LINES_SHOWN = 4_000
SECOND = "en"
"""Of two documents the source shows the Welsh one; lines of the English one are looked up at its own import."""


@dataclass(frozen=True)
class Row:
    """One import in the list: its problems by severity, those that nobody has settled yet."""

    row: StandardImport
    errors: int
    others: int


@dataclass(frozen=True)
class SourceLine:
    """A line of the source, and the criteria that came from it."""

    number: int
    words: str
    keys: tuple[str, ...]
    troubled: bool


@dataclass(frozen=True)
class Group:
    """Problems of one kind, in the order of the document."""

    severity: str
    code: str
    problems: tuple[ImportProblem, ...]

    @property
    def name(self) -> str:
        return f"{self.severity}-{self.code}"


@dataclass(frozen=True)
class Bench:
    """An import with all that its workbench shows."""

    row: StandardImport
    working: Working
    problems: tuple[ImportProblem, ...]
    lines: tuple[tuple[int, str], ...]

    @property
    def open(self) -> bool:
        return self.row.state == State.OPEN

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(spots(self.working))

    @cached_property
    def open_groups(self) -> list[Group]:
        """Errors first, then what is to be checked, then notes; each kind where the document first has one."""
        return _grouped(one for one in self.problems if one.how is None)

    @property
    def open_problems(self) -> list[ImportProblem]:
        return [one for group in self.open_groups for one in group.problems]

    @cached_property
    def settled_groups(self) -> list[Group]:
        return _grouped(one for one in self.problems if one.how is not None)

    @property
    def settled_problems(self) -> list[ImportProblem]:
        return [one for group in self.settled_groups for one in group.problems]

    @cached_property
    def open_at(self) -> dict[str, list[ImportProblem]]:
        """Open problems by the key of the criterion that their line became."""
        found: dict[str, list[ImportProblem]] = defaultdict(list)
        for one in self.open_problems:
            criterion = self.criterion_at(one.line) if one.language != SECOND else None
            if criterion is not None:
                found[criterion["key"]].append(one)
        return dict(found)

    @property
    def assessable(self) -> int:
        return sum(bool(spot.criterion.get("assessable", True)) for spot in self.spots)

    @cached_property
    def without(self) -> dict[Language, int]:
        """How many criteria have no words in a language that others of the library may be read in."""
        texts = [spot.criterion.get("text", {}) for spot in self.spots]
        found = {language: sum(language not in text for text in texts) for language in LANGUAGES}
        return {language: number for language, number in found.items() if number}

    @property
    def open_errors(self) -> int:
        return sum(one.severity == "error" and one.how is None for one in self.problems)

    @cached_property
    def source(self) -> list[SourceLine]:
        """The lines with the criteria they became; of a very long document, the beginning."""
        keys: dict[int, list[str]] = defaultdict(list)
        for spot in self.spots:
            first, last = spot.criterion.get("lines") or (1, 0)
            for number in range(first, last + 1):
                keys[number].append(spot.criterion["key"])
        troubled = {one.line for one in self.problems if one.how is None and one.language != SECOND}
        return [
            SourceLine(number, said, tuple(keys[number]), number in troubled)
            for number, said in self.lines[:MOST_LINES_SHOWN]
        ]

    def criterion_at(self, line: int | None) -> dict[str, Any] | None:
        """Give the innermost criterion that a line became."""
        found = [spot.criterion for spot in self.spots if _holds(spot.criterion, line)]
        return found[-1] if found else None


def _grouped(problems: Iterable[ImportProblem]) -> list[Group]:
    kinds: dict[tuple[int, str, str], list[ImportProblem]] = defaultdict(list)
    for one in problems:
        kinds[by_urgency(one.severity), one.severity, one.code].append(one)
    groups = []
    for (_urgency, severity, code), found in kinds.items():
        groups.append(Group(severity, code, tuple(sorted(found, key=_by_line))))
    return sorted(groups, key=lambda group: (by_urgency(group.severity), _by_line(group.problems[0])))


def _by_line(one: ImportProblem) -> tuple[int, int]:
    return (one.line or 0, one.position)


def _holds(criterion: dict[str, Any], line: int | None) -> bool:
    first, last = criterion.get("lines") or (1, 0)
    return line is not None and first <= line <= last


@dataclass(frozen=True)
class Entry:
    """One standard of the register: the versions that are loaded, and what is on its way."""

    registered: Registered
    standards: tuple[Standard, ...]
    imports: tuple[StandardImport, ...]


def one_import(session: Session, public_id: str) -> StandardImport | None:
    return session.scalar(select(StandardImport).where(StandardImport.public_id == public_id))


def being_worked_on(session: Session, owner_id: int | None, sha256: str, part: str | None) -> StandardImport | None:
    """Give the open import of the very same document, be it one of two, or of the same standard in it."""
    same = [StandardImport.owner_id == owner_id, StandardImport.sha256 == sha256]
    same += [StandardImport.reading["urn"].as_string() == part] if part else []
    in_a_pair = StandardImport.english_id.in_(select(StandardImport.id).where(*same))
    query = select(StandardImport).where(or_(and_(*same), in_a_pair), StandardImport.state == State.OPEN.value)
    return session.scalar(query.order_by(StandardImport.id).limit(1))


def listed(session: Session, actor: Actor, state: str | None, page: int) -> Paged[Row]:
    """Give one page of a provider's imports, those changed last first."""
    condition = StandardImport.owner_id == actor.provider_id
    if state:
        condition &= StandardImport.state == state
    total = session.scalar(select(func.count()).select_from(StandardImport).where(condition)) or 0
    page = page_of(page, total)
    query = select(StandardImport).where(condition).order_by(StandardImport.changed_at.desc(), StandardImport.id.desc())
    rows = session.scalars(query.limit(PAGE_SIZE).offset(skipped(page))).all()
    counts = _open_problems(session, [row.id for row in rows])
    return Paged(tuple(Row(row, *counts.get(row.id, (0, 0))) for row in rows), total, page)


def _open_problems(session: Session, ids: Collection[int]) -> dict[int, tuple[int, int]]:
    def number(condition: ColumnElement[bool]) -> Any:
        return func.sum(case((condition, 1), else_=0))

    is_error = ImportProblem.severity == "error"
    query = select(ImportProblem.import_id, number(is_error), number(~is_error))
    unsettled = query.where(ImportProblem.import_id.in_(ids), ImportProblem.how.is_(None))
    return {row[0]: (int(row[1]), int(row[2])) for row in session.execute(unsettled.group_by(ImportProblem.import_id))}


def bench(session: Session, row: StandardImport) -> Bench:
    """Give an import with its draft, its problems and its source."""
    with_lines = select(StandardImport).where(StandardImport.id == row.id).options(undefer(StandardImport.lines))
    found = session.scalars(with_lines.execution_options(populate_existing=True)).one()
    lines = tuple((number, said) for number, said in found.lines)
    return Bench(found, working(session, found), tuple(problems(session, found.id)), lines)


def working(session: Session, row: StandardImport, version: int | None = None) -> Working:
    """Give the draft as it is now or, with a version, as it was. Raises Refused where there was none."""
    query = select(ImportDraft.draft).where(
        ImportDraft.import_id == row.id, ImportDraft.version == (version if version is not None else row.version)
    )
    found: Working | None = session.scalar(query)
    if found is None:
        raise Refused("import-version-unknown")
    return found


def version_before(session: Session, row: StandardImport) -> ImportDraft | None:
    """Give the draft as it was before the last change to its words."""
    now = working(session, row)
    query = select(ImportDraft).where(ImportDraft.import_id == row.id, ImportDraft.version < row.version)
    earlier = session.scalars(query.order_by(ImportDraft.version.desc()))
    return next((one for one in earlier if one.draft != now), None)


def published_as(session: Session, row: StandardImport) -> Standard | None:
    return session.get(Standard, row.standard_id) if row.standard_id is not None else None


def problems(session: Session, import_id: int) -> list[ImportProblem]:
    query = select(ImportProblem).where(ImportProblem.import_id == import_id).order_by(ImportProblem.position)
    return list(session.scalars(query))


def document(session: Session, row: StandardImport) -> bytes:
    """Give the very bytes that were sent."""
    return session.scalars(select(StandardImport.content).where(StandardImport.id == row.id)).one()


def register(session: Session, actor: Actor) -> list[Entry]:
    """Give the known standards of the suite with what the actor's provider has of each."""
    entries = registered()
    urns = {urn for one in entries for urn in (one.urn, one.urn_as_stored)}
    loaded: dict[str, list[Standard]] = defaultdict(list)
    by_edition = select(Standard).where(readable(actor), Standard.urn.in_(urns)).order_by(Standard.edition, Standard.id)
    for standard in session.scalars(by_edition):
        loaded[normal(standard.urn)].append(standard)
    coming: dict[str, list[StandardImport]] = defaultdict(list)
    unfinished = select(StandardImport).where(
        StandardImport.owner_id == actor.provider_id,
        StandardImport.state == State.OPEN.value,
        StandardImport.urn.in_(urns),
    )
    for row in session.scalars(unfinished.order_by(StandardImport.id)):
        coming[normal(row.urn or "")].append(row)
    return [Entry(one, tuple(loaded[normal(one.urn)]), tuple(coming[normal(one.urn)])) for one in entries]


def stored_facts(session: Session, owner_id: int | None) -> Facts:
    """Give the published imports of an owner as its book must tell them."""
    query = select(StandardImport, Standard.public_id).join(Standard, Standard.id == StandardImport.standard_id)
    published = query.where(StandardImport.owner_id == owner_id, StandardImport.state == State.PUBLISHED.value)
    facts: Facts = {}
    for row, standard in session.execute(published.order_by(StandardImport.id)):
        facts["standard_import", row.public_id] = {
            "standard": standard,
            "source": row.sha256,
            "settled": settlements(problems(session, row.id)),
        }
    return facts


def settlements(found: Collection[ImportProblem]) -> list[dict[str, Any]]:
    """Give who settled which problem how, in codes and ids."""
    return [
        {"problem": one.position, "code": one.code, "how": one.how, "by": one.settled_by}
        for one in found
        if one.how is not None
    ]
