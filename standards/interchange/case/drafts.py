"""Packages of CASE become drafts, those in two languages one: tolerant, and every doubt a problem."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from standards.drafting import (
    NO_PARAGRAPHS,
    Draft,
    Metadata,
    OtherSection,
    Paragraphs,
    Problem,
    Section,
    Source,
    text_in,
)
from standards.foundation import LANGUAGES, Language, Text, TextStatus
from standards.interchange.case.contents import Reading, aside, status_of
from standards.interchange.case.files import Json, extension, identifier, raw_packages, whole, words
from standards.interchange.case.findings import problem
from standards.interchange.case.languages import language_of
from standards.interchange.case.packages import FRAMEWORK_TYPES
from standards.interchange.case.trees import Item, Tree, grown

MEDIA_TYPE = "application/json"
ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
UNIT = re.compile(r"\b(unit|uned|standard|safon|module|modiwl|nos)\b", re.IGNORECASE)
LONGEST = {"urn": 64, "version": 32}
CHOICES = {"validity": {"current", "legacy", "archive"}, "status": {"original", "tailored"}}
LISTS = {name for name, value in Metadata().to_json().items() if isinstance(value, list)}


@dataclass(frozen=True)
class Imported:
    """A draft, and what a package says of it that is no part of a draft."""

    draft: Draft
    order: int
    """The edition of a standard without date or version."""
    changed: datetime | None
    identifier: str
    translations: frozenset[str]
    """What its items and its document are translations of, by identifier."""
    spoken: frozenset[Language]


def read_case(text: str, name: str) -> tuple[Imported, ...]:
    """Read all packages of a file, each in its language. Raises RefusalError with the reason."""
    source = Source(name, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), MEDIA_TYPE)
    return tuple(one for package in raw_packages(text, name) for one in _read(grown(package, name), source))


def _with_problems(draft: Draft, problems: Iterable[Problem]) -> Draft:
    return replace(draft, problems=(*draft.problems, *problems))


def _read(tree: Tree, source: Source) -> list[Imported]:
    own = extension(tree.document, "standard")
    if not own and tree.top and all(_is_unit(item) for item in tree.top):
        # A framework of units: each of them is a standard of its own.
        return [_Draft(tree, item.children, item, source).imported() for item in tree.top]
    return [_Draft(tree, tree.top, None, source).imported()]


def _is_unit(item: Item) -> bool:
    return bool(item.children) and bool(UNIT.search(words(item.found.get("CFItemType"))))


class _Draft:
    """One draft from a document, or from one unit of it."""

    def __init__(self, tree: Tree, top: list[Item], unit: Item | None, source: Source) -> None:
        self.tree = tree
        self.top = top
        self.unit = unit
        self.source = source
        self.head = unit.found if unit else tree.document
        self.own = {} if unit else extension(tree.document, "standard")
        self.problems = list(tree.problems)
        self.language = self._language()

    def imported(self) -> Imported:
        urn, urn_from = self._urn()
        reading = Reading(self.language, urn)
        sections = self._with_empty(reading.sections(self.top))
        self.problems += reading.problems
        draft = Draft(
            kind=self._kind(),
            urn=urn,
            urn_from=urn_from,
            title=self._title(),
            languages=self._languages(),
            source=self.source,
            overview=self._overview(),
            sections=sections,
            metadata=self._metadata(),
            other_sections=tuple(self._other_section(one) for one in _listed(self.own.get("other_sections"))),
        )
        if not any(one.assessable for one in draft.criteria()):
            self.problems.append(problem("case-items-missing"))
        edition = whole(self.own.get("edition")) or 1
        return Imported(
            _with_problems(draft, self.problems),
            order=edition,
            changed=_moment(self.tree.document.get("lastChangeDateTime")),
            identifier=identifier(self.head),
            translations=self.tree.translations,
            spoken=frozenset({self.language}),
        )

    def _language(self) -> Language:
        said = words(self.head.get("language")) or words(self.tree.document.get("language"))
        found = language_of(said)
        if found is None:
            self.problems.append(problem("case-language-unsure", language=said))
        return found or "en"

    def _languages(self) -> tuple[Language, ...]:
        said = self.own.get("languages")
        known = tuple(one for one in LANGUAGES if one in said) if isinstance(said, list) else ()
        return known or (self.language,)

    def _urn(self) -> tuple[str, str]:
        said = words(self.own.get("urn")) or (words(self.unit.found.get("humanCodingScheme")) if self.unit else "")
        if said and len(said) <= LONGEST["urn"]:
            return said, words(self.own.get("urn_from"))[:16] or "given"
        urn = identifier(self.head)[: LONGEST["urn"]]
        self.problems.append(problem("case-urn-from-identifier", urn=urn))
        return urn, "given"

    def _kind(self) -> str:
        said = words(self.own.get("kind"))
        if said in FRAMEWORK_TYPES:
            return said
        framework = words(self.tree.document.get("frameworkType")).lower()
        found = next((kind for kind, type_ in FRAMEWORK_TYPES.items() if type_.lower() == framework), None)
        if found is None and re.search(r"\bnos\b|occupational standard", framework):
            found = "nos"
        if found is None:
            self.problems.append(problem("case-kind-unsure"))
        return found or "guidance"

    def _title(self) -> Text:
        said = words(self.head.get("fullStatement" if self.unit else "title"))
        if not said:
            self.problems.append(problem("case-title-missing"))
            return Text()
        told = self.own.get("title")
        told = told if isinstance(told, dict) else {}
        return text_in(language_of(words(told.get("language"))) or self.language, said, status_of(told))

    def _overview(self) -> Paragraphs:
        own = self.own.get("overview")
        if isinstance(own, dict):
            return self._running(own.get("paragraphs"), status_of(own))
        said = "" if self.unit else words(self.tree.document.get("description"))
        return Paragraphs.of(self.language, tuple(one for one in said.split("\n\n") if one.strip()))

    def _running(self, said: object, status: TextStatus) -> Paragraphs:
        found = tuple(part for one in said if (part := words(one))) if isinstance(said, list) else ()
        if not found:
            return NO_PARAGRAPHS
        if self.language == "cy":
            return Paragraphs(cy=found, cy_status=status)
        return Paragraphs(en=found, en_status=status)

    def _other_section(self, said: Json) -> OtherSection:
        heading = aside(said.get("heading"), self.language) or Text()
        return OtherSection(words(said.get("kind")) or "other", heading, self._running(said["items"], status_of(said)))

    def _with_empty(self, sections: list[Section]) -> tuple[Section, ...]:
        for said in _listed(self.own.get("empty_sections"), needs="place"):
            section = Section(
                words(said.get("kind"))[:16] or "list",
                aside(said.get("heading"), self.language) or Text(),
                aside(said.get("stem"), self.language) or Text(),
            )
            sections.insert(max(0, (whole(said["place"]) or 1) - 1), section)
        return tuple(sections)

    def _metadata(self) -> Metadata:
        own = self.own.get("metadata")
        said = own if isinstance(own, dict) else {} if self.own else self._told()
        known = {name: value for name in vars(Metadata()) if (value := said.get(name)) is not None}
        return Metadata(**{name: value for name, found in known.items() if (value := self._value(name, found))})

    def _told(self) -> Json:
        document = self.tree.document
        retired = words(document.get("adoptionStatus")).lower() in {"retired", "deprecated"}
        return {
            "developed_by": document.get("creator"),
            "version": document.get("version"),
            "approved": document.get("statusStartDate"),
            "validity": "legacy" if retired else None,
            "suites": [words(document.get("title"))] if self.unit else document.get("subject"),
        }

    def _value(self, name: str, said: object) -> Any:
        if name in LISTS:
            members = said if isinstance(said, list) else [said]
            return tuple(part for one in members if (part := words(one)))
        found = words(str(said) if isinstance(said, int | float) else said)
        if not found or not _fits(name, found):
            self.problems.append(problem("case-value-left-out", said=said, field=name))
            return None
        return found


def _fits(name: str, said: str) -> bool:
    if name in {"approved", "review"}:
        return bool(ISO_DATE.fullmatch(said)) and _is_day(f"{said}-01-01"[:10])
    return len(said) <= LONGEST.get(name, len(said)) and said in CHOICES.get(name, {said})


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _listed(said: object, needs: str = "items") -> list[Json]:
    return [one for one in said if isinstance(one, dict) and needs in one] if isinstance(said, list) else []


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(words(said))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
