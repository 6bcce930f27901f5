"""Every answer of the service of CASE, and every refusal, is one by the official schema of its operation."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from standards.drafting import Section
from standards.foundation import Text
from standards.interchange.case import definitions
from tests.case_schemas import FOLDER, GIVEN, REFUSED, faults
from tests.interchange.standards import provision
from tests.library.drafts import in_english, small_draft
from tests.library.exchanging import NOTHING, Program, stored

pytestmark = pytest.mark.cases

OPERATIONS = {
    "CFDocuments": "getCFDocument",
    "CFPackages": "getCFPackage",
    "CFItems": "getCFItem",
    "CFItemAssociations": "getCFItemAssociations",
    "CFAssociations": "getCFAssociation",
    "CFAssociationGroupings": "getCFAssociationGrouping",
    "CFConcepts": "getCFConcept",
    "CFSubjects": "getCFSubject",
    "CFItemTypes": "getCFItemType",
    "CFLicenses": "getCFLicense",
    "CFRubrics": "getCFRubric",
}


@pytest.fixture(name="program")
def program_fixture(app: Flask) -> Program:
    """A shelf of all kinds: translated, official in both languages, in one alone, a law."""
    law = Section("duties", Text("Rhan 5"), criteria=(provision("20"), provision("21", "power")))
    stored(
        app,
        small_draft("ZZTST11"),
        in_english(small_draft("ZZTST12")),
        replace(small_draft("ZZLAW"), kind="legislation", sections=(law,)),
        replace(small_draft("ZZOLD"), metadata=replace(small_draft().metadata, validity="legacy", approved="2010")),
    )
    stored(app, small_draft("ZZTST13"), in_english(small_draft("ZZTST13")))
    return Program(app)


def everything(program: Program) -> Iterator[tuple[str, str]]:
    """Every noun of the service with every identifier that it answers to."""
    for document in program.documents():
        package = program.get(f"/CFPackages/{document['identifier']}")
        for noun in ("CFDocuments", "CFPackages"):
            yield noun, document["identifier"]
        for item in package["CFItems"]:
            yield "CFItems", item["identifier"]
            yield "CFItemAssociations", item["identifier"]
        for association in package["CFAssociations"]:
            yield "CFAssociations", association["identifier"]
    for one in definitions.ALL:
        yield one.list_name, str(one.identifier("cy"))
        yield one.list_name, str(one.identifier("en"))


def test_every_answer_is_valid(program: Program) -> None:
    nouns = set()
    for noun, identifier in everything(program):
        assert faults(OPERATIONS[noun], program.get(f"/{noun}/{identifier}")) == [], f"{noun}/{identifier}"
        nouns.add(noun)
    assert nouns == set(OPERATIONS)


@pytest.mark.parametrize("parameters", [
    {},
    {"limit": "2", "offset": "3"},
    {"fields": "language"},
    {"sort": "title", "orderBy": "desc"},
    {"filter": "language='cy' AND frameworkType~'legislation'"},
])  # fmt: skip
def test_every_list_is_valid(program: Program, parameters: dict[str, Any]) -> None:
    assert faults("getAllCFDocuments", program.get("/CFDocuments", **parameters)) == []


@pytest.mark.parametrize(("path", "status", "operation"), [
    ("/CFDocuments?sort=colour", 400, "getAllCFDocuments"),
    ("/CFDocuments?filter=x", 400, "getAllCFDocuments"),
    ("/CFDocuments?offset=9999", 404, "getAllCFDocuments"),
    *((f"/{noun}/{NOTHING}", 404, operation) for noun, operation in OPERATIONS.items()),
    *((f"/{noun}/1", 404, operation) for noun, operation in OPERATIONS.items()),
])  # fmt: skip
def test_every_refusal_is_valid(program: Program, path: str, status: int, operation: str) -> None:
    assert faults(operation, program.get(path, status), REFUSED) == []


def test_every_official_schema_is_held_against_an_answer() -> None:
    there = {path.name for path in FOLDER.glob("*.json")}
    asked = {f"{name}-{answer}" for name in (*OPERATIONS.values(), "getAllCFDocuments") for answer in (GIVEN, REFUSED)}
    assert there == asked
