"""Questions about translations: what editions of a standard, and the register, have beside the words of a draft."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from standards.editing.translations import Known, Memory, known, remembered
from standards.editing.working import Working, begun
from standards.exchange.queries import stored
from standards.foundation import LANGUAGES, Actor
from standards.library.models import Standard
from standards.library.queries import readable
from standards.likeness import plain
from standards.reading.register import by_urn

MOST_EDITIONS = 3
"""Editions that are asked, the newest first: older ones say little that these do not."""


@dataclass(frozen=True)
class Translations:
    """What is known beside a draft's words: from editions of its standard, and officially from the register."""

    memory: Memory = field(default_factory=dict)
    official: Memory = field(default_factory=dict)


def translations(session: Session, actor: Actor, urn: str | None) -> Translations:
    """Give what the editions that the actor may read, and the register, have for a standard of this URN."""
    if not urn:
        return Translations()
    newest = (
        select(Standard)
        .where(readable(actor), Standard.urn == urn)
        .order_by(Standard.approved.desc().nulls_last(), Standard.published_at.desc(), Standard.id.desc())
    )
    editions = session.scalars(newest.limit(MOST_EDITIONS)).all()
    return Translations(remembered(begun(one.draft) for one in stored(session, editions)), _titles(urn))


def known_beside(session: Session, actor: Actor, working: Working) -> tuple[Known, ...]:
    """Give what could stand beside the words of a draft, language by language."""
    there = translations(session, actor, working["urn"])
    return known(working, {**there.memory, **there.official})


def _titles(urn: str) -> Memory:
    entry = by_urn(urn)
    if entry is None or not all(language in entry.title for language in LANGUAGES):
        return {}
    cy, en = (entry.title[language] for language in LANGUAGES)
    return {("en", plain(cy)): en, ("cy", plain(en)): cy}
