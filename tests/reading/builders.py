"""The same document as Word document, web page and PDF: made of its text, or of parts written by hand."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable

import typst
from docx import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def without_source(text: str) -> str:
    """A specimen's first lines say where it is from: they are no part of the document."""
    return re.sub(r"\A# source: [^\n]*\n\n?", "", text)


def as_docx(text: str) -> bytes:
    """A paragraph for each line, as whoever pastes a text into Word gets it."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_html(text: str) -> bytes:
    lines = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    return f"<!DOCTYPE html>\n<html><head><title>x</title></head><body>{lines}</body></html>".encode()


def web_page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def package(parts: dict[str, str | bytes], main_type: str = MAIN_TYPE) -> bytes:
    """A .docx of these parts, with the listing of types that it needs."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, parts: dict[str, str | bytes] | None = None, related: Iterable[tuple[str, str, str]] = ()) -> bytes:
    """A .docx of this body; `related` are (kind, target, mode) of what the main part refers to."""
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    relations = "".join(
        f'<Relationship Id="r{position}" Type="{R}/{kind}" Target="{target}"{f" TargetMode={mode!r}" if mode else ""}/>'
        for position, (kind, target, mode) in enumerate(related)
    )
    listing = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
    return package(
        {"word/document.xml": document, "word/_rels/document.xml.rels": f"{listing}</Relationships>", **(parts or {})}
    )


def paragraph(text: str, *, number: str = "", depth: int = 0, style: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{styled}{listed}</w:pPr><w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r></w:p>'


def paragraphs(text: str) -> str:
    return "".join(paragraph(line) for line in text.splitlines())


def typeset(body: str, setup: str = "") -> bytes:
    """A PDF of this Typst markup on A4."""
    rules = ('page(paper: "a4", margin: 2.5cm)', "text(size: 11pt, hyphenate: false)", "smartquote(enabled: false)")
    first = "".join(f"#set {rule}\n" for rule in (*rules, "par(leading: 0.65em, spacing: 0.95em)"))
    return typst.compile(f"{first}{setup}\n{body}".encode())


def as_pdf(text: str) -> bytes:
    """A paragraph for each line, broken at the page's width, and room where a line is empty."""
    lines = "\n".join(_typst_line(line) for line in text.splitlines())
    return typeset(lines, "#set par(spacing: 0.65em)")


def _typst_line(line: str) -> str:
    words = line.expandtabs(4)
    if not words.strip():
        return "#v(1em)"
    inset = (len(words) - len(words.lstrip())) / 2
    return f"#pad(left: {inset}em, par(text({json.dumps(words.strip(), ensure_ascii=False)})))"
