"""What a plan may be and in which order it is agreed; what a book refuses to be told of one."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.learning.events import Disagrees
from portfolio.learning.rules import EnrolmentStatus
from portfolio.plans.events import (
    ActivityFulfilled,
    ActivityUnfulfilled,
    PlanAgreed,
    PlanCommented,
    PlanPutForward,
    PlanReviewed,
)
from portfolio.plans.rules import (
    MOST_ACTIVITIES,
    ActivityState,
    Planned,
    Review,
    Unusual,
    VersionStatus,
    activity_state,
    check_activity,
    check_agreeing,
    check_beginning,
    check_comment,
    check_putting_forward,
    check_reviewer,
    check_reviewing,
    check_room,
    check_running,
    check_writing,
    in_force,
    unusual_day,
)
from standards.foundation import ENTRY, Act, Facts, Refused

START = date(2026, 1, 5)
V = VersionStatus


@pytest.mark.parametrize(
    ("planned", "unusual"),
    [(-1, Unusual.PAST), (0, None), (30, None), (31, Unusual.AFTER_END)],
)
def test_a_day_that_is_hardly_meant(planned: int, unusual: Unusual | None) -> None:
    today = date(2026, 3, 2)
    assert unusual_day(today + timedelta(days=planned), today + timedelta(days=30), today) is unusual


def refused(code: str | None) -> AbstractContextManager[object]:
    return nullcontext() if code is None else pytest.raises(Refused, match=f"^{code}$")


STANDING = [
    ({}, None),
    ({1: V.DRAFT}, None),
    ({1: V.PUT_FORWARD}, None),
    ({1: V.AGREED}, 1),
    ({1: V.REVIEWED, 2: V.DRAFT}, 1),
    ({1: V.REVIEWED, 2: V.AGREED}, 2),
    ({1: V.REVIEWED, 2: V.RETURNED}, 1),
    ({1: V.RETURNED}, None),
    ({1: V.AGREED, 2: V.RETURNED, 3: V.PUT_FORWARD}, 1),
]


@pytest.mark.parametrize(("versions", "standing"), STANDING)
def test_which_version_holds(versions: dict[int, str], standing: int | None) -> None:
    assert in_force(versions) == standing


DAY = date(2026, 6, 1)
STATES = [
    (DAY, 0, ActivityState.PLANNED),
    (DAY - timedelta(1), 0, ActivityState.OVERDUE),
    (DAY + timedelta(1), 0, ActivityState.PLANNED),
    (DAY - timedelta(1), 1, ActivityState.FULFILLED),
    (DAY + timedelta(1), 2, ActivityState.FULFILLED),
]


@pytest.mark.parametrize(("planned_on", "fulfilled", "state"), STATES)
def test_how_an_activity_stands(planned_on: date, fulfilled: int, state: ActivityState) -> None:
    assert activity_state(planned_on, fulfilled, DAY) is state


GOOD = Planned("Interview", START, 1)
SAID = [
    (GOOD, None),
    (Planned("  ", START, 1), "plan-needs-title"),
    (Planned("Interview", None, 1), "plan-needs-date"),
    (Planned("Interview", START - timedelta(1), 1), "plan-before-start"),
    (Planned("Interview", START, 0), "plan-needs-criteria"),
]


@pytest.mark.parametrize(("said", "code"), SAID)
def test_what_an_activity_must_say(said: Planned, code: str | None) -> None:
    with refused(code):
        check_activity(said, START)
    with refused(code):
        check_putting_forward(V.DRAFT, [GOOD, said], START)


def test_when_a_version_is_begun_written_and_put_forward() -> None:
    for last in (None, V.PUT_FORWARD, V.AGREED, V.REVIEWED, V.RETURNED):
        check_beginning(last)
    with pytest.raises(Refused, match="plan-draft-exists"):
        check_beginning(V.DRAFT)
    check_writing(V.DRAFT)
    for status in set(V) - {V.DRAFT}:
        with pytest.raises(Refused, match="plan-not-draft"):
            check_writing(status)
        with pytest.raises(Refused, match="plan-not-draft"):
            check_putting_forward(status, [GOOD], START)
    with pytest.raises(Refused, match="plan-empty"):
        check_putting_forward(V.DRAFT, [], START)
    check_room(MOST_ACTIVITIES - 1)
    with pytest.raises(Refused, match="plan-full"):
        check_room(MOST_ACTIVITIES)
    check_comment("Yes.")
    with pytest.raises(Refused, match="plan-comment-needs-words"):
        check_comment(" \n")


@pytest.mark.parametrize("status", EnrolmentStatus)
def test_of_which_enrolments_a_plan_changes(status: EnrolmentStatus) -> None:
    goes_on = status in {EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED}
    with refused(None if goes_on else "plan-enrolment-over"):
        check_running(status)


AGREEING = [
    (V.DRAFT, True, "plan-not-put-forward"),
    (V.PUT_FORWARD, True, None),
    (V.PUT_FORWARD, False, "plan-superseded"),
    (V.AGREED, True, "plan-agreed-before"),
    (V.REVIEWED, True, "plan-agreed-before"),
    (V.RETURNED, True, "plan-agreed-before"),
]


@pytest.mark.parametrize(("status", "last", "code"), AGREEING)
def test_when_a_learner_agrees(status: VersionStatus, last: bool, code: str | None) -> None:
    with refused(code):
        check_agreeing(status, last=last)


REVIEWING = [
    (V.AGREED, Review.AGREED, "", True, None),
    (V.AGREED, Review.RETURNED, "More.", True, None),
    (V.AGREED, Review.RETURNED, " ", True, "plan-return-needs-words"),
    (V.AGREED, Review.AGREED, "", False, "plan-superseded"),
    (V.DRAFT, Review.AGREED, "", True, "plan-not-agreed"),
    (V.PUT_FORWARD, Review.AGREED, "", True, "plan-not-agreed"),
    (V.REVIEWED, Review.AGREED, "", True, "plan-reviewed"),
    (V.RETURNED, Review.AGREED, "", True, "plan-reviewed"),
]


@pytest.mark.parametrize(("status", "outcome", "words", "last", "code"), REVIEWING)
def test_when_a_quality_assurer_reviews(
    status: VersionStatus, outcome: Review, words: str, last: bool, code: str | None
) -> None:
    with refused(code):
        check_reviewing(status, outcome, words, last=last)


@pytest.mark.parametrize(
    ("wrote", "assesses", "code"),
    [(False, False, None), (True, False, "plan-own-review"), (False, True, "plan-assesses-there")],
)
def test_who_reviews(wrote: bool, assesses: bool, code: str | None) -> None:
    with refused(code):
        check_reviewer(wrote=wrote, assesses=assesses)


Step = tuple[str, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "agree", "review", "return", "fulfil", "unfulfil"]), st.integers(1, 4)),
    max_size=25,
)


def told(facts: Facts, step: Step, who: str) -> bool:
    """Tell a book of one step; whether it took it."""
    what, number = step
    acts: dict[str, Act] = {
        "put": PlanPutForward(f"v{number}", "e", number, "seal", ("a", f"b{number}")),
        "agree": PlanAgreed(f"v{number}", "e", number),
        "review": PlanReviewed(f"v{number}", "e", number, "agreed", "seal"),
        "return": PlanReviewed(f"v{number}", "e", number, "returned", "seal"),
        "fulfil": ActivityFulfilled("a", f"evidence{number}"),
        "unfulfil": ActivityUnfulfilled("a", f"evidence{number}"),
    }
    facts[ENTRY] = {"at": "then", "actor": who, "hash": ""}
    try:
        acts[what].apply(facts)
    except (Disagrees, KeyError):
        return False
    return True


@given(STEPS)
def test_whatever_is_told_the_version_that_holds_was_agreed_and_is_the_last_such(steps: list[Step]) -> None:
    facts: Facts = {}
    for step in steps:
        before = {key: dict(known) for key, known in facts.items()}
        if not told(facts, step, {"put": "tomos", "agree": "ffion"}.get(step[0], "alys")):
            after = {key: known for key, known in facts.items() if key != ENTRY}
            before.pop(ENTRY, None)
            assert {key: after[key] for key in before} == before, "what a book refuses changes nothing"
    versions = {known["number"]: known for (kind, _id), known in facts.items() if kind == "plan_version"}
    assert sorted(versions) == list(range(1, len(versions) + 1)), "numbers follow each other"
    standing = facts.get(("plan", "e"), {"in_force": None})["in_force"]
    assert standing == in_force({number: known["status"] for number, known in versions.items()})
    if standing is not None:
        parts = {key[1] for key in facts if key[0] == "plan_assent"}
        assert {f"v{standing}:assessor", f"v{standing}:learner"} <= parts, "nothing holds that both did not agree to"
    fulfilled = facts.get(("planned", "a"), {"evidence": ()})["evidence"]
    assert not fulfilled or any(known["status"] not in {"draft", "put_forward"} for known in versions.values())


def test_a_book_refuses_what_no_service_does() -> None:
    facts: Facts = {}
    assert told(facts, ("put", 1), "tomos")
    for step in (("put", 1), ("put", 3), ("review", 1), ("fulfil", 1)):
        assert not told(facts, step, "alys"), step
    assert told(facts, ("agree", 1), "ffion")
    assert not told(facts, ("agree", 1), "ffion")
    assert not told(facts, ("review", 1), "tomos"), "whoever put it forward does not review it"
    assert told(facts, ("fulfil", 1), "ffion")
    assert not told(facts, ("fulfil", 1), "ffion")
    assert not told(facts, ("unfulfil", 2), "ffion")
    assert told(facts, ("unfulfil", 1), "ffion")
    assert facts["planned", "a"]["evidence"] == ()
    facts[ENTRY] = {"at": "then", "actor": "ffion", "hash": ""}
    with pytest.raises(Disagrees):
        PlanReviewed("v1", "another", 1, "agreed", "seal").apply(facts)
    PlanCommented("c", "e", 1, "seal").apply(facts)
    assert facts["plan_comment", "c"]["by"] == "ffion"
