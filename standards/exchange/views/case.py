"""The service of CASE 1.1: one thing at a time, by its identifier."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Response

from portfolio.web import access
from portfolio.web.access import PUBLIC, requires
from standards.exchange import queries
from standards.exchange.rules import Json, Unanswerable, identifier
from standards.exchange.views.blueprint import as_json, base, service
from standards.foundation import Language
from standards.interchange.case import definitions
from standards.interchange.case.definitions import Defining, Definition
from standards.interchange.case.packages import of_document, with_package

Tell = Callable[[str], Json]
"""Gives what an identifier names. Raises Unanswerable."""


def _package(said: str) -> Json:
    """Give the package in which something has this identifier. Raises Unanswerable."""
    found = queries.named(access.work().session, identifier(said))
    if found is None or found.language is None:
        raise Unanswerable("unknownobject")
    return found.stored.package(found.language, base())


def _whole_package(said: str) -> Json:
    found = _package(said)
    if found["CFDocument"]["identifier"] != str(identifier(said)):
        raise Unanswerable("unknownobject")
    return found


def _document(said: str) -> Json:
    return with_package(_whole_package(said)["CFDocument"], base())


def _known(found: Json, part: str, said: str) -> Json:
    """Give the member of a package that has this identifier, with the document that it belongs to."""
    wanted = str(identifier(said))
    known: Json | None = next((one for one in found[part] if one["identifier"] == wanted), None)
    if known is None:
        raise Unanswerable("unknownobject")
    return of_document(known, found["CFDocument"])


def _member(part: str, said: str) -> Json:
    return _known(_package(said), part, said)


def _item_associations(said: str) -> Json:
    found = _package(said)
    one = _known(found, "CFItems", said)
    ends = ("originNodeURI", "destinationNodeURI")
    links = [each for each in found["CFAssociations"] if one["identifier"] in {each[end]["identifier"] for end in ends}]
    return {"CFItem": one, "CFAssociations": links}


def _defined(list_name: str, said: str) -> tuple[Definition, Language]:
    found = definitions.found(identifier(said))
    if found is None or found[0].list_name != list_name:
        raise Unanswerable("unknownobject")
    return found


def _with_children(list_name: str, said: str) -> Json:
    one, language = _defined(list_name, said)
    return {list_name: Defining(base(), language).with_children(one)}


def _alone(list_name: str, said: str) -> Json:
    one, language = _defined(list_name, said)
    return Defining(base(), language).written(one)


SERVED: dict[str, tuple[str, Tell]] = {
    "CFDocuments": ("document", _document),
    "CFPackages": ("package", _whole_package),
    "CFItems": ("item", partial(_member, "CFItems")),
    "CFItemAssociations": ("item_associations", _item_associations),
    "CFAssociations": ("association", partial(_member, "CFAssociations")),
    "CFItemTypes": ("item_types", partial(_with_children, "CFItemTypes")),
    "CFSubjects": ("subjects", partial(_with_children, "CFSubjects")),
    "CFConcepts": ("concepts", partial(_with_children, "CFConcepts")),
    "CFLicenses": ("licence", partial(_alone, "CFLicenses")),
    "CFAssociationGroupings": ("grouping", partial(_alone, "CFAssociationGroupings")),
    "CFRubrics": ("rubric", partial(_alone, "CFRubrics")),
}
"""What the service has by identifier: the noun of the address, the name of the view, and what it tells."""


def _serve(noun: str, name: str, tell: Tell) -> None:
    @service.get(f"/{noun}/<string:identifier>", endpoint=name)
    @requires(PUBLIC)
    def one_thing(identifier: str) -> Response:
        return as_json(tell(identifier))


for noun, (name, tell) in SERVED.items():
    _serve(noun, name, tell)
