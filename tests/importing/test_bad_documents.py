"""Documents that nobody could import: each is refused by its name with the reason, and leaves nothing behind."""

import threading
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from portfolio.core.database import db, reading
from standards.importing.models import ImportDraft, ImportProblem, StandardImport
from standards.library.models import Standard
from tests.client import PageClient, Value
from tests.core.hostile import picture
from tests.factories import Centre
from tests.importing.documents import DAMAGED, in_file
from tests.reading.builders import as_docx, as_pdf, paragraph, paragraphs, word
from tests.reading.test_pdf_refused import WORDS, pages, protected, scan

SEND = {"en": "Read the documents", "cy": "Darllen y dogfennau"}
TABLES = (StandardImport, ImportDraft, ImportProblem, Standard)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'


def with_macros() -> bytes:
    return word(paragraph("ZZIMP01"), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def with_entities() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(word(paragraph("ZZIMP01")))) as before, zipfile.ZipFile(content, "w") as after:
        for name in before.namelist():
            said = before.read(name)
            body = said[said.index(b"?>") + 2 :] if said.startswith(b"<?xml") else said
            after.writestr(name, ENTITIES.encode() + body if name == "word/document.xml" else said)
    return content.getvalue()


def bomb() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", zipfile.ZipFile(BytesIO(word(""))).read("[Content_Types].xml"))
        packed.writestr("word/document.xml", b" " * 300_000_000)
    return content.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "encrypted": ("safon.docx", lambda: OLD_OFFICE, "safon.docx is protected by a password"),
    "truncated": (
        "hanner.docx",
        lambda: as_docx(DAMAGED)[:900],
        "hanner.docx is damaged, or only a part of it is here",
    ),
    "encrypted PDF": ("clo.pdf", lambda: protected("cyfrinair", "arall"), "clo.pdf is protected by a password"),
    "truncated PDF": ("hanner.pdf", lambda: as_pdf(DAMAGED)[:900], "hanner.pdf is damaged, or only a part of it"),
    "scanned PDF": ("llun.pdf", scan, "llun.pdf has no text, only pictures of pages"),
    "500 pages": ("hir.pdf", lambda: pages(WORDS, count=500), "hir.pdf: This document is not a National Occupational"),
    "too many pages": ("rhy-hir.pdf", lambda: pages(WORDS, count=601), "rhy-hir.pdf has too many pages: 601"),
    "macros": ("safon.docm", with_macros, "safon.docm holds programs (macros)"),
    "bomb": ("safon.docx", bomb, "safon.docx unpacks to far more than a document would"),
    "entities": ("safon.docx", with_entities, "safon.docx defines XML entities"),
    "xml": ("safon.txt", lambda: b'<?xml version="1.0"?><a/>', "safon.txt has a form that Tystio does not read (XML)"),
    "other kind": ("safon.pdf", picture, "safon.pdf has a form that Tystio does not read (JPEG)"),
    "spaces": ("gwag.txt", lambda: b" " * 40_000_000, "There is not a word in gwag.txt"),
    "too big": ("mawr.txt", lambda: b"x" * 40_000_001, "mawr.txt is bigger than 40 MB"),
    "one long line": ("hir.txt", lambda: b"ab " * 4_000_000, "hir.txt is longer than any standard"),
    "no standard": ("llythyr.txt", lambda: b"Annwyl Mair,\n\nDiolch am ddod.\n", "llythyr.txt: This document is not a"),
    "empty": ("dim.txt", lambda: b"", "There is not a word in dim.txt"),
    "path": ("../../etc/passwd", lambda: b"root", "passwd: This document is not a"),
    "broken YAML": ("safon.yaml", lambda: b"kind: nos\nurn: [", "safon.yaml:3: it is not valid YAML"),
    "unknown key": ("safon.yml", lambda: b"kind: nos\ncolour: red\n", 'safon.yml:2: the key "colour" is not known'),
}


@pytest.fixture(name="manager")
def manager_fixture(app: Flask, centre: Centre) -> PageClient:
    client = PageClient(app)
    client.enter(centre.manager)
    return client


def counted(app: Flask) -> list[int]:
    with app.app_context(), reading():
        found = [db.session.scalar(select(func.count()).select_from(one)) or 0 for one in TABLES]
        db.session.remove()
    return found


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_by_name_with_the_reason(app: Flask, manager: PageClient, case: str) -> None:
    name, make, reason = BAD[case]
    page = manager.get("/standards/imports/new")
    page = manager.submit(page, {"documents": (make(), name)}, button=SEND["en"], status=422)
    page.response.request.input_stream.close()
    assert page.errors[-1].startswith(reason)
    assert counted(app) == [0, 0, 0, 0]


