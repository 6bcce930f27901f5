"""How an import ends: published, discarded, taken up again; and the document that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, make_response
from flask_babel import gettext as _

from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page
from standards.editing.fields import fields_of
from standards.importing import queries, services
from standards.importing.forms import ActForm, WorkbenchForm
from standards.importing.queries.standing import editions, placed
from standards.importing.queries.translations import known_beside
from standards.importing.rules import State
from standards.importing.views.blueprint import AN_IMPORT, ONE, blueprint
from standards.importing.views.workbench import show
from standards.library.policy import STANDARDS_PUBLISH

if TYPE_CHECKING:
    from standards.importing.models import StandardImport


def _asking(template: str, given: StandardImport, form: ActForm, **more: object) -> Response:
    form.catch_up(given.version)
    return page(template, form=form, bench=queries.bench(access.work().session, given), **more)


def _ended(given: StandardImport) -> Response:
    """Show how an import ended, in place of asking what can no longer be done; a refusal with it."""
    bench = queries.bench(access.work().session, given)
    form = WorkbenchForm(fields_of(bench.working), given.version)
    form.validate_on_submit()
    return show(bench, form)


@blueprint.route(f"{ONE}/publish", methods=["GET", "POST"])
@requires(STANDARDS_PUBLISH, given=AN_IMPORT)
def publish(given: StandardImport) -> Response:
    form = ActForm(data={"version": given.version})
    if form.validate_on_submit():
        published = services.publish(access.work(), given, form.looked_at())
        return done(
            _("The standard is published. It can be a unit of a qualification now."),
            "library.standard",
            standard=published.standard.public_id,
        )
    work = access.work()
    if given.state != State.OPEN:
        return _ended(given)
    working = queries.working(work.session, given)
    there = editions(work.session, given.owner_id, working["urn"])
    place = placed(work.session, there, working, work.now)
    return _asking(
        "importing/publish.html",
        given,
        form,
        translations=known_beside(work.session, there, working),
        standing=place.standing,
        place=place,
    )


@blueprint.route(f"{ONE}/discard", methods=["GET", "POST"])
@requires(STANDARDS_PUBLISH, given=AN_IMPORT)
def discard(given: StandardImport) -> Response:
    form = ActForm(data={"version": given.version})
    if form.validate_on_submit():
        services.discard(access.work(), given, form.looked_at())
        return done(_("The import is discarded. It can be taken up again."), "importing.imports")
    return _asking("importing/discard.html", given, form)


@blueprint.route(f"{ONE}/take-up", methods=["GET", "POST"])
@requires(STANDARDS_PUBLISH, given=AN_IMPORT)
def take_up(given: StandardImport) -> Response:
    form = ActForm(data={"version": given.version})
    if form.validate_on_submit():
        services.take_up(access.work(), given)
        return done(_("The import is open again, as it was left."), "importing.workbench", given=given.public_id)
    return _asking("importing/take_up.html", given, form)


@blueprint.get(f"{ONE}/document")
@requires(STANDARDS_PUBLISH, given=AN_IMPORT)
def document(given: StandardImport) -> Response:
    """Give the document as it was sent; never as a page of ours."""
    response = make_response(queries.document(access.work().session, given))
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(given.name, safe='')}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
