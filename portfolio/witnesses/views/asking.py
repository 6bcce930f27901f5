"""The pages of those who ask: a portfolio's requests, a new one, its link and QR code, revoking and verifying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from flask_babel import gettext as _

from portfolio.evidence import queries as evidence_queries
from portfolio.evidence.views.editing import wishes
from portfolio.evidence.views.picking import Picking
from portfolio.learning.queries import learner_name
from portfolio.links.forms import ButtonForm
from portfolio.links.views import drawn
from portfolio.web import access, letters, locale
from portfolio.web.access import requires
from portfolio.web.pages import address_of_page, done, page, page_asked
from portfolio.witnesses import queries, services
from portfolio.witnesses.forms import AskForm
from portfolio.witnesses.policy import WITNESS_ASK, WITNESS_READ, WITNESS_TRACE, WITNESS_VERIFY
from portfolio.witnesses.views.blueprint import PORTFOLIO, REQUEST, blueprint
from portfolio.witnesses.views.pieces import end_uploads

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio
    from portfolio.witnesses.models import WitnessRequest


@blueprint.get("/portfolios/<id:portfolio>/witnesses")
@requires(WITNESS_READ, portfolio=PORTFOLIO)
def requests(portfolio: Portfolio) -> Response:
    work = access.work()
    return page(
        "witnesses/requests.html",
        portfolio=portfolio,
        learner=learner_name(work.session, portfolio),
        listed=queries.listed(work.session, work.actor, portfolio.id, page_asked(), work.now),
        asks=access.may(WITNESS_ASK, portfolio),
        page_url=address_of_page(),
    )


@blueprint.route("/portfolios/<id:portfolio>/witnesses/new", methods=["GET", "POST"])
@requires(WITNESS_ASK, portfolio=PORTFOLIO)
def ask(portfolio: Portfolio) -> Response:
    work = access.work()
    asked = evidence_queries.places(work.session, portfolio.id, request.args.getlist("criterion"))
    form = AskForm(data={"language": locale.language(), "criteria": dict.fromkeys(asked, "")})
    if form.validate_on_submit():
        asking = form.asking()
        made = services.ask(work, portfolio, asking, wishes(portfolio.id, form.criteria.data))
        said = _("The request is on its way by email.") if asking.send else _("The request is ready. Pass the link on.")
        endpoint = "witnesses.show" if asking.send else "witnesses.link"
        return done(said, endpoint, witness=made.public_id)
    picking = Picking(evidence_queries.picker(work.session, portfolio.id), form.criteria)
    return page("witnesses/ask.html", form=form, portfolio=portfolio, picking=picking)


@blueprint.get("/witnesses/<id:witness>")
@requires(WITNESS_READ, witness=REQUEST)
def show(witness: WitnessRequest) -> Response:
    work = access.work()
    return page(
        "witnesses/show.html",
        one=queries.shown(work.session, witness, work.now),
        criteria=queries.named(work.session, witness.id),
        visits=queries.visits(work.session, witness.id),
        checks=queries.checks(work.session, witness.id),
        asks=access.may(WITNESS_ASK, witness),
        traces=access.may(WITNESS_TRACE, witness),
        verifies=access.may(WITNESS_VERIFY, witness),
    )


@blueprint.route("/witnesses/<id:witness>/link", methods=["GET", "POST"])
@requires(WITNESS_ASK, witness=REQUEST)
def link(witness: WitnessRequest) -> Response:
    """Make a link and show it: it is kept nowhere, so each showing is of another one."""
    work, form = access.work(), ButtonForm()
    address = qr_code = None
    if form.validate_on_submit():
        token = services.make_link(work, witness)
        address = letters.address("witnesses.testify", token=token, lang=witness.language)
        qr_code = drawn(address)
    return page(
        "witnesses/link.html",
        form=form,
        one=queries.shown(work.session, witness, work.now),
        address=address,
        qr_code=qr_code,
    )


@blueprint.route("/witnesses/<id:witness>/send", methods=["GET", "POST"])
@requires(WITNESS_ASK, witness=REQUEST)
def send(witness: WitnessRequest) -> Response:
    form = ButtonForm()
    if form.validate_on_submit():
        services.send(access.work(), witness)
        return done(_("The request is on its way by email."), "witnesses.show", witness=witness.public_id)
    return page("witnesses/send.html", form=form, witness=witness)


@blueprint.route("/witnesses/<id:witness>/revoke", methods=["GET", "POST"])
@requires(WITNESS_ASK, witness=REQUEST)
def revoke(witness: WitnessRequest) -> Response:
    form = ButtonForm()
    if form.validate_on_submit():
        services.revoke(access.work(), witness)
        end_uploads(witness)
        return done(_("The request is revoked: its links no longer work."), "witnesses.show", witness=witness.public_id)
    return page("witnesses/revoke.html", form=form, witness=witness)


@blueprint.route("/witnesses/<id:witness>/verify", methods=["GET", "POST"])
@requires(WITNESS_VERIFY, witness=REQUEST)
def verify(witness: WitnessRequest) -> Response:
    form = ButtonForm()
    if form.validate_on_submit():
        services.ask_again(access.work(), witness)
        return done(_("The second message is on its way."), "witnesses.show", witness=witness.public_id)
    address = services.address_for_check(witness)
    # Where nobody can be written to there is no form, so nothing for the language switch to send.
    switched = {} if address else {"page_form_id": ""}
    return page("witnesses/verify.html", form=form, witness=witness, address=address, **switched)
