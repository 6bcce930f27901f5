"""From a path, or the bytes of an upload, to a draft."""

from pathlib import Path
from typing import Literal

from standards.drafting import Draft
from standards.foundation import Language
from standards.reading.document import Document, from_bytes, open_document
from standards.reading.nos import read_nos
from standards.reading.problems import refusal
from standards.reading.suite import one_of

Kind = Literal["auto", "nos", "legislation", "guidance", "actions"]
KINDS: tuple[Kind, ...] = ("auto", "nos", "legislation", "guidance", "actions")


def read_file(path: Path, kind: Kind = "auto", language: Language | None = None, urn: str | None = None) -> Draft:
    """Read a published standard; raises UnreadableError or RefusalError, with the reason."""
    return read_document(open_document(path), kind, language, urn)


def read_bytes(
    content: bytes, name: str, kind: Kind = "auto", language: Language | None = None, urn: str | None = None
) -> Draft:
    """Read what was uploaded under a name, by the same rules."""
    return read_document(from_bytes(content, name), kind, language, urn)


def read_document(document: Document, kind: Kind, language: Language | None, urn: str | None) -> Draft:
    if kind not in {"auto", "nos"}:
        raise refusal("kind-unsupported", kind=kind)
    return read_nos(one_of(document, urn), language, urn)
