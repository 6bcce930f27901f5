"""When a claim may be decided and a unit signed, and by whom: looking at the person, not at the role."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from portfolio.learning.rules import LOCKED, ClaimStatus, Counters, UnitStatus, is_complete
from standards.foundation import Refused, Role
from standards.qualifications.rules.evidence import UnmetRule
from standards.qualifications.rules.signing import DEFAULT_ORDER, SignaturePart, SigningOrder


class Outcome(StrEnum):
    """What an assessor finds: met; not yet, which closes the claim; referred, which asks for more."""

    MET = "met"
    NOT_YET = "not_yet"
    REFERRED = "referred"

    @property
    def claim_status(self) -> ClaimStatus:
        return ClaimStatus(self.value)


DECIDED = frozenset({ClaimStatus.MET, ClaimStatus.NOT_YET, ClaimStatus.REFERRED})
DECIDABLE = DECIDED | {ClaimStatus.WAITING}
REASON_AT_LEAST = 10
"""Characters: a reason that others will read later says something."""


@dataclass(frozen=True)
class Judgement:
    """What an assessor says of one claim."""

    outcome: Outcome
    feedback: str = ""
    corrects: str = ""
    """Why an earlier decision on this claim is corrected; empty where there is none."""


@dataclass(frozen=True)
class RulesOfEvidence:
    """Valid, authentic and current are judged of the whole item (practice.md 1.6); sufficiency is the unit's."""

    valid: bool
    authentic: bool
    current: bool

    @property
    def hold(self) -> bool:
        return self.valid and self.authentic and self.current


def check_decision(claim: ClaimStatus, judgement: Judgement, evidence_rules: RulesOfEvidence, unit: UnitStatus) -> None:
    """Check that a claim may be decided so. Raises Refused."""
    if unit in LOCKED:
        raise Refused("judged-unit-locked")
    if claim in DECIDED:
        if len(judgement.corrects.strip()) < REASON_AT_LEAST:
            raise Refused("correction-needs-reason")
    elif claim is not ClaimStatus.WAITING:
        raise Refused("claim-not-waiting")
    if judgement.outcome is Outcome.MET and not evidence_rules.hold:
        raise Refused("met-needs-rules-of-evidence")
    if judgement.outcome is Outcome.REFERRED and not judgement.feedback.strip():
        raise Refused("referral-needs-feedback")


TAKEN_BACK_WITHIN = timedelta(minutes=10)
"""How long an assessor may undo a save (screens.md)."""


@dataclass(frozen=True)
class SavedJudgement:
    """What the rule of taking back looks at."""

    assessor: int | None
    at: datetime
    taken_back: bool
    acknowledged: bool
    moved: bool
    """Whether its evidence, one of its claims or one of their units is no longer as the save left it."""


def check_taking_back(saved: SavedJudgement, person: int | None, now: datetime) -> None:
    """Check that somebody may undo a save of theirs: soon, and while nobody has acted on it. Raises Refused."""
    if saved.assessor != person:
        raise Refused("judgement-of-another")
    if saved.taken_back:
        raise Refused("judgement-taken-back")
    if saved.acknowledged or saved.moved:
        raise Refused("judgement-acted-on")
    if now - saved.at > TAKEN_BACK_WITHIN:
        raise Refused("judgement-too-old")


def check_not_own(person: int | None, learner: int) -> None:
    """Check that nobody assesses, countersigns or samples in their own portfolio. Raises Refused."""
    if person == learner:
        raise Refused("judging-own-portfolio")


def check_author(person: int | None, author: int | None) -> None:
    """Check that a record of what its author saw, where it is one, is judged by nobody else. Raises Refused."""
    if author is not None and person != author:
        raise Refused("judging-record-of-another")


def check_not_barred(person: int | None, barred: Collection[int]) -> None:
    """Check that whoever's decision an appeal overturned does not judge that criterion again. Raises Refused."""
    if person in barred:
        raise Refused("judging-after-appeal")


