"""The stories of the demonstration centre, read from the files that tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from assessments.judging.rules import Phrase
from portfolio.evidence.rules import Confidentiality, EvidenceKind
from portfolio.learning.rules import AssessmentLanguage
from portfolio.people.rules import AssessesIn
from standards.foundation import Language, Role, Text

FOLDER = Path(__file__).parent / "stories"
RANGE = re.compile(r"([A-Z])(\d+)-[A-Z](\d+)")
Place = tuple[str, str]
"""(URN of a standard, code of a criterion)."""


class Stage(StrEnum):
    """Every stage that a visitor of the centre can find somebody at."""

    ENROLLED = "enrolled"
    DRAFTS = "drafts"
    WAITING = "waiting"
    SOME_MET = "some met"
    REFERRED = "referred"
    RESUBMITTED = "resubmitted"
    HALF_WAY = "half way"
    ALL_MET = "all met"
    DECLARED = "declared"
    AWAITING_COUNTERSIGNATURE = "awaiting countersignature"
    COUNTERSIGNED = "countersigned"
    BOTH_COMPLETE = "both complete"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    OVERDUE = "overdue"


class Doing(StrEnum):
    """What can happen in a story: the word by which its file calls it."""

    DRAFT = "draft"
    SUBMIT = "submit"
    REWRITE = "rewrite"
    TRANSLATE = "translate"
    JUDGE = "judge"
    ACKNOWLEDGE = "acknowledge"
    DECLARE = "declare"
    SIGN = "sign"
    COUNTERSIGN = "countersign"
    VERIFY = "verify"
    REOPEN = "reopen"
    PAUSE = "pause"
    LEAVE = "leave"


@dataclass(frozen=True)
class MadeFile:
    """A file to be made: by which maker, from what, under which name."""

    maker: str
    content: str
    name: str


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as its author writes it; `rewritten` is what they say after it came back."""

    title: str
    kind: EvidenceKind
    language: Language
    words: str
    claims: tuple[Place, ...]
    notes: Mapping[Place, str]
    files: tuple[MadeFile, ...]
    rewritten: str | None
    ai: str
    """How tools of artificial intelligence were used; empty where none were."""
    particulars: Mapping[str, str]
    """What its kind asks for beside."""
    confidentiality: Confidentiality
    consents: tuple[tuple[str, str], ...]
    """Who agreed to be shown or named, and to what."""


@dataclass(frozen=True)
class Deed:
    """One act: how many days ago, what, on which piece of evidence or unit, and what is said with it."""

    day: int
    doing: Doing
    on: str
    words: str = ""
    refer: Mapping[Place, str] | None = None
    not_yet: Mapping[Place, str] | None = None
    criteria: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Learner:
    """Somebody who learns at the centre, and their story; `started` and `planned` count days from today."""

    key: str
    name: str
    language: Language
    stage: Stage
    assessment: AssessmentLanguage
    started: int
    planned: int
    cohort: str
    site: str
    employer: str
    assessor: str
    countersigner: str | None
    units: tuple[str, ...]
    deeds: tuple[Deed, ...]
    pieces: Mapping[str, Piece]


@dataclass(frozen=True)
class Colleague:
    """Somebody who works at the centre."""

    key: str
    name: str
    language: Language
    role: Role
    qualified: bool
    assesses_in: AssessesIn | None
    phrases: tuple[Phrase, ...] = ()
    """What they often say in their feedback."""
    condition: str = ""
    """Under which they may work with learners, where their checks are not done."""


@dataclass(frozen=True)
class Group:
    title: Text
    units: tuple[str, ...]
    at_least: int | None
    """None = all of them."""


@dataclass(frozen=True)
class CentreStory:
    """The centre itself: opened so many days ago."""

    opened: int
    domain: str
    provider: Text
    staff: tuple[Colleague, ...]
    number: str
    level: int
    title: Text
    groups: tuple[Group, ...]
    learners: tuple[Learner, ...]

    def address(self, key: str) -> str:
        """Give the email address by which somebody signs in."""
        return f"{key}@{self.domain}"


