"""The strategy has versions, a plan says why it holds what it holds, and anybody can do its draw again."""

import json
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from assessments.quality import services
from assessments.quality.models import SamplingStrategy
from assessments.quality.rules.drawing import digest
from assessments.quality.rules.strategy import DEFAULT, Dimension, Line, Measure, Stage, Strategy
from portfolio.learning import services as learning
from portfolio.learning.models import Assignment
from portfolio.people.services import NewRole
from standards.foundation import Changed, Refused, Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, add_person
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.quality.assuring import drawn_again, items, plan_row, planned, set_strategy
from tests.quality.conftest import Decided
from tests.studies import acting, portfolio_row, provider_row, publish_qualification, whole_job


def test_a_strategy_is_set_and_a_plan_is_drawn_by_it(
    app: Flask, centre: Centre, decided: Decided, mair: PageClient, cerys: PageClient
) -> None:
    page = mair.get("/quality")
    page.says("Nothing is planned yet.", "Set the sampling strategy first")
    page = mair.get(page.link("Sampling strategy"))
    page.says("Your centre has set no strategy yet.", "No figure here is law", "Trainee assessors", "100%")
    page = mair.submit(mair.get(page.link("Set the strategy")), {"l-3-figure": "15"})
    assert page.notices == ["Version 1 of the strategy is set. Plans from now on follow it."]
    page.says("Experienced assessors", "15%", "Mair Evans")
    page = cerys.get("/quality/plans/new")
    page = cerys.submit(page, {"starts": ["1", "1", "2026"], "ends": ["1", "1", "2030"]})
    assert page.notices == ["The plan is drawn."]
    page.says("Sampling plan 1", "Ffion Rees", "Mabli Gwyn", "Tomos Bevan", "planned", "by line 2 of the strategy")
    page = cerys.get(next(url for url in page.links().values() if "/quality/draws/" in url))
    page.says("It gives exactly what is kept.", "Seed")
    answer = cerys.browser.get(page.link("Download the inputs"))
    assert digest(answer.get_data(as_text=True)) in page.text
    assert all(one["risks"] == ["trainee"] for one in json.loads(answer.get_data())["items"])
    mair.get("/quality").says("Sampling plan 1", "Plans: 1")
    assert checked(app) == []
    mair.get("/record").says("Version 1 of the sampling strategy was set.", "It was drawn what is sampled")


def test_a_new_version_changes_no_plan_made_before(app: Flask, centre: Centre, decided: Decided) -> None:
    first = set_strategy(app, centre)
    plan = planned(app, centre)
    with acting(app) as work:
        before = [one.public_id for one in items(work, plan)]
    set_strategy(app, centre, Strategy((replace(DEFAULT[3], figure=99),)))
    drawn_again(app, centre, plan)
    with acting(app) as work:
        assert [one.public_id for one in items(work, plan)] == before
        assert work.session.get_one(SamplingStrategy, plan_row(work, plan).strategy_id).public_id == first
    assert checked(app) == []


def test_new_decisions_are_taken_in_and_nothing_leaves(app: Flask, centre: Centre, decided: Decided) -> None:
    set_strategy(app, centre)
    plan = planned(app, centre)
    with acting(app) as work:
        before = {one.public_id for one in items(work, plan)}
        qualification = publish_qualification(work, number="610/9").id
        rhys = add_person(work, "Rhys Parry", provider_row(work, centre), NewRole(Role.LEARNER))
    whole_job(app, centre, rhys, qualification)
    drawn_again(app, centre, plan)
    with acting(app) as work:
        after = {one.public_id: one for one in items(work, plan)}
        assert before < after.keys()
        assert all(after[one].draw_id != after[next(iter(before))].draw_id for one in after.keys() - before)
    assert checked(app) == []


