"""Claiming by the services: D10 from every side, corrections, reopening, and the books that tell of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from assessments.certification import services
from assessments.certification.models import CertificationClaim, CertificationStep
from assessments.certification.rules.course import ClaimState, NewStep, NewTerms
from assessments.certification.rules.readiness import Reason
from assessments.quality.rules.samples import Action, Verdict
from assessments.registers.rules import EntryOutcome
from portfolio.core.work import clock
from portfolio.evidence.models import Evidence
from portfolio.people import services as people
from portfolio.people.models import Account
from portfolio.people.rules.interests import Nature
from portfolio.people.services import NewInterest, NewRole
from standards.foundation import Changed, Refused, Role
from standards.qualifications.models import Qualification
from tests.appeals.appealing import appeal
from tests.certification import certifying
from tests.certification.certifying import (
    DIRECT,
    INDIRECT,
    claim,
    in_the_way,
    prepared,
    register,
    released,
    set_terms,
    state_of,
    stepped,
    suspected,
)
from tests.factories import Centre, Someone, add_person
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.quality import assuring
from tests.studies import (
    Study,
    acting,
    enrol,
    enrolment_row,
    judge,
    provider_row,
    publish_qualification,
    reopen,
    sign_off,
    submit,
    unit_row,
    whole_job,
)


def reasons(app: Flask, centre: Centre, study: Study, *units: str, whole: bool = False) -> set[Reason]:
    chosen = units or study.units[:1]
    found = in_the_way(app, centre.administrator, study, chosen, centre.quality_assurer, whole=whole)
    return {one.reason for one in found}


def test_a_unit_goes_from_its_registration_to_the_learner(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study)
    made = claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    stepped(app, centre, made, ClaimState.DEFERRED, words="They ask for the sampling report.")
    stepped(app, centre, made, ClaimState.APPROVED)
    stepped(app, centre, made, ClaimState.RECEIVED, "C-123")
    stepped(app, centre, made, ClaimState.RECEIVED, "C-124", "The number was typed wrongly.", corrects=True)
    stepped(app, centre, made, ClaimState.GIVEN, words="By hand.")
    assert state_of(app, made) == ("given", False)
    with acting(app) as work:
        rows = work.session.query(CertificationStep).order_by(CertificationStep.number).all()
        assert [one.step for one in rows] == ["claimed", "deferred", "approved", "received", "received", "given"]
        assert [(one.reference, one.corrects, one.corrected) for one in rows[3:5]] == [
            ("C-123", None, True),
            ("C-124", 4, False),
        ]
    assert checked(app) == []


def test_a_whole_qualification_is_claimed_by_its_rule(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study)
    assert reasons(app, centre, study, whole=True) == {Reason.COMBINATION}
    with acting(app) as work:
        single = publish_qualification(work, units=1, number="610/9").id
    small = whole_job_of_one(app, centre, single)
    prepared(app, centre, small)
    made = claim(app, centre.manager, small, small.units, centre.quality_assurer, whole=True, role=Role.MANAGER)
    assert reasons(app, centre, small, *small.units, whole=True) == {Reason.CLAIMED}
    with acting(app) as work:
        row = work.session.query(CertificationClaim).where(CertificationClaim.public_id == made).one()
        assert (row.whole, row.direct, row.organisation) == (True, True, "Corff Dyfarnu Cymru")
    assert checked(app) == []


def whole_job_of_one(app: Flask, centre: Centre, qualification: int) -> Study:
    """Owen signed off in the one unit of a qualification."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        study = enrol(work, centre, centre.owen, work.session.get_one(Qualification, qualification))
    with acting(app, centre.owen, Role.LEARNER) as work:
        evidence = submit(work, study, study.units[0])
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, evidence)
    sign_off(app, centre, study, study.units[0])
    return study


def test_what_is_missing_is_said_all_at_once(app: Flask, centre: Centre, study: Study) -> None:
    appeal(app, study, study.units[1])
    suspected(app, centre, centre.ffion)
    with pytest.raises(Refused) as refused:
        claim(app, centre.administrator, study, study.units, centre.quality_assurer)
    assert set(refused.value.values["reasons"]) == {
        "no_terms",
        "not_registered",
        "restricted",
        "criteria",
        "not_signed",
        "appealed",
    }
    with acting(app) as work:
        assert work.session.query(CertificationClaim).count() == 0
    assert checked(app) == []


