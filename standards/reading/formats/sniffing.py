"""What a file is, by what it begins with: its name says nothing."""

from __future__ import annotations

import re

from standards.reading.formats.extract import Unfit

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"": "text/plain", "pdf": "application/pdf", "docx": DOCX_TYPE, "html": "text/html"}
# Some programs put a few lines before what makes a file a PDF.
PDF = re.compile(rb"(?:\A|[\r\n\x00])\s*%PDF-\d")
SEARCHED = 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
PROTECTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)
HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|(?:html|head|body|main|article|section|div|h[1-6]|p|ol|ul"
    r"|table|meta|title)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE)\b", re.IGNORECASE)


def binary_way(content: bytes) -> str:
    """Give "pdf" or "docx", or "" for what may be text; raises Unfit for other formats known by their beginning."""
    if PDF.search(content[:SEARCHED]):
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if content.startswith(OLD_OFFICE):
        raise Unfit("encrypted") if PROTECTED_OFFICE in content else Unfit("format-unsupported", format=".doc")
    for signature, name in OTHERS:
        if content.startswith(signature):
            raise Unfit("format-unsupported", format=name)
    return ""


def text_way(text: str) -> str:
    """Give "html", or "" for plain text; raises Unfit for other XML."""
    if HTML.match(text[:4000]):
        return "html"
    if XML.match(text[:200]):
        raise Unfit("format-unsupported", format="XML")
    return ""