@dataclass(frozen=True)
class Phrase:
    """Words of feedback that an assessor uses again and again; either language may be empty."""

    cy: str = ""
    en: str = ""


class Missing(StrEnum):
    """What still stands between a unit and its completion, in the order in which it is done."""

    CRITERIA = "criteria"
    EVIDENCE_RULES = "evidence_rules"
    DECLARATION = "declaration"
    SIGNATURE = "signature"
    COUNTERSIGNATURE = "countersignature"
    VERIFICATION = "verification"
    HOLDS = "holds"


MISSING_OF: Mapping[SignaturePart, Missing] = {
    SignaturePart.LEARNER: Missing.DECLARATION,
    SignaturePart.ASSESSOR: Missing.SIGNATURE,
    SignaturePart.COUNTERSIGNER: Missing.COUNTERSIGNATURE,
    SignaturePart.QUALITY_ASSURER: Missing.VERIFICATION,
}
STATUS_OF: Mapping[SignaturePart, UnitStatus] = {
    SignaturePart.ASSESSOR: UnitStatus.SIGNED,
    SignaturePart.COUNTERSIGNER: UnitStatus.COUNTERSIGNED,
    SignaturePart.QUALITY_ASSURER: UnitStatus.VERIFIED,
}


class HoldReason(StrEnum):
    """Why a signed unit is neither verified nor certified for the time being."""

    SAMPLE = "sample"
    APPEAL = "appeal"


def status_after(status: UnitStatus, part: SignaturePart) -> UnitStatus:
    """Give a unit's status once a part has signed: the furthest step; a learner who signs last moves none."""
    if part is SignaturePart.LEARNER:
        return status if status in LOCKED else UnitStatus.DECLARED
    return STATUS_OF[part]


def awaited(
    status: UnitStatus, order: SigningOrder, signed: Collection[SignaturePart], *, needs_countersignature: bool
) -> SignaturePart | None:
    """Give whose signature a signed unit still needs."""
    return order.next_part(signed, needs_countersignature=needs_countersignature) if status in LOCKED else None


@dataclass(frozen=True)
class UnitStanding:
    """What the rules of signing look at."""

    status: UnitStatus
    counters: Counters
    needs_countersignature: bool = False
    decided_by_trainee: bool = False
    """Whether any standing decision was made by someone who was a trainee when they made it."""
    signer: int | None = None
    trainee_deciders: Collection[int] = field(default=())
    unmet: Sequence[UnmetRule] = ()
    """What the unit's evidence rules ask still."""
    order: SigningOrder = DEFAULT_ORDER
    signed: Collection[SignaturePart] = ()
    """The parts whose signatures stand."""
    awaits: SignaturePart | None = None
    """Whose signature a signed unit still needs."""
    holds: Collection[HoldReason] = ()

    @property
    def complete(self) -> bool:
        return is_complete(self.status, self.awaits)

    @property
    def outstanding(self) -> list[SignaturePart]:
        """List the parts that are still to sign, in their order: as things stand now."""
        if self.complete:
            return []
        needs = self.needs_countersignature or (self.status not in LOCKED and self.decided_by_trainee)
        return self.order.outstanding(self.signed, needs_countersignature=needs)

    @property
    def next_part(self) -> SignaturePart | None:
        """Give the part whose turn it is."""
        return self.awaits if self.status in LOCKED else next(iter(self.outstanding), None)

    def after(self, part: SignaturePart, *, needs_countersignature: bool) -> tuple[UnitStatus, SignaturePart | None]:
        """Give the status and whose signature is awaited, once a part has signed."""
        status, signed = status_after(self.status, part), {*self.signed, part}
        return status, awaited(status, self.order, signed, needs_countersignature=needs_countersignature)