def test_what_a_word_document_refers_to_outside_is_not_fetched_and_told(app: Flask, manager: PageClient) -> None:
    outside = word(paragraphs(DAMAGED), related=[("image", "http://127.0.0.1:9/llun.png", "External")])
    page = manager.get("/standards/imports/new")
    page = manager.submit(page, {"documents": (outside, "allanol.docx")}, button=SEND["en"])
    page.says("The document refers to things outside it: they were not fetched. References: 1.")
    assert counted(app)[0] == 1


def test_the_wrong_language_is_told(app: Flask, centre: Centre) -> None:
    client = PageClient(app, "cy")
    client.enter(centre.manager)
    sent: dict[str, Value] = {"documents": (DAMAGED.encode(), "cyfarfod.txt"), "language": "en"}
    page = client.submit(client.get("/standards/imports/new"), sent, button=SEND["cy"], status=422)
    assert page.errors == ["Dewiswyd Saesneg, ond Cymraeg yw iaith y ddogfen cyfarfod.txt."]
    assert page.form(SEND["cy"]).values["language"] == "en"
    assert counted(app) == [0, 0, 0, 0]


def test_of_many_each_is_told_by_itself(app: Flask, manager: PageClient) -> None:
    documents: list[tuple[bytes, str]] = [
        (DAMAGED.encode(), "un.txt"),
        (picture(), "dau.txt"),
        (in_file(DAMAGED).encode(), "tri.yaml"),
    ]
    page = manager.submit(manager.get("/standards/imports/new"), {"documents": documents}, button=SEND["en"])
    said = [each.get_text(" ", strip=True) for each in page.main.select(".ty-sent__item")]
    assert said[0] == "un.txt Read Open the draft (un.txt)"
    assert said[1].startswith("dau.txt Not read, nothing kept dau.txt has a form that Tystio does not read (JPEG).")
    assert said[2] == "tri.yaml Read Open the draft (tri.yaml)"
    assert counted(app)[0] == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Choose at least one document."),
        (
            {"documents": [(b"a", "a.txt"), (b"b", "b.txt")], "urn": "ZZIMP02"},
            "Give a URN only with one document, or send the documents one by one.",
        ),
        ({"documents": [(b"a", f"{each}.txt") for each in range(21)]}, "Choose at most 20 documents at once."),
    ],
)
def test_what_is_wrong_with_the_form(app: Flask, manager: PageClient, sent: Mapping[str, Value], told: str) -> None:
    page = manager.submit(manager.get("/standards/imports/new"), sent, button=SEND["en"], status=422)
    assert page.errors == [told]
    assert counted(app) == [0, 0, 0, 0]


def test_the_site_answers_while_a_document_is_read(app: Flask, manager: PageClient, centre: Centre) -> None:
    """No transaction and no lock is held while a parser works."""
    other = PageClient(app)
    other.enter(centre.administrator)
    page = manager.get("/standards/imports/new")
    reading = threading.Thread(
        target=manager.submit,
        args=(page, {"documents": (as_docx(DAMAGED), "cyfarfod.docx")}),
        kwargs={"button": SEND["en"]},
    )
    reading.start()
    answers = 0
    while reading.is_alive():
        other.get("/standards")
        answers += 1
    reading.join()
    assert answers > 0
    assert counted(app)[0] == 1


SUITE = f"""{DAMAGED.replace("4. cadw", "3. cadw")}1. pwy ddylai ddod

ZZIMP02
Cloi'r drws

{DAMAGED.partition("Trefnu cyfarfod")[2].strip()}
"""


def test_each_standard_of_one_file_becomes_a_draft_of_its_own(app: Flask, manager: PageClient) -> None:
    page = manager.get("/standards/imports/new")
    page = manager.submit(page, {"documents": (SUITE.encode(), "cyfres.txt")}, button=SEND["en"])
    page.says("cyfres.txt (ZZIMP01) Read", "cyfres.txt (ZZIMP02) Read")
    second = manager.get(page.link("Open the draft (cyfres.txt (ZZIMP02))"))
    assert second.form("Save the draft").values["title-cy"] == "Cloi'r drws"
    assert "Trefnu cyfarfod" not in second.text
    again = manager.submit(
        manager.get("/standards/imports/new"), {"documents": (SUITE.encode(), "cyfres.txt")}, button=SEND["en"]
    )
    again.says("cyfres.txt (ZZIMP02) Being worked on already")
    assert counted(app)[0] == 2


def test_one_standard_of_a_file_is_asked_for_by_its_urn(app: Flask, manager: PageClient) -> None:
    for urn, title in (("ZZIMP02", "Cloi'r drws"), ("ZZIMP01", "Trefnu cyfarfod")):
        sent: dict[str, Value] = {"documents": (SUITE.encode(), "cyfres.txt"), "urn": urn}
        page = manager.submit(manager.get("/standards/imports/new"), sent, button=SEND["en"])
        assert page.form("Save the draft").values["title-cy"] == title
    assert counted(app)[0] == 2
