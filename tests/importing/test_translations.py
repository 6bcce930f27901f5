"""What an earlier edition says in both languages is taken over beside the same words, as a working translation."""

from dataclasses import replace

import pytest
from flask import Flask

from portfolio.core.database import db, reading
from standards.drafting import Criterion, Draft, flattened
from standards.editing.fields import fields_of, with_fields
from standards.editing.moves import moved
from standards.editing.translations import Memory, known, remembered, translated
from standards.editing.working import Working, begun, finished, spots
from standards.foundation import Role, Text, TextStatus
from standards.importing import queries
from standards.importing.models import StandardImport
from standards.library.models import Standard
from standards.library.services import publish
from standards.reading.reader import read_bytes
from tests.factories import Centre
from tests.importing.pairs import DONE, document
from tests.importing.test_workbench import sent, signed_in
from tests.library.drafts import small_draft
from tests.studies import acting

WORKING = TextStatus.WORKING_TRANSLATION


def in_welsh(draft: Draft) -> Working:
    """The same document as it comes from its publisher: in Welsh alone."""
    working = begun(draft)
    without = {name: "" for name in fields_of(working) if name.endswith("-en")}
    return {**with_fields(working, without), "languages": ["cy"]}


def test_the_same_words_bring_their_translation_along() -> None:
    earlier = begun(small_draft(en_status=TextStatus.OFFICIAL))
    memory = remembered([earlier])
    (found,) = known(in_welsh(small_draft()), memory)
    assert (found.language, found.criteria, found.left) == ("en", 4, 0)
    after = finished(translated(in_welsh(small_draft()), memory, {}))
    # What was official for the earlier words is not for these: nobody has published it.
    assert after == replace(small_draft(en_status=WORKING), other_sections=after.other_sections)
    assert after.other_sections[0].heading == Text("Geirfa", "Glossary", en_status=WORKING)


def test_changed_words_bring_nothing_along() -> None:
    new = in_welsh(small_draft())
    key = next(spot.criterion["key"] for spot in spots(new) if spot.criterion["code"] == "P2")
    new = with_fields(new, {f"{key}-text-cy": "gosod dwy lamp"})
    memory = remembered([begun(small_draft())])
    (found,) = known(new, memory)
    assert (found.criteria, found.left) == (3, 1)
    after = finished(translated(new, memory, {}))
    assert {one.code: one.text.en for one in after.criteria()} == {
        "P1": "clear the desk",
        "P2": None,
        "P2.a": "with care",
        "K1": "the desk",
    }


def test_signs_that_print_one_thing_in_two_ways_are_the_same_words() -> None:
    new = in_welsh(small_draft())
    key = next(spot.criterion["key"] for spot in spots(new) if spot.criterion["code"] == "P1")
    new = with_fields(new, {f"{key}-text-cy": "clirio’r ddesg"})
    (found,) = known(new, remembered([begun(small_draft())]))
    assert found.left == 0


def test_what_has_words_in_both_languages_is_left_alone() -> None:
    mine = begun(small_draft())
    key = mine["sections"][0]["criteria"][0]["key"]
    mine = with_fields(mine, {f"{key}-text-en": "tidy the desk"})
    assert known(mine, remembered([begun(small_draft())])) == ()
    assert translated(mine, remembered([begun(small_draft())]), {}) is mine


def test_the_newest_edition_counts() -> None:
    older = begun(small_draft())
    key = older["sections"][1]["criteria"][0]["key"]
    newer = with_fields(older, {f"{key}-text-en": "the table"})
    for drafts, said in (([newer, older], "the table"), ([older, newer], "the desk")):
        after = finished(translated(in_welsh(small_draft()), remembered(drafts), {}))
        assert [one.text.en for one in after.criteria()][-1] == said


def test_an_official_title_is_official() -> None:
    official: Memory = {("en", "Trefnu desg"): "Arrange a desk!"}
    after = finished(translated(in_welsh(small_draft()), remembered([begun(small_draft())]), official))
    assert after.title == Text("Trefnu desg", "Arrange a desk!")
    assert after.sections[0].heading.en_status is WORKING


@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_is_typed_in_a_language_that_the_document_lacks_is_a_working_translation(language: str) -> None:
    draft = replace(small_draft(), sections=(), other_sections=())
    words = Text("y ddesg") if language == "cy" else Text(en="the desk")
    section = replace(small_draft().sections[1], criteria=(Criterion("K1", words),), heading=Text())
    mine = begun(replace(draft, sections=(section,)))
    (key,) = (spot.criterion["key"] for spot in spots(mine))
    after = finished(with_fields(mine, {f"{key}-text-cy": "y ddesg", f"{key}-text-en": "the desk"}))
    (one,) = after.criteria()
    assert one.text.in_language("en" if language == "cy" else "cy").status is WORKING  # type: ignore[union-attr]
    assert one.text.in_language("cy" if language == "cy" else "en").status is TextStatus.OFFICIAL  # type: ignore[union-attr]


