"""A manager pairs the Welsh and the English of one standard, settles what does not agree, and publishes both texts."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.core.database import db, reading
from standards.drafting import Metadata
from standards.foundation import Role, Text, TextStatus
from standards.importing import services
from standards.importing.models import ImportProblem, StandardImport
from standards.importing.queries.pairs import published_draft
from standards.importing.rules import How
from standards.importing.services import Edit
from standards.interchange.yaml_file import parse_standard, write_standard
from standards.library.models import Criterion, Standard
from standards.library.services import publish
from standards.reading.reader import read_bytes
from standards.receiving import Asked, receive
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.factories import Centre
from tests.importing.documents import DAMAGED
from tests.importing.pairs import KNOWN, document
from tests.ledger.test_check import checked
from tests.library.drafts import with_words
from tests.studies import acting

Told = TypeVar("Told")
WORDS = {
    "cy": {
        "pair": "Paru'r ddau",
        "made": "Mae'r ddau bellach yn un drafft â'r ddau destun. Datryswch yr hyn sydd ar ôl, yna cyhoeddwch ef.",
        "publish": "Cadw a chyhoeddi …",
        "do": "Cyhoeddi'r safon",
        "done": "Mae'r safon wedi'i chyhoeddi. Gall fod yn uned mewn cymhwyster nawr.",
    },
    "en": {
        "pair": "Pair the two",
        "made": "The two are one draft now, with both texts. Settle what is left, then publish it.",
        "publish": "Save and publish …",
        "do": "Publish the standard",
        "done": "The standard is published. It can be a unit of a qualification now.",
    },
}


def signed_in(app: Flask, centre: Centre, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(centre.manager)
    return client


def keep(app: Flask, centre: Centre, language: str, text: str) -> str:
    """Keep a document as an import; gives its public id."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        return services.keep(work, receive(text.encode(), f"{language}.txt", Asked())).row.public_id


def both(app: Flask, centre: Centre, welsh: str = "", english: str = "") -> tuple[str, str]:
    cy = keep(app, centre, "cy", welsh or document("cy"))
    return cy, keep(app, centre, "en", english or document("en"))


def pairing_page(client: PageClient, cy: str, en: str) -> Page:
    return client.get(f"/standards/imports/{cy}/pair/{en}")


def asked(app: Flask, ask: Callable[[], Told]) -> Told:
    with app.app_context(), reading():
        found = ask()
        db.session.remove()
    return found


def texts(app: Flask) -> list[tuple[str, str | None, str | None]]:
    rows = asked(app, lambda: db.session.scalars(select(Criterion).order_by(Criterion.position)).all())
    return [(one.code, one.text.cy, one.text.en) for one in rows]


def state(app: Flask, public_id: str) -> str:
    query = select(StandardImport.state).where(StandardImport.public_id == public_id)
    return asked(app, lambda: db.session.scalars(query).one())


@pytest.mark.parametrize("language", ["cy", "en"])
def test_two_that_agree_are_offered_paired_and_published(app: Flask, centre: Centre, language: str) -> None:
    client, say = signed_in(app, centre, language), WORDS[language]
    cy, en = both(app, centre)
    path = f"/standards/imports/{cy}/pair/{en}"
    for place in ("/standards/imports", f"/standards/imports/{cy}", f"/standards/imports/{en}"):
        assert path in client.get(place).links().values()
    page = client.submit(client.get(path), button=say["pair"])
    assert page.notices == [say["made"]]
    page.says("cy.txt", "en.txt")
    page = client.submit(client.submit(page, button=say["publish"]), button=say["do"])
    assert page.notices == [say["done"]]
    assert texts(app) == [
        ("P1", "dewis lle addas", "choose a suitable place"),
        ("P2", "gwahodd pawb sydd i ddod", "invite everyone who is to come"),
        ("K1", "y rhesymau dros gyfarfod", "the reasons for meeting"),
        ("K2", "pwy sydd i ddod", "who is to come"),
    ]
    row = asked(app, lambda: db.session.scalars(select(Standard)).one())
    assert [(one["language"], one["name"]) for one in row.provenance] == [("cy", "cy.txt"), ("en", "en.txt")]
    assert checked(app) == []