def test_without_direct_claims_somebody_outside_releases_each_unit(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study, INDIRECT)
    first = study.units[0]
    assert reasons(app, centre, study) == {Reason.NOT_RELEASED}
    with pytest.raises(Refused, match="release-not-signed"):
        released(app, centre, study.units[1])
    released(app, centre, first)
    assert reasons(app, centre, study) == set()
    claim(app, centre.quality_assurer, study, [first], centre.quality_assurer, role=Role.QUALITY_ASSURER)
    assert checked(app) == []


def test_a_release_ends_when_its_unit_is_reopened(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study, INDIRECT)
    released(app, centre, study.units[0])
    assert reasons(app, centre, study) == set()
    reopen(app, centre, study, study.units[0])
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, work.session.query(Evidence).filter_by(title="Diary").one().public_id)
    sign_off(app, centre, study, study.units[0])
    assert reasons(app, centre, study) == {Reason.NOT_RELEASED}


@pytest.mark.parametrize("verdict", [Verdict.UPHELD, Verdict.ACTION_REQUIRED])
def test_what_is_sampled_waits_until_quality_assurance_lets_go(
    app: Flask, centre: Centre, study: Study, verdict: Verdict
) -> None:
    prepared(app, centre, study)
    assuring.set_strategy(app, centre, assuring.EVERYTHING)
    item = assuring.item_of(app, assuring.planned(app, centre), study.units[0])
    assert reasons(app, centre, study) == {Reason.PLANNED}
    sample = assuring.opened(app, centre, item)
    assert reasons(app, centre, study) == {Reason.SAMPLED}
    actions = [] if verdict is Verdict.UPHELD else [Action("Date each record.", clock().date() + timedelta(days=9))]
    assuring.reported(app, centre, sample, replace(assuring.SAID, verdict=verdict, actions=actions))
    if verdict is Verdict.ACTION_REQUIRED:
        assert reasons(app, centre, study) == {Reason.SAMPLED}
        assuring.answered(app, centre.trainee, sample, 1)
        assuring.closed(app, centre, sample)
    assert reasons(app, centre, study) == set()
    claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    assert checked(app) == []


def test_nobody_claims_what_they_judged_or_what_is_theirs(app: Flask, centre: Centre, study: Study) -> None:
    """One person holds every role; whatever they are elsewhere, to this learner they are what they did (D1, D3)."""
    prepared(app, centre, study)
    with acting(app) as work:
        provider = provider_row(work, centre)
        for someone in (centre.assessor, centre.ffion, centre.trainee):
            account = work.session.get_one(Account, someone.account_id)
            for role in (Role.QUALITY_ASSURER, Role.ADMINISTRATOR, Role.MANAGER):
                people.give_role(work, provider, account, NewRole(role))
    every = (Role.QUALITY_ASSURER, Role.ADMINISTRATOR, Role.MANAGER)
    for someone, reason in (
        (centre.assessor, "decided"),
        (centre.trainee, "decided"),
        (centre.ffion, "own"),
    ):
        for role in every:
            with pytest.raises(Refused) as refused:
                claim(app, someone, study, study.units[:1], centre.quality_assurer, role=role)
            assert refused.value.values["reasons"] == (reason,)
    for named, reason in ((centre.assessor, "named_decided"), (centre.ffion, "named_own")):
        with pytest.raises(Refused) as refused:
            claim(app, centre.administrator, study, study.units[:1], named)
        assert refused.value.values["reasons"] == (reason,)
    with pytest.raises(Refused, match="certification-named-not-assurer"):
        claim(app, centre.administrator, study, study.units[:1], centre.manager)
    made = claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    with pytest.raises(Refused, match="certification-own"):
        stepped(app, centre, made, ClaimState.APPROVED, by=centre.ffion)
    with pytest.raises(Refused, match="certification-own"), acting(app, centre.ffion, Role.MANAGER) as work:
        services.register(work, enrolment_row(work, study), "R-2", work.today)
    with pytest.raises(Refused, match="certification-own"), acting(app, centre.ffion, Role.QUALITY_ASSURER) as work:
        services.release(work, unit_row(work, study.units[0]), "Nest", "7", work.today)
    assert checked(app) == []


