"""The acts of certification: in the portfolio's book, and the terms of qualifications in the centre's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from assessments.certification.rules.course import LIVE, ClaimState, may_follow
from assessments.certification.rules.readiness import first_day, is_released
from assessments.judging.events import HOLDS, SIGNATURES
from portfolio.learning.events import Disagrees, by_learner
from portfolio.learning.rules import UnitStatus
from standards.foundation import Facts, told
from standards.qualifications.rules.signing import SignaturePart

QUALITY_ASSURANCE = frozenset({SignaturePart.LEARNER.value, SignaturePart.QUALITY_ASSURER.value})
"""Signatures of these parts judge nothing that a claim vouches for."""


def step_key(claim: str, number: int) -> tuple[str, str]:
    return "certification_step", f"{claim} {number}"


def _not_own(facts: Facts, what: str) -> None:
    if told(facts, "actor") is not None and by_learner(facts):
        raise Disagrees(f"{what} by the learner whose it is")


def _by(facts: Facts) -> dict[str, Any]:
    return {"by": told(facts, "actor"), "at": told(facts, "at")}


@dataclass(frozen=True)
class CertificationTermsSet:
    """What holds of a qualification and its awarding organisation was recorded anew."""

    kind: ClassVar[str] = "certification.terms_set"
    terms: str
    qualification: str
    number: int
    direct_from: str | None
    direct_until: str | None
    least_weeks: int | None
    register_within: int | None
    content: str
    """Seal of the awarding organisation's name."""

    def apply(self, facts: Facts) -> None:
        earlier = [
            known
            for (kind, _id), known in facts.items()
            if kind == "certification_terms" and known["qualification"] == self.qualification
        ]
        if self.number != len(earlier) + 1:
            raise Disagrees(f"terms {self.number} of a qualification follow {len(earlier)}")
        facts["certification_terms", self.terms] = {
            "qualification": self.qualification,
            "number": self.number,
            "direct_from": self.direct_from,
            "direct_until": self.direct_until,
            "least_weeks": self.least_weeks,
            "register_within": self.register_within,
            "content": self.content,
            **_by(facts),
        }


@dataclass(frozen=True)
class EnrolmentRegistered:
    """An enrolment was registered with the awarding organisation, or what was recorded of that was put right."""

    kind: ClassVar[str] = "certification.registered"
    registration: str
    enrolment: str
    on: str
    content: str
    """Seal of the number."""

    def apply(self, facts: Facts) -> None:
        _not_own(facts, "an enrolment was registered")
        if self.on < facts["enrolment", self.enrolment]["start"]:
            raise Disagrees(f"enrolment {self.enrolment} was registered before it began")
        facts["certification_registration", self.registration] = {
            "enrolment": self.enrolment,
            "on": self.on,
            "content": self.content,
            **_by(facts),
        }


@dataclass(frozen=True)
class UnitReleasedFromOutside:
    """The awarding organisation's own quality assurer released a unit."""

    kind: ClassVar[str] = "certification.released"
    release: str
    unit: str
    on: str
    content: str
    """Seal of who it was, and of the reference."""

    def apply(self, facts: Facts) -> None:
        _not_own(facts, "a unit was released")
        if not facts["unit", self.unit]["complete"]:
            raise Disagrees(f"unit {self.unit} was released before it was signed by all")
        facts["external_release", self.release] = {
            "unit": self.unit,
            "on": self.on,
            "content": self.content,
            **_by(facts),
        }