@pytest.mark.parametrize(
    ("language", "here", "not_here"), [("cy", "Cyngor ZZ", "Council"), ("en", "ZZ Council", "Cyngor")]
)
def test_each_reads_what_the_document_in_their_language_says_of_itself(
    app: Flask, centre: Centre, language: str, here: str, not_here: str
) -> None:
    client, say = signed_in(app, centre, language), WORDS[language]
    made = client.submit(pairing_page(client, *both(app, centre)), button=say["pair"])
    client.submit(client.submit(made, button=say["publish"]), button=say["do"])
    standard = asked(app, lambda: db.session.scalars(select(Standard)).one())
    page = client.get(f"/standards/{standard.public_id}")
    page.says(here)
    assert not_here not in page.text
    draft = asked(app, lambda: published_draft(db.session(), standard))
    assert parse_standard(write_standard(draft), "a.yaml").metadata_en == Metadata(developed_by="ZZ Council")
    assert draft.metadata.developed_by == "Cyngor ZZ"


def test_one_in_welsh_and_thirteen_in_english_are_settled_row_by_row(app: Flask, centre: Centre) -> None:
    english = tuple(f"reason {number}" for number in range(1, 14))
    cy, en = both(app, centre, document("cy", known=KNOWN["cy"][:1]), document("en", known=english))
    client = signed_in(app, centre)
    page = pairing_page(client, cy, en)
    page.says("Rows to settle: 14", "In Welsh: 1", "In English: 13", "Not as many")
    refused = client.submit(page, button="Pair the two", status=409)
    assert refused.errors[0].startswith("Rows that nobody has settled yet: 14.")
    values = page.form("Pair the two").values
    (welsh,) = [name for name in values if name.startswith("row-cy-")]
    (fifth,) = [option["value"] for option in page.main.select(f"[name={welsh}] option") if "reason 5" in option.text]
    page = client.submit(page, {welsh: fifth}, button="Keep the choices")
    page.says("Rows to settle: 12", "Put together")
    page = client.submit(page, button="Leave all open ones in English only (Knowledge and understanding)")
    page.says("Every row is settled.", "Stands alone")
    page = client.submit(page, button="Pair the two")
    client.submit(client.submit(page, button="Save and publish …"), button="Publish the standard")
    found = texts(app)
    assert [one for one in found if one[1] and one[0].startswith("K")] == [("K5", KNOWN["cy"][0], "reason 5")]
    assert len(found) == 2 + 13


def test_what_was_chosen_is_kept_when_pairing_is_refused(app: Flask, centre: Centre) -> None:
    cy, en = both(app, centre, document("cy", known=KNOWN["cy"][:1]))
    client = signed_in(app, centre)
    page = pairing_page(client, cy, en)
    (welsh,) = [name for name in page.form("Pair the two").values if name.startswith("row-cy-")]
    refused = client.submit(page, {welsh: ":alone"}, button="Pair the two", status=409)
    assert refused.form("Pair the two").values[welsh] == ":alone"
    client.get(page.path).says("Rows to settle: 3")


def test_a_row_put_together_wrongly_is_put_right_and_taken_back(app: Flask, centre: Centre) -> None:
    cy, en = both(app, centre)
    client = signed_in(app, centre)
    page = pairing_page(client, cy, en)
    welsh, english = (
        next(
            option["value"] for option in page.main.select(f"[name=together_{language}] option") if said in option.text
        )
        for language, said in (("cy", "P1 dewis"), ("en", "P2 invite"))
    )
    page = client.submit(page, {"together_cy": welsh}, button="Put the two together", status=422)
    page.says("Choose the one that it belongs together with.")
    page = client.submit(page, {"together_en": english}, button="Put the two together")
    page.says("Rows to settle: 2", "Put together")
    client.submit(page, button="Take back (P1, Welsh)").says("Rows to settle: 0")


