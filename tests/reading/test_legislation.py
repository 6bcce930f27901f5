"""The regulations on child minding give what a reader of them counts, and every doubt about them is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from standards.commands import standards
from standards.reading.reader import read_bytes
from tests.reading.builders import as_docx, as_html
from tests.reading.documents import SOURCES, read
from tests.reading.laws import NAME, codes_of, counts, everything, one, top, under, welsh

# Paragraphs, (a), (i), lowest provisions: counted by hand.
COUNTS = {
    "20": (7, 9, 0, 12), "21": (2, 2, 4, 6), "22": (2, 8, 5, 12), "23": (6, 13, 2, 17), "24": (2, 2, 0, 3),
    "25": (1, 3, 0, 3), "26": (3, 5, 0, 6), "27": (1, 2, 0, 2), "28": (6, 15, 10, 21), "29": (3, 9, 0, 9),
    "30": (3, 3, 0, 5), "31": (4, 2, 0, 5), "32": (9, 5, 0, 12), "33": (6, 0, 0, 6), "34": (4, 0, 0, 4),
    "35": (5, 0, 0, 5), "36": (6, 6, 0, 11), "37": (5, 8, 0, 11), "38": (3, 8, 5, 13),
}  # fmt: skip
PROHIBITIONS = ["23(1)", "23(3)", "23(5)", "28(1)", "37(1)"]
NO_DUTIES = {
    "definition": ["20(3)", "26(3)", "28(2)", "28(3)", "29(2)", "38(3)"],
    "exception": ["23(6)", "30(2)"],
    "power": ["28(5)", "28(6)", "32(9)", "33(4)", "34(4)", "35(4)", "36(2)", "36(4)"],
}
FOOTNOTES = {
    "20(4)(b)": ["1"], "26(3)(a)": ["2"], "26(3)(b)": ["3"], "28(6)(c)": ["4", "5"], "34(1)": ["6"], "35(1)": ["7"],
    "36(1)(d)": ["8"], "38(2)": ["9"], "38(3)": ["10"],
}  # fmt: skip
TIMES = {
    "22(2)(b)": {"n": None, "unit": "without_delay", "from": None},
    "23(4)": {"n": 28, "unit": "day", "from": "ar ôl diwygio"},
    "30(1)(b)": {"n": 3, "unit": "year", "from": "o'r dyddiad pan wnaed y cofnod olaf"},
    "31(2)(b)": {"n": 14, "unit": "day", "from": "ar ôl y digwyddiad"},
    "31(3)": {"n": None, "unit": "without_delay", "from": None},
    "33(6)": {"n": 12, "unit": "month", "from": "blaenorol"},
    "34(1)": {"n": 14, "unit": "day", "from": None},
    "34(4)": {"n": 14, "unit": "day", "from": None, "extends": "34(1)", "consent": True},
    "35(1)": {"n": 35, "unit": "working_day", "from": "ar ôl gwneud cais am ystyriaeth ffurfiol"},
    "35(4)": {"n": None, "unit": None, "from": None, "extends": "35(1)", "consent": True},
    "35(5)": {"n": 35, "unit": "day", "from": "ar ôl gwneud y cais am ystyriaeth ffurfiol"},
}
CLOSING = {
    "20(2)": "yn addas i gael cyswllt o'r fath.",
    "28(5)(a)": "yn anghyflawn;",
    "37(4)": "ar gyfer nifer a rhyw'r plant perthnasol.",
}
REFERENCES = {
    "20(5)": ["20(2)", "20(4)"],
    "22(2)": ["22(1)(b)"],
    "26(3)(b)": ["26(3)(a)", "adran 58 o Ddeddf Meddyginiaethau 1968"],
    "28(4)(b)": ["28(5)", "28(6)", "28(2)"],
    "28(5)": ["28(1)", "28(4)(b)"],
    "28(2)(a)(i)": ["mharagraffau 8 i 12 o Ran 1 o Atodlen 1"],
    "31(1)": ["Atodlen 4"],
    "31(3)": ["18"],
    "33(1)": ["32"],
    "36(1)(d)": ["adran 59 o Ddeddf Safonau Gofal 2000"],
    "38(1)(dd)": ["38(1)(a)", "38(1)(b)", "38(1)(c)", "38(1)(ch)", "38(1)(d)"],
    "38(2)": ["Gorchymyn Diwygio Rheoleiddio (Diogelwch Tân) 2005"],
    "38(3)": ["Ddeddf Gwasanaethau Tân ac Achub 2004"],
}
PROBLEMS = [
    *(("note", "title-from-register", None), ("note", "instrument-from-register", None)),
    *(("note", "furniture-dropped", 1), ("note", "heading-glued", 3), ("note", "brackets-missing", 7)),
    *(("check", "footnote-missing", 169), ("check", "footnote-missing", 171)),
    *(("note", "other-language-word", 195), ("check", "footnote-missing", 241), ("check", "footnote-missing", 241)),
    *(("note", "modality-of-authority", 329), ("check", "time-without-start", 347)),
    *(("check", "time-limits-differ", 365), ("check", "footnote-missing", 379)),
    *(("check", "modality-mixed", 451), ("check", "footnote-missing", 451)),
]


@pytest.fixture(name="draft", scope="module")
def draft_fixture() -> dict[str, Any]:
    return read(welsh(), NAME)


def test_it_is_known_by_its_form_and_named_by_the_register(draft: dict[str, Any]) -> None:
    assert (draft["kind"], draft["urn"], draft["urn_from"]) == ("legislation", "WSI-2010-2574-P5", "catalogue")
    assert draft["languages"] == ["cy"]
    assert draft["title"] == {"cy": "Rheoliadau Gwarchod Plant a Gofal Dydd (Cymru) 2010, Rhan 5"}
    assert [(one["kind"], one["heading"]["cy"]) for one in draft["sections"]] == [
        ("duties", "RHAN 5 GWEITHGAREDDAU PERSONAU A GOFRESTRIR O DAN RAN 2 O'R MESUR")
    ]


def test_counts_of_every_regulation(draft: dict[str, Any]) -> None:
    assert counts(draft) == COUNTS
    assert [sum(row[place] for row in COUNTS.values()) for place in range(4)] == [78, 100, 26, 163]
    assert len({each["group"]["cy"] for each in top(draft)}) == 19
    assert sum(1 for each in top(draft) if "(" in each["code"]) == 76


def test_modality_of_every_paragraph_and_what_takes_evidence(draft: dict[str, Any]) -> None:
    by_modality = {
        kind: [each["code"] for each in everything(draft) if each["modality"] == kind]
        for kind in ("duty", "prohibition", "definition", "exception", "power")
    }
    assert len(by_modality.pop("duty")) == 57
    assert by_modality == {"prohibition": PROHIBITIONS, **NO_DUTIES}
    assert sum(each["assessable"] for each in everything(draft)) == 62
    assert all(each["assessable"] == (each["modality"] in {"duty", "prohibition"}) for each in everything(draft))
    assert all(each["modality"] is None for paragraph in top(draft) for each in under(paragraph))


def test_footnotes_stand_where_they_are_marked(draft: dict[str, Any]) -> None:
    assert {each["code"]: each["footnotes"] for each in everything(draft) if each["footnotes"]} == FOOTNOTES
    (notes,) = (each for each in draft["other_sections"] if each["kind"] == "footnotes")
    assert [text.split()[0] for text in notes["items"]["cy"]] == ["(1)", "(6)", "(7)", "(10)"]
    assert notes["items"]["cy"][-1] == "(10) 2004 p.21."


def test_times_are_data(draft: dict[str, Any]) -> None:
    found = {each["code"]: each["time_limits"] for each in everything(draft) if each["time_limits"]}
    assert found == {code: [limit] for code, limit in TIMES.items()}


def test_words_that_close_a_list_stand_with_what_they_close(draft: dict[str, Any]) -> None:
    found = {each["code"]: each["closing"]["cy"] for each in everything(draft) if each["closing"]}
    assert found.pop("36(1)").startswith("rhaid i'r person cofrestredig ystyried, gan ymgynghori")
    assert found == CLOSING


@pytest.mark.parametrize("code", REFERENCES)
def test_references_are_codes_inside_and_printed_words_outside(draft: dict[str, Any], code: str) -> None:
    assert one(draft, code)["cross_references"] == REFERENCES[code]


def test_every_doubt_is_told_with_its_line_and_nothing_else(draft: dict[str, Any]) -> None:
    assert [(each["severity"], each["code"], each["line"]) for each in draft["problems"]] == PROBLEMS
    missing = [each["message"]["en"] for each in draft["problems"] if each["code"] == "footnote-missing"]
    assert [text.split("(")[1].split(")")[0] for text in missing] == ["2", "3", "4", "5", "8", "9"]
    assert all(each["message"]["cy"] != each["message"]["en"] for each in draft["problems"])


def test_codes_printed_marks_and_lines_are_those_of_the_page(draft: dict[str, Any]) -> None:
    assert [each["printed"] for each in one(draft, "22(2)")["criteria"]] == ["a", "b", "c", "ch", "d", "dd"]
    assert [each["printed"] for each in one(draft, "23(5)")["criteria"]] == [*"abc", "ch", "d", "dd", "e", "f", "ff"]
    assert one(draft, "22(2)(d)(iv)")["text"]["cy"].startswith("un o swyddogion yr awdurdod lleol")
    assert (one(draft, "22(2)(d)(iv)")["lines"], one(draft, "22(2)")["lines"]) == ([85, 85], [67, 89])
    assert one(draft, "28(2)(a)(ii)")["text"]["cy"].endswith("o Ran 1 of Atodlen 2;")
    assert len(set(codes_of(draft))) == len(codes_of(draft)) == 204


@pytest.mark.parametrize("make", [as_docx, as_html])
def test_the_same_document_in_another_format_gives_the_same(
    draft: dict[str, Any], make: Callable[[str], bytes]
) -> None:
    made = read_bytes(make(welsh()), "law").to_json()
    assert counts(made) == COUNTS
    assert [(each["code"], each["text"], each["modality"]) for each in everything(made)] == [
        (each["code"], each["text"], each["modality"]) for each in everything(draft)
    ]


def test_the_command_reads_it_and_says_what_it_found() -> None:
    runner = CliRunner(env={"LANG": "cy_GB.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""})
    done = runner.invoke(standards, ["read", str(SOURCES / NAME), "--json"])
    assert (done.exit_code, json.loads(done.stdout)["urn"]) == (0, "WSI-2010-2574-P5")
    told = runner.invoke(standards, ["read", str(SOURCES / NAME), "--kind", "legislation"]).stdout
    assert f"{NAME}:365: Mae 35(5) yn dweud 35 diwrnod" in told
