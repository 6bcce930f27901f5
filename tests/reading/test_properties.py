"""Whatever stands in a file, reading gives a draft or a sentence."""

import string

from hypothesis import example, given, settings
from hypothesis import strategies as st

from standards.drafting import Draft, RefusalError
from standards.reading.reader import read_bytes
from tests.reading.documents import SOURCES, page, read, section, texts

WORDS = st.text(string.ascii_lowercase + "âêîôŵŷ", min_size=3, max_size=9)
# Five words: no item looks like a mark, a label or a heading.
SENTENCES = st.lists(WORDS, min_size=5, max_size=12).map(" ".join)
SPACES = st.sampled_from([" ", "\u00a0", "  ", "\t", " \u00a0"])
MARKS = st.sampled_from(["{}.", "{})", "({})"])


@given(
    items=st.lists(SENTENCES, min_size=1, max_size=45), space=SPACES, mark=MARKS, gap=st.sampled_from(["\n", "\n\n"])
)
@settings(max_examples=60, deadline=None)
def test_any_number_of_numbered_items_gives_that_number(items: list[str], space: str, mark: str, gap: str) -> None:
    lines = [f"{mark.format(n)}{space}{item}{space}" for n, item in enumerate(items, start=1)]
    draft = read(page(gap.join(lines), gap.join(lines)))
    assert texts(draft) == texts(draft, "knowledge") == items
    assert [each["code"] for each in section(draft, "knowledge")["criteria"]] == [
        f"K{n}" for n in range(1, len(items) + 1)
    ]


@given(items=st.lists(SENTENCES, min_size=2, max_size=30), width=st.integers(30, 70))
@example(items=["one two three four five", "aaaaaaaaa bbbbbbbbb ccccc ddddd eeeee scope"], width=40)
@settings(max_examples=60, deadline=None)
def test_wrapping_changes_no_word(items: list[str], width: int) -> None:
    """Each line is filled before it is broken, as a page does it."""
    lines = []
    for n, item in enumerate(items, start=1):
        line = f"P{n}"
        for word in item.split():
            if len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}"
        lines.append(line)
    assert texts(read(page("\n".join(lines)))) == items


def outcome(content: bytes) -> Draft | RefusalError:
    try:
        return read_bytes(content, "any.txt")
    except RefusalError as error:
        return error


@given(content=st.binary(max_size=600))
@settings(max_examples=200, deadline=None)
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
def test_any_bytes_end_in_a_draft_or_a_sentence(content: bytes) -> None:
    outcome(content)


PIECES = st.sampled_from(
    [
        *("Overview", "Performance criteria", "Knowledge and understanding", "You must be able to:", "Trosolwg"),
        *("Meini prawf perfformiad", "Gwybodaeth a dealltwriaeth", "Scope/range", "Skills", "Glossary", "Element"),
        *("P1", "P2 P3 P4", "K1 K2 k", "1.", "1. a:", "2 b", "a.", "a) x", "i. y", "•", "• z", "1.1 z", "-", "*", "/"),
        *(
            "ZZTST12",
            "URN:",
            "URN",
            "ZZTST12 A desk",
            "3",
            "co-",
            "Developed by",
            "Developed by X",
            "Status",
            "Suite Y",
        ),
        *(
            "Date approved 31 Feb 2020",
            "Original URN n/a",
            "Keywords a; b",
            ":",
            "",
            "",
            "Element ZZ3.1 / talk",
            "p7 P8",
        ),
        "Overview it P1 P2 P3 Performance criteria You must be able to: P1 P2 P3 " + "word " * 60,
    ]
)


@given(lines=st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=40), spaced=st.booleans())
@settings(max_examples=400, deadline=None)
@example(lines=[":", "Performance criteria"], spaced=True)
def test_any_text_ends_in_a_draft_or_a_sentence(lines: list[str], spaced: bool) -> None:
    text = ("\n\n" if spaced else "\n").join(lines)
    found = outcome(text.encode("utf-8", "surrogatepass"))
    if isinstance(found, Draft):
        codes = [criterion.code for criterion in found.criteria()]
        assert len(codes) == len(set(codes))
        assert found.to_json()["kind"] == "nos"


@given(start=st.integers(0, 7400), length=st.integers(1, 400))
@settings(max_examples=100, deadline=None)
def test_a_damaged_document_ends_in_a_draft_or_a_sentence(start: int, length: int) -> None:
    content = (SOURCES / "LSIAG04-cy.txt").read_bytes()
    outcome(content[:start] + content[start + length :])
