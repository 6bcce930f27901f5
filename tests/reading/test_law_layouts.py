"""Laws as hosts and printers left them, made by code: each gives its provisions and tells what it decided."""

import re
import textwrap
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.drafting import RefusalError
from standards.reading.wording import ENGLISH_LETTERS, WELSH_LETTERS
from tests.reading.documents import codes, page, read
from tests.reading.laws import (
    ENGLISH,
    codes_of,
    counts,
    everything,
    law,
    numbered,
    one,
    top,
    welsh,
    words_read,
)

LETTERED = ("(a)one thing;", "(b)another;", "(c)a third.")


def closed(text: str) -> str:
    return re.sub(r"(?m)^((?:\d+\.—)?\(\d+)(?=[A-Z])", r"\1) ", text)


def wrapped(text: str) -> str:
    return "\n".join(
        line for long in text.split("\n") for line in textwrap.wrap(long, 90, break_on_hyphens=False) or [""]
    )


def torn(text: str) -> str:
    return re.sub(r"(?m)^((?:\d+\.—)?\((?:\d+|[a-z]{1,5})\)) ?(?=\S)", r"\1\n\n", closed(text))


LAYOUTS: dict[str, Callable[[str], str]] = {
    "brackets closed": closed,
    "no empty lines": lambda text: re.sub(r"\n\n+", "\n", text),
    "empty lines doubled": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "wrapped at 90": wrapped,
    "marks on lines of their own": torn,
    "marks of extent": lambda text: re.sub(r"(?m)^(?![(\dx]|RHAN)([A-Z][^.\n]{3,60})$", r"\1LL+C", text),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "namespaces twice": lambda text: text.replace('Atom"', 'Atom" xmlns:atom="http://www.w3.org/2005/Atom"', 1),
    "spaces in brackets of footnotes": lambda text: re.sub(r"(?<=\w)\((\d)\)", r"( \1)", text),
    "spaces that do not break": lambda text: text.replace(") ", ")\u00a0").replace("25.  ", "25.\u00a0\u00a0"),
}


def plain(each: dict[str, Any]) -> tuple[object, ...]:
    """What a provision says and does, whatever the form of its apostrophes and of its footnotes' brackets."""
    words = " ".join([each["text"]["cy"], (each["closing"] or {}).get("cy", "")]).replace("’", "'").replace("( ", "(")
    limits = [(limit["n"], limit["unit"], bool(limit["from"])) for limit in each["time_limits"]]
    return each["code"], words, each["modality"], each["footnotes"], len(each["cross_references"]), limits


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_law_in_many_layouts_gives_one_standard(layout: str) -> None:
    draft, made = law(welsh()), law(LAYOUTS[layout](welsh()))
    assert counts(made) == counts(draft)
    assert [plain(each) for each in everything(made)] == [plain(each) for each in everything(draft)]
    assert codes(made) - codes(draft) <= {"furniture-dropped"}


def test_an_english_instrument_names_itself() -> None:
    draft = read(ENGLISH, "law.txt")
    assert (draft["urn"], draft["urn_from"], draft["languages"]) == ("WSI-2031-12", "text", ["en"])
    assert draft["title"] == {"en": "The Desk Safety (Wales) Regulations 2031"}
    assert [each["heading"]["en"] for each in draft["sections"]] == ["PART 1 GENERAL", "PART 2 DUTIES OF KEEPERS"]
    assert {each["code"]: each["modality"] for each in top(draft)} == {
        "1(1)": "definition", "1(2)": "definition", "2(1)": "duty", "2(2)": "exception", "2(3)": "power",
        "3(1)": "prohibition", "3(2)": "definition", "3(3)": "duty", "3(4)": "power", "4": "duty",
    }  # fmt: skip
    assert one(draft, "2(1)")["closing"] == {"en": "at all times when it is in use."}
    assert one(draft, "2(3)")["cross_references"] == ["section 12(3) of the Desks Act 1999"]
    assert (one(draft, "2(3)")["footnotes"], one(draft, "3(2)")["footnotes"]) == (["1"], ["2"])
    assert [each["unit"] for each in one(draft, "3(3)")["time_limits"]] == ["working_day", "without_delay"]
    assert one(draft, "3(4)")["time_limits"][0]["extends"] == "3(3)"
    assert one(draft, "1(2).2(b)")["text"] == {"en": "has the care of one."}
    assert codes(draft) == {"definition-unlettered"}


