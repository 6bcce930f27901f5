"""The register of URNs: which standard a title and an original URN belong to, when the page does not say."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from standards.foundation import Language
from standards.reading.urns import normal
from standards.reading.wording import fold


@dataclass(frozen=True)
class Registered:
    """One standard of the register; its titles are official."""

    urn: str
    urn_as_stored: str
    title: dict[Language, str]
    original_urn: str
    suites: tuple[str, ...]
    occupations: tuple[str, ...]
    review: str | None

    def bears(self, title: str) -> bool:
        return fold(title) in {fold(known) for known in self.title.values()}

    def replaced(self, original_urns: tuple[str, ...]) -> bool:
        return normal(self.original_urn) in {normal(urn) for urn in original_urns}


@cache
def registered() -> tuple[Registered, ...]:
    content = files("standards.catalogue").joinpath("register.json").read_text(encoding="utf-8")
    return tuple(_entry(unit) for unit in json.loads(content)["units"])


@dataclass(frozen=True)
class Instrument:
    """A Part of a statutory instrument that is a standard of its own; its titles are official."""

    urn: str
    title: dict[Language, str]
    part: str
    headings: tuple[str, ...]
    first: str
    last: str

    def headed(self, heading: str) -> bool:
        """Say whether a heading as printed, with the word and number of the Part, is this Part's."""
        return any(fold(heading).endswith(f" {fold(known)}") for known in self.headings)


@cache
def instruments() -> tuple[Instrument, ...]:
    content = files("standards.catalogue").joinpath("register.json").read_text(encoding="utf-8")
    return tuple(
        Instrument(
            one["urn"], one["title"], one["part"], tuple(one["headings"]), one["regulations"][0], one["regulations"][1]
        )
        for one in json.loads(content)["instruments"]
    )


def instrument(part: str, heading: str, first: str, last: str) -> Instrument | None:
    """Match number, heading and regulations of a Part together: a number alone is in every instrument."""
    return next(
        (
            one
            for one in instruments()
            if (one.part, one.first, one.last) == (part, first, last) and one.headed(heading)
        ),
        None,
    )


def by_urn(urn: str) -> Registered | None:
    return next((entry for entry in registered() if normal(entry.urn) == normal(urn)), None)


def resolve(title: str, original_urns: tuple[str, ...]) -> Registered | None:
    """Title and original URN together: the numbers alone are used by other suites too (AG4 is not AG04)."""
    return next((entry for entry in registered() if entry.bears(title) and entry.replaced(original_urns)), None)


def half_matched(title: str, original_urns: tuple[str, ...]) -> Registered | None:
    """Find an entry that only the title, or only the original URN, points to."""
    return next((entry for entry in registered() if entry.bears(title)), None) or next(
        (entry for entry in registered() if entry.replaced(original_urns)), None
    )


def _entry(unit: dict[str, Any]) -> Registered:
    titles: dict[Language, str] = {}
    if unit["title_cy"]:
        titles["cy"] = unit["title_cy"]
    if unit["title_en"]:
        titles["en"] = unit["title_en"]
    return Registered(
        urn=unit["urn"],
        urn_as_stored=unit["urn_as_stored"],
        title=titles,
        original_urn=unit["original_urn_as_stored"],
        suites=tuple(unit["suites"]),
        occupations=tuple(unit["occupations"]),
        review=unit["indicative_review_date"],
    )
