"""Version with version: what became of every criterion of a standard, first computed, then as a person settles it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from standards.aligning import Item, Match, align, deciding, items, same_words
from standards.drafting import Criterion, Section
from standards.facts import Provision
from standards.foundation import Language, Refused
from standards.likeness import same_but_for_spelling


class Change(StrEnum):
    """What became of a criterion from one version to the next."""

    UNCHANGED = "unchanged"
    WORDING = "wording"
    """Punctuation, case or spelling, and nothing else."""
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    SPLIT = "split"
    MERGED = "merged"


class Reason(StrEnum):
    """What else is seen beside the words of a criterion."""

    RENUMBERED = "renumbered"
    SECTION = "section"
    """It stands in a section of another kind: to know is not to do."""
    AROUND = "around"
    """The words that it stands under are others: the stem, the sub-heading, the criterion above."""
    ASSESSABLE = "assessable"
    """It takes evidence in one version only."""
    BINDING = "binding"
    """The provision does something else, or sets another time."""


PAIRED = (Change.WORDING, Change.CHANGED)
BETWEEN, AND = ">", "+"


@dataclass(frozen=True)
class Row:
    """Criteria of the older version beside those of the newer that they became."""

    before: tuple[Criterion, ...]
    after: tuple[Criterion, ...]
    section: Section
    """Where it stands: in the newer version or, gone from there, in the older."""
    computed: Change
    kind: Change
    """As computed, until a person says otherwise."""
    similarity: float = 0.0
    same_words: bool = False
    reasons: tuple[Reason, ...] = ()
    confirmed: bool = False

    @property
    def key(self) -> str:
        return key(self.before, self.after)

    @property
    def choices(self) -> tuple[Change, ...]:
        """List what a person may settle this row as: never unchanged where the words are not the same."""
        if len(self.before) == len(self.after) == 1:
            return (Change.UNCHANGED, *PAIRED) if self.same_words else PAIRED
        return (self.computed,)

    @property
    def carries(self) -> bool:
        """Whether a decision on the older criterion may stand for the newer."""
        return self.kind is Change.UNCHANGED or (self.kind is Change.WORDING and self.confirmed)


@dataclass(frozen=True)
class Comparison:
    """Every criterion of both versions, each in exactly one row, in the order of the newer version."""

    rows: tuple[Row, ...]

    def counts(self) -> dict[Change, int]:
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in Change}

    @property
    def open(self) -> tuple[Row, ...]:
        """List the rows that a person has not looked at; what is unchanged needs nobody."""
        return tuple(row for row in self.rows if not row.confirmed and row.kind is not Change.UNCHANGED)

    def without(self, language: Language) -> tuple[str, ...]:
        """Give the codes of the newer version that have no words in a language in which the older has them."""
        rows = (row for row in self.rows if any(one.text.in_language(language) for one in row.before))
        return tuple(one.code for row in rows for one in row.after if one.text.in_language(language) is None)


def key(before: Iterable[Criterion], after: Iterable[Criterion]) -> str:
    """Name a row by the codes of its criteria: `P3>P4`, `P5>P6+P7`, `>P8`."""
    return BETWEEN.join(AND.join(one.code for one in side) for side in (before, after))


def compare(
    before: Sequence[Section], after: Sequence[Section], confirmed: Mapping[str, Change] | None = None
) -> Comparison:
    """Compare two versions of one standard; `confirmed` says by its key what a person settled a row as.

    A key that was not computed puts its criteria together, or apart, as a person sees them.
    Raises Refused where what was settled names no criterion, one twice, or what the row cannot be.
    """
    olds, news = items(before), items(after)
    settled = {_found(name, olds, news): kind for name, kind in (confirmed or {}).items()}
    by_hand = {item for match in settled for item in _both(match)}
    if len(by_hand) != sum(len(_both(match)) for match in settled):
        raise Refused("comparison-criterion-twice")
    computed = align(olds, news)
    kept = [match for match in computed if by_hand.isdisjoint(_both(match))]
    alike = {_both(match): match.similarity for match in computed}
    settled = {replace(match, similarity=alike.get(_both(match), 0.0)): kind for match, kind in settled.items()}
    found = [*settled, *kept]
    placed = {item for match in found for item in _both(match)}
    found += [Match((one,), (), 0.0) for one in olds if one not in placed]
    found += [Match((), (one,), 0.0) for one in news if one not in placed]
    return Comparison(tuple(_row(match, settled.get(match)) for match in _ordered(found)))


def _both(match: Match) -> tuple[Item, ...]:
    return (*match.before, *match.after)


def _found(name: str, olds: Sequence[Item], news: Sequence[Item]) -> Match:
    """Give the criteria that the key of a row names. Raises Refused."""
    sides = [
        tuple({item.code: item for item in side}.get(code) for code in codes.split(AND) if codes)
        for side, codes in zip((olds, news), name.split(BETWEEN), strict=False)
    ]
    if len(sides) != len(name.split(BETWEEN)) or len(sides) != len((olds, news)):
        raise Refused("comparison-row-unknown", row=name)
    before, after = (tuple(sorted((one for one in side if one), key=lambda one: one.order)) for side in sides)
    if (len(before), len(after)) != tuple(map(len, sides)) or not _fits(before, after):
        raise Refused("comparison-row-unknown", row=name)
    return Match(before, after, 0.0)


def _fits(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Tell whether criteria can stand in one row: one or none on one side at least, never none on both."""
    return bool(before or after) and (len(before) <= 1 or len(after) == 1)


