"""Headings, head and identity of a standard, in each layout."""

import pytest

from standards.drafting import RefusalError
from tests.reading.documents import SOURCES, codes, page, read, section, texts

HEADS = {
    "urn, then title": "ZZTST12\nArrange a desk",
    "placed by a tab": "\tZZTST12 \nArrange a desk\n\n\t[image: ]",
    "one line": "ZZTST12 Arrange a desk",
    "name of a file": "ZZTST12.docx\nArrange a desk",
    "label": "Arrange a desk\n\nURN: ZZTST12\nDeveloped by: A Body",
    "label, value below": "Arrange a desk\n\nURN:\nZZTST12",
    "with a wrapper": "DK5W 04 (ZZTST12) Arrange a desk",
    "with a code after": "ZZTST12 - SQA Code HD2H 04 Arrange a desk",
    "title broken": "ZZTST12\nArrange a\ndesk",
    "under a site's menu": "Home\nFind\nArrange a desk\n\nURN:\nZZTST12\nDeveloped by:\nA\nApproved on:\n2020",
}


@pytest.mark.parametrize("head", HEADS)
def test_urn_and_title_are_found(head: str) -> None:
    draft = read(page("1. one", head=HEADS[head]))
    assert (draft["urn"], draft["urn_from"], draft["title"]) == ("ZZTST12", "text", {"en": "Arrange a desk"})


URNS = ["LSIAG11", "CFABAA213a", "EUS GNC017", "SFJ AB5", "COGBENG-06", "LANFe9", "PPL.C224", "PPL4GEN1", "CFAM&LDC2"]


@pytest.mark.parametrize("urn", [*URNS, "EUSDSG3.18", "TECIS11013011", "CFAMCF", "SFHCI.N"])
def test_urns_of_every_form(urn: str) -> None:
    assert read(page("1. one", head=f"{urn}\nArrange a desk"))["urn"] == urn


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Performance\ncriteria", "performance"),
        ("PERFORMANCE CRITERIA", "performance"),
        ("*Performance criteria*", "performance"),
        ("Performance Criteria:", "performance"),
        ("Outcomes of effective performance", "performance"),
        ("Performance criteria You must be able to:", "performance"),
        ("Performance Criteria\nYou need to show that,", "performance"),
    ],
)
def test_headings_in_other_forms(heading: str, kind: str) -> None:
    text = page("1. one\n2. two").replace("Performance criteria\n\nYou must be able to:", heading)
    assert texts(read(text), kind) == ["one", "two"]


def test_a_numbered_list_in_the_overview_is_no_criterion() -> None:
    text = page("1. one").replace("It is about a desk.", "It covers:\n1. doors\n2. windows\nP1 of another unit")
    draft = read(text)
    assert texts(draft) == ["one"]
    assert draft["overview"]["en"][1:3] == ["1. doors", "2. windows"]


def test_knowledge_never_becomes_criteria() -> None:
    draft = read(page("", "1. the desk\n2. the door"))
    assert section(draft)["criteria"] == []
    assert texts(draft, "knowledge") == ["the desk", "the door"]
    empty = next(each for each in draft["problems"] if each["code"] == "section-empty")
    assert empty["severity"] == "error"


def test_a_missing_heading_is_told_from_the_codes() -> None:
    text = page("P1 one\nP2 two", "K1 desk\nK2 door").replace("Knowledge and understanding\n", "")
    draft = read(text)
    assert (texts(draft), texts(draft, "knowledge")) == (["one", "two"], ["desk", "door"])
    assert "heading-missing" in codes(draft)


@pytest.mark.parametrize("word", ["Skills", "Values", "Status", "Suite", "Knowledge"])
def test_a_label_inside_an_item_opens_nothing(word: str) -> None:
    draft = read(page(f"1. one\n2. {word} that matter\n3. three"))
    assert len(texts(draft)) == 3


def test_running_headers_and_footers_go() -> None:
    items = "P1 one\n\nZZTST12 Arrange a desk\n1\n\nZZTST12\nArrange a desk\n\nP2 two\n\nZZTST12 Arrange a desk 2"
    assert texts(read(page(items))) == ["one", "two"]


def test_a_running_title_goes_with_its_urn_though_words_follow_at_once() -> None:
    draft = read(page("P1 one\nZZTST12\nArrange a desk\nP2 two"))
    assert texts(draft) == ["one", "two"]
    assert section(draft)["criteria"][1]["group"] is None