def missing(unit: UnitStanding) -> list[Missing]:
    """List what is still missing before the unit counts as signed off, and what holds it up after."""
    found = []
    if unit.status not in LOCKED:
        found += [] if unit.counters.complete else [Missing.CRITERIA]
        found += [Missing.EVIDENCE_RULES] if unit.unmet else []
    found += [MISSING_OF[part] for part in unit.outstanding]
    return [*found, Missing.HOLDS] if unit.holds else found


def check_declaration(unit: UnitStanding) -> None:
    """Check that the learner may declare the unit complete and their own work. Raises Refused."""
    if SignaturePart.LEARNER in unit.signed:
        raise Refused("already-declared")
    _check_complete(unit)
    if unit.next_part is not SignaturePart.LEARNER:
        raise Refused("declared-too-early")


def check_signature(unit: UnitStanding) -> None:
    """Check that the assessor may sign. Raises Refused."""
    if unit.status in LOCKED:
        raise Refused("already-signed")
    _check_complete(unit)
    if unit.next_part is not SignaturePart.ASSESSOR:
        raise Refused("not-declared")


def _check_complete(unit: UnitStanding) -> None:
    """Check that a unit that is not signed yet has all that it asks for. Raises Refused."""
    if unit.status in LOCKED:
        return
    if not unit.counters.complete:
        raise Refused("unit-incomplete", met=unit.counters.met, total=unit.counters.total)
    if unit.unmet:
        raise Refused("evidence-rules-unmet", number=len(unit.unmet))


def check_countersignature(unit: UnitStanding, person: int | None, *, qualified: bool) -> None:
    """Check that this person may countersign: qualified, not the signer, not a maker of it. Raises Refused."""
    if unit.next_part is not SignaturePart.COUNTERSIGNER:
        raise Refused("nothing-to-countersign")
    if not qualified:
        raise Refused("countersigner-not-qualified")
    if person == unit.signer or person in unit.trainee_deciders:
        raise Refused("countersigning-own")


def check_verification(unit: UnitStanding, person: int | None, makers: Collection[int]) -> None:
    """Check that this person may verify: everybody else has signed, nothing holds it up, no work of theirs is in it.

    A unit is verified where its qualification asks it of every unit, and where a sample of it came out well.
    `makers`: who decided on it, signed or countersigned. Raises Refused.
    """
    if person in makers:
        raise Refused("verifying-own")
    if unit.status in {UnitStatus.VERIFIED, UnitStatus.CERTIFIED}:
        raise Refused("already-verified")
    if unit.status not in LOCKED or unit.awaits not in {None, SignaturePart.QUALITY_ASSURER}:
        raise Refused("nothing-to-verify")
    if unit.holds:
        raise Refused("unit-held")


def reopening_roles(unit: UnitStanding) -> frozenset[Role]:
    """Give who may reopen a unit: its assessor until it is countersigned or verified, then others.

    A quality assurer whose turn it is, or who samples the unit, may at once: what they find wanting goes back.
    """
    if unit.status not in LOCKED:
        return frozenset()
    if unit.status is not UnitStatus.SIGNED:
        return frozenset({Role.QUALITY_ASSURER, Role.MANAGER})
    assured = unit.awaits is SignaturePart.QUALITY_ASSURER or HoldReason.SAMPLE in unit.holds
    return frozenset({Role.ASSESSOR, Role.QUALITY_ASSURER} if assured else {Role.ASSESSOR})


def reopening_role(unit: UnitStanding, roles: Collection[Role]) -> Role | None:
    """Give the role, of those somebody may reopen in, that a unit asks for; none where it asks for another."""
    return next((role for role in sorted(roles) if role in reopening_roles(unit)), None)


def check_reopening(unit: UnitStanding, role: str, reason: str, criteria: int, *, overturned: bool = False) -> None:
    """Check who may reopen, that they say why, and what. Raises Refused.

    `overturned`: a quality assurer did not uphold the decisions; then they are made again, however the unit stands.
    """
    if unit.status not in LOCKED and not overturned:
        raise Refused("not-signed")
    if len(reason.strip()) < REASON_AT_LEAST:
        raise Refused("reopening-needs-reason")
    if criteria == 0:
        raise Refused("reopening-needs-criteria")
    if not overturned and role not in reopening_roles(unit):
        raise Refused("reopening-not-by-assessor" if role == Role.ASSESSOR else "reopening-by-assessor-first")


