"""A library as large as all National Occupational Standards, of dictionary words: a few said often, most rarely."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY
from sqlalchemy import insert
from sqlalchemy.orm import Session

from standards.catalogue.shelf import shipped
from standards.drafting import Criterion, Draft, Metadata, Section, Source
from standards.finding.words import words
from standards.foundation import LANGUAGES, Language, Text, TextStatus, new_public_id
from standards.identity import criterion_id
from standards.interchange.yaml_file import load_standard
from standards.library import models, search_index
from standards.sorting import sort_key

SECTIONS = (("performance", "P", 12), ("knowledge", "K", 15))
WORDS = 12_000
"""Different words of each language, those of the shipped standards the most common."""
SHORTEST, LONGEST = 8, 18
AT_ONCE = 250
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Speech:
    """Says texts of any number, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.words = {language: self._words(language) for language in LANGUAGES}
        # The n-th word is said n times as rarely as the first, as in any language.
        self.weights = list(accumulate(1 / (3 + place) for place in range(WORDS)))

    def _words(self, language: Language) -> list[str]:
        said: dict[str, None] = {}
        for path in shipped():
            for one in load_standard(path).criteria():
                shown = one.text.in_language(language)
                said |= dict.fromkeys(word.said for word in words(shown.words if shown else ""))
        known = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(language)
        others = sorted(word for word in known if word.isalpha() and word.islower() and len(word) > SHORTEST // 2)
        return [*said, *self.random.sample(others, WORDS - len(said))]

    def words_of(self, language: Language, number: int) -> list[str]:
        return self.random.choices(self.words[language], cum_weights=self.weights, k=number)

    def text(self) -> Text:
        """Say something in Welsh, officially, and something in English as a working translation of it."""
        number = self.random.randint(SHORTEST, LONGEST)
        cy, en = (" ".join(self.words_of(language, number)) for language in LANGUAGES)
        return Text(cy, en, en_status=TextStatus.WORKING_TRANSLATION)


def codes() -> Iterator[tuple[int, str, str]]:
    """Walk the sections' numbers with the codes of their criteria."""
    for place, (_kind, letter, number) in enumerate(SECTIONS):
        yield from ((place, f"{letter}{one}", str(one)) for one in range(1, number + 1))


def draft(speech: Speech, number: int) -> Draft:
    asked = [(place, Criterion(code, speech.text(), printed)) for place, code, printed in codes()]
    sections = (
        Section(kind, Text("Adran", "Section"), criteria=tuple(one for at, one in asked if at == place))
        for place, (kind, _letter, _number) in enumerate(SECTIONS)
    )
    source = Source(f"{urn(number)}.txt", "ab" * 32, "text/plain")
    metadata = Metadata(approved="2026-01-31")
    return Draft(
        "nos", urn(number), "text", speech.text(), LANGUAGES, source, sections=tuple(sections), metadata=metadata
    )


def urn(number: int) -> str:
    return f"NOS{number:05d}"


def fill(session: Session, speech: Speech, numbers: range) -> None:
    """Store and index standards as publishing does, in bulk and without a ledger; commits every lot."""
    for start in range(numbers.start, numbers.stop, AT_ONCE):
        lot = range(start, min(start + AT_ONCE, numbers.stop))
        rows = [_standard(speech, number) for number in lot]
        added = session.execute(
            insert(models.Standard).returning(models.Standard.id, sort_by_parameter_order=True), rows
        )
        ids = [row.id for row in added]
        sections = session.execute(
            insert(models.Section).returning(models.Section.id, sort_by_parameter_order=True),
            [_section(one, place, kind) for one in ids for place, (kind, *_rest) in enumerate(SECTIONS)],
        )
        section_ids = [row.id for row in sections]
        session.execute(insert(models.Criterion), list(_criteria(speech, lot, ids, section_ids)))
        search_index.index(session, ids)
        session.commit()
        session.expunge_all()


def _standard(speech: Speech, number: int) -> dict[str, Any]:
    title = speech.text()
    return {
        "public_id": new_public_id(),
        "kind": "nos",
        "urn": urn(number),
        "edition": "2026-01-31",
        "title": title,
        "sort_cy": sort_key(title.cy or "", "cy"),
        "sort_en": sort_key(title.en or "", "en"),
        "overview": [],
        "details": {},
        "provenance": [],
        "digest": "ab" * 32,
        "texts_revision": 1,
        "assessable": 27,
        "published_at": LONG_AGO,
    }


def _section(standard_id: int, place: int, kind: str) -> dict[str, Any]:
    return {"standard_id": standard_id, "position": place, "kind": kind, "heading": Text("Adran", "Section")}


def _criteria(speech: Speech, lot: range, ids: list[int], section_ids: list[int]) -> Iterator[dict[str, Any]]:
    for at, (number, standard_id) in enumerate(zip(lot, ids, strict=True)):
        for position, (place, code, printed) in enumerate(codes(), start=1):
            yield {
                "standard_id": standard_id,
                "section_id": section_ids[at * len(SECTIONS) + place],
                "position": position,
                "code": code,
                "printed": printed,
                "assessable": True,
                "uuid": criterion_id(urn(number), "2026-01-31", code),
                "text": speech.text(),
            }
