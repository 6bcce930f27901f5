"""Nothing carries that changed, nothing is lost unsaid, and every criterion of the newer version has one fate."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.carrying.rules import Fate, plan
from portfolio.learning.rules import CriterionState
from standards.comparing import Change, compare
from tests.comparing.sections import section

OLD = (
    "review the needs of every client",
    "agree goals with clients",
    "Record the outcome, in writing",
    "count pencils",
)
NEW = (OLD[0], "agree goals and limits with clients", "record outcomes in writing", "greet every visitor")
OPEN, REFERRED, CLAIMED, MET = CriterionState


def test_unchanged_decisions_carry_and_changed_ones_are_asked_again() -> None:
    rows = compare([section(*OLD)], [section(*NEW)]).rows
    found = plan(rows, dict.fromkeys(("P1", "P2", "P3", "P4"), MET))
    assert found.fates == {"P1": Fate.CARRIED, "P2": Fate.AGAIN, "P3": Fate.AGAIN, "P4": Fate.OPEN}
    assert found.lost == ("P4",)


def test_wording_carries_once_a_person_has_confirmed_it() -> None:
    rows = compare([section(*OLD)], [section(*NEW)], {"P3>P3": Change.WORDING}).rows
    assert plan(rows, {"P3": MET}).fates["P3"] is Fate.CARRIED


def test_what_waits_goes_on_and_what_is_open_stays_open() -> None:
    rows = compare([section(*OLD)], [section(*OLD)]).rows
    found = plan(rows, {"P1": CLAIMED, "P2": REFERRED, "P3": OPEN})
    assert list(found.fates.values()) == [Fate.STANDS, Fate.STANDS, Fate.OPEN, Fate.OPEN]


WORDS = st.lists(st.sampled_from([*OLD, *NEW]), max_size=6)


@given(before=WORDS, after=WORDS, data=st.data())
@settings(max_examples=60)
def test_every_criterion_of_the_newer_version_has_one_fate(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    rows = compare([section(*before)], [section(*after)]).rows
    states = {f"P{number + 1}": data.draw(st.sampled_from(CriterionState)) for number in range(len(before))}
    found = plan(rows, states)
    assert sorted(found.fates) == sorted(f"P{number + 1}" for number in range(len(after)))
    met = [code for code, state in states.items() if state is MET]
    assert found.number(Fate.CARRIED) <= len(met)
    for row in rows:
        if not row.carries:
            assert all(found.fates[one.code] is not Fate.CARRIED for one in row.after)
