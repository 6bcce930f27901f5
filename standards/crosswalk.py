"""Like with like: criteria within and across standards that ask the same, or nearly the same."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from math import ceil
from typing import Generic, TypeVar

from standards.foundation import Language, Text, TextStatus
from standards.likeness import words

Key = TypeVar("Key", bound=Hashable)
NEAR = 0.41
"""Of all neighbouring words of two criteria, the share that both must have: one word in five may be another.

By it LSIAG11 and LSIAG04 have in common what every unit of the suite asks (to comply with requirements and guidance,
P12 and P28, K12 and K1; to record in line with requirements, P11 and P29), and nothing that a reader would not.
"""
ROUNDING = 1e-9
BUCKETS = 4_194_301
"""Counters for neighbouring words, a prime: of tens of millions, several share one, which costs time, not findings."""


class Reason(StrEnum):
    EQUAL = "equal"
    """The same words, case and punctuation apart."""
    NEAR = "near"


@dataclass(frozen=True)
class Asked(Generic[Key]):
    """What one criterion asks, as `asked_words` gives it, and what the caller knows the criterion by."""

    key: Key
    words: str


@dataclass(frozen=True)
class Group(Generic[Key]):
    """Criteria that belong together, and why."""

    members: tuple[Key, ...]
    reason: Reason
    similarity: float


def asked_words(text: Text, parts: Iterable[Text], language: Language) -> str:
    """Give the official words of a criterion with those under it, without case and punctuation.

    Nothing where a word of them is missing or not official.
    """
    shown = [one.in_language(language) for one in (text, *parts)]
    if any(one is None or one.status is not TextStatus.OFFICIAL for one in shown):
        return ""
    return " ".join(word for one in shown if one is not None for word in words(one.words))


def likeness_key(asked: str) -> str | None:
    """Give what criteria of equal words share, to be stored and looked up; nothing for no words."""
    return hashlib.sha256(asked.encode()).hexdigest()[:32] if asked else None


def groups(asked: Iterable[Asked[Key]], least: float = NEAR) -> list[Group[Key]]:
    """Group what is equal, then what is near to one text: the one that most criteria have comes first in its group."""
    by_words: dict[str, list[Key]] = defaultdict(list)
    for one in asked:
        if one.words:
            by_words[one.words].append(one.key)
    found = [Group(tuple(keys), Reason.EQUAL, 1.0) for keys in by_words.values() if len(keys) > 1]
    texts = sorted(by_words, key=lambda said: (-len(by_words[said]), said))
    for first, others in _near(texts, least).items():
        members = [key for number in (first, *sorted(others)) for key in by_words[texts[number]]]
        found.append(Group(tuple(members), Reason.NEAR, min(others.values())))
    return found


def nearest(own: Iterable[Asked[Key]], others: Iterable[Asked[Key]], least: float = NEAR) -> dict[Key, list[Key]]:
    """Give for each of one's own the others that are near to it, the nearest first; without those of equal words."""
    mine, theirs = list(own), list(others)
    pairs = [_neighbours(one) for one in _numbered(one.words for one in (*mine, *theirs))]
    having: dict[int, list[int]] = defaultdict(list)
    for place in range(len(mine), len(pairs)):
        for token in pairs[place]:
            having[token].append(place)
    found: dict[Key, list[Key]] = {}
    for place, one in enumerate(mine):
        common = Counter(there for token in pairs[place] for there in having[token])
        shares = [
            (both / (len(pairs[place]) + len(pairs[there]) - both), theirs[there - len(mine)])
            for there, both in common.items()
        ]
        near = [(share, other) for share, other in shares if share >= least and other.words != one.words]
        if near:
            found[one.key] = [other.key for _share, other in sorted(near, key=lambda each: -each[0])]
    return found


def _near(texts: Sequence[str], least: float) -> dict[int, dict[int, float]]:
    """Put every text to the first that it is nearest to, without comparing each with each.

    Two texts that share so much share a rare pair of words: each is looked up by its rarest pairs only, and only the
    first of a group is there to be found, so that a thousand variants of one sentence are a thousand comparisons.
    """
    pairs = [_neighbours(one) for one in _numbered(texts)]
    seen = array("I", bytes(4 * BUCKETS))
    for token in chain.from_iterable(pairs):
        seen[token % BUCKETS] += 1
    firsts: dict[int, list[int]] = defaultdict(list)
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for number, own in enumerate(pairs):
        rarest = sorted(own, key=lambda token: (seen[token % BUCKETS], token))
        del rarest[len(own) - ceil(least * len(own) - ROUNDING) + 1 :]
        # What stands in one text only finds nothing, and need not be found.
        rarest = [token for token in rarest if seen[token % BUCKETS] > 1]
        found = {first for token in rarest for first in firsts.get(token, ())}
        best, first = max(((_shared(own, pairs[first]), -first) for first in found), default=(0.0, 0))
        if best >= least:
            near[-first][number] = best
        else:
            for token in rarest:
                firsts[token].append(number)
    return near


def _shared(one: array[int], other: array[int]) -> float:
    both = len(set(one).intersection(other))
    return both / (len(one) + len(other) - both)


def _numbered(texts: Iterable[str]) -> Iterator[list[int]]:
    """Give each text as the numbers of its words, from 1."""
    numbers: dict[str, int] = {}
    for one in texts:
        yield [numbers.setdefault(word, len(numbers) + 1) for word in one.split()]


def _neighbours(words_of: list[int]) -> array[int]:
    """Give every two words that stand side by side as one number; the sentence has an edge at both ends."""
    # An array takes a tenth of the room that a set does, and there is one for every text.
    return array("Q", sorted({one << 32 | other for one, other in pairwise([0, *words_of, 0])}))
