"""Questions about versions: which there are of a standard, and what became of its criteria between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from standards.comparing import Change, Comparison, compare
from standards.comparisons.events import pair_of
from standards.comparisons.models import SettledChange
from standards.drafting import Criterion, Section
from standards.foundation import LANGUAGES, Actor, Facts, Language, Refused, Text, TextStatus
from standards.library.models import Standard
from standards.library.queries import Outline, ShownCriterion, ShownSection, outlines, readable

KEPT_IN_MEMORY = 64


@dataclass(frozen=True)
class Version:
    """A version as comparisons keep it: known by its id and the digest of its texts."""

    public_id: str
    digest: str
    outline: Outline = field(compare=False)


@dataclass(frozen=True)
class Compared:
    """Two versions with what became of every criterion, and what people settled of it."""

    before: Standard
    after: Standard
    comparison: Comparison
    settled: Mapping[str, SettledChange]

    @property
    def working(self) -> frozenset[Language]:
        """Give the languages in which some words of either version are only a working translation."""
        texts = [one.text for row in self.comparison.rows for one in (*row.before, *row.after)]
        shown = [text.in_language(language) for text in texts for language in LANGUAGES]
        return frozenset(one.language for one in shown if one and one.status is TextStatus.WORKING_TRANSLATION)


def versions(session: Session, actor: Actor, standard: Standard) -> list[Standard]:
    """List the versions of a standard that the actor may read, the newest first."""
    rows = session.scalars(select(Standard).where(readable(actor), Standard.urn == standard.urn))
    return sorted(rows, key=_age, reverse=True)


def _age(row: Standard) -> tuple[str, str, int]:
    return (row.approved or row.published_at.date()).isoformat(), row.published_at.isoformat(), row.id


def newer(one: Standard, other: Standard) -> bool:
    """Tell whether one version came after another: by what their documents say, else as they were published."""
    return _age(one) > _age(other)


def newest_before(standards: Iterable[Standard], approved: date | None, now: datetime) -> Standard | None:
    """Give the newest of these versions that came before a document approved on a day, or one without a day now."""
    age = ((approved or now.date()).isoformat(), now.isoformat(), 0)
    return max((one for one in standards if _age(one) < age), key=_age, default=None)


def later(session: Session, actor: Actor, standards: Collection[Standard]) -> dict[int, Standard]:
    """Give, by the id of each of these, the newest version of it that the actor may read, where it is a later one."""
    urns = {one.urn for one in standards}
    if not urns:
        return {}
    newest: dict[str, Standard] = {}
    for row in session.scalars(select(Standard).where(readable(actor), Standard.urn.in_(urns)).order_by(Standard.id)):
        if row.urn not in newest or newer(row, newest[row.urn]):
            newest[row.urn] = row
    return {one.id: newest[one.urn] for one in standards if newer(newest[one.urn], one)}


def settled(session: Session, provider_id: int | None, before: Standard, after: Standard) -> dict[str, SettledChange]:
    """Give what a provider settled of two versions: key of the row → what it was settled as."""
    rows = session.scalars(
        select(SettledChange)
        .where(
            SettledChange.provider_id == provider_id,
            SettledChange.before_id == before.id,
            SettledChange.after_id == after.id,
        )
        .order_by(SettledChange.id)
    )
    return {row.row: row for row in rows}


def compared(session: Session, actor: Actor, before: Standard, after: Standard) -> Compared:
    """Compare two versions as the provider that the actor works in has settled them.

    What was settled of words that official words have replaced since no longer stands where it no longer fits.
    """
    found = settled(session, actor.provider_id, before, after)
    kinds = {key: Change(row.kind) for key, row in found.items()}
    try:
        comparison = comparison_of(session, before, after, kinds)
    except Refused:
        fitting: dict[str, Change] = {}
        for key, kind in kinds.items():
            if _fits(session, before, after, {**fitting, key: kind}):
                fitting[key] = kind
        comparison = comparison_of(session, before, after, fitting)
    return Compared(before, after, comparison, found)


def _fits(session: Session, before: Standard, after: Standard, kinds: Mapping[str, Change]) -> bool:
    try:
        comparison_of(session, before, after, kinds)
    except Refused:
        return False
    return True


def comparison_of(session: Session, before: Standard, after: Standard, kinds: Mapping[str, Change]) -> Comparison:
    """Compare two versions with these rows settled, from memory where this process has done so. Raises Refused."""
    texts = outlines(session, [before.id, after.id])
    old, new = (Version(row.public_id, row.digest, texts[row.id]) for row in (before, after))
    return _compared(old, new, tuple(sorted(kinds.items())))


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _compared(before: Version, after: Version, kinds: tuple[tuple[str, Change], ...]) -> Comparison:
    return compare(_sections(before.outline.sections), _sections(after.outline.sections), dict(kinds))


def _sections(sections: Iterable[ShownSection]) -> tuple[Section, ...]:
    return tuple(
        Section(
            one.kind,
            one.heading,
            one.stem or Text(),
            tuple(_criterion(each, group.heading) for group in one.groups for each in group.criteria),
        )
        for one in sections
    )


def _criterion(one: ShownCriterion, group: Text | None) -> Criterion:
    under = tuple(_criterion(each, None) for each in one.criteria)
    return Criterion(one.code, one.text, one.printed, group, one.assessable, criteria=under, facts=one.facts)


def stored_facts(session: Session, owner_id: int | None) -> Facts:
    """Give what a provider settled, as its book must tell it; the shared library's settles nothing."""
    before, after = aliased(Standard), aliased(Standard)
    rows = session.execute(
        select(before.public_id, after.public_id, SettledChange.row, SettledChange.kind)
        .join(before, before.id == SettledChange.before_id)
        .join(after, after.id == SettledChange.after_id)
        .where(SettledChange.provider_id == owner_id)
        .order_by(SettledChange.id)
    )
    facts: Facts = defaultdict(dict)
    for older, younger, row, kind in rows:
        facts["comparison", pair_of(older, younger)][row] = kind
    return dict(facts)
