"""Who may be what: roles that go together, and how signing in slows down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from standards.foundation import Role


class AssessesIn(StrEnum):
    """The languages in which an assessor or quality assurer can work."""

    WELSH = "cy"
    ENGLISH = "en"
    BOTH = "both"

    def covers(self, language: str) -> bool:
        """Tell whether work in a language of assessment (cy, en, both) can be judged."""
        return self is AssessesIn.BOTH or self.value == language


@dataclass(frozen=True)
class SlowDown:
    """How long to wait after failures: free attempts first, then doubling up to a longest wait; never a lock-out."""

    free: int = 5
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=5)
    window: timedelta = timedelta(minutes=30)

    def wait(self, failures: Sequence[datetime], now: datetime) -> timedelta:
        """Tell how long is still to be waited before the next attempt counts; failures oldest first."""
        recent = [at for at in failures if now - at <= self.window]
        over = len(recent) - self.free
        if over < 0:
            return timedelta(0)
        delay = min(timedelta(seconds=self.first_wait.total_seconds() * 2.0 ** min(over, 20)), self.longest_wait)
        return max(recent[-1] + delay - now, timedelta(0))


STAFF_ROLES = frozenset(Role) - {Role.LEARNER}
LONGEST_SESSION = timedelta(hours=24)


@dataclass(frozen=True)
class SessionLimits:
    """How long somebody may be idle before they sign in again: staff, who see others' data, and learners."""

    staff: timedelta
    learner: timedelta

    def over(self, roles: frozenset[Role], begun: datetime, seen: datetime, now: datetime) -> bool:
        """Tell whether a session is over, by idleness or by its age."""
        idle = self.staff if roles & STAFF_ROLES else self.learner
        return now - seen > idle or now - begun > LONGEST_SESSION
