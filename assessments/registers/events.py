"""That something was entered in a restricted register: the centre's book tells neither about whom nor what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assessments.registers.rules import KINDS, OUTCOMES, Register
from portfolio.learning.events import Disagrees
from standards.foundation import Facts, told


@dataclass(frozen=True)
class RegisterEntered:
    kind: ClassVar[str] = "register.entered"
    entry: str
    register: str
    number: int
    what: str
    outcome: str
    follows: str | None
    words: str
    """Seal of the words, the day and whom they are about."""

    def apply(self, facts: Facts) -> None:
        register = Register(self.register)
        if self.what not in KINDS[register] or self.outcome not in OUTCOMES[register]:
            raise Disagrees(f"entry {self.entry} is of another register")
        if self.follows is not None and facts["register_entry", self.follows]["register"] != self.register:
            raise Disagrees(f"entry {self.entry} follows one of another register")
        facts["register_entry", self.entry] = {
            "register": self.register,
            "number": self.number,
            "what": self.what,
            "outcome": self.outcome,
            "follows": self.follows,
            "words": self.words,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


ACTS = (RegisterEntered,)
