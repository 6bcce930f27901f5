"""How somebody wants to be told by email, chosen by themselves."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from assessments.notices import queries, services
from assessments.notices.forms import ChoiceForm
from assessments.notices.rules import How
from assessments.notices.views.blueprint import blueprint
from portfolio.web import access
from portfolio.web.access import SIGNED_IN, requires
from portfolio.web.pages import done, page


@blueprint.route("/account/notices", methods=["GET", "POST"])
@requires(SIGNED_IN)
def choose() -> Response:
    work = access.work()
    account_id = work.actor.account_id or 0
    form = ChoiceForm(data={"how": queries.choice_of(work.session, account_id).value})
    if form.validate_on_submit():
        services.choose(work, How(form.how.data))
        return done(_("Your choice is saved."), "notices.choose")
    return page("notices/choose.html", form=form, link=queries.link_of(work.session, account_id))
