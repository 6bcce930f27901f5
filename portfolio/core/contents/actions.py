"""What a PDF does by itself or runs: browsers' viewers run its scripts, however we seal the answer that holds it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

RUNNING = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/URI", "/GoToR", "/GoToE"})
PRESSED = RUNNING - {"/URI", "/GoToR"}
"""What may not even follow a press; links that people press are links."""
FORMATTING = re.compile(r"\s*(?:AF[A-Za-z_]+\s*\((?:new Array\s*\([^()`]*\)|[^()`])*\)\s*;?\s*)+")
"""How every program that makes forms lets a field write its numbers and dates: such scripts do nothing else."""
DEEPEST = 50
SECONDS = 5.0
"""Long documents are looked through for so long; of those with more, nobody can say."""


def acts_by_itself(reader: PdfReader) -> bool:
    """Tell whether a PDF holds what a viewer would run, or might: then it is not shown in a page of ours."""
    until = time.monotonic() + SECONDS
    root = _dictionary(reader.trailer["/Root"])
    names = _dictionary(_dictionary(root.get("/Names")).get("/JavaScript"))
    if names or _runs(root.get("/OpenAction"), RUNNING) or _reacts(root):
        return True
    if any(_reacts(field) for field in _fields(_dictionary(root.get("/AcroForm")).get("/Fields"), DEEPEST)):
        return True
    for page in reader.pages:
        if time.monotonic() > until or _reacts(page):
            return True
        for one in _list(page.get("/Annots")):
            annotation = _dictionary(one)
            if _reacts(annotation) or _runs(annotation.get("/A"), PRESSED):
                return True
    return False


def _reacts(holder: DictionaryObject) -> bool:
    """Tell whether something is to run when a document, a page or a field is opened, seen or left."""
    return any(_runs(one, RUNNING) for one in _dictionary(holder.get("/AA")).values())


def _runs(said: Any, kinds: frozenset[str], depth: int = DEEPEST) -> bool:
    action = _dictionary(said)
    kind = action.get("/S")
    if kind in kinds and not (kind == "/JavaScript" and FORMATTING.fullmatch(_script(action))):
        return True
    after = _resolved(action.get("/Next"))
    following = list(after) if isinstance(after, ArrayObject) else [after]
    return any(depth > 0 and one is not None and _runs(one, kinds, depth - 1) for one in following) or depth <= 0


def _script(action: DictionaryObject) -> str:
    said = _resolved(action.get("/JS"))
    if isinstance(said, StreamObject):
        return said.get_data().decode("latin-1")
    return str(said or "")


def _fields(said: Any, depth: int) -> Iterator[DictionaryObject]:
    for one in _list(said) if depth else []:
        field = _dictionary(one)
        yield field
        yield from _fields(field.get("/Kids"), depth - 1)


def _resolved(said: Any) -> Any:
    return said.get_object() if said is not None and hasattr(said, "get_object") else said


def _dictionary(said: Any) -> DictionaryObject:
    found = _resolved(said)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _list(said: Any) -> list[Any]:
    found = _resolved(said)
    return list(found) if isinstance(found, ArrayObject) else []
