"""No sequence of acts, however odd, gets past the rules: one unit in memory, changed by whoever is allowed."""

from dataclasses import dataclass, field

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assessments.judging.rules import (
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

    def standing(self) -> UnitStanding:
        states = [criterion_state(one.status for one in self.claims if one.criterion == each) for each in CRITERIA]
        by_trainees = {one.decided_by for one in self.claims if one.by_trainee and one.status is ClaimStatus.MET}
        deciders = frozenset(one for one in by_trainees if one is not None)
        return UnitStanding(
            self.status, counted(len(CRITERIA), states), self.needs, bool(deciders), self.signer, deciders
        )

    def changed(self) -> None:
        self.status = after_change_of_claims(self.status)


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.unit = Unit()
        self.qualified = {1: False, 2: False, 3: True, LEARNER: True}

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
        self.declare()
        self.sign(signer)
        self.countersign(countersigner)

    @rule()
    def declare(self) -> None:
        try:
            check_declaration(self.unit.standing())
        except Refused:
            return
        self.unit.status = UnitStatus.DECLARED

    @rule(person=people)
    def sign(self, person: int) -> None:
        standing = self.unit.standing()
        try:
            check_not_own(person, LEARNER)
            check_signature(standing)
        except Refused:
            return
        self.unit.status, self.unit.signer = UnitStatus.SIGNED, person
        self.unit.needs = not self.qualified[person] or standing.decided_by_trainee

    @rule(person=people)
    def countersign(self, person: int) -> None:
        try:
            check_not_own(person, LEARNER)
            check_countersignature(self.unit.standing(), person, qualified=self.qualified[person])
        except Refused:
            return
        self.unit.status, self.unit.countersigner = UnitStatus.COUNTERSIGNED, person

    @rule(
        role=strategies.sampled_from([Role.ASSESSOR, Role.QUALITY_ASSURER, Role.MANAGER]),
        criteria=strategies.sets(strategies.sampled_from(CRITERIA)),
    )
    def reopen(self, role: Role, criteria: set[int]) -> None:
        was = self.unit.status
        try:
            check_reopening(self.unit.standing(), role, REASON, len(criteria))
        except Refused:
            return
        assert (role is Role.ASSESSOR) == (was is UnitStatus.SIGNED)
        self.unit.status, self.unit.needs = UnitStatus.IN_PROGRESS, False
        self.unit.signer = self.unit.countersigner = None
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
            complete = is_complete(self.unit.status, needs_countersignature=self.unit.needs)
            assert complete == (self.unit.status is UnitStatus.COUNTERSIGNED)
            assert self.unit.countersigner not in by_trainees

    @invariant()
    def nothing_is_missing_exactly_when_it_counts(self) -> None:
        complete = is_complete(self.unit.status, needs_countersignature=self.unit.needs)
        assert (missing(self.unit.standing()) == []) == complete


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
