"""What is said of a claim that points to a page which its evidence has not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portfolio.evidence.rules.pointing import Document, Wrong, beyond

WRONG_WORDS: dict[Wrong, Any] = {
    Wrong.PAGE: _l("Pages are counted from 1, so nothing opens here. Write, for example, p. 3."),
    Wrong.CLOCK: _l("No recording shows this time, so nothing opens here. Write minutes and seconds: 03:10–04:25."),
    Wrong.BACKWARDS: _l("This ends before it begins, so nothing opens here. Write the earlier one first."),
    Wrong.OUTSIDE: _l(
        "This part is not within the picture, so nothing opens here. Write how far from the left and from the top it "
        "begins, its width and its height, in percent: part 10,20,30,40."
    ),
}


def no_such_page(documents: Collection[Document]) -> str:
    """Say that no document has a page, and how far each goes."""
    ends = [_("%(name)s ends at page %(number)s", name=one.name, number=one.pages) for one in documents]
    said: str = _("There is no such page: %(files)s. Count from the first page of the file.", files=", ".join(ends))
    return said


def page_faults(notes: Mapping[str, str], documents: Collection[Document]) -> dict[str, str]:
    """Say by criterion which notes point to a page that no document has."""
    found = {key: beyond(note, documents) for key, note in notes.items()}
    return {key: f"{', '.join(words)}: {no_such_page(documents)}" for key, words in found.items() if words}