def test_a_choice_outlives_a_criterion_that_moves(app: Flask, centre: Centre) -> None:
    """What was put together is known by the criterion itself and not by its number."""
    cy, en = both(app, centre, document("cy", known=KNOWN["cy"][:1]))
    client = signed_in(app, centre)
    page = pairing_page(client, cy, en)
    (welsh,) = [name for name in page.form("Pair the two").values if name.startswith("row-cy-")]
    (second,) = [option["value"] for option in page.main.select(f"[name={welsh}] option") if "who is to" in option.text]
    client.submit(page, {welsh: second}, button="Keep the choices")
    client.submit(client.get(f"/standards/imports/{en}"), button="Up (K2)")
    page = pairing_page(client, cy, en)
    page.says("Rows to settle: 1", "Put together", "Take back (K1, Welsh)")
    client.submit(client.get(f"/standards/imports/{en}"), button="Remove (K1)")
    pairing_page(client, cy, en).says("Rows side by side", "P2 invite everyone who is to come")


def test_the_second_of_two_people_is_told(app: Flask, centre: Centre) -> None:
    cy, en = both(app, centre, document("cy", known=KNOWN["cy"][:1]))
    one, other = signed_in(app, centre), PageClient(app, "en")
    other.enter(centre.administrator)
    first, second = pairing_page(one, cy, en), pairing_page(other, cy, en)
    (welsh,) = [name for name in first.form("Pair the two").values if name.startswith("row-cy-")]
    english = [name for name in first.form("Pair the two").values if name.startswith("row-en-")]
    one.submit(first, {welsh: ":alone"}, button="Keep the choices")
    page = other.submit(second, {welsh: ":alone", english[0]: ":alone"}, button="Keep the choices", status=409)
    assert page.errors[0].startswith("Somebody else has changed one of the two")
    page.says("Mair Evans saved it", "You had chosen for a row that is no longer open: K1 / –")
    assert page.form("Pair the two").values[english[0]] == ":alone"
    other.submit(page, button="Keep the choices").says("Rows to settle: 1")


def test_an_edit_of_either_draft_is_told_too(app: Flask, centre: Centre) -> None:
    cy, en = both(app, centre)
    client = signed_in(app, centre)
    page = pairing_page(client, cy, en)
    client.submit(client.get(f"/standards/imports/{en}"), {"title-en": "Hold a meeting"}, button="Save the draft")
    refused = client.submit(page, button="Pair the two", status=409)
    assert refused.errors[0].startswith("Somebody else has changed one of the two")
    client.submit(refused, button="Pair the two").says("Hold a meeting")


def test_the_two_are_put_aside_and_can_be_taken_up_again(app: Flask, centre: Centre) -> None:
    cy, en = both(app, centre)
    client = signed_in(app, centre)
    page = client.submit(pairing_page(client, cy, en), button="Pair the two")
    assert (state(app, cy), state(app, en)) == ("paired", "paired")
    for each in (cy, en):
        assert page.path in client.get(f"/standards/imports/{each}").links().values()
    gone = pairing_page(client, cy, en)
    gone.says("These two cannot be paired", "This import went into one of both languages")
    client.submit(client.get(f"/standards/imports/{en}/take-up"), button="Take it up again")
    assert (state(app, cy), state(app, en)) == ("paired", "open")


def test_a_document_that_went_into_a_pair_is_being_worked_on(app: Flask, centre: Centre) -> None:
    cy, en = both(app, centre)
    client = signed_in(app, centre)
    made = client.submit(pairing_page(client, cy, en), button="Pair the two").path.rpartition("/")[2]
    assert [keep(app, centre, language, document(language)) for language in ("cy", "en")] == [made, made]


def test_problems_of_both_go_along_with_who_settled_them(app: Flask, centre: Centre) -> None:
    welsh = DAMAGED.replace("ZZIMP01", "ZZPAR01").replace("deall:\n", "deall:\n1. pwy ddylai ddod\n")
    english = document("en").replace("2. invite", "4. invite")
    cy, en = both(app, centre, welsh, english)
    with acting(app, centre.administrator, Role.ADMINISTRATOR) as work:
        row = work.session.scalars(select(StandardImport).where(StandardImport.public_id == cy)).one()
        services.save(work, row, row.version, Edit(settle=([2], How.DROPPED), notes={2: "Hen ddyddiad."}))
    client = signed_in(app, centre)
    page = pairing_page(client, cy, en)
    for heading in ("Performance criteria", "Knowledge and understanding"):
        page = client.submit(page, button=f"Leave all open ones in Welsh only ({heading})")
        page = client.submit(page, button=f"Leave all open ones in English only ({heading})")
    page = client.submit(page, button="Pair the two")
    page.says("Hen ddyddiad.", "English document, line 10")
    found = asked(app, lambda: db.session.scalars(select(ImportProblem).order_by(ImportProblem.id)).all())
    made = [one for one in found if one.language]
    assert [(one.language, one.how, one.settled_by) for one in made] == [
        ("cy", None, None),
        ("cy", "dropped", centre.administrator.public_id),
        ("en", None, None),
    ]


