"""Changes to imports: keeping what was read, mending the draft, settling problems, publishing and discarding."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from standards.drafting import Draft, Problem
from standards.editing.fields import fields_of, with_fields
from standards.editing.moves import moved
from standards.editing.translations import translated
from standards.editing.working import Working, begun, finished
from standards.foundation import Changed, Refused, Work
from standards.importing import queries
from standards.importing.events import ImportPublished
from standards.importing.models import ImportDraft, ImportProblem, StandardImport
from standards.importing.queries.standing import editions, placed
from standards.importing.queries.translations import translations
from standards.importing.rules import (
    LONGEST_NOTE,
    LONGEST_URN,
    How,
    State,
    check_complete,
    check_open,
    check_put_aside,
    check_settling,
)
from standards.library import services as publishing
from standards.library.services import Published
from standards.receiving import Received


@dataclass(frozen=True)
class Kept:
    """An import, and whether the same document was being worked on already."""

    row: StandardImport
    known: bool


@dataclass(frozen=True)
class Edit:
    """What one sending of the workbench says: every field as typed, perhaps a move or settled problems."""

    typed: Mapping[str, str] = field(default_factory=dict)
    move: tuple[str, str] | None = None
    """What to do, and the key of what it is done to."""
    settle: tuple[Collection[int], How | None] | None = None
    """Which problems, and how; with none they are opened again."""
    notes: Mapping[int, str] = field(default_factory=dict)
    translate: bool = False
    """Take over what is known beside the draft's words in their other language."""


