"""Covering parts of a picture or a document: boxes drawn or written, seen, then burnt into a copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from flask import Response, abort, request
from flask_babel import gettext as _

from portfolio.core import contents
from portfolio.core.contents import Family, Unacceptable
from portfolio.core.database import db
from portfolio.core.store import Address
from portfolio.evidence import queries, services
from portfolio.evidence.forms.redaction import EMPTY_ROWS, MAKE, SIDE_WORDS, SIDES, RedactForm
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.rules.redaction import Original, check_boxes
from portfolio.evidence.services import KeptFile, Redacted
from portfolio.evidence.views.blueprint import FILE, blueprint
from portfolio.evidence.views.files import seal_picture
from portfolio.evidence.views.staying import stays
from portfolio.web import access, uploads
from portfolio.web.access import requires
from portfolio.web.forms import sentence
from portfolio.web.pages import done, page
from standards.foundation import Refused

if TYPE_CHECKING:
    from portfolio.evidence.queries import ServedFile

COVERED = frozenset({Family.IMAGE, Family.PDF})
CODES = {"redact-too-long"}
"""What the child refuses with a sentence of its own; all else is that no copy could be made."""


@dataclass(frozen=True)
class Made:
    """The copy in the store, or why there is none."""

    copy: KeptFile | None = None
    refused: str = ""


def _make(file: ServedFile) -> Made:
    """Make the copy before anything is written to the database, where the form asks for it and may have it."""
    form = RedactForm()
    if request.form.get("act") != MAKE or not form.validate() or contents.family_of(file.media_type) not in COVERED:
        return Made()
    boxes = form.box.boxes
    db.session.rollback()
    store, address = uploads.store(), Address(str(file.provider_id), file.sha256)
    try:
        with store.receive() as incoming:
            check_boxes(boxes, contents.count_pages(store.path(address)))
            media_type = contents.redact(store.path(address), incoming.path, [one.told() for one in boxes])
            incoming.take_over()
            kept = store.keep(incoming, str(file.provider_id))
            size = incoming.size
    except Refused as refused:
        return Made(refused=refused.code)
    except (Unacceptable, FileNotFoundError) as broken:
        code = str(broken)
        return Made(refused=code if code in CODES else "redact-failed")
    name = contents.clean_name(_("%(name)s covered", name=PurePath(file.name).stem), media_type)
    return Made(KeptFile(name, kept.sha256, size, media_type))


@blueprint.route("/files/<id:file>/redact", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, prepare=_make, file=FILE)
def redact(file: ServedFile) -> Response:
    if contents.family_of(file.media_type) not in COVERED:
        abort(404)
    form, work = RedactForm(), access.work()
    evidence = queries.evidence(work.session, file.evidence)
    frozen = stays(evidence) if evidence else None
    if frozen is not None:
        return frozen
    made = access.prepared() if isinstance(access.prepared(), Made) else Made()
    if request.form.get("act") == MAKE and form.validate_on_submit() and made.copy is not None:
        return _put_in(file, form, made.copy)
    if made.refused:
        form.refuse(sentence(made.refused, {}))
    return page(
        "evidence/redact.html",
        form=form,
        file=file,
        pages=_pages(file),
        frozen=queries.is_frozen_file(work.session, file.public_id),
        is_picture=contents.family_of(file.media_type) is Family.IMAGE,
        sides=SIDES,
        side_words=SIDE_WORDS,
        rows=[*form.box.rows, *(dict.fromkeys(SIDES, "") for _number in range(EMPTY_ROWS))],
        boxes=form.box.boxes,
    )


def _put_in(file: ServedFile, form: RedactForm, copy: KeptFile) -> Response:
    work = access.work()
    evidence, attachment = (
        queries.evidence(work.session, file.evidence),
        queries.attachment(work.session, file.public_id),
    )
    if evidence is None or attachment is None:
        abort(404)
    redacted = Redacted(copy, len(form.box.boxes), Original(form.original.data))
    services.redact(work, queries.portfolio_of(work.session, evidence), evidence, attachment, redacted)
    said = _("The copy took the place of the file. Check it, then submit the evidence.")
    return done(said, "evidence.edit", evidence=evidence.public_id)


def _pages(file: ServedFile) -> int:
    try:
        return contents.count_pages(uploads.store().path(Address(str(file.provider_id), file.sha256)))
    except (Unacceptable, FileNotFoundError):
        abort(404)


@blueprint.get("/files/<id:file>/pages/<int:number>")
@requires(EVIDENCE_WRITE, file=FILE)
def page_picture(file: ServedFile, number: int) -> Response:
    """Send a page of a document as a picture to draw on: to its owner alone."""
    if contents.family_of(file.media_type) is not Family.PDF:
        abort(404)
    store = uploads.store()
    try:
        with store.receive() as incoming:
            contents.draw_page(store.path(Address(str(file.provider_id), file.sha256)), incoming.path, number)
            drawn = incoming.path.read_bytes()
    except (Unacceptable, FileNotFoundError):
        abort(404)
    return seal_picture(Response(drawn, content_type="image/jpeg"))
