"""A learner on two units, her assessor and her quality assurer, each in a browser."""

import pytest

from tests.client import PageClient
from tests.evidence.conftest import SignIn, as_someone_fixture, ffion_fixture, study_fixture
from tests.factories import Centre
from tests.studies import Study

__all__ = ["as_someone_fixture", "ffion_fixture", "study_fixture"]


@pytest.fixture(name="tomos")
def tomos_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    """The assessor assigned to her."""
    return as_someone(centre.trainee)


@pytest.fixture(name="quality")
def quality_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    """The quality assurer assigned to her."""
    return as_someone(centre.quality_assurer)
