"""A learner's study as the pages of judging find it."""

import pytest
from flask import Flask

from portfolio.app import all_acts, all_stored_facts
from portfolio.core.database import db
from portfolio.core.ledger_check import Check, Wrong
from portfolio.people.queries import verifying_key
from tests.client import PageClient
from tests.factories import Centre, Someone
from tests.studies import Study, acting, enrol, publish_qualification, submit


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """Ffion on two units of three criteria each; the trainee assesses, Alys countersigns."""
    with acting(app, centre.manager) as work:
        return enrol(work, centre, centre.ffion, publish_qualification(work))


@pytest.fixture(name="diary")
def diary_fixture(app: Flask, centre: Centre, study: Study) -> str:
    """Evidence for all of the first unit, waiting."""
    with acting(app, centre.ffion) as work:
        return submit(work, study, study.units[0], "Diary")


def checked(app: Flask) -> list[Wrong]:
    """What the check of the ledger finds wrong."""
    with app.app_context():
        found = list(Check(db.session(), all_acts(), all_stored_facts(), verifying_key).wrongs())
        db.session.remove()
    return found


def reader(app: Flask, someone: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(someone)
    return client
