"""How alike two texts are: the same, the same but for signs and spelling, or so much of the same words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from standards.foundation import Language

SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ´`", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        "…": "...",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬀ": "ff",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)
"""Signs that print one thing in several ways; what is not here may mean something."""
TOKEN = re.compile(r"\d+(?:[.,:/\-]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%£€$+<>=&/*@#°±×÷≤≥½¼¾²³]")
"""Words, whole numbers with what stands inside them, and the signs that say something."""
HYPHENED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
PREFIXED = re.compile(r"\b([^\W\d_]{1,3})-(?=[^\W\d_])")
MEANT_APART = re.compile(r"\bre-", re.IGNORECASE)
"""To re-sign is not to resign."""
ENGLISH_ENDING = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)")
ENGLISH_SPELLINGS = {
    "acknowledgment": "acknowledgement",
    "analyze": "analyse",
    "analyzed": "analysed",
    "analyzing": "analysing",
    "behavior": "behaviour",
    "behaviors": "behaviours",
    "center": "centre",
    "centers": "centres",
    "focussed": "focused",
    "focussing": "focusing",
    "judgment": "judgement",
    "judgments": "judgements",
    "labor": "labour",
}
LONG_ENOUGH = 6
"""Letters from which on no two Welsh words are told apart by a circumflex or a diaeresis alone."""
CIRCUMFLEX, DIAERESIS = "\u0302", "\u0308"
INITIAL = re.compile(r"^(?:ngh|mh|nh|ng|ch|ph|th|dd|ll|rh|[bcdfglmnprt])(?=\w{3})")
"""What a Welsh mutation may change at the beginning of a word."""

Bag = Counter[str]
"""How often each word stands in a text."""
Weights = Mapping[str, int]
"""How much each word tells: one that stands everywhere tells little. In whole numbers, which sum up in any order."""


def plain(said: str) -> str:
    """Give a text as it is read: one kind of white space, quotation mark and dash; accents composed."""
    return " ".join(unicodedata.normalize("NFC", said.translate(SIGNS)).split())


def words(said: str) -> list[str]:
    """Give the words of a text in their order, without case and punctuation."""
    return TOKEN.findall(plain(said).casefold())


def same_but_for_spelling(one: str, other: str, language: Language) -> bool:
    """Tell whether only punctuation, case and spelling set two texts apart; in doubt, no."""
    mine, theirs = plain(one), plain(other)
    return _spelled(mine, language) == _spelled(theirs, language) or (
        not (MEANT_APART.search(mine) or MEANT_APART.search(theirs))
        and _spelled(HYPHENED.sub("", mine), language) == _spelled(HYPHENED.sub("", theirs), language)
    )


def _spelled(said: str, language: Language) -> list[str]:
    return [_spelling(word, language) for word in TOKEN.findall(said.casefold())]


def _spelling(word: str, language: Language) -> str:
    if language == "en":
        return ENGLISH_ENDING.sub("is", ENGLISH_SPELLINGS.get(word, word))
    if len(word) < LONG_ENOUGH:
        return word
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", letters.replace(CIRCUMFLEX, "").replace(DIAERESIS, ""))


def bag(said: str, language: Language) -> Bag:
    """Count the words of a text; a Welsh word under any mutation is the same word."""
    found = _spelled(PREFIXED.sub(r"\1", plain(said)), language)
    return Counter(INITIAL.sub("", word) if language == "cy" else word for word in found)


def weights(bags: Iterable[Bag]) -> Weights:
    """Weigh words by how few of these texts have them."""
    texts = list(bags)
    having = Counter(word for one in texts for word in one)
    return {word: round(1000 * log((1 + len(texts)) / number)) + 100 for word, number in having.items()}


def weight(one: Bag, weighing: Weights) -> int:
    return sum(number * weighing[word] for word, number in one.items())


def similarity(one: Bag, other: Bag, weighing: Weights) -> float:
    """Give how much of both is the same words: 1 all, 0 none; the mean of counting words and of weighing them."""
    shared = [(word, min(number, other[word])) for word, number in one.items() if word in other]
    all_words, whole = one.total() + other.total(), weight(one, weighing) + weight(other, weighing)
    if not whole:
        return 0.0
    return sum(number for _word, number in shared) / all_words + weight(Counter(dict(shared)), weighing) / whole
