"""A learner with two units and an assessor, each in a browser."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.client import PageClient
from tests.factories import Centre, Someone
from tests.studies import Study, acting, enrol, publish_qualification

SignIn = Callable[..., PageClient]


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """Ffion on two units, the trainee assigned to assess her."""
    with acting(app) as work:
        return enrol(work, centre, centre.ffion, publish_qualification(work))


@pytest.fixture(name="as_someone")
def as_someone_fixture(app: Flask) -> SignIn:
    def sign_in(someone: Someone, language: str = "en") -> PageClient:
        client = PageClient(app, language)
        client.enter(someone)
        return client

    return sign_in


@pytest.fixture(name="ffion")
def ffion_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    return as_someone(centre.ffion)


@pytest.fixture(name="tomos")
def tomos_fixture(as_someone: SignIn, centre: Centre, study: Study) -> PageClient:
    """The assessor assigned to her."""
    return as_someone(centre.trainee)
