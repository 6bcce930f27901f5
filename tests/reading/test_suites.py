"""Several standards in one file, elements that only look like standards, and contents that are neither."""

import pytest

from standards.drafting import RefusalError
from tests.reading.documents import codes, page, read, section, texts

CONTENTS = "Desk suite\nContents\nPage\nZZTST1 Open a desk {dots} 3\nZZTST2 Close a desk {dots} 5\n"
UNIT = (
    "{urn}\n{title}\nOverview\nIt is about a desk.\n{urn} {title}\n{number}\nPerformance\ncriteria\n"
    "You must be able to:\nP1 plan it\nP2 do it\nKnowledge and\nunderstanding\n"
    "You need to know and\nunderstand:\nK1 the law\n"
)
FIRST = UNIT.format(urn="ZZTST1", title="Open a desk", number=3)
SECOND = UNIT.format(urn="ZZTST2", title="Close a desk", number=5) + "K2 the rules\n"


@pytest.mark.parametrize("dots", ["", ".......", ". . . .", "\u2026"])
def test_units_with_broken_headings_are_told_apart(dots: str) -> None:
    suite = CONTENTS.format(dots=dots) + FIRST + SECOND
    with pytest.raises(RefusalError, match="ZZTST1, ZZTST2"):
        read(suite)
    draft = read(suite, urn="ZZTST2")
    assert (draft["title"], len(texts(draft)), len(texts(draft, "knowledge"))) == ({"en": "Close a desk"}, 2, 2)


@pytest.mark.parametrize("dots", ["", ".......", "\u2026"])
def test_the_start_of_a_suite_is_its_first_standard_without_the_contents(dots: str) -> None:
    draft = read(CONTENTS.format(dots=dots) + FIRST)
    assert (draft["urn"], draft["title"]) == ("ZZTST1", {"en": "Open a desk"})


def test_a_title_that_ends_in_a_number_is_no_line_of_contents() -> None:
    assert read(page("1. one", head="ZZTST12 Arrange a desk at level 3"))["title"] == {
        "en": "Arrange a desk at level 3"
    }


def test_elements_with_letters_and_headings_of_their_own_are_one_standard() -> None:
    unit = "ZZTST12 Arrange a desk\nOverview\nIt is about a desk.\n"
    elements = (
        "ZZTST12a Open it\nPerformance criteria\nYou must be able to:\n1. unlock\n2. greet\n"
        "ZZTST12b Close it\nPerformance criteria\nYou must be able to:\n1. lock\n"
    )
    draft = read(unit + elements)
    assert (draft["urn"], texts(draft)) == ("ZZTST12", ["unlock", "greet", "lock"])


def test_a_section_that_comes_twice_is_told() -> None:
    twice = page("P1 one\nP2 two") + "Performance criteria\n\nYou must be able to:\n\nP1 three\n"
    draft = read(twice)
    assert texts(draft) == ["one", "two", "three"]
    assert "section-repeated" in codes(draft)


def test_a_unit_named_by_its_number() -> None:
    draft = read(page("1. one", head="Unit ZZTST12 Arrange a desk"))
    assert (draft["urn"], draft["title"]) == ("ZZTST12", {"en": "Arrange a desk"})


def test_a_dotted_urn_opens_a_page_run_together() -> None:
    about = "It is about a desk. " + "It is used by many. " * 10
    draft = read(f"ZZTST.N Arrange a desk Overview {about}Performance criteria Open P1 unlock it P2 greet all")
    assert (draft["urn"], draft["title"], len(section(draft)["criteria"])) == ("ZZTST.N", {"en": "Arrange a desk"}, 2)


def test_codes_of_the_system_are_enough_in_a_page_run_together() -> None:
    about = "It is about a desk. " + "It is used by many. " * 10
    draft = read(f"Arrange a desk Overview {about}Performance criteria You must be able to: P1 unlock it P2 greet all")
    assert (draft["urn"], len(section(draft)["criteria"])) == (None, 2)
    assert "urn-missing" in codes(draft)


NAMES = {
    "05_COGBENG-06-en-web.txt": "COGBENG-06",
    "05_EUS GNC017-en-web.txt": "EUS GNC017",
    "05_PPL4GEN1-en.txt": "PPL4GEN1",
    "05_SFHCI.N-en-web.txt": "SFHCI.N",
    "05_CFAM&LDC2-cy.txt": "CFAM&LDC2",
    "05_CFABAA213a-en.txt": "CFABAA213a",
    "NOS LSIAG11.txt": "LSIAG11",
}


@pytest.mark.parametrize("name", NAMES)
def test_urns_of_every_form_are_found_in_the_name_of_a_file(name: str) -> None:
    draft = read(page("1. one", head="Arrange a desk"), name=name)
    assert (draft["urn"], draft["urn_from"]) == (NAMES[name], "file name")


@pytest.mark.parametrize(
    "name", ["praxis-negotiate.txt", "PRAXIS-2026.txt", "29_praxis-negotiate-en.txt", "COMPETENCE.txt"]
)
def test_no_urn_is_made_of_another_name(name: str) -> None:
    with pytest.raises(RefusalError):
        read(page("1. one", head="How to negotiate"), name=name)


@pytest.mark.parametrize("name", ["PRINCE2", "ISO9001", "COVID-19"])
def test_a_name_with_a_number_is_no_urn(name: str) -> None:
    with pytest.raises(RefusalError) as refused:
        read(page("1. one", head=f"{name} Negotiate a contract"))
    assert refused.value.code == "not-nos"


@pytest.mark.parametrize("urn", ["CFAMCF", "LSILSSA", "ZZTST2"])
def test_a_urn_of_few_digits_before_its_title_is_taken_and_told(urn: str) -> None:
    draft = read(page("1. one", head=f"{urn} Arrange a desk"))
    assert (draft["urn"], draft["title"]) == (urn, {"en": "Arrange a desk"})
    assert "urn-unsure" in codes(draft)
    assert "urn-unsure" not in codes(read(page("1. one", head="ZZTST12 Arrange a desk")))