def read() -> CentreStory:
    """Read the centre and all its learners; raises ValueError or KeyError where a file tells nothing sensible."""
    said = _load(FOLDER / "centre.yaml")
    qualification = said["qualification"]
    return CentreStory(
        opened=said["opened"],
        domain=said["domain"],
        provider=Text(**said["provider"]),
        staff=tuple(_colleague(key, one) for key, one in said["staff"].items()),
        number=qualification["number"],
        level=qualification["level"],
        title=Text(**qualification["title"]),
        groups=tuple(
            Group(Text(**one["title"]), tuple(one["units"]), one.get("at_least")) for one in qualification["groups"]
        ),
        learners=tuple(_learner(path) for path in sorted((FOLDER / "learners").glob("*.yaml"))),
    )


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _colleague(key: str, said: dict[str, Any]) -> Colleague:
    works_in = said.get("assesses_in")
    return Colleague(
        key,
        said["name"],
        said["language"],
        Role(said["role"]),
        said.get("qualified", True),
        AssessesIn(works_in) if works_in else None,
        tuple(Phrase(**one) for one in said.get("phrases", ())),
        said.get("condition", ""),
    )


def _learner(path: Path) -> Learner:
    said = _load(path)
    known = {field.name for field in fields(Learner)} | {"acts", "evidence"}
    if said.keys() - known:
        raise ValueError(f"{path.name}: {sorted(said.keys() - known)}")
    pieces = {key: _piece(one) for key, one in said.pop("evidence", {}).items()}
    deeds = tuple(_deed(one) for one in said.pop("acts", []))
    return Learner(
        key=path.stem.partition("_")[2],
        stage=Stage(said.pop("stage")),
        assessment=AssessmentLanguage(said.pop("assessment")),
        countersigner=said.pop("countersigner", None),
        units=tuple(said.pop("units")),
        deeds=deeds,
        pieces=pieces,
        **said,
    )


def _piece(said: dict[str, Any]) -> Piece:
    return Piece(
        title=said["title"],
        kind=EvidenceKind(said["kind"]),
        language=said["language"],
        words=_unfolded(said["words"]),
        claims=tuple(place for urn, codes in said["claims"].items() for place in _places(urn, codes)),
        notes={_place(where): note for where, note in said.get("notes", {}).items()},
        files=tuple(_file(one) for one in said.get("files", [])),
        rewritten=_unfolded(said["rewritten"]) if "rewritten" in said else None,
        ai=said.get("ai", ""),
        particulars=said.get("particulars", {}),
        confidentiality=Confidentiality(said.get("people", Confidentiality.OPEN)),
        consents=tuple((one["who"], one["scope"]) for one in said.get("consents", [])),
    )


def _unfolded(words: str) -> str:
    """Make one line of each paragraph: the stories are broken where the file is, not where a person would."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in words.strip().split("\n\n"))


def _file(said: dict[str, str]) -> MadeFile:
    name = said.pop("name")
    [(maker, content)] = said.items()
    return MadeFile(maker, content.strip(), name)


def _deed(said: dict[str, Any]) -> Deed:
    [doing] = [one for one in Doing if one.value in said]
    on = said[doing.value]
    quits = doing in {Doing.PAUSE, Doing.LEAVE}
    return Deed(
        day=said["day"],
        doing=doing,
        on="" if quits else on,
        words=on if quits else said.get("feedback", said.get("reason", said.get("words", ""))),
        refer={_place(where): words for where, words in said.get("refer", {}).items()},
        not_yet={_place(where): words for where, words in said.get("not_yet", {}).items()},
        criteria=tuple(_places(on, said["criteria"])) if "criteria" in said else (),
    )


def _place(said: str) -> Place:
    urn, code = said.split()
    return urn, code


def _places(urn: str, codes: str) -> Iterator[Place]:
    """Read the codes of criteria: P1 P4-P6 K2."""
    for code in codes.split():
        found = RANGE.fullmatch(code)
        if found is None:
            yield urn, code
            continue
        letter, first, last = found.groups()
        for number in range(int(first), int(last) + 1):
            yield urn, f"{letter}{number}"
