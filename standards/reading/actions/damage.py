"""What scanning does to words: found by their signs, never mended."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from standards.foundation import Language

# What no word holds; words are looked at one by one, so that a long run of signs costs no more than its length.
GARBLED = re.compile(r"[|\\\[\]{}<>^~#§_=]|(?<!\d)%|^[?!;]+\w|\)\(|([a-zA-Z])\1\1")
LONGEST_WORD = 60
DAMAGED = re.compile(r"’'|'’|''|’’|(?<!\w)[ei]\.[eg],|[a-z][A-Z]")
# Welsh is not written with these; a name that is (Zoom, Excel) begins large.
NOT_WELSH = re.compile(r"[éèàùì]|['’]y$")
NO_WELSH_LETTER = re.compile(r"[kqvxz]")
NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvxz]{3,}[.,;:]?")
PHRASES: dict[Language, tuple[re.Pattern[str], ...]] = {
    "cy": (
        re.compile(r"\bary\b(?: \w{1,30})?", re.IGNORECASE),
        re.compile(r"(?:\b\w{1,30} )?(?<!\S)[&@](?!\w)['’]?\w{0,30}(?: \w{1,30})?"),
    ),
    "en": (re.compile(r"(?<!\S)@(?!\S)"),),
}
IN_BOTH = (re.compile(r"\b\w{1,30} [.,;](?=\s)"), re.compile(r"(?<=\.\n)[a-z]\w{0,30}"))
CLOSED_ONLY = re.compile(r"(?<!\w)\w{3,}’(?=\s|$)")
SHORTEST_ALIKE = 5
ROUND = str.maketrans({"o": "a", "q": "a"})
UPRIGHT = str.maketrans({"i": "l", "1": "l", "í": "l"})
QUOTED = re.compile(r"‘[^‘]{0,400}?’(?!\w)")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Damage:
    """The words of one text that look damaged, and those that cannot be read at all."""

    garbled: tuple[str, ...]
    doubtful: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.garbled or self.doubtful)


def damage_in(text: str, language: Language, twins: Collection[str]) -> Damage:
    """Find what looks damaged; `twins` are words that another of the document looks like."""
    words = text.split()
    garbled = [word for word in words if len(word) > LONGEST_WORD or GARBLED.search(word)]
    doubtful = [found.group() for pattern in (*PHRASES[language], *IN_BOTH) for found in pattern.finditer(text)]
    doubtful += [word for word in words if len(word) <= LONGEST_WORD and _is_doubtful(word, language)]
    doubtful += [found.group() for found in CLOSED_ONLY.finditer(QUOTED.sub(" ", text))] if language == "cy" else []
    doubtful += [word for word in WORD.findall(text) if word.casefold() in twins]
    doubtful += [text.rsplit(maxsplit=1)[-1]] if text.endswith("/") else []
    doubtful += [sign for sign, other in (("(", ")"), (")", "(")) if text.count(sign) > text.count(other)]
    told = {sign for word in garbled for sign in ("(", ")") if sign in word}
    told |= {part for word in garbled for part in (word, *WORD.findall(word))}
    return Damage(_once(garbled), tuple(one for one in _once(doubtful) if one not in told))


def _is_doubtful(word: str, language: Language) -> bool:
    if DAMAGED.search(word):
        return True
    if language == "en":
        return bool(NO_VOWEL.fullmatch(word))
    return bool(NOT_WELSH.search(word) or (word.islower() and NO_WELSH_LETTER.search(word)))


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in found if one.strip()))


def twins_in(texts: Iterable[str]) -> frozenset[str]:
    """Find words that only a scanner confuses with another of the document: amisector, amlsector; rolou, rolau.

    Of two that differ in upright signs either may be damaged; of two that differ in round ones, the rarer is.
    """
    counts = Counter(word for text in texts for word in WORD.findall(text.casefold()) if len(word) >= SHORTEST_ALIKE)
    upright: dict[str, set[str]] = defaultdict(set)
    round_: dict[str, set[str]] = defaultdict(set)
    for word in counts:
        upright[re.sub("l+", "l", word.translate(UPRIGHT))].add(word)
        round_[word.translate(ROUND)].add(word)
    found = {word for alike in upright.values() if len({word.count("i") for word in alike}) > 1 for word in alike}
    for alike in round_.values():
        found |= alike - {max(alike, key=lambda word: (not NO_WELSH_LETTER.search(word), counts[word]))}
    return frozenset(found)
