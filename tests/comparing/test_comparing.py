"""What became of each criterion: nothing that changed passes for unchanged, and nothing is counted twice."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.comparing import Change, Reason, compare
from standards.drafting import Criterion, Section, flattened
from standards.facts import Provision, TimeLimit
from standards.foundation import Refused, Text, TextStatus
from tests.comparing.sections import criterion, section, told
from tests.library.drafts import published_document

OLD = (
    "review the requirements of clients in line with their needs",
    "identify suitable negotiation strategies",
    "make appropriate offers to other parties as agreed with clients",
    "record the outcome of the negotiation in writing",
)


def change(before: str | Criterion | Text, after: str | Criterion | Text) -> str:
    """What became of a criterion among three others that stay."""
    (row,) = (
        row for row in compare([section(before, *OLD[1:])], [section(after, *OLD[1:])]).rows if row.key == "P1>P1"
    )
    return row.kind.value


def test_renumbered_new_and_gone_are_told() -> None:
    found = compare([section(*OLD)], [section("greet every client by name", OLD[0], OLD[2], OLD[3])])
    assert told(found) == {
        ">P1": "new",
        "P1>P2": "unchanged",
        "P2>": "gone",
        "P3>P3": "unchanged",
        "P4>P4": "unchanged",
    }
    assert [row.reasons for row in found.rows if row.key == "P1>P2"] == [(Reason.RENUMBERED,)]
    assert found.counts()[Change.UNCHANGED] == 3
    assert [row.key for row in found.open] == [">P1", "P2>"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("agree the client\u2019s goals", "agree  the client's\u00a0goals "),
        ("explain \u201cconsent\u201d \u2013 in full", 'explain "consent" - in full'),
        ("de\u0302r ffi", "d\u00ear \ufb03"),
    ],
)
def test_white_space_and_typographic_signs_change_nothing(before: str, after: str) -> None:
    assert change(before, after) == "unchanged"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("agree goals, and record them", "agree goals and record them;"),
        ("agree goals with the Client", "agree goals with the client"),
        ("organize the co-operation of colleagues", "organise the cooperation of colleagues"),
        ("support decision-making by clients", "support decision making by clients"),
    ],
)
def test_punctuation_case_and_spelling_are_wording(before: str, after: str) -> None:
    assert change(before, after) == "wording"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("agree goals with clients before work starts", "agree goals with clients after work starts"),
        ("give clients up to 14 days to answer", "give clients up to 28 days to answer"),
        ("keep a margin of 1.5 metres around the desk", "keep a margin of 1,5 metres around the desk"),
        ("keep a margin of 1.5 metres around the desk", "keep a margin of 15 metres around the desk"),
        ("inform clients and carers of the outcome", "inform clients and/or carers of the outcome"),
        ("re-sign the agreement with the client", "resign the agreement with the client"),
        ("check that every form is complete", "check that every from is complete"),
        ("explain what clients may do next", "explain what clients must do next"),
        ("record what the client can do", "record what the client can not do"),
        ("put the clients' views in order", "put the client's views in order"),
        ("review clients then record the needs", "record clients then review the needs"),
    ],
)
def test_whatever_may_mean_something_is_changed(before: str, after: str) -> None:
    assert change(before, after) == "changed"


def test_short_welsh_words_are_told_apart_by_their_accents() -> None:
    before, after = Text(cy="galw yn y t\u0175r yn gyson"), Text(cy="galw yn y twr yn gyson")
    assert change(before, after) == "changed"
    assert change(Text(cy="sicrh\u00e2u bod cofnod ar gael"), Text(cy="sicrhau bod cofnod ar gael")) == "wording"


def test_one_became_two_and_two_became_one() -> None:
    whole = "explain the process of negotiation to clients and obtain their written agreement to it"
    parts = ("explain the process of negotiation to clients", "obtain their written agreement to the process")
    assert told(compare([section(whole, *OLD)], [section(*OLD, *parts)]))["P1>P5+P6"] == "split"
    assert told(compare([section(*OLD, *parts)], [section(whole, *OLD)]))["P5+P6>P1"] == "merged"


def test_the_same_words_in_a_section_of_another_kind_are_changed() -> None:
    before, after = [section(*OLD)], [section(*OLD[:3]), section(OLD[3], kind="knowledge")]
    (row,) = (row for row in compare(before, after).rows if row.kind is not Change.UNCHANGED)
    assert (row.key, row.kind, row.reasons) == ("P4>K1", Change.CHANGED, (Reason.RENUMBERED, Reason.SECTION))


def test_what_a_criterion_stands_under_belongs_to_it() -> None:
    before = criterion("lift the load", "with care")
    assert change(before, criterion("lift the load", "with care", group="In an emergency")) == "changed"
    assert change(before, criterion("lift the load", "with both hands and much care")) == "changed"
    assert change(before, criterion("lift the load")) == "changed"
    assert change(before, replace(before, assessable=False)) == "changed"
    stems = [section(*OLD, stem=Text(en=said)) for said in ("You must be able to:", "You should know how to:")]
    assert {row.kind for row in compare([stems[0]], [stems[1]]).rows} == {Change.CHANGED}


def test_a_provision_that_sets_another_time_is_changed() -> None:
    one, other = (
        replace(criterion(OLD[0]), facts=Provision("duty", time_limits=(TimeLimit(number, "day"),)))
        for number in (14, 28)
    )
    assert change(one, one) == "unchanged"
    assert change(one, other) == "changed"


def test_official_words_decide_over_working_translations() -> None:
    working, official = (
        Text("adolygu gofynion", said, en_status=status)
        for said, status in (
            ("review demands", TextStatus.WORKING_TRANSLATION),
            ("reconsider requirements", TextStatus.OFFICIAL),
        )
    )
    assert change(working, official) == "unchanged"
    assert change(official, replace(official, en="reconsider all requirements")) == "changed"


def test_versions_without_a_common_language_have_nothing_in_common() -> None:
    found = compare([section(Text(en="review demands"))], [section(Text(cy="adolygu gofynion"))])
    assert told(found) == {"P1>": "gone", ">P1": "new"}


def test_repeated_criteria_find_themselves() -> None:
    before = published_document("LSIAG11").sections
    knowledge = before[1]
    after = [before[0], replace(knowledge, criteria=tuple(_renumbered(knowledge.criteria[1:], "K")))]
    found = told(compare(before, after))
    assert found["K12>K11"] == "unchanged"
    assert found["K1>"] == "gone"
    assert set(found.values()) == {"unchanged", "gone"}


def _renumbered(criteria: tuple[Criterion, ...], prefix: str) -> list[Criterion]:
    return [replace(one, code=f"{prefix}{number}") for number, one in enumerate(criteria, start=1)]


@pytest.mark.parametrize("urn", ["LSIAG04", "LSIAG11"])
def test_a_published_standard_is_itself(urn: str) -> None:
    sections = published_document(urn).sections
    assert {row.kind for row in compare(sections, sections).rows} == {Change.UNCHANGED}


def test_a_person_lowers_changed_to_wording_and_no_further() -> None:
    before, after = [section(*OLD)], [section(OLD[0] + " always", *OLD[1:])]
    assert told(compare(before, after))["P1>P1"] == "changed"
    (row, *_rest) = compare(before, after, {"P1>P1": Change.WORDING}).rows
    assert (row.kind, row.computed, row.confirmed, row.carries) == (Change.WORDING, Change.CHANGED, True, True)
    with pytest.raises(Refused, match="comparison-kind-unfit"):
        compare(before, after, {"P1>P1": Change.UNCHANGED})


def test_wording_carries_only_when_confirmed() -> None:
    before, after = [section(*OLD)], [section(OLD[0].upper(), *OLD[1:])]
    assert [row.carries for row in compare(before, after).rows] == [False, True, True, True]
    assert compare(before, after, {"P1>P1": Change.WORDING}).rows[0].carries
    assert not compare(before, after, {"P1>P1": Change.CHANGED}).rows[0].carries


def test_a_person_puts_criteria_together_and_apart() -> None:
    before, after = [section(*OLD)], [section(*OLD[:3], "greet every visitor")]
    assert told(compare(before, after, {"P4>P4": Change.CHANGED}))["P4>P4"] == "changed"
    apart = told(compare(before, before, {"P1>P2": Change.CHANGED}))
    assert apart == {
        "P1>P2": "changed",
        "P2>": "gone",
        ">P1": "new",
        "P3>P3": "unchanged",
        "P4>P4": "unchanged",
    }


@pytest.mark.parametrize("name", ["", ">", "P1", "P9>P1", "P1>P9", "P1>P2>P3", "P1+P2>P3+P4", "P1+P1>P2"])
def test_a_row_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(Refused, match=r"comparison-row-unknown|comparison-criterion-twice"):
        compare([section(*OLD)], [section(*OLD)], {name: Change.CHANGED})


def test_a_criterion_in_two_rows_is_refused() -> None:
    with pytest.raises(Refused, match="comparison-criterion-twice"):
        compare([section(*OLD)], [section(*OLD)], {"P1>P2": Change.CHANGED, "P1>P3": Change.CHANGED})


WORDS = st.sampled_from(
    "agree ask client clients record review the a in of goals needs Not not 14 1.4 ... co-operate".split()
)
ASKED = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
CRITERIA = st.builds(lambda said, under: criterion(said, *under), ASKED, st.lists(ASKED, max_size=2))


@st.composite
def versions(draw: st.DrawFn) -> list[Section]:
    """A standard of two sections with unlike codes all through."""
    kinds = {kind: draw(st.lists(CRITERIA, max_size=4)) for kind in ("performance", "knowledge")}
    found = [section(*asked, kind=kind) for kind, asked in kinds.items()]
    return [replace(one, criteria=tuple(_with_parts_named(each) for each in one.criteria)) for one in found]


def _with_parts_named(one: Criterion) -> Criterion:
    parts = tuple(replace(part, code=f"{one.code}.{number}") for number, part in enumerate(one.criteria, start=1))
    return replace(one, criteria=parts)


def codes(sections: list[Section]) -> list[str]:
    return [one.code for section in sections for one in flattened(section.criteria)]


@given(version=versions())
@settings(max_examples=50)
def test_any_standard_compared_with_itself_is_unchanged(version: list[Section]) -> None:
    found = compare(version, version)
    assert {row.kind for row in found.rows} <= {Change.UNCHANGED}
    assert [row.key for row in found.rows] == [f"{code}>{code}" for code in codes(version)]


@given(before=versions(), after=versions())
@settings(max_examples=50)
def test_every_criterion_of_both_sides_stands_in_one_row(before: list[Section], after: list[Section]) -> None:
    found = compare(before, after)
    assert Counter(one.code for row in found.rows for one in row.before) == Counter(codes(before))
    assert Counter(one.code for row in found.rows for one in row.after) == Counter(codes(after))
    for row in found.rows:
        if row.kind is Change.UNCHANGED:
            assert row.same_words


TURNED = {"new": "gone", "gone": "new", "split": "merged", "merged": "split"}


@given(before=versions(), after=versions())
@settings(max_examples=50)
def test_the_other_way_round_new_is_gone(before: list[Section], after: list[Section]) -> None:
    forth, back = told(compare(before, after)), told(compare(after, before))
    assert {_turned(name): TURNED.get(kind, kind) for name, kind in forth.items()} == back


def _turned(name: str) -> str:
    before, after = name.split(">")
    return f"{after}>{before}"


@given(before=versions(), after=versions())
@settings(max_examples=30)
def test_confirming_all_as_computed_changes_no_row(before: list[Section], after: list[Section]) -> None:
    found = compare(before, after)
    again = compare(before, after, {row.key: row.kind for row in found.rows})
    assert told(again) == told(found)
    assert not again.open
