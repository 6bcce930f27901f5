"""What submitting and withdrawing do, unit by unit and before they do it."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from assessments.judging import services as judging
from assessments.judging.rules import Judgement, Outcome
from portfolio.evidence import services
from portfolio.evidence.models import Claim
from portfolio.evidence.rules import LIVE_CLAIMS
from portfolio.evidence.rules.consequences import Standing, of_submitting, of_withdrawing
from portfolio.learning.rules import LOCKED, ClaimStatus, UnitStatus
from standards.foundation import Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.evidence.items import put_forward, row, wishes
from tests.factories import Centre
from tests.studies import (
    ALL_RULES,
    Study,
    acting,
    enrol,
    judge,
    portfolio_row,
    publish_qualification,
    sign_off,
    submit,
    unit_row,
)

S = ClaimStatus
CLAIMS = st.lists(st.builds(Standing, st.integers(1, 4), st.sampled_from(S), st.booleans()))


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ([(1, S.DRAFT)], (1, 0, 0, 0, 0)),
        ([(1, S.REFERRED), (1, S.DRAFT)], (0, 1, 0, 0, 0)),
        ([(1, S.NOT_YET), (2, S.DRAFT)], (1, 0, 0, 0, 1)),
        ([(1, S.WAITING), (2, S.MET)], (0, 0, 1, 0, 1)),
        ([(1, S.WITHDRAWN), (2, S.SUPERSEDED)], (0, 0, 0, 0, 0)),
    ],
)
def test_claims_are_told_of_by_what_becomes_of_them(
    claims: list[tuple[int, ClaimStatus]], told: tuple[int, ...]
) -> None:
    does = of_submitting(UnitStatus.IN_PROGRESS, [Standing(*one) for one in claims])
    assert (does.joining, does.again, does.following, does.leaving, does.staying) == told


@given(st.sampled_from(UnitStatus), CLAIMS)
def test_withdrawing_tells_of_every_live_claim(unit: UnitStatus, claims: list[Standing]) -> None:
    does = of_withdrawing(unit, claims)
    live = [one for one in claims if one.status in LIVE_CLAIMS]
    assert does.waiting + does.decided == len(live)
    assert does.signed == (bool(live) and unit in LOCKED)


def test_submitting_tells_what_becomes_of_each_unit(
    app: Flask, centre: Centre, study: Study, ffion: PageClient
) -> None:
    made = put_forward(app, study, "0:P1", "0:K1", "1:P1")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        evidence, unit = row(work, made), unit_row(work, study.units[0])
        found = work.session.query(Claim).where(Claim.evidence_id == evidence.id, Claim.enrolled_unit_id == unit.id)
        claim = found.where(Claim.note == "see P1").one()
        said = {claim.public_id: Judgement(Outcome.REFERRED, "Say more.")}
        new = judging.NewJudgement(evidence.version, ALL_RULES, "en", "", said)
        judging.judge(work, portfolio_row(work, study), evidence, new)
    with acting(app, study.learner, Role.LEARNER) as work:
        services.claim(work, row(work, made), wishes(work, study, "0:P1", "0:K1", "1:K1"))
    ffion.get(f"/evidence/{made}/submit").says(
        "ZZTST11",
        "Claims made again, in place of what came back or was not met yet: 1",
        "Claims that wait already, and are now decided on this revision: 1",
        "ZZTST12",
        "New claims, which then wait for your assessor: 1",
        "Claims that are not made any more: 1",
    )


def declared(app: Flask, centre: Centre, study: Study) -> str:
    """Evidence whose every claim is met, and its unit declared."""
    with acting(app, study.learner, Role.LEARNER) as work:
        made = submit(work, study, study.units[0])
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, made)
    with acting(app, study.learner, Role.LEARNER) as work:
        judging.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
    return made


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You have declared this unit: your declaration falls, and you declare it again."),
        ("cy", "Rydych wedi datgan yr uned hon: bydd eich datganiad yn syrthio, a byddwch yn ei datgan eto."),
    ],
)
def test_a_declaration_that_falls_is_told_and_falls(
    app: Flask, centre: Centre, study: Study, as_someone: SignIn, language: str, said: str
) -> None:
    made = declared(app, centre, study)
    learner = as_someone(centre.ffion, language)
    page = learner.get(f"/evidence/{made}/withdraw")
    page.says(said)
    learner.submit(page, {"reason": "Not mine."})
    with acting(app) as work:
        assert unit_row(work, study.units[0]).status == UnitStatus.IN_PROGRESS


def test_a_signed_unit_that_forbids_it_is_told_before(
    app: Flask, centre: Centre, study: Study, ffion: PageClient
) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        made = submit(work, study, study.units[0])
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, made)
    sign_off(app, centre, study, study.units[0])
    ffion.get(f"/evidence/{made}/withdraw").says(
        "Decisions that stay in the record, and count for nothing any more:",
        "This unit is signed off, so this evidence cannot be withdrawn unless the unit is reopened.",
    )


@pytest.mark.parametrize("number", [3, 30])
def test_the_pages_take_as_many_statements_for_many_units(
    app: Flask, centre: Centre, as_someone: SignIn, number: int
) -> None:
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work, units=number))
    made = put_forward(app, study, *(f"{each}:P1" for each in range(number)))
    ffion = as_someone(centre.ffion)
    for address in (f"/evidence/{made}/withdraw", f"/evidence/{made}/submit"):
        ffion.get(address)
        with queries_at_most(14, "who asks, the evidence with its claims, and the units they are on"):
            ffion.get(address)
