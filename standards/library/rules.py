"""What the texts of a standard come to, and when a reading of it may change what is published."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from enum import StrEnum
from typing import Any

from standards.crosswalk import asked_words, likeness_key
from standards.drafting import Criterion, Draft, Paragraphs
from standards.facts import TEXTS, stored
from standards.foundation import LANGUAGES, Language, Refused, Text, TextStatus

Contents = dict[str, Any]
"""All texts of a standard in its order, as JSON: what is hashed, compared and stored."""
Slot = dict[str, dict[str, Any]]
"""One text: language → its words and their status."""


class Kind(StrEnum):
    NOS = "nos"
    LEGISLATION = "legislation"
    GUIDANCE = "guidance"
    ACTIONS = "actions"


class Outcome(StrEnum):
    """What publishing a reading came to."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    OFFICIAL_TEXT_TAKEN = "official_text_taken"


def check_publishable(draft: Draft) -> None:
    """Check that a reading can stand as a standard. Raises Refused."""
    if not draft.urn:
        raise Refused("standard-without-urn")
    if not draft.title.to_json():
        raise Refused("standard-without-title", urn=draft.urn)
    if any(problem.severity == "error" for problem in draft.problems):
        raise Refused("standard-has-errors", urn=draft.urn)
    codes = [criterion.code for criterion in draft.criteria()]
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise Refused("criterion-twice", urn=draft.urn, criterion=min(twice))
    if not any(criterion.assessable for criterion in draft.criteria()):
        raise Refused("standard-asks-nothing", urn=draft.urn)


def contents_of(draft: Draft) -> Contents:
    return {
        "title": draft.title.to_json(),
        "overview": _running(draft.overview),
        "sections": [
            {
                "kind": section.kind,
                "heading": section.heading.to_json(),
                "stem": section.stem.to_json(),
                "criteria": list(_criteria(section.criteria, None)),
            }
            for section in draft.sections
        ],
        "other_sections": [
            {"kind": section.kind, "heading": section.heading.to_json(), "items": _running(section.items)}
            for section in draft.other_sections
        ],
    }


def _criteria(criteria: tuple[Criterion, ...], parent: str | None) -> Iterator[dict[str, Any]]:
    for criterion in criteria:
        yield {
            "code": criterion.code,
            "printed": criterion.printed,
            "parent": parent,
            "group": criterion.group.to_json() if criterion.group else {},
            "assessable": criterion.assessable,
            "text": criterion.text.to_json(),
            **kept_facts(stored(criterion.facts)),
        }
        yield from _criteria(criterion.criteria, criterion.code)


def kept_facts(facts: dict[str, Any] | None) -> dict[str, Any]:
    """Give the key of the facts, only where there are some: what has none keeps the digest that it always had."""
    return {"facts": facts} if facts else {}


def _running(text: Paragraphs) -> Slot:
    return {
        language: {"words": list(text.in_language(language)), "status": text.status(language).value}
        for language in LANGUAGES
        if text.in_language(language)
    }


def digest(contents: Contents) -> str:
    """Give the SHA-256 of all texts as RFC 8785 JSON: keys are plain names, numbers whole."""
    canonical = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def likeness(contents: Contents) -> dict[str, dict[Language, str | None]]:
    """Give what each criterion that takes evidence shares with its equals: code → language → key."""
    every = [one for section in contents["sections"] for one in section["criteria"]]
    under: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for one in every:
        under[one["parent"]].append(one)

    def parts(code: str) -> Iterator[Text]:
        for one in under[code]:
            yield Text.from_json(one["text"])
            yield from parts(one["code"])

    return {
        one["code"]: {
            language: likeness_key(asked_words(Text.from_json(one["text"]), parts(one["code"]), language))
            for language in LANGUAGES
        }
        for one in every
        if one["assessable"]
    }


