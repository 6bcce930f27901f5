"""The beginnings of Welsh words: what a mutated word may have been, and what a word may become."""

from __future__ import annotations

from collections.abc import Iterator

VOWELS = "aeiouwyâêîôûŵŷáéíóúẃýäëïöüẅÿàèìòùẁỳ"
# The mutated beginning and the radical ones it may come from.
MUTATED = (
    ("ngh", ("c",)),
    ("mh", ("p",)),
    ("nh", ("t",)),
    ("ng", ("g",)),
    ("ch", ("c",)),
    ("ph", ("p",)),
    ("th", ("t",)),
    ("dd", ("d",)),
    ("g", ("c",)),
    ("b", ("p",)),
    ("d", ("t",)),
    ("f", ("b", "m")),
    ("m", ("b",)),
    ("n", ("d",)),
)
RADICAL = (
    ("ll", ("l",)),
    ("rh", ("r",)),
    ("c", ("g", "ngh", "ch")),
    ("p", ("b", "mh", "ph")),
    ("t", ("d", "nh", "th")),
    ("g", ("", "ng")),
    ("b", ("f", "m")),
    ("d", ("dd", "n")),
    ("m", ("f",)),
)
NOT_RADICAL = ("ch", "ph", "th", "dd", "ng")
"""Letters of their own: no radical c stands in *chwarae*."""
AFTER_G = f"{VOWELS}lr"
"""Before these a radical g goes altogether."""
SHORTEST = 2


def radicals(word: str) -> Iterator[str]:
    """Walk what a word may be without its mutation; whether there are such words is for others to say."""
    for mutated, earlier in MUTATED:
        if word.startswith(mutated):
            yield from _begun(earlier, word[len(mutated) :])
    if word.startswith("l") and not word.startswith("ll"):
        yield f"l{word}"
    if word.startswith("r") and not word.startswith("rh"):
        yield f"rh{word[1:]}"
    if len(word) >= SHORTEST and word[0] in AFTER_G:
        yield f"g{word}"
    if word.startswith("h") and word[1:2] and word[1] in VOWELS:
        yield word[1:]


def mutations(word: str) -> Iterator[str]:
    """Walk what a radical word may become: soft, nasal, aspirate, and h before a vowel."""
    if word[:1] and word[0] in VOWELS:
        yield f"h{word}"
    if word.startswith(NOT_RADICAL):
        return
    for radical, afters in RADICAL:
        if word.startswith(radical):
            rest = word[len(radical) :]
            kept = tuple(one for one in afters if one or rest[:1] in AFTER_G)
            yield from _begun(kept, rest)
            return


def _begun(beginnings: tuple[str, ...], rest: str) -> Iterator[str]:
    if len(rest) >= SHORTEST:
        yield from (f"{one}{rest}" for one in beginnings)
