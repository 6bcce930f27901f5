"""The service of CASE 1.1: one thing at a time, by its identifier."""

from __future__ import annotations

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from portfolio.web import access
from portfolio.web.access import PUBLIC, requires
from standards.exchange import queries
from standards.exchange.rules import Json, Unanswerable, identifier
from standards.exchange.views.blueprint import as_json, base, service
from standards.foundation import Language
from standards.interchange.case import definitions
from standards.interchange.case.definitions import Defining, Definition
from standards.interchange.case.packages import of_document, with_package


def _package(said: str) -> Json:
    """Give the package in which something has this identifier. Raises Unanswerable."""
    found = queries.named(access.work().session, identifier(said))
    if found is None or found.language is None:
        raise Unanswerable("unknownobject")
    return found.stored.package(found.language, base())


def _one(found: Json, part: str, said: str) -> Json:
    """Give the member of a package that has this identifier. Raises Unanswerable."""
    wanted = str(identifier(said))
    known: Json | None = next((one for one in found[part] if one["identifier"] == wanted), None)
    if known is None:
        raise Unanswerable("unknownobject")
    return known


def _document(said: str) -> Json:
    found = _package(said)
    if found["CFDocument"]["identifier"] != str(identifier(said)):
        raise Unanswerable("unknownobject")
    return found


def _defined(said: str, list_name: str) -> tuple[Definition, Language]:
    found = definitions.found(identifier(said))
    if found is None or found[0].list_name != list_name:
        raise Unanswerable("unknownobject")
    return found


def _set(said: str, list_name: str) -> BaseResponse:
    one, language = _defined(said, list_name)
    return as_json({list_name: Defining(base(), language).with_children(one)})


def _single(said: str, list_name: str) -> BaseResponse:
    one, language = _defined(said, list_name)
    return as_json(Defining(base(), language).written(one))


@service.get("/CFDocuments/<string:identifier>")
@requires(PUBLIC)
def document(identifier: str) -> Response:
    return as_json(with_package(_document(identifier)["CFDocument"], base()))


@service.get("/CFPackages/<string:identifier>")
@requires(PUBLIC)
def package(identifier: str) -> Response:
    return as_json(_document(identifier))


@service.get("/CFItems/<string:identifier>")
@requires(PUBLIC)
def item(identifier: str) -> Response:
    found = _package(identifier)
    return as_json(of_document(_one(found, "CFItems", identifier), found["CFDocument"]))


@service.get("/CFItemAssociations/<string:identifier>")
@requires(PUBLIC)
def item_associations(identifier: str) -> Response:
    found = _package(identifier)
    one = of_document(_one(found, "CFItems", identifier), found["CFDocument"])
    ends = ("originNodeURI", "destinationNodeURI")
    links = [each for each in found["CFAssociations"] if one["identifier"] in {each[end]["identifier"] for end in ends}]
    return as_json({"CFItem": one, "CFAssociations": links})


@service.get("/CFAssociations/<string:identifier>")
@requires(PUBLIC)
def association(identifier: str) -> Response:
    found = _package(identifier)
    return as_json(of_document(_one(found, "CFAssociations", identifier), found["CFDocument"]))


@service.get("/CFItemTypes/<string:identifier>")
@requires(PUBLIC)
def item_types(identifier: str) -> BaseResponse:
    return _set(identifier, "CFItemTypes")


@service.get("/CFSubjects/<string:identifier>")
@requires(PUBLIC)
def subjects(identifier: str) -> BaseResponse:
    return _set(identifier, "CFSubjects")


@service.get("/CFConcepts/<string:identifier>")
@requires(PUBLIC)
def concepts(identifier: str) -> BaseResponse:
    return _set(identifier, "CFConcepts")


@service.get("/CFLicenses/<string:identifier>")
@requires(PUBLIC)
def licence(identifier: str) -> BaseResponse:
    return _single(identifier, "CFLicenses")


@service.get("/CFAssociationGroupings/<string:identifier>")
@requires(PUBLIC)
def grouping(identifier: str) -> BaseResponse:
    return _single(identifier, "CFAssociationGroupings")


@service.get("/CFRubrics/<string:identifier>")
@requires(PUBLIC)
def rubric(identifier: str) -> BaseResponse:
    return _single(identifier, "CFRubrics")
