"""What was translated before stands beside the same words again: never as official, and nothing is translated here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from standards.editing.fields import Fields, fields_of, kind_of, with_fields
from standards.editing.working import Working
from standards.foundation import LANGUAGES, Language
from standards.likeness import plain

OTHER: Mapping[str, Language] = {"cy": "en", "en": "cy"}
Memory = Mapping[tuple[Language, str], str]
"""A language and words of the other, in one form whatever their typography → what they are in it."""


@dataclass(frozen=True)
class Known:
    """What can stand beside a draft's words in one language: the fields, and how many criteria go without."""

    language: Language
    fields: Fields
    left: int

    @property
    def criteria(self) -> int:
        return sum(kind_of(name) == "text" for name in self.fields)


def remembered(earlier: Iterable[Working]) -> Memory:
    """Give every text that drafts have in both languages; what the first of them says counts."""
    found: dict[tuple[Language, str], str] = {}
    for working in earlier:
        fields = fields_of(working)
        for name, said in fields.items():
            whose, _dash, spoken = name.rpartition("-")
            language = OTHER.get(spoken)
            translation = fields.get(f"{whose}-{language}")
            if language and said and translation:
                found.setdefault((language, plain(said)), translation)
    return found


def known(working: Working, memory: Memory) -> tuple[Known, ...]:
    """Give what the memory has for the texts that a draft has in one language only."""
    fields = fields_of({**working, "languages": list(LANGUAGES)})
    every = (_known(fields, memory, language) for language in LANGUAGES)
    return tuple(one for one in every if one.fields)


def _known(fields: Fields, memory: Memory, language: Language) -> Known:
    wanting = {
        name: plain(other)
        for name, said in fields.items()
        if not said and name.endswith(f"-{language}") and (other := fields[_twin(name, language)])
    }
    found = {name: memory[language, words] for name, words in wanting.items() if (language, words) in memory}
    return Known(language, found, sum(kind_of(name) == "text" for name in wanting.keys() - found.keys()))


def _twin(name: str, language: Language) -> str:
    return f"{name.removesuffix(language)}{OTHER[language]}"


def translated(working: Working, memory: Memory, official: Memory) -> Working:
    """Give the draft with what both have beside its words: official texts as such, all else as working translations."""
    return _with(_with(working, official, ()), memory, LANGUAGES)


def _with(working: Working, memory: Memory, translations: Collection[Language]) -> Working:
    fields = {name: said for one in known(working, memory) for name, said in one.fields.items()}
    if not fields:
        return working
    return with_fields({**working, "languages": list(LANGUAGES)}, fields, translations)