def published(app: Flask, centre: Centre, language: str, *, working: bool = False) -> str:
    """Publish the document of one language as the centre's own, perhaps with a working translation."""
    draft = read_bytes(document(language).encode(), f"{language}.txt")
    if working:
        sections = tuple(
            replace(section, criteria=tuple(replace(one, text=_translated(one.text)) for one in section.criteria))
            for section in draft.sections
        )
        draft = replace(draft, sections=sections)
    with acting(app, centre.manager, Role.MANAGER) as work:
        return publish(work, draft, centre.provider_id).standard.public_id


def _translated(text: Text) -> Text:
    return replace(text, en="in other words", en_status=TextStatus.WORKING_TRANSLATION)


@pytest.mark.parametrize(("published_in", "working"), [("cy", False), ("cy", True), ("en", False)])
def test_official_words_go_into_a_published_standard(
    app: Flask, centre: Centre, published_in: str, working: bool
) -> None:
    standard = published(app, centre, published_in, working=working)
    other = "en" if published_in == "cy" else "cy"
    given = keep(app, centre, other, document(other))
    client = signed_in(app, centre)
    page = client.get(f"/standards/imports/{given}")
    path = f"/standards/imports/{given}/pair-with/{standard}"
    assert path in page.links().values()
    page = client.submit(client.get(path), button="Pair the two")
    page.says("choose a suitable place", "dewis lle addas")
    client.submit(client.submit(page, button="Save and publish …"), button="Publish the standard")
    row = asked(app, lambda: db.session.scalars(select(Standard)).one())
    assert (row.public_id, row.texts_revision) == (standard, 2)
    assert {one["language"]: one["name"] for one in row.provenance} == {"cy": "cy.txt", "en": "en.txt"}
    assert (row.details["developed_by"], row.details["en"]) == ("Cyngor ZZ", {"developed_by": "ZZ Council"})
    assert texts(app)[:2] == [
        ("P1", "dewis lle addas", "choose a suitable place"),
        ("P2", "gwahodd pawb sydd i ddod", "invite everyone who is to come"),
    ]
    assert path not in client.get("/standards/imports").links().values()
    assert checked(app) == []


def test_a_published_standard_keeps_its_edition(app: Flask, centre: Centre) -> None:
    standard = published(app, centre, "cy")
    given = keep(app, centre, "en", document("en").replace("February 2026", "March 2026"))
    client = signed_in(app, centre)
    page = client.get(f"/standards/imports/{given}/pair-with/{standard}")
    refused = client.submit(page, button="Pair the two", status=409)
    assert refused.errors[0].startswith("The two documents of ZZPAR01 name different dates or versions.")
    page = client.submit(refused, {"one_edition": "y"}, button="Pair the two")
    assert page.form("Save the draft").values["approved"] == "2026-02"


def test_pairing_with_a_published_standard_is_undone_in_the_workbench(app: Flask, centre: Centre) -> None:
    standard, given = published(app, centre, "cy"), keep(app, centre, "en", document("en"))
    client = signed_in(app, centre)
    page = client.submit(client.get(f"/standards/imports/{given}/pair-with/{standard}"), button="Pair the two")
    page = client.submit(page, button="Undo the last change")
    assert not page.form("Save the draft").values["title-cy"]


