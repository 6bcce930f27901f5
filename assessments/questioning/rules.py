"""What a set of questions must say before it is published, and what of it makes a new version."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from standards.foundation import Refused

MOST_QUESTIONS = 60


@dataclass(frozen=True)
class Asked:
    """A question of a set: about which criterion (its code), in which words, and what a right answer holds."""

    code: str = ""
    words: str = ""
    guide: str = ""

    @property
    def empty(self) -> bool:
        return not (self.words.strip() or self.guide.strip())


def check_publishable(title: str, asked: Sequence[Asked], codes: Collection[str], before: Sequence[Asked]) -> None:
    """Check that a set can be published: whole, about criteria that there are, and new. Raises Refused."""
    found = {
        "questions-need-title": not title.strip(),
        "questions-none": not asked,
        "questions-need-words": any(not one.words.strip() for one in asked),
        "questions-need-criterion": any(one.code not in codes for one in asked),
        "questions-nothing-new": bool(before) and list(asked) == list(before),
    }
    for code, is_so in found.items():
        if is_so:
            raise Refused(code)
