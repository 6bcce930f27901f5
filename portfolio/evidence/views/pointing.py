"""The places that claims point to as links that open the file there, and a part of a picture marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from flask import Response, abort, request, url_for
from flask_babel import lazy_gettext as _l

from portfolio.core import contents
from portfolio.core.contents import Family
from portfolio.evidence.policy import EVIDENCE_READ
from portfolio.evidence.rules.pointing import (
    Media,
    Pages,
    Pointer,
    Region,
    Wrong,
    clock,
    pieces_of,
    region_of,
    span_of,
)
from portfolio.evidence.views.blueprint import FILE, blueprint
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.evidence.queries import ServedFile

OPENED: dict[Media, frozenset[Family]] = {
    Media.DOCUMENT: frozenset({Family.PDF}),
    Media.RECORDING: frozenset({Family.AUDIO, Family.VIDEO}),
    Media.PICTURE: frozenset({Family.IMAGE}),
}
WRONG_WORDS: dict[Wrong, Any] = {
    Wrong.PAGE: _l("Pages are counted from 1, so nothing opens here. Write, for example, p. 3."),
    Wrong.CLOCK: _l("No recording shows this time, so nothing opens here. Write minutes and seconds: 03:10–04:25."),
    Wrong.BACKWARDS: _l("This ends before it begins, so nothing opens here. Write the earlier one first."),
    Wrong.OUTSIDE: _l(
        "This part is not within the picture, so nothing opens here. Write how far from the left and from the top it "
        "begins, its width and its height, in percent: part 10,20,30,40."
    ),
}


class Held(Protocol):
    """A file that a revision holds, as any page names it."""

    @property
    def public_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...


@dataclass(frozen=True)
class Opening:
    """A file, and the address at which it opens where a claim points."""

    address: str
    name: str


@dataclass(frozen=True)
class Pointed:
    """A stretch of a note as it was typed, the files that open where it points, and what is wrong with it."""

    words: str
    openings: tuple[Opening, ...]
    wrong: Any


def pointed(note: str, files: Iterable[Held]) -> list[Pointed]:
    """Give a claim's note in pieces: those that point somewhere with the files of the revision that open there."""
    held = list(files)
    return [
        Pointed(one.words, _openings(one.pointer, held), WRONG_WORDS[one.wrong] if one.wrong else None)
        for one in pieces_of(note)
    ]


def _openings(pointer: Pointer | None, files: Iterable[Held]) -> tuple[Opening, ...]:
    if pointer is None:
        return ()
    there = [one for one in files if contents.family_of(one.media_type) in OPENED[pointer.media]]
    return tuple(Opening(_address(pointer, one), one.name) for one in there)


def _address(pointer: Pointer, file: Held) -> str:
    """Give the address of a file at a place: browsers play no recording that is opened alone under our policy."""
    if isinstance(pointer, Pages):
        return url_for("evidence.view", file=file.public_id, _anchor=pointer.fragment)
    at = pointer.percentages if isinstance(pointer, Region) else pointer.seconds
    return url_for("evidence.part", file=file.public_id, at=at)


@blueprint.get("/files/<id:file>/part")
@requires(EVIDENCE_READ, file=FILE)
def part(file: ServedFile) -> Response:
    """Show a picture with a part of it marked, or play a stretch of a recording.

    An address that says no part, or none within it, shows the whole.
    """
    family, at = contents.family_of(file.media_type), request.args.get("at", "")
    if family is Family.IMAGE:
        return page("evidence/part.html", file=file, region=region_of(at))
    if family not in OPENED[Media.RECORDING]:
        abort(404)
    return page("evidence/stretch.html", file=file, family=family, span=span_of(at), clock=clock)