def test_what_has_no_place_in_what_is_published_is_told_when_pairing(app: Flask, centre: Centre) -> None:
    standard = published(app, centre, "cy")
    given = keep(app, centre, "en", document("en", known=(*KNOWN["en"], "how to thank everyone")))
    client = signed_in(app, centre)
    page = client.get(f"/standards/imports/{given}/pair-with/{standard}")
    page.says("What is published takes no further criteria")
    for language in ("Welsh", "English"):
        page = client.submit(page, button=f"Leave all open ones in {language} only (Knowledge and understanding)")
    refused = client.submit(page, button="Pair the two", status=409)
    assert refused.errors[0].startswith("The published edition of ZZPAR01 has no place for these criteria: K1, K2, K3.")


def test_official_words_that_came_meanwhile_are_told(app: Flask, centre: Centre) -> None:
    standard = published(app, centre, "cy", working=True)
    given = keep(app, centre, "en", document("en"))
    client = signed_in(app, centre)
    page = client.get(f"/standards/imports/{given}/pair-with/{standard}")
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = work.session.scalars(select(Standard)).one()
        official = Text("dewis lle addas", "choose a place that suits")
        publish(work, with_words(published_draft(work.session, row), "P1", official), centre.provider_id)
    refused = client.submit(page, button="Pair the two", status=409)
    assert refused.errors[0].startswith("Somebody else has changed one of the two")


@pytest.mark.parametrize(
    ("english", "said"),
    [
        (document("en", "ZZPAR02"), "The two have different URNs, ZZPAR01 and ZZPAR02"),
        (document("cy").replace("dewis", "dethol"), "ZZPAR01 has no official words in one of the two languages here"),
    ],
)
def test_what_is_no_pair_is_told_and_not_offered(app: Flask, centre: Centre, english: str, said: str) -> None:
    cy, en = both(app, centre, english=english)
    client = signed_in(app, centre)
    pairing_page(client, cy, en).says("These two cannot be paired", said)
    assert not [link for link in client.get("/standards/imports").links().values() if "/pair/" in link]


@pytest.mark.parametrize(
    "act",
    ["rest:99:en", "proposed:99", "proposed:x", "rest:x:en", "rest:0:fr", "back:cy:c999", "back::", "join:", "fly", ""],
)
def test_buttons_that_the_page_does_not_offer_do_no_harm(app: Flask, centre: Centre, act: str) -> None:
    cy, en = both(app, centre, document("cy", known=KNOWN["cy"][:1]))
    client = signed_in(app, centre)
    page = pairing_page(client, cy, en)
    values = {**page.form("Pair the two").values.to_dict(), "row-cy-c99": "c98", "row-en-": ":alone", "act": act}
    assert client.browser.post(page.path, data=values).status_code == 409
    pairing_page(client, cy, en).says("Rows to settle: 3")


def test_nothing_of_it_is_another_centres(app: Flask, centre: Centre) -> None:
    standard, (cy, en) = published(app, centre, "cy"), both(app, centre)
    stranger = PageClient(app, "en")
    stranger.enter(centre.other_manager)
    for each in (f"pair/{en}", f"pair-with/{standard}"):
        stranger.get(f"/standards/imports/{cy}/{each}", status=404)


@pytest.mark.parametrize("number", [3, 30])
def test_as_many_statements_for_many_rows_as_for_few(app: Flask, centre: Centre, number: int) -> None:
    items = {language: tuple(f"{language} {each}" for each in range(1, number + 1)) for language in ("cy", "en")}
    cy, en = both(app, centre, document("cy", known=items["cy"]), document("en", known=(*items["en"], "more")))
    client = signed_in(app, centre)
    with queries_at_most(11, "who reads, two imports, their drafts and the names"):
        page = pairing_page(client, cy, en)
    page.says(f"Rows to settle: {2 * number + 1}")


@pytest.mark.parametrize("number", [3, 30])
def test_as_many_statements_for_many_offers_as_for_few(app: Flask, centre: Centre, number: int) -> None:
    for each in range(number):
        both(app, centre, document("cy", f"ZZPAR{each:02}"), document("en", f"ZZPAR{each:02}"))
    client = signed_in(app, centre)
    with queries_at_most(11, "who reads, the page of the list, its problems, the names and what can be paired"):
        page = client.get("/standards/imports")
    assert sum("/pair/" in link for link in page.links().values()) >= min(number, 12)
