"""The learner's comment and signature on the record of an observation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from flask_babel import gettext as _

from assessments.observing import queries, services
from assessments.observing.forms import SignForm
from assessments.observing.policy import OBSERVATION_SIGN
from assessments.observing.services import Signing
from assessments.observing.views.blueprint import RECORD, blueprint
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.observing.models import ObservationRecord


@blueprint.route("/observations/records/<id:record>/sign", methods=["GET", "POST"])
@requires(OBSERVATION_SIGN, record=RECORD)
def sign(record: ObservationRecord) -> Response:
    work, form = access.work(), SignForm(data={"language": locale.language()})
    evidence = queries.evidence_of(work.session, record)
    if form.validate_on_submit():
        portfolio = queries.portfolio_by_id(work.session, record.portfolio_id)
        services.sign(work, portfolio, record, Signing(form.comment.data or "", form.language.data))
        return done(_("You have signed the record."), "evidence.show", evidence=evidence.public_id)
    observer = queries.name_of(work.session, record.observer_id)
    return page("observing/sign.html", form=form, record=record, evidence=evidence, observer=observer)
