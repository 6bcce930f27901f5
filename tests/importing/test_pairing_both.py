"""An import that holds both languages is paired too, with the document or the published standard that it lacks."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.core.database import db
from standards.drafting import Draft
from standards.foundation import Role, Text, TextStatus
from standards.importing import services
from standards.interchange.yaml_file import write_standard
from standards.library.models import Standard
from standards.library.services import publish
from standards.reading.reader import read_bytes
from standards.receiving import Asked, receive
from tests.factories import Centre
from tests.importing.pairs import document
from tests.importing.test_pairing import asked, both, pairing_page, published, signed_in, texts
from tests.ledger.test_check import checked
from tests.studies import acting

OFFICIAL, WORKING = TextStatus.OFFICIAL, TextStatus.WORKING_TRANSLATION
DONE = ("P1", "dewis lle addas", "choose a suitable place")


def in_both(status: TextStatus, *, welsh: str = "", language: str = "cy") -> Draft:
    """The standard of one document with words of the other language beside its own."""
    drafts = [read_bytes(document(one).encode(), f"{one}.txt") for one in ("cy", "en")]
    given, other = drafts if language == "cy" else drafts[::-1]
    words = {one.code: one.text for one in other.criteria()}

    def said(code: str, text: Text) -> Text:
        if language == "en":
            return replace(text, cy=words[code].cy, cy_status=status)
        return replace(text, cy=welsh or text.cy, en=words[code].en, en_status=status)

    sections = tuple(
        replace(one, criteria=tuple(replace(each, text=said(each.code, each.text)) for each in one.criteria))
        for one in given.sections
    )
    return replace(given, sections=sections, languages=("cy", "en"))


def kept(app: Flask, centre: Centre, draft: Draft, name: str = "dwy.yaml") -> str:
    """Keep a standard's own file as an import; gives its public id."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        return services.keep(work, receive(write_standard(draft).encode(), name, Asked())).row.public_id


def test_an_official_document_replaces_the_working_translation_of_an_import(app: Flask, centre: Centre) -> None:
    draft = in_both(WORKING)
    draft = replace(draft, title=replace(draft.title, en="Meet people", en_status=WORKING))
    given, (cy, en) = kept(app, centre, draft), both(app, centre)
    client = signed_in(app, centre)
    offered = client.get(f"/standards/imports/{en}").links().values()
    assert f"/standards/imports/{cy}/pair/{en}" in offered
    assert f"/standards/imports/{given}/pair/{en}" in offered
    page = client.submit(pairing_page(client, given, en), button="Pair the two")
    page = client.submit(client.submit(page, button="Save and publish …"), button="Publish the standard")
    page.says("Arrange a meeting")
    assert texts(app)[0] == DONE
    assert checked(app) == []


@pytest.mark.parametrize(("published_in", "status"), [("en", WORKING), ("cy", OFFICIAL)])
def test_what_is_published_takes_what_it_lacks(
    app: Flask, centre: Centre, published_in: str, status: TextStatus
) -> None:
    standard = published(app, centre, published_in)
    given = kept(app, centre, in_both(status))
    client = signed_in(app, centre)
    path = f"/standards/imports/{given}/pair-with/{standard}"
    assert path in client.get("/standards/imports").links().values()
    page = client.submit(client.get(path), button="Pair the two")
    assert path not in page.links().values()
    client.get(path).says("These two cannot be paired", "This draft of ZZPAR01 holds the published words already.")
    client.submit(client.submit(page, button="Save and publish …"), button="Publish the standard")
    assert asked(app, lambda: db.session.scalars(select(Standard.public_id)).all()) == [standard]
    assert texts(app)[0] == DONE
    assert checked(app) == []


def test_official_words_that_differ_are_told_before_and_not_lost(app: Flask, centre: Centre) -> None:
    standard = published(app, centre, "cy")
    given = kept(app, centre, in_both(OFFICIAL, welsh="dewis lle arall"))
    client = signed_in(app, centre)
    page = client.get(f"/standards/imports/{given}/pair-with/{standard}")
    page.says("not the same words: P1, P2, K1, K2.")
    refused = client.submit(page, button="Pair the two", status=409)
    assert refused.errors[0].startswith("Both have official words in one and the same language")


def test_what_lacks_nothing_is_told_and_not_offered(app: Flask, centre: Centre) -> None:
    given, (_cy, en) = kept(app, centre, in_both(OFFICIAL)), both(app, centre)
    client = signed_in(app, centre)
    pairing_page(client, given, en).says("has official words in both languages already", "Publish it as it is.")
    assert f"/standards/imports/{given}/pair/{en}" not in client.get("/standards/imports").links().values()


def test_a_standard_that_lacks_nothing_is_told_and_not_offered(app: Flask, centre: Centre) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        standard = publish(work, in_both(OFFICIAL), centre.provider_id).standard.public_id
    _cy, en = both(app, centre)
    client = signed_in(app, centre)
    path = f"/standards/imports/{en}/pair-with/{standard}"
    client.get(path).says("Edition 2026-02 of ZZPAR01 has official words already in the language that this draft")
    assert path not in client.get("/standards/imports").links().values()
