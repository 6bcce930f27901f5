"""The rules of the plan of a visit, by tables: who asks, what an action says, who closes it, and by when it is seen."""

from collections.abc import Callable
from datetime import date

import pytest

from assessments.appeals.rules.deadlines import Term, ends
from assessments.visits.events import ActionAsked, ActionClosed, ActionDone, PlanAcknowledged
from assessments.visits.rules import (
    ActionStatus,
    Closing,
    VisitStatus,
    check_acknowledging,
    check_action,
    check_asking,
    check_closing,
    check_doing,
    status_of,
)
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.learning.events import Disagrees
from standards.foundation import ENTRY, Facts, Refused

TODAY = date(2026, 3, 2)
VISITOR, ASKER, DOER, OTHER = 1, 2, 3, 4


def refusal(asked: Callable[[], object]) -> str:
    try:
        asked()
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("due", "done", "closed", "status"),
    [
        (date(2026, 3, 2), False, False, ActionStatus.OPEN),
        (date(2026, 3, 1), False, False, ActionStatus.OVERDUE),
        (date(2026, 3, 1), True, False, ActionStatus.DONE),
        (date(2026, 3, 1), True, True, ActionStatus.CLOSED),
    ],
)
def test_an_action_is_overdue_after_its_last_day_until_it_is_done(
    due: date, *, done: bool, closed: bool, status: ActionStatus
) -> None:
    assert status_of(due, TODAY, done=done, closed=closed) is status


@pytest.mark.parametrize(
    ("status", "visitor", "centre"),
    [
        (VisitStatus.AHEAD, "visit-not-open", "visit-visitor-asks"),
        (VisitStatus.OPEN, "", "visit-visitor-asks"),
        (VisitStatus.OVER, "visit-not-open", ""),
        (VisitStatus.REVOKED, "visit-not-open", ""),
    ],
)
def test_the_visitor_asks_while_the_visit_is_open_and_the_centre_afterwards(
    status: VisitStatus, visitor: str, centre: str
) -> None:
    assert refusal(lambda: check_asking(status, visitor=True)) == visitor
    assert refusal(lambda: check_asking(status, visitor=False)) == centre


@pytest.mark.parametrize(
    ("words", "due", "owner", "code"),
    [
        (" ", TODAY, "mair", "visit-action-empty"),
        ("Do it.", None, "mair", "visit-action-needs-day"),
        ("Do it.", date(2026, 3, 1), "mair", "visit-action-day-past"),
        ("Do it.", TODAY, "", "visit-action-needs-owner"),
        ("Do it.", TODAY, "ffion", "visit-action-needs-owner"),
        ("Do it.", TODAY, "mair", ""),
    ],
)
def test_an_action_says_what_by_whom_and_by_a_day_to_come(words: str, due: date | None, owner: str, code: str) -> None:
    assert refusal(lambda: check_action(words, due, owner, {"mair", "tomos"}, TODAY)) == code


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (ActionStatus.OPEN, "Done so.", ""),
        (ActionStatus.OVERDUE, "Done so.", ""),
        (ActionStatus.OPEN, " ", "visit-action-done-how"),
        (ActionStatus.DONE, "Done so.", "visit-action-done-before"),
        (ActionStatus.CLOSED, "Done so.", "visit-action-done-before"),
    ],
)
def test_an_action_is_done_once_with_what_was_done(status: ActionStatus, words: str, code: str) -> None:
    assert refusal(lambda: check_doing(status, words)) == code


@pytest.mark.parametrize(
    ("status", "visit", "closer", "code"),
    [
        (ActionStatus.OPEN, VisitStatus.OPEN, VISITOR, "visit-action-not-done"),
        (ActionStatus.OVERDUE, VisitStatus.OVER, ASKER, "visit-action-not-done"),
        (ActionStatus.CLOSED, VisitStatus.OPEN, VISITOR, "visit-action-closed-before"),
        (ActionStatus.DONE, VisitStatus.OPEN, VISITOR, ""),
        (ActionStatus.DONE, VisitStatus.OPEN, ASKER, ""),
        (ActionStatus.DONE, VisitStatus.OPEN, OTHER, "visit-action-visitor-closes"),
        (ActionStatus.DONE, VisitStatus.OVER, OTHER, ""),
        (ActionStatus.DONE, VisitStatus.REVOKED, OTHER, ""),
        (ActionStatus.DONE, VisitStatus.OVER, DOER, "visit-action-own-work"),
        (ActionStatus.DONE, VisitStatus.OPEN, DOER, "visit-action-own-work"),
    ],
)
def test_nobody_closes_what_they_did(status: ActionStatus, visit: VisitStatus, closer: int, code: str) -> None:
    assert refusal(lambda: check_closing(status, visit, Closing(closer, ASKER, DOER, VISITOR))) == code


def test_who_asked_and_did_it_themselves_does_not_close_it() -> None:
    who = Closing(ASKER, ASKER, ASKER, VISITOR)
    assert refusal(lambda: check_closing(ActionStatus.DONE, VisitStatus.OVER, who)) == "visit-action-own-work"


def test_nothing_is_acknowledged_twice() -> None:
    assert refusal(lambda: check_acknowledging(0)) == "visit-plan-acknowledged"
    assert refusal(lambda: check_acknowledging(1)) == ""


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (date(2026, 3, 2), date(2026, 3, 16)),
        (date(2026, 3, 27), date(2026, 4, 14)),  # over Good Friday and Easter Monday
        (date(2026, 12, 18), date(2027, 1, 6)),  # over Christmas, Boxing Day in lieu, and New Year's Day
    ],
)
def test_ten_working_days_leave_out_weekends_and_bank_holidays(asked: date, day: date) -> None:
    assert ends(asked, Term(10), is_bank_holiday) == day


def facts() -> Facts:
    visit = {"visitor": "nest", "revoked": None}
    return {ENTRY: {"at": "2026-03-02T09:00:00.000000Z", "actor": "nest"}, ("visit", "v"): visit}


def asked(known: Facts) -> None:
    ActionAsked("a", "v", 1, 1, None, "mair", "2026-03-09", "seal").apply(known)


def test_a_book_that_tells_of_the_plan_otherwise_disagrees() -> None:
    known = facts()
    with pytest.raises(Disagrees, match="due before"):
        ActionAsked("a", "v", 1, 1, None, "mair", "2026-03-01", "seal").apply(known)
    asked(known)
    with pytest.raises(Disagrees, match="closed undone"):
        ActionClosed("a", 1, 1).apply(known)
    PlanAcknowledged("v", 1, ("a",)).apply(known)
    with pytest.raises(Disagrees, match="acknowledged before"):
        PlanAcknowledged("v", 1, ("a",)).apply(known)
    ActionDone("a", 1, 1, "seal").apply(known)
    with pytest.raises(Disagrees, match="done before"):
        ActionDone("a", 1, 1, "seal").apply(known)
    with pytest.raises(Disagrees, match="by who did it"):
        ActionClosed("a", 1, 1).apply(known)
    known[ENTRY]["actor"] = "cerys"
    ActionClosed("a", 1, 1).apply(known)
    assert known["visit_action", "a"]["closed_by"] == "cerys"
    revoked = facts()
    revoked["visit", "v"]["revoked"] = "seal"
    with pytest.raises(Disagrees, match="let in no longer"):
        asked(revoked)
