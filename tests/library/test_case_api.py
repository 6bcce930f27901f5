"""The service of CASE: anybody may read the shared library, in pages, by fields, one thing at a time, and no more."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portfolio.core.database import db
from standards.drafting import Metadata
from standards.exchange.rules import FIELDS
from standards.foundation import Text
from standards.identity import criterion_id
from standards.interchange.case import definitions
from standards.library import queries as library
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import open_people
from tests.library.drafts import in_english, small_draft
from tests.library.exchanging import BASE, NOTHING, SERVICE, Program, leads_to, shelf, stored


@pytest.fixture(name="program")
def program_fixture(app: Flask) -> Program:
    return Program(app)


def test_each_language_is_a_document(app: Flask, program: Program) -> None:
    stored(app, small_draft("ZZTST13"), small_draft())
    found = program.documents()
    assert [(one["extensions"]["tystio:standard"]["urn"], one["language"]) for one in found] == [
        *(("ZZTST12", "cy"), ("ZZTST12", "en"), ("ZZTST13", "cy"), ("ZZTST13", "en")),
    ]
    assert found[0]["uri"] == f"{BASE}/standards/id/{found[0]['identifier']}"
    assert found[0]["CFPackageURI"]["uri"] == f"{BASE}{SERVICE}/CFPackages/{found[0]['identifier']}"


def test_the_list_comes_in_pages(app: Flask, program: Program) -> None:
    shelf(app, 5)
    answer = program.ask(f"{SERVICE}/CFDocuments", limit=4, offset=4)
    assert answer.headers["X-Total-Count"] == "10"
    links = {name: address for address, name in (one.split("; rel=") for one in answer.headers["Link"].split(", "))}
    start = f"<{BASE}{SERVICE}/CFDocuments?limit=4&offset="
    assert links == {'"first"': f"{start}0>", '"last"': f"{start}8>", '"prev"': f"{start}0>", '"next"': f"{start}8>"}
    parts = [program.documents(limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [len(one) for one in parts] == [4, 4, 2]
    assert [one for part in parts for one in part] == program.documents()
    assert program.refused("/CFDocuments", 404, offset=10) == "unknownobject"


def test_the_first_and_only_page_has_no_neighbours(app: Flask, program: Program) -> None:
    shelf(app, 1)
    links = program.ask(f"{SERVICE}/CFDocuments", filter="title~'desg'").headers["Link"]
    assert "filter=title~%27desg%27" in links or "filter=title%7E%27desg%27" in links
    assert 'rel="next"' not in links
    assert 'rel="prev"' not in links


FILTERS = {
    "language='cy'": ["Trefnu desg", "Trefnu desg"],
    "title='arrange A DESK'": ["Arrange a desk", "Arrange a desk"],
    "title~'desg'": ["Trefnu desg", "Trefnu desg"],
    "title!='Trefnu desg'": ["Arrange a desk", "Arrange a desk"],
    "language='cy' AND version='2'": ["Trefnu desg"],
    "version='2' OR version = '3'": ["Trefnu desg", "Arrange a desk", "Trefnu desg", "Arrange a desk"],
    "statusStartDate>'2026-06-01'": ["Trefnu desg", "Arrange a desk"],
    "statusStartDate<='2026-01-31' AND language='en'": ["Arrange a desk"],
    "subject='National Occupational Standards'": ["Arrange a desk", "Arrange a desk"],
}


@pytest.mark.parametrize("asked", FILTERS)
def test_documents_are_chosen_by_what_they_say(app: Flask, program: Program, asked: str) -> None:
    first, second = small_draft("ZZTST11"), small_draft("ZZTST12", "2026-12-31")
    stored(app, *(replace(one, metadata=replace(one.metadata, version=str(n))) for n, one in ((2, first), (3, second))))
    assert program.titles(filter=asked) == FILTERS[asked]


def test_documents_are_sorted_either_way(app: Flask, program: Program) -> None:
    stored(app, small_draft("ZZTST11"), small_draft("ZZTST12", "2026-12-31"))
    assert program.titles(sort="title") == ["Arrange a desk", "Arrange a desk", "Trefnu desg", "Trefnu desg"]
    days = [one["statusStartDate"] for one in program.documents(sort="statusStartDate", orderBy="desc", limit=3)]
    assert days == ["2026-12-31", "2026-12-31", "2026-01-31"]
    assert program.titles(sort="title", limit=2, offset=1) == ["Arrange a desk", "Trefnu desg"]


def test_of_a_document_the_fields_that_were_asked_for_come_and_what_it_must_have(app: Flask, program: Program) -> None:
    shelf(app, 1)
    always = {"identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI"}
    assert set(program.documents(fields="language, version ,title")[0]) == {*always, "language"}


@pytest.mark.parametrize(("parameters", "code"), [
    ({"sort": "colour"}, "invalid_sort_field"),
    ({"sort": "title", "orderBy": "sideways"}, "invalid_sort_field"),
    ({"orderBy": ""}, "invalid_sort_field"),
    ({"fields": "title,colour"}, "invalid_selection_field"),
    ({"filter": "colour='red'"}, "invalid_selection_field"),
    ({"filter": "title=red"}, "invalid_selection_field"),
    ({"filter": "title='a' XOR title='b'"}, "invalid_selection_field"),
    ({"filter": "title='a' AND title='b' AND title='c'"}, "invalid_selection_field"),
    ({"filter": "' OR 1=1 --"}, "invalid_selection_field"),
    ({"limit": ""}, "invalid_selection_field"),
    ({"limit": "0"}, "invalid_selection_field"),
    ({"limit": "-5"}, "invalid_selection_field"),
    ({"limit": "٣"}, "invalid_selection_field"),
    ({"offset": "a"}, "invalid_selection_field"),
    ({"offset": "9" * 30}, "invalid_selection_field"),
])  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused(
    app: Flask, program: Program, parameters: dict[str, str], code: str
) -> None:
    shelf(app, 1)
    assert program.refused("/CFDocuments", 400, **parameters) == code


def test_a_page_is_never_larger_than_five_hundred(app: Flask, program: Program) -> None:
    shelf(app, 1)
    assert "limit=500" in program.ask(f"{SERVICE}/CFDocuments", limit=100000).headers["Link"]


def test_an_empty_library_has_no_documents(program: Program) -> None:
    assert program.refused("/CFDocuments", 404) == "unknownobject"


def test_one_thing_comes_by_its_identifier(app: Flask, program: Program) -> None:
    shelf(app, 2)
    package = program.package()
    assert program.get(f"/CFDocuments/{package['CFDocument']['identifier']}")["language"] == "cy"
    for item in package["CFItems"]:
        found = program.get(f"/CFItems/{item['identifier'].upper()}")
        assert found["CFDocumentURI"]["identifier"] == package["CFDocument"]["identifier"]
        assert {key: said for key, said in found.items() if key != "CFDocumentURI"} == item
        links = program.get(f"/CFItemAssociations/{item['identifier']}")
        assert links["CFItem"] == found
        ends = [
            {one[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI")}
            for one in links["CFAssociations"]
        ]
        assert ends
        assert all(item["identifier"] in each for each in ends)
    for association in package["CFAssociations"]:
        assert program.get(f"/CFAssociations/{association['identifier']}")["uri"] == association["uri"]


def test_both_languages_are_linked(app: Flask, program: Program) -> None:
    shelf(app, 1)
    package = program.package()
    link = next(one for one in package["CFAssociations"] if one["associationType"] == "isTranslationOf")
    other = program.get(f"/CFDocuments/{link['destinationNodeURI']['identifier']}")
    assert (other["title"], other["language"]) == ("Arrange a desk", "en")


@pytest.mark.parametrize("one", definitions.ALL, ids=lambda one: f"{one.list_name} {one.key}")
def test_definitions_come_by_their_identifiers(program: Program, one: definitions.Definition) -> None:
    found = program.get(f"/{one.list_name}/{one.identifier('cy')}")
    members = found.get(one.list_name, [found])
    assert members[0]["title"] == one.title[0]
    assert len(members) == (12 if one.key == "section" else 1)


def test_every_definition_of_a_package_is_served(app: Flask, program: Program) -> None:
    shelf(app, 1)
    for name, defined in program.package()["CFDefinitions"].items():
        for one in defined:
            answer = program.get(f"/{name}/{one['identifier']}")
            assert answer.get(name, [answer])[0] == one


NOUNS = (
    *("CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations", "CFItemTypes", "CFSubjects"),
    *("CFConcepts", "CFLicenses", "CFAssociationGroupings", "CFRubrics"),
)


def test_a_noun_that_is_none_is_answered_for_a_program_and_other_pages_for_people(app: Flask, program: Program) -> None:
    assert program.refused(f"/CFNothing/{NOTHING}", 404) == "unknownobject"
    assert program.refused("/", 404) == "unknownobject"
    PageClient(app).get("/ims/case", status=404).says("Page not found")


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_not_known_or_no_identifier_is_not_found(app: Flask, program: Program, noun: str) -> None:
    shelf(app, 1)
    assert program.refused(f"/{noun}/{NOTHING}", 404) == "unknownobject"
    for strange in ("1", "x" * 3000, "0123456789abcdef" * 2, f"{NOTHING}0", "%00", "{1}"):
        assert program.refused(f"/{noun}/{strange}", 404) == "invalid_uuid"


def test_an_identifier_names_one_kind_of_thing(app: Flask, program: Program) -> None:
    shelf(app, 1)
    package = program.package()
    document, item = package["CFDocument"]["identifier"], package["CFItems"][0]["identifier"]
    for path in (f"/CFItems/{document}", f"/CFDocuments/{item}", f"/CFPackages/{item}", f"/CFAssociations/{item}"):
        assert program.refused(path, 404) == "unknownobject"
    types = package["CFDefinitions"]["CFItemTypes"][0]["identifier"]
    assert program.refused(f"/CFSubjects/{types}", 404) == "unknownobject"
    assert program.refused(f"/CFItems/{types}", 404) == "unknownobject"


@pytest.mark.parametrize(("language", "said"), [("cy", "Nid oes dim yn hysbys"), ("en", "Nothing is known")])
def test_a_refusal_is_said_in_the_language_of_who_asks(app: Flask, language: str, said: str) -> None:
    found = Program(app, {"Accept-Language": language}).get(f"/CFItems/{NOTHING}", 404)
    assert found["imsx_description"].startswith(said)


def test_a_centre_s_own_standards_are_nobody_else_s(app: Flask, program: Program) -> None:
    centre = open_people(app)
    (own,) = stored(app, small_draft("ZZOWN11"), owner_id=centre.provider_id)
    stored(app, small_draft())
    assert {one["extensions"]["tystio:standard"]["urn"] for one in program.documents()} == {"ZZTST12"}
    assert {one["extensions"]["tystio:standard"]["urn"] for one in program.documents(sort="title")} == {"ZZTST12"}
    manager = PageClient(app)
    manager.enter(centre.manager)
    package = manager.get(f"/standards/{own}/case.json?text=cy").response.get_json()
    for answer in (program, Program(app, {"Cookie": "language=cy"})):
        assert answer.refused(f"/CFPackages/{package['CFDocument']['identifier']}", 404) == "unknownobject"
        assert answer.refused(f"/CFItems/{package['CFItems'][0]['identifier']}", 404) == "unknownobject"
    manager.get(f"{SERVICE}/CFItems/{package['CFItems'][0]['identifier']}", status=404)


def test_the_time_of_the_last_change_moves_with_official_words(app: Flask, program: Program) -> None:
    stored(app, small_draft())
    before = program.package("Arrange a desk")["CFDocument"]["lastChangeDateTime"]
    stored(app, in_english(small_draft()))
    with app.app_context():
        (row,) = library.by_urn(db.session(), "ZZTST12")
        assert row.details["changed"] > row.published_at.isoformat()
        db.session.remove()
    after = program.package("Arrange a desk")
    assert after["CFDocument"]["lastChangeDateTime"] >= before
    assert {"officially clear the desk"} < {one["fullStatement"] for one in after["CFItems"]}
    assert "notes" not in after["CFDocument"]


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_takes_as_many_statements_for_many_as_for_few(app: Flask, program: Program, number: int) -> None:
    shelf(app, number)
    with queries_at_most(6, "the titles; a page of standards; their keys, sections and criteria"):
        assert len(program.documents()) == 2 * number
    with queries_at_most(6, "what all say of themselves; a page of standards; their keys, sections and criteria"):
        assert len(program.documents(filter="language='cy'")) == number


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize(
    "asked", [{}, {"filter": "title~'desg'"}, {"sort": "identifier"}, {"filter": "notes~'working'"}]
)
def test_only_the_standards_of_the_page_are_read_whole(
    app: Flask, program: Program, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str], number: int
) -> None:
    shelf(app, number)
    read: list[int] = []
    outlines = library.outlines

    def counted(session: Session, ids: Collection[int]) -> dict[int, library.Outline]:
        read.extend(ids)
        return outlines(session, ids)

    monkeypatch.setattr(library, "outlines", counted)
    assert len(program.documents(**asked, limit=2)) == 2
    assert 1 <= len(read) <= 2


@pytest.mark.parametrize("field", FIELDS)
def test_what_can_be_chosen_and_sorted_by_is_what_stands_in_the_documents(
    app: Flask, program: Program, field: str
) -> None:
    """Whatever a document is chosen by without being read whole is what it says once it is."""
    official = in_english(small_draft("ZZTST14"))
    stored(app, small_draft("ZZTST13"), small_draft(), replace(official, metadata=Metadata(approved="2026-03-31")))
    every = program.documents()
    assert len(every) == 5
    plain = [str(one.get(field, "")).casefold() for one in every]
    if all(isinstance(one.get(field, ""), str) for one in every):
        assert [str(one.get(field, "")).casefold() for one in program.documents(sort=field)] == sorted(plain)
        # A value with an apostrophe cannot be asked for: the question has no sign for one.
        for said in {one.get(field, "") for one in every if "'" not in one.get(field, "")}:
            same = [one for one in every if one.get(field, "") == said]
            assert program.documents(filter=f"{field}='{said}'") == same


@pytest.mark.parametrize("number", [3, 30])
def test_one_thing_takes_as_many_statements_among_many_as_among_few(app: Flask, program: Program, number: int) -> None:
    shelf(app, number)
    package = program.package()
    for path in (
        f"/CFPackages/{package['CFDocument']['identifier']}",
        f"/CFItemAssociations/{package['CFItems'][3]['identifier']}",
    ):
        with queries_at_most(5, "the criterion with its standard; its key, sections and criteria"):
            program.get(path)


def test_the_service_says_what_it_offers(program: Program) -> None:
    found = program.get("/discovery/imscasev1p1_openapi3_v1p0.json")
    assert found["servers"] == [{"url": f"{BASE}{SERVICE}"}]
    assert {path.split("/")[1] for path in found["paths"]} == set(NOUNS)
    for path, operation in found["paths"].items():
        status = 404
        program.get(path.replace("{sourcedId}", NOTHING), status)
        assert str(status) in operation["get"]["responses"]


def test_what_fails_here_is_told_to_a_program(app: Flask, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of the installation that is none: the service breaks, and says so in JSON."""
    monkeypatch.setitem(app.extensions, "settings", None)
    monkeypatch.setattr(app, "testing", False)
    assert program.refused("/discovery/imscasev1p1_openapi3_v1p0.json", 500) == "internal_server_error"