def _row(match: Match, settled: Change | None) -> Row:
    kind, reasons = _change(match)
    ones = match.after or match.before
    row = Row(
        tuple(one.criterion for one in match.before),
        tuple(one.criterion for one in match.after),
        ones[0].section,
        kind,
        kind,
        match.similarity,
        _paired(match) and same_words(match.before[0], match.after[0]),
        reasons,
    )
    if settled is None:
        return row
    if settled not in row.choices:
        raise Refused("comparison-kind-unfit", row=row.key, kind=settled.value)
    return replace(row, kind=settled, confirmed=True)


def _paired(match: Match) -> bool:
    return len(match.before) == len(match.after) == 1


def _change(match: Match) -> tuple[Change, tuple[Reason, ...]]:
    if not match.before:
        return Change.NEW, ()
    if not match.after:
        return Change.GONE, ()
    if not _paired(match):
        return (Change.SPLIT if len(match.after) > 1 else Change.MERGED), ()
    old, new = match.before[0], match.after[0]
    reasons = tuple(_reasons(old, new))
    if any(reason is not Reason.RENUMBERED for reason in reasons):
        return Change.CHANGED, reasons
    if same_words(old, new):
        return Change.UNCHANGED, reasons
    languages = deciding(old, new)
    wording = languages and all(_spelled_alike(old.asked[each], new.asked[each], each) for each in languages)
    return (Change.WORDING if wording else Change.CHANGED), reasons


def _spelled_alike(old: Sequence[str], new: Sequence[str], language: Language) -> bool:
    return len(old) == len(new) and all(
        same_but_for_spelling(one, other, language) for one, other in zip(old, new, strict=True)
    )


def _reasons(old: Item, new: Item) -> Iterator[Reason]:
    if old.code != new.code:
        yield Reason.RENUMBERED
    if old.section.kind != new.section.kind:
        yield Reason.SECTION
    if not all(_same_around(old, new, language) for language in deciding(old, new)):
        yield Reason.AROUND
    if old.criterion.assessable != new.criterion.assessable:
        yield Reason.ASSESSABLE
    if _binding(old.criterion) != _binding(new.criterion):
        yield Reason.BINDING


def _same_around(old: Item, new: Item, language: Language) -> bool:
    """Compare what a criterion stands under; a stem that only one version prints says nothing."""
    stems = (old.stem(language), new.stem(language))
    same_stem = not all(stems) or same_but_for_spelling(*stems, language)
    return same_stem and _spelled_alike(old.around(language), new.around(language), language)


def _binding(criterion: Criterion) -> object:
    facts = criterion.facts
    return (facts.modality, facts.time_limits) if isinstance(facts, Provision) else None


def _ordered(matches: Iterable[Match]) -> list[Match]:
    """Put rows in the order of the newer version; what is gone follows what stood before it in the older."""
    found = list(matches)
    ends = sorted((one.order, match.after[0].order) for match in found if match.after for one in match.before)

    def place(match: Match) -> tuple[int, int]:
        if match.after:
            return match.after[0].order, -1
        order = match.before[0].order
        nearest = bisect_left(ends, (order, -1)) - 1
        return (ends[nearest][1] if nearest >= 0 else -1), order

    return sorted(found, key=place)
