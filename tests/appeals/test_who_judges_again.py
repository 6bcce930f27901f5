"""Who judges again what an appeal overturned: somebody else, unless an independent decision says why not."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete

from assessments.appeals.rules.cases import Outcome, check_same_assessor
from assessments.appeals.rules.procedures import PROCEDURES, ProcedureCode, Stage
from assessments.judging.models import Bar
from assessments.judging.rules import check_not_barred
from assessments.quality import queries as quality
from assessments.quality.models import SamplingDraw
from assessments.quality.rules.drawing import read
from portfolio.evidence.models import Claim, Evidence
from portfolio.learning import services as learning
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from standards.foundation import Refused, Role
from tests.appeals.appealing import answer, appeal, appoint, criteria_of, further
from tests.appeals.conftest import SignIn
from tests.client import Value
from tests.factories import Centre, Someone
from tests.judging.conftest import checked
from tests.quality.assuring import plan_row, planned, set_strategy
from tests.studies import Study, acting, judge, portfolio_row, unit_row

WHY = "Nobody else at the centre speaks Welsh."
FIRST, SECOND = PROCEDURES[ProcedureCode.AWARDING_BODY].stages[:2]


def overturned(app: Flask, centre: Centre, study: Study, lena: Someone, same: str | None = None) -> str:
    """An appeal about the signed unit that the independent stage upholds on one criterion."""
    case = appeal(app, study, study.units[0])
    answer(app, centre.trainee, Role.ASSESSOR, case, Outcome.NOT_UPHELD)
    further(app, study.learner, Role.LEARNER, case)
    appoint(app, centre, case, lena)
    answer(app, lena, Role.QUALITY_ASSURER, case, Outcome.UPHELD, criteria_of(app, case)[0], same=same)
    return case


def waiting(app: Flask, study: Study) -> str:
    """The evidence whose claim waits again."""
    with acting(app) as work:
        unit = unit_row(work, study.units[0])
        claims = work.session.query(Claim).where(Claim.enrolled_unit_id == unit.id, Claim.status == "waiting")
        return work.session.get_one(Evidence, claims.one().evidence_id).public_id


def allocate(app: Flask, centre: Centre, study: Study, someone: Someone) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        account = work.session.get_one(Account, someone.account_id)
        new = NewAssignment(Part.ASSESSOR, work.today, why="After the appeal.")
        learning.assign(work, portfolio_row(work, study), account, new)


def judged_by(app: Flask, study: Study, someone: Someone) -> None:
    evidence = waiting(app, study)
    with acting(app, someone, Role.ASSESSOR) as work:
        judge(work, study, evidence)


def test_another_assessor_judges_again(app: Flask, centre: Centre, study: Study, lena: Someone) -> None:
    overturned(app, centre, study, lena)
    with pytest.raises(Refused, match="judging-after-appeal"):
        judged_by(app, study, centre.trainee)
    allocate(app, centre, study, centre.assessor)
    judged_by(app, study, centre.assessor)
    with acting(app) as work:
        assert unit_row(work, study.units[0]).claimed == 0
    assert checked(app) == []


def test_the_same_assessor_does_where_the_decision_says_why(
    app: Flask, centre: Centre, study: Study, lena: Someone
) -> None:
    overturned(app, centre, study, lena, same=WHY)
    judged_by(app, study, centre.trainee)
    assert checked(app) == []


def test_the_ledger_check_sees_a_bar_that_was_lifted_past_it(
    app: Flask, centre: Centre, study: Study, lena: Someone
) -> None:
    overturned(app, centre, study, lena)
    with acting(app) as work:
        work.session.execute(delete(Bar))
    judged_by(app, study, centre.trainee)
    assert checked(app)


def test_the_pages_refuse_it_and_tell_the_manager_who_is_missing(
    app: Flask, centre: Centre, study: Study, lena: Someone, as_someone: SignIn
) -> None:
    case = overturned(app, centre, study, lena)
    evidence = waiting(app, study)
    tomos = as_someone(centre.trainee)
    page = tomos.get(f"/evidence/{evidence}/judge")
    with acting(app) as work:
        claim = work.session.query(Claim).where(Claim.status == "waiting").one().public_id
    said: dict[str, Value] = {f"claim-{claim}-outcome": "met", "valid": True, "authentic": True, "current": True}
    page = tomos.submit(page, said, button="Save decisions", status=409)
    page.says("An appeal overturned your decision on this criterion")
    mair = as_someone(centre.manager)
    page = mair.get(f"/cases/{case}")
    page.says("Who judges it again", "Tomos Bevan does not judge these criteria of the unit again")
    allocate(app, centre, study, centre.assessor)
    mair.get(f"/cases/{case}").says("Allocated to the unit, and may judge them", "Alys")


@pytest.mark.parametrize(
    ("stage", "outcome", "same", "reason", "refusal"),
    [
        (SECOND, Outcome.UPHELD, False, "", None),
        (SECOND, Outcome.UPHELD, True, WHY, None),
        (SECOND, Outcome.PARTLY, True, WHY, None),
        (SECOND, Outcome.UPHELD, True, " no ", "same-assessor-needs-reason"),
        (SECOND, Outcome.UPHELD, False, WHY, "same-assessor-not-ticked"),
        (SECOND, Outcome.NOT_UPHELD, True, WHY, "same-assessor-not-upheld"),
        (FIRST, Outcome.UPHELD, True, WHY, "same-assessor-not-independent"),
    ],
)
def test_when_the_same_assessor_may(
    stage: Stage, outcome: Outcome, same: bool, reason: str, refusal: str | None
) -> None:
    if refusal is None:
        check_same_assessor(stage, outcome, reason, same=same)
        return
    with pytest.raises(Refused, match=refusal):
        check_same_assessor(stage, outcome, reason, same=same)


def test_only_whoever_is_barred_is_refused() -> None:
    check_not_barred(1, {2})
    check_not_barred(None, {2})
    with pytest.raises(Refused, match="judging-after-appeal"):
        check_not_barred(2, {2})


def test_more_of_the_assessor_is_sampled_at_once(app: Flask, centre: Centre, study: Study, lena: Someone) -> None:
    set_strategy(app, centre)
    plan = planned(app, centre)
    overturned(app, centre, study, lena)
    with acting(app) as work:
        (first, last) = work.session.query(SamplingDraw).order_by(SamplingDraw.number)
        assert first.plan_id == last.plan_id == plan_row(work, plan).id
        risks = [{one.risks for one in read(quality.inputs_of(draw))[1]} for draw in (first, last)]
        assert risks == [{("trainee",)}, {("flagged", "trainee")}]
        days = {0: {centre.trainee.account_id}, 30: {centre.trainee.account_id}, 31: set()}
        for after, whom in days.items():
            day = work.today + timedelta(days=after)
            assert quality.flagged(work.session, centre.provider_id, day, 30) == whom
    assert checked(app) == []
