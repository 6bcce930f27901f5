"""Labels, values and dates of the metadata block, however they are laid out."""

from typing import Any

import pytest

from standards.reading.metadata import date_of
from tests.reading.documents import codes, page, read

DATES = {
    "28 Chwef 2015": "2015-02-28",
    "29 Chwefror 2020": "2020-02-29",
    "30 Mar 2021": "2021-03-30",
    "1st January 2014": "2014-01-01",
    "31 Rhag 2019": "2019-12-31",
    "28/02/2015": "2015-02-28",
    "2015-02-28": "2015-02-28",
    "March 2018": "2018-03",
    "Gorffennaf 2018": "2018-07",
    "2021": "2021",
    "30 Feb 2020": None,
    "soon": None,
    "12 Brumaire 2015": None,
    "42063": None,
}


@pytest.mark.parametrize("printed", DATES)
def test_dates_are_as_exact_as_printed(printed: str) -> None:
    assert date_of(printed) == DATES[printed]


@pytest.mark.parametrize("month", "Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag".split())
def test_welsh_months_are_known(month: str) -> None:
    assert (date_of(f"1 {month} 2020") or "")[
        :8
    ] == f"2020-{'Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag'.split().index(month) + 1:02}-"


FIELDS = {"Developed by": "A Body", "Version number": "2", "Date approved": "March 2018", "Original URN": "AB1, AB2"}
LAYOUTS = {
    "a space": "{label} {value}",
    "a colon": "{label}: {value}",
    "the line below": "{label}\n{value}",
    "a paragraph below": "{label}\n\n{value}",
}


