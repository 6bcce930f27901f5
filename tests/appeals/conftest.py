"""A learner with a unit signed off and one with decisions, and whoever an appeal or a complaint goes to."""

import pytest
from flask import Flask

from portfolio.people.services import NewRole
from standards.foundation import Role
from tests.client import PageClient
from tests.evidence.conftest import SignIn, as_someone_fixture
from tests.factories import Centre, Someone, add_person
from tests.studies import Study, acting, provider_row, publish_qualification, whole_job

__all__ = ["SignIn", "as_someone_fixture"]


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """Ffion's: Tomos decided and signed, Alys countersigned, Cerys assures."""
    with acting(app) as work:
        qualification = publish_qualification(work).id
    return whole_job(app, centre, centre.ffion, qualification)


@pytest.fixture(name="lena")
def lena_fixture(app: Flask, centre: Centre) -> Someone:
    """A quality assurer who had no part in anything."""
    with acting(app) as work:
        return add_person(work, "Lena Prys", provider_row(work, centre), NewRole(Role.QUALITY_ASSURER))


@pytest.fixture(name="ffion")
def ffion_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    return as_someone(centre.ffion)


@pytest.fixture(name="mair")
def mair_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    """The manager."""
    return as_someone(centre.manager)
