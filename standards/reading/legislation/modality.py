"""What a paragraph of a law does: it binds, forbids, defines, excepts or allows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from standards.facts import Modality
from standards.foundation import Language
from standards.reading.legislation.openings import APOSTROPHES

MODALITY_WORDS: dict[Modality, tuple[str, str]] = {
    "duty": ("dyletswydd", "a duty"),
    "prohibition": ("gwaharddiad", "a prohibition"),
    "definition": ("diffiniad", "a definition"),
    "exception": ("eithriad", "an exception"),
    "power": ("pŵer", "a power"),
}
_UNIT: dict[Language, str] = {
    "cy": r"(?:paragraff|is-baragraff|rheoliad|rheoliadau|gorchymyn|atodlen|rhan|bennod|pennod|erthygl)",
    "en": r"(?:paragraph|sub-paragraph|regulation|regulations|order|schedule|part|chapter|article)s?",
}
# A paragraph that opens so does nothing but say what words mean or when other paragraphs apply.
OPENING: dict[Language, str] = {
    "cy": rf"yn (?:y|yr) {_UNIT['cy']} h[wyo]n\w*,?[— ]+(?:(?:ystyr|mae) |$)|ystyr [“\"‘]"
    rf"|mae(?:'r| y| yr) {_UNIT['cy']} h[wyo]n\w* yn gymwys",
    "en": rf"in (?:this|these) {_UNIT['en']},?(?:[— ]*$| [“\"‘]| references?)"
    rf"|[“\"‘][^“”\"’]+[”\"’](?: \([^)]*\))? means"
    rf"|(?:this|these) {_UNIT['en']} appl(?:y|ies)",
}
PURPOSE: dict[Language, str] = {"cy": r"at ddibenion ", "en": r"for the purposes? of "}
# In a main clause; the earliest one counts, and of two at one place the first in this list.
MARKERS: dict[Language, tuple[tuple[Modality, str], ...]] = {
    "cy": (
        ("prohibition", r"(?<!\w)(?:ni chaniateir|ni chaiff|ni cheir|ni all|ni ellir|gwaherddir)(?!\w)"),
        ("prohibition", r"(?<!\w)rhaid(?: i(?:'r| ))?[^,;.—]*? (?:b|p)eidio (?:â|ag)(?!\w)"),
        ("prohibition", r"yn unig,? y (?:caniateir|ceir|caiff|gellir)"),
        ("prohibition", r"(?:mae'n|yn) (?:dramgwydd|drosedd)(?!\w)"),
        ("exception", r"nid oes dim yn"),
        ("exception", r"nid yw'n ofynnol|nid oes (?:angen|rhaid|rheidrwydd|dyletswydd|gofyniad)"),
        ("exception", rf"nid yw(?:'r| y| yr)? {_UNIT['cy']}\b[^,;.]{{0,40}} yn gymwys"),
        ("duty", r"(?<!bod )(?<!fod )(?<!y mae'n )(?<!nad oes )(?<!\w)rhaid(?!\w)"),
        ("duty", r"(?<!\w)(?:mae'n ofynnol|mae dyletswydd)(?!\w)"),
        ("power", r"(?:^|[,;:] |\b(?:a|ac|neu) |\bhwn )(?:caiff|ceir|gellir|gall)(?!\w)"),
    ),
    "en": (
        ("exception", r"\bnothing in (?:this|these|paragraph|regulation)"),
        ("exception", r"\b(?:is|are) not required to\b|\bneed not\b|\b(?:does|do|shall) not apply\b"),
        ("prohibition", r"\b(?:must|shall|may) not\b|\bno (?:person|one|provider)\b[^,;.]*\b(?:may|shall|must)\b"),
        ("prohibition", r"\b(?:may|must|shall) only\b|\bonly (?:those|such|the|a)\b[^.;]*\bmay be\b"),
        ("prohibition", r"\bis prohibited\b|\bis an offence\b|\bcommits an offence\b"),
        ("duty", r"\b(?:must|shall)\b|\b(?:is|are) required to\b|\bhas a duty\b|\bit is the duty\b"),
        ("power", r"\bmay\b"),
    ),
}
SUBORDINATE = re.compile(
    r"\b(?:who|whom|whose|which|that|where|if|unless|when|as|until|before|after|reasonably)\b|^(?:except|subject)\b",
    re.IGNORECASE,
)
IMPERSONAL: dict[Language, str] = {"cy": r"^(?:[^,]*, )?ni(?:d)? \w{3,}ir(?!\w)", "en": r"\b(?:is|are) not to be \w+"}
AUTHORITY: dict[Language, str] = {
    "cy": r"(?:weinidogion|gweinidogion) cymru|ysgrifennydd gwladol",
    "en": r"\bwelsh ministers\b|\bsecretary of state\b",
}


@dataclass(frozen=True)
class Judged:
    """What a paragraph was taken to do, and the code of what is to be told of it."""

    modality: Modality
    problem: str | None = None


def judged(lead: str, closing: str, parts: Iterable[str], language: Language) -> Judged:
    """Judge a paragraph by its main clause; where that has no verb of its own, by the parts under it."""
    sentence = f"{lead} {closing}".strip().translate(APOSTROPHES)
    parts = [part.translate(APOSTROPHES) for part in parts]
    if re.match(OPENING[language], sentence, re.IGNORECASE):
        return Judged("definition")
    own = _first(sentence, language)
    if own is not None:
        return _of_authority(own, sentence, language)
    if re.match(PURPOSE[language], sentence, re.IGNORECASE) or _defines(sentence, language):
        return Judged("definition")
    if re.search(IMPERSONAL[language], sentence, re.IGNORECASE):
        return Judged("power", "modality-of-authority")
    under = [found for part in parts if (found := _first(part, language)) is not None]
    if not under:
        return Judged("definition", "modality-unsure")
    order: tuple[Modality, ...] = ("duty", "prohibition", "power", "exception", "definition")
    taken = min(under, key=order.index)
    return Judged(taken, "modality-mixed" if len(set(under)) > 1 else None)


def _first(text: str, language: Language) -> Modality | None:
    found: list[tuple[int, int, Modality]] = []
    for place, (modality, pattern) in enumerate(MARKERS[language]):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if not _subordinate(match, text, modality, language):
                found.append((match.start(), place, modality))
                break
    return min(found)[2] if found else None


def _subordinate(match: re.Match[str], text: str, modality: Modality, language: Language) -> bool:
    """In English, "may" also stands in clauses that only describe somebody or something."""
    if language == "cy" or modality != "power":
        return False
    before = text[: match.start()]
    led = re.match(r"(?:where|if|when|subject|unless)\b", text, re.IGNORECASE)
    clause = re.split(r"[,;—]", before)[-1] if led else before
    others = any(re.search(pattern, text, re.IGNORECASE) for kind, pattern in MARKERS["en"][2:6])
    return bool(SUBORDINATE.search(clause)) and (others or clause is not before)


def _of_authority(modality: Modality, sentence: str, language: Language) -> Judged:
    """Take what forbids an authority for a limit on its power: nobody is assessed on it."""
    subject = re.split(r"\b(?:must|may|shall) not\b", sentence)[0] if language == "en" else sentence
    forbidding = r"\bni (?:chaiff|all|chaniateir i) (?:\w+ )?" if language == "cy" else ""
    bound = re.search(forbidding + AUTHORITY[language], subject, re.IGNORECASE)
    by = rf"\b(?:given|granted|made|issued) by the (?:{AUTHORITY['en']})"
    if modality == "prohibition" and (bound or (language == "en" and re.search(by, sentence, re.IGNORECASE))):
        return Judged("power", "modality-of-authority")
    return Judged(modality)


def _defines(sentence: str, language: Language) -> bool:
    form = (
        r"ystyr [“\"‘]|mae i [“\"‘]|cyfeiriadau? at .* yn (?:gyfeiriad|cynnwys)|enw'r (?:rheoliadau|gorchymyn|rheolau)"
        r"|d(?:aw|euant|eui)(?:'r| y)? [^.]{0,60}i rym|yn gymwys o ran"
        if language == "cy"
        else r"[”\"’](?: \([^)]*\))? (?:means|includes|has the)|may be cited as"
        r"|title of (?:this|these) \w+ is|references? to .* (?:is|are|include)"
        r"|is to be (?:read|construed|treated)|are to be (?:read|construed|treated)|come into force"
        r"|appl(?:y|ies) in relation to"
    )
    return bool(re.search(form, sentence, re.IGNORECASE))
