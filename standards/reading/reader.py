"""From a path, or the bytes of an upload, to a draft."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from standards.drafting import Draft, RefusalError
from standards.foundation import Language
from standards.reading.actions import is_framework, read_actions
from standards.reading.document import Document, from_bytes, open_document
from standards.reading.guidance import is_guidance, read_guidance
from standards.reading.nos import read_nos
from standards.reading.problems import refusal
from standards.reading.suite import one_of

Kind = Literal["auto", "nos", "legislation", "guidance", "actions"]
KINDS: tuple[Kind, ...] = ("auto", "nos", "legislation", "guidance", "actions")
Reader = Callable[[Document, Language | None, str | None], Draft]
READERS: Mapping[str, Reader] = {"guidance": read_guidance, "actions": read_actions}
"""The readers of what is no NOS, by the kind that a person names."""
FORMS: tuple[tuple[Callable[[Document], bool], Reader], ...] = (
    (is_framework, read_actions),
    (is_guidance, read_guidance),
)
"""How a document that is no NOS shows by its form alone what it is; the first that recognises it reads it."""


def read_file(path: Path, kind: Kind = "auto", language: Language | None = None, urn: str | None = None) -> Draft:
    """Read a published standard; raises UnreadableError or RefusalError, with the reason."""
    return read_document(open_document(path), kind, language, urn)


def read_bytes(
    content: bytes, name: str, kind: Kind = "auto", language: Language | None = None, urn: str | None = None
) -> Draft:
    """Read what was uploaded under a name, by the same rules."""
    return read_document(from_bytes(content, name), kind, language, urn)


def read_document(document: Document, kind: Kind, language: Language | None, urn: str | None) -> Draft:
    if kind in READERS:
        return READERS[kind](document, language, urn)
    if kind not in {"auto", "nos"}:
        raise refusal("kind-unsupported", kind=kind)
    try:
        return read_nos(one_of(document, urn), language, urn)
    except RefusalError as refused:
        reader = next((read for has_form, read in FORMS if has_form(document)), None)
        if kind == "nos" or refused.code != "not-nos" or reader is None:
            raise
        return reader(document, language, urn)
