"""How values are written on a page: texts with their language, dates, sizes, people's Markdown."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import markdown as markdown_library
import nh3
from flask import Flask, current_app, url_for
from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from portfolio.config import MEGABYTE
from portfolio.web import locale
from standards.foundation import Text, TextStatus

ALLOWED_TAGS = set("p br strong em ul ol li blockquote h3 h4 h5 code pre hr a table thead tbody tr th td".split())
SCHEME_RELATIVE = re.compile(r'(href=")(?://|\\)[^"]*(")')
KILOBYTE = 1024
FEW_TENTHS = 100
DATE = re.compile(r"\d{4}-\d\d-\d\d")
MONTH = re.compile(r"\d{4}-\d\d")


def install(app: Flask) -> None:
    app.jinja_env.filters.update(
        text=text,
        words=words,
        day=day,
        dated=dated,
        moment=moment,
        markdown=markdown,
        filesize=filesize,
        in_language=in_language,
    )
    app.jinja_env.globals.update(asset_url=asset_url)


# In Welsh words: the English term that a law gives in brackets after the Welsh one, and what holds small English words
# between quotation marks or capitals, as the title of a document does.
ENGLISH_TERM = re.compile(
    r"(?<=” )\(“[^”]{1,80}”\)|“[^”]{0,80}\b(?:the|of|and|for|with)\b[^”]{0,80}”"
    r"|(?:[A-Z][\w-]+ )+(?:and|of|the|for|with) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*"
)


def text(value: Text, language: str | None = None) -> Markup:
    """Write a bilingual text in the reader's language, marked where it is another or only a working translation."""
    return _text(value, language, locale.language())


@lru_cache(maxsize=4096)
def _text(value: Text, language: str | None, reader: str) -> Markup:
    """Write a text for a reader; lists hold the titles of the same few units again and again."""
    found = value.shown("cy" if (language or reader) == "cy" else "en")
    marks = Markup()
    if found.status is TextStatus.WORKING_TRANSLATION:
        marks = Markup(' <span class="app-mark" lang="{}">{}</span>').format(reader, _("working translation"))
    elif found.words and found.language != (language or reader):
        marks = Markup(' <span class="app-mark" lang="{}">{}</span>').format(
            reader, _("in Welsh only") if found.language == "cy" else _("in English only")
        )
    return in_language(found.words, found.language) + marks


def words(value: Text) -> str:
    """Write a bilingual text plainly, for titles and attributes."""
    return value.shown(locale.language()).words


def in_language(said: str, language: str) -> Markup:
    """Mark words with their language where it is not the page's, and English terms within Welsh ones."""
    shown = escape(said)
    if language == "cy" and ENGLISH_TERM.search(said):
        shown = Markup(ENGLISH_TERM.sub(r'<span lang="en">\g<0></span>', str(shown)))  # noqa: S704 escaped just here
    if language == locale.language():
        return shown
    return Markup(f'<span lang="{escape(language)}">{shown}</span>')  # noqa: S704 escaped just here


def day(value: date | datetime | None) -> str:
    return "" if value is None else _day(value, locale.language())


@lru_cache(maxsize=4096)
def _day(value: date | datetime, _language: str) -> str:
    """Write a day; lists hold the same few days again and again."""
    return str(format_date(value, "d MMMM y"))


def dated(name: str) -> str:
    """Write what a document prints as its date, or what tells versions apart: a day or a month as people say it."""
    try:
        if DATE.fullmatch(name):
            return day(date.fromisoformat(name))
        return str(format_date(date.fromisoformat(f"{name}-01"), "MMMM y")) if MONTH.fullmatch(name) else name
    except ValueError:
        return name


def moment(value: datetime | None) -> str:
    return "" if value is None else str(format_datetime(value, "d MMMM y, HH:mm"))


class _Parser(threading.local):
    """A thread's own parser of Markdown: making one takes twice as long as a paragraph does."""

    def __init__(self) -> None:
        self.kept = markdown_library.Markdown(extensions=["sane_lists", "nl2br", "tables"], output_format="html")


_parser = _Parser()


def markdown(said: str) -> Markup:
    """Turn people's Markdown into HTML that can neither run nor reach out."""
    html = _parser.kept.reset().convert(said)
    html = re.sub(r"<(/?)h[12]>", r"<\1h3>", html)
    clean = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(SCHEME_RELATIVE.sub(r"\1#\2", clean))  # noqa: S704 cleaned by nh3 just above


def filesize(size: int) -> str:
    """Write a size in bytes as people read it; `static/source/file_list.js` writes those of chosen files alike."""
    if size < KILOBYTE:
        return str(ngettext("%(num)s byte", "%(num)s bytes", size))
    if size < MEGABYTE:
        return str(_("%(number)s kB", number=_one_place(size, KILOBYTE)))
    return str(_("%(number)s MB", number=_one_place(size, MEGABYTE)))


def _one_place(size: int, unit: int) -> str:
    """Count in units, with one place where there are few; a half goes up, as in a browser."""
    tenths = (20 * size + unit) // (2 * unit)
    return f"{tenths // 10}.{tenths % 10}" if tenths < FEW_TENTHS else str((2 * size + unit) // (2 * unit))


def asset_url(name: str) -> str:
    """Give the address of a built file, changing with its content so that browsers may keep it."""
    path = f"{current_app.static_folder}/dist/{name}"
    try:
        built = os.stat(path).st_mtime_ns  # noqa: PTH116 thrice a page, and a Path takes as long again
    except FileNotFoundError:
        built = 0
    return _address(name, path, built)


@lru_cache(maxsize=64)
def _address(name: str, path: str, built: int) -> str:
    """Make the address of a file as it was built at a time."""
    version = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12] if built else "0"
    return url_for("static", filename=f"dist/{name}", v=version)
