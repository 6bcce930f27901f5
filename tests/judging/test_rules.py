"""When claims may be decided and units signed: tables of the pure rules."""

from contextlib import nullcontext
from datetime import date

import pytest

from assessments.judging.rules import (
    Judgement,
    Missing,
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
    missing,
    pace,
    reopening_role,
)
from portfolio.learning.rules import ClaimStatus, Counters, UnitStatus
from standards.foundation import Refused, Role

HOLD = RulesOfEvidence(valid=True, authentic=True, current=True)
WAITING, MET, REFERRED = ClaimStatus.WAITING, ClaimStatus.MET, ClaimStatus.REFERRED
IN_PROGRESS, DECLARED, SIGNED = UnitStatus.IN_PROGRESS, UnitStatus.DECLARED, UnitStatus.SIGNED
ALL, HALF = Counters(4, met=4), Counters(4, met=2, claimed=1)
REASON = "Seen again with the learner."


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
        (UnitStanding(DECLARED, ALL), [Missing.SIGNATURE]),
        (UnitStanding(SIGNED, ALL, needs_countersignature=True), [Missing.COUNTERSIGNATURE]),
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
        (UnitStanding(DECLARED, ALL), "already-declared", None),
        (UnitStanding(SIGNED, ALL), "already-declared", "already-signed"),
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
        (UnitStanding(SIGNED, ALL, needs_countersignature=True, signer=1), 2, True, None),
        (UnitStanding(SIGNED, ALL, needs_countersignature=True, signer=1), 2, False, "countersigner-not-qualified"),
        (UnitStanding(SIGNED, ALL, needs_countersignature=True, signer=2), 2, True, "countersigning-own"),
        # Qualified meanwhile: what was decided as a trainee is still one's own.
        (
            UnitStanding(SIGNED, ALL, needs_countersignature=True, signer=1, trainee_deciders={2}),
            2,
            True,
            "countersigning-own",
        ),
        (UnitStanding(SIGNED, ALL, signer=1), 2, True, "nothing-to-countersign"),
        (UnitStanding(DECLARED, ALL, signer=None), 2, True, "nothing-to-countersign"),
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
        assert reopening_role(status, {role}) is role


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
    assert reopening_role(status, roles) is role


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
