"""Reads what an archive brings: evidence with its files, what it was put to, and what was decided elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from assessments.archive.checking import OpenedArchive
from assessments.archive.rules import PORTFOLIO, NotAnArchive, file_path
from portfolio.evidence.rules import LIVE_CLAIMS, AiUse, EvidenceKind, EvidenceStatus
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Text

MOST_WORDS = 200_000
MAPPED = LIVE_CLAIMS | {ClaimStatus.DRAFT}
"""Claims that say what evidence is put to: not those that were taken back, or gave way to others."""
CLAIMED = "claimed"
"""What stands in place of an outcome where nothing was decided."""


@dataclass(frozen=True)
class ArrivingFile:
    name: str
    path: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Put:
    """A criterion that a piece of evidence was put to elsewhere, and what was decided on it there."""

    criterion: UUID
    urn: str
    edition: str
    note: str
    outcome: str = CLAIMED
    decision: str = ""
    by: str = ""
    at: datetime | None = None
    language: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class ArrivingEvidence:
    title: str
    kind: EvidenceKind
    happened_on: date | None
    language: str
    words: str
    ai_use: AiUse
    ai_note: str
    particulars: Mapping[str, str]
    files: tuple[ArrivingFile, ...]
    mappings: tuple[Put, ...]


@dataclass(frozen=True)
class Arriving:
    """What an archive that was verified brings, and titles of what is not taken."""

    manifest: Mapping[str, Any]
    source: Text
    evidence: tuple[ArrivingEvidence, ...]
    left: tuple[str, ...]


def read(opened: OpenedArchive) -> Arriving:
    """Read a verified archive. Raises NotAnArchive where its data is not what it should be."""
    try:
        told = json.loads(opened.read(PORTFOLIO))
        reader = _Reader(told, opened)
        rows = told["rows"]["evidence"]
        taken = tuple(reader.evidence(row) for row in rows if row["status"] != EvidenceStatus.WITHDRAWN)
        left = tuple(str(row["title"]) for row in rows if row["status"] == EvidenceStatus.WITHDRAWN)
        source = Text.from_json(told["provider"]["name"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotAnArchive("data") from error
    return Arriving(opened.manifest, source, taken, left)


class _Reader:
    def __init__(self, told: Mapping[str, Any], opened: OpenedArchive) -> None:
        self.rows = told["rows"]
        self.people = told["people"]
        self.members = opened.members
        self.criteria = dict(_criteria(told))
        self.files = {row["sha256"]: row for row in self.rows["stored_file"]}
        self.judgements = {row["id"]: row for row in self.rows["judgement"]}
        self.decisions = {row["claim"]: row for row in self.rows["decision"] if row["standing"]}

    def evidence(self, row: Mapping[str, Any]) -> ArrivingEvidence:
        attached = [one for one in self.rows["attachment"] if one["evidence"] == row["id"] and not one["removed"]]
        files = [self._file(one) for one in sorted(attached, key=lambda one: one["position"])]
        claims = [one for one in self.rows["claim"] if one["evidence"] == row["id"] and one["status"] in MAPPED]
        day = row["happened_on"]
        return ArrivingEvidence(
            str(row["title"])[:200],
            EvidenceKind(row["kind"]),
            date.fromisoformat(day) if day else None,
            _language(row["language"]),
            str(row["words"])[:MOST_WORDS],
            AiUse(row["ai_use"]),
            str(row["ai_note"])[:MOST_WORDS],
            {str(name): str(said)[:MOST_WORDS] for name, said in row["particulars"].items()},
            tuple(one for one in files if one.path in self.members),
            tuple(self._mapping(one) for one in claims if one["criterion"] in self.criteria),
        )

    def _file(self, row: Mapping[str, Any]) -> ArrivingFile:
        stored = self.files[row["stored_file"]]
        path = file_path(stored["sha256"], stored["media_type"])
        return ArrivingFile(str(row["name"])[:255], path, stored["sha256"], stored["size"], stored["media_type"])

    def _mapping(self, claim: Mapping[str, Any]) -> Put:
        urn, edition = self.criteria[claim["criterion"]]
        put = Put(UUID(claim["criterion"]), urn, edition, str(claim["note"])[:1000])
        decided = self.decisions.get(claim["id"])
        if decided is None:
            return put
        judgement = self.judgements[decided["judgement"]]
        return Put(
            put.criterion,
            urn,
            edition,
            put.note,
            str(decided["outcome"])[:16],
            str(decided["id"])[:32],
            str(self.people.get(decided["assessor"], ""))[:200],
            datetime.fromisoformat(decided["at"]),
            _language(judgement["language"]),
            str(decided["feedback"] or judgement["feedback"])[:MOST_WORDS],
        )


def _criteria(told: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Tell of which standard each criterion is, by its UUID: that is made of URN, edition and code."""
    by_unit = {row["id"]: row["standard"] for row in told["rows"]["enrolled_unit"]}
    standards = {row["id"]: (str(row["urn"])[:64], str(row["edition"])[:32]) for row in told["standards"]}
    for claim in told["rows"]["claim"]:
        yield claim["criterion"], standards[by_unit[claim["enrolled_unit"]]]


def _language(said: Any) -> str:
    if said not in {"cy", "en"}:
        raise ValueError(said)
    return str(said)