@pytest.mark.parametrize("who", ["claimant", "named"])
def test_a_declared_interest_keeps_somebody_from_claiming(app: Flask, centre: Centre, study: Study, who: str) -> None:
    prepared(app, centre, study)
    someone = centre.administrator if who == "claimant" else centre.quality_assurer
    with acting(app, someone) as work:
        account, about = (work.session.get_one(Account, one.account_id) for one in (someone, centre.ffion))
        new = NewInterest(about, Nature.FAMILY, "Fy nith.", work.today)
        people.declare_interest(work, centre.provider_id, account, new)
    assert reasons(app, centre, study) == {Reason.INTEREST if who == "claimant" else Reason.NAMED_INTEREST}


def test_a_matter_of_malpractice_blocks_until_it_is_settled(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study)
    suspected(app, centre, centre.owen)
    assert reasons(app, centre, study) == set(), "it is about somebody else"
    suspected(app, centre, centre.trainee, EntryOutcome.FOUND)
    assert reasons(app, centre, study) == {Reason.RESTRICTED}, "whoever judged counts too"


def test_the_registration_that_holds_is_the_last(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study)
    with acting(app) as work:
        today = work.today
    register(app, centre, study, today, "R-1002")
    (found,) = in_the_way(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    assert (found.reason, found.day) == (Reason.TOO_SOON, today + timedelta(weeks=10))
    with pytest.raises(Refused, match="registration-same"):
        register(app, centre, study, today, "R-1002")
    set_terms(app, centre, study, NewTerms("Corff arall", DIRECT.direct_from))
    assert reasons(app, centre, study) == set()
    assert checked(app) == []


def test_a_reopened_unit_leaves_its_claim_to_be_withdrawn(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study)
    made = claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    stepped(app, centre, made, ClaimState.APPROVED)
    reopen(app, centre, study, study.units[0])
    assert state_of(app, made) == ("approved", True)
    with pytest.raises(Refused, match="certification-must-withdraw"):
        stepped(app, centre, made, ClaimState.RECEIVED, "C-1")
    stepped(app, centre, made, ClaimState.WITHDRAWN, words="The diary was another person's.")
    assert state_of(app, made) == ("withdrawn", False)
    assert Reason.CLAIMED not in reasons(app, centre, study)
    assert checked(app) == []


def test_a_form_filled_in_on_what_changed_is_refused(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study)
    made = claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = certifying.claim_row(work, made)
        new = NewStep(ClaimState.APPROVED, work.today, "1")
        with pytest.raises(Changed):
            services.step(work, row, new, "en", row.version + 1)


def test_a_foreign_unit_is_not_claimed(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study)
    with acting(app) as work:
        other = publish_qualification(work, number="610/4").id
    of_owen = whole_job(app, centre, centre.owen, other)
    with pytest.raises(Refused, match="certification-foreign-unit"):
        claim(app, centre.administrator, study, of_owen.units[:1], centre.quality_assurer)


def test_what_is_changed_behind_the_books_is_seen(app: Flask, centre: Centre, study: Study) -> None:
    prepared(app, centre, study)
    claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    change(app, "UPDATE certification_claim SET state = 'approved'")
    assert checked(app)


@pytest.fixture(name="lena")
def lena_fixture(app: Flask, centre: Centre) -> Someone:
    with acting(app) as work:
        return add_person(work, "Lena Prys", provider_row(work, centre), NewRole(Role.QUALITY_ASSURER))


def test_whoever_verified_or_sampled_may_claim(app: Flask, centre: Centre, study: Study, lena: Someone) -> None:
    prepared(app, centre, study)
    assert claim(app, centre.quality_assurer, study, study.units[:1], lena, role=Role.QUALITY_ASSURER)
