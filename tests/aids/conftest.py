"""A learner with evidence that waits, and an assessor, each in a browser."""

import pytest
from flask import Flask

from tests.client import PageClient
from tests.evidence.conftest import SignIn, as_someone_fixture, ffion_fixture, study_fixture
from tests.evidence.items import put_forward
from tests.factories import Centre
from tests.studies import Study

__all__ = ["as_someone_fixture", "ffion_fixture", "study_fixture"]


@pytest.fixture(name="tomos")
def tomos_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    """The assessor assigned to her."""
    return as_someone(centre.trainee)


@pytest.fixture(name="visit")
def visit_fixture(app: Flask, study: Study) -> str:
    """Evidence in English that was submitted."""
    return put_forward(app, study, "0:P1", "1:P1")
