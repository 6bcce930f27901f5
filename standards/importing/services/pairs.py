"""Changes to pairs: settling rows, and making one import of two or of one with a published standard."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from standards.drafting import Draft
from standards.editing.working import begun
from standards.foundation import Changed, Language, Refused, Work
from standards.importing import queries
from standards.importing.models import ImportProblem, StandardImport
from standards.importing.queries import pairs
from standards.importing.queries.pairs import Two
from standards.importing.rules import State
from standards.importing.services import store, take
from standards.library.models import Standard
from standards.matching import Choice, Matched
from standards.pairing import paired


@dataclass(frozen=True)
class Said:
    """What one sending of the pairing page says: the rows chosen, and what one button adds or takes back."""

    choices: tuple[Choice, ...] = ()
    rest: tuple[int, Language] | None = None
    """Leave all that is open in this section, in this language, as it is."""
    proposed: int | None = None
    """Confirm what is proposed in this section."""
    back: tuple[Language, str] | None = None
    """Open the row of the criterion with this key again."""


def settle(work: Work, two: Two, looked_at: tuple[int, int], said: Said) -> Matched:
    """Keep what was chosen, in the draft of the one import or of the Welsh one of two: all of it or nothing."""
    _take_both(work, two, looked_at)
    if two.found is None:
        raise two.refused or Refused("import-closed")
    found = two.found.with_choices(said.choices)
    if said.proposed is not None:
        found = found.with_choices(found.as_proposed(said.proposed))
    if said.rest is not None:
        found = found.with_choices(found.rest_alone(*said.rest))
    if said.back is not None:
        found = found.without(*said.back)
    if found.choices != two.found.choices:
        before = queries.working(work.session, two.home)
        chosen = {**before.get("pairings", {}), two.partner.public_id: [list(one) for one in found.choices]}
        store(work, two.home, {**before, "pairings": chosen})
    return found


def _take_both(work: Work, two: Two, looked_at: tuple[int, int]) -> None:
    """Let one person at a time pair these two, and only what they have looked at; always locked in one order."""
    wanted = dict(zip((id(two.given), id(two.other)), looked_at, strict=True))
    for one in sorted(two.imports, key=lambda row: row.id):
        try:
            take(work, one, wanted[id(one)])
        except Changed as changed:
            raise Changed("pairing-changed") from changed
    if two.standard is not None:
        work.session.refresh(two.standard, ["texts_revision"])
        if two.standard.texts_revision != looked_at[1]:
            raise Changed("pairing-changed")


def join(work: Work, two: Two, looked_at: tuple[int, int], said: Said, *, one_edition: bool) -> StandardImport:
    """Make one open import with two texts a criterion. Raises Refused while a row is open."""
    found = settle(work, two, looked_at, said)
    if two.standard is not None:
        check_beside_published(two, found)
        return _with_standard(work, two, two.standard, found, one_edition=one_edition)
    return _of_two(work, two, paired(found.pairing, one_edition=one_edition))


def check_beside_published(two: Two, found: Matched) -> None:
    """Check that every criterion of an import is one of the published standard, which takes no more. Raises Refused."""
    if extra := two.extra_in(found):
        raise Refused("pairing-extra", where=", ".join(extra), urn=two.given.urn or "–")


def _of_two(work: Work, two: Two, draft: Draft) -> StandardImport:
    """Put both aside as paired, and go on with a third that holds the drafts and the problems of both."""
    welsh, english = two.imports
    who = work.actor.public_id
    lines = work.session.scalars(select(StandardImport.lines).where(StandardImport.id == welsh.id)).one()
    row = StandardImport(
        owner_id=welsh.owner_id,
        name=welsh.name,
        sha256=welsh.sha256,
        media_type=welsh.media_type,
        size=welsh.size,
        content=queries.document(work.session, welsh),
        lines=lines,
        reading=draft.to_json(),
        state=State.OPEN.value,
        version=0,
        sent_by=who,
        sent_at=work.now,
        title=draft.title,
        changed_by=who,
        changed_at=work.now,
        welsh_id=welsh.id,
        english_id=english.id,
    )
    work.session.add(row)
    work.session.flush()
    _carry_problems(work, row, {"cy": welsh, "en": english})
    for one in (welsh, english):
        one.state, one.changed_by, one.changed_at = State.PAIRED.value, who, work.now
    store(work, row, begun(draft))
    return row


def _carry_problems(work: Work, row: StandardImport, sources: dict[str, StandardImport]) -> None:
    """Take over the problems of both, with who settled which and how."""
    both = [
        (language, one) for language, source in sources.items() for one in queries.problems(work.session, source.id)
    ]
    carried = ("severity", "code", "line", "message", "how", "note", "settled_by", "settled_at")
    work.session.add_all(
        ImportProblem(
            import_id=row.id, position=place, language=language, **{name: getattr(one, name) for name in carried}
        )
        for place, (language, one) in enumerate(both, start=1)
    )


def _with_standard(work: Work, two: Two, standard: Standard, found: Matched, *, one_edition: bool) -> StandardImport:
    """Give the import the words of the published standard beside its own, and that one's codes and edition."""
    before = queries.working(work.session, two.given)
    keeps: Language = "en" if two.language == "cy" else "cy"
    draft = paired(found.pairing, one_edition=one_edition, keeps=keeps)
    there = pairs.published_draft(work.session, standard).metadata
    draft = replace(draft, metadata=replace(draft.metadata, approved=there.approved, version=there.version))
    # A key once given is never given again: somebody may still be typing into it.
    after = begun(draft, before["next"])
    store(work, two.given, {**after, "pairings": before.get("pairings", {}), "paired_with": standard.public_id})
    return two.given
