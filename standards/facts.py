"""What a criterion carries beside its words: a provision of a law, a row of a framework of actions."""

from dataclasses import dataclass, field
from typing import Any, Literal

from standards.foundation import LANGUAGES, Language, Text

Modality = Literal["duty", "prohibition", "definition", "exception", "power"]
TimeUnit = Literal["hour", "day", "working_day", "week", "month", "year", "without_delay"]


def words_of(text: Text) -> dict[Language, str]:
    found = ((language, text.in_language(language)) for language in LANGUAGES)
    return {language: shown.words for language, shown in found if shown is not None}


@dataclass(frozen=True)
class TimeLimit:
    """A time that a provision sets: so many units, counted from what the provision names, where it names it.

    One that only extends another may have no number; one "without delay" has none.
    """

    n: int | None
    unit: TimeUnit | None
    start: str | None = None
    extends: str | None = None
    """The code of the paragraph whose limit this one extends."""
    consent: bool = False
    """Whether it holds only where somebody agrees."""

    def to_json(self) -> dict[str, Any]:
        """Give number, unit and start always; what it extends and the consent only where there is such."""
        more = {"extends": self.extends, "consent": self.consent}
        return {"n": self.n, "unit": self.unit, "from": self.start} | {key: one for key, one in more.items() if one}


@dataclass(frozen=True)
class Provision:
    """What a paragraph of legislation does, and what it points at; a part of a paragraph has no modality of its own."""

    modality: Modality | None = None
    footnotes: tuple[str, ...] = ()
    cross_references: tuple[str, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    closing: Text = field(default_factory=Text)
    """The words that stand under the sub-paragraphs and end the sentence that they are parts of."""

    def to_json(self) -> dict[str, Any]:
        return {
            "modality": self.modality,
            "footnotes": list(self.footnotes),
            "cross_references": list(self.cross_references),
            "time_limits": [limit.to_json() for limit in self.time_limits],
            "closing": words_of(self.closing) or None,
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
TEXTS = ("closing", *Action.__dataclass_fields__)
"""The names of what is words, with a status in each language."""


def stored(facts: Facts | None) -> dict[str, Any] | None:
    """Give facts as the library keeps them, without what is unknown or empty; None where there is nothing to keep."""
    if facts is None:
        return None
    kept: dict[str, Any] = {}
    for name, value in vars(facts).items():
        if isinstance(value, Text):
            kept |= {name: value.to_json()} if value.to_json() else {}
        elif name == "time_limits":
            kept |= {name: [limit.to_json() for limit in value]} if value else {}
        elif value:
            kept[name] = list(value) if isinstance(value, tuple) else value
    if not kept:
        return None
    return {"action" if isinstance(facts, Action) else "provision": kept}


def from_stored(value: dict[str, Any] | None) -> Facts | None:
    """Give the facts that were kept so."""
    if not value:
        return None
    ((kind, kept),) = value.items()
    texts = {name: Text.from_json(kept[name]) for name in TEXTS if name in kept}
    if kind == "action":
        return Action(**texts)
    return Provision(
        modality=kept.get("modality"),
        footnotes=tuple(kept.get("footnotes", ())),
        cross_references=tuple(kept.get("cross_references", ())),
        time_limits=tuple(_limit(one) for one in kept.get("time_limits", ())),
        **texts,
    )


def _limit(said: dict[str, Any]) -> TimeLimit:
    return TimeLimit(said["n"], said["unit"], said["from"], said.get("extends"), consent=said.get("consent", False))