def with_metadata(block: str) -> dict[str, Any]:
    return read(page("1. one", f"1. the desk\n\n{block}"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_and_values_in_each_layout(layout: str) -> None:
    block = "\n\n".join(LAYOUTS[layout].format(label=label, value=value) for label, value in FIELDS.items())
    metadata = with_metadata(block)["metadata"]
    assert metadata["developed_by"] == "A Body"
    assert metadata["version"] == "2"
    assert metadata["approved"] == "2018-03"
    assert metadata["original_urns"] == ["AB1", "AB2"]


def test_labels_in_one_column_are_paired_with_values_in_the_next() -> None:
    draft = with_metadata("\n".join([*FIELDS, *FIELDS.values()]))
    assert draft["metadata"]["approved"] == "2018-03"
    assert "metadata-torn" in codes(draft)


def test_broken_labels_are_joined() -> None:
    metadata = with_metadata(
        "Developed by\n\nA Body\n\nIndicative review\ndate\n\n2023\n\nOriginating\norganisation\n\nB"
    )
    assert metadata["metadata"]["review"] == "2023"
    assert metadata["metadata"]["originating_organisation"] == "B"


BELOW = {"Datblygwyd gan": "Corff", "Dyddiad cymeradwyo": "31 Maw 2024", "Dilysrwydd": "Ar hyn o bryd"}
BEGINNING: dict[str, tuple[dict[str, str], str, Any]] = {
    "its own label": ({"Cyfres/Set": "Cyfres Enghreifftiol"}, "suites", ["Cyfres Enghreifftiol"]),
    "a label elsewhere": ({"Datblygwyd gan": "Statws Cyf", "Statws": "Gwreiddiol"}, "developed_by", "Statws Cyf"),
    "no label there": ({"Geiriau Allweddol": "Fersiwn drafft; cynnig"}, "keywords", ["Fersiwn drafft", "cynnig"]),
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("case", BEGINNING)
def test_a_value_that_begins_with_the_word_of_a_label_is_kept_whole(case: str, gap: str) -> None:
    more, field, value = BEGINNING[case]
    block = "\n\n".join(f"{label}{gap}{said}" for label, said in {**BELOW, **more}.items())
    draft = read(page("1. un", f"1. y ddesg\n\n{block}", language="cy"))
    assert draft["metadata"][field] == value
    assert "label-empty" not in codes(draft)
    assert ("value-like-label" in codes(draft)) == (case == "no label there")


def test_a_value_in_a_column_that_begins_with_the_word_of_a_label_is_kept_whole() -> None:
    fields = {**BELOW, "Cyfres/Set": "Cyfres Enghreifftiol", "Geiriau Allweddol": "desg"}
    draft = read(page("1. un", "1. y ddesg\n\n" + "\n".join([*fields, *fields.values()]), language="cy"))
    assert draft["metadata"]["suites"] == ["Cyfres Enghreifftiol"]
    assert draft["metadata"]["keywords"] == ["desg"]


def test_after_a_label_without_value_a_label_with_its_value_beside_it_is_a_label() -> None:
    for line in ("Status Original", "Status: Original"):
        draft = with_metadata(f"Developed by A Body\n\nReview date 2025\n\nSuite\n\n{line}")
        assert (draft["metadata"]["status"], draft["metadata"]["suites"]) == ("original", [])
        assert "label-empty" in codes(draft)


VALUES: dict[str, tuple[str, Any]] = {
    "Validity Legacy": ("validity", "legacy"),
    "Dilysrwydd Ar hyn o bryd": ("validity", "current"),
    "Status: Tailored": ("status", "tailored"),
    "Statws Gwreiddiol": ("status", "original"),
    "Sefydliad gwreiddiol Corff": ("originating_organisation", "Corff"),
    "Cyfras/Set Un": ("suites", ["Un"]),
    "Cyfres/Set Un": ("suites", ["Un"]),
    "Business Sectors (Suites): One,Two": ("suites", ["One", "Two"]),
    "Relevant occupations Health, Care; Work": ("occupations", ["Health, Care", "Work"]),
    "Geiriau Allweddol un, dau": ("keywords", ["un", "dau"]),
    "SOC Code 3239; 1111": ("soc_codes", ["3239", "1111"]),
    "Original URN n/a": ("original_urns", []),
    "Original URN SFJ AG13": ("original_urns", ["SFJ AG13"]),
    "RCU gwreiddiol AG04 AG05": ("original_urns", ["AG04", "AG05"]),
    "Rhif y fersiwn 3": ("version", "3"),
    "Approved on: 30 Mar 2021": ("approved", "2021-03-30"),
    "Cymeradwy ar: 30 Maw 2021": ("approved", "2021-03-30"),
}


@pytest.mark.parametrize("line", VALUES)
def test_values(line: str) -> None:
    field, value = VALUES[line]
    assert with_metadata(f"Developed by A Body\n\nIndicative review date 2025\n\n{line}")["metadata"][field] == value


PROBLEMS = {
    "date-unreadable": "Date approved some day",
    "date-impossible": "Date approved 15 March 1905",
    "review-before-approval": "Date approved 2026",
    "value-unknown": "Status Borrowed",
    "label-unknown": "Colour of the cover: red",
    "label-empty": "Suite",
    "label-repeated": "Developed by Another",
    "occupations-split": "Relevant occupations Health, Care",
    "metadata-unplaced": "Suite One\n\nTwo",
}


@pytest.mark.parametrize("code", PROBLEMS)
def test_what_is_not_sure_is_a_problem(code: str) -> None:
    draft = with_metadata(f"Developed by A Body\n\nIndicative review date 2025\n\n{PROBLEMS[code]}")
    assert code in codes(draft)


def test_a_category_has_a_place_of_its_own() -> None:
    draft = with_metadata("Developed by A Body\n\nDate approved 2025\n\nNOSCategory Core")
    assert [(each["kind"], each["items"]) for each in draft["other_sections"]] == [("category", {"en": ["Core"]})]


def test_values_under_a_column_of_labels_keep_a_lone_number() -> None:
    labels = ("Developed by", "Version number", "Date approved", "Indicative review\ndate", "Validity", "Key words")
    draft = with_metadata("\n\n".join((*labels, "A Body", "2", "March 2013", "March 2018", "Current", "desk; rota")))
    assert (draft["version"], draft["metadata"]["developed_by"]) == ("2", "A Body")
    assert (draft["metadata"]["review"], draft["metadata"]["keywords"]) == ("2018-03", ["desk", "rota"])
    assert "metadata-torn" in codes(draft)


def test_a_page_number_after_the_metadata_is_no_value() -> None:
    draft = with_metadata("Developed by A Body\n\nDate approved March 2013\n\nKey words desk\n\n5")
    assert draft["metadata"]["keywords"] == ["desk"]