# Identifiers


def test_a_person_is_led_to_the_page_and_a_program_to_the_service(app: Flask, program: Program) -> None:
    (public_id,) = stored(app, small_draft())
    package = program.package("Arrange a desk")
    items = {one["extensions"].get("tystio:criterion", {}).get("code"): one for one in package["CFItems"]}
    criterion = criterion_id("ZZTST12", "2026-01-31", "P2")
    place = package["CFAssociations"][0]["identifier"]
    document = package["CFDocument"]["identifier"]
    expected = {
        document: (f"/standards/{public_id}?text=en", f"/CFDocuments/{document}"),
        items["P2"]["identifier"]: (f"/standards/{public_id}?text=en", f"/CFItems/{items['P2']['identifier']}"),
        str(criterion): (f"/standards/{public_id}?text=en", f"/CFItems/{items['P2']['identifier']}"),
        place: (f"/standards/{public_id}?text=en", f"/CFAssociations/{place}"),
    }
    person = Program(app, {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"})
    speaker = Program(app, {"Accept": "application/json", "Accept-Language": "en"})
    for identifier, (page, served) in expected.items():
        assert leads_to(person.ask(f"/standards/id/{identifier}", 303)) == page
        assert leads_to(speaker.ask(f"/standards/id/{identifier}", 303)) == SERVICE + served
    assert person.ask(f"/standards/id/{criterion}", 303).headers["Location"].endswith("#P2")
    assert "Accept" in person.ask(f"/standards/id/{criterion}", 303).headers["Vary"]


def test_every_address_in_a_package_leads_somewhere(app: Flask, program: Program) -> None:
    shelf(app, 1)
    package = program.package()
    defined = [one for part in package["CFDefinitions"].values() for one in part]
    speaker = Program(app, {"Accept": "application/json"})
    parts = (package["CFDocument"], *package["CFItems"], *package["CFAssociations"], *defined, *package["CFRubrics"])
    for one in parts:
        target = leads_to(speaker.ask(one["uri"].removeprefix(BASE), 303))
        answer = program.get(target.removeprefix(SERVICE))
        assert one["identifier"] in str(answer)


@pytest.mark.parametrize(("language", "said"), [("cy", "Ni chafwyd hyd i"), ("en", "Page not found")])
def test_an_identifier_of_nothing_is_not_found(app: Flask, language: str, said: str) -> None:
    page = PageClient(app, language).get(f"/standards/id/{NOTHING}", status=404)
    assert said in page.html
    answer = Program(app, {"Accept": "application/json"}).ask(f"/standards/id/{NOTHING}", 404)
    assert answer.get_json()["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == "unknownobject"


def test_a_centre_s_own_criterion_is_found_by_its_people(app: Flask) -> None:
    centre = open_people(app)
    (own,) = stored(app, small_draft("ZZOWN11"), owner_id=centre.provider_id)
    path = f"/standards/id/{criterion_id('ZZOWN11', '2026-01-31', 'P1')}"
    PageClient(app).get(path, status=404)
    for person, status in ((centre.manager, 303), (centre.other_manager, 404)):
        client = PageClient(app)
        client.enter(person)
        answer = client.get(path, status=status, follow=False)
        assert (own in answer.response.headers.get("Location", "")) == (status == 303)


# Files


@pytest.mark.parametrize("text", ["cy", "en"])
def test_a_standard_is_downloaded_in_the_language_that_is_shown(app: Flask, text: str) -> None:
    centre = open_people(app)
    (public_id,) = stored(app, small_draft())
    reader = PageClient(app)
    reader.enter(centre.ffion)
    page = reader.get(f"/standards/{public_id}?text={text}")
    title = {"cy": "Trefnu desg", "en": "Arrange a desk"}[text]
    for link, ending in (("CASE", "json"), ("Competency framework", "csv"), ("SmartEvidence", "matrix")):
        found = reader.get(page.link(link)).response
        assert found.headers["Content-Disposition"] == f'attachment; filename="ZZTST12-2026-01-31-{text}.{ending}"'
        assert found.headers["Content-Language"] == text
        assert title in found.text


def test_what_is_in_one_language_leaves_in_that(app: Flask) -> None:
    centre = open_people(app)
    draft = in_english(small_draft())
    (public_id,) = stored(app, replace(draft, title=Text(en="Only English")))
    reader = PageClient(app, "cy")
    reader.enter(centre.ffion)
    found = reader.get(f"/standards/{public_id}/case.json?text=both").response
    assert found.get_json()["CFDocument"]["language"] == "en"
    with queries_at_most(8, "who reads; the standard; its key, sections and criteria"):
        reader.get(f"/standards/{public_id}/moodle.csv")
