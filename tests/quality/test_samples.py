"""A sample freezes what is looked at, holds the unit up, and what is not upheld is decided again and widens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from assessments.judging import queries as judging
from assessments.judging.rules import HoldReason
from assessments.quality import queries, services
from assessments.quality.rules.drawing import read
from assessments.quality.rules.samples import Action, Report, Verdict
from assessments.quality.rules.strategy import DEFAULT, Measure, Stage, Strategy
from portfolio.learning.models import Assignment
from portfolio.learning.rules import Part
from portfolio.people import services as people
from portfolio.people.models import Account
from standards.foundation import Changed, Refused, Role
from tests.client import PageClient
from tests.factories import Centre, Someone
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.quality.assuring import (
    EVERYTHING,
    SAID,
    answered,
    closed,
    draw_row,
    drawn_again,
    item_of,
    item_row,
    items,
    opened,
    planned,
    reported,
    sample_row,
    set_strategy,
)
from tests.quality.conftest import Decided, SignIn
from tests.studies import START, acting, judge, portfolio_row, provider_row, sign_off, submit, unit_row

NOT_UPHELD = replace(SAID, verdict=Verdict.NOT_UPHELD, reason="The diary shows another day.")


@pytest.fixture(name="plan")
def plan_fixture(app: Flask, centre: Centre, decided: Decided) -> str:
    set_strategy(app, centre)
    return planned(app, centre)


@pytest.fixture(name="item")
def item_fixture(app: Flask, plan: str, decided: Decided) -> str:
    """Of Ffion's unit that is signed off."""
    return item_of(app, plan, decided.ffion.units[0])


def holds(app: Flask, unit: str) -> tuple[HoldReason, ...]:
    with acting(app) as work:
        return tuple(HoldReason(one.reason) for one in judging.open_holds(work.session, unit_row(work, unit).id))


def test_a_sample_is_opened_and_reported(app: Flask, decided: Decided, plan: str, item: str, cerys: PageClient) -> None:
    unit = decided.ffion.units[0]
    cerys.get("/").says("To be sampled by plan", "Ffion Rees", "Tomos Bevan")
    page = cerys.get(f"/quality/items/{item}")
    page.says("It was picked by line 2 of the strategy.", "P1", "Written account")
    page = cerys.submit(page, {})
    assert page.notices == ["The sample is open. What you look at is frozen as it stood just now."]
    page.says("Sample 1", "Being looked at", "Signed by Tomos Bevan", "Countersigned by Alys Morgan")
    cerys.get(f"/units/{unit}").says("A quality assurer is sampling this unit")
    cerys.get("/").says("Samples that wait for you")
    page = cerys.get(page.link("Write the report"))
    first = str(page.soup.select_one("input[name=criteria]")["value"])  # type: ignore[index]
    said = {
        "criteria": [first],
        "checks": ["valid"],
        "quality": "fair",
        "records_complete": "no",
        "feedback": "Name the day.",
        "good_practice": "Kind words.",
        "verdict": "action_required",
        "a-1-words": "Add the dates.",
        "a-1-due": ["1", "1", "2030"],
    }
    wrong = cerys.submit(page, {**said, "a-1-due": ["1", "x", "2030"]}, status=422)
    wrong.says("Enter a real date, with day, month and year in figures.")
    page = cerys.submit(page, said)
    assert page.notices == ["The sample is reported."]
    page.says("Action required", "Name the day.", "Kind words.", "Add the dates.", "Due on 1 January 2030")
    assert holds(app, unit) == (HoldReason.SAMPLE,)
    assert checked(app) == []


def test_a_report_is_answered_and_closed(
    app: Flask, centre: Centre, decided: Decided, item: str, cerys: PageClient, as_someone: SignIn
) -> None:
    unit, sample, today = decided.ffion.units[0], opened(app, centre, item), in_days(app, 0)
    action = Action("Add the dates.", today)
    reported(app, centre, sample, replace(SAID, verdict=Verdict.ACTION_REQUIRED, actions=(action,)))
    tomos = as_someone(centre.trainee)
    home = tomos.get("/")
    home.says("What a quality assurer said of your decisions")
    page = tomos.get(tomos.get(home.link("Sample 1")).link("Answer"))
    wrong = tomos.submit(page, {"words": "I added them.", "done": ["1"]}, status=422)
    wrong.says("Enter the day on which it was done.")
    on = [str(today.day), str(today.month), str(today.year)]
    page = tomos.submit(page, {"words": "I added them.", "done": ["1"], "done_on": on})
    page.says("Your answer is sent.", "I added them.", "done on")
    assert holds(app, unit) == (HoldReason.SAMPLE,)
    page = cerys.get(cerys.get("/").link("Sample 1"))
    page = cerys.submit(cerys.get(page.link("Close the sample")), {})
    page.says("The sample is closed.", "Closed on")
    assert holds(app, unit) == ()
    assert "is sampling this unit" not in cerys.get(f"/units/{unit}").text
    record = cerys.get(f"/portfolios/{decided.ffion.portfolio}/record")
    record.says(
        "Sample 1 was opened: the decisions of Tomos Bevan", "ask for action", "The assessor answered the report"
    )
    assert checked(app) == []