def slots(contents: Contents) -> Iterator[tuple[str, Slot]]:
    """Walk all texts: (where it stands, the text)."""
    yield "title", contents["title"]
    yield "overview", contents["overview"]
    for number, section in enumerate(contents["sections"]):
        yield f"section {number + 1}", section["heading"]
        yield f"section {number + 1}", section["stem"]
        for criterion in section["criteria"]:
            yield criterion["code"], criterion["group"]
            yield criterion["code"], criterion["text"]
            yield from ((criterion["code"], cell) for cell in _cells(criterion))
    for number, section in enumerate(contents["other_sections"]):
        yield f"other section {number + 1}", section["heading"]
        yield f"other section {number + 1}", section["items"]


def _cells(criterion: Mapping[str, Any]) -> Iterator[Slot]:
    """Walk the texts among a criterion's facts."""
    for facts in criterion.get("facts", {}).values():
        yield from (facts[name] for name in TEXTS if name in facts)


def official_languages(contents: Contents) -> list[Language]:
    """Tell in which languages the criteria stand in official words, none of them only in a working translation."""
    texts = [one["text"] for section in contents["sections"] for one in section["criteria"]]
    return [language for language in LANGUAGES if _statuses(texts, language) == {TextStatus.OFFICIAL}]


def _statuses(texts: list[Slot], language: Language) -> set[str]:
    return {text[language]["status"] for text in texts if language in text}


def merged(stored: Contents, given: Contents) -> Contents:
    """Take official words over working translations and over nothing; every other word stays.

    Raises Refused where the reading says something else than what is published.
    """
    if _skeleton(stored) != _skeleton(given):
        raise Refused("standard-differs", where=_first_difference(stored, given))
    result = deepcopy(stored)
    for (where, standing), (_, new) in zip(slots(result), slots(given), strict=True):
        for language, said in new.items():
            if _replaces(said, standing.get(language), where):
                standing[language] = deepcopy(said)
    return result


def _replaces(new: Mapping[str, Any], standing: Mapping[str, Any] | None, where: str) -> bool:
    official = new["status"] == TextStatus.OFFICIAL
    if standing is None:
        if not official:
            raise Refused("standard-differs", where=where)
        return True
    if standing["status"] == TextStatus.OFFICIAL and not official:
        return False  # an older working translation says nothing against the official words
    if standing["status"] != TextStatus.OFFICIAL and official:
        return True
    if new["words"] != standing["words"]:
        raise Refused("standard-differs", where=where)
    return False


def _skeleton(contents: Contents) -> list[Any]:
    """Give what no language has: sections, codes, nesting and what takes evidence."""
    sections = [
        (section["kind"], [_plain_facts(one) for one in section["criteria"]]) for section in contents["sections"]
    ]
    return [*sections, [section["kind"] for section in contents["other_sections"]]]


CRITERION_FACTS = ("code", "printed", "parent", "assessable")
TIME_FACTS = ("n", "unit", "extends", "consent")


def _plain_facts(criterion: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give what a criterion says in no language; references and beginnings of times are words of the document."""
    more = [
        (
            kind,
            facts.get("modality"),
            facts.get("footnotes"),
            [name for name in TEXTS if name in facts],
            [[limit.get(key) for key in TIME_FACTS] for limit in facts.get("time_limits", ())],
        )
        for kind, facts in criterion.get("facts", {}).items()
    ]
    return (*(criterion[key] for key in CRITERION_FACTS), more)


def _first_difference(stored: Contents, given: Contents) -> str:
    """Name the first criterion that stands in one and not, or otherwise, in the other."""

    def facts(contents: Contents) -> list[tuple[Any, ...]]:
        return [_plain_facts(one) for section in contents["sections"] for one in section["criteria"]]

    before, after = facts(stored), facts(given)
    for old, new in zip(before, after, strict=False):
        if old != new:
            return str(new[0])
    rest = (before if len(before) > len(after) else after)[min(len(before), len(after)) :]
    return str(rest[0][0]) if rest else "sections"
