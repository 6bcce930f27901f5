"""Welsh with English: the two documents of one standard become one standard with two texts a criterion."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from standards.drafting import Criterion, Draft, Metadata, OtherSection, Paragraphs, Section
from standards.facts import Action, Facts, Provision
from standards.foundation import LANGUAGES, Language, Refused, Shown, Text, TextStatus
from standards.sorting import ENGLISH_ALPHABET, WELSH_ALPHABET

EDITION = ("approved", "version")
"""What a document says of its edition: two that differ in it are two versions, unless a person says otherwise."""
DATES = ("approved", "review")
"""As exact as they are printed, and in one document more so than in the other."""

PUNCTUATION = re.compile(r"[^\w]|_")
NUMBER = re.compile(r"\d+$")
OUR_CODE = re.compile(r"([A-Z]+(?=\d)|.+\.)(\d+|[a-z]+)")
Key = TypeVar("Key", bound=Hashable)
Kinded = TypeVar("Kinded", Section, OtherSection)


class Standing(StrEnum):
    """How a row of the two documents came about."""

    PAIRED = "paired"
    """Same place, same number printed, in sections of as many."""
    LINKED = "linked"
    """A person put these two together."""
    ALONE = "alone"
    """A person leaves this in one language."""
    OPEN = "open"
    """To be settled."""


@dataclass(frozen=True)
class Settled:
    """What a person says of two criteria, or of one: they are one and the same, or it stands alone.

    Codes name them within the section of this number; sections count from 0, as the pairing lists them.
    """

    section: int
    cy: str | None = None
    en: str | None = None


@dataclass(frozen=True)
class Pair:
    """One row: a criterion in Welsh, in English, or in both, with the rows of what stands under it."""

    standing: Standing
    cy: Criterion | None = None
    en: Criterion | None = None
    rows: tuple[Pair, ...] = ()

    def walked(self) -> Iterator[Pair]:
        yield self
        for row in self.rows:
            yield from row.walked()


@dataclass(frozen=True)
class SectionPair:
    """A section in both documents, or in one of them only."""

    kind: str
    cy: Section | None
    en: Section | None
    rows: tuple[Pair, ...]

    def walked(self) -> Iterator[Pair]:
        for row in self.rows:
            yield from row.walked()


@dataclass(frozen=True)
class Pairing:
    """Two documents side by side, and what of them is still to be settled."""

    cy: Draft
    en: Draft
    sections: tuple[SectionPair, ...]
    editions: tuple[str, ...]
    """What of the edition the two say otherwise: `approved`, `version`."""

    @property
    def open(self) -> tuple[Pair, ...]:
        return tuple(row for row in self._walked() if row.standing is Standing.OPEN)

    @property
    def otherwise(self) -> tuple[str, ...]:
        """The codes of criteria for which both have official words in one language, and not the same."""
        return tuple(row.cy.code for row in self._walked() if row.cy and row.en and _differ(row.cy.text, row.en.text))

    def _walked(self) -> Iterator[Pair]:
        for section in self.sections:
            yield from section.walked()


def official_in(draft: Draft, language: Language) -> bool:
    """Tell whether a document has criteria in this language, and all that it has are official."""
    shown = [one.text.in_language(language) for one in draft.criteria()]
    return {one.status for one in shown if one is not None} == {TextStatus.OFFICIAL}


def wanting(draft: Draft) -> tuple[Language, ...]:
    """Give the languages in which some criteria have no official words."""
    texts = [one.text for one in draft.criteria()]
    return tuple(language for language in LANGUAGES if not all(_official_words(one, language) for one in texts))


def _official_words(text: Text, language: Language) -> str | None:
    shown = text.in_language(language)
    return shown.words if shown is not None and shown.status is TextStatus.OFFICIAL else None


def _differ(one: Text, other: Text) -> bool:
    both = ((_official_words(one, language), _official_words(other, language)) for language in LANGUAGES)
    return any(mine and theirs and mine != theirs for mine, theirs in both)


def pair(welsh: Draft, english: Draft, settled: Iterable[Settled] = ()) -> Pairing:
    """Put the Welsh and the English document of one standard side by side; nothing is matched by guess.

    Raises Refused where they are not the two documents of one standard, or what was settled is not there.
    """
    _check_one_standard(welsh, english)
    by_section: dict[int, list[Settled]] = defaultdict(list)
    for one in settled:
        by_section[one.section].append(one)
    sections = _beside(welsh.sections, english.sections)
    if not by_section.keys() <= set(range(len(sections))):
        raise Refused("pairing-not-there", where=str(max(by_section) + 1))
    return Pairing(
        welsh,
        english,
        tuple(_section(cy, en, by_section[number]) for number, (cy, en) in enumerate(sections)),
        tuple(name for name in EDITION if _differs(welsh.metadata, english.metadata, name)),
    )


def paired(found: Pairing, *, one_edition: bool = False, keeps: Language = "cy") -> Draft:
    """Give the standard with both texts: official English in place of a working translation.

    Codes, marks and what takes evidence are those of the document in the language that `keeps` names.
    Raises Refused while rows are open, while the documents name two editions and nobody has said that they are one
    (`one_edition`: what the document that `keeps` says stands), where official words of one would be lost, or a
    criterion would stand twice.
    """
    if found.open:
        raise Refused("pairing-open", number=len(found.open))
    if found.otherwise:
        raise Refused("pairing-says-otherwise", where=", ".join(found.otherwise))
    if found.editions and not one_edition:
        raise Refused("pairing-two-editions", urn=found.cy.urn)
    cy, en = found.cy, found.en
    said = (cy.metadata, en.metadata) if keeps == "cy" else (en.metadata, cy.metadata)
    draft = replace(
        cy,
        title=_text(cy.title, en.title),
        languages=LANGUAGES,
        overview=_paragraphs(cy.overview, en.overview),
        sections=tuple(_built(section, keeps) for section in found.sections),
        metadata=_metadata(*said).worded_as(cy.metadata),
        metadata_en=(en.metadata_en or en.metadata).worded_alone(),
        other_sections=tuple(_other(*both) for both in _beside(cy.other_sections, en.other_sections)),
        problems=(*cy.problems, *(one for one in en.problems if one not in cy.problems)),
        english=en.source,
    )
    twice = [code for code, number in Counter(one.code for one in draft.criteria()).items() if number > 1]
    if twice:
        raise Refused("criterion-twice", urn=draft.urn, criterion=min(twice))
    return draft


def left_alone(found: Pairing, section: int, language: Language) -> list[Settled]:
    """Give what a person says who leaves every open row of a section, in a language, as it is."""
    rows = [row for row in found.sections[section].walked() if row.standing is Standing.OPEN]
    codes = [one.code for row in rows for one in [row.cy if language == "cy" else row.en] if one is not None]
    return [Settled(section, cy=code) if language == "cy" else Settled(section, en=code) for code in codes]


def _check_one_standard(welsh: Draft, english: Draft) -> None:
    for draft, language in zip((welsh, english), LANGUAGES, strict=True):
        if language not in draft.languages or not official_in(draft, language):
            raise Refused("pairing-language", urn=draft.urn, language=language)
    if not welsh.urn or welsh.urn != english.urn:
        raise Refused("pairing-urn", cy=welsh.urn, en=english.urn)
    if welsh.kind != english.kind:
        raise Refused("pairing-kind", urn=welsh.urn)


def _differs(cy: Metadata, en: Metadata, name: str) -> bool:
    both = (getattr(cy, name), getattr(en, name))
    return all(both) and both[0] != both[1] and not (name in DATES and _in_it(*both))


def _in_it(one: str, other: str) -> bool:
    """Tell whether of two dates the one is the month or the year in which the other is: 2024-03 and 2024-03-31."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(f"{shorter}-")


