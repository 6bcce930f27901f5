"""By when trainees should be qualified: the rule, who is told, and the centre's own numbers."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portfolio.people.models import Membership, Provider
from portfolio.people.rules.standing import Qualifying, SettingCode, months_after, qualifying
from portfolio.people.services import set_qualify_by, set_setting
from standards.foundation import Refused
from tests.client import PageClient
from tests.factories import Centre, Someone
from tests.judging.conftest import checked
from tests.studies import acting

TODAY = date(2026, 6, 15)


def as_(app: Flask, someone: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(someone)
    return client


@pytest.mark.parametrize(
    ("qualify_by", "expected"),
    [
        (None, Qualifying.NO_DAY),
        (TODAY - timedelta(days=1), Qualifying.PAST),
        (TODAY, Qualifying.NEAR),
        (TODAY + timedelta(days=30), Qualifying.NEAR),
        (TODAY + timedelta(days=31), Qualifying.IN_TIME),
    ],
)
def test_how_a_trainee_stands(qualify_by: date | None, expected: Qualifying) -> None:
    assert qualifying(qualify_by, TODAY, 30) is expected


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 6, 15), 18, date(2027, 12, 15)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_months_after_a_day(start: date, months: int, day: date) -> None:
    assert months_after(start, months) == day


def trainee_role(app: Flask, centre: Centre) -> str:
    with acting(app) as work:
        account = centre.trainee.account_id
        return work.session.query(Membership).where(Membership.account_id == account).one().public_id


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_manager_sets_the_day_and_everybody_concerned_is_told(app: Flask, centre: Centre, language: str) -> None:
    manager = as_(app, centre.manager, language)
    no_day = {"cy": "Dim diwrnod i gymhwyso erbyn hynny", "en": "No day to be qualified by"}[language]
    manager.get("/").says(no_day, "Tomos Bevan")
    as_(app, centre.trainee, language).get("/").says(no_day)
    page = manager.get(f"/people/{trainee_role(app, centre)}/qualify-by")
    with acting(app) as work:
        soon = work.today + timedelta(days=40)
    manager.submit(page, {"qualify_by": [str(soon.day), str(soon.month), str(soon.year)]})
    near = {"cy": "I gymhwyso erbyn", "en": "To be qualified by"}[language]
    for who in (centre.manager, centre.trainee):
        as_(app, who, language).get("/").says(near)
    manager.get("/people/trainees").says("Tomos Bevan", near)
    with acting(app, centre.manager) as work:
        set_setting(work, work.session.get_one(Provider, centre.provider_id), SettingCode.QUALIFY_WARNING, 30)
    assert near not in as_(app, centre.trainee, language).get("/").text
    assert checked(app) == []


def test_only_trainees_have_such_a_day_and_none_before_they_began(app: Flask, centre: Centre) -> None:
    with acting(app, centre.manager) as work:
        of = work.session.query(Membership)
        qualified = of.where(Membership.account_id == centre.assessor.account_id).one()
        trainee = of.where(Membership.account_id == centre.trainee.account_id).one()
        with pytest.raises(Refused, match=r"^not-trainee$"):
            set_qualify_by(work, qualified, work.today)
        with pytest.raises(Refused, match=r"^qualified-before-start$"):
            set_qualify_by(work, trainee, trainee.starts - timedelta(days=1))
        work.session.rollback()


@pytest.mark.parametrize("language", ["cy", "en"])
def test_an_administrator_changes_the_settings_and_a_manager_reads_them(
    app: Flask, centre: Centre, language: str
) -> None:
    administrator = as_(app, centre.administrator, language)
    page = administrator.get("/people/settings/change")
    wrong = administrator.submit(page, {"qualify_warning": "9999"}, status=409)
    assert "730" in wrong.errors[0]
    administrator.submit(page, {"qualify_warning": "90"})
    as_(app, centre.manager, language).get("/people/settings").says("90")
    as_(app, centre.manager, language).get("/people/settings/change", status=403)
    assert checked(app) == []


def test_settings_that_are_not_sent_stay_as_they_are(app: Flask, centre: Centre) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        as_(app, centre.administrator).post("/people/settings/change", {}).says("The settings are saved.")
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
