"""The service of CASE 1.1: the list of documents, a page at a time, and what the service itself is."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, request

from portfolio.web import access
from portfolio.web.access import PUBLIC, requires
from standards.exchange import queries
from standards.exchange.rules import Question, Unanswerable, pages, question
from standards.exchange.views.blueprint import as_json, base, service
from standards.interchange.case.description import description

COUNT = "X-Total-Count"


@service.get("/CFDocuments")
@requires(PUBLIC)
def documents() -> Response:
    asked = question(request.args)
    found = queries.documents(access.work().session, asked, base())
    if not found.page:
        # The specification's answer holds one document at the least.
        raise Unanswerable("unknownobject")
    answer = as_json({"CFDocuments": [asked.chosen(one) for one in found.page]})
    answer.headers[COUNT] = str(found.total)
    answer.headers["Link"] = ", ".join(
        f'<{_address(asked, offset)}>; rel="{name}"' for name, offset in pages(asked, found.total).items()
    )
    return answer


def _address(asked: Question, offset: int) -> str:
    kept = [(name, said) for name, said in request.args.items() if name not in {"limit", "offset"}]
    return f"{base()}{request.path}?{urlencode([*kept, ('limit', asked.limit), ('offset', offset)])}"


@service.get("/discovery/imscasev1p1_openapi3_v1p0.json")
@requires(PUBLIC)
def discovery() -> Response:
    return as_json(description(base()))
