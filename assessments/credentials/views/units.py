"""The page of a unit's credential: who may see it, its address, and its files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flask import Response, abort
from flask_babel import gettext as _

from assessments.credentials import queries, services
from assessments.credentials.checking import said_by
from assessments.credentials.documents import address_of
from assessments.credentials.policy import CREDENTIAL_READ, CREDENTIAL_SHOW
from assessments.credentials.views.blueprint import CREDENTIAL, CREDENTIAL_TYPE, UNIT, blueprint, language_of
from assessments.credentials.views.wording import described
from portfolio.core.badges import baking, picture
from portfolio.core.badges.picture import Picture
from portfolio.web import access, locale
from portfolio.web.access import may, requires
from portfolio.web.forms import Form
from portfolio.web.letters import site
from portfolio.web.pages import done, page
from standards.foundation import LANGUAGES, Language

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
        picture_words=_picture(row, locale.language()).described,
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


@blueprint.get("/credentials/<id:credential>/file/<string:name>")
@requires(CREDENTIAL_SHOW, credential=CREDENTIAL)
def file(credential: Credential, name: str) -> Response:
    """Send an edition as it was signed, bare or in a picture, to be kept by its learner."""
    edition, _dot, form = name.partition(".")
    language, make = language_of(edition), FORMS.get(form) or abort(404)
    response = Response(make(credential, language), mimetype=MEDIA_TYPES[form])
    saved_as = f"credential-{credential.public_id[:8]}-{language}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    return response


def _picture(row: Credential, language: Language) -> Picture:
    said = said_by(json.loads(row.edition(language)))
    return Picture(language, said.issuer, said.name, said.code, **described(said, language))


def _png(row: Credential, language: Language) -> bytes:
    return baking.bake_png(picture.png(_picture(row, language)), row.edition(language))


def _svg(row: Credential, language: Language) -> bytes:
    return baking.bake_svg(picture.svg(_picture(row, language)), row.edition(language)).encode()


def _json(row: Credential, language: Language) -> bytes:
    return row.edition(language).encode()


FORMS: Mapping[str, Callable[[Credential, Language], bytes]] = {"json": _json, "png": _png, "svg": _svg}
MEDIA_TYPES = {"json": CREDENTIAL_TYPE, "png": "image/png", "svg": "image/svg+xml"}
