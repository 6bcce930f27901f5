"""Three learners whom one trainee assesses, and people around them, each in a browser."""

from dataclasses import dataclass

import pytest
from flask import Flask

from portfolio.learning import services as learning
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from portfolio.people.services import NewRole
from standards.foundation import Role
from tests.client import PageClient
from tests.evidence.conftest import SignIn, as_someone_fixture
from tests.factories import Centre, Someone, add_person
from tests.studies import START, Study, acting, enrol, portfolio_row, provider_row, publish_qualification

__all__ = ["SignIn", "as_someone_fixture"]


@dataclass(frozen=True)
class Group:
    """Ffion, Owen and Mabli, each on the same two units."""

    ffion: Study
    owen: Study
    mabli: Study

    @property
    def all(self) -> tuple[Study, Study, Study]:
        return self.ffion, self.owen, self.mabli


@pytest.fixture(name="group")
def group_fixture(app: Flask, centre: Centre) -> Group:
    with acting(app) as work:
        qualification = publish_qualification(work)
        mabli: Someone = add_person(work, "Mabli Gwyn", provider_row(work, centre), NewRole(Role.LEARNER))
        return Group(*(enrol(work, centre, one, qualification) for one in (centre.ffion, centre.owen, mabli)))


@pytest.fixture(name="tomos")
def tomos_fixture(as_someone: SignIn, centre: Centre, group: Group) -> PageClient:
    """The assessor of all three, still a trainee."""
    return as_someone(centre.trainee)


@pytest.fixture(name="alys")
def alys_fixture(app: Flask, as_someone: SignIn, centre: Centre, group: Group) -> PageClient:
    """Another assessor of Ffion's."""
    with acting(app) as work:
        who = work.session.get_one(Account, centre.assessor.account_id)
        learning.assign(work, portfolio_row(work, group.ffion), who, NewAssignment(Part.ASSESSOR, START))
    return as_someone(centre.assessor)


@pytest.fixture(name="ffion")
def ffion_fixture(as_someone: SignIn, centre: Centre, group: Group) -> PageClient:
    return as_someone(centre.ffion)
