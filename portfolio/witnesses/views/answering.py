"""The pages of a witness, who has a link and no account: testifying, declining, the copy, the second message."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response, current_app, make_response, redirect, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portfolio.core.contents import EXTENSIONS
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content
from portfolio.links.forms import DeclineForm
from portfolio.links.views import BARE, found, over, slowed, where
from portfolio.web import access, locale, uploads
from portfolio.web.access import PUBLIC, requires
from portfolio.web.headers import let_record
from portfolio.web.pages import page
from portfolio.web.uploads import Received
from portfolio.witnesses import queries, services
from portfolio.witnesses.forms import CheckForm, TestifyForm
from portfolio.witnesses.rules import Answer
from portfolio.witnesses.services import Signed
from portfolio.witnesses.views.blueprint import blueprint
from portfolio.witnesses.views.pieces import end_uploads

if TYPE_CHECKING:
    from portfolio.witnesses.models import WitnessCheck

COPY_SECONDS = 3600
"""For so long after signing the copy can be read without an account."""


def _receive(token: str) -> Received | None:
    """Keep the files of a witness whose link works; others' are let go."""
    row = queries.by_token(access.work().session, token, access.work().now)
    return None if row is None else uploads.receive_from(uploads.sender_of(row, row.public_id))


@blueprint.route("/witness/<string:token>", methods=["GET", "POST"])
@requires(PUBLIC, prepare=_receive)
def testify(token: str) -> Response:
    row, work = found(queries.by_token, token), access.work()
    if row is None:
        return over()
    received = uploads.shown(row, row.public_id)
    form = TestifyForm(data={"name": row.name, "language": locale.language()})
    if form.validate_on_submit():
        services.testify(work, row, _signed(form, received), where())
        end_uploads(row)
        return make_response(redirect(url_for("witnesses.copy", token=_receipts().dumps(row.public_id))))
    if request.method == "GET":
        access.journal().later(services.opened(row, where(), work))
    shown = page(
        "witnesses/testify.html",
        **BARE,
        form=form,
        token=token,
        one=queries.shown(work.session, row, work.now),
        criteria=queries.named(work.session, row.id),
        files=[],
        received=received,
        accept=",".join(EXTENSIONS),
        most_megabytes=uploads.most_megabytes(),
    )
    return let_record(shown)


def _signed(form: TestifyForm, received: Received) -> Signed:
    with locale.speaking(form.language.data):
        title = _("Testimony of %(name)s", name=(form.name.data or "").strip())
    content = Content(
        EvidenceKind.WITNESS_TESTIMONY,
        title[:200],
        form.happened_on.data,
        form.language.data,
        form.words.data or "",
        AiUse.NONE,
        particulars=form.particulars(),
        confidentiality=Confidentiality(form.people.data),
    )
    return Signed(content, form.name.data or "", form.copy_to.data or "", tuple(received.kept))


@blueprint.route("/witness/<string:token>/decline", methods=["GET", "POST"])
@requires(PUBLIC)
def decline(token: str) -> Response:
    row, work = found(queries.by_token, token), access.work()
    if row is None:
        return over()
    form = DeclineForm()
    if form.validate_on_submit():
        services.decline(work, row, form.reason.data or "", where())
        end_uploads(row)
        return make_response(redirect(url_for("witnesses.thanks")))
    return page(
        "witnesses/decline.html", **BARE, form=form, token=token, one=queries.shown(work.session, row, work.now)
    )


@blueprint.get("/witness/thanks")
@requires(PUBLIC)
def thanks() -> Response:
    return page("links/thanks.html", **BARE)


@blueprint.get("/witness/copy/<string:token>")
@requires(PUBLIC)
def copy(token: str) -> Response:
    """Show what was signed, to print or save: for an hour, in the hands of whoever signed."""
    work = access.work()
    try:
        row = queries.request(work.session, str(_receipts().loads(token, max_age=COPY_SECONDS)))
    except BadSignature:
        row = None
    if row is None or row.evidence_id is None:
        return over()
    one, said = queries.shown(work.session, row, work.now), queries.testimony(work.session, row)
    return page("witnesses/copy.html", **BARE, one=one, said=said, files=queries.files_signed(work.session, said))


@blueprint.route("/witness/check/<string:token>", methods=["GET", "POST"])
@requires(PUBLIC)
def check(token: str) -> Response:
    key, work = slowed(), access.work()
    asked: WitnessCheck | None = queries.check_by_token(work.session, token, work.now)
    if asked is None:
        access.journal().count_failure(key, work.now)
        return over()
    row = queries.request_of(work.session, asked)
    form = CheckForm()
    if form.validate_on_submit():
        services.verify(work, asked, Answer(form.answer.data), where())
        return make_response(redirect(url_for("witnesses.thanks")))
    one, said = queries.shown(work.session, row, work.now), queries.testimony(work.session, row)
    files = queries.files_signed(work.session, said)
    return page("witnesses/check.html", **BARE, form=form, one=one, said=said, files=files)


def _receipts() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(cast("str", current_app.extensions["settings"].secret_key), salt="witness-copy")
