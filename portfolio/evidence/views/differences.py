"""What changed from one text to the next, word by word."""

from __future__ import annotations

import difflib
import re

from markupsafe import Markup

WORD = re.compile(r"\s+|\S+")
MOST_WORDS = 6000
"""Longer texts are compared line by line: comparing grows with the square."""


def differences(before: str, after: str) -> Markup | None:
    """Mark what was taken out and what was put in; none where nothing changed."""
    if before == after:
        return None
    old, new = _parts(before, after)
    compared = difflib.SequenceMatcher(None, old, new, autojunk=False)
    shown = Markup()
    for kind, old_start, old_end, new_start, new_end in compared.get_opcodes():
        taken, put = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if kind == "equal":
            shown += put
            continue
        if taken:
            shown += Markup("<del>{}</del>").format(taken)
        if taken and put and not taken[-1].isspace() and not put[0].isspace():
            shown += " "
        if put:
            shown += Markup("<ins>{}</ins>").format(put)
    return shown


def _parts(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) <= MOST_WORDS:
        return old, new
    return before.splitlines(keepends=True), after.splitlines(keepends=True)