def test_what_is_not_upheld_is_decided_again_and_widens_the_sample(
    app: Flask, centre: Centre, decided: Decided, plan: str, item: str
) -> None:
    unit = decided.ffion.units[0]
    sample = opened(app, centre, item)
    reported(app, centre, sample, NOT_UPHELD, "P1")
    with acting(app) as work:
        row = unit_row(work, unit)
        assert (row.status, row.claimed, row.complete) == ("in_progress", 1, False)
        assert queries.flagged(work.session, centre.provider_id, work.today, 180) == {centre.trainee.account_id}
        widened = sample_row(work, sample).widens_until
        assert widened == work.today + timedelta(days=180)
        [evidence] = {one.evidence for one in queries.looked_at(work.session, sample_row(work, sample))}
    assert holds(app, unit) == ()
    assert checked(app) == []
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, decided.ffion, evidence)
    sign_off(app, centre, decided.ffion, unit)
    draw = drawn_again(app, centre, plan)
    with acting(app) as work:
        again = read(queries.inputs_of(draw_row(work, draw)))[1]
        assert {one.risks for one in again} == {("flagged", "trainee")}
    assert checked(app) == []


def test_a_flag_makes_the_plan_wider_at_once(app: Flask, centre: Centre, decided: Decided) -> None:
    trainee = replace(DEFAULT[1], measure=Measure.NUMBER, figure=1)
    flagged = replace(DEFAULT[0], stage=Stage.EITHER, figure=100)
    set_strategy(app, centre, Strategy((trainee, flagged)))
    plan = planned(app, centre)
    with acting(app) as work:
        [first] = items(work, plan)
        first_item = first.public_id
    reported(app, centre, opened(app, centre, first_item), NOT_UPHELD, "P1")
    with acting(app) as work:
        now = {one.public_id: one.line for one in items(work, plan)}
        assert now.pop(first_item) == 1
        assert 2 in now.values()
    assert checked(app) == []


def test_an_interim_sample_that_is_not_upheld_opens_the_criterion_again(
    app: Flask, centre: Centre, decided: Decided
) -> None:
    unit = decided.ffion.units[1]
    with acting(app, decided.ffion.learner, Role.LEARNER) as work:
        letter = submit(work, decided.ffion, unit, "Second letter", "P1", "P2")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, decided.ffion, letter)
    set_strategy(app, centre, EVERYTHING)
    sample = opened(app, centre, item_of(app, planned(app, centre), unit))
    with pytest.raises(Refused, match="report-not-met"):
        reported(app, centre, sample, NOT_UPHELD, "K1")
    reported(app, centre, sample, NOT_UPHELD, "P2")
    with acting(app) as work:
        row = unit_row(work, unit)
        assert (row.status, row.met, row.claimed) == ("in_progress", 1, 1)
    assert checked(app) == []


@pytest.mark.parametrize("assigned", [False, True], ids=["not assigned", "assigned past the services"])
@pytest.mark.parametrize("who", ["trainee", "assessor"])
def test_nobody_samples_what_they_decided_or_countersigned(
    app: Flask, centre: Centre, decided: Decided, item: str, who: str, assigned: bool
) -> None:
    """D2, tried by a person of several roles, and even by one who is assigned as no service allows."""
    someone: Someone = getattr(centre, who)
    with acting(app, centre.manager, Role.MANAGER) as work:
        account = work.session.get_one(Account, someone.account_id)
        people.give_role(work, provider_row(work, centre), account, people.NewRole(Role.QUALITY_ASSURER))
        if assigned:
            portfolio = portfolio_row(work, decided.ffion)
            work.session.add(
                Assignment(
                    provider_id=portfolio.provider_id, portfolio_id=portfolio.id, account_id=account.id,
                    part=Part.QUALITY_ASSURER.value, starts=START, salt=b"0" * 32,
                )
            )  # fmt: skip
    with acting(app, someone, Role.QUALITY_ASSURER) as work, pytest.raises(Refused, match="sampling-own"):
        services.open_sample(work, item_row(work, item))
    client = PageClient(app)
    client.enter(someone)
    page = client.get(f"/quality/items/{item}", status=200 if assigned else 403)
    if assigned:
        client.submit(page, {}, status=409).says("another quality assurer has to sample it")