@dataclass(frozen=True)
class CertificationClaimed:
    """Units, or a whole qualification, were claimed; the entry says what its rule took from elsewhere."""

    kind: ClassVar[str] = "certification.claimed"
    claim: str
    number: int
    enrolment: str
    units: tuple[str, ...]
    whole: bool
    named: str
    direct: bool
    least_weeks: int
    on: str
    content: str
    """Seal of the awarding organisation's name."""

    def apply(self, facts: Facts) -> None:
        _not_own(facts, "a certificate was claimed")
        if not self.units:
            raise Disagrees(f"claim {self.number} claims nothing")
        self._check_registered(facts)
        for unit in self.units:
            self._check_unit(facts, unit)
        self._check_people(facts)
        self._check_first(facts)
        facts["certification_claim", self.claim] = {
            "number": self.number,
            "enrolment": self.enrolment,
            "units": tuple(self.units),
            "whole": self.whole,
            "named": self.named,
            "direct": self.direct,
            "on": self.on,
            "content": self.content,
            "state": ClaimState.CLAIMED.value,
            "must_withdraw": False,
            "steps": 1,
            **_by(facts),
        }

    def _check_registered(self, facts: Facts) -> None:
        days = [one["on"] for one in _all(facts, "certification_registration") if one["enrolment"] == self.enrolment]
        if not days:
            raise Disagrees(f"claim {self.number} is for an enrolment that was not registered")
        if first_day(date.fromisoformat(days[-1]), self.least_weeks) > date.fromisoformat(self.on):
            raise Disagrees(f"claim {self.number} was made too soon after the registration")

    def _check_unit(self, facts: Facts, unit: str) -> None:
        known = facts["unit", unit]
        if known["enrolment"] != self.enrolment or known["met"] != known["total"] or not known["complete"]:
            raise Disagrees(f"claim {self.number} claims unit {unit}, which was not complete")
        if known.get(HOLDS):
            raise Disagrees(f"claim {self.number} claims unit {unit} while something held it up")
        samples = [one for one in _all(facts, "sample") if one["unit"] == unit]
        if not all(is_released(one["status"], one["verdict"]) for one in samples):
            raise Disagrees(f"claim {self.number} claims unit {unit}, which a sample had not released")
        if not self.direct and not _released(facts, unit):
            raise Disagrees(f"claim {self.number} claims unit {unit}, which nobody outside had released")

    def _check_people(self, facts: Facts) -> None:
        makers = set(_makers(facts, self.units))
        if {told(facts, "actor"), self.named} & makers:
            raise Disagrees(f"claim {self.number} was made by, or names, somebody who judged what it claims")

    def _check_first(self, facts: Facts) -> None:
        for one in _all(facts, "certification_claim"):
            if one["state"] not in LIVE or one["enrolment"] != self.enrolment:
                continue
            if (self.whole and one["whole"]) or (not self.whole and set(self.units) & set(one["units"])):
                raise Disagrees(f"claim {self.number} claims what was claimed before")


def _all(facts: Facts, wanted: str) -> list[dict[str, Any]]:
    return [known for (kind, _id), known in facts.items() if kind == wanted]


def _released(facts: Facts, unit: str) -> bool:
    """Tell whether a unit was released from outside since all that stands under it was signed."""
    signed = max((facts["signature", one]["at"] for one in facts["unit", unit].get(SIGNATURES, ())), default="")
    return any(one["unit"] == unit and one["at"] >= signed for one in _all(facts, "external_release"))


def _makers(facts: Facts, units: Iterable[str]) -> Iterable[str]:
    wanted = set(units)
    for (kind, _id), known in facts.items():
        judged = kind == "decision" or (kind == "signature" and known["part"] not in QUALITY_ASSURANCE)
        if judged and known["unit"] in wanted:
            yield known["by"]


@dataclass(frozen=True)
class CertificationStepped:
    """What became of a claim was recorded, or put right."""

    kind: ClassVar[str] = "certification.stepped"
    claim: str
    number: int
    """Of the claim."""
    step: int
    what: str
    on: str
    corrects: int | None
    content: str
    """Seal of the reference and the words."""

    def apply(self, facts: Facts) -> None:
        _not_own(facts, "what became of a claim was recorded")
        known, what = facts["certification_claim", self.claim], ClaimState(self.what)
        state, must = ClaimState(known["state"]), known["must_withdraw"]
        if not may_follow(state, what, must_withdraw=must, corrects=self.corrects is not None):
            raise Disagrees(f"claim {known['number']} was {state} and became {what}")
        if self.step != known["steps"] + 1 or self.corrects not in {None, known["steps"]}:
            raise Disagrees(f"step {self.step} of claim {known['number']} follows {known['steps']}")
        if self.corrects is not None:
            facts[step_key(self.claim, self.corrects)]["corrected"] = True
        known.update(state=what.value, steps=self.step)
        if what is ClaimState.WITHDRAWN:
            known["must_withdraw"] = False
        facts[step_key(self.claim, self.step)] = {
            "what": self.what,
            "on": self.on,
            "corrects": self.corrects,
            "corrected": False,
            "content": self.content,
            **_by(facts),
        }


@dataclass(frozen=True)
class CertificationUndermined:
    """A unit that is claimed was reopened: the claim is to be withdrawn."""

    kind: ClassVar[str] = "certification.undermined"
    claim: str
    number: int
    unit: str

    def apply(self, facts: Facts) -> None:
        known = facts["certification_claim", self.claim]
        if self.unit not in known["units"] or facts["unit", self.unit]["status"] != UnitStatus.IN_PROGRESS:
            raise Disagrees(f"claim {known['number']} was undermined by a unit that was not reopened")
        if known["state"] not in LIVE:
            raise Disagrees(f"claim {known['number']} was undermined when it stood no longer")
        known["must_withdraw"] = True


ACTS = (
    CertificationTermsSet,
    EnrolmentRegistered,
    UnitReleasedFromOutside,
    CertificationClaimed,
    CertificationStepped,
    CertificationUndermined,
)
