"""A quality assurer plans a look at an assessor's work, records it, and the assessor answers; nobody else reads it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from assessments.monitoring import queries, services
from assessments.monitoring.rules import MonitoringKind, MonitoringOutcome
from portfolio.people.services import NewRole
from standards.foundation import Changed, Refused, Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, add_person
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.monitoring import looking
from tests.monitoring.conftest import Decided, SignIn
from tests.studies import acting, provider_row

pytestmark = pytest.mark.usefixtures("decided")


def day(work_day: date) -> list[str]:
    return [str(work_day.day), str(work_day.month), str(work_day.year)]


def test_the_whole_way(
    app: Flask, centre: Centre, decided: Decided, cerys: PageClient, tomos: PageClient, mair: PageClient
) -> None:
    with acting(app) as work:
        today = work.today
    page = cerys.get(cerys.get("/quality").link("Monitoring of assessors"))
    page.says("Tomos Bevan", "Trainee", "Never", "every 12 months", "each trainee every 6")
    page = cerys.get(f"/monitoring/assessors/{looking.membership(app, centre.trainee)}/new")
    said = {
        "kind": MonitoringKind.OBSERVATION.value,
        "planned_on": day(today),
        "learner": decided.ffion.portfolio,
        "focus": "How the learner is asked.",
    }
    page = cerys.submit(page, said)
    assert page.notices == ["It is planned. The assessor can read it."]
    page.says("Monitoring 1", "Planned", "Ffion Rees", "How the learner is asked.")
    tomos.get("/monitoring/own").says("Monitoring 1", "Planned")
    page = cerys.submit(cerys.get(page.link("Write down what was seen")), {"held_on": day(today)}, status=422)
    page.says("Write what was seen.", "Choose what you find.")
    record = {
        "held_on": day(today),
        "judgement": "well",
        "seen": "Open questions.",
        "outcome": MonitoringOutcome.ACTIONS.value,
        "actions": "Write it down at once.",
        "due": day(today + timedelta(days=30)),
    }
    page = cerys.submit(page, record)
    page.says("Waits for the assessor", "Well done", "Open questions.", "Not done yet.")
    tomos.get("/").says("What was seen of your work")
    page = tomos.get(tomos.get("/").link("Monitoring 1"))
    page = tomos.submit(tomos.get(page.link("Answer")), {"words": "I will.", "done_on": day(today)})
    assert page.notices == ["Your answer is sent."]
    page = cerys.get(cerys.get("/monitoring/activities").link("Monitoring 1"))
    page = cerys.submit(cerys.get(page.link("Close it")), {})
    page.says("Closed", "I will.", "Done on")
    mair.get("/monitoring/activities").says("Monitoring 1", "Closed", "with something to be done")
    assert checked(app) == []
    mair.get("/record").says("Monitoring 1 of the work of Tomos Bevan was planned", "The assessor answered")


def test_it_is_called_off_with_a_reason(app: Flask, centre: Centre, cerys: PageClient) -> None:
    activity = looking.planned(app, centre, centre.trainee)
    page = cerys.get(f"/monitoring/activities/{activity}/cancel")
    cerys.submit(page, {"reason": ""}, status=422).says("Give a reason.")
    page = cerys.submit(page, {"reason": "The learner is ill."})
    page.says("Called off", "The learner is ill.")
    assert checked(app) == []


def test_nobody_monitors_themselves_in_any_role(app: Flask, centre: Centre, as_someone: SignIn) -> None:
    """Somebody who is an assessor and a quality assurer: by the services, by the pages, and by a forged form."""
    with acting(app) as work:
        roles = (NewRole(Role.ASSESSOR), NewRole(Role.QUALITY_ASSURER))
        nia = add_person(work, "Nia Dau", provider_row(work, centre), *roles)
    client, member = as_someone(nia), looking.membership(app, nia)
    with pytest.raises(Refused, match="monitoring-of-oneself"):
        looking.planned(app, centre, nia, planner=nia)
    form = client.get(f"/monitoring/assessors/{member}/new")
    said = {"kind": "observation", "planned_on": ["1", "1", "2090"], "focus": "Me."}
    client.submit(form, said, status=409).says("Nobody monitors their own work.")
    activity = looking.planned(app, centre, nia)
    with pytest.raises(Refused, match="monitoring-of-oneself"):
        looking.recorded(app, centre, activity, by=nia)
    client.get(f"/monitoring/activities/{activity}", status=404)
    client.get(f"/monitoring/activities/{activity}/record", status=404)
    assert "Nia Dau" not in client.get("/monitoring/activities").text
    client.get(f"/monitoring/own/{activity}").says("Planned")
    assert checked(app) == []


def test_whoever_is_not_assigned_does_not_learn_with_whom(
    app: Flask, centre: Centre, decided: Decided, as_someone: SignIn, mair: PageClient, tomos: PageClient
) -> None:
    with acting(app) as work:
        other = add_person(work, "Quiet Quinn", provider_row(work, centre), NewRole(Role.QUALITY_ASSURER))
    activity = looking.planned(app, centre, centre.trainee, decided.ffion)
    page = as_someone(other).get(f"/monitoring/activities/{activity}")
    page.says("A learner who is not named to you")
    assert "Ffion Rees" not in page.text
    mair.get(f"/monitoring/activities/{activity}").says("Ffion Rees")
    tomos.get(f"/monitoring/own/{activity}").says("Ffion Rees")
    form = as_someone(other).get(f"/monitoring/assessors/{looking.membership(app, centre.trainee)}/new")
    assert "Ffion Rees" not in form.text


def test_the_assessor_does_not_learn_who_told_of_them(
    app: Flask, centre: Centre, decided: Decided, tomos: PageClient, cerys: PageClient
) -> None:
    activity = looking.planned(app, centre, centre.trainee, decided.ffion)
    change(app, "UPDATE monitoring_activity SET kind = 'learner_interview'")
    page = tomos.get(f"/monitoring/own/{activity}")
    page.says("A learner who is not named to you")
    assert "Ffion Rees" not in page.text
    cerys.get(f"/monitoring/activities/{activity}").says("Ffion Rees")


def test_a_later_answer_stands_beneath_the_first(app: Flask, centre: Centre) -> None:
    activity = looking.planned(app, centre, centre.trainee)
    looking.recorded(app, centre, activity)
    looking.answered(app, centre.trainee, activity)
    looking.answered(app, centre.trainee, activity, date(2026, 1, 6))
    with acting(app) as work:
        assert looking.row_of(work, activity).answer == "I will.\n\nI will."
    assert checked(app) == []


def test_what_is_recorded_stays(app: Flask, centre: Centre) -> None:
    activity = looking.planned(app, centre, centre.trainee)
    looking.recorded(app, centre, activity)
    with pytest.raises(Refused, match="monitoring-over"):
        looking.recorded(app, centre, activity, replace(looking.RECORD, seen="Something else."))
    looking.answered(app, centre.trainee, activity)
    with pytest.raises(Refused, match="monitoring-actions-open"):
        looking.closed(app, centre, activity)
    looking.answered(app, centre.trainee, activity, date(2026, 1, 6))
    looking.closed(app, centre, activity)
    assert checked(app) == []


def test_two_at_once(app: Flask, centre: Centre) -> None:
    activity = looking.planned(app, centre, centre.trainee)
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work, pytest.raises(Changed):
        services.cancel(work, looking.row_of(work, activity), "Ill.", 0)


CHANGES = ("seen = 'Nothing.'", "outcome = 'satisfactory'", "answer = 'No.'", "done_on = NULL", "focus = ''")


@pytest.mark.parametrize("what", CHANGES)
def test_the_ledger_tells_what_was_changed_past_it(app: Flask, centre: Centre, what: str) -> None:
    activity = looking.planned(app, centre, centre.trainee)
    looking.recorded(app, centre, activity)
    looking.answered(app, centre.trainee, activity, date(2026, 1, 6))
    change(app, f"UPDATE monitoring_activity SET {what}")  # noqa: S608
    assert {one.code for one in checked(app)} == {"stored-differs"}


@pytest.mark.parametrize("number", [3, 30])
def test_lists_ask_as_much_for_many_as_for_few(app: Flask, centre: Centre, cerys: PageClient, number: int) -> None:
    for _each in range(number):
        looking.planned(app, centre, centre.trainee)
    with acting(app) as work:
        for each in range(number):
            add_person(work, f"Aseswr {each}", provider_row(work, centre), NewRole(Role.ASSESSOR))
    for address in ("/monitoring", "/monitoring/activities"):
        with queries_at_most(12, "a page of monitoring"):
            cerys.get(address)


def test_due_is_who_was_not_observed_for_long(app: Flask, centre: Centre) -> None:
    with acting(app) as work:
        later = work.today + timedelta(days=400)
        found = queries.observed(work.session, centre.provider_id, "en", later, 1)
        assert all(one.is_due(later) for one in found.rows)
    activity = looking.planned(app, centre, centre.trainee)
    with acting(app) as work:
        found = queries.observed(work.session, centre.provider_id, "en", later, 1)
        assert [one.name for one in found.rows if not one.is_due(later)] == ["Tomos Bevan"]
    looking.recorded(app, centre, activity)
    with acting(app) as work:
        (row,) = (one for one in queries.observed(work.session, centre.provider_id, "en", later, 1).rows if one.last)
        assert (row.last, row.by) == (date(2026, 1, 5), date(2026, 7, 5))
