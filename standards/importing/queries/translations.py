"""Questions about translations: what editions of a standard, and the register, have beside the words of a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from standards.editing.translations import Known, Memory, known, remembered
from standards.editing.working import Working, begun
from standards.exchange.queries import stored
from standards.foundation import LANGUAGES
from standards.library.models import Standard
from standards.likeness import plain
from standards.reading.register import by_urn

MOST_EDITIONS = 3
"""Editions that are asked, the newest first: older ones say little that these do not."""


@dataclass(frozen=True)
class Translations:
    """What is known beside a draft's words: from editions of its standard, and officially from the register."""

    memory: Memory = field(default_factory=dict)
    official: Memory = field(default_factory=dict)


def translations(session: Session, editions: Iterable[Standard], urn: str | None) -> Translations:
    """Give what these editions of a URN, and the register, have for a standard of it."""
    if not urn:
        return Translations()
    newest = sorted(editions, key=_day, reverse=True)[:MOST_EDITIONS]
    return Translations(remembered(begun(one.draft) for one in stored(session, newest)), _titles(urn))


def _day(one: Standard) -> tuple[date, datetime, int]:
    return (one.approved or date.min, one.published_at, one.id)


def known_beside(session: Session, editions: Iterable[Standard], working: Working) -> tuple[Known, ...]:
    """Give what could stand beside the words of a draft, language by language."""
    there = translations(session, editions, working["urn"])
    return known(working, {**there.memory, **there.official})


def _titles(urn: str) -> Memory:
    entry = by_urn(urn)
    if entry is None or not all(language in entry.title for language in LANGUAGES):
        return {}
    cy, en = (entry.title[language] for language in LANGUAGES)
    return {("en", plain(cy)): en, ("cy", plain(en)): cy}