def test_what_a_sample_may_not_be_is_refused(app: Flask, centre: Centre, decided: Decided, item: str) -> None:
    sample = opened(app, centre, item)
    with pytest.raises(Refused, match="sample-opened-before"):
        opened(app, centre, item)
    today = in_days(app, 0)
    wrong: dict[str, Report] = {
        "report-foreign-criterion": replace(SAID, criteria=("another",)),
        "report-needs-overturned": NOT_UPHELD,
        "report-needs-action": replace(SAID, verdict=Verdict.WITH_ACTION),
        "action-needs-words": replace(SAID, actions=(Action(" ", today),)),
        "action-needs-day": replace(SAID, actions=(Action("Add it.", today - timedelta(days=1)),)),
        "report-too-many-actions": replace(SAID, actions=(Action("Add it.", today),) * 9),
    }
    for code, said in wrong.items():
        with pytest.raises(Refused, match=code):
            reported(app, centre, sample, said)
    with pytest.raises(Refused, match="report-needs-reason"):
        reported(app, centre, sample, replace(NOT_UPHELD, reason="No."), "P1")
    with pytest.raises(Refused, match="sample-not-answered"):
        reported_then_closed(app, centre, sample)
    with pytest.raises(Refused, match="sample-reported-before"):
        reported(app, centre, sample)
    with pytest.raises(Refused, match="sample-not-yours"):
        answered(app, centre.assessor, sample)
    with pytest.raises(Refused, match="answer-needs-words"):
        answered(app, centre.trainee, sample, words=" ")
    with pytest.raises(Refused, match="answer-unknown-action"):
        answered(app, centre.trainee, sample, 7)
    answered(app, centre.trainee, sample)
    with pytest.raises(Refused, match="sample-actions-undone"):
        closed(app, centre, sample)
    answered(app, centre.trainee, sample, 1)
    closed(app, centre, sample)
    with pytest.raises(Refused, match="sample-closed-before"):
        closed(app, centre, sample)
    assert checked(app) == []


def in_days(app: Flask, days: int) -> date:
    with acting(app) as work:
        return work.today + timedelta(days=days)


def reported_then_closed(app: Flask, centre: Centre, sample: str) -> None:
    action = Action("Add the dates.", in_days(app, 3))
    reported(app, centre, sample, replace(SAID, verdict=Verdict.WITH_ACTION, actions=(action,)))
    closed(app, centre, sample)


def test_a_report_on_what_was_changed_meanwhile_is_refused(app: Flask, centre: Centre, item: str) -> None:
    sample = opened(app, centre, item)
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = sample_row(work, sample)
        with pytest.raises(Changed, match="sample-changed"):
            services.report(work, row, SAID, "en", row.version - 1)


def test_a_colleague_reads_nothing_of_what_was_said_of_another(
    app: Flask, centre: Centre, decided: Decided, item: str, as_someone: SignIn
) -> None:
    sample = opened(app, centre, item)
    as_someone(centre.trainee).get(f"/quality/samples/{sample}").says("Sample 1")
    as_someone(centre.assessor).get(f"/quality/samples/{sample}", status=404)
    as_someone(centre.ffion).get(f"/quality/samples/{sample}", status=404)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sample SET feedback = 'Another word.'",
        "UPDATE sample SET verdict = 'not_upheld'",
        "UPDATE sample_action SET words = 'Nothing.'",
        "UPDATE unit_hold SET released_at = NULL",
        "DELETE FROM sample_action",
    ],
)
def test_what_is_changed_past_the_services_is_found(
    app: Flask, centre: Centre, decided: Decided, item: str, statement: str
) -> None:
    sample = opened(app, centre, item)
    action = Action("Add the dates.", in_days(app, 3))
    reported(app, centre, sample, replace(SAID, verdict=Verdict.WITH_ACTION, actions=(action,)))
    assert checked(app) == []
    change(app, statement)
    assert checked(app) != []