def keep(work: Work, received: Received) -> Kept:
    """Keep a document with its reading, as a draft to be worked on; the same document twice is one import."""
    owner_id = work.actor.provider_id
    if owner_id is None:
        raise Refused("import-without-provider")
    known = queries.being_worked_on(work.session, owner_id, received.sha256, received.part)
    if known is not None:
        return Kept(known, known=True)
    draft, who = received.draft, work.actor.public_id
    row = StandardImport(
        owner_id=owner_id,
        name=received.name,
        sha256=received.sha256,
        media_type=received.media_type,
        size=len(received.content),
        content=received.content,
        lines=[list(line) for line in received.lines],
        reading=draft.to_json(),
        state=State.OPEN.value,
        version=0,
        sent_by=who,
        sent_at=work.now,
        title=draft.title,
        changed_by=who,
        changed_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add_all(_problem(row.id, position, one) for position, one in enumerate(draft.problems, start=1))
    store(work, row, begun(draft))
    return Kept(row, known=False)


def _problem(import_id: int, position: int, one: Problem) -> ImportProblem:
    return ImportProblem(
        import_id=import_id,
        position=position,
        severity=one.severity,
        code=one.code,
        line=one.line,
        message={str(language): said for language, said in one.message.items()},
    )


def store(work: Work, row: StandardImport, draft: Working) -> None:
    """Keep a new version of the draft beside those before it."""
    row.version += 1
    who = work.actor.public_id
    row.changed_by, row.changed_at = who, work.now
    said = finished(draft)
    row.urn, row.title = (said.urn or "")[:LONGEST_URN] or None, said.title
    new = ImportDraft(import_id=row.id, version=row.version, draft=draft, saved_by=who, saved_at=work.now)
    work.session.add(new)
    work.session.flush()


def save(work: Work, row: StandardImport, looked_at: int, edit: Edit) -> None:
    """Save what was typed, with one move or one settling if asked for: all of it or nothing."""
    take(work, row, looked_at)
    before = queries.working(work.session, row)
    draft = with_fields(before, edit.typed)
    if edit.move is not None:
        draft = moved(draft, *edit.move, edit.typed)
    if edit.translate:
        known = editions(work.session, row.owner_id, draft["urn"])
        there = translations(work.session, known, draft["urn"])
        draft = translated(draft, there.memory, there.official)
    found = {one.position: one for one in queries.problems(work.session, row.id)}
    noted = _note(found, edit.notes)
    if edit.settle is not None:
        _settle(work, row, found, edit.settle, draft)
    if noted or edit.settle is not None or draft != before:
        store(work, row, draft)


def _note(found: Mapping[int, ImportProblem], notes: Mapping[int, str]) -> bool:
    """Keep the notes on open problems; tells whether any is another than it was."""
    changed = False
    for position, said in notes.items():
        note = said.strip()[:LONGEST_NOTE] or None
        if position in found and found[position].how is None and found[position].note != note:
            found[position].note, changed = note, True
    return changed


def _settle(
    work: Work,
    row: StandardImport,
    found: Mapping[int, ImportProblem],
    settle: tuple[Collection[int], How | None],
    draft: Working,
) -> None:
    """Settle these problems in one way, or none of them."""
    positions, how = settle
    if not positions or not found.keys() >= set(positions):
        raise Refused("edit-impossible")
    changed = fields_of(draft) != fields_of(queries.working(work.session, row, 1))
    for problem in (found[position] for position in positions):
        if how is None:
            problem.how = problem.settled_by = problem.settled_at = None
            continue
        check_settling(problem.severity, how, problem.note or "", changed=changed)
        problem.how, problem.settled_by, problem.settled_at = how.value, work.actor.public_id, work.now


def step_back(work: Work, row: StandardImport, looked_at: int) -> None:
    """Take back the last change to the draft's words, as a change of its own."""
    take(work, row, looked_at)
    before = queries.version_before(work.session, row)
    if before is None:
        raise Refused("nothing-to-undo")
    now = queries.working(work.session, row)
    # A key once given is never given again: somebody may still be typing into it.
    store(work, row, {**before.draft, "next": max(before.draft["next"], now["next"])})


def take(work: Work, row: StandardImport, looked_at: int) -> None:
    """Let one person at a time change an import, and only what they have looked at."""
    work.session.refresh(row, ["state", "version", "changed_by", "changed_at"], with_for_update=True)
    check_open(row.state)
    if row.version != looked_at:
        raise Changed("import-changed")


def publishable(work: Work, row: StandardImport) -> Draft:
    """Give the draft with what is not settled yet."""
    draft = finished(queries.working(work.session, row))
    left = tuple(
        Problem("error" if one.severity == "error" else "check", one.code, one.line, {})
        for one in queries.problems(work.session, row.id)
        if one.how is None and one.severity != "note"
    )
    return replace(draft, problems=left)


def publish(work: Work, row: StandardImport, looked_at: int) -> Published:
    """Publish the draft as the provider's own standard.

    Raises Refused where an error is open or a text missing, or where the provider can see this edition already and
    the draft has no official words that it lacks.
    """
    take(work, row, looked_at)
    draft = publishable(work, row)
    known = editions(work.session, row.owner_id, draft.urn)
    place = placed(work.session, known, queries.working(work.session, row), work.now)
    check_complete(draft, place.edition)
    if place.standing is not None and place.standing.refused is not None:
        raise place.standing.refused
    published = publishing.publish(work, draft, row.owner_id, place.order)
    row.state, row.standard_id = State.PUBLISHED.value, published.standard.id
    row.changed_by, row.changed_at = work.actor.public_id, work.now
    work.session.flush()
    settled = queries.settlements(queries.problems(work.session, row.id))
    act = ImportPublished(row.public_id, published.standard.public_id, row.sha256, tuple(settled))
    work.record(work.book_of(row.owner_id), act)
    return published


def discard(work: Work, row: StandardImport, looked_at: int) -> None:
    """Put an import aside; nothing of it is thrown away."""
    take(work, row, looked_at)
    row.state = State.DISCARDED.value
    row.changed_by, row.changed_at = work.actor.public_id, work.now
    work.session.flush()


def take_up(work: Work, row: StandardImport) -> None:
    """Go on with an import that was discarded, or went into a pair, as it was left."""
    locked = select(StandardImport).where(StandardImport.id == row.id).with_for_update()
    row = work.session.scalars(locked.execution_options(populate_existing=True)).one()
    check_put_aside(row.state)
    row.state = State.OPEN.value
    row.changed_by, row.changed_at = work.actor.public_id, work.now
    work.session.flush()
