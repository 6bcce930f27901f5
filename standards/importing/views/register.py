"""The page of the register: the known standards of the suite, loaded or still to be loaded."""

from __future__ import annotations

from flask import Response, request

from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page
from standards.importing import queries
from standards.importing.views.blueprint import blueprint
from standards.library.policy import STANDARDS_PUBLISH, STANDARDS_READ

MISSING = "missing"


@blueprint.get("/standards/register")
@requires(STANDARDS_READ)
def register() -> Response:
    work = access.work()
    entries = queries.register(work.session, work.actor)
    only_missing = request.args.get("show") == MISSING
    return page(
        "importing/register.html",
        entries=[one for one in entries if not (only_missing and one.standards)],
        loaded=sum(bool(one.standards) for one in entries),
        total=len(entries),
        only_missing=only_missing,
        publishes=access.may(STANDARDS_PUBLISH),
    )
