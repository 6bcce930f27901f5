"""The pages of a witness, who has a link and no account: testifying, declining, the copy, the second message."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portfolio.core.contents import EXTENSIONS
from portfolio.core.journal import failures_since
from portfolio.evidence.rules import AiUse, EvidenceKind
from portfolio.evidence.services import Content
from portfolio.people.services import PER_ADDRESS
from portfolio.web import access, locale, uploads
from portfolio.web.access import PUBLIC, requires
from portfolio.web.pages import page
from portfolio.web.uploads import Received
from portfolio.witnesses import queries, services
from portfolio.witnesses.forms import CheckForm, DeclineForm, TestifyForm
from portfolio.witnesses.rules import Answer
from portfolio.witnesses.services import Signed, Where
from portfolio.witnesses.views.blueprint import blueprint

if TYPE_CHECKING:
    from portfolio.witnesses.models import WitnessCheck, WitnessRequest

BARE = {"navigation": [], "account_name": "", "sign_in_url": "", "footer_links": []}
"""A witness's page offers nothing of the site, even in a browser in which somebody is signed in."""
COPY_SECONDS = 3600
"""For so long after signing the copy can be read without an account."""


def _slowed() -> str:
    """Refuse an address that tried too many links; gives what a failure counts against."""
    key, work = f"witness:{request.remote_addr}", access.work()
    if PER_ADDRESS.wait(failures_since(work.session, key, work.now - PER_ADDRESS.window), work.now):
        abort(429)
    return key


def _found(token: str) -> WitnessRequest | None:
    key, work = _slowed(), access.work()
    row = queries.by_token(work.session, token, work.now)
    if row is None:
        access.journal().count_failure(key, work.now)
    return row


def _over() -> Response:
    """Answer every link that does not work, whatever became of it, with the same page."""
    return make_response(render_template("witnesses/over.html", **BARE), 410)


def _where() -> Where:
    person = access.signed_in()
    return Where(request.remote_addr or "", request.user_agent.string, person.account_id if person else None)


def _receive(token: str) -> Received | None:
    """Keep the files of a witness whose link works; others' are let go."""
    row = queries.by_token(access.work().session, token, access.work().now)
    return None if row is None else uploads.receive(witness=row)


@blueprint.route("/witness/<string:token>", methods=["GET", "POST"])
@requires(PUBLIC, prepare=_receive)
def testify(token: str) -> Response:
    row, work = _found(token), access.work()
    if row is None:
        return _over()
    received = uploads.shown(row)
    form = TestifyForm(data={"name": row.name, "language": locale.language()})
    if form.validate_on_submit():
        services.testify(work, row, _signed(form, received), _where())
        return make_response(redirect(url_for("witnesses.copy", token=_receipts().dumps(row.public_id))))
    if request.method == "GET":
        access.journal().later(services.opened(row, _where(), work))
    return page(
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


def _signed(form: TestifyForm, received: Received) -> Signed:
    with force_locale(form.language.data):
        title = _("Testimony of %(name)s", name=(form.name.data or "").strip())
    content = Content(
        EvidenceKind.WITNESS_TESTIMONY,
        title[:200],
        form.happened_on.data,
        form.language.data,
        form.words.data or "",
        AiUse.NONE,
        particulars=form.particulars(),
    )
    return Signed(content, form.name.data or "", form.copy_to.data or "", tuple(received.kept))


@blueprint.route("/witness/<string:token>/decline", methods=["GET", "POST"])
@requires(PUBLIC)
def decline(token: str) -> Response:
    row, work = _found(token), access.work()
    if row is None:
        return _over()
    form = DeclineForm()
    if form.validate_on_submit():
        services.decline(work, row, form.reason.data or "", _where())
        return make_response(redirect(url_for("witnesses.thanks")))
    return page(
        "witnesses/decline.html", **BARE, form=form, token=token, one=queries.shown(work.session, row, work.now)
    )


@blueprint.get("/witness/thanks")
@requires(PUBLIC)
def thanks() -> Response:
    return page("witnesses/thanks.html", **BARE)


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
        return _over()
    one, said = queries.shown(work.session, row, work.now), queries.testimony(work.session, row)
    return page("witnesses/copy.html", **BARE, one=one, said=said)


@blueprint.route("/witness/check/<string:token>", methods=["GET", "POST"])
@requires(PUBLIC)
def check(token: str) -> Response:
    key, work = _slowed(), access.work()
    found: WitnessCheck | None = queries.check_by_token(work.session, token, work.now)
    if found is None:
        access.journal().count_failure(key, work.now)
        return _over()
    row = queries.request_of(work.session, found)
    form = CheckForm()
    if form.validate_on_submit():
        services.verify(work, found, Answer(form.answer.data), _where())
        return make_response(redirect(url_for("witnesses.thanks")))
    one, said = queries.shown(work.session, row, work.now), queries.testimony(work.session, row)
    return page("witnesses/check.html", **BARE, form=form, one=one, said=said)


def _receipts() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(cast("str", current_app.extensions["settings"].secret_key), salt="witness-copy")
