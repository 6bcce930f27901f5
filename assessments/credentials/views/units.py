"""The page of a unit's credential: who may see it, its address, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort
from flask_babel import gettext as _

from assessments.credentials import queries, services
from assessments.credentials.documents import address_of
from assessments.credentials.policy import CREDENTIAL_READ, CREDENTIAL_SHOW
from assessments.credentials.views.blueprint import CREDENTIAL, CREDENTIAL_TYPE, UNIT, blueprint, language_of
from portfolio.web import access
from portfolio.web.access import may, requires
from portfolio.web.forms import Form
from portfolio.web.letters import site
from portfolio.web.pages import done, page
from standards.foundation import LANGUAGES

if TYPE_CHECKING:
    from assessments.credentials.models import Credential
    from portfolio.learning.models import EnrolledUnit


@blueprint.get("/units/<id:unit>/credential")
@requires(CREDENTIAL_READ, unit=UNIT)
def of_unit(unit: EnrolledUnit) -> Response:
    row = queries.of_unit(access.work().session, unit.id) or abort(404)
    return _shown(unit, row)


def _shown(unit: EnrolledUnit, row: Credential) -> Response:
    form = Form()
    form.validate_on_submit()
    return page(
        "credentials/of_unit.html",
        unit=unit,
        row=row,
        title=queries.title_of(access.work().session, unit),
        addresses={language: address_of(site().base_url, row.public_id, language) for language in LANGUAGES},
        own=may(CREDENTIAL_SHOW, row),
        form=form,
        page_form_id="",
    )


def _show(row: Credential, said: str, *, wanted: bool) -> Response:
    work = access.work()
    unit, _portfolio = queries.unit_and_portfolio(work.session, row)
    if not Form().validate_on_submit():
        return _shown(unit, row)
    services.show(work, row, wanted=wanted)
    return done(said, "credentials.of_unit", unit=unit.public_id)


@blueprint.post("/credentials/<id:credential>/show")
@requires(CREDENTIAL_SHOW, credential=CREDENTIAL)
def show(credential: Credential) -> Response:
    return _show(credential, _("Whoever has its address can see this credential now."), wanted=True)


@blueprint.post("/credentials/<id:credential>/hide")
@requires(CREDENTIAL_SHOW, credential=CREDENTIAL)
def hide(credential: Credential) -> Response:
    return _show(credential, _("Nobody else can see this credential at its address now."), wanted=False)


@blueprint.get("/credentials/<id:credential>/file/<string:edition>.json")
@requires(CREDENTIAL_SHOW, credential=CREDENTIAL)
def file(credential: Credential, edition: str) -> Response:
    """Send an edition as it was signed, to be kept by its learner."""
    language = language_of(edition)
    name = f"credential-{credential.public_id[:8]}-{language}.json"
    return saved(credential.edition(language).encode(), name, CREDENTIAL_TYPE)


def saved(content: bytes, name: str, media_type: str) -> Response:
    """Send a file to be saved, not opened."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
