"""The people in evidence: their consents written down, withdrawn, and what becomes of the evidence then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from flask_babel import gettext as _

from portfolio.evidence import queries, services
from portfolio.evidence.forms.people import ConsentForm, SettleConsentForm, WithdrawConsentForm
from portfolio.evidence.policy import CONSENT_WITHDRAW, EVIDENCE_WRITE
from portfolio.evidence.rules.people import Settlement
from portfolio.evidence.services import NewConsent, Withdrawal
from portfolio.evidence.views.blueprint import CONSENT, EVIDENCE, blueprint
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.evidence.models import Consent, Evidence


@blueprint.route("/evidence/<id:evidence>/consents/new", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, evidence=EVIDENCE)
def new_consent(evidence: Evidence) -> Response:
    form, work = ConsentForm(), access.work()
    if form.validate_on_submit():
        new = NewConsent(form.who.data or "", form.scope.data or "", locale.language(), form.until.data)
        services.add_consent(work, queries.portfolio_of(work.session, evidence), evidence, new)
        return done(_("The consent is written down."), "evidence.show", evidence=evidence.public_id)
    return page("evidence/consent.html", form=form, evidence=evidence)


@blueprint.route("/consents/<id:consent>/withdraw", methods=["GET", "POST"])
@requires(CONSENT_WITHDRAW, consent=CONSENT)
def withdraw_consent(consent: Consent) -> Response:
    work = access.work()
    form = WithdrawConsentForm(data={"on": work.today})
    evidence = queries.consented(work.session, consent)
    if form.validate_on_submit() and form.on.data is not None:
        said = Withdrawal(form.on.data, form.reason.data or "", locale.language())
        services.withdraw_consent(work, queries.portfolio_of(work.session, evidence), consent, said)
        told = _("The withdrawal is recorded. The evidence is closed until it is settled.")
        return done(told, "evidence.show", evidence=evidence.public_id)
    shown = queries.shown_consent(consent, work.today)
    deleted = not consent.recorded and not queries.came_with(consent, evidence)
    return page("evidence/consent_withdraw.html", form=form, consent=shown, evidence=evidence, deleted=deleted)


@blueprint.route("/consents/<id:consent>/settle", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, consent=CONSENT)
def settle_consent(consent: Consent) -> Response:
    form, work = SettleConsentForm(), access.work()
    evidence = queries.consented(work.session, consent)
    if form.validate_on_submit():
        portfolio = queries.portfolio_of(work.session, evidence)
        services.settle_consent(work, portfolio, consent, Settlement(form.how.data))
        return done(_("It is recorded how this was settled."), "evidence.show", evidence=evidence.public_id)
    shown = queries.shown_consent(consent, work.today)
    return page("evidence/consent_settle.html", form=form, consent=shown, evidence=evidence)
