"""A standard's file is loaded strictly, says everything that is wrong, and comes back as it was written."""

import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.drafting import (
    Criterion,
    Draft,
    Metadata,
    OtherSection,
    Paragraphs,
    Problem,
    RefusalError,
    Section,
    Settled,
    Source,
    UnreadableError,
    Where,
    text_in,
)
from standards.facts import Action, Provision, TimeLimit, from_stored, stored
from standards.foundation import Text, TextStatus
from standards.interchange.faults import FaultyFileError
from standards.interchange.yaml_file import load_standard, parse_standard, write_standard

SOURCE = Source("a.txt", "0" * 64, "text/plain")
GOOD = """\
kind: nos
urn: ZZTST12
title:
  cy: Trefnu desg
languages: [cy]
source:
  name: a.txt
  sha256: 0000000000000000000000000000000000000000000000000000000000000000
  media_type: text/plain
sections:
- kind: performance
  criteria:
  - code: P1
    text:
      cy: agor y ddesg
      en:
        text: open the desk
        status: working translation
  - code: P2
    printed: 2
    text:
      cy: no
    lines: [4, 5]
"""


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(FaultyFileError) as refused:
        parse_standard(text, "a.yaml")
    assert all(fault.cy and fault.en for fault in refused.value.faults)
    return [(fault.line, fault.code) for fault in refused.value.faults]


def test_words_stay_as_they_are_typed() -> None:
    draft = parse_standard(GOOD, "a.yaml")
    first, second = draft.sections[0].criteria
    assert first.text == Text("agor y ddesg", "open the desk", en_status=TextStatus.WORKING_TRANSLATION)
    assert (second.printed, second.text.cy, second.lines) == ("2", "no", (4, 5))


FAULTS = {
    "an unknown key": ("urn: ZZTST12", "urn: ZZTST12\ncolour: red", [(3, "unknown-key")]),
    "a key twice": ("kind: nos\n", "kind: nos\nkind: nos\n", [(2, "duplicate-key")]),
    "a missing key": ("languages: [cy]\n", "", [(1, "missing-key")]),
    "a code twice": ("code: P2", "code: P1", [(19, "duplicate-code")]),
    "an empty text": ("cy: agor y ddesg", "cy: ' '", [(15, "empty-text")]),
    "a text without words": ("cy: agor y ddesg", "cy:", [(15, "empty-text")]),
    "a status of another name": ("status: working translation", "status: ours", [(18, "not-allowed")]),
    "a list for words": ("cy: agor y ddesg", "cy: [agor]", [(15, "wrong-type")]),
    "an unknown language": ("cy: agor y ddesg", "fr: ouvrir", [(15, "unknown-key")]),
    "a date that is none": ("sections:", "metadata: {approved: soon}\nsections:", [(10, "not-allowed")]),
    "an unknown cell": ("    lines: [4, 5]", "    action: {category: {cy: a}, cost: {cy: b}}", [(23, "unknown-key")]),
    "an action of no category": ("    lines: [4, 5]", "    action: {who: {cy: a}}", [(23, "missing-key")]),
    "a confidence beyond one": ("    lines: [4, 5]", "    confidence: {who: 1.5}", [(23, "not-allowed")]),
    "settled without a reason": ("sections:", "settled: [{code: P1, cell: who}]\nsections:", [(10, "missing-key")]),
    "both kinds of facts": (
        "printed: 2",
        "provision: {modality: duty}\n    action: {category: {cy: x}}",
        [(19, "two-facts")],
    ),
    "an unknown modality": ("printed: 2", "provision: {modality: wish}", [(20, "not-allowed")]),
    "a provision that says nothing": ("printed: 2", "provision: {}", [(20, "empty-text")]),
    "a time that is no number": (
        "printed: 2",
        "provision: {time_limits: [{n: soon, unit: day}]}",
        [(20, "wrong-type")],
    ),
    "an alias": ("cy: agor y ddesg", "cy: &a agor", [(15, "alias")]),
    "no YAML": ("title:", "title: [", [(5, "syntax")]),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_has_its_line(case: str) -> None:
    old, new, expected = FAULTS[case]
    assert faults(GOOD.replace(old, new, 1)) == expected


def test_lines_are_those_of_the_file() -> None:
    text = GOOD.replace("code: P2", "code: P1").replace("urn: ZZTST12", "urn: ZZTST12\ncolour: red")
    assert faults(text) == [(3, "unknown-key"), (20, "duplicate-code")]


def test_all_faults_are_told_at_once_with_file_line_and_reason() -> None:
    text = GOOD.replace("cy: agor y ddesg", "cy: ''").replace("code: P2", "code: P1").replace("kind: nos", "kind: nosy")
    with pytest.raises(FaultyFileError) as refused:
        parse_standard(text, "a.yaml")
    assert refused.value.message["en"].splitlines() == [
        'a.yaml:1: "nosy" is not allowed in "kind"',
        'a.yaml:15: "cy" is empty',
        'a.yaml:19: the code "P1" is there twice',
    ]
    assert len(refused.value.message["cy"].splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "welsh"),
    [
        (GOOD.replace("title:", "title: ["), "yng ngholofn"),
        (GOOD.replace("urn:", "urn: &"), "yng ngholofn"),
        ("a: \x01", "un o'r nodau"),
        (GOOD.replace("cy: agor y ddesg", "cy: [agor]"), "disgwylid testun"),
    ],
)
def test_faults_are_told_without_the_words_of_libraries(text: str, welsh: str) -> None:
    with pytest.raises(FaultyFileError) as refused:
        parse_standard(text, "a.yaml")
    said = refused.value.message["cy"]
    assert welsh in said
    assert not re.search(r"expected|found|alphabetic|object|string|array|not allowed|block", said)


