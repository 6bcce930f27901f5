"""A standard as Moodle imports it: parents first, no formula anywhere."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from standards.cells import FORMULA
from standards.drafting import Criterion, Draft, Paragraphs
from standards.foundation import Text
from standards.interchange.moodle import LONGEST, moodle_csv, shortened
from tests.interchange.standards import drafts
from tests.library.drafts import small_draft

EDITION = "2026-01-31"


def rows(draft: Draft, language: str = "en") -> list[dict[str, str]]:
    text = moodle_csv(draft, EDITION, "cy" if language == "cy" else "en")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def saying(words: str) -> Draft:
    """A small standard in which one criterion has these words, the title and the overview too."""
    draft = small_draft()
    first, *rest = draft.sections
    criterion = Criterion("P1", Text(en=words))
    sections = (replace(first, criteria=(criterion,)), *rest)
    return replace(draft, sections=sections, title=Text(en=words), overview=Paragraphs(en=(words,)))


def test_every_row_comes_after_its_parent() -> None:
    found = rows(small_draft())
    assert [(one["Parent id number"], one["Id number"]) for one in found] == [
        ("", "ZZTST12 2026-01-31 en"),
        ("", "ZZTST12/1"),
        ("ZZTST12/1", "ZZTST12/1/1"),
        ("ZZTST12/1/1", "ZZTST12.P1"),
        ("ZZTST12/1", "ZZTST12.P2"),
        ("ZZTST12.P2", "ZZTST12.P2.a"),
        ("", "ZZTST12/2"),
        ("ZZTST12/2", "ZZTST12.K1"),
    ]
    assert [one["Is framework"] for one in found] == ["1", *[""] * 7]
    assert [one["Exported id (optional)"] for one in found] == ["", *map(str, range(1, 8))]


@pytest.mark.parametrize(("language", "title", "first", "scale"), [
    ("cy", "ZZTST12 Trefnu desg", "P1 clirio'r ddesg", "Heb ei fodloni eto,Wedi'i fodloni"),
    ("en", "ZZTST12 Arrange a desk", "P1 clear the desk", "Not yet met,Met"),
])  # fmt: skip
def test_each_language_has_a_framework_of_its_own(language: str, title: str, first: str, scale: str) -> None:
    found = rows(small_draft(), language)
    assert (found[0]["Shortname"], found[3]["Shortname"], found[0]["Scale values"]) == (title, first, scale)


@pytest.mark.parametrize("words", ["=1+1", "+44 7", "-1", "@SUM(A1)", " =HYPERLINK(1)", "'=1", "＝1"])
def test_no_cell_is_a_formula(words: str) -> None:
    draft = replace(saying(words), urn=words)
    for row in csv.reader(io.StringIO(moodle_csv(draft, EDITION, "en"), newline="")):
        assert [cell for cell in row if FORMULA.match(cell) and not cell.startswith("'")] == []
        assert words not in row


def test_words_are_no_markup() -> None:
    assert rows(saying("<script>a & b</script>"))[2]["Description"] == "<p>&lt;script&gt;a &amp; b&lt;/script&gt;</p>"


def test_long_words_are_cut_at_a_word() -> None:
    row = rows(saying("word " * 60))[2]
    assert row["Shortname"].endswith(" word…")
    assert len(row["Shortname"]) <= LONGEST
    assert len(row["Description"]) > 300
    assert len(shortened("w" * 200)) == LONGEST


def test_a_comma_does_not_part_an_id() -> None:
    draft = replace(saying("a"), urn="A,B")
    assert rows(draft)[2]["Id number"] == "A%2CB.P1"


def parents_first(found: list[dict[str, str]]) -> Iterator[bool]:
    seen = {""}
    for one in found[1:]:
        yield one["Parent id number"] in seen
        seen.add(one["Id number"])


@given(draft=drafts())
@settings(max_examples=25)
def test_any_standard_is_a_tree_of_rows(draft: Draft) -> None:
    found = rows(draft)
    ids = [one["Id number"] for one in found]
    assert len(ids) == len(set(ids))
    assert all(parents_first(found))
    assert all(one["Shortname"] and len(one["Shortname"]) <= LONGEST + 1 for one in found)
