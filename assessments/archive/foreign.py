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
    """An entry or a file of one that is not taken, and why; of a file, its name stands in place of a type."""

    title: str
    type: str
    reason: str


def sorted_out(
    entries: Iterable[Mapping[str, Any]], files: Collection[str], refused: Collection[str], language: str
) -> tuple[list[Taken], list[Left]]:
    """Say what becomes of each entry: `files` are kept, `refused` are there and cannot be kept, others are not there.

    The words of an entry become a draft even where a file of theirs is lost: that is then named by itself.
    """
    taken, left = list[Taken](), list[Left]()
    for one in entries:
        held = [name for name in one["files"] if name in files]
        lost = {name: "refused" if name in refused else "no-file" for name in one["files"] if name not in files}
        reason = _reason(one, held, lost)
        if reason:
            left.append(Left(one["title"], one["type"], reason))
            continue
        taken.append(_taken(one, held, language))
        left.extend(Left(one["title"], name.rpartition("/")[2], why) for name, why in lost.items())
    return taken, left


def _reason(one: Mapping[str, Any], held: Collection[str], lost: Mapping[str, str]) -> str | None:
    of_type = one["type"]
    if of_type == "selection":
        return None if one["selection"] == PAGE and one["words"] else "container"
    if of_type not in {"entry", "resource"}:
        return "type"
    if one["words"] or held:
        return None
    return next(iter(lost.values()), "no-file" if of_type == "resource" else "empty")


def _taken(one: Mapping[str, Any], files: Iterable[str], language: str) -> Taken:
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(one["day"])
    kind = EvidenceKind.REFLECTIVE_ACCOUNT if one["type"] == "entry" else EvidenceKind.PRODUCT
    spoken = one["language"] if one["language"] in {"cy", "en"} else language
    return Taken(one["title"], kind, day, spoken, one["words"], tuple(files))
