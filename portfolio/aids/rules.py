"""When a translation may stand beside evidence, and what must be said of how it was made."""

from __future__ import annotations

from enum import StrEnum

from standards.foundation import Language, Refused

MOST = 5
"""How many translations stand beside one revision at once."""


class How(StrEnum):
    """How a translation was made: said by whoever attaches it, as nothing else can tell."""

    OWN = "own"
    PERSON = "person"
    MACHINE = "machine"
    """Elsewhere, by somebody's own choice: nothing here translates."""


NAMED = frozenset({How.PERSON, How.MACHINE})
"""Of these it is said by whom, or with what."""


def other_language(language: str) -> Language:
    """Give the language that evidence in this one is translated into."""
    return "en" if language == "cy" else "cy"


def check_attachable(*, withdrawn: bool, standing: int) -> None:
    """Check that evidence takes another translation. Raises Refused."""
    if withdrawn:
        raise Refused("aid-evidence-withdrawn")
    if standing >= MOST:
        raise Refused("aid-too-many", max=MOST)


def check_said(how: How, made_with: str, words: str) -> None:
    """Check that a translation says something, and how it was made. Raises Refused."""
    if not words.strip():
        raise Refused("aid-needs-words")
    if how in NAMED and not made_with.strip():
        raise Refused("aid-needs-how")
