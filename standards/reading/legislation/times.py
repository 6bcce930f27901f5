"""The times that a provision sets, as data."""

import re

from standards.facts import TimeLimit, TimeUnit
from standards.foundation import Language
from standards.reading.legislation.openings import APOSTROPHES

NUMBERS: dict[Language, dict[str, int]] = {
    "cy": {
        "un": 1, "dau": 2, "ddau": 2, "dwy": 2, "ddwy": 2, "tri": 3, "dri": 3, "thri": 3, "tair": 3, "dair": 3,
        "thair": 3, "pedwar": 4, "bedwar": 4, "phedwar": 4, "pedair": 4, "bedair": 4, "phedair": 4, "pum": 5, "bum": 5,
        "phum": 5, "chwe": 6, "saith": 7, "wyth": 8, "naw": 9, "deg": 10, "ddeg": 10, "deng": 10, "ddeng": 10,
        "deuddeg": 12, "ddeuddeg": 12, "deuddeng": 12, "ddeuddeng": 12, "pymtheng": 15, "bymtheng": 15,
        "deunaw": 18, "ddeunaw": 18, "ugain": 20,
    },
    "en": {
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-one": 21,
        "twenty-eight": 28, "thirty": 30,
    },
}  # fmt: skip
UNITS: dict[Language, tuple[tuple[str, TimeUnit], ...]] = {
    "cy": (
        (r"(?:o ddiwrnodau|[dn]?diwrnod|ddiwrnod|niwrnod) gwaith|o ddiwrnodau gwaith", "working_day"),
        (r"o ddiwrnodau|diwrnod|ddiwrnod|niwrnod", "day"),
        (r"(?:o )?wythnos(?:au)?", "week"),
        (r"(?:o )?[mf]is(?:oedd)?", "month"),
        (r"(?:o )?(?:b|f|m)?lynedd(?:oedd)?|(?:b|f)lynedd|mlynedd|(?:b|f)lwyddyn", "year"),
        (r"(?:o )?oriau|awr", "hour"),
    ),
    "en": (
        (r"(?:working|business) days?", "working_day"),
        (r"(?:clear |calendar )?days?", "day"),
        (r"weeks?", "week"),
        (r"months?", "month"),
        (r"years?(?! of age)(?! old)", "year"),
        (r"hours?", "hour"),
    ),
}
STARTS: dict[Language, str] = {
    "cy": r"(?:ar ôl|wedi|yn dilyn|o'r|o ddyddiad|o ddiwrnod|gan ddechrau|sy'n dechrau|yn dechrau|cyn|ers) [^;,.—]+"
    r"|blaenorol|diwethaf|yn union cyn [^;,.—]+",
    "en": r"(?:after|of|from|beginning with|starting with|beginning on|following|before|since|preceding) [^;,.—]+",
}
LOOKING_BACK: dict[Language, str] = {"cy": r"(?!x)x", "en": r"(?:preceding|previous|last)\s+$"}
EXTENDING: dict[Language, str] = {
    "cy": r"estyn(?:nir)? (?:y |yr )?(?:terfyn|cyfnod|amser)",
    "en": r"(?:extend\w* the (?:time|period|limit)|(?:time limit|period|time)[^.;]{0,60} (?:may|can) be extended)",
}
CONSENT: dict[Language, str] = {
    "cy": r"cydsyni|chydsyni|gydsyni|cytuno|chytuno|gytuno|chytundeb|gytundeb",
    "en": r"\bconsent|\bagree",
}
PROMPTLY: dict[Language, str] = {
    "cy": r"yn ddi-?oed|yn ddioed|heb oedi",
    "en": r"without delay|immediately|forthwith",
}
UNIT_WORDS: dict[str, tuple[str, str]] = {
    "hour": ("awr", "hours"),
    "day": ("diwrnod", "days"),
    "working_day": ("diwrnod gwaith", "working days"),
    "week": ("wythnos", "weeks"),
    "month": ("mis", "months"),
    "year": ("blynedd", "years"),
}


def time_limits(text: str, language: Language, target: str | None) -> tuple[TimeLimit, ...]:
    """Find the times in their order; `target` is the paragraph that an extension would extend."""
    plain = text.translate(APOSTROPHES)
    extends = target if re.search(EXTENDING[language], plain, re.IGNORECASE) else None
    consent = extends is not None and bool(re.search(CONSENT[language], text, re.IGNORECASE))
    found = [
        (match.start(), _counted(match, text, language, extends, consent=consent))
        for match in _pattern(language).finditer(plain)
        if not re.match(r"[\s,]*(?:oed\b|of age|old\b)", text[match.end() :])
    ]
    if extends and not found:
        found.append((0, TimeLimit(None, None, None, extends, consent=consent)))
    promptly = re.finditer(PROMPTLY[language], text, re.IGNORECASE)
    found += [(match.start(), TimeLimit(None, "without_delay")) for match in promptly]
    return tuple(limit for _, limit in sorted(found, key=lambda one: one[0]))


def _pattern(language: Language) -> re.Pattern[str]:
    numbers = "|".join(sorted(NUMBERS[language], key=len, reverse=True))
    units = "|".join(form for form, _ in UNITS[language])
    return re.compile(rf"(?<![\w(])(?P<n>\d{{1,4}}|{numbers})[ -](?P<unit>{units})(?!\w)", re.IGNORECASE)


def _counted(match: re.Match[str], text: str, language: Language, extends: str | None, *, consent: bool) -> TimeLimit:
    said = match["n"].casefold()
    n = int(said) if said.isdigit() else NUMBERS[language][said]
    unit = next(unit for form, unit in UNITS[language] if re.fullmatch(form, match["unit"], re.IGNORECASE))
    start = re.match(rf"\s(?P<start>{STARTS[language]})", text.translate(APOSTROPHES)[match.end() :])
    before = re.search(LOOKING_BACK[language], text[: match.start()])
    words = text[match.end() + start.start("start") : match.end() + start.end("start")] if start else ""
    said_start = words.strip() if words else before.group().strip() if before else None
    return TimeLimit(n, unit, said_start, extends, consent=consent)
