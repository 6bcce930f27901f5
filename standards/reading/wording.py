"""The words that NOS documents are built with, in each language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The child process that parses a file needs words only, and would load the database's library with this.
    from standards.foundation import Language

OVERVIEW, PERFORMANCE, KNOWLEDGE = "overview", "performance", "knowledge"
ASSESSED = (PERFORMANCE, KNOWLEDGE)
# Sections that hold criteria; the letters begin our codes.
LETTERS = {PERFORMANCE: "P", KNOWLEDGE: "K", "scope": "S", "values": "V", "behaviours": "B", "skills": "SK"}

HEADINGS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        OVERVIEW: (
            "Overview", "Summary", "About this Unit", "About this standard", "Unit overview", "Unit summary",
        ),
        PERFORMANCE: (
            "Performance criteria", "Outcomes of effective performance", "Performance outcomes",
            "Performance standards",
        ),
        KNOWLEDGE: (
            "Knowledge and understanding", "Knowledge & understanding", "Knowledge requirements",
            "Underpinning knowledge", "Underpinning knowledge and understanding", "Knowledge specification",
            "Knowledge specification for this unit", "Knowledge specification for the whole of this unit",
        ),
        "scope": (
            "Scope/range", "Scope range", "Scope", "Range",
            "Scope/range related to performance criteria",
            "Scope/range related to knowledge and understanding",
            "Scope range related to performance criteria",
            "Scope range related to knowledge and understanding", "Scope Performance", "Scope Knowledge",
        ),
        "values": ("Values",),
        "behaviours": ("Behaviours", "Behaviors"),
        "skills": ("Skills",),
        "glossary": ("Glossary",),
        "links": ("Links to other NOS", "Links to other National Occupational Standards"),
        "external_links": ("External Links",),
        "additional": ("Additional Information",),
    },
    "cy": {
        OVERVIEW: ("Trosolwg", "Crynodeb", "Ynglŷn â'r uned hon"),
        PERFORMANCE: ("Meini prawf perfformiad", "Meini prawf perfformio"),
        KNOWLEDGE: ("Gwybodaeth a dealltwriaeth",),
        "scope": (
            "Cwmpas/Ystod", "Cwmpas Ystod", "Cwmpas", "Cwmpas/Ystod cysylltiedig â meini prawf perfformiad",
            "Cwmpas/Ystod cysylltiedig â gwybodaeth a dealltwriaeth",
            "Cwmpas/Ystod sy'n gysylltiedig â meini prawf perfformiad",
            "Cwmpas/Ystod sy'n gysylltiedig â gwybodaeth a dealltwriaeth",
            "Cwmpas Perfformiad", "Gwybodaeth Cwmpas", "Cwmpas Gwybodaeth",
        ),
        "values": ("Gwerthoedd",),
        "behaviours": ("Ymddygiadau", "Ymddygiad"),
        "skills": ("Sgiliau",),
        "glossary": ("Geirfa",),
        "links": (
            "Cysylltiadau â SGC eraill", "Dolenni i NOS Eraill", "Cysylltiadau ag SGC eraill",
            "Dolenni i SGC eraill",
        ),
        "external_links": ("Cysylltiadau Allanol", "Dolenni Allanol"),
        "additional": ("Gwybodaeth Ychwanegol",),
    },
}  # fmt: skip

# Headings that no page but one of the NOS system prints.
SYSTEM_HEADINGS = frozenset({"scope performance", "scope knowledge", "cwmpas perfformiad", "gwybodaeth cwmpas"})

LEAD_INS: dict[Language, dict[str, str]] = {
    "en": {
        PERFORMANCE: r"(to [^.:]{1,60} )?you (must|need to|should) be able to( do)?( the following)?"
        r"|you (must|need to) show that( you)?( are able to)?",
        KNOWLEDGE: r"(to [^.:]{1,60} )?you (must|need to|should) know( and|,)? understand( the following)?"
        r"|you (must|need to) show that you know( and)? understand( and can apply( in practice)?)?( the following)?",
    },
    "cy": {
        PERFORMANCE: r"(rhaid i chi|mae'n rhaid i chi|mae angen i chi|bydd angen i chi) allu"
        r"|mae'n rhaid eich bod( chi)?'n gallu|rhaid eich bod( chi)?'n gallu",
        KNOWLEDGE: r"(mae angen i chi|rhaid i chi|mae'n rhaid i chi|bydd angen i chi) wybod a deall",
    },
}

LEAD_IN_WORD = re.compile(r"able|understand|show that|allu|deall", re.IGNORECASE)

LABELS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        "urn": ("URN",),
        "developed_by": ("Developed by",),
        "version": ("Version number", "Version"),
        "approved": ("Date approved", "Approved on", "Approved", "Approval date"),
        "review": ("Indicative review date", "Review date"),
        "validity": ("Validity",),
        "status": ("Status",),
        "originating_organisation": ("Originating organisation", "Originating organization"),
        "original_urns": ("Original URN",),
        "occupations": ("Relevant occupations",),
        "suites": ("Suite", "Suites", "Business Sectors (Suites)", "Business Sector (Suites)"),
        "keywords": ("Keywords", "Key words"),
        "soc_codes": ("SOC Code", "SOC Codes"),
        "category": ("NOSCategory", "NOS Category"),
    },
    "cy": {
        "urn": ("RCU",),
        "developed_by": ("Datblygwyd gan",),
        "version": ("Fersiwn rhif", "Rhif y fersiwn", "Rhif fersiwn", "Fersiwn"),
        "approved": ("Dyddiad cymeradwyo", "Cymeradwy ar", "Cymeradwywyd ar", "Cymeradwywyd"),
        "review": ("Dyddiad adolygu dangosol", "Dyddiad adolygu"),
        "validity": ("Dilysrwydd",),
        "status": ("Statws",),
        "originating_organisation": ("Sefydliad gwreiddiol", "Sefydliad cychwynnol"),
        "original_urns": ("RCU gwreiddiol", "URN gwreiddiol"),
        "occupations": ("Galwedigaethau perthnasol",),
        # "Cyfras" is the template's own misspelling; the website says "Sectorau Busnes".
        "suites": ("Cyfres/Set", "Cyfras/Set", "Cyfres", "Sectorau Busnes (Suites)", "Sectorau Busnes"),
        "keywords": ("Geiriau Allweddol",),
        "soc_codes": ("SOC Cod", "Cod SOC"),
        "category": ("NOSCategori", "Categori NOS"),
    },
}
# Labels that seldom open a sentence: one of them must stand in a block for it to be metadata.
STRONG_LABELS = frozenset(
    {"developed_by", "approved", "review", "originating_organisation", "original_urns", "occupations"}
)

MONTHS: dict[str, int] = {
    name: month
    for month, names in enumerate(
        (
            "jan january ion ionawr", "feb february chwef chwefror", "mar march maw mawrth",
            "apr april ebr ebrill", "may mai", "jun june meh mehefin", "jul july gorff gorffennaf gor",
            "aug august awst", "sep sept september medi", "oct october hyd hydref",
            "nov november tach tachwedd", "dec december rhag rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

VALIDITY = {
    "current": "current", "ar hyn o bryd": "current", "cyfredol": "current",
    "legacy": "legacy", "archive": "archive", "archived": "archive",
}  # fmt: skip
STATUS = {"original": "original", "gwreiddiol": "original", "tailored": "tailored"}

WELSH_LETTERS = tuple(re.findall("[a-z]+", "a b c ch d dd e f ff g ng h i j l ll m n o p ph r rh s t th u w y"))
ENGLISH_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
ROMAN = tuple(re.findall("[a-z]+", "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"))

# A hyphen after these at the end of a line is surely part of the word.
HYPHENATED = frozenset(
    re.findall("[a-z]+", "cyd hunan ail gwrth rhag is co re non self well up pre sub multi anti inter ex mid off on")
)
# A line that ends so is not finished.
_UNFINISHED = """
    a an and or the of to in on by for with from as at that which including e.g. i.e.
    against into between within through under during without towards upon via per than because
    your their its our his her any each every these those whose such
    ac neu y yr o i ar gan gyda â ag mewn yn am at er fel sydd sy'n gynnwys
    i'r o'r a'r â'r i'w o'u a'u a'i o'i eich eu ein unrhyw pob rhwng drwy trwy wrth
