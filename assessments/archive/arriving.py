"""Reads what an archive brings: evidence with its files and history, what it was put to, and what was decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from assessments.archive.checking import OpenedArchive
from assessments.archive.rules import PORTFOLIO, NotAnArchive, file_path
from portfolio.aids.rules import How
from portfolio.evidence.rules import LIVE_CLAIMS, AiUse, Confidentiality, EvidenceKind, EvidenceStatus
from portfolio.evidence.rules.people import Settlement
from portfolio.evidence.rules.redaction import Original
from portfolio.evidence.services import CameConsent, CameRedaction
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Text

MOST_WORDS = 200_000
MAPPED = LIVE_CLAIMS | {ClaimStatus.DRAFT}
"""Claims that say what evidence is put to: not those that were taken back, or gave way to others."""
CLAIMED = "claimed"
"""What stands in place of an outcome where nothing was decided."""


ConsentWords = Callable[[str, str, Text, str, datetime], str]
"""Writes to what somebody agreed (and in which language), with the provider, person and time of its writing down."""


@dataclass(frozen=True)
class ArrivingFile:
    name: str
    path: str
    sha256: str
    size: int
    media_type: str
    closed: bool = False
    """Whether a copy with parts covered stood in its place."""


@dataclass(frozen=True)
class ArrivingRevision:
    """What was submitted elsewhere, with the translations that stood beside it."""

    source: Text
    number: int
    kind: EvidenceKind
    title: str
    happened_on: date | None
    language: str
    words: str
    ai_use: AiUse
    ai_note: str
    particulars: Mapping[str, str]
    confidentiality: Confidentiality
    submitted_at: datetime
    files: tuple[ArrivingFile, ...]
    translations: tuple[Mapping[str, str | None], ...]


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
    id: str
    """Its public id there."""
    title: str
    kind: EvidenceKind
    happened_on: date | None
    language: str
    words: str
    ai_use: AiUse
    ai_note: str
    particulars: Mapping[str, str]
    confidentiality: Confidentiality
    files: tuple[ArrivingFile, ...]
    mappings: tuple[Put, ...]
    signed: bool = False
    """Whether a witness or an assessor wrote it: then nobody changes it here either."""
    history: tuple[ArrivingRevision, ...] = ()
    """What was submitted of it, there and before it came there."""
    consents: tuple[CameConsent, ...] = ()
    """Who agreed to be in it, and who does no longer."""
    redactions: tuple[CameRedaction, ...] = ()
    """Which of its files are copies with parts covered."""

    @property
    def all_files(self) -> Iterator[ArrivingFile]:
        """Give its files, then those that only its history holds."""
        yield from self.files
        for one in self.history:
            yield from one.files


@dataclass(frozen=True)
class Arriving:
    """What an archive that was verified brings, and what is not taken."""

    manifest: Mapping[str, Any]
    source: Text
    evidence: tuple[ArrivingEvidence, ...]
    left: tuple[str, ...]
    """Titles of evidence that was withdrawn."""


def read(opened: OpenedArchive, consent_words: ConsentWords) -> Arriving:
    """Read a verified archive, consents in the words that they are given. Raises NotAnArchive where it cannot."""
    try:
        told = json.loads(opened.read(PORTFOLIO))
        reader = _Reader(told, opened, consent_words)
        rows = told["rows"]["evidence"]
        taken = tuple(reader.evidence(row) for row in rows if row["status"] != EvidenceStatus.WITHDRAWN)
        left = tuple(
            str(row["title"])
            for row in rows
            if row["status"] == EvidenceStatus.WITHDRAWN and row.get("confidentiality") != Confidentiality.RESTRICTED
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotAnArchive("data") from error
    return Arriving(opened.manifest, reader.source, taken, left)


class _Reader:
    def __init__(self, told: Mapping[str, Any], opened: OpenedArchive, consent_words: ConsentWords) -> None:
        self.consent_words = consent_words
        self.rows = told["rows"]
        self.people = told["people"]
        self.members = opened.members
        self.source = Text.from_json(told["provider"]["name"])
        self.criteria = dict(_criteria(told))
        self.files = {row["sha256"]: row for row in self.rows["stored_file"]}
        self.attachments = {row["id"]: row for row in self.rows["attachment"]}
        self.judgements = {row["id"]: row for row in self.rows["judgement"]}
        self.decisions = {row["claim"]: row for row in self.rows["decision"] if row["standing"]}

    def evidence(self, row: Mapping[str, Any]) -> ArrivingEvidence:
        attached = [one for one in self.rows["attachment"] if one["evidence"] == row["id"] and not one["removed"]]
        files = [self._file(one) for one in sorted(attached, key=lambda one: one["position"])]
        claims = [one for one in self.rows["claim"] if one["evidence"] == row["id"] and one["status"] in MAPPED]
        day = row["happened_on"]
        return ArrivingEvidence(
            str(row["id"])[:32],
            str(row["title"])[:200],
            EvidenceKind(row["kind"]),
            date.fromisoformat(day) if day else None,
            _language(row["language"]),
            str(row["words"])[:MOST_WORDS],
            AiUse(row["ai_use"]),
            str(row["ai_note"])[:MOST_WORDS],
            {str(name): str(said)[:MOST_WORDS] for name, said in row["particulars"].items() if str(said).strip()},
            _confidentiality(row),
            tuple(one for one in files if one.path in self.members),
            tuple(self._mapping(one) for one in claims if one["criterion"] in self.criteria),
            bool(row.get("witness") or row.get("record")),
            tuple(self._history(row)),
            tuple(self._consents(row["id"])),
            tuple(self._redactions(row["id"])),
        )

    def _redactions(self, evidence: str) -> Iterator[CameRedaction]:
        """Give the copies with parts covered that were made for a piece of evidence."""
        # Archives from before parts could be covered have no such rows.
        for row in self.rows.get("redaction", ()):
            if row["evidence"] == evidence:
                yield CameRedaction(
                    str(row["original"])[:64],
                    str(row["copy"])[:64],
                    int(row["boxes"]),
                    Original(row["became"]),
                    datetime.fromisoformat(row["at"]),
                )

    def _consents(self, evidence: str) -> Iterator[CameConsent]:
        """Give the consents for a piece of evidence, those that ended too."""
        # Archives from before consents were written down have no such rows.
        for row in self.rows.get("consent", ()):
            if row["evidence"] == evidence:
                until, on, how = row["until"], row["withdrawn_on"], row["settlement"]
                language, at = _language(row["language"]), datetime.fromisoformat(row["given_at"])
                by = str(self.people.get(row["given_by"], ""))[:200]
                yield CameConsent(
                    str(row["who"])[:300],
                    self.consent_words(str(row["scope"])[:MOST_WORDS], language, self.source, by, at),
                    language,
                    date.fromisoformat(until) if until else None,
                    at,
                    date.fromisoformat(on) if on else None,
                    str(row["withdrawn_reason"] or "")[:MOST_WORDS] if on else None,
                    _language(row["withdrawn_language"] or language) if on else None,
                    Settlement(how) if how else None,
                )

    def _history(self, evidence: Mapping[str, Any]) -> Iterator[ArrivingRevision]:
        """Give what was submitted of a piece of evidence, what came there from still elsewhere first."""
        # Archives from before such histories were kept have no such rows, nor those of translations.
        for row in self.rows.get("arrived_revision", ()):
            if row["evidence"] == evidence["id"]:
                files = tuple(self._named(one) for one in row["files"])
                source = Text.from_json(row["source"])
                yield _revision(row, source, row["kind"], files, map(_translation, row["translations"]))
        own = [row for row in self.rows["revision"] if row["evidence"] == evidence["id"]]
        for row in sorted(own, key=lambda one: int(one["number"])):
            yield _revision(row, self.source, evidence["kind"], self._files_of(row["id"]), self._beside(row["id"]))

    def _files_of(self, revision: str) -> tuple[ArrivingFile, ...]:
        held = [one for one in self.rows["revision_file"] if one["revision"] == revision]
        named = [self.attachments[one["attachment"]] for one in sorted(held, key=lambda one: int(one["position"]))]
        return tuple(self._file(one) for one in named)

    def _beside(self, revision: str) -> Iterator[Mapping[str, str | None]]:
        """Give the translations of a revision, those that were withdrawn too."""
        for row in self.rows.get("translation_aid", ()):
            if row["revision"] == revision:
                by = self.people.get(row["author"], "")
                ended = self.people.get(row["withdrawn_by"], "") if row["withdrawn_at"] else None
                told = {"by": by, "at": row["attached_at"], "withdrawn_by": ended, "reason": row["withdrawn_reason"]}
                yield _translation({**row, **told})

    def _file(self, row: Mapping[str, Any]) -> ArrivingFile:
        stored = self.files[row["stored_file"]]
        return self._named({**stored, "name": row["name"], "closed": row.get("closed", False)})

    def _named(self, row: Mapping[str, Any]) -> ArrivingFile:
        sha256, size, media_type = str(row["sha256"])[:64], int(row["size"]), str(row["media_type"])[:127]
        path = file_path(sha256, media_type)
        return ArrivingFile(str(row["name"])[:255], path, sha256, size, media_type, bool(row["closed"]))

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


def _revision(
    row: Mapping[str, Any],
    source: Text,
    kind: str,
    files: tuple[ArrivingFile, ...],
    translations: Iterable[Mapping[str, str | None]],
) -> ArrivingRevision:
    day = row["happened_on"]
    return ArrivingRevision(
        source,
        int(row["number"]),
        EvidenceKind(kind),
        str(row["title"])[:200],
        date.fromisoformat(day) if day else None,
        _language(row["language"]),
        str(row["words"])[:MOST_WORDS],
        AiUse(row["ai_use"]),
        str(row["ai_note"])[:MOST_WORDS],
        {str(name): str(said)[:MOST_WORDS] for name, said in row["particulars"].items()},
        # Archives from before the question was asked say nothing of it.
        Confidentiality(row.get("confidentiality") or Confidentiality.UNSAID),
        datetime.fromisoformat(row["submitted_at"]),
        files,
        tuple(translations),
    )


def _translation(row: Mapping[str, Any]) -> Mapping[str, str | None]:
    """Give a translation as it is kept: what is said of how it was made is checked, and times are times."""
    ended = row["withdrawn_at"]
    return {
        "language": _language(row["language"]),
        "how": How(row["how"]).value,
        "made_with": str(row["made_with"])[:200],
        "words": str(row["words"])[:MOST_WORDS],
        "by": str(row["by"])[:200],
        "at": datetime.fromisoformat(row["at"]).isoformat(),
        "withdrawn_at": datetime.fromisoformat(ended).isoformat() if ended else None,
        "withdrawn_by": str(row["withdrawn_by"])[:200] if ended else None,
        "reason": str(row["reason"])[:MOST_WORDS] if ended else None,
    }


def _criteria(told: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Tell of which standard each criterion is, by its UUID: that is made of URN, edition and code."""
    by_unit = {row["id"]: row["standard"] for row in told["rows"]["enrolled_unit"]}
    standards = {row["id"]: (str(row["urn"])[:64], str(row["edition"])[:32]) for row in told["standards"]}
    for claim in told["rows"]["claim"]:
        yield claim["criterion"], standards[by_unit[claim["enrolled_unit"]]]


def _confidentiality(row: Mapping[str, Any]) -> Confidentiality:
    """Give who is shown or named; archives from before the question was asked say nothing of it."""
    said = Confidentiality(row.get("confidentiality", Confidentiality.UNSAID))
    if said is Confidentiality.UNSAID and row.get("witness"):
        # The learner may not answer for a witness, and what is unsaid cannot be submitted: the strictest class.
        return Confidentiality.RESTRICTED
    return said


def _language(said: Any) -> str:
    if said not in {"cy", "en"}:
        raise ValueError(said)
    return str(said)