class Pace(StrEnum):
    """How far a learner is, held against the plan."""

    DONE = "done"
    ON_PLAN = "on_plan"
    BEHIND = "behind"
    OVERDUE = "overdue"


BEHIND_PERCENT = 20
"""The share of all criteria that may lack against an even pace before somebody counts as behind."""


def pace(met: int, total: int, start: date, planned_end: date, today: date) -> Pace:
    """Hold the criteria met against an even pace from the start to the planned end."""
    if total and met == total:
        return Pace.DONE
    if today > planned_end:
        return Pace.OVERDUE
    days = (planned_end - start).days
    gone = min(max((today - start).days / days, 0.0), 1.0) if days > 0 else 1.0
    share = met / total if total else 0.0
    return Pace.BEHIND if gone - share > BEHIND_PERCENT / 100 else Pace.ON_PLAN


class NextStep(StrEnum):
    """What is to be done next for a unit, by the learner or by others."""

    ANSWER_FEEDBACK = "answer_feedback"
    ADD_EVIDENCE = "add_evidence"
    KEEP_RULES = "keep_rules"
    WAIT_FOR_DECISIONS = "wait_for_decisions"
    DECLARE = "declare"
    WAIT_FOR_SIGNATURE = "wait_for_signature"
    WAIT_FOR_COUNTERSIGNATURE = "wait_for_countersignature"
    WAIT_FOR_VERIFICATION = "wait_for_verification"
    NOTHING = "nothing"


STEP_OF: Mapping[SignaturePart, NextStep] = {
    SignaturePart.LEARNER: NextStep.DECLARE,
    SignaturePart.ASSESSOR: NextStep.WAIT_FOR_SIGNATURE,
    SignaturePart.COUNTERSIGNER: NextStep.WAIT_FOR_COUNTERSIGNATURE,
    SignaturePart.QUALITY_ASSURER: NextStep.WAIT_FOR_VERIFICATION,
}


def next_step(
    status: UnitStatus,
    counters: Counters,
    *,
    awaits: str | None = None,
    order: SigningOrder = DEFAULT_ORDER,
    rules_unmet: bool = False,
) -> NextStep:
    """Give what is next for a unit: first what came back, then what is open."""
    if status in LOCKED:
        return STEP_OF[SignaturePart(awaits)] if awaits else NextStep.NOTHING
    if status is UnitStatus.DECLARED:
        return NextStep.WAIT_FOR_SIGNATURE
    if counters.complete:
        return NextStep.KEEP_RULES if rules_unmet else STEP_OF[order.parts[0]]
    if counters.referred:
        return NextStep.ANSWER_FEEDBACK
    return NextStep.ADD_EVIDENCE if counters.open else NextStep.WAIT_FOR_DECISIONS


SPAN_AT_LEAST = 3
"""Codes in a row that are written as one span."""


def spans(order: Sequence[str], chosen: Collection[str]) -> list[str]:
    """Write codes shortly: those that follow one another in the standard as «first–last», the others singly."""
    runs: list[list[str]] = [[]]
    for code in order:
        if code in chosen and (not runs[-1] or _series(code) == _series(runs[-1][-1])):
            runs[-1].append(code)
        elif code in chosen:
            runs.append([code])
        elif runs[-1]:
            runs.append([])
    return [shown for run in runs for shown in (run if len(run) < SPAN_AT_LEAST else [f"{run[0]}–{run[-1]}"])]


def _series(code: str) -> str:
    """Give what comes before a code's number: performance and knowledge are never one span."""
    return code.rstrip("0123456789")
