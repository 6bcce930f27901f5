"""What a criterion carries beside its words: a provision of a law, a row of a framework of actions."""

from dataclasses import dataclass, field
from typing import Any, Literal

from standards.foundation import LANGUAGES, Language, Text

Modality = Literal["duty", "prohibition", "definition", "exception", "power"]
TimeUnit = Literal["day", "working_day", "month", "year"]


def words_of(text: Text) -> dict[Language, str]:
    found = ((language, text.in_language(language)) for language in LANGUAGES)
    return {language: shown.words for language, shown in found if shown is not None}


@dataclass(frozen=True)
class TimeLimit:
    """A time that a provision sets: so many units, counted from what the provision names, where it names it."""

    n: int
    unit: TimeUnit
    start: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"n": self.n, "unit": self.unit, "from": self.start}


@dataclass(frozen=True)
class Provision:
    """What a paragraph of legislation does, and what it points at."""

    modality: Modality
    footnotes: tuple[str, ...] = ()
    cross_references: tuple[str, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "modality": self.modality,
            "footnotes": list(self.footnotes),
            "cross_references": list(self.cross_references),
            "time_limits": [limit.to_json() for limit in self.time_limits],
        }


@dataclass(frozen=True)
class Action:
    """The other cells of an action's row; None where the page does not say, which is not "any"."""

    category: Text = field(default_factory=Text)
    purpose: Text | None = None
    examples: Text | None = None
    keys: Text | None = None
    who: Text | None = None
    resources: Text | None = None
    time: Text | None = None
    maturity: Text | None = None

    def to_json(self) -> dict[str, Any]:
        """Give plain words by language, as the texts of a criterion are given."""
        return {name: words_of(value) if value is not None else None for name, value in vars(self).items()}


Facts = Provision | Action
