"""Where in its evidence a claim's note points: to pages, to a span of time, to a part of a picture."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from standards.foundation import Refused

WHOLE = 100
"""Percent: the whole width, or height, of a picture."""
MINUTE = HOUR_IN_MINUTES = 60


class Wrong(StrEnum):
    """What is wrong with a place, so that nothing can be opened there; what was typed stays as it is."""

    PAGE = "page"
    """There is no page 0."""
    CLOCK = "clock"
    """Seconds, or minutes after hours, of 60 or more."""
    BACKWARDS = "backwards"
    """It ends before it begins."""
    OUTSIDE = "outside"
    """Not wholly within the picture, or of no size."""


class Media(StrEnum):
    """What kind of file a place is in."""

    DOCUMENT = "document"
    RECORDING = "recording"
    PICTURE = "picture"


@dataclass(frozen=True)
class Pages:
    """Pages of a document, the first and the last."""

    first: int
    last: int
    media: ClassVar[Media] = Media.DOCUMENT

    @property
    def fragment(self) -> str:
        """Say it as the end of an address does."""
        return f"page={self.first}"

    def wrong(self) -> Wrong | None:
        if not self.first:
            return Wrong.PAGE
        return Wrong.BACKWARDS if self.last < self.first else None


@dataclass(frozen=True)
class Span:
    """A stretch of a recording in seconds; where it ends is open where only its beginning is said."""

    start: int
    end: int | None = None
    media: ClassVar[Media] = Media.RECORDING

    @property
    def seconds(self) -> str:
        return f"{self.start}" if self.end is None else f"{self.start},{self.end}"

    @property
    def fragment(self) -> str:
        return f"t={self.seconds}"

    def wrong(self) -> Wrong | None:
        return Wrong.BACKWARDS if self.end is not None and self.end <= self.start else None


@dataclass(frozen=True)
class Region:
    """A part of a picture in percent: its corner from the left and from the top, its width and its height."""

    x: int
    y: int
    width: int
    height: int
    media: ClassVar[Media] = Media.PICTURE

    @property
    def percentages(self) -> str:
        return f"{self.x},{self.y},{self.width},{self.height}"

    @property
    def fragment(self) -> str:
        return f"xywh=percent:{self.percentages}"

    def wrong(self) -> Wrong | None:
        within = self.x + self.width <= WHOLE and self.y + self.height <= WHOLE
        return None if within and self.width and self.height else Wrong.OUTSIDE


Pointer = Pages | Span | Region


@dataclass(frozen=True)
class Document:
    """A document whose pages were counted."""

    name: str
    pages: int


@dataclass(frozen=True)
class Piece:
    """A stretch of a note exactly as it was typed, and where it points, or why it points nowhere."""

    words: str
    pointer: Pointer | None = None
    wrong: Wrong | None = None


DASH = r"\s?[-\u2010-\u2015]\s?"
CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}"
NUMBER = r"(\d{1,3})(?:\s?%)?"
COMMA = r"\s?,\s?"
# A full stop belongs to the short forms: «P3» is the name of a criterion.
PAGES = re.compile(
    rf"(?<!\w)(?:(?:tt?|td|pp?)\.|(?:[dt]|th)udalen(?:nau)?|pages?)\s?([0-9]{{1,4}})(?:{DASH}([0-9]{{1,4}}))?(?!\w)",
    re.IGNORECASE | re.ASCII,
)
SPAN = re.compile(rf"(?<![\w:.,])({CLOCK})(?:{DASH}({CLOCK}))?(?![\w:])", re.ASCII)
REGION = re.compile(
    rf"(?<!\w)(?:rh?an|part|region|area)\s{COMMA.join([NUMBER] * 4)}(?!\w)",
    re.IGNORECASE | re.ASCII,
)


def pieces_of(note: str) -> tuple[Piece, ...]:
    """Tell apart in a note the words that point somewhere; put together, the pieces are the note as it was typed."""
    found, end = [], 0
    for match in sorted(_matches(note), key=lambda one: one.start()):
        if match.start() < end:
            continue
        if match.start() > end:
            found.append(Piece(note[end : match.start()]))
        found.append(_piece(match))
        end = match.end()
    if end < len(note):
        found.append(Piece(note[end:]))
    return tuple(found)


def _matches(note: str) -> list[re.Match[str]]:
    return [match for pattern in (PAGES, SPAN, REGION) for match in pattern.finditer(note)]


def _piece(match: re.Match[str]) -> Piece:
    pointer = _pointer(match)
    if isinstance(pointer, Wrong):
        return Piece(match.group(), wrong=pointer)
    wrong = pointer.wrong()
    return Piece(match.group(), None if wrong else pointer, wrong)


def _pointer(match: re.Match[str]) -> Pointer | Wrong:
    if match.re is PAGES:
        first = int(match[1])
        return Pages(first, int(match[2] or first))
    if match.re is REGION:
        return Region(*map(int, match.groups()))
    start, end = _seconds(match[1]), _seconds(match[2]) if match[2] else None
    return Wrong.CLOCK if start is None or (match[2] and end is None) else Span(start, end)


def _seconds(clock: str) -> int | None:
    """Count the seconds of a time in a recording, as its player shows it; none where no player shows such a time."""
    *hours, minutes, seconds = map(int, clock.split(":"))
    if seconds >= MINUTE or (hours and minutes >= HOUR_IN_MINUTES):
        return None
    return (sum(hours) * HOUR_IN_MINUTES + minutes) * MINUTE + seconds


def first_wrong(note: str) -> Piece | None:
    """Give what a note says first that points nowhere, whatever is held against it."""
    return next((one for one in pieces_of(note) if one.wrong), None)


def names_page(note: str) -> bool:
    """Tell whether a note points to a page."""
    return any(isinstance(one.pointer, Pages) for one in pieces_of(note))


def beyond(note: str, documents: Collection[Document]) -> tuple[str, ...]:
    """Give the words of a note that point to a page which no document has; none where no pages are known."""
    last = max((one.pages for one in documents), default=None)
    pages = [(one.words, one.pointer) for one in pieces_of(note) if isinstance(one.pointer, Pages)]
    return tuple(words for words, pointer in pages if last is not None and pointer.last > last)


def check_pages(notes: Iterable[str], documents: Collection[Document]) -> None:
    """Check that the pages are there that notes point to. Raises Refused."""
    if any(beyond(one, documents) for one in notes):
        raise Refused("evidence-page-beyond")


def region_of(percentages: str) -> Region | None:
    """Read a part of a picture from the end of an address; none where it is not one."""
    match = re.fullmatch(r"(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})", percentages, re.ASCII)
    region = Region(*map(int, match.groups())) if match else None
    return region if region and not region.wrong() else None


def span_of(seconds: str) -> Span | None:
    """Read a stretch of a recording from the end of an address; none where it is not one."""
    match = re.fullmatch(r"(\d{1,6})(?:,(\d{1,6}))?", seconds, re.ASCII)
    span = Span(int(match[1]), int(match[2]) if match[2] else None) if match else None
    return span if span and not span.wrong() else None


def clock(seconds: int) -> str:
    """Write a time in a recording as its player shows it."""
    minutes, rest = divmod(seconds, MINUTE)
    hours, minutes = divmod(minutes, HOUR_IN_MINUTES)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
