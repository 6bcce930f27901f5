"""Where an identifier leads: people to the page, programs to the service."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, make_response, redirect, request, url_for

from portfolio.web import access, locale
from portfolio.web.access import PUBLIC, requires
from standards.exchange import queries
from standards.exchange.queries import Named
from standards.exchange.rules import Unanswerable
from standards.exchange.views.blueprint import blueprint, unanswerable
from standards.exchange.views.case import SERVED
from standards.interchange.case import definitions
from standards.interchange.case.nodes import criterion_item


@blueprint.get("/standards/id/<uuid:identifier>")
@requires(PUBLIC)
def lookup(identifier: UUID) -> Response:
    wants_json = request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"
    target = _target(identifier, wants_json=wants_json)
    if target is None:
        return unanswerable(Unanswerable("unknownobject")) if wants_json else abort(404)
    answer = make_response(redirect(target, 303))
    answer.headers["Vary"] = "Accept, Accept-Language, Cookie"
    return answer


def _target(identifier: UUID, *, wants_json: bool) -> str | None:
    defined = definitions.found(identifier)
    if defined is not None:
        return url_for(f"exchange.case.{SERVED[defined[0].list_name][0]}", identifier=identifier)
    work = access.work()
    # Programs get what the service gives: the shared library's.
    known = queries.SHARED if wants_json else queries.readable(work.actor)
    found = queries.named(work.session, identifier, known)
    if found is None:
        return None
    return _in_service(found, identifier) if wants_json else _page(found)


def _page(found: Named) -> str:
    """Give the page of the standard, at the criterion where it is one."""
    text = found.language or locale.language()
    whole = found.belonging is not None and found.belonging.role == "document"
    place = None if whole else found.code
    return url_for("library.standard", standard=found.stored.row.public_id, text=text, _anchor=place)


def _in_service(found: Named, identifier: UUID) -> str:
    if found.belonging is None:
        language = found.stored.nearest(locale.language())
        return url_for("exchange.case.item", identifier=criterion_item(identifier, language))
    view = "document" if found.belonging.role == "document" else "item"
    if found.belonging.part != "itself":
        view = "association"
    return url_for(f"exchange.case.{view}", identifier=identifier)
