"""Plain text: words only, in UTF-8 or as older Windows programs write, and nothing that a browser would run."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from portfolio.core.contents.families import HEAD, TYPES, Family, Unacceptable

BLOCK = 1024 * 1024
MARKUP = re.compile(
    rb"\s*(<!doctype\s+html|<!--|<\?|<(html|head|body|script|iframe|svg|style|title|meta|link|table|div|img|object"
    rb"|embed|form|base|h[1-6]|a|b|br|p|font)[\s/>])",
    re.IGNORECASE,
)
"""What browsers take for HTML or XML when they look at the beginning (WHATWG MIME Sniffing 7.1)."""
PROGRAM = re.compile(rb"#!|%!PS|\{\\rtf|MZ|\x7fELF")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
WINDOWS = "cp1252"


def inspect_text(path: Path, name: str) -> str:
    """Give the media type of a text. Raises Unacceptable."""
    media_type = _by_name(name)
    with path.open("rb") as file:
        head = file.read(HEAD)
    opening = head.removeprefix(codecs.BOM_UTF8)
    if media_type is None or MARKUP.match(opening) or PROGRAM.match(opening):
        raise Unacceptable("file-type")
    if _is_in(path, "utf-8"):
        return f"{media_type}; charset=utf-8"
    if _is_in(path, WINDOWS):
        return f"{media_type}; charset=windows-1252"
    raise Unacceptable("file-type")


def _by_name(name: str) -> str | None:
    """Nothing in a text says which kind of text it is: here the name counts."""
    lower = name.lower()
    texts = ((media_type, said[1]) for media_type, said in TYPES.items() if said[0] is Family.TEXT)
    return next((media_type for media_type, extensions in texts if lower.endswith(extensions)), None)


def _is_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                if CONTROLS.search(decoder.decode(block)):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