def test_an_edited_law_leaves_its_marks_and_notes_beside_the_law() -> None:
    text = (
        "RHAN 1LL+CRhagarweiniol\n\nEnwiLL+C\n\n1.—(1Enw’r Rheoliadau hyn yw Rheoliadau Desgiau 2031.\n\n"
        "(2Yn y Rheoliadau hyn—\n\n"
        "  • mae “desg” (“desk”) yn cynnwys bwrdd;\n\nGwybodaeth Cychwyn\n\nI1Rhl. 1 mewn grym ar 1.4.2031\n\n"
        "GlanhauLL+C\n\n2.—(1Rhaid i’r ceidwad lanhau desg.\n\nGwybodaeth Cychwyn\n\nI2Rhl. 2 mewn grym ar 1.4.2031\n"
    )
    draft = law(text)
    assert draft["sections"][0]["heading"] == {"cy": "RHAN 1 Rhagarweiniol"}
    assert {each["code"]: each["modality"] for each in everything(draft)} == {
        "1(1)": "definition",
        "1(2)": "definition",
        "1(2).1": None,
        "2(1)": "duty",
    }
    assert [each["group"] for each in top(draft)] == [{"cy": "Enwi"}, {"cy": "Enwi"}, {"cy": "Glanhau"}]
    (notes,) = draft["other_sections"]
    assert (notes["kind"], len(notes["items"]["cy"])) == ("annotations", 4)


def test_a_united_kingdom_instrument_and_a_part_alone_have_urns_of_their_own() -> None:
    assert law(ENGLISH.replace(" (W. 3)", ""))["urn"] == "UKSI-2031-12"
    alone = ENGLISH.replace("PART 1 GENERAL\n\n", "").replace("PART 2 DUTIES OF KEEPERS\n\n", "")
    assert law(alone)["urn"] == "WSI-2031-12"
    part = "2031 Rhif 12 (Cy. 3)\n\nRHAN 2 DESGIAU\n\n" + numbered(
        "(1) Rhaid i'r ceidwad lanhau desg.", "(2) Rhaid iddo."
    )
    assert law(part)["urn"] == "WSI-2031-12-P2"


@pytest.mark.parametrize(("language", "letters"), [("cy", WELSH_LETTERS), ("en", ENGLISH_LETTERS)])
def test_letters_run_through_either_alphabet(language: str, letters: tuple[str, ...]) -> None:
    lead = {"cy": "Rhaid i'r ceidwad sicrhau—", "en": "The keeper must ensure—"}[language]
    lines = [f"({letter})thing {place};" for place, letter in enumerate(letters)]
    draft = law(numbered(f"(1){lead}", *lines), language=language)
    assert [each["printed"] for each in top(draft)[0]["criteria"]] == list(letters)
    assert "numbering-jump" not in codes(draft)


def test_a_letter_that_is_left_out_is_told() -> None:
    others = ("(ch)four;", "(d)five.")
    draft = law(numbered("(1)Rhaid i'r ceidwad sicrhau—", *LETTERED[:2], *others), language="cy")
    assert [each["printed"] for each in top(draft)[0]["criteria"]] == ["a", "b", "ch", "d"]
    assert "numbering-jump" in codes(draft)
    assert "numbering-jump" in codes(law(numbered("(1)The keeper must ensure—", "(b)one;", "(c)two.")))


