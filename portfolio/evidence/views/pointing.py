"""The places that claims point to as links that open the file there, and a part of a picture marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from flask import Response, abort, request, url_for

from portfolio.core import contents
from portfolio.core.contents import Family
from portfolio.evidence.forms.pages import WRONG_WORDS, no_such_page
from portfolio.evidence.policy import EVIDENCE_ORIGINAL, EVIDENCE_READ
from portfolio.evidence.rules.pointing import (
    Media,
    Pages,
    Pointer,
    Region,
    beyond,
    clock,
    pieces_of,
    region_of,
    span_of,
)
from portfolio.evidence.views.blueprint import FILE, blueprint
from portfolio.evidence.views.opening import look_at
from portfolio.evidence.views.page_counts import documents_for
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.evidence.queries import ServedFile, ShownFile

OPENED: dict[Media, frozenset[Family]] = {
    Media.DOCUMENT: frozenset({Family.PDF}),
    Media.RECORDING: frozenset({Family.AUDIO, Family.VIDEO}),
    Media.PICTURE: frozenset({Family.IMAGE}),
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


def held_against(provider_id: int) -> Callable[[str, Iterable[ShownFile]], list[Pointed]]:
    """Give the same for who writes: a page that no document has, as far as can be known, is told and opens nothing."""

    def told(note: str, files: Iterable[ShownFile]) -> list[Pointed]:
        held = list(files)
        documents = documents_for([note], held, provider_id)
        return [
            replace(one, openings=(), wrong=no_such_page(documents)) if beyond(one.words, documents) else one
            for one in pointed(note, held)
        ]

    return told


def _openings(pointer: Pointer | None, files: Iterable[Held]) -> tuple[Opening, ...]:
    if pointer is None:
        return ()
    there = [one for one in files if contents.family_of(one.media_type) in OPENED[pointer.media]]
    return tuple(Opening(_address(pointer, one), one.name) for one in there)


def _address(pointer: Pointer, file: Held) -> str:
    """Give the address of a file at a place: a recording on a page that says which stretch it plays."""
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
    look_at(file)
    family, at = contents.family_of(file.media_type), request.args.get("at", "")
    if family is Family.IMAGE:
        return page("evidence/part.html", file=file, region=region_of(at))
    if family not in OPENED[Media.RECORDING]:
        abort(404)
    original = access.may(EVIDENCE_ORIGINAL, file)
    return page("evidence/stretch.html", file=file, original=original, family=family, span=span_of(at), clock=clock)
