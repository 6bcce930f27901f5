"""The countersigner's queue: what waits longest first, and the trainees' time to qualify."""

from datetime import timedelta

import pytest
from flask import Flask

from assessments.judging import queries, services
from portfolio.people.models import Membership
from portfolio.people.queries import person
from portfolio.people.services import set_qualify_by
from standards.foundation import Role
from tests.factories import Centre
from tests.judging.conftest import reader
from tests.studies import Study, acting, judge, keys, portfolio_row, unit_row


@pytest.fixture(name="signed")
def signed_fixture(app: Flask, centre: Centre, study: Study, diary: str) -> str:
    """A unit that the trainee judged and signed."""
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    with acting(app, centre.ffion, Role.LEARNER) as work:
        services.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        services.sign(work, portfolio_row(work, study), unit_row(work, study.units[0]), keys(app))
    return study.units[0]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_waits_is_listed_with_the_trainees_time(app: Flask, centre: Centre, signed: str, language: str) -> None:
    with acting(app, centre.manager) as work:
        role = work.session.query(Membership).where(Membership.account_id == centre.trainee.account_id).one()
        set_qualify_by(work, role, work.today + timedelta(days=20))
    client = reader(app, centre.assessor, language)
    home = client.get("/")
    waiting = {"cy": "Unedau i'w cydlofnodi: 1", "en": "Units to countersign: 1"}[language]
    page = client.get(home.link(waiting))
    page.says("Ffion Rees", "Tomos Bevan", {"cy": "I gymhwyso erbyn", "en": "To be qualified by"}[language])
    assert f"/units/{signed}/countersign" in page.links().values()


def test_nobody_else_finds_it(app: Flask, centre: Centre, signed: str) -> None:
    page = reader(app, centre.trainee).get("/queue/countersigning")
    page.says("No unit waits for your countersignature")
    reader(app, centre.manager).get("/queue/countersigning", status=403)


def test_the_longest_wait_comes_first(app: Flask, centre: Centre, signed: str) -> None:
    with acting(app) as work:
        who = person(work.session, centre.assessor.account_id, work.today)
        assert who is not None
        found = queries.countersigning(work.session, who, 1, work.today)
        assert [one.unit for one in found.rows] == [signed]
        assert found.rows[0].signer_id == centre.trainee.account_id
