"""The act of publishing questions as the provider's ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portfolio.learning.events import Disagrees
from standards.foundation import Facts, told


@dataclass(frozen=True)
class QuestionsPublished:
    """A version of a set of questions was published; it stays as it is."""

    kind: ClassVar[str] = "questions.published"
    set: str
    version: str
    number: int
    content: str
    """Seal of title, questions and marking guide."""
    criteria: tuple[str, ...]

    def apply(self, facts: Facts) -> None:
        last = facts.setdefault(("_questions", self.set), {"number": 0})
        if self.number != last["number"] + 1:
            raise Disagrees(f"version {self.number} of questions {self.set} follows {last['number']}")
        last["number"] = self.number
        facts["questions", self.version] = {
            "set": self.set,
            "number": self.number,
            "content": self.content,
            "criteria": tuple(self.criteria),
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


ACTS = (QuestionsPublished,)
