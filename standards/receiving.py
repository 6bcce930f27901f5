"""What somebody sent becomes drafts, each with the numbered lines it was read from; by what is in it, and bounded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from standards.drafting import Draft, RefusalError
from standards.foundation import Language
from standards.interchange.yaml_file import parse_standard
from standards.reading.document import LIMIT_MB, Document, from_bytes
from standards.reading.formats.extract import Unfit
from standards.reading.formats.text import decoded, split
from standards.reading.problems import refusal, unreadable
from standards.reading.reader import Kind, read_checked
from standards.reading.suite import one_of, several

LIMIT = LIMIT_MB * 1_000_000
YAML_ENDINGS = (".yaml", ".yml")
YAML_TYPE = "application/yaml"
MOST_PARTS = 100
"""Of more standards in one file, somebody must say which is meant."""
Numbered = tuple[int, str]
"""A line of the source: its number and its words."""


@dataclass(frozen=True)
class Asked:
    """What the sender says of a document beforehand."""

    kind: Kind = "auto"
    language: Language | None = None
    urn: str | None = None


@dataclass(frozen=True)
class Received:
    """A document that was read: its bytes, its lines, and what stands in them."""

    name: str
    content: bytes
    sha256: str
    media_type: str
    lines: tuple[Numbered, ...]
    draft: Draft
    part: str | None = None
    """Of a file that holds several standards: the URN of this one."""


Part = tuple[str | None, Received | RefusalError]


def receive_each(content: bytes, name: str, asked: Asked) -> list[Part]:
    """Read what was sent; of several standards in one file each by itself, with its URN. Raises RefusalError."""
    if len(content) > LIMIT or name.casefold().endswith(YAML_ENDINGS):
        return [(None, receive(content, name, asked))]
    document = from_bytes(content, name)
    urns = several(document) if asked.kind in {"auto", "nos"} and asked.urn is None else ()
    if not 1 < len(urns) <= MOST_PARTS:
        return [(None, _received(document, content, asked))]
    return [(urn, _part(document, content, asked, urn)) for urn in urns]


def _part(document: Document, content: bytes, asked: Asked, urn: str) -> Received | RefusalError:
    try:
        return replace(_received(one_of(document, urn), content, asked), part=urn)
    except RefusalError as refused:
        return refused


def receive(content: bytes, name: str, asked: Asked) -> Received:
    """Read what was sent under a name; raises RefusalError with the reason."""
    if len(content) > LIMIT:
        raise unreadable("too-big", name=name, limit=LIMIT_MB)
    if name.casefold().endswith(YAML_ENDINGS):
        return _standards_file(content, name)
    return _received(from_bytes(content, name), content, asked)


def _received(document: Document, content: bytes, asked: Asked) -> Received:
    draft = read_checked(document, asked.kind, asked.language, asked.urn)
    source = document.source
    part = asked.urn if asked.urn and several(document) else None
    return Received(source.name, content, source.sha256, source.media_type, _numbered(document), draft, part)


def _numbered(document: Document) -> tuple[Numbered, ...]:
    """Give the lines by their numbers; what the reader parted is put together again."""
    found: dict[int, list[str]] = {}
    for line in document.lines:
        found.setdefault(line.number, []).append(line.text)
    return tuple((number, " ".join(filter(None, texts))) for number, texts in sorted(found.items()))


def _standards_file(content: bytes, name: str) -> Received:
    """Read a standard's own file: strict, and with its problems settled or not as it says."""
    try:
        text = decoded(content)[0]
        lines = split(text)
    except Unfit as unfit:
        raise refusal(unfit.code, name=name, **unfit.facts) from unfit
    # Lines of its criteria are those of the document that the file was made from, which is not here.
    draft = parse_standard(text, name)
    sha256 = hashlib.sha256(content).hexdigest()
    numbered = tuple(enumerate((line.rstrip() for line in lines), start=1))
    return Received(name, content, sha256, YAML_TYPE, numbered, draft)
