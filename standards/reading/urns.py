"""What a URN looks like, where one stands in a line, and when two are the same."""

import re
from dataclasses import dataclass

LONGEST = 20
# Two capitals, then anything the register has: LSIAG11, CFABAA213a, COGBENG-06, LANFe9, PPL.C224, CFAM&LDC2.
ONE_WORD = re.compile(r"[A-Z]{2}[A-Za-z0-9&.\-]*")
TWO_WORDS = re.compile(r"[A-Z]{2,6} [A-Z]{1,6}\d{1,4}[a-z]?(?![\w.])")
WITHOUT_DIGIT = re.compile(r"[A-Z]{5,10}|[A-Z]{3,6}\.[A-Z]")
DOTTED = re.compile(r"[A-Z]{3,6}\.[A-Z]")
UNIT = re.compile(r"Unit(?: (?:number|code|reference|ref|no)\.?)?:? (?=[A-Z]{2})", re.IGNORECASE)
SQA_WRAPPER = re.compile(r"[A-Z0-9]{4} \d{2} \((?P<urn>[A-Z]{2,}[\w.&\-]*)\)[ :\-–]*(?P<title>.*)")
SQA_CODE = re.compile(
    r"(?P<urn>[A-Z]{2}[\w.&\-]*) [-–] SQA (unit )?code [A-Z0-9]{4} \d{2}[ :\-–]*(?P<title>.*)", re.IGNORECASE
)
# Methods, norms and the like whose names have a URN's form.
NAMES = re.compile(r"(?:PRINCE2|PMBOK\d|ITIL(?:v?\d)|COVID-?19|ISO\d{3,}|HTML\d|MS365)", re.IGNORECASE)
# Bodies whose URNs may have no digit: where such a word opens a page before a title, it is one.
OF_A_BODY = re.compile(r"(?P<urn>(?:CFA|LSI|SFH|SFJ|SCD|EUS|PPL)[A-Z]{2,7})[ :–-]+(?P<title>[A-Z].*)")
FILE_NAME = re.compile(r"(?<=[A-Za-z0-9])\.(?:docx?|pdf)$")
IN_A_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:(?!NOS )[A-Z]{3,6} [A-Z]{1,3}\d{1,4}|[A-Z]{3,6}\.[A-Z]"
    r"|[A-Z]{3,}[A-Za-z&.]*(?:\d[A-Z]+)?(?:\d*-\d\d|\d+[a-z]?))(?![A-Za-z0-9])"
)
NOTHING = frozenset({"n/a", "na", "none", "dim", "-", "amh", "amherthnasol"})


@dataclass(frozen=True)
class Heading:
    """A line that opens a standard: its URN and the title on the same line, if any."""

    urn: str
    title: str = ""


def normal(urn: str) -> str:
    """For comparing only: capitals, no spaces at the ends, no zeros before a number."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", " ".join(urn.upper().split()))


def is_urn(text: str) -> bool:
    """Say whether the form could hardly be a word: it holds a digit."""
    return (
        len(text) <= LONGEST
        and not NAMES.fullmatch(text)
        and any(sign.isdigit() for sign in text)
        and bool(ONE_WORD.fullmatch(text) or TWO_WORDS.fullmatch(text))
    )


def digits_in(urn: str) -> int:
    return sum(sign.isdigit() for sign in urn)


def may_be_urn(text: str) -> bool:
    """Also the rare forms without a digit, which only their place can confirm."""
    return is_urn(text) or bool(WITHOUT_DIGIT.fullmatch(text))


def opening(text: str) -> Heading | None:
    """Find the URN that a line opens with, alone or before a title."""
    for wrapper in (SQA_WRAPPER, SQA_CODE):
        found = wrapper.fullmatch(text)
        if found:
            return Heading(found["urn"], found["title"].strip())
    text = FILE_NAME.sub("", text)
    if is_urn(text):
        return Heading(text)
    text = UNIT.sub("", text, count=1) if UNIT.match(text) else text
    two = TWO_WORDS.match(text)
    first, _, rest = (two.group(), "", text[two.end() :]) if two else text.partition(" ")
    rest = rest.lstrip(" -–:/")
    if (is_urn(first) or DOTTED.fullmatch(first)) and len(first) > 3 and rest[:1].isupper():
        return Heading(first, rest)
    return None


def opening_page(text: str) -> Heading | None:
    """Find the URN that the first line of a page opens with, also one without a digit if a body's letters begin it."""
    found = OF_A_BODY.fullmatch(text)
    return opening(text) or (Heading(found["urn"], found["title"]) if found else None)


def in_name(name: str) -> str | None:
    found = IN_A_NAME.search(name.replace("_", " "))
    return found.group() if found else None


def listed(text: str) -> tuple[str, ...]:
    """Give the URNs of a printed list; "n/a" is none."""
    urns: list[str] = []
    for piece in re.split(r"[;,]|\s+(?:and|a|ac|&)\s+", text):
        urn = piece.strip(" .")
        if not urn or urn.casefold() in NOTHING:
            continue
        words = urn.split()
        several = len(words) > 1 and all(any(sign.isdigit() for sign in word) for word in words)
        urns.extend(words if several else [urn])
    return tuple(urns)
