"""When claims may be decided and units signed: tables of the pure rules."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest

from assessments.judging.rules import (
    HoldReason,
    Judgement,
    Missing,
    NextStep,
    Outcome,
    Pace,
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
    next_step,
    pace,
    reopening_role,
)
from portfolio.learning.rules import ClaimStatus, Counters, UnitStatus
from standards.foundation import Refused, Role
from standards.qualifications.rules.signing import SignaturePart, SigningOrder, signing_order

HOLD = RulesOfEvidence(valid=True, authentic=True, current=True)
WAITING, MET, REFERRED = ClaimStatus.WAITING, ClaimStatus.MET, ClaimStatus.REFERRED
IN_PROGRESS, DECLARED, SIGNED = UnitStatus.IN_PROGRESS, UnitStatus.DECLARED, UnitStatus.SIGNED
ALL, HALF = Counters(4, met=4), Counters(4, met=2, claimed=1)
REASON = "Seen again with the learner."
LEARNER, ASSESSOR, COUNTERSIGNER, ASSURER = SignaturePart
BY_LEARNER, BY_BOTH = frozenset({LEARNER}), frozenset({LEARNER, ASSESSOR})
AWAITING = UnitStanding(SIGNED, ALL, needs_countersignature=True, signer=1, signed=BY_BOTH, awaits=COUNTERSIGNER)
VERIFIED_LAST, ASSESSOR_FIRST = (
    signing_order(learner_first=True, verified=True),
    signing_order(learner_first=False, verified=True),
)
TO_VERIFY = UnitStanding(SIGNED, ALL, signer=1, order=VERIFIED_LAST, signed=BY_BOTH, awaits=ASSURER)


def refused(code: str | None) -> object:
    """What a check is expected to do: nothing, or to refuse with this code."""
    return pytest.raises(Refused, match=f"^{code}$") if code else nullcontext()


@pytest.mark.parametrize(
    ("claim", "said", "unit", "code"),
    [
        (WAITING, Judgement(Outcome.MET), IN_PROGRESS, None),
        (WAITING, Judgement(Outcome.MET), DECLARED, None),
        (WAITING, Judgement(Outcome.NOT_YET), IN_PROGRESS, None),
        (WAITING, Judgement(Outcome.REFERRED, "Say which clients."), IN_PROGRESS, None),
        (WAITING, Judgement(Outcome.REFERRED, "  "), IN_PROGRESS, "referral-needs-feedback"),
        (WAITING, Judgement(Outcome.MET), SIGNED, "judged-unit-locked"),
        (MET, Judgement(Outcome.NOT_YET), IN_PROGRESS, "correction-needs-reason"),
        (MET, Judgement(Outcome.NOT_YET, corrects="too short"), IN_PROGRESS, "correction-needs-reason"),
        (MET, Judgement(Outcome.NOT_YET, corrects=REASON), IN_PROGRESS, None),
        (REFERRED, Judgement(Outcome.MET, corrects=REASON), IN_PROGRESS, None),
        (MET, Judgement(Outcome.NOT_YET, corrects=REASON), SIGNED, "judged-unit-locked"),
        (ClaimStatus.DRAFT, Judgement(Outcome.MET), IN_PROGRESS, "claim-not-waiting"),
        (ClaimStatus.WITHDRAWN, Judgement(Outcome.MET), IN_PROGRESS, "claim-not-waiting"),
        (ClaimStatus.SUPERSEDED, Judgement(Outcome.MET, corrects=REASON), IN_PROGRESS, "claim-not-waiting"),
    ],
)
def test_deciding_a_claim(claim: ClaimStatus, said: Judgement, unit: UnitStatus, code: str | None) -> None:
    with refused(code):  # type: ignore[attr-defined]
        check_decision(claim, said, HOLD, unit)


@pytest.mark.parametrize("broken", ["valid", "authentic", "current"])
def test_met_needs_every_rule_of_evidence(broken: str) -> None:
    rules = RulesOfEvidence(**({"valid": True, "authentic": True, "current": True} | {broken: False}))
    with refused("met-needs-rules-of-evidence"):  # type: ignore[attr-defined]
        check_decision(WAITING, Judgement(Outcome.MET), rules, IN_PROGRESS)
    check_decision(WAITING, Judgement(Outcome.NOT_YET), rules, IN_PROGRESS)


def test_nobody_judges_their_own() -> None:
    with refused("judging-own-portfolio"):  # type: ignore[attr-defined]
        check_not_own(7, 7)
    check_not_own(8, 7)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (UnitStanding(IN_PROGRESS, HALF), [Missing.CRITERIA, Missing.DECLARATION, Missing.SIGNATURE]),
        (UnitStanding(IN_PROGRESS, ALL), [Missing.DECLARATION, Missing.SIGNATURE]),
        (
            UnitStanding(IN_PROGRESS, ALL, decided_by_trainee=True),
            [Missing.DECLARATION, Missing.SIGNATURE, Missing.COUNTERSIGNATURE],
        ),
        (UnitStanding(DECLARED, ALL, signed=BY_LEARNER), [Missing.SIGNATURE]),
        (AWAITING, [Missing.COUNTERSIGNATURE]),
        (UnitStanding(SIGNED, ALL), []),
        (UnitStanding(UnitStatus.COUNTERSIGNED, ALL, needs_countersignature=True), []),
        (UnitStanding(UnitStatus.CERTIFIED, ALL), []),
    ],
)
def test_what_is_still_missing(standing: UnitStanding, expected: list[Missing]) -> None:
    assert missing(standing) == expected


@pytest.mark.parametrize(
    ("standing", "declaring", "signing"),
    [
        (UnitStanding(IN_PROGRESS, HALF), "unit-incomplete", "unit-incomplete"),
        (UnitStanding(IN_PROGRESS, Counters(0)), "unit-incomplete", "unit-incomplete"),
        (UnitStanding(IN_PROGRESS, ALL), None, "not-declared"),
        (UnitStanding(DECLARED, ALL, signed=BY_LEARNER), "already-declared", None),
        (UnitStanding(SIGNED, ALL, signed=BY_BOTH), "already-declared", "already-signed"),
    ],
)
def test_declaring_and_signing(standing: UnitStanding, declaring: str | None, signing: str | None) -> None:
    with refused(declaring):  # type: ignore[attr-defined]
        check_declaration(standing)
    with refused(signing):  # type: ignore[attr-defined]
        check_signature(standing)


@pytest.mark.parametrize(
    ("standing", "person", "qualified", "code"),
    [
        (replace(AWAITING, signer=1), 2, True, None),
        (replace(AWAITING, signer=1), 2, False, "countersigner-not-qualified"),
        (replace(AWAITING, signer=2), 2, True, "countersigning-own"),
        # Qualified meanwhile: what was decided as a trainee is still one's own.
        (
            replace(AWAITING, signer=1, trainee_deciders={2}),
            2,
            True,
            "countersigning-own",
        ),
        (UnitStanding(SIGNED, ALL, signer=1), 2, True, "nothing-to-countersign"),
        (UnitStanding(DECLARED, ALL, signed=BY_LEARNER), 2, True, "nothing-to-countersign"),
    ],
)
def test_countersigning(standing: UnitStanding, person: int, qualified: bool, code: str | None) -> None:
    with refused(code):  # type: ignore[attr-defined]
        check_countersignature(standing, person, qualified=qualified)


@pytest.mark.parametrize(
    ("status", "role", "reason", "criteria", "code"),
    [
        (SIGNED, Role.ASSESSOR, REASON, 1, None),
        (SIGNED, Role.MANAGER, REASON, 1, "reopening-by-assessor-first"),
        (UnitStatus.COUNTERSIGNED, Role.ASSESSOR, REASON, 1, "reopening-not-by-assessor"),
        (UnitStatus.COUNTERSIGNED, Role.QUALITY_ASSURER, REASON, 1, None),
        (UnitStatus.VERIFIED, Role.MANAGER, REASON, 1, None),
        (SIGNED, Role.ASSESSOR, "no", 1, "reopening-needs-reason"),
        (SIGNED, Role.ASSESSOR, REASON, 0, "reopening-needs-criteria"),
        (IN_PROGRESS, Role.ASSESSOR, REASON, 1, "not-signed"),
        (DECLARED, Role.ASSESSOR, REASON, 1, "not-signed"),
    ],
)
def test_reopening(status: UnitStatus, role: Role, reason: str, criteria: int, code: str | None) -> None:
    with refused(code):  # type: ignore[attr-defined]
        check_reopening(UnitStanding(status, ALL), role, reason, criteria)
    if code is None:
        assert reopening_role(UnitStanding(status, ALL), {role}) is role


@pytest.mark.parametrize(
    ("status", "roles", "role"),
    [
        (SIGNED, {Role.ASSESSOR, Role.MANAGER}, Role.ASSESSOR),
        (UnitStatus.COUNTERSIGNED, {Role.ASSESSOR, Role.MANAGER}, Role.MANAGER),
        (UnitStatus.COUNTERSIGNED, {Role.ASSESSOR}, None),
        (SIGNED, {Role.MANAGER}, None),
        (DECLARED, {Role.ASSESSOR}, None),
    ],
)
def test_somebody_with_several_roles_reopens_in_the_one_that_may(
    status: UnitStatus, roles: set[Role], role: Role | None
) -> None:
    assert reopening_role(UnitStanding(status, ALL), roles) is role


@pytest.mark.parametrize(
    ("met", "today", "expected"),
    [
        (0, date(2026, 1, 1), Pace.ON_PLAN),
        (3, date(2026, 7, 1), Pace.ON_PLAN),
        (2, date(2026, 7, 1), Pace.BEHIND),
        (9, date(2027, 1, 1), Pace.OVERDUE),
        (10, date(2027, 1, 1), Pace.DONE),
        (0, date(2025, 12, 1), Pace.ON_PLAN),
    ],
)
def test_pace_against_the_plan(met: int, today: date, expected: Pace) -> None:
    assert pace(met, 10, date(2026, 1, 1), date(2026, 12, 31), today) is expected


def test_a_plan_of_one_day_is_due_at_once() -> None:
    assert pace(0, 0, date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)) is Pace.BEHIND


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (UnitStanding(IN_PROGRESS, ALL, order=VERIFIED_LAST), [LEARNER, ASSESSOR, ASSURER]),
        (UnitStanding(IN_PROGRESS, ALL, order=ASSESSOR_FIRST), [ASSESSOR, LEARNER, ASSURER]),
        (
            UnitStanding(IN_PROGRESS, ALL, decided_by_trainee=True, order=ASSESSOR_FIRST),
            [ASSESSOR, COUNTERSIGNER, LEARNER, ASSURER],
        ),
        (TO_VERIFY, [ASSURER]),
        # Signed off while its qualification asked for no verification: so it stays, whatever a later version asks.
        (replace(TO_VERIFY, awaits=None), []),
    ],
)
def test_who_is_still_to_sign_in_which_order(standing: UnitStanding, expected: list[SignaturePart]) -> None:
    assert standing.outstanding == expected
    assert standing.next_part is (expected[0] if expected else None)


@pytest.mark.parametrize("trainee", [True, False])
def test_an_assessor_may_sign_before_the_learner_declares(trainee: bool) -> None:
    unit = UnitStanding(IN_PROGRESS, ALL, decided_by_trainee=trainee, order=ASSESSOR_FIRST)
    with pytest.raises(Refused, match=r"^declared-too-early$"):
        check_declaration(unit)
    check_signature(unit)
    status, awaits = unit.after(ASSESSOR, needs_countersignature=trainee)
    unit = replace(unit, status=status, awaits=awaits, needs_countersignature=trainee, signed=frozenset({ASSESSOR}))
    assert (status, awaits) == (SIGNED, COUNTERSIGNER if trainee else LEARNER)
    if trainee:
        check_countersignature(unit, 2, qualified=True)
        status, awaits = unit.after(COUNTERSIGNER, needs_countersignature=True)
        unit = replace(unit, status=status, awaits=awaits, signed={ASSESSOR, COUNTERSIGNER})
    check_declaration(unit)
    assert unit.after(LEARNER, needs_countersignature=trainee) == (status, ASSURER)


@pytest.mark.parametrize(
    ("standing", "person", "code"),
    [
        (TO_VERIFY, 3, None),
        # A unit that was sampled is verified too, where its qualification does not ask it of every unit.
        (replace(TO_VERIFY, awaits=None), 3, None),
        (TO_VERIFY, 1, "verifying-own"),
        (replace(TO_VERIFY, holds=(HoldReason.SAMPLE,)), 3, "unit-held"),
        (replace(TO_VERIFY, awaits=COUNTERSIGNER), 3, "nothing-to-verify"),
        (UnitStanding(DECLARED, ALL, order=VERIFIED_LAST, signed=BY_LEARNER), 3, "nothing-to-verify"),
        (replace(TO_VERIFY, status=UnitStatus.VERIFIED, awaits=None), 3, "already-verified"),
    ],
)
def test_verifying(standing: UnitStanding, person: int, code: str | None) -> None:
    with refused(code):  # type: ignore[attr-defined]
        check_verification(standing, person, {1, 2})


def test_what_holds_a_unit_up_is_named_and_its_quality_assurer_may_reopen_it() -> None:
    held = UnitStanding(SIGNED, ALL, signed=BY_BOTH, holds=(HoldReason.SAMPLE,))
    assert missing(held) == [Missing.HOLDS]
    assert missing(TO_VERIFY) == [Missing.VERIFICATION]
    for unit in (held, TO_VERIFY):
        assert reopening_role(unit, {Role.QUALITY_ASSURER}) is Role.QUALITY_ASSURER
        assert reopening_role(unit, {Role.MANAGER}) is None


@pytest.mark.parametrize(
    ("status", "awaits", "order", "step"),
    [
        (IN_PROGRESS, None, VERIFIED_LAST, NextStep.DECLARE),
        (IN_PROGRESS, None, ASSESSOR_FIRST, NextStep.WAIT_FOR_SIGNATURE),
        (SIGNED, LEARNER, ASSESSOR_FIRST, NextStep.DECLARE),
        (SIGNED, COUNTERSIGNER, VERIFIED_LAST, NextStep.WAIT_FOR_COUNTERSIGNATURE),
        (SIGNED, ASSURER, VERIFIED_LAST, NextStep.WAIT_FOR_VERIFICATION),
        (SIGNED, None, VERIFIED_LAST, NextStep.NOTHING),
    ],
)
def test_what_is_next_by_the_order(
    status: UnitStatus, awaits: SignaturePart | None, order: SigningOrder, step: NextStep
) -> None:
    assert next_step(status, ALL, awaits=awaits, order=order) is step