def test_i_is_told_from_one_by_what_comes_next() -> None:
    to_h = [f"({letter})thing;" for letter in "abcdefgh"]
    letter = law(numbered("(1)The keeper must ensure—", *to_h, "(i)thing;", "(j)thing."))
    assert [each["printed"] for each in top(letter)[0]["criteria"]] == list("abcdefghij")
    roman = law(numbered("(1)The keeper must ensure—", *to_h[:-1], "(h)each—", "(i)thing;", "(ii)thing;", "(i)thing."))
    assert [each["printed"] for each in top(roman)[0]["criteria"]] == [*"abcdefgh", "i"]
    assert len(one(roman, "7(1)(h)")["criteria"]) == 2
    unsure = law(numbered("(1)The keeper must ensure—", *to_h[:-1], "(h)each—", "(i)thing."))
    assert "letter-unsure" in codes(unsure)


def test_a_third_level_and_letters_put_in_later() -> None:
    draft = law(numbered("(1)The keeper must—", "(a)do—", "(i)this—", "(aa)now;", "(bb)then;", "(ii)that;", "(b)end."))
    assert codes_of(draft) == [
        *("7(1)", "7(1)(a)", "7(1)(a)(i)", "7(1)(a)(i)(aa)", "7(1)(a)(i)(bb)", "7(1)(a)(ii)", "7(1)(b)"),
    ]
    amended = law(
        numbered("(1)The keeper must—", "(a)do;", "(aa)see;", "(b)end.", "(1A) It may rest.", "(2) It must go.")
    )
    assert codes_of(amended) == ["7(1)", "7(1)(a)", "7(1)(aa)", "7(1)(b)", "7(1A)", "7(2)"]
    assert not codes(amended) & {"numbering-jump", "code-repeated"}


@pytest.mark.parametrize(
    ("lines", "expected", "told"),
    [
        (("(116 mlwydd oed yw'r terfyn.", "(2Rhaid iddo."), ["7(1)", "7(2)"], {"number-unsure"}),
        (("(1A keeper must sit.", "(2A keeper must rise."), ["7(1)", "7(2)"], set()),
        (("(1The keeper must sit.", "(1AThe keeper must rise."), ["7(1)", "7(1A)"], {"number-unsure"}),
        (("(1The keeper must sit.", "(3The keeper must rise."), ["7(1)", "7(3)"], {"numbering-jump"}),
        (
            ("(1The keeper must sit.", "(1The keeper must rise."),
            ["7(1)", "7(1)-2"],
            {"code-repeated", "numbering-jump"},
        ),
    ],
)
def test_numbers_without_brackets_are_read_in_order(
    lines: tuple[str, ...], expected: list[str], told: set[str]
) -> None:
    draft = law(numbered(*lines))
    assert codes_of(draft) == expected
    assert told <= codes(draft)
    assert "brackets-missing" in codes(draft)
    if not told:
        assert not codes(draft) & {"number-unsure", "numbering-jump"}
        assert one(draft, "7(1)")["text"] == {"en": "A keeper must sit."}


@pytest.mark.parametrize("join", ["; or", ", or"])
def test_an_item_after_or_is_no_broken_reference(join: str) -> None:
    text = numbered(
        "(1)The keeper must—", f"(a)sit{join}\n(b)stand as in paragraphs (2) and\n(3)(a) of it.", "(2)It may."
    )
    draft = law(text)
    assert codes_of(draft) == ["7(1)", "7(1)(a)", "7(1)(b)", "7(2)"]
    assert one(draft, "7(1)(b)")["text"] == {"en": "stand as in paragraphs (2) and (3)(a) of it."}


def test_a_letter_without_its_bracket_is_told() -> None:
    draft = law(numbered("(1)The keeper must—", "(a)sit;", "(bstand;", "(c)lie."))
    assert one(draft, "7(1)(b)")["text"] == {"en": "stand;"}
    assert "number-unsure" in codes(draft)


