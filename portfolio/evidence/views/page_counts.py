"""How many pages the documents of a piece of evidence have, so that a claim is told of a page that is not there.

A learner who writes «p. 12» beside a PDF of nine pages made a slip, which is told at the note, in drafts too: these
are saved all the same. What is submitted must not hold it, for the assessor's link would open nowhere. Nothing is said
where it cannot be known: where one document is no PDF, or cannot be counted, or there is none; nor where one of several
has the page. Pages count from the first of the file, as its link opens them, whatever is printed on them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, cast

from flask import request

from portfolio.core import contents
from portfolio.core.contents import Family, Unacceptable
from portfolio.core.store import Address
from portfolio.evidence import queries
from portfolio.evidence.forms import AUTOSAVE
from portfolio.evidence.rules.pointing import Document, names_page
from portfolio.web import access, uploads
from portfolio.web.uploads import KeptUpload, Received
from standards.foundation import Guarded

if TYPE_CHECKING:
    from portfolio.evidence.models import Attachment, Evidence, StoredFile

WITHOUT_PAGES = frozenset({Family.IMAGE, Family.AUDIO, Family.VIDEO})
KEPT_IN_MEMORY = 4096
"""Documents whose pages a process remembers: bytes do not change."""


class Stored(Protocol):
    """A file in the store, under the name it came with."""

    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def media_type(self) -> str: ...


@dataclass(frozen=True)
class _Kept:
    name: str
    sha256: str
    media_type: str


def stored_files(files: Iterable[tuple[Attachment, StoredFile]]) -> list[Stored]:
    """Give the files that a piece has as it is being written."""
    return [_Kept(attached.name, stored.sha256, stored.media_type) for attached, stored in files]


def documents_for(notes: Iterable[str], files: Iterable[Stored], provider_id: int | None) -> tuple[Document, ...]:
    """Count the pages of the documents that notes point into; none where no note does, or not all can be known."""
    if not any(names_page(one) for one in notes):
        return ()
    papers = [(one, contents.family_of(one.media_type)) for one in files]
    papers = [(one, family) for one, family in papers if family not in WITHOUT_PAGES]
    if any(family is not Family.PDF for _one, family in papers):
        return ()
    try:
        return tuple(Document(one.name, _pages(provider_id, one.sha256)) for one, _family in papers)
    except (Unacceptable, FileNotFoundError):
        return ()


def documents_of_form(
    notes: Collection[str],
    files: Iterable[tuple[Attachment, StoredFile]],
    keep: Collection[str],
    received: Iterable[KeptUpload],
) -> tuple[Document, ...]:
    """Count the pages of the documents that a form is about: those that it keeps, and those that came with it.

    What saves itself is told nothing, so nothing is counted for it.
    """
    if request.form.get("act") == AUTOSAVE:
        return ()
    stay = [one for one in files if one[0].public_id in keep]
    return documents_for(notes, [*stored_files(stay), *received], access.work().actor.provider_id)


def receive_and_count(**subjects: Guarded) -> Received:
    """Keep the files of a POST and count the pages that its claims are held against: nothing is locked meanwhile."""
    received = uploads.receive(**subjects)
    notes = [said for name, said in request.form.items() if name.startswith("criteria-note-")]
    evidence = cast("Evidence | None", subjects.get("evidence"))
    if any(names_page(one) for one in notes):
        files = queries.files_now(access.work().session, evidence) if evidence else []
        documents_of_form(notes, files, request.form.getlist("keep"), received.kept)
    return received


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _pages(provider_id: int | None, sha256: str) -> int:
    return contents.count_pages(uploads.store().path(Address(str(provider_id), sha256)))
