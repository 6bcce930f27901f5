"""What anybody may read, programs above all: which keys are a provider's, and which credentials are revoked."""

from __future__ import annotations

import json

from flask import Response, abort

from assessments.credentials import queries, services
from assessments.credentials.documents import Json, did_document
from assessments.credentials.services import written
from assessments.credentials.views.blueprint import CREDENTIAL_TYPE, blueprint, language_of, office
from portfolio.people.queries import provider_by_public_id
from portfolio.web import access
from portfolio.web.access import PUBLIC, requires

SECONDS = 300
"""For so long others may keep what they read here."""


def open_json(text: str, media_type: str, name: str) -> Response:
    """Send what programs of other sites may read, and no browser takes for a page."""
    response = Response(text, mimetype=media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{name}.json"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


@blueprint.get("/providers/<id:provider>/did.json")
@requires(PUBLIC)
def did(provider: str) -> Response:
    """Give the document that a provider's did:web leads to."""
    session = access.work().session
    found = provider_by_public_id(session, provider) or abort(404)
    keys = [(row.number, row.public) for row in queries.keys_of(session, found.id)]
    document: Json = did_document(office().base_url, found.public_id, keys)
    return open_json(json.dumps(document, indent=2), "application/did+ld+json", "did")


@blueprint.get("/credentials/status/<id:status_list>")
@requires(PUBLIC)
def status(status_list: str) -> Response:
    """Give the signed list that says which of a provider's credentials are revoked."""
    work = access.work()
    row = queries.status_list(work.session, status_list) or abort(404)
    provider = queries.provider(work.session, row.provider_id)
    document = services.signed_list(work, row, provider, office()) or abort(404)
    return open_json(written(document), CREDENTIAL_TYPE, "status")


@blueprint.get("/credentials/<id:credential>/<string:edition>.json")
@requires(PUBLIC)
def edition(credential: str, edition: str) -> Response:
    """Give an edition of a credential that its learner shows."""
    language = language_of(edition)
    row = queries.shown_credential(access.work().session, credential) or abort(404)
    response = open_json(row.edition(language), CREDENTIAL_TYPE, f"credential-{language}")
    # It may be hidden or revoked the next moment.
    response.headers["Cache-Control"] = "no-store"
    return response