FOOTNOTED = numbered("(1) The keeper must clean(1).", "(2) The keeper must sit(2).") + "\n(1)\n\nOne.\n\n(2)\n\nTwo.\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\n(2)\n\nTwo.\n", "", "footnote-missing"),
        ("sit(2)", "sit", "footnote-unmarked"),
        ("\n\nTwo.", "", "footnote-empty"),
        ("sit(2)", "sit(4)", "footnote-order"),
        ("(2)\n\nTwo.", "(1)\n\nTwo.", "footnote-repeated"),
    ],
)
def test_damaged_footnotes_are_told(old: str, new: str, told: str) -> None:
    assert not {code for code in codes(law(FOOTNOTED)) if code.startswith("footnote")}
    assert old in FOOTNOTED
    assert told in codes(law(FOOTNOTED.replace(old, new)))


def test_numbers_that_are_references_are_no_footnotes() -> None:
    draft = law(
        numbered("(1) The keeper must sit.", "(2) Under regulation 5(1), section 3(2) and paragraph (1), all must.")
    )
    assert one(draft, "7(2)")["footnotes"] == []
    assert one(draft, "7(2)")["cross_references"] == ["5(1)", "section 3(2)", "7(1)"]
    assert "reference-dangling" in codes(
        law(numbered("(1) The keeper must sit as paragraph (9) says.", "(2) All must."))
    )


def test_a_schedule_numbers_its_paragraphs_anew() -> None:
    draft = law(
        numbered("(1) A keeper must sit.", "(2) All must.") + "\nSCHEDULE 1\n\nRecords\n\n1. A name.\n\n2. An age.\n"
    )
    assert codes_of(draft) == ["7(1)", "7(2)", "Sch1.1", "Sch1.2"]
    assert draft["sections"][-1]["heading"] == {"en": "SCHEDULE 1 Records"}


def test_words_of_no_provision_are_kept_apart_and_told() -> None:
    text = ENGLISH.replace(
        "\n(1)\n", "\nA. Keeper\n\nMinister for Desks\n\nEXPLANATORY NOTE\n\nThis is about desks.\n\n(1)\n"
    )
    kept = {each["kind"]: each["items"]["en"] for each in law(text)["other_sections"]}
    assert kept["unplaced"] == ["A. Keeper", "Minister for Desks"]
    assert kept["explanatory"] == ["EXPLANATORY NOTE", "This is about desks."]
    assert len(kept["footnotes"]) == 2


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("A keeper who may leave must first lock up.", "duty"),
        ("The Welsh Ministers may not give approval unless asked.", "power"),
        ("No person may sleep here.", "prohibition"),
        ("This paragraph applies where a desk is old.", "definition"),
        ("A keeper need not sit.", "exception"),
        ("Where a desk is old, the keeper may sell it.", "power"),
        ("Desks are brown.", "definition"),
    ],
)
def test_modality_in_english(sentence: str, modality: str) -> None:
    draft = law(numbered(f"(1) {sentence}", "(2) A keeper must sit."))
    assert one(draft, "7(1)")["modality"] == modality
    assert ("modality-unsure" in codes(draft)) == (sentence == "Desks are brown.")


@pytest.mark.parametrize(
    "text", [page("1. one"), "Rhestr\n\n1. Rhaid i chi fynd.\n\n2. Rhaid i chi ddod.\n", "Only words.\n\nAnd more.\n"]
)
def test_what_is_no_law_is_refused_as_one(text: str) -> None:
    with pytest.raises(RefusalError) as refused:
        law(text)
    assert refused.value.code == "not-legislation"
    assert set(refused.value.message) == {"cy", "en"}


ACTS = {
    "en": (
        "Desks (Wales) Act 2014\n\n2014 anaw 4\n\nPART 4\n\nDESKS\n\n35 Duty to care for desks\n\n"
        "(1) A keeper must care for each desk.\n\n(2) It must be dry.\n\n"
        "36 Power to paint desks\n\n(1) A keeper may paint a desk.\n"
    ),
    "cy": (
        "Deddf Desgiau (Cymru) 2014\n\nRHAN 4DESGIAU\n\n35Dyletswydd i ofalu am ddesgiau\n\n"
        "(1)Rhaid i geidwad ofalu am bob desg.\n\n36Pŵer i baentio desgiau\n\n(1)Caiff ceidwad baentio desg.\n"
    ),
}


