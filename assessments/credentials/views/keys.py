"""The keys that sign a provider's credentials: seen by its managers, changed by its administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from assessments.credentials import queries, services
from assessments.credentials.documents import did_of
from assessments.credentials.policy import ISSUING_KEYS_CHANGE, ISSUING_KEYS_READ
from assessments.credentials.views.blueprint import blueprint, office
from portfolio.core.badges.proofs import multikey
from portfolio.web import access
from portfolio.web.access import may, requires
from portfolio.web.forms import Form
from portfolio.web.navigation import MenuEntry
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.people.models import Provider

MENU = [MenuEntry(_l("Keys"), "credentials.keys", ISSUING_KEYS_READ, 90)]


@blueprint.get("/credentials/keys")
@requires(ISSUING_KEYS_READ)
def keys() -> Response:
    provider = _own_provider()
    rows = queries.keys_of(access.work().session, provider.id)
    return page(
        "credentials/keys.html",
        did=did_of(office().base_url, provider.public_id),
        provider=provider.public_id,
        keys=[(row, multikey(row.public)) for row in rows],
        may_change=may(ISSUING_KEYS_CHANGE),
    )


@blueprint.route("/credentials/keys/new", methods=["GET", "POST"])
@requires(ISSUING_KEYS_CHANGE)
def new_key() -> Response:
    form = Form()
    if form.validate_on_submit():
        services.make_key(access.work(), _own_provider(), office().keys)
        return done(_("A new key signs credentials from now on."), "credentials.keys")
    return page("credentials/new_key.html", form=form)


def _own_provider() -> Provider:
    work = access.work()
    return queries.provider(work.session, cast("int", work.actor.provider_id))