def test_what_no_longer_stands_leaves_unless_it_was_sampled(app: Flask, centre: Centre, decided: Decided) -> None:
    set_strategy(app, centre)
    plan = planned(app, centre)
    with acting(app) as work:
        first, second, *_rest = items(work, plan)
        first.sampled = True
        gone = {first.enrolled_unit_id, second.enrolled_unit_id}
        for unit_id in gone:
            fallen = text("UPDATE decision SET standing = false WHERE enrolled_unit_id = :unit")
            work.session.execute(fallen, {"unit": unit_id})
        kept, dropped = first.public_id, second.public_id
    drawn_again(app, centre, plan)
    with acting(app) as work:
        now = {one.public_id for one in items(work, plan)}
        assert kept in now
        assert dropped not in now


def test_what_nobody_may_sample_is_never_picked_and_named(
    app: Flask, centre: Centre, decided: Decided, cerys: PageClient
) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        portfolio = portfolio_row(work, decided.mabli)
        wanted = (Assignment.portfolio_id == portfolio.id, Assignment.part == "quality_assurer")
        learning.end_assignment(work, portfolio, work.session.query(Assignment).where(*wanted).one(), date(2026, 1, 6))
    set_strategy(app, centre)
    plan = planned(app, centre)
    with acting(app) as work:
        assert portfolio_row(work, decided.mabli).id not in {one.portfolio_id for one in items(work, plan)}
    page = cerys.get(f"/quality/plans/{plan}")
    page.says("Tomos Bevan: 2 asked for, 1 planned.", "no quality assurer is assigned")
    assert "Mabli Gwyn" not in page.text


def test_what_cannot_be_is_refused(app: Flask, centre: Centre, decided: Decided, mair: PageClient) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work, pytest.raises(Refused, match="plan-needs-strategy"):
        services.make_plan(work, centre.provider_id, work.today, work.today)
    set_strategy(app, centre)
    with acting(app, centre.manager, Role.MANAGER) as work:
        with pytest.raises(Refused, match="plan-ends-before-start"):
            services.make_plan(work, centre.provider_id, date(2026, 2, 2), date(2026, 2, 1))
        with pytest.raises(Changed, match="strategy-changed"):
            services.set_strategy(work, centre.provider_id, Strategy(flag_days=9), 0)
    page = mair.get("/quality/strategy/change")
    mair.submit(page, {}, status=409).says("Nothing differs from the version before")
    mair.submit(page, {"l-0-figure": "many"}, status=422).says("Enter a whole number in figures.")
    mair.submit(page, {"l-0-figure": "0"}, status=409).says("sampling is never zero")
    unmet = Line(Dimension.METHOD, "audio", Stage.EITHER, Measure.NUMBER, 3)
    set_strategy(app, centre, Strategy((unmet,)))
    page = mair.get(f"/quality/plans/{planned(app, centre)}")
    page.says("Sound recording: 3 asked for, and only 0 there.")


def test_a_draw_that_was_changed_is_found(app: Flask, centre: Centre, decided: Decided, cerys: PageClient) -> None:
    set_strategy(app, centre)
    planned(app, centre)
    change(app, "UPDATE sampling_draw SET seed = '00000000000000000000000000000000'")
    page = cerys.get(next(url for url in cerys.get(plan_address(cerys)).links().values() if "/quality/draws/" in url))
    assert checked(app) != []
    page.says("Seed")


def plan_address(client: PageClient) -> str:
    return client.get("/quality").link("Sampling plan 1")


@pytest.mark.parametrize("learners", [3, 30])
def test_pages_take_as_many_statements_for_many_learners(
    app: Flask, centre: Centre, cerys: PageClient, learners: int
) -> None:
    with acting(app) as work:
        qualification = publish_qualification(work, number="610/9").id
        people = [
            add_person(work, f"Learner {n}", provider_row(work, centre), NewRole(Role.LEARNER)) for n in range(learners)
        ]
    for one in people:
        whole_job(app, centre, one, qualification)
    set_strategy(app, centre)
    plan = planned(app, centre)
    draw = next(url for url in cerys.get(f"/quality/plans/{plan}").links().values() if "/quality/draws/" in url)
    with queries_at_most(17, "who asks (2), the plan, its lines, draws, names (3), qualifications, the grid"):
        cerys.get(f"/quality/plans/{plan}")
    for page in ("/quality", draw):
        with queries_at_most(8, "who asks (2), the plan and its draw, or all plans and the strategy"):
            cerys.get(page)