def test_an_english_lead_in_in_a_welsh_document() -> None:
    text = page("1. un", "1. dau", language="cy").replace(
        "Mae angen i chi wybod a deall:", "You need to know and understand:"
    )
    draft = read(text)
    assert draft["languages"] == ["cy"]
    assert section(draft, "knowledge")["stem"] == {"en": "You need to know and understand:"}
    assert "lead-in-language" in codes(draft)


def test_other_sections_are_kept() -> None:
    scope = "Scope/range\n\n1. one:\n1.1 part\n\nBehaviours\n\n1. You are kind"
    more = f"{scope}\n\nGlossary\n\nDesk: a table\n\nLinks to other NOS\n\nZZ1, ZZ2"
    draft = read(page("1. one", f"1. the desk\n\n{more}"))
    assert [each["kind"] for each in draft["sections"]] == ["performance", "knowledge", "scope", "behaviours"]
    assert [each["items"]["en"] for each in draft["other_sections"]] == [["Desk: a table"], ["ZZ1", "ZZ2"]]
    assert not section(draft, "behaviours")["criteria"][0]["assessable"]


REFUSED = {
    "prose": ("not-nos", "A letter about nothing much.\n\nYours\n"),
    "borrowed headings": ("not-nos", page("1. one", head="How to negotiate")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_standard_is_refused_with_the_reason(case: str) -> None:
    code, text = REFUSED[case]
    with pytest.raises(RefusalError) as refused:
        read(text)
    assert refused.value.code == code
    assert all(refused.value.message[language] for language in ("cy", "en"))


def test_a_given_urn_stands_for_a_missing_one() -> None:
    draft = read(page("1. one", head="How to negotiate"), urn="ZZTST1")
    assert (draft["urn"], draft["urn_from"]) == ("ZZTST1", "given")


def test_a_given_urn_that_the_text_denies_is_flagged() -> None:
    assert "urn-given-differs" in codes(read(page("1. one"), urn="OTHER1"))


def test_a_urn_in_the_name_of_the_file_is_flagged() -> None:
    draft = read(page("P1 one", head="Arrange a desk"), name="ZZTST12-en-web.txt")
    assert (draft["urn"], draft["urn_from"]) == ("ZZTST12", "file name")
    assert "urn-in-file-name" in codes(draft)


@pytest.mark.parametrize(("title", "original"), [("Datblygu rhyngweithio gyda chleientiaid", "AG4"), ("Arall", "AG04")])
def test_the_register_wants_title_and_original_urn(title: str, original: str) -> None:
    content = (SOURCES / "LSIAG04-cy.txt").read_text(encoding="utf-8")
    text = content.replace("\nDatblygu rhyngweithio gyda chleientiaid\n", f"\n{title}\n").replace("AG04", original)
    draft = read(text)
    resolved = title.startswith("Datblygu")
    assert draft["urn"] == ("LSIAG04" if resolved else None)
    assert ("urn-half-matched" in codes(draft)) is not resolved


def test_a_title_alone_is_not_enough() -> None:
    text = (SOURCES / "LSIAG04-cy.txt").read_text(encoding="utf-8").replace("AG04", "AG19")
    assert read(text)["urn"] is None
    assert {"urn-half-matched", "urn-missing"} <= codes(read(text))


def test_of_a_whole_suite_one_is_chosen() -> None:
    contents = "Contents\n\nZZTST1 Open a desk 2\nZZTST2 Close a desk 3\n\n"
    suite = contents + page("1. one", head="ZZTST1 Open a desk") + page("1. two\n2. three", head="ZZTST2 Close a desk")
    with pytest.raises(RefusalError, match="ZZTST1, ZZTST2"):
        read(suite)
    assert texts(read(suite, urn="ZZTST2")) == ["two", "three"]
    assert read(suite, urn="ZZTST1")["title"] == {"en": "Open a desk"}
    with pytest.raises(RefusalError, match="not among"):
        read(suite, urn="ZZTST3")


def test_the_language_taken_is_named_in_the_language_of_the_message() -> None:
    mixed = page("1. one").replace("You need to know and understand:", "Mae angen i chi wybod a deall:")
    mixed = mixed.replace("Knowledge and understanding", "Gwybodaeth a dealltwriaeth")
    (found,) = [one for one in read(mixed)["problems"] if one["code"] == "language-unsure"]
    assert found["message"] == {
        "cy": "Nid yw iaith y ddogfen yn sicr: fe'i cymerwyd fel Saesneg.",
        "en": "The language of the document is not certain: it was taken as English.",
    }