@pytest.mark.parametrize(
    "text", ["", "- a", "words", "[" * 100, "{" * 3000, "a: b\n---\nc: d", "\t", "? [a]\n: b", "!!x y"]
)
def test_what_is_no_standard_at_all_is_refused(text: str) -> None:
    assert faults(text)


def test_deep_nesting_is_a_fault_of_its_own() -> None:
    assert faults("[" * 41 + "]" * 41) == [(1, "too-deep")]


@given(text=st.text(alphabet=string.printable, max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_loader(text: str) -> None:
    with pytest.raises(FaultyFileError):
        parse_standard(text, "a.yaml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"absent\.yaml"):
        load_standard(tmp_path / "absent.yaml")
    assert issubclass(FaultyFileError, RefusalError)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=60).filter(str.strip)
STATUSES = st.sampled_from(TextStatus)


@st.composite
def bilingual(draw: st.DrawFn) -> Text:
    cy, en = draw(st.none() | WORDS), draw(WORDS)
    return Text(cy, en, draw(STATUSES) if cy else TextStatus.OFFICIAL, draw(STATUSES))


@st.composite
def provisions(draw: st.DrawFn) -> Provision:
    units = st.sampled_from(["hour", "day", "working_day", "week", "month", "year"])
    limits = st.builds(
        TimeLimit, st.integers(1, 99), units, st.none() | WORDS, st.none() | WORDS, consent=st.booleans()
    )
    promptly = st.just(TimeLimit(None, "without_delay"))
    return Provision(
        draw(st.none() | st.sampled_from(["duty", "prohibition", "definition", "exception", "power"])),
        tuple(draw(st.lists(st.integers(1, 99).map(str), max_size=2))),
        tuple(draw(st.lists(WORDS, max_size=2))),
        tuple(draw(st.lists(limits | promptly, max_size=2))),
        draw(st.just(Text()) | bilingual()),
    )


@st.composite
def actions(draw: st.DrawFn) -> Action:
    cells = {name: draw(st.none() | bilingual()) for name in ("purpose", "examples", "keys", "who", "resources")}
    return Action(
        draw(bilingual()), **cells, time=draw(st.none() | bilingual()), maturity=draw(st.none() | bilingual())
    )


@st.composite
def with_facts(draw: st.DrawFn) -> Draft:
    """Legislation, of which every criterion is a provision, or a framework of actions with some rows."""
    draft = draw(drafts())
    first = draft.sections[0].criteria[0]
    if draw(st.booleans()):
        inner = replace(first.criteria[0], facts=draw(provisions()))
        criterion = replace(first, facts=draw(provisions()), criteria=(inner,))
        return replace(draft, kind="legislation", sections=(Section("duties", criteria=(criterion,)),))
    criterion = replace(first, facts=draw(st.none() | actions()))
    return replace(draft, kind="actions", sections=(Section("actions", criteria=(criterion,)),))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    row = Action(draw(bilingual()), who=draw(bilingual()), maturity=draw(st.none() | bilingual()))
    inner = Criterion("P1.a", draw(bilingual()), printed="a", assessable=False, facts=row, confidence=(("who", 0.5),))
    first = Criterion("P1", draw(bilingual()), "1", draw(st.none() | bilingual()), lines=(3, 9), criteria=(inner,))
    paragraphs = tuple(draw(st.lists(WORDS, min_size=1, max_size=3)))
    return Draft(
        kind="nos",
        urn="ZZTST12",
        urn_from="text",
        title=draw(bilingual()),
        languages=("cy", "en"),
        source=SOURCE,
        overview=Paragraphs(cy=paragraphs, en=paragraphs, en_status=draw(STATUSES)),
        sections=(Section("performance", draw(bilingual()), draw(bilingual()), (first,)), Section("scope")),
        metadata=Metadata(developed_by=draw(WORDS), approved="2015-02", occupations=paragraphs),
        other_sections=(OtherSection("glossary", draw(bilingual()), Paragraphs(cy=paragraphs), (1, 2)),),
        problems=(
            Problem("check", "urn-missing", draw(st.none() | st.just(4)), {"cy": "x", "en": "y"}),
            Problem("check", "cell-unsure", 4, {"cy": "x", "en": "y"}, Where("P1", "who", 0.5)),
        ),
        settled=(Settled("P1", "who", draw(st.none() | WORDS), {"cy": "x", "en": "y"}),),
        metadata_en=draw(st.none() | st.builds(Metadata, WORDS, occupations=st.tuples(WORDS))),
        english=draw(st.none() | st.builds(Source, WORDS, st.just("1" * 64), st.just("text/plain"))),
    )


@given(draft=drafts())
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read_again(draft: Draft) -> None:
    written = write_standard(draft)
    assert parse_standard(written, "a.yaml") == draft
    assert write_standard(parse_standard(written, "a.yaml")) == written


@given(draft=with_facts())
@settings(max_examples=150, deadline=None)
def test_facts_come_back_as_they_were_written_and_as_they_were_stored(draft: Draft) -> None:
    written = write_standard(draft)
    assert parse_standard(written, "a.yaml") == draft
    for criterion in draft.criteria():
        again = from_stored(stored(criterion.facts))
        assert again == criterion.facts or (again, criterion.facts) == (None, Provision())


def test_the_english_document_is_checked_as_the_welsh_is() -> None:
    twin = "source_en:\n  name: b.txt\n  sha256: {}\n  media_type: text/plain\n"
    good = GOOD.replace("sections:\n", twin.format("1" * 64) + "sections:\n", 1)
    assert parse_standard(good, "a.yaml").english == Source("b.txt", "1" * 64, "text/plain")
    assert [line for line, _ in faults(good.replace("1" * 64, "none"))] == [12]


def test_a_criterion_of_a_nos_needs_and_gets_no_facts() -> None:
    draft = parse_standard(GOOD, "a.yaml")
    assert {criterion.facts for criterion in draft.criteria()} == {None}
    assert "provision" not in write_standard(draft)


def test_a_draft_with_an_empty_text_is_not_loaded() -> None:
    torn = Section("performance", criteria=(Criterion("P1", text_in("en", "")),))
    draft = replace(parse_standard(GOOD, "a.yaml"), sections=(torn,))
    assert [code for _, code in faults(write_standard(draft))] == ["empty-text"]
