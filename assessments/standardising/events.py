"""The acts of standardisation as the ledger keeps them: what was decided is sealed, and told to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from assessments.standardising.rules.exercises import ExerciseStatus
from portfolio.learning.events import Disagrees, told_of
from standards.foundation import Facts, told


@dataclass(frozen=True)
class AskedPiece:
    """A piece of an exercise: a revision, the criteria by their UUIDs, and the decisions that were made on them."""

    piece: str
    revision: str
    pair: int | None
    criteria: tuple[str, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class StandardisingOpened:
    """People were asked to decide on pieces of evidence, each blind to the others; from now on it is frozen."""

    kind: ClassVar[str] = "standardising.opened"
    exercise: str
    number: int
    unit: str
    day: str
    chair: str
    people: tuple[str, ...]
    pieces: tuple[Any, ...]
    """Of AskedPiece; read back they are as JSON gave them."""
    said: str
    """Seal of name and purpose."""

    def apply(self, facts: Facts) -> None:
        pieces = [told_of(one) for one in self.pieces]
        if len(set(self.people)) < len(self.people):
            raise Disagrees(f"exercise {self.exercise} asks somebody twice")
        facts["standardising", self.exercise] = {
            "number": self.number,
            "unit": self.unit,
            "day": self.day,
            "chair": self.chair,
            "people": tuple(self.people),
            "pieces": tuple(one["piece"] for one in pieces),
            "said": self.said,
            "status": ExerciseStatus.OPEN.value,
            "closed_at": None,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }
        for one in pieces:
            facts["standardising_piece", one["piece"]] = {
                "exercise": self.exercise,
                "revision": one["revision"],
                "pair": one["pair"],
                "criteria": tuple(one["criteria"]),
                "decisions": tuple(one["decisions"]),
            }


@dataclass(frozen=True)
class StandardisingAnswered:
    """Somebody decided on a piece; which way is told once the exercise is closed, and not here."""

    kind: ClassVar[str] = "standardising.answered"
    answer: str
    exercise: str
    number: int
    piece: str
    said: str
    """Seal of outcomes and reasons."""

    def apply(self, facts: Facts) -> None:
        known, actor = _exercise(facts, self.exercise, ExerciseStatus.OPEN), told(facts, "actor")
        if self.piece not in known["pieces"]:
            raise Disagrees(f"answer {self.answer} is on a piece of another exercise")
        if actor is not None and actor not in known["people"]:
            raise Disagrees(f"answer {self.answer} was given by somebody who was not asked")
        if facts.setdefault(("_answered", self.exercise), {}).setdefault(f"{actor} {self.piece}", self.answer) != (
            self.answer
        ):
            raise Disagrees(f"answer {self.answer} is a second one on piece {self.piece}")
        facts["standardising_answer", self.answer] = {
            "exercise": self.exercise,
            "piece": self.piece,
            "said": self.said,
            "by": actor,
            "at": told(facts, "at"),
        }


@dataclass(frozen=True)
class StandardisingClosed:
    """An exercise was closed: nobody decides any more, and all who took part see what all decided."""

    kind: ClassVar[str] = "standardising.closed"
    exercise: str
    number: int
    answers: int

    def apply(self, facts: Facts) -> None:
        known = _exercise(facts, self.exercise, ExerciseStatus.OPEN)
        given = [one for key, one in facts.items() if key[0] == "standardising_answer"]
        if sum(one["exercise"] == self.exercise for one in given) != self.answers:
            raise Disagrees(f"exercise {self.exercise} was closed with another number of answers")
        known["status"], known["closed_at"] = ExerciseStatus.CLOSED.value, told(facts, "at")


@dataclass(frozen=True)
class StandardisingRecorded:
    """What was discussed and agreed was written down; a correction is a new version, and the earlier ones stay."""

    kind: ClassVar[str] = "standardising.recorded"
    minutes: str
    exercise: str
    number: int
    version: int
    said: str
    """Seal of it."""

    def apply(self, facts: Facts) -> None:
        _exercise(facts, self.exercise, ExerciseStatus.CLOSED)
        last = facts.setdefault(("_minutes", self.exercise), {"version": 0})
        if self.version != last["version"] + 1:
            raise Disagrees(f"record {self.minutes} is version {self.version} and follows {last['version']}")
        last["version"] = self.version
        facts["standardising_minutes", self.minutes] = {
            "exercise": self.exercise,
            "version": self.version,
            "said": self.said,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
        }


def _exercise(facts: Facts, exercise: str, status: ExerciseStatus) -> dict[str, Any]:
    known = facts["standardising", exercise]
    if known["status"] != status:
        raise Disagrees(f"exercise {exercise} was {known['status']}")
    return known


ACTS = (StandardisingOpened, StandardisingAnswered, StandardisingClosed, StandardisingRecorded)
