"""Two learners with decisions, and a visitor from outside who is let in to a sample of one of them."""

import pytest
from flask import Flask

from tests.client import PageClient
from tests.factories import Centre
from tests.quality.conftest import Decided, SignIn, as_someone_fixture, decided_fixture, mair_fixture
from tests.visits.visiting import granted, visitor

__all__ = ["Decided", "SignIn", "as_someone_fixture", "decided_fixture", "mair_fixture"]


@pytest.fixture(name="visit")
def visit_fixture(app: Flask, centre: Centre, decided: Decided) -> str:
    return granted(app, centre)


@pytest.fixture(name="nest")
def nest_fixture(app: Flask, visit: str, as_someone: SignIn) -> PageClient:
    """The visitor."""
    return as_someone(visitor(app, visit))