def test_a_merged_translation_stays_one() -> None:
    section = small_draft().sections[1]
    half = (Criterion("K1", Text("y ddesg")), Criterion("K2", Text("y lamp", "the lamp", en_status=WORKING)))
    mine = begun(replace(small_draft(), sections=(replace(section, criteria=half),)))
    key = mine["sections"][0]["criteria"][0]["key"]
    (one,) = flattened(finished(moved(mine, "merge", key, {})).sections[0].criteria)
    assert one.text == Text("y ddesg y lamp", "the lamp", en_status=WORKING)


SAID = {
    "en": {
        "take": "Take the translations over",
        "done": "The draft is saved, with the translations that were known already.",
        "known": "has the same Welsh, and English beside it: 3.",
        "left": "Without English they would still leave: 1.",
        "publish": "Save and publish …",
        "still": "Criteria without English: 4",
        "go": "Take the English of an earlier edition over first",
    },
    "cy": {
        "take": "Cymryd y cyfieithiadau",
        "done": "Mae'r drafft wedi'i gadw, gyda'r cyfieithiadau a oedd yn hysbys eisoes.",
        "known": "argraffiad cynharach yr un Gymraeg iddynt, a Saesneg wrth ei hochr: 3.",
        "left": "Byddai'r rhain heb Saesneg o hyd: 1.",
        "publish": "Cadw a chyhoeddi …",
        "still": "Meini prawf heb Saesneg: 4",
        "go": "Cymryd Saesneg argraffiad cynharach yn gyntaf",
    },
}


def an_edition_in_both(app: Flask, centre: Centre) -> None:
    """The edition that learners are on: Welsh as published, English of the centre's own."""
    draft = read_bytes(document("cy").encode(), "cy.txt")
    english = [one.text.en for one in read_bytes(document("en").encode(), "en.txt").criteria()]
    working = begun(draft)
    typed = {f"{spot.criterion['key']}-text-en": said or "" for spot, said in zip(spots(working), english, strict=True)}
    working = with_fields({**working, "languages": ["cy", "en"]}, typed)
    with acting(app, centre.manager, Role.MANAGER) as work:
        publish(work, finished(working), centre.provider_id)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_next_edition_in_welsh_keeps_the_english_of_what_did_not_change(
    app: Flask, centre: Centre, language: str
) -> None:
    an_edition_in_both(app, centre)
    say, client = SAID[language], signed_in(app, centre.manager, language)
    newer = document("cy", done=(DONE["cy"][0], "gwahodd pawb"), known=()).replace("Chwefror 2026", "Chwefror 2027")
    page = sent(client, newer, "cy-2027.txt", language)
    page.says(say["known"], say["left"])
    asked = client.submit(page, button=say["publish"])
    asked.says(say["still"])
    page = client.submit(client.get(asked.link(say["go"])), button=say["take"])
    assert say["done"] in page.notices[0]
    assert say["known"] not in page.text
    with app.app_context(), reading():
        row = db.session.query(StandardImport).one()
        draft = finished(queries.working(db.session(), row))
        db.session.remove()
    assert [(one.text.en, one.text.en_status) for one in draft.criteria()] == [
        ("choose a suitable place", WORKING),
        (None, TextStatus.OFFICIAL),
        ("the reasons for meeting", WORKING),
        ("who is to come", WORKING),
    ]
    client.submit(page, button=say["publish"]).says(say["still"].replace("4", "1"))


def test_what_is_typed_goes_with_the_translations(app: Flask, centre: Centre) -> None:
    an_edition_in_both(app, centre)
    client = signed_in(app, centre.manager)
    page = sent(client, document("cy").replace("Chwefror 2026", "Chwefror 2027"), "cy-2027.txt")
    page = client.submit(page, {"Title in English": "Hold a meeting"}, button=SAID["en"]["take"])
    with app.app_context(), reading():
        row = db.session.query(StandardImport).one()
        draft = finished(queries.working(db.session(), row))
        db.session.remove()
    assert (draft.title.en, draft.title.en_status) == ("Hold a meeting", WORKING)
    assert {one.text.en_status for one in draft.criteria()} == {WORKING}


def test_another_centre_knows_nothing_of_it(app: Flask, centre: Centre) -> None:
    an_edition_in_both(app, centre)
    page = sent(signed_in(app, centre.other_manager), document("cy").replace("2026", "2027"), "cy.txt")
    assert SAID["en"]["take"] not in page.html
    with app.app_context(), reading():
        assert db.session.query(Standard).filter_by(urn="ZZPAR01").count() == 1
        db.session.remove()
