"""What evidence must still say before it is submitted: in words, and at which field of its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portfolio.evidence.forms.kinds import PARTICULAR_WORDS, PREFIX
from portfolio.evidence.rules import NEEDS_PARTICULARS, Lack
from portfolio.evidence.rules.kinds import Particular, Shape, shape

ABOVE: Mapping[str, tuple[str, Any]] = {
    "evidence-needs-title": ("title", _l("Give the evidence a title.")),
    "evidence-needs-date": ("happened_on", _l("Enter the date when it happened.")),
    "evidence-in-future": ("happened_on", _l("The date must be today or in the past.")),
    "evidence-too-old": ("happened_on", _l("The date must be in 1990 or later. Check the year.")),
}
"""What stands above the particulars of a kind in the form: code → the id of the field and what it asks for."""
BELOW: Mapping[str, tuple[str, Any]] = {
    "evidence-empty": ("words", _l("Write something, or add a file.")),
    "evidence-not-held": ("keep-0", _l("What is only seen, and kept elsewhere, holds no files: take them out.")),
    "evidence-needs-people": ("people-0", _l("Say who is shown or named in it.")),
    "evidence-needs-ai-use": ("ai_use-0", _l("Say whether artificial intelligence was used.")),
    "evidence-needs-ai-note": ("ai_note", _l("Say how artificial intelligence was used.")),
    "evidence-claims-nothing": ("criteria", _l("Choose at least one criterion that the evidence shows.")),
    "evidence-needs-notes": ("criteria", _l("Say for every criterion what of it shows that very one.")),
}
LACK_WORDS = {**ABOVE, **BELOW}
ORDER = [*ABOVE, NEEDS_PARTICULARS, *BELOW]


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, and the id of the field where it is said."""

    id: str
    words: str


def ask_for(code: str) -> str:
    """Say what is missing, by its code."""
    _field, words = LACK_WORDS[code]
    return str(words)


def fill_in(one: Particular) -> str:
    """Ask for a particular, by the name of its field."""
    return str(_("Fill in “%(field)s”", field=PARTICULAR_WORDS[one][0]))


def told_missing(found: Iterable[Lack]) -> list[Missing]:
    """Put into words what is missing, in the order of the form."""
    return [_missing(one) for one in sorted(found, key=lambda one: ORDER.index(one.code))]


def _missing(one: Lack) -> Missing:
    if one.particular is not None:
        first = "-0" if shape(one.particular) is Shape.CHOICE else ""
        return Missing(f"{PREFIX}{one.particular}{first}", fill_in(one.particular))
    field, _words = LACK_WORDS[one.code]
    return Missing(field, ask_for(one.code))
