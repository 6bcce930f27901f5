"""A file becomes clean lines that still know their number in the source."""

import codecs
import hashlib
import os
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from standards.drafting import Problem, Source
from standards.reading.problems import problem, refusal, unreadable

LIMIT_MB = 40
MARK_OF_ORIGIN = re.compile(r"# source: ")

# What a file begins with, whatever its name says.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", ".docx / .zip"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"{\\rtf", "RTF"),
)
HTML = re.compile(rb"\s*(<!--.*?-->\s*)*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(r"\r\n|\r|\n")
SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb06": "st"}
)
CONTROLS_IN_BINARY = 0.02


@dataclass(frozen=True)
class Line:
    """One line of the source, or a piece of one: clean words and their indentation."""

    number: int
    text: str
    indent: int = 0

    @property
    def blank(self) -> bool:
        return not self.text

    def saying(self, text: str) -> "Line":
        return replace(self, text=text.strip())


@dataclass(frozen=True)
class Document:
    source: Source
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()


def open_document(path: Path) -> Document:
    """Read a file; raises UnreadableError where there is nothing to read, RefusalError if not plain text."""
    return from_bytes(_bytes_of(path), shown_name(path))


def text_of(path: Path) -> str:
    """Read a text file as it is; raises UnreadableError, or RefusalError if it is not text."""
    return _decoded(_bytes_of(path))[0]


def shown_name(path: Path) -> str:
    """Give the name of a file as it can be printed, whatever bytes stand in it."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def from_bytes(content: bytes, name: str) -> Document:
    _refuse_other_formats(content)
    text, problems = _decoded(content)
    lines = tuple(_lines(text))
    if not any(line.text for line in lines):
        raise refusal("empty")
    source = Source(name, hashlib.sha256(content).hexdigest(), "text/plain")
    return Document(source, lines, problems)


def clean(text: str) -> str:
    """White space made single, ligatures opened, invisible signs dropped; no word is touched."""
    return SPACES.sub(" ", INVISIBLE.sub("", text.translate(LIGATURES))).strip()


def _bytes_of(path: Path) -> bytes:
    name = shown_name(path)
    limit = LIMIT_MB * 1_000_000
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise unreadable("not-a-file", name=name)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise unreadable("missing", name=name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise unreadable("locked", name=name, reason=reason) from error
    if len(content) > limit:
        raise unreadable("too-big", name=name, limit=LIMIT_MB)
    return content


def _refuse_other_formats(content: bytes) -> None:
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise refusal("format-unsupported", format=name)
    if HTML.match(content[:2000]):
        raise refusal("format-unsupported", format="HTML")


def _decoded(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return _text_only(content.decode("utf-16")), (problem("encoding-utf16"),)
        except UnicodeDecodeError as error:
            raise refusal("not-text") from error
    if b"\x00" in content:
        raise refusal("not-text")
    try:
        return _text_only(content.decode("utf-8-sig")), ()
    except UnicodeDecodeError:
        pass
    try:
        return _text_only(content.decode("cp1252")), (problem("encoding-guessed"),)
    except UnicodeDecodeError as error:
        raise refusal("not-text") from error


def _text_only(text: str) -> str:
    controls = len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f]", text))
    if controls > CONTROLS_IN_BINARY * len(text):
        raise refusal("not-text")
    return text


def _lines(text: str) -> list[Line]:
    lines = []
    for number, raw in enumerate(BREAK.split(text), start=1):
        if number == 1 and MARK_OF_ORIGIN.match(raw.lstrip("\ufeff")):
            continue
        expanded = raw.expandtabs(4)
        lines.append(Line(number, clean(raw), len(expanded) - len(expanded.lstrip())))
    return lines
