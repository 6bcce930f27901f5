"""Plans take in by themselves what is decided, each time so that anybody can do the draw again."""

from datetime import timedelta

import pytest
from flask import Flask

from assessments.quality import queries, services
from assessments.quality.models import SamplingDraw
from assessments.quality.rules.drawing import digest, draw, read, result
from assessments.quality.services import planning, rebalancing
from portfolio.core.database import db
from portfolio.core.work import UnitOfWork
from portfolio.people.services import NewRole
from portfolio.server import tick
from standards.foundation import Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, add_person
from tests.judging.conftest import checked
from tests.quality.assuring import EVERYTHING, drawn_again, items, opened, plan_row, planned, set_strategy
from tests.quality.conftest import Decided
from tests.studies import Study, acting, provider_row, publish_qualification, reopen, unit_row, whole_job

pytestmark = pytest.mark.usefixtures("decided")


@pytest.fixture(name="plan")
def plan_fixture(app: Flask, centre: Centre, decided: Decided) -> str:
    set_strategy(app, centre, EVERYTHING)
    return planned(app, centre)


def an_hour_later(app: Flask, plan: str) -> int:
    """Let the plan's last balancing be an hour ago, and the installation look again."""
    with acting(app) as work:
        row = plan_row(work, plan)
        assert row.balanced_at is not None
        row.balanced_at -= timedelta(hours=1)
    with app.app_context():
        drawn = services.rebalance_plans(db.session())
        db.session.remove()
    return drawn


def another_learner(app: Flask, centre: Centre, number: str = "610/9") -> Study:
    with acting(app) as work:
        qualification = publish_qualification(work, number=number).id
        rhys = add_person(work, f"Rhys Parry {number}", provider_row(work, centre), NewRole(Role.LEARNER))
    return whole_job(app, centre, rhys, qualification)


def keys_of(app: Flask, plan: str) -> set[str]:
    with acting(app) as work:
        return set(queries.items_of(work.session, plan_row(work, plan)))


def item_of_stage(app: Flask, plan: str, unit: str, stage: str) -> str:
    with acting(app) as work:
        row = unit_row(work, unit)
        found = [one for one in items(work, plan) if (one.enrolled_unit_id, one.stage) == (row.id, stage)]
        return found[0].public_id


def last_row(work: UnitOfWork, plan: str) -> SamplingDraw:
    row = queries.last_draw(work.session, plan_row(work, plan))
    assert row is not None
    return row


def draws_of(app: Flask, plan: str) -> int:
    with acting(app) as work:
        return last_row(work, plan).number


def test_what_is_decided_comes_in_without_a_hand(app: Flask, centre: Centre, plan: str) -> None:
    before = keys_of(app, plan)
    another_learner(app, centre)
    assert an_hour_later(app, plan) == 1
    after = keys_of(app, plan)
    assert before < after
    with acting(app) as work:
        row = last_row(work, plan)
        inputs = queries.inputs_of(row)
        assert (row.author_id, row.number, digest(inputs)) == (None, 2, row.digest)
        assert result(draw(*read(inputs), row.seed)) == row.result
    assert checked(app) == []


def test_nothing_new_is_no_new_draw(app: Flask, centre: Centre, plan: str) -> None:
    assert an_hour_later(app, plan) == 0
    assert draws_of(app, plan) == 1
    another_learner(app, centre)
    assert (an_hour_later(app, plan), an_hour_later(app, plan)) == (1, 0)
    assert draws_of(app, plan) == 2


def test_many_decisions_within_the_hour_are_taken_in_together(app: Flask, centre: Centre, plan: str) -> None:
    another_learner(app, centre)
    tick(app)
    assert draws_of(app, plan) == 1
    another_learner(app, centre, "610/10")
    assert an_hour_later(app, plan) == 1


def test_a_plan_of_an_older_installation_is_balanced_at_once(app: Flask, plan: str) -> None:
    with acting(app) as work:
        plan_row(work, plan).balanced_at = None
    tick(app)
    with acting(app) as work:
        assert plan_row(work, plan).balanced_at is not None


def test_a_plan_that_is_over_is_left_alone(app: Flask, centre: Centre, plan: str) -> None:
    another_learner(app, centre)
    with acting(app) as work:
        plan_row(work, plan).ends = work.today - timedelta(days=2)
    assert an_hour_later(app, plan) == 0


def test_the_last_hour_of_a_plan_is_taken_in(app: Flask, centre: Centre, plan: str) -> None:
    with acting(app) as work:
        plan_row(work, plan).ends = work.today - timedelta(days=1)
    another_learner(app, centre)
    an_hour_later(app, plan)
    with acting(app) as work:
        last = plan_row(work, plan).balanced_at
        assert last is not None
        assert work.now - last < timedelta(minutes=5)


def test_what_is_no_more_leaves_unless_it_was_sampled(app: Flask, centre: Centre, decided: Decided, plan: str) -> None:
    """Both summative items fall with a signature: the one that was sampled stays."""
    sampled, planned_only = (
        item_of_stage(app, plan, one.units[0], "summative") for one in (decided.ffion, decided.mabli)
    )
    opened(app, centre, sampled)
    for one in (decided.ffion, decided.mabli):
        reopen(app, centre, one, one.units[0])
    assert an_hour_later(app, plan) == 1
    with acting(app) as work:
        there = {one.public_id for one in items(work, plan)}
    assert sampled in there
    assert planned_only not in there
    assert checked(app) == []


def test_one_that_cannot_be_drawn_keeps_no_other_waiting(
    app: Flask, centre: Centre, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = planned(app, centre)
    another_learner(app, centre)
    broken = [True]

    def breaking(*given: object) -> object:
        if broken.pop() if broken else False:
            raise RuntimeError
        return planning.rebalance(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(rebalancing, "rebalance", breaking)
    with acting(app) as work:
        plan_row(work, plan).balanced_at = plan_row(work, other).balanced_at = None
    with app.app_context():
        assert services.rebalance_plans(db.session()) == 1
        db.session.remove()
    assert (draws_of(app, plan), draws_of(app, other)) == (1, 2)


def test_the_plan_says_what_changed_it(app: Flask, centre: Centre, plan: str, cerys: PageClient) -> None:
    another_learner(app, centre)
    an_hour_later(app, plan)
    page = cerys.get(f"/quality/plans/{plan}")
    page.says("takes in by itself", "It was last held against everything on", "Draw 2")
    page = cerys.get(page.link("All draws"))
    page.says("Draws: 2", "By itself, as decisions arrived", "Cerys")
    cerys.get(next(url for url in page.links().values() if "/quality/draws/" in url)).says("exactly what is kept")


@pytest.mark.parametrize("draws", [3, 30])
def test_all_draws_are_asked_for_at_once(app: Flask, centre: Centre, plan: str, cerys: PageClient, draws: int) -> None:
    for _each in range(draws - 1):
        drawn_again(app, centre, plan)
    with queries_at_most(12, "a page of draws"):
        cerys.get(f"/quality/plans/{plan}/draws").says(f"Draws: {draws}")