@pytest.mark.parametrize("language", ACTS)
@pytest.mark.parametrize("kind", ["auto", "legislation"])
def test_an_act_is_refused_as_one(language: str, kind: Any) -> None:
    with pytest.raises(RefusalError) as refused:
        read(ACTS[language], "act.txt", kind=kind)
    assert refused.value.code == "act-not-read"


@pytest.mark.parametrize(
    "words",
    [
        "The Desk Regulations 2031 are amended as follows.",
        "In regulation 2, for “old” substitute “new”, and after it insert—",
        "Yn rheoliad 4, hepgorer “am dair blynedd”.",
        "Diwygier y Rheoliadau fel a ganlyn.",
    ],
)
def test_an_instrument_that_changes_another_cannot_be_published_unseen(words: str) -> None:
    draft = law(numbered(f"(1) {words}", "(2) It must be so."))
    told = [each for each in draft["problems"] if each["code"] == "amending-instrument"]
    assert [each["severity"] for each in told] == ["error"]
    assert "amending-instrument" not in codes(law(ENGLISH)) | codes(law(welsh()))


def test_a_page_of_another_kind_is_not_taken_for_a_law() -> None:
    assert read(page("1. one\n2. two"))["kind"] == "nos"


WORDS = st.lists(st.sampled_from("desk lamp chair clean steady keeper's o'r y, now".split()), min_size=1, max_size=8)


@st.composite
def laws(draw: st.DrawFn) -> str:
    """Regulations of any shape: numbered or not, lettered or not, with or without closing words."""
    blocks = []
    for number in range(3, 3 + draw(st.integers(2, 4))):
        blocks.append("Care " + " ".join(draw(WORDS)))
        for place in range(1, 1 + draw(st.integers(1, 4))):
            opening = f"{number}.—({place}" if place == 1 else f"({place}"
            bracket = ") " if draw(st.booleans()) else ""
            letters = "abc"[: draw(st.integers(0, 3))]
            blocks.append(f"{opening}{bracket}The keeper must {' '.join(draw(WORDS))}{'—' if letters else '.'}")
            blocks += [f"({letter}){' '.join(draw(WORDS))};" for letter in letters]
            if letters and draw(st.booleans()):
                blocks.append("at all times " + " ".join(draw(WORDS)) + ".")
    return "\n\n".join(blocks) + "\n"


def words_printed(text: str) -> Counter[str]:
    """The words of the source without its numbers and letters."""
    return Counter(re.sub(r"(?m)^(?:\d+\.—)?\((?:\d+|[a-z])\)? ?", "", text).split())


@given(text=laws())
@settings(max_examples=150, deadline=None)
def test_every_word_stands_in_one_place_and_none_is_lost(text: str) -> None:
    draft = law(text, language="en")
    assert words_read(draft, "en") == words_printed(text)
    assert len(set(codes_of(draft))) == len(codes_of(draft))


@given(cut=st.lists(st.integers(0, 200), max_size=30), swap=st.booleans())
@settings(max_examples=40, deadline=None)
def test_lines_left_out_or_shuffled_lose_no_other_words(cut: list[int], swap: bool) -> None:
    blocks = [block for place, block in enumerate(welsh().split("\n\n")[:200]) if place not in cut]
    if swap:
        blocks[5:15] = reversed(blocks[5:15])
    draft = law("\n\n".join(blocks), language="cy")
    found = words_read(draft, "cy")
    for word in ("fangre", "plant", "rhaid", "paragraff"):
        printed = Counter(re.sub(r"(?m)^(?:\d+\.—)?\((?:\d+|[a-z]{1,5}\))", "", "\n".join(blocks)).split())
        assert found[word] == printed[word]


@given(st.text(alphabet="1234(). —ab\nRhaid", max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        draft = law("RHAN 1\n\n" + text)
    except RefusalError:
        return
    assert len(set(codes_of(draft))) == len(codes_of(draft))