def _beside(cy: Sequence[Kinded], en: Sequence[Kinded]) -> list[tuple[Kinded | None, Kinded | None]]:
    """Put sections beside each other by their kind, the second of a kind with the second."""
    welsh, english = dict(_counted(cy)), dict(_counted(en))
    return [(welsh.get(key), english.get(key)) for key in _interleaved(list(welsh), list(english))]


def _counted(sections: Iterable[Kinded]) -> Iterator[tuple[tuple[str, int], Kinded]]:
    seen: Counter[str] = Counter()
    for section in sections:
        seen[section.kind] += 1
        yield (section.kind, seen[section.kind]), section


def _interleaved(first: list[Key], second: list[Key]) -> list[Key]:
    """Give what both have in the first's order; between two of those, what the first has alone, then the second."""
    found = list(first)
    place = 0
    for key in second:
        if key in found:
            place = found.index(key) + 1
            continue
        while place < len(found) and found[place] not in second:
            place += 1
        found.insert(place, key)
        place += 1
    return found


def _section(cy: Section | None, en: Section | None, settled: list[Settled]) -> SectionPair:
    rows = tuple(_rows(cy.criteria if cy else (), en.criteria if en else (), settled))
    found = SectionPair((cy or en or Section("")).kind, cy, en, rows)
    done = {
        (row.cy.code if row.cy else None, row.en.code if row.en else None) for row in found.walked() if _by_hand(row)
    }
    for one in settled:
        if (one.cy, one.en) not in done:
            raise Refused("pairing-not-there", where=one.cy or one.en or found.kind)
    return found


