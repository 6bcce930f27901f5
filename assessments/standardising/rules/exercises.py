"""What may become of a standardisation exercise: who is asked, what is decided, when it is closed and recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.judging.rules import Outcome
from portfolio.people.rules.standing import months_after
from standards.foundation import Refused, Role

MOST_PIECES = 30
MOST_PEOPLE = 40
PEOPLE_AT_LEAST = 2
"""Below that there is nobody to agree with."""
ASKED = frozenset({Role.ASSESSOR, Role.QUALITY_ASSURER})
"""The roles whose holders take part: those who decide, and those who look at decisions; no learner is asked."""
CHAIRS = frozenset({Role.QUALITY_ASSURER, Role.MANAGER})


class ExerciseStatus(StrEnum):
    PREPARED = "prepared"
    """Pieces are chosen; nobody who takes part knows of it."""
    OPEN = "open"
    """Those who take part decide, each blind to the others."""
    CLOSED = "closed"


@dataclass(frozen=True)
class Said:
    """What somebody decides on one criterion of a piece."""

    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Action:
    """What was agreed to be done: what, by whom, and until when."""

    words: str
    who: str
    due: date | None


@dataclass(frozen=True)
class Minutes:
    """The record of an exercise (practice.md 2.7); people by their public ids."""

    attended: Sequence[str]
    language: str
    others: str = ""
    """Attendees who are nobody's account here."""
    apologies: str = ""
    previous: str = ""
    comments: str = ""
    updates: str = ""
    progress: str = ""
    discussed: str = ""
    trends: str = ""
    decisions: str = ""
    actions: Sequence[Action] = ()
    next_on: date | None = None


WORDS = ("others", "apologies", "previous", "comments", "updates", "progress", "discussed", "trends", "decisions")
"""The fields of a record that hold words, in their order."""


def check_preparing(status: ExerciseStatus) -> None:
    """Check that an exercise is still being put together: what is open is frozen. Raises Refused."""
    if status is not ExerciseStatus.PREPARED:
        raise Refused("standardising-opened-before")


def check_people(asked: Mapping[int, Collection[Role]], chair: Collection[Role], owners: Collection[int]) -> None:
    """Check who is asked and who chairs. Raises Refused.

    `asked`: the roles of each at the centre; `owners`: whose portfolios the pieces are from.
    """
    if len(asked) > MOST_PEOPLE:
        raise Refused("standardising-too-many-people", most=MOST_PEOPLE)
    if any(not ASKED & set(roles) for roles in asked.values()):
        raise Refused("standardising-not-staff")
    if not CHAIRS & set(chair):
        raise Refused("standardising-no-chair")
    if set(asked) & set(owners):
        raise Refused("standardising-own-portfolio")


def check_chosen(chosen: Collection[str], offered: Collection[str], pieces: int) -> None:
    """Check that decisions can be put in: those offered alone, and `pieces` in all are not too many. Raises Refused."""
    if not chosen:
        raise Refused("standardising-nothing-chosen")
    if not set(chosen) <= set(offered):
        raise Refused("standardising-not-offered")
    if pieces > MOST_PIECES:
        raise Refused("standardising-too-many-pieces", most=MOST_PIECES)


def check_pair(first: str, second: str) -> None:
    """Check that two pieces can be a pair, by the languages that they were made in. Raises Refused."""
    if {first, second} != {"cy", "en"}:
        raise Refused("standardising-pair-languages")


def check_opening(status: ExerciseStatus, pieces: int, people: int, *, closed: int) -> None:
    """Check that those who take part can be asked; `closed` pieces are closed or withdrawn by now. Raises Refused."""
    check_preparing(status)
    if not pieces:
        raise Refused("standardising-no-pieces")
    if people < PEOPLE_AT_LEAST:
        raise Refused("standardising-needs-people")
    if closed:
        raise Refused("standardising-piece-closed")


@dataclass(frozen=True)
class Deciding:
    """What the rule of deciding looks at."""

    status: ExerciseStatus
    takes_part: bool
    own: bool
    """Whether it is from their own portfolio."""
    decided: bool
    """Whether they decided on this piece before."""
    closed: bool
    """Whether its evidence is closed or withdrawn by now."""


def check_deciding(found: Deciding) -> None:
    """Check that somebody may decide on a piece: once, blind, and while the exercise is open. Raises Refused.

    Whoever made the original decision decides again as the others do: in a small centre nobody else might be
    left. What they decided then is shown beside the results, and no figure counts it: nobody counts twice.
    """
    if not found.takes_part:
        raise Refused("standardising-not-asked")
    if found.own:
        raise Refused("judging-own-portfolio")
    if found.status is not ExerciseStatus.OPEN:
        raise Refused("standardising-not-open")
    if found.decided:
        raise Refused("standardising-decided-before")
    if found.closed:
        raise Refused("standardising-piece-closed")


def check_said(said: Mapping[str, Said], there: Collection[str]) -> None:
    """Check what is decided, by criterion of the piece; what is left out is a missing decision. Raises Refused."""
    if not said:
        raise Refused("standardising-nothing-decided")
    if not set(said) <= set(there):
        raise Refused("standardising-foreign-criterion")
    if any(one.outcome is Outcome.REFERRED and not one.reason.strip() for one in said.values()):
        raise Refused("standardising-referral-needs-reason")


def check_closing(status: ExerciseStatus, *, is_chair: bool, chair_works_here: bool, manages: bool) -> None:
    """Check that somebody may close: the chair; a manager where the chair is no longer there. Raises Refused."""
    if status is not ExerciseStatus.OPEN:
        raise Refused("standardising-not-open")
    if not is_chair and (chair_works_here or not manages):
        raise Refused("standardising-not-chair")


def check_minutes(status: ExerciseStatus, said: Minutes, people: Collection[str]) -> None:
    """Check that a record can be kept so: once it is closed, of those who were asked. Raises Refused."""
    if status is not ExerciseStatus.CLOSED:
        raise Refused("standardising-not-closed")
    if not set(said.attended) <= set(people):
        raise Refused("standardising-foreign-attendee")
    if not said.discussed.strip():
        raise Refused("standardising-needs-discussed")
    for one in said.actions:
        if not one.words.strip() or not one.who.strip() or one.due is None:
            raise Refused("standardising-action-incomplete")


def sees_decisions(status: ExerciseStatus) -> bool:
    """Tell whether anybody sees what others decided, and what was decided originally: not before it is closed."""
    return status is ExerciseStatus.CLOSED


def due_on(last: date | None, months: int) -> date | None:
    """Give by when somebody takes part again; none where they never did."""
    return None if last is None else months_after(last, months)


def is_due(last: date | None, months: int, today: date) -> bool:
    """Tell whether somebody has not taken part for so many months; on the very day they still have."""
    due = due_on(last, months)
    return due is None or due < today
