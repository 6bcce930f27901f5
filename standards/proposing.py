"""What may be proposed of rows that do not agree by themselves: by number or place alone, for a person to confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from standards.drafting import Criterion
from standards.pairing import Pair, Standing, agree, same_number


class Reason(StrEnum):
    """Why two criteria are proposed to be one."""

    NUMBER = "number"
    """The same number is printed before both."""
    PLACE = "place"
    """They stand in the same place among as many, and something else sets them apart."""


Proposed = tuple[Criterion, Reason]


def proposals(rows: Sequence[Pair]) -> Mapping[str, Proposed]:
    """Propose for open Welsh criteria of one place, by their codes, an open English one; never by what they say."""
    welsh, english = [one.cy for one in rows if one.cy], [one.en for one in rows if one.en]
    free = [one.en for one in rows if one.standing is Standing.OPEN and one.en]
    as_many = len(welsh) == len(english)
    found: dict[str, Proposed] = {}
    for place, one in enumerate(welsh):
        if any(row.cy is one and row.standing is not Standing.OPEN for row in rows):
            continue
        same = [other for other in free if _numbered_alike(one, other)]
        if len(same) == 1:
            found[one.code] = same[0], Reason.NUMBER
        elif as_many and any(other is english[place] for other in free):
            found[one.code] = english[place], Reason.PLACE
    taken = Counter(other.code for other, _reason in found.values())
    return {code: proposed for code, proposed in found.items() if taken[proposed[0].code] == 1}


def _numbered_alike(cy: Criterion, en: Criterion) -> bool:
    """Tell whether two have one number; ours, given by place, where neither document prints any."""
    if not cy.printed and not en.printed:
        return cy.code == en.code and agree(cy, en)
    return bool(cy.printed and en.printed) and same_number(cy.printed, en.printed) and agree(cy, en)
