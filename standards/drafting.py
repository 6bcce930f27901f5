"""What reading a published document gives and what interchange takes: plain frozen data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from standards.facts import Facts, words_of
from standards.foundation import LANGUAGES, Language, Text, TextStatus

Severity = Literal["error", "check", "note"]
NO_TEXT = Text()


class RefusalError(Exception):
    """The whole of a document is refused; says why in both languages."""

    def __init__(self, code: str, message: dict[Language, str]) -> None:
        super().__init__(message["en"])
        self.code = code
        self.message = message


class UnreadableError(RefusalError):
    """There is nothing to judge: the file is missing, locked or too big."""


def text_in(language: Language, words: str, status: TextStatus = TextStatus.OFFICIAL) -> Text:
    return Text(cy=words, cy_status=status) if language == "cy" else Text(en=words, en_status=status)


@dataclass(frozen=True)
class Paragraphs:
    """Running text in either language; the two need not break in the same places."""

    cy: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    cy_status: TextStatus = TextStatus.OFFICIAL
    en_status: TextStatus = TextStatus.OFFICIAL

    @classmethod
    def of(cls, language: Language, words: tuple[str, ...]) -> "Paragraphs":
        return cls(cy=words) if language == "cy" else cls(en=words)

    def in_language(self, language: Language) -> tuple[str, ...]:
        return self.cy if language == "cy" else self.en

    def status(self, language: Language) -> TextStatus:
        return self.cy_status if language == "cy" else self.en_status

    def to_json(self) -> dict[str, list[str]]:
        return {language: list(self.in_language(language)) for language in LANGUAGES if self.in_language(language)}


NO_PARAGRAPHS = Paragraphs()


@dataclass(frozen=True)
class Where:
    """The part of a criterion that a problem is about, and how sure the reader is of it, from 0 to 1."""

    criterion: str
    cell: str
    confidence: float

    def to_json(self) -> dict[str, Any]:
        return {"criterion": self.criterion, "cell": self.cell, "confidence": self.confidence}


@dataclass(frozen=True)
class Problem:
    """Something a person should know of what was read; `error` cannot be published."""

    severity: Severity
    code: str
    line: int | None
    message: dict[Language, str]
    where: Where | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "severity": self.severity,
            "code": self.code,
            "line": self.line,
            "message": dict(self.message),
            **({"where": self.where.to_json()} if self.where else {}),
        }


@dataclass(frozen=True)
class Settled:
    """A cell that a person settled: what was read there, and why it now says what it says."""

    code: str
    cell: str
    printed: str | None
    because: dict[Language, str]

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Criterion:
    """One thing that a standard asks: `code` is ours, `printed` is the document's own mark."""

    code: str
    text: Text
    printed: str | None = None
    group: Text | None = None
    assessable: bool = True
    lines: tuple[int, int] | None = None
    criteria: tuple["Criterion", ...] = ()
    facts: Facts | None = None
    confidence: tuple[tuple[str, float], ...] = ()
    """How sure the reader is of each cell, from 0 to 1; nothing where there was nothing to weigh."""

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "printed": self.printed,
            "group": words_of(self.group) if self.group else None,
            "assessable": self.assessable,
            "text": words_of(self.text),
            "lines": list(self.lines) if self.lines else None,
            "criteria": [criterion.to_json() for criterion in self.criteria],
            **(self.facts.to_json() if self.facts else {}),
            **({"confidence": dict(self.confidence)} if self.confidence else {}),
        }


@dataclass(frozen=True)
class Section:
    """A headed part of a standard that holds criteria."""

    kind: str
    heading: Text = NO_TEXT
    stem: Text = NO_TEXT
    criteria: tuple[Criterion, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "heading": words_of(self.heading),
            "stem": words_of(self.stem),
            "criteria": [criterion.to_json() for criterion in self.criteria],
        }


@dataclass(frozen=True)
class OtherSection:
    """A headed part without criteria: a glossary, links, words that found no place."""

    kind: str
    heading: Text = NO_TEXT
    items: Paragraphs = NO_PARAGRAPHS
    lines: tuple[int, int] | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "heading": words_of(self.heading),
            "items": self.items.to_json(),
            "lines": list(self.lines) if self.lines else None,
        }


WORDED = ("developed_by", "originating_organisation", "occupations", "suites", "keywords")
"""What a document says of itself in the words of its language; the rest are dates, numbers and codes."""


@dataclass(frozen=True)
class Metadata:
    """Who developed a standard, when, and for whom. Dates are ISO 8601, as exact as printed."""

    developed_by: str | None = None
    version: str | None = None
    approved: str | None = None
    review: str | None = None
    validity: str | None = None
    status: str | None = None
    originating_organisation: str | None = None
    original_urns: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    soc_codes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    def worded(self) -> dict[str, Any]:
        """Give what it says in words."""
        return {name: value for name in WORDED if (value := getattr(self, name))}

    def worded_alone(self) -> "Metadata | None":
        """Give what it says in words and nothing else; None where that is nothing."""
        return Metadata(**self.worded()) if self.worded() else None

    def worded_as(self, other: "Metadata | None") -> "Metadata":
        """Give the same with what another document says in its own words, if there is one."""
        return replace(self, **{name: getattr(other, name) for name in WORDED}) if other else self


@dataclass(frozen=True)
class Source:
    """The document that a draft was read from."""

    name: str
    sha256: str
    media_type: str

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "sha256": self.sha256, "media_type": self.media_type}


@dataclass(frozen=True)
class Draft:
    """One standard as read: nothing in it is stored yet."""

    kind: str
    urn: str | None
    urn_from: str
    title: Text
    languages: tuple[Language, ...]
    source: Source
    overview: Paragraphs = NO_PARAGRAPHS
    sections: tuple[Section, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    other_sections: tuple[OtherSection, ...] = ()
    problems: tuple[Problem, ...] = ()
    settled: tuple[Settled, ...] = ()
    english: Source | None = None
    """The English document, where the Welsh and the English were read from two."""
    metadata_en: Metadata | None = None
    """What that one says of itself in words; `metadata` has the Welsh one's."""

    @property
    def original_urns(self) -> tuple[str, ...]:
        return self.metadata.original_urns

    @property
    def version(self) -> str | None:
        return self.metadata.version

    def criteria(self) -> Iterator[Criterion]:
        """Every criterion with its sub-items, in the order of the page."""
        for section in self.sections:
            yield from flattened(section.criteria)

    def section(self, kind: str) -> Section | None:
        return next((section for section in self.sections if section.kind == kind), None)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "urn": self.urn,
            "urn_from": self.urn_from,
            "original_urns": list(self.original_urns),
            "version": self.version,
            "title": words_of(self.title),
            "languages": list(self.languages),
            "overview": self.overview.to_json(),
            "sections": [section.to_json() for section in self.sections],
            "metadata": self.metadata.to_json(),
            **({"metadata_en": self.metadata_en.to_json()} if self.metadata_en else {}),
            "other_sections": [section.to_json() for section in self.other_sections],
            "source": self.source.to_json(),
            **({"source_en": self.english.to_json()} if self.english else {}),
            "problems": [problem.to_json() for problem in self.problems],
            **({"settled": [one.to_json() for one in self.settled]} if self.settled else {}),
        }


def flattened(criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    for criterion in criteria:
        yield criterion
        yield from flattened(criterion.criteria)
