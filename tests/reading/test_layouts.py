"""Pages as hosts and printers left them: each layout gives its items, and says what it had to decide."""

from tests.reading.documents import codes, page, read, section, texts

LONG = "It is about a desk. " + "It is used by many. " * 12


def test_a_page_run_together_with_codes_in_place() -> None:
    text = (
        f"ZZTST12 Arrange a desk v8 141011 LC Overview {LONG}Performance criteria Opening P1 open it in time "
        "P2 greet everyone in line with P1 P3 close it ZZTST12 Arrange a desk 1 ZZTST12 Arrange a desk Knowledge and "
        "understanding You need to know and understand: K1 the hours K2 the law ZZTST12 Arrange a desk 2 Developed by "
        "A Body Version number 2 Date approved March 2018 Validity Current Original URN ZZ22 Key words desk; open"
    )
    draft = read(text)
    assert (draft["urn"], draft["title"]) == ("ZZTST12", {"en": "Arrange a desk"})
    assert texts(draft) == ["open it in time", "greet everyone in line with P1", "close it"]
    assert section(draft)["criteria"][0]["group"] == {"en": "Opening"}
    assert texts(draft, "knowledge") == ["the hours", "the law"]
    assert draft["metadata"]["keywords"] == ["desk", "open"]
    assert (draft["version"], draft["metadata"]["approved"]) == ("2", "2018-03")
    assert {"items-on-one-line", "lead-in-missing"} <= codes(draft)


def test_lines_that_were_never_wrapped_are_items_of_their_own() -> None:
    text = page("P1 open the desk\ngreet everyone\nP2 close it").replace("It is about a desk.", LONG)
    draft = read(text)
    assert texts(draft) == ["open the desk", "greet everyone", "close it"]
    assert [each["printed"] for each in section(draft)["criteria"]] == ["P1", None, "P2"]
    assert "line-unmarked" in codes(draft)


def test_an_item_may_begin_inside_a_wrapped_line() -> None:
    draft = read(page("P1 greet everyone in a way that makes\nthem feel welcome P2 answer questions\nP3 close it"))
    assert texts(draft)[1:] == ["answer questions", "close it"]
    assert "items-on-one-line" in codes(draft)


def test_numbering_that_restarts_in_every_list() -> None:
    items = "1. check that:\n1. doors\n2. windows\n2. tell of:\n1. hours\n2. holidays\n3. illness\n3. keep a record"
    draft = read(page(items))
    assert [len(each["criteria"]) for each in section(draft)["criteria"]] == [2, 3, 0]


def test_elements_named_in_a_wrapped_unit_are_groups_and_no_suite() -> None:
    text = (
        "DK5W 04 (ZZTST12) Arrange a desk\n\nAbout this Unit\nIt is about a desk.\n\nZZTST12a Open\nZZTST12b Close\n\n"
        "Performance criteria\n\nZZTST12a Open\n1. unlock\n2. greet\n\nZZTST12b Close\n1. lock\n\n"
        "Knowledge\nYou need to know and understand:\n1. hours\n"
    )
    draft = read(text)
    assert draft["urn"] == "ZZTST12"
    assert [each["group"] for each in section(draft)["criteria"]] == [{"en": "ZZTST12a Open"}] * 2 + [
        {"en": "ZZTST12b Close"}
    ]
    assert section(draft, "knowledge")["heading"] == {"en": "Knowledge"}


def test_headings_printed_empty_are_told_apart_from_missing_ones() -> None:
    text = "Rheoli desg\n\nURN: ZZTST12\n\nTrosolwg\nMae am ddesg.\nMeini prawf perfformiad\nRhaid i chi allu:\n"
    draft = read(text + "Gwybodaeth a Dealltwriaeth\n1. yr oriau\nCwmpas/ystod\nCwmpas Perfformiad\nSgiliau\nGeirfa\n")
    assert [(each["kind"], len(each["criteria"])) for each in draft["sections"]] == [
        *(("performance", 0), ("knowledge", 1), ("scope", 0), ("skills", 0)),
    ]
    assert {"section-empty", "section-without-items"} <= codes(draft)


def test_bold_marks_left_by_a_copy_are_no_words() -> None:
    draft = read(page("1. open it\n\n**Others***\n\n2. close it"))
    assert texts(draft) == ["open it", "close it"]
    assert section(draft)["criteria"][1]["group"] == {"en": "Others"}


def test_a_suite_in_one_file_is_not_taken_from_its_contents() -> None:
    draft = read(page("1. one", head="Desk suite\n\nContents\n\nZZTST12 Arrange a desk 4\n\nZZTST12\nArrange a desk"))
    assert draft["urn"] == "ZZTST12"


def test_bullets_under_a_lead_in_that_is_broken_over_two_lines() -> None:
    items = "Rules\n\n\u2022 the law\n\u2022 the rules, including:\na. hours\nb. keys\n\u2022 the desk"
    draft = read(page("1. one", items).replace("know and understand:", "know and\nunderstand:"))
    assert texts(draft, "knowledge") == ["the law", "the rules, including:", "the desk"]


def test_bullets_of_another_sign_are_a_list_inside_an_item() -> None:
    draft = read(page("- open it\n- check that:\n\u2022 it is safe\n\u2022 it is clean\n- close it"))
    assert [len(each["criteria"]) for each in section(draft)["criteria"]] == [0, 2, 0]


def test_numbers_that_start_again_under_a_subheading_are_items() -> None:
    draft = read(page("Open\n1 unlock\n2 check that:\na) it is safe\nClose\n1 lock\n2 leave"))
    assert [each["group"] for each in section(draft)["criteria"]] == [{"en": "Open"}] * 2 + [{"en": "Close"}] * 2


def test_a_subheading_follows_a_line_that_was_never_wrapped() -> None:
    item = "keep to the rules of the desk and of all those who have charge of it, whoever they may be"
    text = page(f"1. open it\n2. {item}\nClosing\n\n3. close it").replace("It is about a desk.", LONG)
    criteria = section(read(text))["criteria"]
    assert [each["group"] for each in criteria] == [None, None, {"en": "Closing"}]
