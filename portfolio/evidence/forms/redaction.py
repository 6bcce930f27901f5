"""The form in which boxes are drawn over a file, and what its refusals say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.validators import ValidationError

from portfolio.evidence.rules.redaction import MOST_BOXES, Box, Original
from portfolio.web.forms import Form, Refusals, choices, chosen

MAKE = "make"
"""The button that makes the copy; any other shows the boxes."""
SIDES = ("page", "left", "top", "width", "height")
SIDE_WORDS: Mapping[str, Any] = {
    "page": _l("Page"),
    "left": _l("From the left"),
    "top": _l("From the top"),
    "width": _l("Width"),
    "height": _l("Height"),
}
EMPTY_ROWS = 3
ORIGINAL_WORDS: Mapping[str, Any] = {
    Original.KEPT: _l("Keep it, closed: whoever must read it opens it by a press that is recorded"),
    Original.DISCARDED: _l("Discard it: the file is deleted for good within two days"),
}
REDACT_REFUSALS: Refusals = {
    "redact-no-boxes": _l("Nothing is covered yet. Nothing was changed. Draw at least one box."),
    "redact-outside": _l("A box does not lie on a page of the file. Nothing was changed. Correct its numbers."),
    "redact-not-current": _l(
        "This file is no longer in what you are writing. Nothing was changed. Go back to the evidence and choose a "
        "file there."
    ),
    "redact-frozen": _l(
        "This file was submitted, and what was submitted is not deleted. Nothing was changed. Keep the original, "
        "closed."
    ),
    "redact-too-long": _l(
        "The document has more than 60 pages. Nothing was changed. Split it, and add only what you need."
    ),
    "redact-failed": _l(
        "No copy could be made of this file. Nothing was changed. Save the file anew and add it again."
    ),
}


class BoxesField(Field):
    """Rows of five numbers, one row a box; a row left empty is none."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 WTForms' signature
        self.process_errors = []
        self.rows: list[dict[str, str]] = []
        if formdata is not None:
            said = [formdata.getlist(f"{self.name}-{side}") for side in SIDES]
            rows = [dict(zip(SIDES, row, strict=True)) for row in zip(*said, strict=False)]
            self.rows = [row for row in rows if any(row[side].strip() for side in SIDES[1:])][: MOST_BOXES + 1]

    @property
    def boxes(self) -> list[Box]:
        return [Box(*(int(row[side].strip() or 0) for side in SIDES)) for row in self.rows if not self.unreadable(row)]

    @staticmethod
    def unreadable(row: Mapping[str, str]) -> bool:
        numbers = (row[side].strip() for side in SIDES)
        return not all(one.isascii() and one.isdecimal() and len(one) <= len("100") for one in numbers)


class RedactForm(Form):
    box = BoxesField(_l("Boxes"))
    original = RadioField(
        _l("What becomes of the original?"),
        chosen(_l("Choose what becomes of the original.")),
        choices=choices(ORIGINAL_WORDS),
    )

    def validate_box(self, field: BoxesField) -> None:
        if not field.rows:
            raise ValidationError(_("Draw at least one box, or write its numbers."))
        if any(field.unreadable(row) for row in field.rows):
            raise ValidationError(_("Write whole numbers in every field of a box."))
        if any(box.wrong for box in field.boxes):
            raise ValidationError(_("A box must lie on its page: from the left and the width make 100 at most."))
