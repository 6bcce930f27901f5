"""The states of enrolments, units and criteria, and how one follows from another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from standards.foundation import Refused
from standards.qualifications.rules.signing import SignaturePart


class EnrolmentStatus(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


RUNNING = frozenset({EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED})
"""Enrolments that go on."""


class Attention(StrEnum):
    """Why a manager should look at an active enrolment."""

    OVERDUE = "overdue"
    NO_ASSESSOR = "no-assessor"
    AWAITING_COUNTERSIGNATURE = "awaiting-countersignature"
    AFTER_LAST_CERTIFICATION = "after-last-certification"


class AssessmentLanguage(StrEnum):
    WELSH = "cy"
    ENGLISH = "en"
    BOTH = "both"


class Part(StrEnum):
    """What somebody is assigned to do for a learner."""

    ASSESSOR = "assessor"
    COUNTERSIGNER = "countersigner"
    QUALITY_ASSURER = "quality_assurer"


ASSESSING = frozenset({Part.ASSESSOR, Part.COUNTERSIGNER})


@dataclass(frozen=True)
class Held:
    """A part that somebody has in a portfolio, has had or is to have, from a day until a day."""

    part: Part
    starts: date
    ends: date | None = None

    @property
    def nothing(self) -> bool:
        """Whether it holds on no day at all: it was ended before it began."""
        return self.ends is not None and self.ends < self.starts


def check_apart(new: Held, others: Iterable[Held], acted: Iterable[Part]) -> None:
    """Check that nobody is to sample decisions of their own. Raises Refused.

    A quality assurer never samples a decision that they made or countersigned. Which decisions will be sampled nobody
    knows beforehand, so in one portfolio the parts are kept apart as a whole: whoever assesses or countersigns there,
    or did before, is not its quality assurer. Nor does anybody begin to assess while they are its quality assurer, or
    once they have acted there as one. `acted`: the parts in which they have acted there, as the book tells.
    """
    held = [one for one in others if not one.nothing]
    if new.part is Part.QUALITY_ASSURER:
        assessing = [one for one in held if one.part in ASSESSING]
        if Part.ASSESSOR in acted or any(_before_end(one, new) for one in assessing):
            raise Refused("assesses-there")
        return
    assuring = [one for one in held if one.part is Part.QUALITY_ASSURER]
    if Part.QUALITY_ASSURER in acted or any(_before_end(new, one) for one in assuring):
        raise Refused("assures-there")


def _before_end(assessing: Held, assuring: Held) -> bool:
    """Tell whether somebody begins to assess before they have ceased to assure quality."""
    return assuring.ends is None or assessing.starts <= assuring.ends


class UnitStatus(StrEnum):
    IN_PROGRESS = "in_progress"
    DECLARED = "declared"
    SIGNED = "signed"
    COUNTERSIGNED = "countersigned"
    VERIFIED = "verified"
    CERTIFIED = "certified"


LOCKED = frozenset({UnitStatus.SIGNED, UnitStatus.COUNTERSIGNED, UnitStatus.VERIFIED, UnitStatus.CERTIFIED})
"""From the assessor's signature on, a unit's claims are locked."""


class ClaimStatus(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    MET = "met"
    NOT_YET = "not_yet"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    SET_ASIDE = "set_aside"
    """A draft whose criterion the unit's version of the standard does not have: its words are kept."""


class CriterionState(StrEnum):
    OPEN = "open"
    REFERRED = "referred"
    CLAIMED = "claimed"
    MET = "met"


LIVE: Mapping[ClaimStatus, CriterionState] = {
    ClaimStatus.MET: CriterionState.MET,
    ClaimStatus.WAITING: CriterionState.CLAIMED,
    ClaimStatus.REFERRED: CriterionState.REFERRED,
}
"""The claims that count for their criterion, and for what; *not yet* closes a claim and asks nothing."""
STRENGTH = (CriterionState.OPEN, CriterionState.REFERRED, CriterionState.CLAIMED, CriterionState.MET)
RANK: Mapping[ClaimStatus, int] = {claim: STRENGTH.index(state) for claim, state in LIVE.items()}


