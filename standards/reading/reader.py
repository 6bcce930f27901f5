"""From a path, or the bytes of an upload, to a draft."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from standards.drafting import Draft, RefusalError
from standards.foundation import Language
from standards.reading.actions import is_framework, read_actions
from standards.reading.document import Document, from_bytes, open_document
from standards.reading.guidance import is_guidance, read_guidance
from standards.reading.legislation.others import is_act
from standards.reading.legislation.reading import is_legislation, read_legislation
from standards.reading.nos import read_nos
from standards.reading.problems import language_differs, refusal
from standards.reading.suite import one_of

Kind = Literal["auto", "nos", "legislation", "guidance", "actions"]
KINDS: tuple[Kind, ...] = ("auto", "nos", "legislation", "guidance", "actions")
Reader = Callable[[Document, Language | None, str | None], Draft]


def read_file(path: Path, kind: Kind = "auto", language: Language | None = None, urn: str | None = None) -> Draft:
    """Read a published standard; raises UnreadableError or RefusalError, with the reason."""
    return read_checked(open_document(path), kind, language, urn)


def read_bytes(
    content: bytes, name: str, kind: Kind = "auto", language: Language | None = None, urn: str | None = None
) -> Draft:
    """Read what was uploaded under a name, by the same rules."""
    return read_checked(from_bytes(content, name), kind, language, urn)


def read_checked(document: Document, kind: Kind, language: Language | None, urn: str | None) -> Draft:
    """Read by what was said of the document, and hold the language that was chosen against its words."""
    draft = read_document(document, kind, language, urn)
    if language is not None:
        found = read_document(document, kind, None, urn)
        unsure = any(problem.code == "language-unsure" for problem in found.problems)
        if not unsure and language not in found.languages:
            raise language_differs(document.source.name, language, found.languages[0])
    return draft


def read_document(document: Document, kind: Kind, language: Language | None, urn: str | None) -> Draft:
    """Read a document as what it is said to be; else as a NOS, and what is none by its form."""
    if kind != "auto":
        return READERS[kind](document, language, urn)
    try:
        return _read_nos(document, language, urn)
    except RefusalError as refused:
        found = next((name for name, has_form in FORMS if has_form(document)), None)
        if refused.code != "not-nos":
            raise
        if found is None and is_act(document.lines):
            raise refusal("act-not-read") from refused
        if found is None:
            raise
        return READERS[found](document, language, urn)


def _read_nos(document: Document, language: Language | None, urn: str | None) -> Draft:
    return read_nos(one_of(document, urn), language, urn)


READERS: Mapping[Kind, Reader] = {
    "nos": _read_nos,
    "legislation": read_legislation,
    "guidance": read_guidance,
    "actions": read_actions,
}
FORMS: tuple[tuple[Kind, Callable[[Document], bool]], ...] = (
    ("legislation", is_legislation),
    ("actions", is_framework),
    ("guidance", is_guidance),
)
"""How a document that is no NOS shows by its form alone what it is; the first that recognises it reads it."""
