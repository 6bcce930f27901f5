"""The calendar of due dates: whose days are in it, in which language, and who may have it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from assessments.notices import services
from assessments.notices.models import CalendarLink
from assessments.quality.rules.samples import Action, Verdict
from portfolio.learning.models import Enrolment
from portfolio.people.models import Account, Membership
from portfolio.plans.models import PlannedActivity
from portfolio.reviews.rules import Signatory
from portfolio.reviews.services import NewAction
from standards.foundation import Role
from tests.client import PageClient
from tests.factories import Centre, Someone
from tests.notices.conftest import reader
from tests.plans import planning
from tests.quality import assuring
from tests.reviews import reviewing
from tests.studies import PLANNED_END, Study, acting, judge


def link(app: Flask, someone: Someone) -> str:
    with acting(app, someone) as work:
        return services.make_link(work)


def events(app: Flask, token: str) -> dict[str, tuple[str, date]]:
    """What a calendar reads: summary and day by the beginning of the UID."""
    answer = PageClient(app).browser.get(f"/calendar/{token}.ics")
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.get_data(as_text=True))
    found = {}
    for event in calendar.walk("VEVENT"):
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(start) is date
        assert end - start == timedelta(days=1)
        found[str(event["uid"])] = (str(event["summary"]), start)
    return found


def sayings(app: Flask, someone: Someone, language: str = "en") -> dict[str, date]:
    with acting(app) as work:
        work.session.get_one(Account, someone.account_id).language = language
    return dict(events(app, link(app, someone)).values())


@pytest.fixture(name="reviewed")
def reviewed_fixture(app: Flask, centre: Centre, study: Study) -> Study:
    action = NewAction("Write up what Mrs Puw said", Signatory.LEARNER, reviewing.HELD + timedelta(days=9))
    reviewing.signed(app, centre, study, action)
    return study


def test_a_learner_has_their_own_days(app: Flask, centre: Centre, reviewed: Study) -> None:
    assert sayings(app, centre.ffion) == {
        "Progress review due": reviewing.HELD + timedelta(weeks=12),
        "Planned end of the qualification": PLANNED_END,
        "Action of a progress review due": reviewing.HELD + timedelta(days=9),
    }
    assert set(sayings(app, centre.ffion, "cy")) == {
        "Adolygiad cynnydd i'w gynnal",
        "Dyddiad gorffen arfaethedig y cymhwyster",
        "Cam gweithredu o adolygiad cynnydd i'w gwblhau",
    }
    assert sayings(app, centre.owen) == {}


def test_an_assessor_has_those_of_their_learners_without_names(app: Flask, centre: Centre, reviewed: Study) -> None:
    soon = date(2027, 2, 1)
    with acting(app) as work:
        own = Membership.account_id == centre.trainee.account_id
        work.session.scalars(select(Membership).where(own)).one().qualify_by = soon
    assert sayings(app, centre.trainee) == {
        "Progress review due: F.R.": reviewing.HELD + timedelta(weeks=12),
        "Planned end of the qualification: F.R.": PLANNED_END,
        "Action of a progress review due: F.R.": reviewing.HELD + timedelta(days=9),
        "Day by which you should be a qualified assessor": soon,
    }
    text = PageClient(app).browser.get(f"/calendar/{link(app, centre.trainee)}.ics").get_data(as_text=True)
    for hidden in ("Ffion", "Rees", "Puw"):
        assert hidden not in text
    for nobody in (centre.assessor, centre.manager, centre.stranger, centre.other_manager):
        assert sayings(app, nobody) == {}
    assert reviewed.portfolio


def test_days_that_move_keep_their_uid(app: Flask, centre: Centre, reviewed: Study) -> None:
    token = link(app, centre.ffion)
    before = events(app, token)
    with acting(app) as work:
        row = work.session.query(Enrolment).where(Enrolment.public_id == reviewed.enrolment).one()
        row.planned_end += timedelta(days=30)
    after = events(app, token)
    assert before.keys() == after.keys()
    assert {uid for uid in before if before[uid] != after[uid]} == {f"end-{reviewed.enrolment}@127.0.0.1"}


def test_an_enrolment_that_is_over_is_in_no_calendar(app: Flask, centre: Centre, reviewed: Study) -> None:
    with acting(app) as work:
        work.session.query(Enrolment).where(Enrolment.public_id == reviewed.enrolment).one().status = "withdrawn"
    assert sayings(app, centre.ffion) == {}


def test_planned_activities_are_in_it_until_evidence_comes(app: Flask, centre: Centre, study: Study) -> None:
    planning.agreed(app, centre, study, planning.interview(study, title="Talk with Mrs Puw"))
    assert sayings(app, centre.ffion)["Planned activity"] == planning.PAST
    assert sayings(app, centre.trainee)["Planned activity: F.R."] == planning.PAST
    with acting(app) as work:
        work.session.query(PlannedActivity).one().fulfilled = 1
    assert "Planned activity" not in sayings(app, centre.ffion)


def test_actions_of_a_sample_are_due_for_both_sides(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
        due = work.today + timedelta(days=14)
    assuring.set_strategy(app, centre)
    plan = assuring.planned(app, centre)
    sample = assuring.opened(app, centre, assuring.item_of(app, plan, study.units[0]))
    action = Action("Say more about Mrs Puw", due)
    said = replace(assuring.SAID, verdict=Verdict.ACTION_REQUIRED, actions=(action,))
    assuring.reported(app, centre, sample, said)
    for someone in (centre.quality_assurer, centre.trainee):
        assert sayings(app, someone)["Action of a sample due: F.R."] == due
    assuring.answered(app, centre.trainee, sample, 1)
    assert "Action of a sample due: F.R." not in sayings(app, centre.quality_assurer)


def test_the_page_makes_a_link_once_and_revokes_it(app: Flask, centre: Centre, study: Study) -> None:
    assert study.portfolio
    client = reader(app, centre.ffion)
    page = client.get("/account/notices")
    assert "There is no link to your calendar." in page.text
    page = client.get(page.link("Due dates in your own calendar"))
    page = client.submit(page, {}, button="Make a calendar link")
    address = page.link("http://127.0.0.1:8000/calendar/")
    assert address not in client.get("/account/calendar").html
    path = address.removeprefix("http://127.0.0.1:8000")
    visitor = PageClient(app)
    answer = visitor.browser.get(path)
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "private"
    assert answer.headers["Content-Language"] in {"cy", "en"}
    with acting(app) as work:
        (row,) = work.session.query(CalendarLink)
        assert row.token_hash not in address
    # Another link takes its place.
    page = client.submit(client.get("/account/calendar"), {}, button="Make a new calendar link")
    newer = page.link("http://127.0.0.1:8000/calendar/").removeprefix("http://127.0.0.1:8000")
    visitor.get(path, status=404)
    assert visitor.browser.get(newer).status_code == 200
    page = client.get(page.link("Revoke the calendar link"))
    page = client.submit(page, {}, button="Revoke the calendar link")
    assert page.notices == ["The link to your calendar no longer works."]
    visitor.get(newer, status=404)
    page = client.get("/account/calendar/revoke")
    assert "There is no link to your calendar." in page.text


def test_who_is_disabled_has_no_calendar(app: Flask, centre: Centre, study: Study) -> None:
    assert study.portfolio
    token = link(app, centre.ffion)
    with acting(app) as work:
        work.session.get_one(Account, centre.ffion.account_id).disabled = True
    page = PageClient(app).get(f"/calendar/{token}.ics", status=404)
    assert page.heading == "Page not found"
    for unknown in ("x", "a" * 43, "%C3%B4"):
        PageClient(app).get(f"/calendar/{unknown}.ics", status=404)


def test_revoking_twice_is_refused(app: Flask, centre: Centre) -> None:
    client = reader(app, centre.ffion)
    link(app, centre.ffion)
    page = client.get("/account/calendar/revoke")
    client.submit(page, {}, button="Revoke the calendar link")
    page = client.submit(page, {}, button="Revoke the calendar link", status=409)
    assert page.errors == ["There is no link to your calendar, so there is nothing to revoke. Nothing was changed."]
