"""Two drafts beside each other as people settle them: rows named by keys that outlive edits, to be chosen from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from standards.drafting import Criterion, Draft, flattened
from standards.editing.working import Working, finished, spots
from standards.foundation import Language, Refused, Text
from standards.pairing import Pair, Pairing, SectionPair, Settled, Standing, pair
from standards.proposing import Reason, proposals

Choice = tuple[str | None, str | None]
"""The key of a Welsh criterion and of an English one: they are one; with one key, that one stands alone."""


@dataclass(frozen=True)
class Side:
    """One of the two drafts, with a key for each of its criteria in their order."""

    draft: Draft
    keys: tuple[str, ...]

    @cached_property
    def key_of(self) -> Mapping[int, str]:
        """Give the key of a criterion by the identity of the criterion itself: two may say the same."""
        return {id(one): key for one, key in zip(self.draft.criteria(), self.keys, strict=True)}

    def key(self, criterion: Criterion | None) -> str | None:
        return None if criterion is None else self.key_of[id(criterion)]

    def code(self, key: str) -> str | None:
        """Give the code of the criterion with this key, if it is still there."""
        return next((one.code for one in self.draft.criteria() if self.key_of[id(one)] == key), None)


def worked_on(working: Working) -> Side:
    return Side(finished(working), tuple(spot.criterion["key"] for spot in spots(working)))


def without_lines(side: Side) -> Side:
    """Leave out the lines of a document that is not the one shown beside the draft."""
    sections = tuple(replace(one, criteria=_unlined(one.criteria)) for one in side.draft.sections)
    others = tuple(replace(one, lines=None) for one in side.draft.other_sections)
    return Side(replace(side.draft, sections=sections, other_sections=others), side.keys)


def _unlined(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    return tuple(replace(one, lines=None, criteria=_unlined(one.criteria)) for one in criteria)


def published(draft: Draft) -> Side:
    """Give a published standard as a side: its codes never change."""
    return Side(draft, tuple(one.code for one in draft.criteria()))


def fitted(side: Side, standard: Draft) -> Side:
    """Leave out the words outside the criteria for which a published standard has no place."""
    kinds = [one.kind for one in standard.other_sections]
    others = []
    for one in side.draft.other_sections:
        if one.kind in kinds:
            kinds.remove(one.kind)
            others.append(one)
    return Side(replace(side.draft, other_sections=tuple(others)), side.keys)


@dataclass(frozen=True)
class Row:
    """One row of the two beside each other; an open Welsh one with the English ones that it can be put with."""

    standing: Standing
    cy: Criterion | None
    en: Criterion | None
    cy_key: str | None
    en_key: str | None
    depth: int
    partners: tuple[tuple[str, Criterion], ...] = ()
    proposed: tuple[str, Criterion, Reason] | None = None
    """The English one that may be it, by number or place, and why; nothing is settled by it."""

    @property
    def open(self) -> bool:
        return self.standing is Standing.OPEN

    @property
    def by_hand(self) -> bool:
        return self.standing in {Standing.LINKED, Standing.ALONE}

    @property
    def choice(self) -> Choice:
        return self.cy_key, self.en_key

    @property
    def under(self) -> tuple[str, ...]:
        """The codes of what stands under an open one: it has rows once that one is settled."""
        return tuple(one.code for one in flattened((self.cy or self.en or Criterion("", Text())).criteria))


def _in_both(cy: Text, en: Text) -> Text:
    """Give the words that the pair will have: each language's from its own side, else from the other."""
    return Text(cy.cy or en.cy, en.en or cy.en)


@dataclass(frozen=True)
class Part:
    """A section with its rows, and how many criteria it has in either language."""

    number: int
    section: SectionPair
    rows: tuple[Row, ...]

    @property
    def heading(self) -> Text:
        cy, en = self.section.cy, self.section.en
        return _in_both(cy.heading if cy else Text(), en.heading if en else Text())

    @property
    def uneven(self) -> bool:
        """Whether the whole section has not as many criteria in either language."""
        cy, en = (list(flattened(one.criteria)) if one else [] for one in (self.section.cy, self.section.en))
        return len(cy) != len(en)

    def settled_in(self, language: Language) -> int:
        return _in_language((row for row in self.rows if not row.open), language)

    @property
    def proposed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.open if row.proposed)

    @property
    def open(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.open)

    def open_in(self, language: Language) -> int:
        return _in_language(self.open, language)


