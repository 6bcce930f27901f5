"""A unit that is signed off, and its credential, as the tests of credentials find them."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from assessments.credentials import queries
from assessments.judging import services as judging
from standards.foundation import Role
from standards.library.models import Criterion
from tests.client import PageClient
from tests.factories import Centre
from tests.judging.conftest import diary_fixture, reader, study_fixture
from tests.studies import Study, acting, judge, portfolio_row, sign_off, unit_row

__all__ = ["diary_fixture", "study_fixture"]


@dataclass(frozen=True)
class Issued:
    """A credential as a test knows it."""

    study: Study
    unit: str
    public_id: str
    cy: dict[str, Any]
    en: dict[str, Any]

    @property
    def editions(self) -> dict[str, dict[str, Any]]:
        return {"cy": self.cy, "en": self.en}


def credential_of(app: Flask, study: Study, unit: str) -> Issued:
    with acting(app) as work:
        row = queries.of_unit(work.session, unit_row(work, unit).id)
        assert row is not None
        return Issued(study, unit, row.public_id, json.loads(row.cy), json.loads(row.en))


def signed_off(app: Flask, centre: Centre, study: Study, diary: str) -> Issued:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, study.units[0])
    return credential_of(app, study, study.units[0])


@pytest.fixture(name="issued")
def issued_fixture(app: Flask, centre: Centre, study: Study, diary: str) -> Issued:
    """The credential of Ffion's first unit, signed by the trainee and countersigned by Alys."""
    return signed_off(app, centre, study, diary)


@pytest.fixture(name="ffion")
def ffion_fixture(app: Flask, centre: Centre) -> PageClient:
    return reader(app, centre.ffion)


def reopen(app: Flask, centre: Centre, study: Study, unit: str) -> None:
    """Reopen a countersigned unit for its first criterion, as its quality assurer."""
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = unit_row(work, unit)
        first = work.session.query(Criterion.id).filter_by(standard_id=row.standard_id, assessable=True).first()
        assert first is not None
        judging.reopen(work, portfolio_row(work, study), row, [first[0]], "The diary was of another week.")
