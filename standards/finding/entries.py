"""What of a standard and of a criterion is searched, and how much a word in each text counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from standards.drafting import WORDED
from standards.finding.ranking import Part
from standards.finding.terms import code_terms, text_terms
from standards.foundation import LANGUAGES, Text, TextStatus

TITLE_LETTER = "t"
TITLE, OVERVIEW, DETAILS, OTHER, GROUP = 1.1, 0.8, 0.7, 0.6, 0.6
WORKING = 0.98
"""A word of a working translation counts a little less than an official one."""


def criterion_parts(text: Text, group: Text | None = None) -> list[Part]:
    return [*_parts(text), *(_parts(group, GROUP) if group else ())]


def standard_parts(title: Text, overview: Iterable[Text], details: Mapping[str, Any]) -> list[Part]:
    """Give the texts of a standard itself: title, overview, what is known of it, and its parts without criteria."""
    parts = [*_parts(title, TITLE)]
    for paragraph in overview:
        parts += _parts(paragraph, OVERVIEW)
    said = _said(details)
    in_english = _said(details.get("en", {}))
    # Nobody says in which language a document has these, unless each language had a document of its own.
    parts += [Part(language, said, DETAILS) for language in (("cy",) if in_english else LANGUAGES) if said]
    parts += [Part("en", in_english, DETAILS)] if in_english else []
    for section in details.get("other_sections", ()):
        parts += _parts(Text.from_json(section["heading"]), OTHER)
        for language, one in section["items"].items():
            parts.append(Part(language, " ".join(one["words"]), OTHER))
    return parts


def standard_codes(urn: str, details: Mapping[str, Any]) -> tuple[str, ...]:
    return (urn, *details.get("original_urns", ()))


def entry_terms(parts: Iterable[Part], codes: Sequence[str]) -> set[str]:
    """Give all terms under which an entry is found."""
    return {term for part in parts for term in text_terms(part.text, part.language)} | code_terms(*codes)


def title_terms(title: Text) -> set[str]:
    """Give the terms of a title, told from the same words elsewhere."""
    return {title_term(term) for part in _parts(title) for term in text_terms(part.text, part.language)}


def title_term(term: str) -> str:
    return TITLE_LETTER + term


def _parts(text: Text, weight: float = 1.0) -> Iterator[Part]:
    for language in LANGUAGES:
        shown = text.in_language(language)
        if shown is not None:
            working = WORKING if shown.status is TextStatus.WORKING_TRANSLATION else 1.0
            yield Part(language, shown.words, weight * working)


def _said(details: Mapping[str, Any]) -> str:
    return ". ".join(_words(details.get(name) for name in WORDED))


def _words(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from [value] if isinstance(value, str) else value or ()