def _in_language(rows: Iterable[Row], language: Language) -> int:
    return sum(1 for row in rows if (row.cy if language == "cy" else row.en) is not None)


@dataclass(frozen=True)
class Matched:
    """Two sides with what was chosen so far; a choice whose criterion is gone counts no more."""

    cy: Side
    en: Side
    choices: tuple[Choice, ...]
    pairing: Pairing

    @property
    def title(self) -> Text:
        return _in_both(self.cy.draft.title, self.en.draft.title)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(number, section, tuple(self._rows(section.rows, 0)))
            for number, section in enumerate(self.pairing.sections)
        )

    def _rows(self, pairs: tuple[Pair, ...], depth: int) -> Iterator[Row]:
        free = tuple((self.en.key_of[id(one.en)], one.en) for one in pairs if one.standing is Standing.OPEN and one.en)
        proposed = proposals(pairs)
        for one in pairs:
            alone = one.standing is Standing.OPEN and one.cy is not None
            keys = self.cy.key(one.cy), self.en.key(one.en)
            offered = proposed.get(one.cy.code) if one.cy else None
            offer = (self.en.key_of[id(offered[0])], *offered) if offered else None
            yield Row(one.standing, one.cy, one.en, *keys, depth, free if alone else (), offer)
            yield from self._rows(one.rows, depth + 1)

    def with_choices(self, new: Iterable[Choice]) -> Matched:
        """Give it with more chosen. Raises Refused where a choice is not there, or takes what is settled already."""
        choices = (*self.choices, *(choice for choice in new if choice not in self.choices))
        settled = [_settled(self.pairing, self.cy, self.en, choice) for choice in choices]
        return Matched(self.cy, self.en, choices, pair(self.cy.draft, self.en.draft, settled))

    def without(self, language: Language, key: str) -> Matched:
        """Give it without what was chosen for the criterion with this key."""
        side = 0 if language == "cy" else 1
        left = [choice for choice in self.choices if choice[side] != key]
        if len(left) == len(self.choices):
            raise Refused("pairing-not-there", where=key)
        return matched(self.cy, self.en, left)

    def as_proposed(self, number: int) -> list[Choice]:
        """Give the choices of a person who confirms what is proposed in a section."""
        if not 0 <= number < len(self.parts):
            raise Refused("pairing-not-there", where=str(number + 1))
        return [(row.cy_key, row.proposed[0]) for row in self.parts[number].open if row.proposed]

    def rest_alone(self, number: int, language: Language) -> list[Choice]:
        """Give the choices of a person who leaves all open rows of a section, in a language, as they are."""
        if not 0 <= number < len(self.parts):
            raise Refused("pairing-not-there", where=str(number + 1))
        sides = ((row, row.cy if language == "cy" else row.en) for row in self.parts[number].open)
        return [row.choice for row, one in sides if one is not None]


def matched(cy: Side, en: Side, choices: Iterable[Choice] = ()) -> Matched:
    """Put two sides beside each other. Raises Refused where they are not two languages of one standard."""
    found = Matched(cy, en, (), pair(cy.draft, en.draft))
    chosen = tuple(choices)
    try:
        return found.with_choices(chosen)
    except Refused:
        # Something was edited since: what still fits stays chosen, the rest is open again.
        for choice in chosen:
            found = _tried(found, choice)
        return found


def _tried(found: Matched, choice: Choice) -> Matched:
    try:
        return found.with_choices([choice])
    except Refused:
        return found


def _settled(pairing: Pairing, cy: Side, en: Side, choice: Choice) -> Settled:
    """Name the criteria of a choice by section and code. Raises Refused where they are not in one section."""
    places = [
        (number, one.code)
        for side, key, name in ((cy, choice[0], "cy"), (en, choice[1], "en"))
        for number, section in enumerate(pairing.sections)
        for one in flattened(getattr(section, name).criteria if getattr(section, name) else ())
        if side.key(one) == key
    ]
    wanted = [key for key in choice if key is not None]
    if len(places) != len(wanted) or len({number for number, _code in places}) != 1:
        raise Refused("pairing-not-there", where=next(iter(code for _number, code in places), "–"))
    codes = iter(code for _number, code in places)
    return Settled(places[0][0], *(next(codes) if key is not None else None for key in choice))
