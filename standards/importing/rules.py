"""When a problem may be settled how, and when an import may still be changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from standards.drafting import Draft
from standards.foundation import Refused

LONGEST_URN = 64
LONGEST_EDITION = 32
LONGEST_CODE = 64
LONGEST_PRINTED = 32
LONGEST_TEXT = 20_000
LONGEST_NOTE = 1_000
A_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class State(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    PAIRED = "paired"
    """It went into an import of both languages."""


class How(StrEnum):
    """How a problem was settled."""

    ACCEPTED = "accepted"
    """What was read is right as it stands."""
    MENDED = "mended"
    """It was wrong, and the draft says now what is right."""
    DROPPED = "dropped"
    """It does not matter here, for the reason given."""


def check_open(state: str) -> None:
    if state == State.PAIRED:
        raise Refused("import-paired")
    if state != State.OPEN:
        raise Refused("import-closed")


def check_put_aside(state: str) -> None:
    if state not in {State.DISCARDED, State.PAIRED}:
        raise Refused("import-not-discarded")


def check_settling(severity: str, how: How, note: str, *, changed: bool) -> None:
    """Check that a problem may be settled so. Raises Refused."""
    if how is How.ACCEPTED and severity == "error":
        raise Refused("error-not-accepted")
    if how is How.MENDED and not changed:
        raise Refused("nothing-mended")
    if how is How.DROPPED and not note:
        raise Refused("drop-needs-reason")


def check_complete(draft: Draft, edition: str) -> None:
    """Check that nothing in a draft is left empty or longer than what it is known by may be. Raises Refused."""
    codes = [one.code for one in draft.criteria()]
    printed = [one.printed or "" for one in draft.criteria()]
    known_by = (
        (draft.urn or "", LONGEST_URN),
        (edition, LONGEST_EDITION),
        *((code, LONGEST_CODE) for code in codes),
        *((mark, LONGEST_PRINTED) for mark in printed),
    )
    said = next((said for said, most in known_by if len(said) > most), None)
    if said is not None:
        raise Refused("standard-too-long", said=said)
    empty = next((one.code for one in draft.criteria() if not (one.text.cy or one.text.en)), None)
    if empty is not None:
        raise Refused("criterion-without-text", criterion=empty)


def faults(fields: Mapping[str, str], standing: Mapping[str, str]) -> dict[str, str]:
    """Give what is wrong with what was typed: name → code; what the document itself prints so is no fault."""
    before = _faults(standing)
    same = {name for name, said in fields.items() if said == standing[name]}
    same -= set() if {"approved", "review"} <= same else {"review"}
    return {name: code for name, code in _faults(fields).items() if not (name in same and before.get(name) == code)}


def _faults(fields: Mapping[str, str]) -> dict[str, str]:
    codes = [said for name, said in fields.items() if name.endswith("-code")]
    found = {name: code for name, said in fields.items() if (code := _fault(name, said, codes))}
    if "approved" not in found and "review" not in found and _before(fields["review"], fields["approved"]):
        found["review"] = "review-before-approval"
    return found


def _fault(name: str, said: str, codes: Iterable[str]) -> str | None:
    if name in {"approved", "review"}:
        return "date-wrong" if said and not is_date(said) else None
    if name.endswith("-code"):
        if not said:
            return "code-missing"
        if list(codes).count(said) > 1:
            return "code-twice"
    longest = _longest(name)
    return "too-long" if len(said) > longest else None


def _longest(name: str) -> int:
    if name == "urn":
        return LONGEST_URN
    if name.endswith("-code"):
        return LONGEST_CODE
    return LONGEST_EDITION if name == "version" else LONGEST_TEXT


def is_date(said: str) -> bool:
    """Tell whether this is a year, a month of one, or a day, as a document may print it."""
    found = A_DATE.fullmatch(said)
    if found is None:
        return False
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def _before(review: str, approved: str) -> bool:
    """Tell whether a review comes before the approval, as exactly as both are known."""
    exact = min(len(review), len(approved))
    return exact > 0 and review[:exact] < approved[:exact]


def by_urgency(severity: str) -> int:
    return ("error", "check", "note").index(severity) if severity in {"error", "check", "note"} else 3
