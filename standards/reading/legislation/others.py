"""Laws that are no standard as they stand: an Act, and an instrument that changes the words of another."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from standards.drafting import Problem
from standards.reading.legislation.blocks import Block
from standards.reading.lines import Line
from standards.reading.problems import problem

TOP = 15
"""Within so many lines an Act says its title."""
FEWEST = 2
ACT = re.compile(
    r"(?:Deddf|Mesur) .{3,150} \d{4}(?: \(.{1,20}\))?|(?:The )?[A-Z].{3,150} (?:Act|Measure) \d{4}(?: \(.{1,20}\))?"
)
SECTION = re.compile(r"\d{1,3}[A-Z]{0,2}\s?[A-ZÂÊÎÔÛŴŶ“\"‘][^.;]{2,200}")
SUBSECTION = re.compile(r"\(1\)?")
AMENDING = re.compile(
    r"(?:is|are) amended as follows|d?diwygi\w* .{0,80}fel a ganlyn"
    r"|\b(?:substitute|insert|rhodder|mewnosoder)\s*[—–:“\"‘]|\bomit [“\"‘]|\bhepgorer\b",
    re.IGNORECASE,
)


def is_act(lines: Iterable[Line]) -> bool:
    """Say whether a text is of an Act: its title says so, and its numbered headings stand over subsections."""
    full = [line.text for line in lines if line.text]
    titled = any(ACT.fullmatch(text) for text in full[:TOP])
    headed = sum(1 for heading, below in pairwise(full) if SECTION.fullmatch(heading) and SUBSECTION.match(below))
    return titled and headed >= FEWEST


def amending(blocks: Sequence[Block]) -> list[Problem]:
    """Tell of the first provision that puts words into another law, and how many do."""
    found = [block for block in blocks if AMENDING.search(block.text)]
    return [problem("amending-instrument", found[0].first, count=len(found))] if found else []
