"""The pages by which documents are sent, and the list of what was sent."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import cast

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from portfolio.web import access, locale, uploads
from portfolio.web.access import requires
from portfolio.web.naming import names
from portfolio.web.pages import done, page, page_asked
from standards.drafting import RefusalError
from standards.foundation import LANGUAGES
from standards.importing import queries, services
from standards.importing.forms import MOST_FILES, STATE_WORDS, ImportsFilter, UploadForm
from standards.importing.queries import pairs
from standards.importing.services import Kept
from standards.importing.views.blueprint import blueprint
from standards.library.policy import STANDARDS_PUBLISH
from standards.reading.document import LIMIT_MB
from standards.reading.problems import unreadable
from standards.reading.reader import KINDS
from standards.receiving import LIMIT, Asked, Received, receive_each

SECONDS_IN_ALL = 60
"""After so long no further document of one sending is begun: who waits must be answered."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]")
LONGEST_NAME = 200
MOST_FAULTS = 20
"""How many faults of one file are told: mending these may mend the others."""


@dataclass
class Sent:
    """One document of a sending, or one standard of a document: read, or refused with the reason."""

    name: str
    received: Received | None = None
    refusal: str = ""
    kept: Kept | None = None


def read_sent() -> list[Sent]:
    """Read the documents of a POST before its write transaction begins: nothing waits for a parser."""
    access.work().session.rollback()
    if locale.switching():
        return []
    files = [one for one in request.files.getlist("documents") if one.filename]
    until = time.monotonic() + SECONDS_IN_ALL
    return [sent for one in files[:MOST_FILES] for sent in _read(one, until)]


def _read(file: FileStorage, until: float) -> list[Sent]:
    name = shown_name(file.filename or "")
    if time.monotonic() > until:
        late = _("“%(name)s” was not read, for the documents before it took too long. Send it again.", name=name)
        return [Sent(name, refusal=late)]
    most = min(LIMIT_MB, uploads.most_megabytes())
    try:
        if getattr(file.stream, "too_big", False):
            raise unreadable("too-big", name=name, limit=most)
        file.stream.seek(0)
        parts = receive_each(file.stream.read(LIMIT + 1), name, _asked())
    except RefusalError as refused:
        return [_sent(name, refused)]
    return [_sent(f"{name} ({urn})" if urn else name, part) for urn, part in parts]


def _sent(name: str, part: Received | RefusalError) -> Sent:
    if isinstance(part, Received):
        return Sent(name, part)
    words = part.message[locale.language()]
    return Sent(name, refusal=words if name in words else f"{name}: {words}")


def shown_name(name: str) -> str:
    """Give a file's own name, without folders and signs that cannot be seen."""
    own = UNSEEN.sub(" ", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return own[-LONGEST_NAME:] or "–"


def _asked() -> Asked:
    kind, said = request.form.get("kind", "auto"), request.form.get("language", "")
    language = next((one for one in LANGUAGES if one == said), None)
    urn = request.form.get("urn", "").strip() or None
    return Asked(next((one for one in KINDS if one == kind), "auto"), language, urn)


@blueprint.route("/standards/imports/new", methods=["GET", "POST"])
@requires(STANDARDS_PUBLISH, prepare=read_sent)
def new() -> Response:
    form = UploadForm(data={"urn": request.args.get("urn", "")})
    if form.validate_on_submit():
        sent = cast("list[Sent]", access.prepared())
        for one in sent:
            if one.received is not None:
                one.kept = services.keep(access.work(), one.received)
        if any(one.kept for one in sent):
            return _told(sent)
        for line in (line for one in sent for line in one.refusal.splitlines()[:MOST_FAULTS]):
            form.refuse(line)
    most = min(LIMIT_MB, uploads.most_megabytes())
    return page("importing/new.html", form=form, most_megabytes=most, most_files=MOST_FILES)


def _told(sent: list[Sent]) -> Response:
    """Lead to the workbench of the one document, or tell of each what became of it."""
    kept = sent[0].kept
    if len(sent) > 1 or kept is None:
        return page("importing/sent.html", sent=sent)
    message = _("The document is read. Settle its problems, then publish it.")
    if kept.known:
        message = _("This very document is being worked on already: here it is.")
    return done(message, "importing.workbench", given=kept.row.public_id)


@blueprint.get("/standards/imports")
@requires(STANDARDS_PUBLISH)
def imports() -> Response:
    filters, work = ImportsFilter(request.args), access.work()
    listed = queries.listed(work.session, work.actor, filters.chosen(), page_asked())
    return page(
        "importing/imports.html",
        filters=filters,
        listed=listed,
        names=names({one.row.changed_by for one in listed.rows}),
        offers=pairs.offers(work.session, work.actor, [one.row for one in listed.rows]),
        state_words=STATE_WORDS,
        page_url=lambda number: url_for("importing.imports", state=filters.chosen(), page=number),
    )
