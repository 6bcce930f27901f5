"""Questions of what is asked elsewhere in the same words, or nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from standards.crosswalk import nearest
from standards.foundation import Actor, Text
from standards.library.models import Criterion, Section, Standard
from standards.library.queries import AskedOf, ShownCriterion, outlines, readable

MOST_SHOWN = 500
"""Rows that a page tells of; a sentence that a whole library repeats is told by its first places."""

SUITE_AT_MOST = 40
"""Standards of one suite that a standard is held against, itself included."""
NEAR_AT_MOST = 3
"""Criteria that are told as nearly the same as one."""
LETTERS = re.compile(r"^[^\W\d_]+")


@dataclass(frozen=True)
class Elsewhere:
    """A criterion of equal words, in this standard or another."""

    public_id: str
    urn: str
    edition: str
    title: Text
    code: str


def elsewhere(session: Session, actor: Actor, standard: Standard) -> Mapping[int, tuple[Elsewhere, ...]]:
    """Give the criteria that ask the same in sections of the same kind: id of the criterion here → where.

    Other versions of the same standard are left out: those are compared.
    """
    own, other = aliased(Criterion), aliased(Criterion)
    own_section, section = aliased(Section), aliased(Section)
    rows = session.execute(
        select(own.id, Standard.public_id, Standard.urn, Standard.edition, Standard.title, other.code)
        .join(own_section, own_section.id == own.section_id)
        .join(other, or_(other.alike_cy == own.alike_cy, other.alike_en == own.alike_en))
        .join(section, section.id == other.section_id)
        .join(Standard, Standard.id == other.standard_id)
        .where(
            own.standard_id == standard.id,
            other.id != own.id,
            section.kind == own_section.kind,
            readable(actor),
            or_(Standard.id == standard.id, Standard.urn != standard.urn),
        )
        .order_by(Standard.urn, Standard.edition, Standard.id, other.position)
        .limit(MOST_SHOWN)
    )
    found: dict[int, list[Elsewhere]] = defaultdict(list)
    for criterion_id, public_id, urn, edition, title, code in rows:
        found[criterion_id].append(Elsewhere(public_id, urn, edition, title, code))
    return {criterion_id: tuple(places) for criterion_id, places in found.items()}


@dataclass(frozen=True)
class Nearly:
    """A criterion of nearly the same words, in this standard or another of its suite."""

    public_id: str
    urn: str
    criterion: ShownCriterion


def nearly(session: Session, actor: Actor, standard: Standard) -> Mapping[int, tuple[Nearly, ...]]:
    """Give the criteria that ask nearly the same in sections of the same kind: id of the criterion here → where.

    Within the standard and its suite, known by the letters of their URNs: what is learned together.
    """
    suite = [standard, *_suite(session, actor, standard)]
    texts = outlines(session, [row.id for row in suite])
    places = {
        criterion.id: Nearly(row.public_id, row.urn, criterion)
        for row in suite
        for criterion in texts[row.id].assessable
    }
    found = near_to(texts[standard.id].asked, [one.asked for one in texts.values()])
    return {
        criterion_id: tuple(places[other] for other in others[:NEAR_AT_MOST]) for criterion_id, others in found.items()
    }


def _suite(session: Session, actor: Actor, standard: Standard) -> list[Standard]:
    """List other standards of a standard's suite, the newest edition of each."""
    letters = LETTERS.match(standard.urn)
    if letters is None:
        return []
    rows = session.scalars(
        select(Standard)
        .where(readable(actor), Standard.urn.startswith(letters[0], autoescape=True), Standard.urn != standard.urn)
        .order_by(Standard.urn, Standard.published_at, Standard.id)
        .limit(SUITE_AT_MOST)
    )
    return list({row.urn: row for row in rows}.values())


def near_to(own: AskedOf, among: Iterable[AskedOf]) -> dict[int, list[int]]:
    """Give for one's own criteria those that ask nearly the same in a language, the nearest first, by their ids."""
    others: AskedOf = defaultdict(tuple)
    for each in among:
        for place, every in each.items():
            others[place] += every
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for place, mine in own.items():
        for criterion_id, near in nearest(mine, others[place]).items():
            found[criterion_id].update(dict.fromkeys(near))
    return {criterion_id: list(near) for criterion_id, near in found.items()}
