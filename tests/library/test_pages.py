"""The library's pages: every text in its own language, marked for what it is, within a dozen statements."""

import pytest
from flask import Flask

from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork
from standards.catalogue.shelf import FOLDER
from standards.interchange.yaml_file import load_standard
from standards.library.services import publish
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.factories import Centre
from tests.library.drafts import in_english, published_document, small_draft


def stored(app: Flask, *urns: str, official_english: bool = False) -> list[str]:
    """Publish small standards; gives their public ids."""
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        ids = [publish(work, small_draft(urn)).standard.public_id for urn in urns]
        if official_english:
            for urn in urns:
                publish(work, in_english(small_draft(urn)))
        db.session.commit()
        db.session.remove()
    return ids


def reader(app: Flask, centre: Centre, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(centre.ffion)
    return client


def spoken(page: Page, language: str) -> str:
    """The words on a page that are marked as of a language."""
    return " ".join(each.get_text(" ", strip=True) for each in page.main.select(f"[lang={language}]"))


def test_the_list_says_what_there_is(app: Flask, centre: Centre) -> None:
    stored(app, "ZZTST12", "ZZTST13")
    page = reader(app, centre).get("/standards")
    table = page.table("Standards: 2")
    assert table[1] == [
        "Arrange a desk working translation",
        "ZZTST12",
        "31 January 2026",
        "National Occupational Standard",
        "3",
    ]
    assert [row[1] for row in table[1:]] == ["ZZTST12", "ZZTST13"]


def test_the_list_is_filtered_sorted_and_paged(app: Flask, centre: Centre) -> None:
    stored(app, *(f"ZZTST{number}" for number in range(10, 40)))
    client = reader(app, centre)
    first = client.get("/standards")
    second = client.get(first.link("Next page"))
    assert (len(first.table("Standards: 30")), len(second.table("Standards: 30"))) == (26, 6)
    legislation = client.submit(first, {"kind": "legislation"}, button="Apply filters")
    legislation.says("There are no standards here.")
    assert client.get("/standards?kind=nonsense&sort=nonsense&page=-3").table("Standards: 30")


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_takes_as_many_statements_for_many_as_for_few(app: Flask, centre: Centre, number: int) -> None:
    stored(app, *(f"ZZTST{each}" for each in range(10, 10 + number)))
    client = reader(app, centre)
    with queries_at_most(8, "who reads, and the page of the list"):
        client.get("/standards")


def test_a_standard_in_english_is_marked_as_a_translation(app: Flask, centre: Centre) -> None:
    (public_id,) = stored(app, "ZZTST12")
    page = reader(app, centre).get(f"/standards/{public_id}")
    assert page.heading == "ZZTST12 Arrange a desk"
    page.says(
        "The Welsh is the official text.",
        "P1 clear the desk working translation",
        "P2.a with care working translation",
        "K1 the desk working translation",
        "ZZTST12.txt",
        "ab" * 32,
    )
    assert spoken(page, "cy").startswith("Trefnu desg")
    assert "the desk" not in spoken(page, "cy")


def test_a_standard_in_welsh_is_the_official_text(app: Flask, centre: Centre) -> None:
    (public_id,) = stored(app, "ZZTST12")
    page = reader(app, centre, "cy").get(f"/standards/{public_id}")
    page.says("P1 clirio'r ddesg", "P2 gosod y lamp", "Y Gymraeg yw'r testun swyddogol.")
    assert "clear the desk" not in page.text


@pytest.mark.parametrize(("language", "marks"), [("cy", 0), ("en", 2)])
def test_what_a_document_says_of_itself_is_marked_for_a_reader_of_the_other_language(
    app: Flask, centre: Centre, language: str, marks: int
) -> None:
    (public_id,) = stored(app, "ZZTST12")
    page = reader(app, centre, language).get(f"/standards/{public_id}")
    assert len(page.main.select(".govuk-summary-list__value .ty-language-note")) == marks
    page.says("ZZ", "desg")


@pytest.mark.parametrize("language", ["cy", "en"])
def test_side_by_side_each_text_stands_in_its_own_language(app: Flask, centre: Centre, language: str) -> None:
    (public_id,) = stored(app, "ZZTST12")
    page = reader(app, centre, language).get(f"/standards/{public_id}?text=both")
    pairs = [
        [cell.get_text(" ", strip=True) for cell in row.find_all("span", recursive=False)]
        for row in page.main.select(".ty-criteria__item > div > div > .ty-side-by-side")
    ]
    mark = "working translation" if language == "en" else "cyfieithiad gweithiol"
    assert ["clirio'r ddesg", f"clear the desk {mark}"] in pairs
    assert len(pairs) == 4
    other = "cy" if language == "en" else "en"
    assert {"en": "clear the desk", "cy": "clirio'r ddesg"}[other] in spoken(page, other)


def test_when_both_are_official_no_text_is_marked(app: Flask, centre: Centre) -> None:
    (public_id,) = stored(app, "ZZTST12", official_english=True)
    page = reader(app, centre).get(f"/standards/{public_id}")
    page.says("The Welsh and the English are both official.", "P1 officially clear the desk", "official.txt")
    assert not page.main.select(".app-mark")


def test_what_is_missing_in_a_language_is_shown_in_the_other(app: Flask, centre: Centre) -> None:
    (public_id,) = stored(app, "ZZTST12")
    client = reader(app, centre)
    client.get(f"/standards/{public_id}?text=en").says("Dim mwy. in Welsh only")
    client.get(f"/standards/{public_id}?text=both").says("Dim mwy. not in English")


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_published_documents_stand_on_their_pages(app: Flask, centre: Centre, language: str) -> None:
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        rows = [publish(work, published_document(urn)).standard for urn in ("LSIAG11", "LSIAG04")]
        addresses = [f"/standards/{row.public_id}" for row in rows]
        db.session.commit()
        db.session.remove()
    client = reader(app, centre, language)
    for address, criteria in zip(addresses, (27, 67), strict=True):
        page = client.get(address)
        assert len(page.main.select(".ty-criteria__item")) >= criteria
        with queries_at_most(8, "who reads, and the standard; its outline is in memory"):
            client.get(f"{address}?text=both")


@pytest.mark.parametrize("name", ["wsp-cp-plan", "wcpp-ffa"])
@pytest.mark.parametrize("language", ["cy", "en"])
def test_guidance_and_actions_stand_on_their_pages_under_headings(
    app: Flask, centre: Centre, name: str, language: str
) -> None:
    """A list that has no heading is headed by the sentence that announces it."""
    draft = load_standard(FOLDER / f"{name}.yaml")
    with app.app_context():
        begin(db.session(), "write")
        public_id = publish(UnitOfWork(db.session()), draft).standard.public_id
        db.session.commit()
        db.session.remove()
    page = reader(app, centre, language).get(f"/standards/{public_id}")
    headings = [each.get_text(strip=True) for each in page.main.select(".ty-section h2")]
    expected = [section.heading.cy or section.stem.cy for section in draft.sections]
    assert all(shown.startswith(words or "?") for shown, words in zip(headings, expected, strict=False))
    assert len(page.main.select(".ty-criteria__item")) == len(list(draft.criteria()))


def test_signed_out_it_leads_to_signing_in_and_the_unknown_is_not_found(app: Flask, centre: Centre) -> None:
    (public_id,) = stored(app, "ZZTST12")
    for address in ("/standards", f"/standards/{public_id}", f"/standards/{'0' * 32}"):
        assert PageClient(app).get(address).path.startswith("/sign-in")
    client = reader(app, centre)
    client.get(f"/standards/{'0' * 32}", status=404)


def test_another_centres_standard_does_not_exist(app: Flask, centre: Centre) -> None:
    with app.app_context():
        begin(db.session(), "write")
        row = publish(UnitOfWork(db.session()), small_draft(), owner_id=centre.other_provider_id).standard
        address = f"/standards/{row.public_id}"
        db.session.commit()
        db.session.remove()
    client = reader(app, centre)
    client.get(address, status=404)
    client.get("/standards").says("There are no standards here.")
    other = PageClient(app)
    other.enter(centre.other_manager)
    assert other.get(address).heading == "ZZTST12 Arrange a desk"


@pytest.mark.parametrize("language", ["cy", "en"])
def test_regulations_stand_with_what_each_paragraph_does(app: Flask, centre: Centre, language: str) -> None:
    with app.app_context():
        begin(db.session(), "write")
        public_id = publish(UnitOfWork(db.session()), published_document("WSI-2010-2574-P5")).standard.public_id
        db.session.commit()
        db.session.remove()
    page = reader(app, centre, language).get(f"/standards/{public_id}")
    words = {
        "cy": ("Dyletswydd", "Gwaharddiad", "Diffiniad nid yw'n derbyn tystiolaeth", "Troednodiadau", "diwrnodau: 28."),
        "en": ("Duty", "Prohibition", "Definition takes no evidence", "Footnotes", "Time limit in days: 28."),
    }
    page.says(*words[language], "22(2)(d)(iv)", "Diogelu a hyrwyddo lles", "(10) 2004 p.21.", "62")
    for code, end in (("20(2)", "yn addas i gael cyswllt o'r fath."), ("28(5)(a)", "yn anghyflawn;")):
        item = page.main.find(id=code)
        assert item is not None
        said = " ".join(item.get_text(" ", strip=True).split())
        assert end in said.split(f"{code} ")[-1] or said.endswith((end, "Duty", "Dyletswydd"))
    assert len(page.main.select("h3")) == 19
