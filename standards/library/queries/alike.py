"""Questions of what is asked elsewhere in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from standards.foundation import Actor, Text
from standards.library.models import Criterion, Section, Standard
from standards.library.queries import readable

MOST_SHOWN = 500
"""Rows that a page tells of; a sentence that a whole library repeats is told by its first places."""


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
