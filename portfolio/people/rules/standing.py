"""How somebody of the staff stands: by when a trainee is to be qualified, and what a centre has set for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from standards.foundation import Refused


class SettingCode(StrEnum):
    """A number that a centre sets for itself."""

    QUALIFY_MONTHS = "qualify_months"
    """Months within which a trainee assessor is expected to qualify."""
    QUALIFY_WARNING = "qualify_warning"
    """Days before that day from which its nearing is told."""
    SUITABILITY_GATE = "suitability_gate"
    """1 where nobody is assigned to learners before their checks allow it."""
    VISIT_DAYS = "visit_days"
    """The most days for which an external visitor is let in at once."""
    VISIT_PLAN_DAYS = "visit_plan_days"
    """Working days within which the centre acknowledges what a visitor asks for."""
    STANDARDISE_MONTHS = "standardise_months"
    """Months within which whoever works on a qualification takes part in its standardisation again."""
    MONITOR_MONTHS = "monitor_months"
    """Months within which a qualified assessor is observed at work again."""
    MONITOR_TRAINEE_MONTHS = "monitor_trainee_months"
    """Months within which a trainee is."""


DEFAULTS = {
    SettingCode.QUALIFY_MONTHS: 18,
    SettingCode.QUALIFY_WARNING: 180,
    SettingCode.SUITABILITY_GATE: 0,
    SettingCode.VISIT_DAYS: 31,
    SettingCode.VISIT_PLAN_DAYS: 10,
    SettingCode.STANDARDISE_MONTHS: 12,
    SettingCode.MONITOR_MONTHS: 12,
    SettingCode.MONITOR_TRAINEE_MONTHS: 6,
}
"""What holds until a centre sets something else (practice.md 1.8, 2.7, 2.8)."""
MOST = {
    SettingCode.QUALIFY_MONTHS: 60,
    SettingCode.QUALIFY_WARNING: 730,
    SettingCode.SUITABILITY_GATE: 1,
    SettingCode.VISIT_DAYS: 366,
    SettingCode.VISIT_PLAN_DAYS: 60,
    SettingCode.STANDARDISE_MONTHS: 60,
    SettingCode.MONITOR_MONTHS: 60,
    SettingCode.MONITOR_TRAINEE_MONTHS: 60,
}


def check_setting(code: SettingCode, value: int) -> None:
    """Check that a number can be set. Raises Refused."""
    if not 0 <= value <= MOST[code]:
        raise Refused("setting-out-of-range", most=MOST[code])


class Qualifying(StrEnum):
    """How a trainee assessor stands to the day by which they should be qualified."""

    NO_DAY = "no_day"
    IN_TIME = "in_time"
    NEAR = "near"
    PAST = "past"


ALERTS = frozenset({Qualifying.NO_DAY, Qualifying.NEAR, Qualifying.PAST})
"""What the trainee, their countersigners and the manager are told of."""


def qualifying(qualify_by: date | None, today: date, warning: int) -> Qualifying:
    """Tell how a trainee stands to the day by which they should be qualified; on the day itself it is not past."""
    if qualify_by is None:
        return Qualifying.NO_DAY
    if qualify_by < today:
        return Qualifying.PAST
    return Qualifying.NEAR if today >= qualify_by - timedelta(days=warning) else Qualifying.IN_TIME


def months_after(start: date, months: int) -> date:
    """Give the day so many months after another; where that month is shorter, its last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=start.day - 1), following - timedelta(days=1))


class Suitability(StrEnum):
    """How far the checks of somebody who works with learners are (practice.md 8.1)."""

    INCOMPLETE = "incomplete"
    CONDITIONAL = "conditional"
    """They may begin under conditions that are written down."""
    CLEARED = "cleared"


@dataclass(frozen=True)
class Checks:
    """What was last recorded of somebody's checks."""

    state: Suitability
    checked_on: date
    expires: date | None = None
    conditions: str = ""


def check_recordable(checks: Checks, today: date) -> None:
    """Check that the state of checks can be recorded so. Raises Refused."""
    if checks.checked_on > today:
        raise Refused("checked-in-future")
    if checks.expires is not None and checks.expires < checks.checked_on:
        raise Refused("checks-expire-before")
    if checks.state is Suitability.CONDITIONAL and not checks.conditions.strip():
        raise Refused("conditions-missing")


def unsuitable(checks: Checks | None, today: date) -> str | None:
    """Give why somebody's checks do not let them work with learners; the last day they hold on is included."""
    if checks is None:
        return "suitability-not-recorded"
    if checks.state is Suitability.INCOMPLETE:
        return "suitability-incomplete"
    return "suitability-expired" if checks.expires is not None and checks.expires < today else None
