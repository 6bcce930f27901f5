"""What can be planned, recorded, answered and closed of an assessor's work, and by whom."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.monitoring.rules import (
    MonitoringKind,
    MonitoringOutcome,
    MonitoringStatus,
    NewActivity,
    Record,
    check_answer,
    check_cancelling,
    check_closing,
    check_plan,
    check_record,
    observed_by,
)
from standards.foundation import Refused

TODAY = date(2026, 3, 10)
ASSESSOR, ASSURER = 1, 2
NEW = NewActivity(MonitoringKind.OBSERVATION, TODAY, "Questions.", "en")
SAID = Record(TODAY, {}, "Seen.", "", MonitoringOutcome.SATISFACTORY, "", None, "en")
S = MonitoringStatus


def refused(code: str, check: object, *given_: object, **named: object) -> None:
    with pytest.raises(Refused) as found:
        check(*given_, **named)  # type: ignore[operator]
    assert found.value.code == code


def test_a_plan() -> None:
    check_plan(NEW, ASSURER, ASSESSOR, TODAY)
    refused("monitoring-of-oneself", check_plan, NEW, ASSESSOR, ASSESSOR, TODAY)
    refused("monitoring-day-over", check_plan, replace(NEW, planned_on=date(2026, 3, 9)), ASSURER, ASSESSOR, TODAY)


RECORDS = {
    "monitoring-ahead": replace(SAID, held_on=date(2026, 3, 11)),
    "monitoring-needs-words": replace(SAID, seen=" "),
    "monitoring-needs-actions": replace(SAID, outcome=MonitoringOutcome.NOT_SATISFACTORY),
    "monitoring-needs-due": replace(SAID, actions="Write."),
    "monitoring-due-early": replace(SAID, actions="Write.", due=date(2026, 3, 9)),
}


@pytest.mark.parametrize("code", RECORDS)
def test_a_record_that_cannot_be(code: str) -> None:
    check_record(SAID, S.PLANNED, ASSURER, ASSESSOR, TODAY)
    refused(code, check_record, RECORDS[code], S.PLANNED, ASSURER, ASSESSOR, TODAY)


def test_a_day_without_anything_to_be_done() -> None:
    refused("monitoring-needs-actions", check_record, replace(SAID, due=TODAY), S.PLANNED, ASSURER, ASSESSOR, TODAY)


@pytest.mark.parametrize("status", list(S))
def test_each_act_in_its_state(status: MonitoringStatus) -> None:
    if status is not S.PLANNED:
        refused("monitoring-over", check_record, SAID, status, ASSURER, ASSESSOR, TODAY)
        refused("monitoring-over", check_cancelling, status, ASSURER, ASSESSOR, "Ill.")
    if status not in {S.RECORDED, S.ANSWERED}:
        refused("monitoring-not-to-answer", check_answer, status, ASSESSOR, ASSESSOR, None, TODAY)
    if status is not S.ANSWERED:
        refused("monitoring-not-answered", check_closing, status, ASSURER, ASSESSOR, actions=False, done=False)


def test_nobody_does_anything_of_their_own_work_but_answer() -> None:
    refused("monitoring-of-oneself", check_record, SAID, S.PLANNED, ASSESSOR, ASSESSOR, TODAY)
    refused("monitoring-of-oneself", check_cancelling, S.PLANNED, ASSESSOR, ASSESSOR, "Ill.")
    refused("monitoring-of-oneself", check_closing, S.ANSWERED, ASSESSOR, ASSESSOR, actions=False, done=False)
    refused("monitoring-of-another", check_answer, S.RECORDED, ASSURER, ASSESSOR, None, TODAY)
    refused("monitoring-ahead", check_answer, S.RECORDED, ASSESSOR, ASSESSOR, date(2026, 3, 11), TODAY)
    refused("monitoring-actions-open", check_closing, S.ANSWERED, ASSURER, ASSESSOR, actions=True, done=False)
    refused("monitoring-needs-reason", check_cancelling, S.PLANNED, ASSURER, ASSESSOR, " ")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_the_day_follows_from_the_last_time(last: date, since: date, months: int) -> None:
    assert observed_by(None, since, months) == observed_by(since, last, months) >= since
