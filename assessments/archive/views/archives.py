"""The page from which a learner takes their portfolio away, and the download, resumed where it broke off."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from flask import Response, abort, jsonify, request
from flask_babel import gettext as _

from assessments.archive import queries, rules, services
from assessments.archive.forms import REFUSALS
from assessments.archive.policy import ARCHIVE_MAKE
from assessments.archive.services import Prepared
from assessments.archive.views.blueprint import ARCHIVE, PORTFOLIO, blueprint
from assessments.archive.views.laying_out import Opener, lay_out, layout
from portfolio.core.database import at_one_moment
from portfolio.people.queries import provider_by_public_id
from portfolio.web import access, uploads
from portfolio.web.access import PUBLIC, SIGNED_IN, requires
from portfolio.web.forms import Form
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.archive.models import Archive
    from portfolio.learning.models import Portfolio


@blueprint.get("/archives")
@requires(SIGNED_IN)
def own() -> Response:
    work = access.work()
    return page("archive/own.html", portfolios=queries.own_portfolios(work.session, work.actor))


@blueprint.get("/portfolios/<id:portfolio>/archive")
@requires(ARCHIVE_MAKE, portfolio=PORTFOLIO)
def show(portfolio: Portfolio) -> Response:
    return _shown(portfolio)


def _prepare(portfolio: Portfolio) -> Prepared | None:
    """Lay the archive out; nothing where it takes longer than somebody waits for a page."""
    portfolio_id, work = portfolio.id, access.work()
    if queries.reading(work.session, portfolio_id).left > rules.AT_ONCE:
        return None
    at_one_moment(work.session)
    return lay_out(work, uploads.store(), portfolio_id)


@blueprint.post("/portfolios/<id:portfolio>/archive")
@requires(ARCHIVE_MAKE, portfolio=PORTFOLIO, prepare=_prepare)
def make(portfolio: Portfolio) -> Response:
    if access.refusal() or not Form().validate_on_submit():
        return _shown(portfolio)
    if access.prepared() is None:
        services.ask(access.work(), portfolio)
        return done(_("Your archive is being made."), "archive.show", portfolio=portfolio.public_id)
    services.keep(access.work(), portfolio, access.prepared())
    return done(_("Your archive is ready to download."), "archive.show", portfolio=portfolio.public_id)


def _shown(portfolio: Portfolio) -> Response:
    form = Form()
    if access.refusal():
        form.refuse(str(REFUSALS["archive-overtaken"]))
    session = access.work().session
    return page(
        "archive/archive.html",
        portfolio=portfolio,
        archives=queries.archives(session, portfolio),
        making=queries.making(session, portfolio),
        form=form,
        page_form_id="",
    )


@blueprint.get("/archives/<id:archive>")
@requires(ARCHIVE_MAKE, archive=ARCHIVE)
def download(archive: Archive) -> Response:
    """Send the ZIP, or the part of it that was asked for: its bytes are the same at every request."""
    session, store = access.work().session, uploads.store()
    documents = queries.documents_of(session, archive)
    if documents is None:
        abort(404)
    opened = Opener.of(store, str(archive.provider_id), documents, archive.members)
    if not opened.whole() or queries.is_harmful(session, archive):
        abort(404)
    laid = layout(archive.members, archive.made_at)
    start, stop = _asked(archive, laid.size)
    response = Response(laid.stream(opened, start, stop), mimetype="application/zip", direct_passthrough=True)
    response.content_length = stop - start
    response.set_etag(archive.manifest)
    if (start, stop) != (0, laid.size):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{laid.size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(archive)}"'
    return response


def _asked(archive: Archive, size: int) -> tuple[int, int]:
    """Give which bytes are asked for; all, where an earlier download was of another archive."""
    wanted, still = request.range, request.if_range
    other = (still.etag or still.date) and still.etag != archive.manifest
    if wanted is None or other:
        return 0, size
    return wanted.range_for_length(size) or abort(416)


def _file_name(archive: Archive) -> str:
    name = re.sub(r"[^A-Za-z0-9]+", "-", queries.learner_of(access.work().session, archive)).strip("-")
    return f"tystio-{name}-{archive.made_at:%Y-%m-%d}.zip"


@blueprint.get("/providers/<id:provider>/verifying-key")
@requires(PUBLIC)
def verifying_key(provider: str) -> Response:
    """Give the key by which anybody can tell what this provider signed."""
    found = provider_by_public_id(access.work().session, provider) or abort(404)
    key = base64.b64encode(found.verifying_key).decode()
    return jsonify(provider=found.public_id, algorithm="Ed25519", public_key=key)
