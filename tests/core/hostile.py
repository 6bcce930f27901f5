"""Files that are not what they say, or more than they say, and some honest ones to hold beside them."""

import io
import struct
import wave
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image
from pypdf import PdfWriter

WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HTML = b"<!DOCTYPE html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    sent = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ffion"
    Image.new(mode, size, "teal").save(sent, kind, exif=exif)
    return sent.getvalue()


def pdf(password: str = "", pages: int = 1) -> bytes:
    writer, sent = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(sent)
    return sent.getvalue()


def package(parts: Mapping[str, bytes]) -> bytes:
    sent = io.BytesIO()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return sent.getvalue()


def word(more: Mapping[str, bytes] | None = None, types: bytes = WORD) -> bytes:
    return package(
        {"[Content_Types].xml": b"<Types>" + types + b"</Types>", "word/document.xml": b"<w/>", **(more or {})}
    )


def sheet_of_open_document() -> bytes:
    return package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<o/>"})


def sound() -> bytes:
    sent = io.BytesIO()
    with wave.open(sent, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(b"\0\0" * 800)
    return sent.getvalue()


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), kind) + data


def film(handler: bytes = b"vide", brand: bytes = b"isom") -> bytes:
    told = box(b"hdlr", bytes(8) + handler + bytes(13))
    return box(b"ftyp", brand + bytes(4)) + box(b"moov", box(b"trak", told)) + box(b"mdat", b"frames")


def mp3() -> bytes:
    return b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + (b"\xff\xfb\x90\x00" + bytes(413)) * 3


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_picture(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says it is gigantic."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def lying_zip() -> bytes:
    """A part that unpacks to more than both its headers say."""
    honest = word({"word/media/image1.bin": bytes(100_000)})
    return honest.replace(struct.pack("<I", 100_000), struct.pack("<I", 1_000))


HONEST: tuple[tuple[str, bytes, str], ...] = (
    ("photo.jpg", picture(), "image/jpeg"),
    ("drawing.PNG", picture("PNG"), "image/png"),
    ("photo.webp", picture("WEBP"), "image/webp"),
    ("moving.gif", picture("GIF", mode="P"), "image/gif"),
    ("letter.pdf", pdf(), "application/pdf"),
    ("plan.docx", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("list.ods", sheet_of_open_document(), "application/vnd.oasis.opendocument.spreadsheet"),
    ("nodiadau.txt", "Trafodais y cyngor â'r cleient yn Nhŷ Gwyrdd.".encode(), "text/plain; charset=utf-8"),
    ("old.txt", "Tŷ".encode("utf-8-sig"), "text/plain; charset=utf-8"),
    ("windows.txt", "naïve – é".encode("cp1252"), "text/plain; charset=windows-1252"),
    ("notes.md", b"# What I did\n\n<b>bold</b>", "text/markdown; charset=utf-8"),
    ("hours.csv", b"day,hours\n1,2\n", "text/csv; charset=utf-8"),
    ("voice.wav", sound(), "audio/wav"),
    ("voice.mp3", mp3(), "audio/mpeg"),
    ("voice.m4a", film(b"soun", b"M4A "), "audio/mp4"),
    ("film.mp4", film(), "video/mp4"),
    ("film.mov", film(brand=b"qt  "), "video/quicktime"),
)

REFUSED: tuple[tuple[str, bytes, str], ...] = (
    ("nothing.txt", b"", "file-empty"),
    ("page.html", HTML, "file-type"),
    ("page.jpg", HTML, "file-type"),
    ("page.txt", b"\xef\xbb\xbf \n" + HTML, "file-type"),
    ("drawing.svg", SVG, "file-type"),
    ("drawing.png", SVG, "file-type"),
    ("notes.txt", b"<?xml version='1.0'?><a/>", "file-type"),
    ("run.sh", b"#!/bin/sh\nrm -rf /\n", "file-type"),
    ("run.txt", b"#!/bin/sh\nrm -rf /\n", "file-type"),
    ("run.js", b"alert(1)", "file-type"),
    ("letter.pdf", b"MZ\x90\0" + bytes(200), "file-type"),
    ("notes.txt", b"MZ\x90\0" + bytes(200), "file-type"),
    ("notes.txt", b"words\0words", "file-type"),
    ("letter.rtf", b"{\\rtf1 hello}", "file-type"),
    ("archive.zip", package({"a.txt": b"a"}), "file-type"),
    ("plan.docx", package({"a.txt": b"a"}), "file-type"),
    ("head.jpg", b"\xff\xd8\xff" + HTML, "file-broken"),
    ("half.jpg", picture()[:-200], "file-broken"),
    ("huge.png", huge_picture(), "file-too-much-inside"),
    ("photo.heic", box(b"ftyp", b"heic" + bytes(8)), "file-type"),
    ("locked.pdf", pdf("secret"), "file-locked"),
    ("empty.pdf", pdf(pages=0), "file-broken"),
    ("head.pdf", b"%PDF-1.7\n" + HTML, "file-broken"),
    ("macros.docx", word({"word/vbaProject.bin": b"x"}), "file-macros"),
    ("macros.docm", word(types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), "file-macros"),
    ("control.docx", word({"word/activeX/activeX1.xml": b"x"}), "file-macros"),
    ("climbs.docx", word({"../../etc/passwd": b"x"}), "file-broken"),
    ("bomb.docx", word({"word/document2.xml": bytes(300 * 1024 * 1024)}), "file-too-much-inside"),
    ("lying.docx", lying_zip(), "file-broken"),
    ("torn.docx", word()[:-40], "file-broken"),
    ("torn.mp4", film()[:-3], "file-broken"),
    ("head.mp4", box(b"ftyp", b"isom" + bytes(4)) + HTML, "file-broken"),
    ("head.mp3", b"ID3\x04\0\0\0\0\0\0" + HTML * 50, "file-broken"),
    ("head.wav", b"RIFF\x24\0\0\0WAVE" + HTML, "file-broken"),
)
