"""Which criteria of one version of a standard stand for which of another, by their words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from standards.drafting import Criterion, Section, flattened
from standards.facts import Action
from standards.foundation import LANGUAGES, Language, Text, TextStatus
from standards.likeness import Bag, Weights, bag, plain, similarity, weight, weights

IN_PLACE, ANYWHERE, JOINED = 0.5, 0.6, 0.6
"""How alike two criteria must be: side by side, wherever they stand, and where one became two."""
MOST_OF_IT = 0.6
HALF_OF_IT = 0.5


@dataclass(frozen=True, eq=False)
class Item:
    """One criterion of a version, with what gives its words their meaning around it."""

    order: int
    place: float
    """How far down its version it stands, from 0 to 1."""
    section: Section
    criterion: Criterion
    parent: Item | None = None

    @property
    def code(self) -> str:
        return self.criterion.code

    @cached_property
    def asked(self) -> Mapping[Language, tuple[str, ...]]:
        """What it asks in each language: its own words and those under it, as they are read."""
        texts = list(_texts(self.criterion))
        found = {language: tuple(_said(text, language) for text in texts) for language in LANGUAGES}
        return {language: said for language, said in found.items() if said[0]}

    @cached_property
    def official(self) -> frozenset[Language]:
        return frozenset(
            language
            for language in self.asked
            if all(
                shown.status is TextStatus.OFFICIAL
                for shown in (text.in_language(language) for text in _texts(self.criterion))
                if shown is not None
            )
        )

    def around(self, language: Language) -> tuple[str, ...]:
        """Give the sub-heading and the criteria that it stands under, as they are read."""
        above = [self.criterion.group] if self.criterion.group else []
        one = self.parent
        while one is not None:
            above += [one.criterion.text]
            one = one.parent
        return tuple(_said(text, language) for text in above)

    def stem(self, language: Language) -> str:
        return _said(self.section.stem, language)

    @cached_property
    def bags(self) -> Mapping[Language, Bag]:
        return {language: bag(" ".join(said), language) for language, said in self.asked.items()}


def _texts(criterion: Criterion) -> Iterator[Text]:
    yield criterion.text
    if isinstance(criterion.facts, Action):
        yield from (cell for cell in vars(criterion.facts).values() if cell is not None)
    for one in criterion.criteria:
        yield from _texts(one)


def _said(text: Text, language: Language) -> str:
    shown = text.in_language(language)
    return plain(shown.words) if shown else ""


def items(sections: Sequence[Section]) -> list[Item]:
    """Give every criterion with its sub-items, in the order of the page."""
    number = sum(1 for section in sections for _one in flattened(section.criteria))
    found: list[Item] = []

    def walk(section: Section, criteria: Iterable[Criterion], parent: Item | None) -> None:
        for one in criteria:
            item = Item(len(found), len(found) / number, section, one, parent)
            found.append(item)
            walk(section, one.criteria, item)

    for section in sections:
        walk(section, section.criteria, None)
    return found


def deciding(one: Item, other: Item) -> tuple[Language, ...]:
    """Give the languages that two criteria are compared in: those official in both, else all that both have."""
    shared = [language for language in LANGUAGES if language in one.asked and language in other.asked]
    official = [language for language in shared if language in one.official and language in other.official]
    return tuple(official or shared)


class Measure:
    """How alike the criteria of two versions are, by words weighed as these versions use them."""

    def __init__(self, before: Iterable[Item], after: Iterable[Item]) -> None:
        every = [*before, *after]
        self.weighing: dict[Language, Weights] = {
            language: weights(item.bags[language] for item in every if language in item.bags) for language in LANGUAGES
        }

    def alike(self, one: Item, other: Item) -> float:
        if same_words(one, other):
            return 1.0
        languages = deciding(one, other)
        found = [similarity(one.bags[each], other.bags[each], self.weighing[each]) for each in languages]
        return sum(found) / len(found) if found else 0.0

    def joined(self, whole: Item, parts: tuple[Item, Item]) -> float:
        """Give how alike one criterion is to two together; 0 where the second adds nothing that the first lacks."""
        found = [self._joined(whole, parts, each) for each in deciding(whole, parts[0]) if each in parts[1].bags]
        return sum(found) / len(found) if found else 0.0

    def _joined(self, whole: Item, parts: tuple[Item, Item], language: Language) -> float:
        weighing, text = self.weighing[language], whole.bags[language]
        first, second = (part.bags[language] for part in parts)
        lacking = text - first
        within = weight(second & text, weighing) >= MOST_OF_IT * weight(second, weighing)
        adds = weight(second & lacking, weighing) >= HALF_OF_IT * weight(lacking, weighing)
        return similarity(text, first + second, weighing) if lacking and within and adds else 0.0


@dataclass(frozen=True)
class Match:
    """Criteria of the one version that stand for criteria of the other: one for one, one for two, one for none."""

    before: tuple[Item, ...]
    after: tuple[Item, ...]
    similarity: float


def align(before: Sequence[Item], after: Sequence[Item]) -> list[Match]:
    """Put every criterion of both versions in exactly one match; the other way round gives the same, turned round.

    The most alike find each other first, among those at one place of the nesting, then wherever they stand.
    """
    measure = Measure(before, after)
    pairs = _nested(measure, _under(before), _under(after))
    pairs += _best_first(measure, *_without(pairs, before, after), ANYWHERE)
    gone, new = _without(pairs, before, after)
    turned = [(other, one, alike) for one, other, alike in pairs]
    splits = [(rank, (whole,), parts) for rank, whole, parts in _joins(measure, pairs, gone, new)]
    merges = [(rank, parts, (whole,)) for rank, whole, parts in _joins(measure, turned, new, gone)]
    taken: set[Item] = set()
    matches: list[Match] = []
    for rank, olds, news in sorted([*splits, *merges], key=lambda each: each[0]):
        if taken.isdisjoint((*olds, *news)):
            taken.update((*olds, *news))
            matches.append(Match(olds, news, -rank[0]))
    matches += [Match((one,), (other,), alike) for one, other, alike in pairs if taken.isdisjoint((one, other))]
    matches += [Match((one,), (), 0.0) for one in gone if one not in taken]
    matches += [Match((), (one,), 0.0) for one in new if one not in taken]
    return matches


Pair = tuple[Item, Item, float]
Under = Mapping[Item | None, list[Item]]


def _under(found: Iterable[Item]) -> Under:
    under: Mapping[Item | None, list[Item]] = defaultdict(list)
    for one in found:
        under[one.parent].append(one)
    return under


def _without(pairs: list[Pair], before: Iterable[Item], after: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    taken = {item for one, other, _alike in pairs for item in (one, other)}
    return [one for one in before if one not in taken], [one for one in after if one not in taken]


def _nested(measure: Measure, before: Under, after: Under) -> list[Pair]:
    found = _best_first(measure, before[None], after[None], IN_PLACE)
    for one, other, _alike in found:  # what is found below goes below in its turn
        found += _best_first(measure, before.get(one, []), after.get(other, []), IN_PLACE)
    return found


def _best_first(measure: Measure, before: list[Item], after: list[Item], least: float) -> list[Pair]:
    """Pair the most alike first. Ties go to the nearest place, by signs that are the same from either side."""
    ranked: list[tuple[tuple[bool, float, bool, float, int], Pair]] = []
    for one in before:
        for other in after:
            alike = measure.alike(one, other)
            if alike >= least:
                apart = one.section.kind != other.section.kind
                gap = round(abs(one.place - other.place), 9)
                rank = (not same_words(one, other), -round(alike, 9), apart, gap, one.order + other.order)
                ranked.append((rank, (one, other, alike)))
    taken: set[Item] = set()
    found: list[Pair] = []
    for _rank, (one, other, alike) in sorted(ranked, key=lambda each: each[0]):
        if one not in taken and other not in taken:
            taken |= {one, other}
            found.append((one, other, alike))
    return found


def same_words(one: Item, other: Item) -> bool:
    """Tell whether two criteria ask the same in the same words, white space and typographic signs apart."""
    languages = deciding(one, other)
    return bool(languages) and all(one.asked[each] == other.asked[each] for each in languages)


Rank = tuple[float, float, int]
Join = tuple[Rank, Item, tuple[Item, ...]]
"""How good it is, one criterion, and the two of the other version that it stands for."""


def _joins(measure: Measure, pairs: list[Pair], wholes: list[Item], parts: list[Item]) -> Iterator[Join]:
    """Find criteria of one version that two of the other come from: one of the two paired already, or neither."""
    for whole, first, alike in pairs:
        if not same_words(whole, first):
            yield from (
                _join(score, whole, first, part)
                for part in parts
                if (score := measure.joined(whole, (first, part))) >= max(JOINED, alike)
            )
    for whole in wholes:
        for first, second in pairwise(parts):
            score = max(measure.joined(whole, (first, second)), measure.joined(whole, (second, first)))
            if score >= JOINED:
                yield _join(score, whole, first, second)


def _join(score: float, whole: Item, first: Item, second: Item) -> Join:
    parts = tuple(sorted((first, second), key=lambda one: one.order))
    gap = abs(whole.place - parts[0].place) + abs(whole.place - parts[1].place)
    return (-round(score, 9), round(gap, 9), whole.order + parts[0].order + parts[1].order), whole, parts
