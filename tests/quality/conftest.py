"""Learners with decisions by a trainee and an experienced assessor, and whoever assures their quality."""

from dataclasses import dataclass

import pytest
from flask import Flask

from portfolio.people.services import NewRole
from standards.foundation import Role
from tests.client import PageClient
from tests.evidence.conftest import SignIn, as_someone_fixture
from tests.factories import Centre, add_person
from tests.studies import Study, acting, provider_row, publish_qualification, whole_job

__all__ = ["SignIn", "as_someone_fixture"]


@dataclass(frozen=True)
class Decided:
    """Two learners, each with one unit signed off and one with decisions."""

    ffion: Study
    mabli: Study


@pytest.fixture(name="decided")
def decided_fixture(app: Flask, centre: Centre) -> Decided:
    with acting(app) as work:
        qualification = publish_qualification(work).id
        mabli = add_person(work, "Mabli Gwyn", provider_row(work, centre), NewRole(Role.LEARNER))
    return Decided(*(whole_job(app, centre, one, qualification) for one in (centre.ffion, mabli)))


@pytest.fixture(name="cerys")
def cerys_fixture(as_someone: SignIn, centre: Centre, decided: Decided) -> PageClient:
    """The quality assurer assigned to both."""
    return as_someone(centre.quality_assurer)


@pytest.fixture(name="mair")
def mair_fixture(as_someone: SignIn, centre: Centre, decided: Decided) -> PageClient:
    """The manager."""
    return as_someone(centre.manager)
