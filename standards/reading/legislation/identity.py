"""Which instrument a printed law is: its title, its number and, of a Part alone, what the register knows of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standards.drafting import Problem
from standards.foundation import Language
from standards.reading import register, urns
from standards.reading.legislation.blocks import Block
from standards.reading.legislation.provisions import Part
from standards.reading.problems import problem

TITLE = re.compile(
    r"(?:Rheoliadau|Gorchymyn|Rheolau|Gorchmynion) .{3,200} \d{4}"
    r"|(?:The )?[A-Z].{3,200} (?:Regulations|Order|Rules) \d{4}"
)
NUMBER = re.compile(r"(?P<year>(?:19|20)\d\d) (?:No\.?|Rhif) (?P<n>\d{1,5})(?P<welsh> \((?:W|Cy)\. ?\d+\))?.{0,40}")


@dataclass(frozen=True)
class Identity:
    """The URN, where it is from, and the title with the note of what was not in the text."""

    urn: str | None
    urn_from: str
    title: str
    problems: tuple[Problem, ...] = ()


def identity(
    before: Sequence[Block], parts: Sequence[Part], language: Language, given: str | None, name: str
) -> Identity:
    """Find what the instrument is called by the person, the text, the register, the file's name, in this order."""
    title = next((block.text for block in before if TITLE.fullmatch(block.text)), "")
    numbered = next((found for block in before if (found := NUMBER.fullmatch(block.text))), None)
    entry = _registered(parts)
    problems: list[Problem] = []
    if not title and entry and entry.title.get(language):
        title = entry.title[language]
        problems.append(problem("title-from-register", None, title=title))
    elif not title and any(part.heading for part in parts):
        heading = next(part for part in parts if part.heading)
        title = heading.heading
        problems.append(problem("title-is-heading", heading.line))
    elif not title:
        problems.append(problem("title-missing", 1))
    urn, urn_from, told = _urn(numbered, entry, parts, given, name)
    return Identity(urn, urn_from, title, (*problems, *told))


def _urn(
    printed: re.Match[str] | None,
    entry: register.Instrument | None,
    parts: Sequence[Part],
    given: str | None,
    name: str,
) -> tuple[str | None, str, list[Problem]]:
    in_text = f"{'WSI' if printed['welsh'] else 'UKSI'}-{printed['year']}-{printed['n']}" if printed else None
    if given:
        differs = in_text is not None and not urns.normal(given).startswith(urns.normal(in_text))
        return given.strip(), "given", [problem("urn-given-differs", None, urn=given, other=in_text)] if differs else []
    if in_text:
        single = len(parts) == 1 and parts[0].level == "part" and parts[0].number
        return (f"{in_text}-P{parts[0].number}" if single else in_text), "text", []
    if entry:
        return entry.urn, "catalogue", [problem("instrument-from-register", None, urn=entry.urn)]
    half = next((one for one in register.instruments() if any(one.headed(part.heading) for part in parts)), None)
    told = [problem("instrument-half-matched", parts[0].line, urn=half.urn)] if half else []
    found = urns.in_name(name)
    if found:
        return found, "file name", [*told, problem("urn-in-file-name", None, urn=found)]
    return None, "none", [*told, problem("urn-missing", parts[0].line)]


def _registered(parts: Sequence[Part]) -> register.Instrument | None:
    """Match a Part that stands alone by its number, its heading and its regulations together."""
    if len(parts) != 1 or not parts[0].regulations:
        return None
    codes = parts[0].regulations
    return register.instrument(parts[0].number, parts[0].heading, codes[0].code, codes[-1].code)
