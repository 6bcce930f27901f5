"""Safeguarding concerns: what one must say, whom a centre may name, and how long an opened one stays open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from standards.foundation import Refused

OPEN_FOR = timedelta(minutes=15)
"""How long a concern stays open to whoever opened it."""


def check_concern(words: str, readers: Collection[int]) -> None:
    """Check that a concern says something and that somebody reads it. Raises Refused."""
    if not readers:
        raise Refused("concern-nobody-reads")
    if not words.strip():
        raise Refused("concern-needs-words")


def check_named(people: Collection[int], members: Collection[int]) -> None:
    """Check that those who are named hold a role at the centre. Raises Refused."""
    if not set(people) <= set(members):
        raise Refused("safeguarding-stranger")


def is_open(opened: datetime | None, now: datetime) -> bool:
    """Tell whether a concern that somebody opened is still open to them."""
    return opened is not None and now - opened < OPEN_FOR


def check_note(words: str) -> None:
    """Check that a note says something. Raises Refused."""
    if not words.strip():
        raise Refused("note-needs-words")
