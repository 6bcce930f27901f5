"""A document that the library holds already is not published a second time, by any centre that can see it."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from portfolio.core.database import db
from standards.drafting import Draft
from standards.foundation import Role
from standards.interchange.yaml_file import write_standard
from standards.library.models import Standard
from standards.library.services import publish
from standards.reading.reader import read_bytes
from tests.client import Page, button_words
from tests.factories import Centre
from tests.importing.pairs import DONE, document
from tests.importing.test_pairing import asked, keep
from tests.importing.test_pairing_both import WORKING, in_both
from tests.importing.test_workbench import WORDS, sent, signed_in
from tests.ledger.test_check import checked
from tests.library.drafts import small_draft
from tests.studies import acting, enrol, publish_qualification

SAID = {
    "en": {
        "head": "In the library already",
        "link": "ZZPAR01, edition February 2026",
        "same": "It says all that this draft says",
        "refused": "ZZPAR01 is in the library already",
        "other": "says something else at P2",
    },
    "cy": {
        "head": "Yn y llyfrgell eisoes",
        "link": "ZZPAR01, argraffiad Chwefror 2026",
        "same": "Mae'n dweud y cyfan sydd yn y drafft hwn",
        "refused": "Mae ZZPAR01 yn y llyfrgell eisoes",
        "other": "ac mae'n dweud rhywbeth arall yn P2",
    },
}


def stands(app: Flask, centre: Centre, draft: Draft, *, shared: bool) -> str:
    """Publish into the shared library or as the centre's own; gives the public id."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        return publish(work, draft, None if shared else centre.provider_id).standard.public_id


def welsh(text: str = "") -> Draft:
    return read_bytes((text or document("cy")).encode(), "cy.txt")


def published_twice(app: Flask, centre: Centre, text: str, language: str = "en") -> Page:
    """Send a document and press the button by which it was published the first time."""
    client, say = signed_in(app, centre.manager, language), WORDS[language]
    ready = client.submit(sent(client, text, language=language), button=say["publish"])
    if say["do"] in button_words(ready.main):
        return client.submit(ready, button=say["do"])
    return client.submit(ready, status=409)


def editions(app: Flask) -> int:
    return asked(app, lambda: db.session.scalar(select(func.count()).select_from(Standard)) or 0)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("shared", [True, False])
def test_the_same_document_is_refused_with_a_link_to_what_is_there(
    app: Flask, centre: Centre, language: str, *, shared: bool
) -> None:
    there, say = f"/standards/{stands(app, centre, in_both(WORKING), shared=shared)}", SAID[language]
    client = signed_in(app, centre.manager, language)
    bench = sent(client, document("cy"), language=language)
    bench.says(say["head"], say["same"])
    assert bench.link(say["link"]) == there
    ready = client.submit(bench, button=WORDS[language]["publish"])
    assert WORDS[language]["do"] not in button_words(ready.main)
    refused = client.submit(ready, status=409)
    assert refused.errors[0].startswith(say["refused"])
    assert refused.link(say["link"]) == there
    assert editions(app) == 1


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_correction_needs_a_date_of_its_own(app: Flask, centre: Centre, language: str) -> None:
    stands(app, centre, welsh(), shared=True)
    other = document("cy", done=(DONE["cy"][0], "gwahodd pawb"))
    refused = published_twice(app, centre, other, language)
    refused.says(SAID[language]["other"])
    assert refused.link(SAID[language]["link"])
    page = published_twice(app, centre, other.replace("Chwefror 2026", "Mawrth 2026"), language)
    assert page.notices == [WORDS[language]["done"]]
    assert editions(app) == 2


@pytest.mark.parametrize("shared", [True, False])
def test_what_prints_neither_date_nor_version_is_known_by_its_texts(
    app: Flask, centre: Centre, *, shared: bool
) -> None:
    bare = document("cy").replace("Rhif fersiwn: 2\nDyddiad cymeradwyo: Chwefror 2026\n", "")
    stands(app, centre, welsh(bare), shared=shared)
    published_twice(app, centre, bare).says(SAID["en"]["same"])
    published_twice(app, centre, bare.replace("gwahodd pawb sydd", "gwahodd y rhai sydd"))
    assert asked(app, lambda: db.session.scalars(select(Standard.edition).order_by(Standard.id)).all()) == ["1", "2"]


def test_official_words_still_take_the_place_of_a_working_translation(app: Flask, centre: Centre) -> None:
    there = stands(app, centre, in_both(WORKING), shared=False)
    given = keep(app, centre, "en", document("en"))
    client = signed_in(app, centre.manager)
    bench = client.get(f"/standards/imports/{given}")
    assert SAID["en"]["head"] not in bench.text
    page = client.submit(client.get(f"/standards/imports/{given}/pair-with/{there}"), button="Pair the two")
    page = client.submit(client.submit(page, button="Save and publish …"), button="Publish the standard")
    page.says("Arrange a meeting")
    assert editions(app) == 1
    assert checked(app) == []


NEXT = {
    "en": {
        "of": "The next version of edition 31 January 2026. Learners of your centre on it: 1",
        "on": "Edition 31 January 2026: 1",
        "changed": "What changed, word by word (31 January 2026)",
        "carry": "What would carry over for learners (31 January 2026)",
        "ended": "See the standard",
    },
    "cy": {
        "of": "Fersiwn nesaf argraffiad 31 Ionawr 2026. Dysgwyr eich canolfan arno: 1",
        "on": "Argraffiad 31 Ionawr 2026: 1",
        "changed": "Beth newidiodd, air am air (31 Ionawr 2026)",
        "carry": "Beth fyddai'n trosglwyddo i ddysgwyr (31 Ionawr 2026)",
        "ended": "Gweld y safon",
    },
}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_next_version_says_whose_it_is_and_who_is_on_the_older(app: Flask, centre: Centre, language: str) -> None:
    with acting(app, centre.manager) as work:
        enrol(work, centre, centre.ffion, publish_qualification(work))
        before = work.session.scalars(select(Standard.public_id).where(Standard.urn == "ZZTST11")).one()
    newer = write_standard(small_draft("ZZTST11", "2026-06-30"))
    client, say, words = signed_in(app, centre.manager, language), NEXT[language], WORDS[language]
    bench = sent(client, newer, "newydd.yaml", language)
    asked = client.submit(bench, button=words["publish"])
    asked.says(say["of"], "30 June 2026" if language == "en" else "30 Mehefin 2026")
    page = client.submit(asked, button=words["do"])
    page.says(say["on"])
    assert page.link(say["changed"]) == f"{page.path}/versions/{before}"
    assert page.link(say["carry"]) == f"{page.path}/versions/{before}/carrying"
    assert say["on"] not in signed_in(app, centre.assessor, language).get(page.path).text
    ended = client.get(asked.path)
    assert words["do"] not in button_words(ended.main)
    assert ended.link(say["ended"]) == page.path


def test_another_centres_own_standard_is_in_nobodys_way(app: Flask, centre: Centre) -> None:
    stands(app, centre, welsh(), shared=False)
    client, say = signed_in(app, centre.other_manager), WORDS["en"]
    page = client.submit(client.submit(sent(client, document("cy")), button=say["publish"]), button=say["do"])
    assert page.notices == [say["done"]]
    assert checked(app) == []
