"""No sequence of acts, however odd, gets past the rules: one unit in memory, changed by whoever is allowed."""

from dataclasses import dataclass, field

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from assessments.judging.rules import (
    HoldReason,
    Judgement,
    Outcome,
    RulesOfEvidence,
    UnitStanding,
    check_countersignature,
    check_decision,
    check_declaration,
    check_not_own,
    check_reopening,
    check_signature,
    check_verification,
    missing,
)
from portfolio.learning.rules import (
    LOCKED,
    ClaimStatus,
    UnitStatus,
    after_change_of_claims,
    counted,
    criterion_state,
    is_complete,
)
from standards.foundation import Refused, Role
from standards.qualifications.rules.signing import SignaturePart, SigningOrder, signing_order

LEARNER, PEOPLE = 0, range(4)
CRITERIA = range(3)
ALL_HOLD = RulesOfEvidence(valid=True, authentic=True, current=True)
REASON = "Looked at again together."
people = strategies.sampled_from(PEOPLE)


@dataclass
class Claim:
    criterion: int
    status: ClaimStatus = ClaimStatus.WAITING
    decided_by: int | None = None
    by_trainee: bool = False


@dataclass
class Unit:
    status: UnitStatus = UnitStatus.IN_PROGRESS
    needs: bool = False
    claims: list[Claim] = field(default_factory=list)
    signer: int | None = None
    countersigner: int | None = None
    verifier: int | None = None
    signed: set[SignaturePart] = field(default_factory=set)
    awaits: SignaturePart | None = None
    held: bool = False
    order: SigningOrder = field(default=signing_order(learner_first=True, verified=False))

    def standing(self) -> UnitStanding:
        states = [criterion_state(one.status for one in self.claims if one.criterion == each) for each in CRITERIA]
        by_trainees = {one.decided_by for one in self.claims if one.by_trainee and one.status is ClaimStatus.MET}
        deciders = frozenset(one for one in by_trainees if one is not None)
        return UnitStanding(
            self.status,
            counted(len(CRITERIA), states),
            self.needs,
            bool(deciders),
            self.signer,
            deciders,
            order=self.order,
            signed=frozenset(self.signed),
            awaits=self.awaits,
            holds=(HoldReason.SAMPLE,) if self.held else (),
        )

    def step(self, part: SignaturePart) -> None:
        self.status, self.awaits = self.standing().after(part, needs_countersignature=self.needs)
        self.signed.add(part)

    def changed(self) -> None:
        self.status = after_change_of_claims(self.status)
        if self.status is UnitStatus.IN_PROGRESS:
            self.signed = set()


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.unit = Unit()
        self.qualified = {1: False, 2: False, 3: True, LEARNER: True}

    @initialize(learner_first=strategies.booleans(), verified=strategies.booleans())
    def choose_order(self, learner_first: bool, verified: bool) -> None:
        self.unit.order = signing_order(learner_first=learner_first, verified=verified)

    @rule(criterion=strategies.sampled_from(CRITERIA))
    def claim(self, criterion: int) -> None:
        if self.unit.status not in LOCKED:
            self.unit.claims.append(Claim(criterion))
            self.unit.changed()

    @rule(person=strategies.sampled_from([1, 2, 3]))
    def meet_everything(self, person: int) -> None:
        """What somebody reaches after many claims and decisions: without it few histories would get to a signature."""
        for criterion in CRITERIA:
            self.claim(criterion)
        for claim in self.unit.claims:
            self.decide(claim, person, Judgement(Outcome.MET), ALL_HOLD)

    @rule(person=strategies.sampled_from([1, 2]))
    def qualify(self, person: int) -> None:
        self.qualified[person] = True

    @precondition(lambda self: self.unit.claims)
    @rule(
        person=people,
        place=strategies.integers(0, 30),
        outcome=strategies.sampled_from(Outcome),
        words=strategies.sampled_from(["", "Say more of it."]),
        reason=strategies.sampled_from(["", REASON]),
        hold=strategies.booleans(),
    )
    def judge(self, person: int, place: int, outcome: Outcome, words: str, reason: str, hold: bool) -> None:
        claim = self.unit.claims[place % len(self.unit.claims)]
        self.decide(claim, person, Judgement(outcome, words, reason), RulesOfEvidence(hold, hold, hold))

    def decide(self, claim: Claim, person: int, said: Judgement, rules: RulesOfEvidence) -> None:
        was = self.unit.status
        try:
            check_not_own(person, LEARNER)
            check_decision(claim.status, said, rules, was)
        except Refused:
            return
        assert person != LEARNER
        assert was not in LOCKED
        claim.status, claim.decided_by = said.outcome.claim_status, person
        claim.by_trainee = not self.qualified[person]
        self.unit.changed()

    @rule(signer=people, countersigner=people)
    def go_all_the_way(self, signer: int, countersigner: int) -> None:
        for _ in range(2):
            self.declare()
            self.sign(signer)
            self.countersign(countersigner)

    @rule()
    def declare(self) -> None:
        try:
            check_declaration(self.unit.standing())
        except Refused:
            return
        self.unit.step(SignaturePart.LEARNER)

    @rule(person=people)
    def sign(self, person: int) -> None:
        standing = self.unit.standing()
        try:
            check_not_own(person, LEARNER)
            check_signature(standing)
        except Refused:
            return
        self.unit.needs, self.unit.signer = not self.qualified[person] or standing.decided_by_trainee, person
        self.unit.step(SignaturePart.ASSESSOR)

    @rule(person=people)
    def countersign(self, person: int) -> None:
        try:
            check_not_own(person, LEARNER)
            check_countersignature(self.unit.standing(), person, qualified=self.qualified[person])
        except Refused:
            return
        self.unit.countersigner = person
        self.unit.step(SignaturePart.COUNTERSIGNER)

    @rule(person=people)
    def verify(self, person: int) -> None:
        standing, makers = self.unit.standing(), {one.decided_by for one in self.unit.claims}
        makers |= {self.unit.signer, self.unit.countersigner}
        try:
            check_not_own(person, LEARNER)
            check_verification(standing, person, {one for one in makers if one is not None})
        except Refused:
            return
        assert not self.unit.held
        assert self.unit.signed >= {SignaturePart.LEARNER, SignaturePart.ASSESSOR}
        self.unit.verifier = person
        self.unit.step(SignaturePart.QUALITY_ASSURER)

    @rule(held=strategies.booleans())
    def hold(self, held: bool) -> None:
        if self.unit.status is not UnitStatus.VERIFIED:
            self.unit.held = held

    @rule(
        role=strategies.sampled_from([Role.ASSESSOR, Role.QUALITY_ASSURER, Role.MANAGER]),
        criteria=strategies.sets(strategies.sampled_from(CRITERIA)),
    )
    def reopen(self, role: Role, criteria: set[int]) -> None:
        was, assured = self.unit.status, self.unit.held or self.unit.awaits is SignaturePart.QUALITY_ASSURER
        try:
            check_reopening(self.unit.standing(), role, REASON, len(criteria))
        except Refused:
            return
        early = {Role.ASSESSOR, Role.QUALITY_ASSURER} if assured else {Role.ASSESSOR}
        assert role in (early if was is UnitStatus.SIGNED else {Role.QUALITY_ASSURER, Role.MANAGER})
        self.unit.status, self.unit.needs = UnitStatus.IN_PROGRESS, False
        self.unit.signer = self.unit.countersigner = self.unit.verifier = None
        self.unit.signed, self.unit.awaits = set(), None
        for claim in self.unit.claims:
            if claim.criterion in criteria and claim.status is ClaimStatus.MET:
                claim.status = ClaimStatus.WAITING

    @invariant()
    def no_unit_is_signed_with_an_unmet_criterion(self) -> None:
        if self.unit.status in LOCKED or self.unit.status is UnitStatus.DECLARED:
            assert self.unit.standing().counters.complete

    @invariant()
    def nobody_acts_for_themselves(self) -> None:
        assert self.unit.signer != LEARNER
        assert self.unit.countersigner != LEARNER
        assert self.unit.countersigner is None or self.unit.countersigner != self.unit.signer

    @invariant()
    def what_a_trainee_decided_counts_only_countersigned_by_another(self) -> None:
        by_trainees = {one.decided_by for one in self.unit.claims if one.by_trainee and one.status is ClaimStatus.MET}
        if self.unit.status in LOCKED and by_trainees:
            if is_complete(self.unit.status, self.unit.awaits):
                assert self.unit.countersigner is not None
            assert self.unit.countersigner not in by_trainees

    @invariant()
    def nothing_is_missing_exactly_when_it_counts(self) -> None:
        complete = is_complete(self.unit.status, self.unit.awaits)
        assert (missing(self.unit.standing()) == []) == (complete and not self.unit.held)
        if complete:
            needed = set(self.unit.order.parts) - {SignaturePart.COUNTERSIGNER}
            assert self.unit.signed >= (needed | {SignaturePart.COUNTERSIGNER} if self.unit.needs else needed)

    @invariant()
    def nobody_verifies_what_they_made(self) -> None:
        verifier = self.unit.verifier
        assert verifier is None or verifier not in {LEARNER, self.unit.signer, self.unit.countersigner}


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
