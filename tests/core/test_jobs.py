"""Jobs: in the act's transaction, each key once, repeated until done, taken over from whoever died."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.core import jobs
from portfolio.core.database import db
from portfolio.core.jobs import Job
from portfolio.core.work import clock, transaction


class Bench:
    """Does jobs of one kind, as often as it is told to fail first."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.seen: list[Any] = []

    def __call__(self, _session: Session, data: Mapping[str, Any]) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("a planted secret")
        self.seen.append(data["number"])

    def run(self) -> int:
        return jobs.run_due(db.session(), {"count": self})


def ask(key: str, number: int, after: timedelta = timedelta(0)) -> None:
    with transaction(db.session()) as work:
        jobs.enqueue(work, "count", key, {"number": number}, after)


@pytest.fixture(name="in_app", autouse=True)
def in_app_fixture(app: Flask) -> Any:
    with app.app_context():
        yield
        db.session.remove()


def test_what_was_asked_for_is_done_once_in_its_order() -> None:
    bench = Bench()
    for number in range(3):
        ask(f"key {number}", number)
    assert (bench.run(), bench.seen) == (3, [0, 1, 2])
    assert bench.run() == 0


def test_a_key_is_done_once_however_often_it_is_asked_for() -> None:
    bench = Bench()
    ask("same", 1)
    bench.run()
    ask("same", 2)
    bench.run()
    assert bench.seen == [1]


def test_an_act_that_came_to_nothing_asked_for_nothing() -> None:
    def refused() -> None:
        with transaction(db.session()) as work:
            jobs.enqueue(work, "count", "key", {"number": 1})
            raise ValueError("the rule said no")

    with pytest.raises(ValueError, match="the rule said no"):
        refused()
    assert Bench().run() == 0


def test_what_failed_is_tried_again_later_and_later(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench(failures=3)
    ask("key", 1)
    waits = []
    with time_machine.travel(clock(), tick=False) as moment:
        while not bench.seen:
            bench.run()
            job = db.session.scalars(select(Job)).one()
            waits.append((job.run_at - clock()).total_seconds())
            moment.move_to(job.run_at)
    assert waits[:3] == [30, 60, 120]
    assert "a planted secret" not in caplog.text
    assert db.session.scalars(select(Job.last_error)).one() is None


def test_a_job_whose_worker_died_is_taken_over() -> None:
    bench = Bench()
    ask("key", 1)
    assert jobs._lease(db.session()) is not None
    assert bench.run() == 0, "it is leased"
    with time_machine.travel(clock() + jobs.LEASE + timedelta(seconds=1)):
        assert bench.run() == 1


def test_what_is_not_due_waits() -> None:
    ask("later", 1, after=timedelta(hours=1))
    assert Bench().run() == 0
    with time_machine.travel(clock() + timedelta(hours=1, seconds=1)):
        assert Bench().run() == 1


def test_what_was_done_long_ago_is_forgotten() -> None:
    ask("key", 1)
    Bench().run()
    with transaction(db.session()) as work:
        jobs.sweep_done(work.session, work.now + timedelta(days=6))
        assert work.session.scalars(select(Job)).all()
        jobs.sweep_done(work.session, work.now + timedelta(days=8))
        assert not work.session.scalars(select(Job)).all()