def _by_hand(row: Pair) -> bool:
    return row.standing in {Standing.LINKED, Standing.ALONE}


Codes = tuple[str | None, str | None]
"""The Welsh and the English criterion of one row, by their codes."""


def _rows(cy: Sequence[Criterion], en: Sequence[Criterion], settled: Iterable[Settled]) -> tuple[Pair, ...]:
    """Pair the criteria of one place: as settled, else by place and printed number where there are as many."""
    welsh, english = {one.code: one for one in cy}, {one.code: one for one in en}
    hand = [(one.cy, one.en) for one in settled if _stands_in(one, welsh, english)]
    taken = Counter(side for one in hand for side in enumerate(one) if side[1] is not None)
    if any(number > 1 for number in taken.values()):
        raise Refused("pairing-criterion-twice")
    standings = {one: Standing.LINKED if all(one) else Standing.ALONE for one in hand}
    for one, other in zip(cy, en, strict=False) if len(cy) == len(en) else ():
        if agree(one, other) and not taken[0, one.code] and not taken[1, other.code]:
            standings[one.code, other.code] = Standing.PAIRED
    first, second = ({codes[side]: codes for codes in standings} for side in (0, 1))
    order = _interleaved(
        [first.get(code, (code, None)) for code in welsh], [second.get(code, (None, code)) for code in english]
    )

    def row(codes: Codes) -> Pair:
        one, other = welsh.get(codes[0] or ""), english.get(codes[1] or "")
        under = _rows(one.criteria, other.criteria, settled) if one and other else ()
        return Pair(standings.get(codes, Standing.OPEN), one, other, under)

    return tuple(row(codes) for codes in order)


def _stands_in(one: Settled, welsh: Mapping[str, Criterion], english: Mapping[str, Criterion]) -> bool:
    here = [one.cy in welsh] if one.cy else []
    here += [one.en in english] if one.en else []
    return bool(here) and all(here)


def agree(cy: Criterion, en: Criterion) -> bool:
    """Tell whether nothing but the language sets two criteria of one place apart."""
    binding = [one.facts.modality if isinstance(one.facts, Provision) else None for one in (cy, en)]
    return cy.assessable == en.assessable and binding[0] == binding[1] and same_number(cy.printed, en.printed)


def same_number(cy: str | None, en: str | None) -> bool:
    """Compare what is printed before two criteria: the Welsh alphabet counts otherwise, and one may print nothing."""
    marks = [PUNCTUATION.sub("", one.casefold()) if one else "" for one in (cy, en)]
    if not all(marks) or marks[0] == marks[1]:
        return True
    if marks[0] in WELSH_ALPHABET and marks[1] in ENGLISH_ALPHABET:
        return WELSH_ALPHABET.index(marks[0]) == ENGLISH_ALPHABET.index(marks[1])
    numbers = [NUMBER.search(mark) for mark in marks]
    return all(numbers) and len({found[0] for found in numbers if found}) == 1


