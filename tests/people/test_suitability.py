"""Checks of suitability: the rule, recording them, and who is kept from learners by them."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment, assign
from portfolio.people.models import Account, Membership, Provider
from portfolio.people.rules.standing import Checks, SettingCode, Suitability, check_recordable, unsuitable
from portfolio.people.services import record_checks, set_setting
from standards.foundation import Refused
from tests.client import PageClient
from tests.factories import Centre, Someone
from tests.judging.conftest import checked
from tests.studies import Study, acting, enrol, portfolio_row, provider_row, publish_qualification

TODAY = date(2026, 6, 15)
CLEARED = Checks(Suitability.CLEARED, TODAY)
CONDITION = "Dan oruchwyliaeth Alys."


def as_(app: Flask, someone: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(someone)
    return client


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """A learner enrolled while their centre asked for no checks; it does now."""
    with acting(app, centre.manager) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
        set_setting(work, provider_row(work, centre), SettingCode.SUITABILITY_GATE, 1)
    return study


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        (None, "suitability-not-recorded"),
        (Checks(Suitability.INCOMPLETE, TODAY), "suitability-incomplete"),
        (Checks(Suitability.CONDITIONAL, TODAY, conditions="Supervised."), None),
        (CLEARED, None),
        (Checks(Suitability.CLEARED, TODAY - timedelta(days=9), TODAY), None),
        (Checks(Suitability.CLEARED, TODAY - timedelta(days=9), TODAY - timedelta(days=1)), "suitability-expired"),
    ],
)
def test_whose_checks_let_them_work_with_learners(checks: Checks | None, code: str | None) -> None:
    assert unsuitable(checks, TODAY) == code


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        (Checks(Suitability.CLEARED, TODAY + timedelta(days=1)), "checked-in-future"),
        (Checks(Suitability.CLEARED, TODAY, TODAY - timedelta(days=1)), "checks-expire-before"),
        (Checks(Suitability.CONDITIONAL, TODAY, conditions="  "), "conditions-missing"),
    ],
)
def test_what_cannot_be_recorded(checks: Checks, code: str) -> None:
    with pytest.raises(Refused, match=rf"^{code}$"):
        check_recordable(checks, TODAY)


def record(app: Flask, centre: Centre, checks: Checks) -> None:
    with acting(app, centre.manager) as work:
        account = work.session.get_one(Account, centre.assessor.account_id)
        record_checks(work, provider_row(work, centre), account, checks)


def assigning(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.manager) as work:
        account = work.session.get_one(Account, centre.assessor.account_id)
        try:
            assign(work, portfolio_row(work, study), account, NewAssignment(Part.ASSESSOR, work.today))
        except Refused:
            work.session.rollback()
            raise


def test_nobody_is_assigned_before_their_checks_allow_it(app: Flask, centre: Centre, study: Study) -> None:
    with pytest.raises(Refused, match=r"^suitability-not-recorded$"):
        assigning(app, centre, study)
    record(app, centre, Checks(Suitability.INCOMPLETE, TODAY - timedelta(days=400)))
    with pytest.raises(Refused, match=r"^suitability-incomplete$"):
        assigning(app, centre, study)
    record(app, centre, Checks(Suitability.CLEARED, date(2020, 1, 1), date(2021, 1, 1)))
    with pytest.raises(Refused, match=r"^suitability-expired$"):
        assigning(app, centre, study)
    record(app, centre, Checks(Suitability.CONDITIONAL, date(2020, 1, 1), conditions=CONDITION))
    assigning(app, centre, study)
    assert checked(app) == []


def test_where_a_centre_does_not_ask_nothing_is_refused(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.administrator) as work:
        set_setting(work, work.session.get_one(Provider, centre.provider_id), SettingCode.SUITABILITY_GATE, 0)
    assigning(app, centre, study)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_manager_records_checks_and_others_read_no_more_than_their_own(
    app: Flask, centre: Centre, study: Study, language: str
) -> None:
    with acting(app) as work:
        of = work.session.query(Membership).where(Membership.account_id == centre.assessor.account_id)
        role = of.one().public_id
        day = work.today
    manager = as_(app, centre.manager, language)
    page = manager.get(f"/people/{role}/suitability")
    said = {
        "state": "conditional",
        "checked_on": [str(day.day), str(day.month), str(day.year)],
        "conditions": "",
    }
    refused = manager.submit(page, said, status=409)
    assert refused.errors == [
        {
            "cy": "Ysgrifennwch yr amodau y caiff y person hwn weithio gyda dysgwyr oddi tanynt.",
            "en": "Write down the conditions under which this person may work with learners.",
        }[language]
    ]
    manager.submit(refused, {**said, "conditions": CONDITION})
    manager.get(f"/people/{role}/suitability").says(CONDITION, "Mair Evans")
    manager.get(f"/enrolments/{study.enrolment}/assign").says("Alys Morgan", CONDITION)
    as_(app, centre.assessor, language).get("/account").says(CONDITION)
    as_(app, centre.administrator, language).get(f"/people/{role}/suitability", status=403)
    for who in (centre.assessor, centre.quality_assurer, centre.ffion):
        as_(app, who, language).get(f"/people/{role}/suitability", status=404)
    assert checked(app) == []


def test_nobody_records_their_own_checks(app: Flask, centre: Centre) -> None:
    with acting(app, centre.manager) as work:
        account = work.session.get_one(Account, centre.manager.account_id)
        with pytest.raises(Refused, match=r"^suitability-own$"):
            record_checks(work, provider_row(work, centre), account, Checks(Suitability.CLEARED, work.today))
        work.session.rollback()
