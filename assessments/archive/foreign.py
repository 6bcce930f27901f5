"""What of a Leap2A feed becomes evidence: entries, files and pages; everything else is named as left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.evidence.rules import EvidenceKind

PAGE = "Webpage"


@dataclass(frozen=True)
class Taken:
    """An entry that becomes a draft."""

    title: str
    kind: EvidenceKind
    day: date | None
    language: str
    words: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """An entry that is not taken, and why: its type is none that becomes evidence, or its files are not there."""

    title: str
    type: str
    reason: str


def sorted_out(
    entries: Iterable[Mapping[str, Any]], files: Collection[str], language: str
) -> tuple[list[Taken], list[Left]]:
    taken, left = list[Taken](), list[Left]()
    for one in entries:
        lost = [name for name in one["files"] if name not in files]
        reason = _reason(one, lost)
        if reason:
            left.append(Left(one["title"], one["type"], reason))
        else:
            taken.append(_taken(one, language))
    return taken, left


def _reason(one: Mapping[str, Any], lost: Collection[str]) -> str | None:
    of_type = one["type"]
    if of_type == "resource":
        return "no-file" if lost or not (one["files"] or one["words"]) else None
    if of_type == "selection":
        return None if one["selection"] == PAGE and one["words"] else "container"
    if of_type != "entry":
        return "type"
    return None if one["words"] or one["files"] else "empty"


def _taken(one: Mapping[str, Any], language: str) -> Taken:
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(one["day"])
    kind = EvidenceKind.REFLECTIVE_ACCOUNT if one["type"] == "entry" else EvidenceKind.PRODUCT
    spoken = one["language"] if one["language"] in {"cy", "en"} else language
    return Taken(one["title"], kind, day, spoken, one["words"], tuple(one["files"]))
