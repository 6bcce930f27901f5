"""A draft is mended by plain data alone: moves, splits, merges; what is not touched stays word for word."""

from dataclasses import replace

import pytest

from standards.drafting import Criterion, Draft, Paragraphs, Section
from standards.editing.fields import fields_of, with_fields
from standards.editing.moves import moved
from standards.editing.working import Working, begun, finished, spots
from standards.facts import Action, Provision
from standards.foundation import Refused, Text, TextStatus
from standards.reconciling import Change, changes, reconciled
from tests.library.drafts import small_draft


@pytest.fixture(name="working")
def working_fixture() -> Working:
    return begun(small_draft())


def key(working: Working, code: str) -> str:
    return next(str(spot.criterion["key"]) for spot in spots(working) if spot.criterion["code"] == code)


def said(working: Working) -> list[str]:
    return [f"{one.code} {one.text.cy}" for one in finished(working).criteria()]


def act(working: Working, move: str, code: str, **typed: str) -> Working:
    found = key(working, code)
    return moved(working, move, found, {f"{found}-text-{language}": words for language, words in typed.items()})


BEFORE = ["P1 clirio'r ddesg", "P2 gosod y lamp", "P2.a gyda gofal", "K1 y ddesg"]


def test_what_is_begun_and_not_touched_is_what_was_read(working: Working) -> None:
    assert finished(working) == small_draft()
    assert with_fields(working, fields_of(working)) == working
    assert said(working) == BEFORE


@pytest.mark.parametrize(
    ("move", "code", "after"),
    [
        ("up", "P2", ["P1 gosod y lamp", "P1.a gyda gofal", "P2 clirio'r ddesg", "K1 y ddesg"]),
        ("down", "P1", ["P1 gosod y lamp", "P1.a gyda gofal", "P2 clirio'r ddesg", "K1 y ddesg"]),
        ("down", "P2", ["P1 clirio'r ddesg", "K1 gosod y lamp", "K1.a gyda gofal", "K2 y ddesg"]),
        ("up", "K1", ["P1 clirio'r ddesg", "P2 gosod y lamp", "P2.a gyda gofal", "P3 y ddesg"]),
        ("nest", "P2", ["P1 clirio'r ddesg", "P1.1 gosod y lamp", "P1.1.a gyda gofal", "K1 y ddesg"]),
        ("unnest", "P2.a", ["P1 clirio'r ddesg", "P2 gosod y lamp", "P3 gyda gofal", "K1 y ddesg"]),
        ("merge", "P1", ["P1 clirio'r ddesg gosod y lamp", "P1.a gyda gofal", "K1 y ddesg"]),
        ("remove", "P2", ["P1 clirio'r ddesg", "K1 y ddesg"]),
        ("add", "P1", ["P1 clirio'r ddesg", "P2 None", "P3 gosod y lamp", "P3.a gyda gofal", "K1 y ddesg"]),
    ],
)
def test_moves(working: Working, move: str, code: str, after: list[str]) -> None:
    assert said(act(working, move, code)) == after
    assert said(working) == BEFORE


@pytest.mark.parametrize(
    ("move", "code"), [("up", "P1"), ("down", "K1"), ("up", "P2.a"), ("nest", "P1"), ("unnest", "P1"), ("merge", "P2")]
)
def test_moves_that_lead_nowhere_are_refused(working: Working, move: str, code: str) -> None:
    with pytest.raises(Refused, match="edit-impossible"):
        act(working, move, code)


@pytest.mark.parametrize(("move", "what"), [("up", "c99"), ("fly", "c2"), ("add-to", "s99"), ("add-section", "poem")])
def test_what_is_not_there_is_refused(working: Working, move: str, what: str) -> None:
    with pytest.raises(Refused, match="edit-impossible"):
        moved(working, move, what, {})


def test_a_split_parts_both_languages_where_lines_were_broken(working: Working) -> None:
    after = act(working, "split", "P2", cy="gosod\r\n y  lamp \n\n", en="place\nthe lamp")
    assert said(after) == ["P1 clirio'r ddesg", "P2 gosod", "P3 y lamp", "P3.a gyda gofal", "K1 y ddesg"]
    assert [one.text.en for one in finished(after).criteria()][1:3] == ["place", "the lamp"]
    assert {one.text.en_status for one in finished(after).criteria()} == {TextStatus.WORKING_TRANSLATION}
    with pytest.raises(Refused, match="split-where"):
        act(working, "split", "P2", cy="gosod y lamp")


def test_merged_criteria_keep_all_their_lines() -> None:
    draft = small_draft()
    first = draft.sections[1]
    criteria = (Criterion("K1", Text("y ddesg"), lines=(4, 4)), Criterion("K2", Text("y lamp"), lines=(5, 7)))
    working = begun(replace(draft, sections=(replace(first, criteria=criteria),)))
    (merged,) = finished(act(working, "merge", "K1")).criteria()
    assert (merged.text.cy, merged.lines) == ("y ddesg y lamp", (4, 7))


