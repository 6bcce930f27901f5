"""The page of what somebody was told, and the button that marks it as read."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from assessments.notices import queries, services
from assessments.notices.forms import SeenForm
from assessments.notices.views.blueprint import blueprint, place_of
from portfolio.web import access
from portfolio.web.access import SIGNED_IN, requires
from portfolio.web.pages import address_of_page, done, page, page_asked


@blueprint.get("/notices")
@requires(SIGNED_IN)
def notices() -> Response:
    return _shown(SeenForm())


def _shown(form: SeenForm) -> Response:
    work = access.work()
    listed = queries.own_notices(work.session, work.actor, page_asked(), work.today)
    return page(
        "notices/notices.html",
        listed=listed,
        newest=queries.newest(work.session, work.actor),
        place_of=place_of,
        address=address_of_page(),
        form=form,
        page_form_id="",
    )


@blueprint.post("/notices/read")
@requires(SIGNED_IN)
def read() -> Response:
    work, form = access.work(), SeenForm()
    if not form.validate_on_submit():
        return _shown(form)
    upto = queries.up_to(work.session, work.actor, form.upto.data or "")
    if upto is not None:
        services.mark_seen(work, upto)
    return done(_("All notices are marked as read."), "notices.notices")
