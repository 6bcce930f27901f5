"""What keeps a certification claim from being made: every reason at once, never only the first (D10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assessments.quality.rules.samples import SampleStatus, Verdict
from portfolio.learning.rules import in_force
from portfolio.people.rules.interests import Ruling
from standards.foundation import Refused, Role
from standards.qualifications.rules import GroupRule, shortfalls

CLAIMANTS = frozenset({Role.QUALITY_ASSURER, Role.MANAGER, Role.ADMINISTRATOR})
UPHELD = frozenset({Verdict.UPHELD, Verdict.WITH_ACTION})


class Reason(StrEnum):
    """Why something cannot be claimed."""

    NO_UNITS = "no_units"
    NO_TERMS = "no_terms"
    """Nobody has said which awarding organisation the qualification is of."""
    NOT_REGISTERED = "not_registered"
    TOO_SOON = "too_soon"
    AFTER_LAST = "after_last"
    COMBINATION = "combination"
    RESTRICTED = "restricted"
    """A matter in the register of malpractice is open."""
    CRITERIA = "criteria"
    NOT_SIGNED = "not_signed"
    AWAITS = "awaits"
    HELD = "held"
    APPEALED = "appealed"
    SAMPLED = "sampled"
    PLANNED = "planned"
    """Picked for a sample that nobody has opened yet."""
    NOT_RELEASED = "not_released"
    """The centre has no direct claims status, and nobody from outside has released the unit."""
    CLAIMED = "claimed"
    NO_ROLE = "no_role"
    OWN = "own"
    DECIDED = "decided"
    INTEREST = "interest"
    NOBODY_NAMED = "nobody_named"
    NAMED_OWN = "named_own"
    NAMED_DECIDED = "named_decided"
    NAMED_INTEREST = "named_interest"


@dataclass(frozen=True)
class Hindrance:
    """One reason, with the unit and the day or number that it speaks of."""

    reason: Reason
    unit: str | None = None
    day: date | None = None
    number: int = 0
    code: str = ""


@dataclass(frozen=True)
class TermsNow:
    """What was last recorded of a qualification: direct claims status, and weeks between registration and claim."""

    direct_from: date | None = None
    direct_until: date | None = None
    least_weeks: int | None = None

    def direct(self, today: date) -> bool:
        """Tell whether the centre may claim without a release from outside."""
        return self.direct_from is not None and in_force(self.direct_from, self.direct_until, today)


@dataclass(frozen=True)
class SampleNow:
    number: int
    status: str
    verdict: str | None

    @property
    def released(self) -> bool:
        return is_released(self.status, self.verdict)


def is_released(status: str, verdict: str | None) -> bool:
    """Tell whether quality assurance has let go of a unit as far as one sample goes: closed, or upheld."""
    return status == SampleStatus.CLOSED or verdict in UPHELD


@dataclass(frozen=True)
class UnitNow:
    """A chosen unit as it stands."""

    key: str
    unit: int
    """Of the qualification."""
    met: bool
    complete: bool
    awaits: str | None = None
    held: bool = False
    appealed: bool = False
    samples: Sequence[SampleNow] = ()
    planned: int = 0
    released: bool = False
    """Released from outside since it was last signed."""
    claimed: bool = False
    makers: frozenset[int] = frozenset()
    """Who decided, signed as assessor or countersigned; whoever verified or sampled looked at others' work."""


@dataclass(frozen=True)
class EnrolmentNow:
    """What is known of an enrolment beside its units."""

    learner: int
    registered_on: date | None
    terms: TermsNow | None
    last_certification: date | None = None
    restricted: bool = False
    whole_claimed: bool = False
    groups: Sequence[GroupRule] = ()
    credits_of: tuple[tuple[int, int], ...] = ()
    least_credits: int = 0


@dataclass(frozen=True)
class Claimant:
    """Who claims, whom they name as the quality assurer of the claim, and what is ruled of their interests."""

    account: int | None
    roles: Collection[Role]
    interest: Ruling | None = None
    named: int | None = None
    named_interest: Ruling | None = None


def hindrances(
    enrolment: EnrolmentNow, units: Sequence[UnitNow], claimant: Claimant, today: date, *, whole: bool
) -> list[Hindrance]:
    """List everything that keeps these units from being claimed, singly or as the whole qualification."""
    return [
        *of_enrolment(enrolment, today),
        *of_claimant(enrolment, claimant),
        *(of_whole(enrolment, units) if whole else ()),
        *(() if units else [Hindrance(Reason.NO_UNITS)]),
        *(found for unit in units for found in of_unit(enrolment, unit, today, whole=whole)),
        *of_part_in(units, claimant),
        *of_named(enrolment, units, claimant),
    ]


def of_enrolment(enrolment: EnrolmentNow, today: date) -> Iterator[Hindrance]:
    """Give what keeps anything of an enrolment from being claimed."""
    if enrolment.terms is None:
        yield Hindrance(Reason.NO_TERMS)
    if enrolment.registered_on is None:
        yield Hindrance(Reason.NOT_REGISTERED)
    elif enrolment.terms is not None:
        first = first_day(enrolment.registered_on, enrolment.terms.least_weeks)
        if today < first:
            yield Hindrance(Reason.TOO_SOON, day=first, number=enrolment.terms.least_weeks or 0)
    last = enrolment.last_certification
    if last is not None and today > last:
        yield Hindrance(Reason.AFTER_LAST, day=last)
    if enrolment.restricted:
        yield Hindrance(Reason.RESTRICTED)


