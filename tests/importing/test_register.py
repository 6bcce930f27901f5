"""The register on screen, and standards out and in as YAML files."""

import pytest
from flask import Flask

from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork
from standards.interchange.yaml_file import parse_standard, write_standard
from standards.library.rules import contents_of
from standards.library.services import load_catalogue, publish
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, Someone
from tests.importing.documents import DAMAGED
from tests.library.drafts import published_document, small_draft

SEND = "Read the documents"


def signed_in(app: Flask, person: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(person)
    return client


def with_catalogue(app: Flask) -> None:
    with app.app_context():
        begin(db.session(), "write")
        load_catalogue(UnitOfWork(db.session()))
        db.session.commit()
        db.session.remove()


@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_is_loaded_and_what_is_not(app: Flask, centre: Centre, language: str) -> None:
    with_catalogue(app)
    client = signed_in(app, centre.manager, language)
    caption, loaded = {"en": ("Standards: {}", "Loaded: 2 of 19"), "cy": ("Safonau: {}", "Wedi'u llwytho: 2 o 19")}[
        language
    ]
    page = client.get("/standards/register")
    page.says(loaded)
    rows = page.table(caption.format(19))[1:]
    assert len(rows) == 19
    state = {row[1]: row[4] for row in rows}
    assert {"en": "28 February 2015", "cy": "28 Chwefror 2015"}[language] in state["LSIAG04"]
    assert state["LSIAG01"].startswith({"en": "Not loaded", "cy": "Heb ei llwytho"}[language])
    missing = client.get("/standards/register?show=missing").table(caption.format(17))[1:]
    assert "LSIAG04" not in {row[1] for row in missing}


def test_an_imported_document_finds_its_place(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = client.get(client.get("/standards/register").link("Import its document (LSIAG01)"))
    assert page.form(SEND).values["urn"] == "LSIAG01"
    given = {"documents": (DAMAGED.replace("ZZIMP01\n", "").encode(), "a.txt")}
    client.submit(page, given, button=SEND)
    row = next(row for row in client.get("/standards/register").table("Standards: 19") if row[1] == "LSIAG01")
    assert "Being worked on (LSIAG01)" in row[4]
    other = signed_in(app, centre.other_manager).get("/standards/register")
    assert not any("Being worked on" in row[4] for row in other.table("Standards: 19"))
    reader = signed_in(app, centre.ffion).get("/standards/register")
    assert {row[4] for row in reader.table("Standards: 19")[1:]} == {"Not loaded"}


def test_the_register_takes_few_statements(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    with queries_at_most(8, "who reads, what is loaded and what is on its way"):
        client.get("/standards/register")
    with_catalogue(app)
    with queries_at_most(8, "who reads, what is loaded and what is on its way"):
        client.get("/standards/register")


@pytest.mark.parametrize("urn", ["LSIAG04", "ZZTST12"])
def test_a_standard_goes_out_as_a_file_and_comes_in_again(app: Flask, centre: Centre, urn: str) -> None:
    draft = small_draft() if urn == "ZZTST12" else published_document(urn)
    with app.app_context():
        begin(db.session(), "write")
        row = publish(UnitOfWork(db.session()), draft, centre.provider_id).standard
        public_id, digest = row.public_id, row.digest
        db.session.commit()
        db.session.remove()
    client = signed_in(app, centre.manager)
    answer = client.browser.get(client.get(f"/standards/{public_id}").link("Tystio's own file (YAML)"))
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{urn}-')
    read = parse_standard(answer.text, "a.yaml")
    assert contents_of(read) == contents_of(draft)
    assert (read.source, read.metadata) == (draft.source, draft.metadata)
    client = signed_in(app, centre.other_manager)
    page = client.submit(client.get("/standards/imports/new"), {"documents": (answer.data, "a.yaml")}, button=SEND)
    page = client.submit(client.submit(page, button="Save and publish …"), button="Publish the standard")
    page.says(digest, draft.source.sha256)


def test_a_files_faults_are_told_with_their_lines(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager, "cy")
    damaged = write_standard(small_draft()).replace("kind: nos", "kind: poem").replace("code: K1", "code: P1")
    page = client.get("/standards/imports/new")
    page = client.submit(page, {"documents": (damaged.encode(), "a.yaml")}, button="Darllen y dogfennau", status=422)
    assert [error.partition(" ")[0] for error in page.errors] == ["a.yaml:2:", "a.yaml:77:"]
