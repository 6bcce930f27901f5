"""Who is shown in evidence: its class of confidentiality, consents and how long they hold, and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portfolio.evidence.rules.kinds import NOT_HELD
from standards.foundation import Refused
from standards.qualifications.rules.evidence import EvidenceKind


class Confidentiality(StrEnum):
    """The classes of practice.md 4.3; what is sighted and not held is a kind, and its class follows from that."""

    OPEN = "open"
    PEOPLE = "people"
    """Other people are shown or named, with their consent."""
    RESTRICTED = "restricted"
    """For the learner, their assessors and quality assurers alone."""
    SIGHTED = "sighted"
    UNSAID = "unsaid"
    """Only while it is being written."""


ASKED = (Confidentiality.OPEN, Confidentiality.PEOPLE, Confidentiality.RESTRICTED)
"""The answers to choose from."""


class ConsentState(StrEnum):
    STANDS = "stands"
    RAN_OUT = "ran_out"
    WITHDRAWN = "withdrawn"


class Settlement(StrEnum):
    """How a consent that ended was settled."""

    AGAIN = "again"
    """The person consents again, as another consent says."""
    TAKEN_OUT = "taken_out"
    """The person is not shown any more, from a revision on; what shows them stays closed."""


VIEWING_LASTS = timedelta(minutes=15)
"""How long closed evidence can be read by somebody who opened it."""


@dataclass(frozen=True)
class Term:
    """How long a consent holds, and whether its end was settled."""

    until: date | None = None
    withdrawn_on: date | None = None
    settlement: Settlement | None = None
    last_shown: int | None = None
    """The last revision that shows the person: once they withdrew, or were taken out."""

    def state(self, today: date) -> ConsentState:
        if self.withdrawn_on is not None:
            return ConsentState.WITHDRAWN
        return ConsentState.RAN_OUT if self.until is not None and self.until < today else ConsentState.STANDS

    def closes(self, number: int, today: date) -> bool:
        """Tell whether the end of this consent closes a revision."""
        if self.settlement is Settlement.TAKEN_OUT:
            return number <= (self.last_shown or 0)
        return self.settlement is None and self.state(today) is not ConsentState.STANDS


def class_of(kind: EvidenceKind, said: Confidentiality) -> Confidentiality:
    """Give the class of evidence of a kind of which its author said this."""
    return Confidentiality.SIGHTED if kind in NOT_HELD else said


def is_closed(number: int, confidentiality: str, terms: Iterable[Term], today: date) -> bool:
    """Tell whether a revision is read only by those who must, each time by an act of opening."""
    return confidentiality == Confidentiality.RESTRICTED or any(one.closes(number, today) for one in terms)


def check_withdrawable(term: Term, on: date, today: date) -> None:
    """Check that a consent can be withdrawn, as of a day that came already. Raises Refused."""
    if term.withdrawn_on is not None:
        raise Refused("consent-withdrawn-before")
    if on > today:
        raise Refused("consent-in-future")


def check_settleable(term: Term, how: Settlement, revision: int, submitted_on: date | None, today: date) -> None:
    """Check that a consent ended, and that somebody taken out is not in what was submitted last. Raises Refused.

    `revision` was submitted last, and on which day; none where there is none.
    """
    if term.settlement is not None or term.state(today) is ConsentState.STANDS:
        raise Refused("consent-stands")
    if how is Settlement.TAKEN_OUT and not _submitted_since(term, revision, submitted_on):
        raise Refused("consent-shown-still")


def _submitted_since(term: Term, revision: int, submitted_on: date | None) -> bool:
    if term.last_shown is not None:
        return revision > term.last_shown
    return submitted_on is not None and term.until is not None and submitted_on > term.until
