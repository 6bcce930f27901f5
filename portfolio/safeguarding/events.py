"""Whom a centre names for safeguarding, as its book keeps it; concerns themselves are in no book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from standards.foundation import Facts

NAMED = ("safeguarding", "named")


@dataclass(frozen=True)
class SafeguardingNamed:
    """Those who read concerns from now on."""

    kind: ClassVar[str] = "safeguarding.named"
    people: tuple[str, ...]

    def apply(self, facts: Facts) -> None:
        facts[NAMED] = {"people": tuple(self.people)}


ACTS = (SafeguardingNamed,)
