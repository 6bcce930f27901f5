"""Two learners with decisions, their assessors, and whoever looks at how these work."""

import pytest

from tests.client import PageClient
from tests.factories import Centre
from tests.quality.conftest import Decided, SignIn, as_someone_fixture, cerys_fixture, decided_fixture, mair_fixture

__all__ = ["Decided", "SignIn", "as_someone_fixture", "cerys_fixture", "decided_fixture", "mair_fixture"]


@pytest.fixture(name="tomos")
def tomos_fixture(as_someone: SignIn, centre: Centre, decided: Decided) -> PageClient:
    """The trainee assessor."""
    return as_someone(centre.trainee)
