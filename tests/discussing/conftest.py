"""A learner whom one trainee assesses, and another assessor, each in a browser."""

import pytest
from flask import Flask

from portfolio.learning import services as learning
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from tests.client import PageClient
from tests.evidence.conftest import SignIn, as_someone_fixture, ffion_fixture, study_fixture
from tests.factories import Centre
from tests.studies import START, Study, acting, portfolio_row

__all__ = ["SignIn", "as_someone_fixture", "ffion_fixture", "study_fixture"]


@pytest.fixture(name="tomos")
def tomos_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    return as_someone(centre.trainee)


@pytest.fixture(name="alys")
def alys_fixture(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    """Another assessor of hers."""
    with acting(app) as work:
        who = work.session.get_one(Account, centre.assessor.account_id)
        learning.assign(work, portfolio_row(work, study), who, NewAssignment(Part.ASSESSOR, START))
    return as_someone(centre.assessor)
