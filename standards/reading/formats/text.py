"""The bytes of a text become its signs, whatever they are encoded in."""

from __future__ import annotations

import codecs
import re

from standards.reading.formats.extract import MOST_LINES, MOST_SIGNS, Unfit

BREAK = re.compile(r"\r\n|\r|\n")
CONTROLS = tuple(chr(code) for code in (*range(9), *range(0x0E, 0x20), 0x7F))
CONTROLS_IN_BINARY = 0.02
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
SEARCHED = 4096


def decoded(content: bytes) -> tuple[str, list[str]]:
    """Give the text and the codes of what is to be told of it; raises Unfit if it is none."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text_only(_by("utf-16", content)), ["encoding-utf16"]
    if b"\x00" in content:
        raise Unfit("not-text")
    try:
        return _text_only(content.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        pass
    declared = _declared(content)
    if declared:
        return _text_only(_by(declared, content)), []
    return _text_only(_by("cp1252", content)), ["encoding-guessed"]


def split(text: str) -> list[str]:
    """Give the lines; raises Unfit for nothing and for more than a document holds."""
    if not text.strip():
        raise Unfit("empty")
    if text.count("\n") + text.count("\r") > MOST_LINES:
        raise Unfit("too-long", limit=str(MOST_SIGNS // 1_000_000))
    return BREAK.split(text)


def _declared(content: bytes) -> str:
    """Give the encoding that a web page itself names, where it is one of a byte a sign."""
    found = DECLARED.search(content[:SEARCHED])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    if name in {"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"}:
        return "cp1252"
    return name if name in {"iso-8859-14", "latin8", "iso-8859-15", "macintosh"} else ""


def _by(encoding: str, content: bytes) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unfit("not-text") from error


def _text_only(text: str) -> str:
    if sum(text.count(sign) for sign in CONTROLS) > CONTROLS_IN_BINARY * len(text):
        raise Unfit("not-text")
    return text