def _built(pair: SectionPair, keeps: Language) -> Section:
    cy, en = pair.cy or Section(pair.kind), pair.en or Section(pair.kind)
    criteria = _numbered(tuple(_criterion(row, keeps) for row in pair.rows))
    return Section(pair.kind, _text(cy.heading, en.heading), _text(cy.stem, en.stem), criteria)


def _criterion(row: Pair, keeps: Language) -> Criterion:
    cy, en = row.cy, row.en
    if cy is None or en is None:
        return cy or en or Criterion("", Text())
    group = _text(cy.group or Text(), en.group or Text())
    return replace(
        cy if keeps == "cy" else en,
        text=_text(cy.text, en.text),
        group=group if cy.group or en.group else None,
        lines=cy.lines or en.lines,
        criteria=_numbered(tuple(_criterion(one, keeps) for one in row.rows)),
        facts=_facts(cy.facts, en.facts),
    )


def _facts(cy: Facts | None, en: Facts | None) -> Facts | None:
    """Give what both say beside the words; an action's cells are words too."""
    if isinstance(cy, Action) and isinstance(en, Action):
        cells = {name: (getattr(cy, name), getattr(en, name)) for name in vars(cy)}
        return Action(
            **{name: _text(one or Text(), other or Text()) for name, (one, other) in cells.items() if one or other}
        )
    return cy or en


def _numbered(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Give codes by position, as a reading does, where the two documents give two criteria one code.

    Only such codes as `K1` and `P7.a` are ours to give again; others stay, and whoever takes the draft refuses them.
    """
    codes = [OUR_CODE.fullmatch(one.code) for one in criteria]
    if len({one.code for one in criteria}) == len(criteria) or not all(codes):
        return criteria
    places = [str(place + 1) for place in range(len(criteria))]
    letters = [*ENGLISH_ALPHABET, *places[len(ENGLISH_ALPHABET) :]]
    return tuple(
        _recoded(one, code[1] + (letters if code[2].isalpha() else places)[place])
        for place, (one, code) in enumerate(zip(criteria, codes, strict=True))
        if code
    )


def _recoded(one: Criterion, code: str) -> Criterion:
    under = tuple(_recoded(each, code + each.code.removeprefix(one.code)) for each in one.criteria)
    return replace(one, code=code, criteria=under)


def _text(cy: Text, en: Text) -> Text:
    """Take the Welsh of the Welsh document and the English of the English; a working translation where that is all."""
    welsh, english = _chosen("cy", cy, en), _chosen("en", en, cy)
    return Text(
        welsh.words if welsh else None,
        english.words if english else None,
        welsh.status if welsh else TextStatus.OFFICIAL,
        english.status if english else TextStatus.OFFICIAL,
    )


def _chosen(language: Language, own: Text, other: Text) -> Shown | None:
    return own.in_language(language) or other.in_language(language)


def _paragraphs(cy: Paragraphs, en: Paragraphs) -> Paragraphs:
    welsh, english = (cy if cy.cy else en), (en if en.en else cy)
    return Paragraphs(welsh.cy, english.en, welsh.cy_status, english.en_status)


def _other(cy: OtherSection | None, en: OtherSection | None) -> OtherSection:
    if cy is None or en is None:
        return cy or en or OtherSection("")
    return replace(cy, heading=_text(cy.heading, en.heading), items=_paragraphs(cy.items, en.items))


def _metadata(first: Metadata, second: Metadata) -> Metadata:
    """Give what the first document says of itself and, where it says nothing, what the second does.

    Of two dates that agree the more exact one stands.
    """
    said = {name: value or getattr(second, name) for name, value in vars(first).items()}
    for name in DATES:
        other = getattr(second, name)
        if said[name] and other and _in_it(said[name], other):
            said[name] = max(said[name], other, key=len)
    return Metadata(**said)
