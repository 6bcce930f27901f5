"""What a review must say, who signs it in which order, when an action is overdue, and when a review is due."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portfolio.learning.rules import EnrolmentStatus
from portfolio.reviews import rules
from portfolio.reviews.rules import ActionState, Interval, ReviewStatus
from standards.foundation import Refused

DAY = date(2026, 3, 2)
DRAFT, SIGNED, AGREED = ReviewStatus
days = some.dates(date(2020, 1, 1), date(2030, 1, 1))


def refused(code: str | None) -> AbstractContextManager[object]:
    return nullcontext() if code is None else pytest.raises(Refused, match=f"^{code}$")


def after(number: int) -> date:
    return DAY + timedelta(days=number)


@pytest.mark.parametrize("status", EnrolmentStatus)
def test_only_what_goes_on_is_reviewed(status: EnrolmentStatus) -> None:
    with refused(None if status in {"active", "paused"} else "review-enrolment-over"):
        rules.check_running(status)


@pytest.mark.parametrize(
    ("held", "first", "last", "code"),
    [
        (0, -30, 0, None),
        (0, 0, 0, None),
        (-61, -70, -61, "review-before-start"),
        (0, 1, 0, "review-period"),
        (0, -1, 1, "review-period-after"),
    ],
)
def test_its_days(held: int, first: int, last: int, code: str | None) -> None:
    with refused(code):
        rules.check_days(after(held), after(first), after(last), after(-60))


@pytest.mark.parametrize(
    ("status", "held", "progress", "ahead", "code"),
    [
        (DRAFT, 0, "Done.", "More.", None),
        (DRAFT, -5, "Done.", "More.", None),
        (DRAFT, 1, "Done.", "More.", "review-not-held"),
        (DRAFT, 0, " ", "More.", "review-says-nothing"),
        (DRAFT, 0, "Done.", "", "review-says-nothing"),
        (SIGNED, 0, "Done.", "More.", "review-signed"),
        (AGREED, 0, "Done.", "More.", "review-signed"),
    ],
)
def test_an_assessor_signs_what_was_held_and_says_something(
    status: ReviewStatus, held: int, progress: str, ahead: str, code: str | None
) -> None:
    with refused(code):
        rules.check_signing(status, after(held), progress, ahead, DAY)


@pytest.mark.parametrize(
    ("status", "replaced", "code"),
    [
        (DRAFT, False, "review-not-signed"),
        (SIGNED, False, None),
        (SIGNED, True, "review-replaced"),
        (AGREED, False, "review-agreed-before"),
        (AGREED, True, "review-replaced"),
    ],
)
def test_a_learner_signs_after_the_assessor_and_once(status: ReviewStatus, *, replaced: bool, code: str | None) -> None:
    with refused(code):
        rules.check_agreeing(status, replaced=replaced)


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        (SIGNED, {}, None),
        (AGREED, {}, None),
        (DRAFT, {}, "review-not-signed"),
        (SIGNED, {"replaced": True}, "review-replaced"),
        (SIGNED, {"endorsed": True}, "review-endorsed"),
        (SIGNED, {"waiting": True}, "review-asked"),
    ],
)
def test_one_employer_is_asked_at_a_time(status: ReviewStatus, said: dict[str, bool], code: str | None) -> None:
    with refused(code):
        rules.check_asking(status, "Nia", **{"replaced": False, "waiting": False, "endorsed": False, **said})


def test_who_is_asked_has_a_name_and_a_correction_says_what_is_wrong() -> None:
    with refused("review-needs-name"):
        rules.check_asking(SIGNED, " ", replaced=False, waiting=False, endorsed=False)
    rules.check_correcting(AGREED, "Not two.", replaced=False)
    with refused("review-correction-needs-words"):
        rules.check_correcting(AGREED, " ", replaced=False)
    with refused("review-not-signed"):
        rules.check_correcting(DRAFT, "Not two.", replaced=False)


@pytest.mark.parametrize(
    ("state", "done", "code"),
    [
        (ActionState.OPEN, 0, None),
        (ActionState.OVERDUE, 30, None),
        (ActionState.OPEN, -1, "review-action-day"),
        (ActionState.OPEN, 31, "review-action-day"),
        (ActionState.DONE, 0, "review-action-done"),
    ],
)
def test_what_is_done_was_done_since_the_review(state: ActionState, done: int, code: str | None) -> None:
    with refused(code):
        rules.check_doing(state, after(done), DAY, after(30))


def test_an_action_says_what_and_is_due_after_the_review() -> None:
    rules.check_action("Write", DAY, DAY)
    with refused("review-action-needs-words"):
        rules.check_action(" ", DAY, DAY)
    with refused("review-action-before"):
        rules.check_action("Write", after(-1), DAY)


def test_a_review_is_read_as_a_whole_and_one_is_written_at_a_time() -> None:
    rules.check_room(rules.MOST_ACTIONS - 1)
    with refused("review-full"):
        rules.check_room(rules.MOST_ACTIONS)
    rules.check_beginning(drafts=0)
    with refused("review-draft-exists"):
        rules.check_beginning(drafts=1)


@given(days, some.none() | days, days)
def test_an_action_is_overdue_from_the_day_after_its_day_until_it_is_done(
    due: date, done: date | None, today: date
) -> None:
    state = rules.action_state(due, done, today)
    assert (state is ActionState.DONE) is (done is not None)
    assert (state is ActionState.OVERDUE) is (done is None and today > due)


@given(some.lists(some.builds(Interval, some.sampled_from([None, 1, 2]), some.integers(1, 52), days)), days)
def test_the_last_that_was_set_by_today_holds(settings: list[Interval], today: date) -> None:
    found = rules.weeks_between(settings, today)
    for one in (None, 1, 2):
        begun = [each for each in settings if each.qualification == one and each.since <= today]
        latest = [each for each in begun if each.since == max(each.since for each in begun)]
        assert found.get(one) == (latest[-1].weeks if latest else rules.WEEKS_BETWEEN if one is None else None)


@given(some.none() | days, days, some.integers(1, 52))
def test_the_next_is_due_so_many_weeks_after_the_last_or_the_start(last: date | None, start: date, weeks: int) -> None:
    assert rules.next_due(last, start, weeks) - (last or start) == timedelta(weeks=weeks)


@pytest.mark.parametrize(("weeks", "code"), [(0, "review-weeks"), (1, None), (52, None), (53, "review-weeks")])
def test_an_interval_makes_sense(weeks: int, code: str | None) -> None:
    with refused(code):
        rules.check_weeks(weeks)
