"""The shipped standards as entries to be searched, without any database; and the questions of the test set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from standards.catalogue.shelf import shipped
from standards.drafting import Draft, Paragraphs
from standards.finding import (
    EVERYTHING,
    Part,
    Ranked,
    Vocabulary,
    ask,
    criterion_parts,
    entry_terms,
    rank,
    standard_codes,
    standard_parts,
)
from standards.foundation import LANGUAGES, Text
from standards.interchange.yaml_file import load_standard

Entry = tuple[str, list[Part], tuple[str, ...]]
"""What is found, as URN or URN and code; its texts; its codes."""


@dataclass(frozen=True)
class Question:
    """A question of the test set with what answers it."""

    query: str
    hits: tuple[str, ...] | None = None
    each: str = ""
    first: str = ""

    def right(self, answer: str, said: str) -> bool:
        return answer in self.hits if self.hits is not None else bool(re.search(self.each, said, re.IGNORECASE))


@cache
def questions() -> tuple[Question, ...]:
    said: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8"))
    return tuple(
        Question(one["query"], tuple(one["hits"]) if "hits" in one else None, one.get("each", ""), one.get("first", ""))
        for one in said
    )


def recall(question: Question, right: Sequence[bool]) -> float:
    """Give which share of what answers stands in the first five; `right` says of each answer whether it is one."""
    if question.hits == ():
        return float(not right)
    wanted = 5 if question.hits is None else min(5, len(question.hits))
    return sum(right[:5]) / wanted


def reciprocal_rank(question: Question, right: Sequence[bool]) -> float:
    if question.hits == ():
        return float(not right)
    return next((1 / place for place, one in enumerate(right, start=1) if one), 0.0)


class Shelf:
    """Entries in memory, all of which are ranked."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.frequencies = Counter(term for _name, parts, codes in entries for term in entry_terms(parts, codes))
        self.frequencies[EVERYTHING] = len(entries)

    def lookup(self, terms: Collection[str]) -> Vocabulary:
        return {term: self.frequencies[term] for term in terms if term in self.frequencies}

    def find(self, query: str) -> list[Ranked[Entry]]:
        asked = ask(query, self.lookup)
        found = rank(asked, ((one, one[1], one[2]) for one in self.entries))
        return [one for one in found if one.whole] or found

    def names(self, query: str) -> list[str]:
        return [one.entry[0] for one in self.find(query)]


@cache
def shelf(urns: tuple[str, ...] = ("LSIAG04", "LSIAG11")) -> Shelf:
    drafts = (load_standard(path) for path in shipped())
    found = [entry for draft in drafts if draft.urn in urns for entry in entries(draft)]
    return Shelf(sorted(found, key=lambda entry: " " in entry[0]))  # the standards themselves first


def entries(draft: Draft) -> Iterator[Entry]:
    urn, details = draft.urn or "", draft.metadata.to_json()
    overview = [_paragraph(draft.overview, place) for place in range(_most(draft.overview))]
    yield urn, standard_parts(draft.title, overview, details), standard_codes(urn, details)
    for criterion in draft.criteria():
        yield f"{urn} {criterion.code}", criterion_parts(criterion.text, criterion.group), (urn, criterion.code)


def _most(overview: Paragraphs) -> int:
    return max(len(overview.in_language(language)) for language in LANGUAGES)


def _paragraph(overview: Paragraphs, place: int) -> Text:
    said = {one: overview.in_language(one)[place : place + 1] for one in LANGUAGES}
    return Text(
        said["cy"][0] if said["cy"] else None,
        said["en"][0] if said["en"] else None,
        overview.cy_status,
        overview.en_status,
    )
