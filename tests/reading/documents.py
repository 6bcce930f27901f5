"""Documents made for a test, and the published ones that lie beside the repository."""

import os
from pathlib import Path
from typing import Any

from standards.reading.reader import read_bytes

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("TYSTIO_SHARED", ROOT.parent / "shared"))
SOURCES = ROOT / "standards" / "catalogue" / "sources"

TITLES = {"cy": "Trefnu desg", "en": "Arrange a desk"}
OPENING = {
    "en": ("Overview", "It is about a desk.", "Performance criteria", "You must be able to:"),
    "cy": ("Trosolwg", "Mae'n ymwneud â desg.", "Meini prawf perfformiad", "Rhaid i chi allu:"),
}
KNOWING = {
    "en": ("Knowledge and understanding", "You need to know and understand:"),
    "cy": ("Gwybodaeth a dealltwriaeth", "Mae angen i chi wybod a deall:"),
}


def page(performance: str, knowledge: str = "1. the desk", *, language: str = "en", head: str | None = None) -> str:
    """A whole standard around the items of its two sections."""
    overview, about, criteria, able = OPENING[language]
    knowing, know = KNOWING[language]
    top = f"ZZTST12\n{TITLES[language]}" if head is None else head
    parts = (top, overview, about, criteria, able, performance, knowing, know, knowledge)
    return "\n\n".join(part for part in parts if part) + "\n"


def read(text: str, name: str = "a.txt", **given: Any) -> dict[str, Any]:
    return read_bytes(text.encode(), name, **given).to_json()


def section(draft: dict[str, Any], kind: str = "performance") -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in draft["sections"] if each["kind"] == kind)
    return found


def texts(draft: dict[str, Any], kind: str = "performance", language: str = "en") -> list[str]:
    return [each["text"][language] for each in section(draft, kind)["criteria"]]


def codes(draft: dict[str, Any]) -> set[str]:
    return {each["code"] for each in draft["problems"]}
