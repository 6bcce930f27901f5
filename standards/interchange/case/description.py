"""What the service of CASE offers, as OpenAPI: for programs that look before they ask."""

from typing import Any

PATHS = {
    "/CFDocuments/{sourcedId}": "getCFDocument",
    "/CFPackages/{sourcedId}": "getCFPackage",
    "/CFItems/{sourcedId}": "getCFItem",
    "/CFItemAssociations/{sourcedId}": "getCFItemAssociations",
    "/CFAssociations/{sourcedId}": "getCFAssociation",
    "/CFAssociationGroupings/{sourcedId}": "getCFAssociationGrouping",
    "/CFConcepts/{sourcedId}": "getCFConcept",
    "/CFSubjects/{sourcedId}": "getCFSubject",
    "/CFItemTypes/{sourcedId}": "getCFItemType",
    "/CFLicenses/{sourcedId}": "getCFLicense",
    "/CFRubrics/{sourcedId}": "getCFRubric",
}
NUMBER = {"type": "integer", "format": "int32"}
WORDS = {"type": "string"}
QUESTIONS: dict[str, dict[str, Any]] = {
    "limit": {**NUMBER, "minimum": 1, "default": 100},
    "offset": {**NUMBER, "minimum": 0, "default": 0},
    "sort": WORDS,
    "orderBy": {**WORDS, "enum": ["asc", "desc"]},
    "filter": WORDS,
    "fields": WORDS,
}
STATUSES = ("400", "404", "500")


def description(base: str) -> dict[str, Any]:
    """Describe the service as it is under an address."""
    paths = {path: {"get": _operation(name, [_in_path()])} for path, name in PATHS.items()}
    listing = _operation("getAllCFDocuments", [_in_query(name, schema) for name, schema in QUESTIONS.items()])
    listing["responses"]["200"]["headers"] = {"X-Total-Count": {"schema": NUMBER}, "Link": {"schema": WORDS}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Tystio: CASE 1.1, read-only", "version": "1.0"},
        "servers": [{"url": f"{base}/ims/case/v1p1"}],
        "paths": {"/CFDocuments": {"get": listing}, **paths},
    }


def _operation(name: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    responses = {
        "200": {"description": "What was asked for.", "content": content},
        **{status: {"description": "imsx_StatusInfo", "content": content} for status in STATUSES},
    }
    return {"operationId": name, "parameters": parameters, "responses": responses}


def _in_path() -> dict[str, Any]:
    return {"name": "sourcedId", "in": "path", "required": True, "schema": {**WORDS, "format": "uuid"}}


def _in_query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}
