"""A learner whose one unit is signed by all, and the staff who claim."""

import pytest
from flask import Flask

from tests.client import PageClient
from tests.evidence.conftest import SignIn, as_someone_fixture
from tests.factories import Centre
from tests.studies import Study, acting, publish_qualification, whole_job

__all__ = ["SignIn", "as_someone_fixture"]


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """Ffion's, of two units: the first is signed off by Tomos and Alys, of the second little is met."""
    with acting(app) as work:
        qualification = publish_qualification(work).id
    return whole_job(app, centre, centre.ffion, qualification)


@pytest.fixture(name="gwyn")
def gwyn_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    """The administrator."""
    return as_someone(centre.administrator)


@pytest.fixture(name="ffion")
def ffion_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    return as_someone(centre.ffion)