def framework() -> Working:
    rows = (
        Criterion("1.1", Text("Holi"), facts=Action(Text("Diben"), keys=Text("Gwrando."))),
        Criterion("1.2", Text("Mapio"), facts=Action(Text("Diben"), keys=Text("Gyda phwrpas."), who=Text("Pawb"))),
    )
    section = Section("actions", Text("Diben"), criteria=rows)
    return begun(replace(small_draft(), kind="actions", sections=(section,)))


def test_cells_of_a_row_are_edited_and_merged_and_follow_their_heading() -> None:
    working = framework()
    one = key(working, "1.1")
    typed = {
        f"{one}-who-cy": "Y cyngor\r\n  Grwpiau",
        f"{one}-keys-cy": "",
        f"{working['sections'][0]['key']}-heading-cy": "Nod",
    }
    first = finished(with_fields(working, typed)).sections[0].criteria[0].facts
    assert first == Action(Text("Nod"), who=Text("Y cyngor\nGrwpiau"))
    (merged,) = finished(act(working, "merge", "1.1")).criteria()
    assert merged.facts == Action(Text("Diben"), keys=Text("Gwrando.\nGyda phwrpas."), who=Text("Pawb"))
    added = act(working, "add", "1.2")
    assert [one.facts.category.cy for one in finished(added).criteria() if isinstance(one.facts, Action)] == [
        "Diben"
    ] * 3


def test_what_a_provision_does_is_mended() -> None:
    law = begun(replace(small_draft(), kind="legislation"))
    one = key(law, "P1")
    facts = next(
        iter(finished(with_fields(law, {f"{one}-modality": "power", f"{one}-closing-cy": "bob dydd."})).criteria())
    ).facts
    assert isinstance(facts, Provision)
    assert (facts.modality, facts.closing) == ("power", Text("bob dydd."))


def test_other_kinds_keep_the_codes_of_their_document(working: Working) -> None:
    law = begun(replace(small_draft(), kind="legislation"))
    assert [one.partition(" ")[0] for one in said(act(law, "up", "P2"))] == ["P2", "P2.a", "P1", "K1"]


def test_a_section_is_removed_only_when_nothing_is_in_it(working: Working) -> None:
    more = moved(working, "add-section", "scope", {})
    new = more["sections"][-1]["key"]
    assert [one.kind for one in finished(moved(more, "add-to", new, {})).sections] == [
        "performance",
        "knowledge",
        "scope",
    ]
    assert finished(moved(more, "remove-section", new, {})) == small_draft()
    with pytest.raises(Refused, match="section-not-empty"):
        moved(working, "remove-section", working["sections"][0]["key"], {})


def test_typed_words_are_cleaned_and_the_rest_stays(working: Working) -> None:
    typed = {
        "title-cy": "  Trefnu   bwrdd ",
        "overview-cy": "Un.\r\n\r\n\r\nDau\r\nddim.",
        "urn": "",
        "approved": "2026-02",
    }
    draft: Draft = finished(with_fields(working, typed))
    assert (draft.title.cy, draft.title.en, draft.urn) == ("Trefnu bwrdd", "Arrange a desk", None)
    assert draft.overview.cy == ("Un.", "Dau ddim.")
    assert draft.metadata.approved == "2026-02"
    assert draft.sections == small_draft().sections


def test_words_outside_the_criteria_are_taken_out(working: Working) -> None:
    (other,) = working["other_sections"]
    kept = finished(with_fields(working, {f"{other['key']}-items-cy": "desg: bwrdd\n\nlamp: golau"}))
    assert kept.other_sections[0].items == Paragraphs(("desg: bwrdd", "lamp: golau"))
    assert finished(with_fields(working, {f"{other['key']}-items-cy": " "})).other_sections == ()


def test_what_two_people_changed_is_told_and_put_together(working: Working) -> None:
    p1, p2, k1 = (key(working, code) for code in ("P1", "P2", "K1"))
    theirs = with_fields(act(working, "remove", "K1"), {f"{p1}-text-cy": "clirio'r bwrdd", "title-cy": "Bwrdd"})
    typed = {
        f"{p1}-text-cy": "gwagio'r ddesg",
        f"{p2}-text-cy": "gosod lamp",
        f"{k1}-text-cy": "y bwrdd",
        "title-cy": "Trefnu desg",
    }
    assert changes(working, theirs) == (Change("removed", "K1"), Change("title"), Change("text", "P1"))
    found = reconciled(working, theirs, typed)
    assert found.fields[f"{p1}-text-cy"] == "gwagio'r ddesg"
    assert found.fields[f"{p2}-text-cy"] == "gosod lamp"
    assert found.fields["title-cy"] == "Bwrdd"
    assert found.theirs == {f"{p1}-text-cy": "clirio'r bwrdd"}
    assert found.lost == (("K1", "y bwrdd"),)


def test_another_order_is_told(working: Working) -> None:
    assert Change("moved") in changes(working, act(working, "up", "P2"))
    assert changes(working, working) == ()
