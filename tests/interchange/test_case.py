"""A standard leaves as packages of CASE, linked and stable, and comes back as it was."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings

from standards.catalogue.shelf import shipped
from standards.drafting import Draft, Section
from standards.facts import Action
from standards.foundation import LANGUAGES, Language, Text
from standards.identity import beside, criterion_id
from standards.interchange.case import definitions
from standards.interchange.case.nodes import candidates
from standards.interchange.case.packages import of_document, package, with_package
from standards.interchange.yaml_file import load_standard
from tests.interchange.standards import STANDING, Json, actions, again, comparable, drafts, provision, written
from tests.library.drafts import small_draft


def items(found: Json) -> dict[str, Json]:
    """Items by their code, sections and groups by their words."""
    return {
        one["extensions"].get("tystio:criterion", {}).get("code", one["fullStatement"]): one for one in found["CFItems"]
    }


def named(found: Json) -> dict[str, str]:
    """What each identifier of a package stands for."""
    return {one["identifier"]: key for key, one in items(found).items()} | {
        found["CFDocument"]["identifier"]: "document"
    }


def places(found: Json) -> list[tuple[str, int, str]]:
    """Who is whose child, and in which place."""
    names = named(found)
    return [
        (
            names[one["originNodeURI"]["identifier"]],
            one["sequenceNumber"],
            names[one["destinationNodeURI"]["identifier"]],
        )
        for one in found["CFAssociations"]
        if one["associationType"] == "isChildOf"
    ]


def test_sections_groups_and_criteria_are_items_in_their_places() -> None:
    assert places(written(small_draft())["en"]) == [
        ("Performance criteria", 1, "document"),
        ("Order", 1, "Performance criteria"),
        ("P1", 1, "Order"),
        ("P2", 2, "Performance criteria"),
        ("P2.a", 1, "P2"),
        ("Knowledge", 2, "document"),
        ("K1", 1, "Knowledge"),
    ]


def test_an_item_says_what_it_is() -> None:
    found = items(written(small_draft())["en"])
    first = found["P1"]
    assert first["fullStatement"] == "clear the desk"
    assert (first["humanCodingScheme"], first["listEnumeration"]) == ("ZZTST12.P1", "1")
    assert (first["language"], first["CFItemType"]) == ("en", "Performance criterion")
    assert found["P2.a"]["CFItemType"] == "Text that is not assessed"
    assert first["extensions"]["tystio:criterion"]["status"] == "working translation"
    assert first["uri"] == f"https://safonau.example/standards/id/{first['identifier']}"
    assert first["lastChangeDateTime"] == "2026-02-01T09:30:00Z"


@pytest.mark.parametrize(("language", "title", "subject"), [
    ("cy", "Trefnu desg", "Safonau Galwedigaethol Cenedlaethol"),
    ("en", "Arrange a desk", "National Occupational Standards"),
])  # fmt: skip
def test_a_document_says_what_it_is(language: Language, title: str, subject: str) -> None:
    document = written(small_draft())[language]["CFDocument"]
    assert (document["title"], document["language"], document["subject"]) == (title, language, [subject])
    assert (document["creator"], document["frameworkType"], document["caseVersion"]) == ("ZZ", "ext:UK-NOS", "1.1")
    assert document.get("notes", "").startswith("Working translation") == (language == "en")
    assert (document["statusStartDate"], document["adoptionStatus"]) == ("2026-01-31", "Implemented")
    legacy = replace(small_draft(), metadata=replace(small_draft().metadata, validity="legacy", approved="2026-01"))
    retired = written(legacy)[language]["CFDocument"]
    assert retired["adoptionStatus"] == "Retired"
    assert "statusStartDate" not in retired


def test_identifiers_are_version_five_and_everywhere_the_same() -> None:
    first, second = (written(small_draft()) for _ in range(2))
    assert first == second
    ids = [
        UUID(one["identifier"])
        for found in first.values()
        for one in (found["CFDocument"], *found["CFItems"], *found["CFAssociations"])
    ]
    assert len(ids) == len(set(ids))
    assert {one.version for one in ids} == {5}
    assert {one.variant for one in ids} == {UUID(int=0x8 << 60).variant}


def test_every_identifier_leads_back_to_a_stored_criterion() -> None:
    roots = {criterion_id("ZZTST12", "2026-01-31", one.code) for one in small_draft().criteria()}
    for language, found in written(small_draft()).items():
        for one in (found["CFDocument"], *found["CFItems"], *found["CFAssociations"]):
            known = {root: said for root, said in candidates(UUID(one["identifier"])).items() if root in roots}
            assert [each.language for each in known.values()] == [language]


def test_beside_done_twice_gives_the_root_again() -> None:
    root = criterion_id("LSIAG11", "1", "P1")
    other = beside(root, "a text")
    assert other not in {root, beside(root, "a place")}
    assert beside(other, "a text") == root


def test_an_edition_has_identifiers_of_its_own() -> None:
    one, other = small_draft(), small_draft(edition="2027-01-31")
    before = package(one, "cy", STANDING)["CFDocument"]["identifier"]
    after = package(other, "cy", replace(STANDING, edition="2027-01-31"))["CFDocument"]["identifier"]
    assert before != after


def test_each_language_points_at_its_translation() -> None:
    found = written(small_draft())
    for language, other in (("cy", "en"), ("en", "cy")):
        here, there = named(found[language]), named(found[other])  # type: ignore[index]  # a literal in a loop
        links = [one for one in found[language]["CFAssociations"] if one["associationType"] == "isTranslationOf"]  # type: ignore[index]
        assert len(links) == len(here)
        pairs = [
            (here[one["originNodeURI"]["identifier"]], there[one["destinationNodeURI"]["identifier"]]) for one in links
        ]
        assert ("document", "document") in pairs
        assert ("P1", "P1") in pairs


def test_what_one_language_lacks_stands_in_the_other_and_says_so() -> None:
    draft = small_draft()
    first, *rest = draft.sections
    lacking = replace(first, criteria=(replace(first.criteria[0], text=Text("clirio'r ddesg")), *first.criteria[1:]))
    found = written(replace(draft, sections=(lacking, *rest)))
    english = items(found["en"])["P1"]
    assert (english["fullStatement"], english["language"]) == ("clirio'r ddesg", "cy")
    linked = {
        one["originNodeURI"]["title"]
        for one in found["en"]["CFAssociations"]
        if one["associationType"] == "isTranslationOf"
    }
    assert "P1" not in linked
    assert "P2" in linked


def test_a_standard_in_one_language_is_one_package_without_translations() -> None:
    draft = load_standard(shipped()[0])
    welsh = replace(
        draft, title=Text(draft.title.cy), sections=tuple(only_welsh(section) for section in draft.sections)
    )
    found = written(welsh)
    assert list(found) == ["cy"]
    assert {one["associationType"] for one in found["cy"]["CFAssociations"]} == {"isChildOf"}


def only_welsh(section: Section) -> Section:
    return replace(section, criteria=tuple(replace(one, text=Text(one.text.cy)) for one in section.criteria))


def test_legislation_has_its_licence_and_says_what_each_provision_does() -> None:
    section = Section("duties", Text("Rhan 5", "Part 5"), criteria=(provision("20"), provision("21", "power")))
    found = written(replace(small_draft(), kind="legislation", sections=(section,)))["cy"]
    assert [one["conceptKeywords"] for one in found["CFItems"][1:]] == [["Dyletswydd"], ["Pŵer"]]
    assert found["CFDefinitions"]["CFLicenses"][0]["title"] == "Trwydded Llywodraeth Agored f3.0"
    assert found["CFDocument"]["licenseURI"]["title"] == "Trwydded Llywodraeth Agored f3.0"
    assert {one["title"] for one in found["CFDefinitions"]["CFConcepts"]} == {"Dyletswydd", "Pŵer"}


def test_definitions_are_found_by_their_identifiers() -> None:
    for one in definitions.ALL:
        for language in LANGUAGES:
            assert definitions.found(one.identifier(language)) == (one, language)
    section = definitions.ITEM_TYPES[0]
    family = definitions.Defining("https://x.example", "cy").with_children(section)
    assert [each["hierarchyCode"] for each in family] == ["1", *(f"1.{number}" for number in range(1, 12))]
    assert definitions.Defining("https://x.example", "cy").with_children(definitions.CONCEPTS[0])[1:] == []


def test_what_stands_alone_says_where_it_belongs() -> None:
    found = written(small_draft())["cy"]
    document = with_package(found["CFDocument"], "https://safonau.example")
    address = f"https://safonau.example/ims/case/v1p1/CFPackages/{document['identifier']}"
    assert document["CFPackageURI"]["uri"] == address
    item = of_document(found["CFItems"][0], found["CFDocument"])
    assert item["CFDocumentURI"]["identifier"] == document["identifier"]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_what_ships_comes_back_as_it_was(path: Path) -> None:
    draft = load_standard(path)
    standing = replace(STANDING, edition="1")
    found = again({language: package(draft, language, standing) for language in LANGUAGES})
    assert found.draft.problems == ()
    assert comparable(found.draft) == comparable(draft)
    assert (found.order, found.changed) == (1, STANDING.changed)


def test_the_cells_of_an_action_come_back() -> None:
    found = again(written(actions()))
    facts = found.draft.sections[0].criteria[0].facts
    assert isinstance(facts, Action)
    assert (facts.who, facts.maturity, facts.resources) == (Text("Pawb", "Everyone"), Text(en="Early"), None)
    assert comparable(found.draft) == comparable(actions())


def test_a_section_without_criteria_comes_back_in_its_place() -> None:
    draft = small_draft()
    empty = Section("scope", Text("Cwmpas", "Scope"))
    with_empty = replace(draft, sections=(draft.sections[0], empty, draft.sections[1]))
    assert again(written(with_empty)).draft.sections[1] == empty


def test_a_standard_without_criteria_does_not_leave() -> None:
    with pytest.raises(ValueError, match="without criteria"):
        package(replace(small_draft(), sections=()), "cy", STANDING)


@given(draft=drafts())
@settings(max_examples=60)
def test_any_standard_comes_back_and_leaves_again_the_same(draft: Draft) -> None:
    before = written(draft)
    found = again(before)
    assert comparable(found.draft) == comparable(draft)
    assert written(found.draft) == before
