"""One's own account."""

from __future__ import annotations

from flask import Response

from portfolio.people.views.blueprint import blueprint
from portfolio.web.access import SIGNED_IN, requires
from portfolio.web.pages import page


@blueprint.route("/account")
@requires(SIGNED_IN)
def account() -> Response:
    return page("people/account.html")