def first_day(registered: date, least_weeks: int | None) -> date:
    """Give the first day on which somebody registered on a day may be claimed for."""
    return registered + timedelta(weeks=least_weeks or 0)


def of_whole(enrolment: EnrolmentNow, units: Iterable[UnitNow]) -> Iterator[Hindrance]:
    """Give what keeps these units from making the whole qualification, by its rule of combination."""
    if enrolment.whole_claimed:
        yield Hindrance(Reason.CLAIMED)
    chosen = frozenset(one.unit for one in units)
    short = shortfalls(enrolment.groups, chosen, dict(enrolment.credits_of), enrolment.least_credits)
    for one in short:
        yield Hindrance(Reason.COMBINATION, number=one.needed, code=f"{one.code} {one.chosen}")


def of_unit(enrolment: EnrolmentNow, unit: UnitNow, today: date, *, whole: bool) -> Iterator[Hindrance]:
    """Give what keeps one unit from being claimed."""
    yield from _of_signing(unit)
    yield from _of_quality(unit)
    if enrolment.terms is not None and not enrolment.terms.direct(today) and not unit.released:
        yield Hindrance(Reason.NOT_RELEASED, unit.key)
    if unit.claimed and not whole:
        yield Hindrance(Reason.CLAIMED, unit.key)


def _of_signing(unit: UnitNow) -> Iterator[Hindrance]:
    if not unit.met:
        yield Hindrance(Reason.CRITERIA, unit.key)
    if unit.awaits is not None:
        yield Hindrance(Reason.AWAITS, unit.key, code=unit.awaits)
    elif not unit.complete:
        yield Hindrance(Reason.NOT_SIGNED, unit.key)


def _of_quality(unit: UnitNow) -> Iterator[Hindrance]:
    waiting = [one.number for one in unit.samples if not one.released]
    if unit.appealed:
        yield Hindrance(Reason.APPEALED, unit.key)
    for number in waiting:
        yield Hindrance(Reason.SAMPLED, unit.key, number=number)
    if unit.held and not unit.appealed and not waiting:
        yield Hindrance(Reason.HELD, unit.key)
    if unit.planned:
        yield Hindrance(Reason.PLANNED, unit.key, number=unit.planned)


def of_claimant(enrolment: EnrolmentNow, claimant: Claimant) -> Iterator[Hindrance]:
    """Give why this person may claim nothing for this learner (D1, D6)."""
    if not CLAIMANTS.intersection(claimant.roles):
        yield Hindrance(Reason.NO_ROLE)
    if claimant.account == enrolment.learner:
        yield Hindrance(Reason.OWN)
    if _is_kept_away(claimant.interest):
        yield Hindrance(Reason.INTEREST)


def of_part_in(units: Iterable[UnitNow], claimant: Claimant) -> Iterator[Hindrance]:
    """Give why this person may not claim these units.

    Whoever decided, signed or countersigned a unit does not claim it, nor are they named on the claim: to claim is to
    vouch, for quality assurance, that the assessment stands, and nobody does both on the same unit of a learner
    (practice.md 1.8, D2 and D3). Whoever verified or sampled it has looked at others' work: they may.
    """
    if claimant.account in makers_of(units):
        yield Hindrance(Reason.DECIDED)


def makers_of(units: Iterable[UnitNow]) -> frozenset[int]:
    return frozenset(maker for unit in units for maker in unit.makers)


def of_named(enrolment: EnrolmentNow, units: Iterable[UnitNow], claimant: Claimant) -> Iterator[Hindrance]:
    """Give why the quality assurer named on the claim may not be."""
    if claimant.named is None:
        yield Hindrance(Reason.NOBODY_NAMED)
        return
    if claimant.named == enrolment.learner:
        yield Hindrance(Reason.NAMED_OWN)
    if claimant.named in makers_of(units):
        yield Hindrance(Reason.NAMED_DECIDED)
    if _is_kept_away(claimant.named_interest):
        yield Hindrance(Reason.NAMED_INTEREST)


@dataclass(frozen=True)
class Readiness:
    """What of an enrolment somebody can claim, and all that is in the way of the rest."""

    common: Sequence[Hindrance]
    """In the way of everything."""
    whole: Sequence[Hindrance]
    """In the way of the whole qualification beside that; of its units only those that are signed are counted."""
    units: Sequence[tuple[UnitNow, Sequence[Hindrance]]]

    @property
    def anything(self) -> bool:
        return not self.common and (not self.whole or any(not found for _unit, found in self.units))


def readiness(enrolment: EnrolmentNow, units: Sequence[UnitNow], claimant: Claimant, today: date) -> Readiness:
    """Say of every unit of an enrolment, and of the whole, what is in the way of somebody's claim."""
    signed = [one for one in units if one.complete]
    of_signed = [found for one in signed for found in of_unit(enrolment, one, today, whole=True)]
    return Readiness(
        common=[*of_enrolment(enrolment, today), *of_claimant(enrolment, claimant)],
        whole=[*of_whole(enrolment, signed), *of_signed, *of_part_in(signed, claimant)],
        units=[(one, [*of_unit(enrolment, one, today, whole=False), *of_part_in([one], claimant)]) for one in units],
    )


def _is_kept_away(ruling: Ruling | None) -> bool:
    """Tell whether a declared interest keeps somebody from acting: barred, or not decided on yet."""
    return ruling in {Ruling.OPEN, Ruling.BARRED}


def check_ready(found: Sequence[Hindrance]) -> None:
    """Check that nothing is in the way of a claim. Raises Refused with every reason."""
    if found:
        raise Refused("certification-not-ready", number=len(found), reasons=tuple(one.reason.value for one in found))