def criterion_state(claims: Iterable[ClaimStatus]) -> CriterionState:
    """Give the strongest of a criterion's live claims: met, claimed, referred, else open."""
    strongest = 0
    for claim in claims:
        rank = RANK.get(claim, 0)
        strongest = max(strongest, rank)
    return STRENGTH[strongest]


@dataclass(frozen=True)
class Counters:
    """How many of a unit's assessable criteria are in which state."""

    total: int
    met: int = 0
    claimed: int = 0
    referred: int = 0

    @property
    def open(self) -> int:
        return self.total - self.met - self.claimed - self.referred

    @property
    def complete(self) -> bool:
        return self.total > 0 and self.met == self.total


def counted(total: int, states: Iterable[CriterionState]) -> Counters:
    """Count a unit's criteria by state; criteria that are not named are open."""
    found = list(states)
    return Counters(
        total,
        found.count(CriterionState.MET),
        found.count(CriterionState.CLAIMED),
        found.count(CriterionState.REFERRED),
    )


def after_change_of_claims(status: UnitStatus) -> UnitStatus:
    """Give a unit's status after any change to its claims: a declaration is void then."""
    return UnitStatus.IN_PROGRESS if status is UnitStatus.DECLARED else status


def is_complete(status: UnitStatus, awaits: str | None) -> bool:
    """Tell whether a unit counts as signed off: not while it awaits another signature (practice.md 1.8)."""
    return status in LOCKED and awaits is None


AWAITED: Mapping[str, str] = {
    SignaturePart.LEARNER: "awaiting_declaration",
    SignaturePart.COUNTERSIGNER: "awaiting_countersignature",
    SignaturePart.QUALITY_ASSURER: "awaiting_verification",
}
"""How the status of a signed unit is shown while it awaits the signature of a part."""


def in_force(starts: date, ends: date | None, today: date) -> bool:
    """Tell whether something dated holds today; its last day included."""
    return starts <= today and (ends is None or today <= ends)


ENROLMENT_STEPS: Mapping[EnrolmentStatus, frozenset[EnrolmentStatus]] = {
    EnrolmentStatus.ACTIVE: frozenset(
        {
            EnrolmentStatus.PAUSED,
            EnrolmentStatus.COMPLETED,
            EnrolmentStatus.WITHDRAWN,
            EnrolmentStatus.TRANSFERRED,
        }
    ),
    EnrolmentStatus.PAUSED: frozenset({EnrolmentStatus.ACTIVE, EnrolmentStatus.WITHDRAWN, EnrolmentStatus.TRANSFERRED}),
    EnrolmentStatus.COMPLETED: frozenset({EnrolmentStatus.ACTIVE}),
    EnrolmentStatus.WITHDRAWN: frozenset({EnrolmentStatus.ACTIVE}),
    EnrolmentStatus.TRANSFERRED: frozenset({EnrolmentStatus.ACTIVE}),
}


MOST_MOVED = 200
"""Enrolments moved to another version of their qualification in one act: all of them are one transaction."""


class MoveHindrance(StrEnum):
    """Why an enrolment cannot be moved to another version of its qualification."""

    UNITS = "units"
    """A unit of it stands on a standard that the version does not offer: carried over first, or signed already."""
    ENROLLED = "enrolled"
    OWN = "own"


def check_move(hindrance: MoveHindrance | None) -> None:
    """Check that an enrolment may be moved to another version. Raises Refused."""
    if hindrance is MoveHindrance.UNITS:
        raise Refused("move-units-differ")
    if hindrance is MoveHindrance.ENROLLED:
        raise Refused("already-enrolled")
    if hindrance is MoveHindrance.OWN:
        raise Refused("own-portfolio")
