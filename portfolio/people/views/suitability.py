"""How far the checks of somebody on the staff are: read and recorded by managers."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext as _

from portfolio.people import queries, services
from portfolio.people.forms import SUITABILITY_WORDS, SuitabilityForm
from portfolio.people.policy import SUITABILITY_MANAGE
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.members import MEMBERSHIP
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page


@blueprint.route("/people/<id:membership>/suitability", methods=["GET", "POST"])
@requires(SUITABILITY_MANAGE, membership=MEMBERSHIP)
def suitability(membership: Any) -> Response:
    work = access.work()
    form = SuitabilityForm(data={"checked_on": work.today})
    provider_id, account_id = membership.provider_id, membership.account_id
    if form.validate_on_submit():
        provider = queries.provider(work.session, provider_id)
        services.record_checks(work, provider, queries.account(work.session, account_id), form.checks())
        return done(_("The checks are recorded."), "people.people")
    return page(
        "people/suitability.html",
        form=form,
        member=queries.member(work.session, membership),
        recorded=queries.recorded_checks(work.session, provider_id, account_id),
        gated=queries.gated(work.session, provider_id),
        suitability_words=SUITABILITY_WORDS,
    )