"""
UNFINISHED = frozenset(_UNFINISHED.split())

NOISE = re.compile(
    r"\[image: ?[^\]]*\]|not protectively marked|[*•_~\-–—=.]+"
    r"|page \d+( of \d+)?[:.]?|page \d+: .*|tudalen \d+( o \d+)?"
    r"|.{0,60} / page \d+|embed size \(px\)|advertisement|survey \* your assessment.*"
    r"|please consider allowing cookies.*|this (site|website) uses cookies.*|xmlns:\w+=\S*"
    r"|national occupational standards for [^.]{1,60} / \w+ \d{4}|skip to (main )?content|print this page",
    re.IGNORECASE,
)
# Lines longer than this are not wrapped.
WIDE = 160
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True)
class Known:
    """What a heading, lead-in or label stands for, and in which language it is written."""

    kind: str
    language: Language


def fold(text: str) -> str:
    """Case, quotes, stray asterisks and a closing colon put aside, for comparing only."""
    plain = text.translate(QUOTES).replace("*", " ").casefold()
    plain = re.sub(r"\s*/\s*", "/", " ".join(plain.split()))
    return plain.strip(" :;#").strip()


QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "`": "'", "\u00b4": "'", "\u201c": '"', "\u201d": '"'})
LONGEST_HEADING = 100


@cache
def _headings() -> dict[str, Known]:
    return {
        fold(form): Known(kind, language)
        for language, kinds in HEADINGS.items()
        for kind, forms in kinds.items()
        for form in forms
    }


@cache
def _labels() -> tuple[tuple[re.Pattern[str], Known], ...]:
    """Put the longest label first: one may begin another."""
    known = {
        fold(form): Known(field, language)
        for language, fields in LABELS.items()
        for field, forms in fields.items()
        for form in forms
    }
    return tuple((_pattern(form), known[form]) for form in sorted(known, key=len, reverse=True))


@cache
def _first_of_labels() -> frozenset[str]:
    return frozenset(fold(form)[:3] for fields in LABELS.values() for forms in fields.values() for form in forms)


def _pattern(label: str) -> re.Pattern[str]:
    words = r"\s*".join(re.escape(part) for part in re.split(r"(?<=/)|(?=/)", label) if part)
    return re.compile(words.replace(r"\ ", r"\s+") + r"(?![\w'/])", re.IGNORECASE)


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(form[:3] for form in _headings())


def may_open_heading(text: str) -> bool:
    """Rule out at a glance most lines that open no heading; one begins with a capital, the end of an item does not."""
    begins = text.lstrip("*#_: ")[:3]
    return begins[:1].isupper() and begins.casefold() in _first_letters()


def heading_of(text: str) -> Known | None:
    if len(text) > LONGEST_HEADING or not may_open_heading(text):
        return None
    return _headings().get(fold(text))


def lead_in_of(text: str) -> Known | None:
    if len(text) > LONGEST_HEADING or not LEAD_IN_WORD.search(text):
        return None
    folded = fold(text).replace(",", "")
    for language, kinds in LEAD_INS.items():
        for kind, pattern in kinds.items():
            if re.fullmatch(pattern, folded):
                return Known(kind, language)
    return None


def label_of(text: str) -> tuple[Known, str, str] | None:
    """Find the longest known label that the text begins with, as printed, and the words after it."""
    if not text[:1].isupper() or text[:3].casefold() not in _first_of_labels():
        return None
    plain = text.translate(QUOTES)
    for pattern, known in _labels():
        found = pattern.match(plain)
        if found:
            return known, text[: found.end()], text[found.end() :].lstrip(" :").strip()
    return None


def is_noise(text: str) -> bool:
    return bool(NOISE.fullmatch(text)) or (bool(CYRILLIC.search(text)) and "scribd" in text.casefold())
