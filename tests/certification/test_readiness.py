"""The rules of claiming, without a database: every reason is named, each alone and all at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.certification.rules.course import (
    LIVE,
    NEXT,
    ClaimState,
    NewStep,
    NewTerms,
    check_registration,
    check_release,
    check_step,
    check_terms,
    may_follow,
)
from assessments.certification.rules.readiness import (
    Claimant,
    EnrolmentNow,
    Hindrance,
    Reason,
    SampleNow,
    TermsNow,
    UnitNow,
    check_ready,
    hindrances,
    readiness,
)
from portfolio.people.rules.interests import Ruling
from standards.foundation import Refused, Role
from standards.qualifications.rules import Combination, GroupRule

TODAY = date(2026, 6, 1)
MAKER, LEARNER, CLAIMS, NAMED = 1, 2, 3, 4
GROUPS = (GroupRule(1, Combination.ALL, 0, None, frozenset({11, 12})),)
TERMS = TermsNow(date(2026, 1, 1), None, 10)
ENROLMENT = EnrolmentNow(LEARNER, date(2026, 1, 5), TERMS, groups=GROUPS)
UNIT = UnitNow("u1", 11, met=True, complete=True, makers=frozenset({MAKER}))
OTHER = replace(UNIT, key="u2", unit=12)
CLAIMANT = Claimant(CLAIMS, {Role.ADMINISTRATOR}, named=NAMED)


def found(
    enrolment: EnrolmentNow = ENROLMENT, unit: UnitNow = UNIT, claimant: Claimant = CLAIMANT, *, whole: bool = False
) -> list[Reason]:
    units = [unit, OTHER] if whole else [unit]
    return [one.reason for one in hindrances(enrolment, units, claimant, TODAY, whole=whole)]


def test_nothing_is_in_the_way_of_what_is_right() -> None:
    assert (found(), found(whole=True)) == ([], [])
    check_ready([])


OF_ENROLMENT = {
    Reason.NO_TERMS: {"terms": None},
    Reason.NOT_REGISTERED: {"registered_on": None},
    Reason.TOO_SOON: {"registered_on": date(2026, 3, 30)},
    Reason.AFTER_LAST: {"last_certification": date(2026, 5, 31)},
    Reason.RESTRICTED: {"restricted": True},
    Reason.NOT_RELEASED: {"terms": TermsNow(date(2026, 1, 1), date(2026, 5, 31), 10)},
}
OF_UNIT = {
    Reason.CRITERIA: {"met": False},
    Reason.NOT_SIGNED: {"complete": False},
    Reason.AWAITS: {"awaits": "countersigner", "complete": False},
    Reason.HELD: {"held": True},
    Reason.APPEALED: {"appealed": True, "held": True},
    Reason.SAMPLED: {"samples": (SampleNow(7, "open", None),), "held": True},
    Reason.PLANNED: {"planned": 1},
    Reason.CLAIMED: {"claimed": True},
}
OF_PEOPLE = {
    Reason.NO_ROLE: {"roles": {Role.ASSESSOR, Role.LEARNER, Role.EXTERNAL_QUALITY_ASSURER}},
    Reason.OWN: {"account": LEARNER},
    Reason.DECIDED: {"account": MAKER},
    Reason.INTEREST: {"interest": Ruling.BARRED},
    Reason.NOBODY_NAMED: {"named": None},
    Reason.NAMED_OWN: {"named": LEARNER},
    Reason.NAMED_DECIDED: {"named": MAKER},
    Reason.NAMED_INTEREST: {"named_interest": Ruling.OPEN},
}


@pytest.mark.parametrize("reason", OF_ENROLMENT)
def test_each_thing_about_the_enrolment_is_named(reason: Reason) -> None:
    assert found(replace(ENROLMENT, **OF_ENROLMENT[reason])) == [reason]  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", OF_UNIT)
def test_each_thing_about_a_unit_is_named(reason: Reason) -> None:
    assert found(unit=replace(UNIT, **OF_UNIT[reason])) == [reason]  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", OF_PEOPLE)
def test_each_thing_about_people_is_named(reason: Reason) -> None:
    assert found(claimant=replace(CLAIMANT, **OF_PEOPLE[reason])) == [reason]  # type: ignore[arg-type]


def test_the_edges_of_days_are_let_through() -> None:
    assert found(replace(ENROLMENT, registered_on=TODAY - timedelta(weeks=10))) == []
    assert found(replace(ENROLMENT, last_certification=TODAY)) == []
    assert found(replace(ENROLMENT, terms=TermsNow(TODAY, TODAY))) == []
    none = replace(ENROLMENT, terms=TermsNow())
    assert (found(none), found(none, replace(UNIT, released=True))) == ([Reason.NOT_RELEASED], [])


@pytest.mark.parametrize(
    ("status", "verdict", "let_go"),
    [
        ("open", None, False),
        ("closed", "upheld", True),
        ("reported", "with_action", True),
        ("reported", "action_required", False),
        ("answered", "action_required", False),
        ("closed", "action_required", True),
        ("reported", "not_upheld", False),
        ("closed", "not_upheld", True),
    ],
)
def test_a_sample_lets_go_once_it_is_closed_or_upheld(status: str, verdict: str | None, let_go: bool) -> None:
    assert (found(unit=replace(UNIT, samples=(SampleNow(1, status, verdict),))) == []) is let_go


def test_the_whole_qualification_needs_its_rule_of_combination() -> None:
    (one,) = hindrances(ENROLMENT, [UNIT], CLAIMANT, TODAY, whole=True)
    assert (one.reason, one.number, one.code) == (Reason.COMBINATION, 2, "all-units 1")
    assert found(replace(ENROLMENT, whole_claimed=True), whole=True) == [Reason.CLAIMED]
    assert found(unit=replace(UNIT, claimed=True), whole=True) == [], "a unit that has its own certificate counts"
    assert [one.reason for one in hindrances(ENROLMENT, [], CLAIMANT, TODAY, whole=False)] == [Reason.NO_UNITS]


def test_everything_is_said_at_once() -> None:
    enrolment = replace(ENROLMENT, registered_on=None, restricted=True, last_certification=date(2026, 1, 1))
    unit = replace(UNIT, met=False, complete=False, appealed=True, planned=2, claimed=True)
    said = found(enrolment, unit, replace(CLAIMANT, account=MAKER, named=None))
    assert len(said) == len(set(said)) == 10
    with pytest.raises(Refused) as refused:
        check_ready([Hindrance(one) for one in said])
    assert (refused.value.values["number"], len(refused.value.values["reasons"])) == (10, 10)


units = st.builds(
    UnitNow,
    key=st.just("u"),
    unit=st.just(11),
    met=st.booleans(),
    complete=st.booleans(),
    awaits=st.sampled_from([None, "quality_assurer"]),
    held=st.booleans(),
    appealed=st.booleans(),
    samples=st.lists(
        st.builds(
            SampleNow,
            st.just(1),
            st.sampled_from(["open", "reported", "answered", "closed"]),
            st.sampled_from([None, "upheld", "with_action", "action_required", "not_upheld"]),
        ),
        max_size=2,
    ),
    planned=st.integers(0, 2),
    released=st.booleans(),
    claimed=st.booleans(),
    makers=st.frozensets(st.integers(1, 4)),
)


@given(units, st.booleans(), st.booleans())
def test_whatever_comes_together_nothing_undone_is_claimed(unit: UnitNow, direct: bool, whole: bool) -> None:
    terms = TERMS if direct else TermsNow()
    enrolment = replace(ENROLMENT, terms=terms, groups=())
    if hindrances(enrolment, [unit], CLAIMANT, TODAY, whole=whole):
        return
    assert unit.met
    assert unit.complete
    assert unit.awaits is None
    assert (unit.held, unit.appealed, unit.planned) == (False, False, 0)
    assert all(one.released for one in unit.samples)
    assert direct or unit.released
    assert not {CLAIMS, NAMED} & unit.makers


@given(st.lists(units, max_size=4))
def test_what_a_list_calls_ready_can_be_claimed(some: list[UnitNow]) -> None:
    several = [replace(one, key=f"u{number}", unit=number) for number, one in enumerate(some)]
    said = readiness(replace(ENROLMENT, groups=()), several, CLAIMANT, TODAY)
    for unit, reasons in said.units:
        left = hindrances(replace(ENROLMENT, groups=()), [unit], replace(CLAIMANT, named=99), TODAY, whole=False)
        assert (left == []) is (not reasons)


@given(st.lists(st.tuples(st.sampled_from(list(ClaimState)), st.booleans(), st.booleans()), max_size=12))
def test_no_course_hands_out_what_was_not_approved(steps: list[tuple[ClaimState, bool, bool]]) -> None:
    state, must, approved = ClaimState.CLAIMED, False, False
    for step, corrects, reopened in steps:
        must = must or (reopened and state in LIVE)
        if not may_follow(state, step, must_withdraw=must, corrects=corrects):
            continue
        approved = step is ClaimState.APPROVED or (approved and step not in {ClaimState.REJECTED, ClaimState.DEFERRED})
        if step in {ClaimState.RECEIVED, ClaimState.GIVEN}:
            assert approved
            assert not must
        if must:
            assert step is ClaimState.WITHDRAWN
        state, must = step, must and step is not ClaimState.WITHDRAWN


def test_what_is_over_stays_over() -> None:
    assert [one for one in ClaimState if not NEXT[one]] == [ClaimState.REJECTED, ClaimState.GIVEN, ClaimState.WITHDRAWN]


@pytest.mark.parametrize(
    ("state", "new", "code"),
    [
        (ClaimState.CLAIMED, NewStep(ClaimState.RECEIVED, TODAY, "1"), "certification-not-next"),
        (ClaimState.CLAIMED, NewStep(ClaimState.APPROVED, TODAY + timedelta(1), "1"), "certification-day-ahead"),
        (ClaimState.CLAIMED, NewStep(ClaimState.APPROVED, date(2026, 4, 1), "1"), "certification-day-before"),
        (ClaimState.CLAIMED, NewStep(ClaimState.APPROVED, TODAY, " "), "certification-needs-reference"),
        (ClaimState.CLAIMED, NewStep(ClaimState.DEFERRED, TODAY, "1", "no"), "certification-needs-words"),
        (ClaimState.CLAIMED, NewStep(ClaimState.WITHDRAWN, TODAY, "", ""), "certification-needs-words"),
        (ClaimState.RECEIVED, NewStep(ClaimState.RECEIVED, TODAY, "1"), "certification-not-next"),
        (ClaimState.RECEIVED, NewStep(ClaimState.RECEIVED, TODAY, "1", "", corrects=True), "certification-needs-words"),
        (ClaimState.CLAIMED, NewStep(ClaimState.APPROVED, TODAY, "1", "", corrects=True), "certification-not-next"),
    ],
)
def test_a_step_that_does_not_follow_says_why(state: ClaimState, new: NewStep, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_step(state, new, date(2026, 5, 1), TODAY, must_withdraw=False)
    assert refused.value.code == code


def test_a_claim_whose_unit_was_reopened_is_only_withdrawn() -> None:
    approved = NewStep(ClaimState.APPROVED, TODAY, "1")
    with pytest.raises(Refused) as refused:
        check_step(ClaimState.CLAIMED, approved, TODAY, TODAY, must_withdraw=True)
    assert refused.value.code == "certification-must-withdraw"
    gone = NewStep(ClaimState.WITHDRAWN, TODAY, "", "The diary was another's.")
    check_step(ClaimState.GIVEN, gone, TODAY, TODAY, must_withdraw=True)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewTerms(" "), "terms-need-organisation"),
        (NewTerms("CD", None, TODAY), "terms-direct-days"),
        (NewTerms("CD", TODAY, TODAY - timedelta(1)), "terms-direct-days"),
        (NewTerms("CD", least_weeks=-1), "terms-weeks"),
        (NewTerms("CD", register_within=367), "terms-days"),
    ],
)
def test_terms_that_cannot_hold_are_refused(new: NewTerms, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_terms(new)
    assert refused.value.code == code
    check_terms(NewTerms("CD", TODAY, TODAY, 0, 0))


def test_registrations_and_releases_that_cannot_be_are_refused() -> None:
    def code_of(number: str, on: date, *, own: bool = False) -> str:
        with pytest.raises(Refused) as refused:
            check_registration(number, on, date(2026, 1, 5), TODAY, own=own)
        return refused.value.code

    assert code_of(" ", TODAY) == "registration-needs-number"
    assert code_of("1", TODAY + timedelta(1)) == "certification-day-ahead"
    assert code_of("1", date(2026, 1, 4)) == "registration-before-start"
    assert code_of("1", TODAY, own=True) == "certification-own"
    for wrong, code in (({"own": True}, "certification-own"), ({"complete": False}, "release-not-signed")):
        with pytest.raises(Refused) as refused:
            check_release("Nest", "7", TODAY, TODAY, **{"own": False, "complete": True, **wrong})
        assert refused.value.code == code
    with pytest.raises(Refused, match="release-needs-name"):
        check_release("Nest", "", TODAY, TODAY, own=False, complete=True)
