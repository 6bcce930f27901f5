"""The plan of a visit: the visitor asks, the centre acknowledges and does, and what is late is told."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from assessments.visits.models import VisitAction
from portfolio.core.work import clock
from standards.foundation import Refused, Role
from tests.client import PageClient
from tests.databases import statements
from tests.factories import Centre
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.studies import acting
from tests.visits.conftest import Decided, SignIn
from tests.visits.visiting import acknowledged, asked, closed, frozen, granted, marked_done, revoked, visitor


def boxes(days: int) -> list[str]:
    day = clock().date() + timedelta(days=days)
    return [str(day.day), str(day.month), str(day.year)]


def test_from_what_is_asked_to_what_is_closed_by_pages(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient, mair: PageClient, as_someone: SignIn
) -> None:
    (visited,) = frozen(app, centre, visit, decided.ffion.units[0])
    page = nest.get(f"/visits/{visit}")
    page.says("Nothing has been asked for yet.")
    page = nest.get(page.link("Add an action"))
    said = {"words": "Record the date.", "owner": centre.trainee.public_id, "unit": visited}
    page = nest.submit(page, {**said, "due": boxes(9)})
    page.says("Action 1", "Record the date.", "Tomos Bevan", "To be done", "Not acknowledged yet: 1.")
    assert "Acknowledge the plan" not in page.html
    home = mair.get("/")
    home.says("Actions after external visits", "Not acknowledged yet")
    page = mair.get(mair.get(f"/visits/{visit}").link("Acknowledge the plan"))
    page = mair.submit(page, {})
    assert page.notices == ["Acknowledged for the centre. Actions: 1"]
    assert "Not acknowledged yet" not in page.text
    tomos = as_someone(centre.trainee)
    page = tomos.get(tomos.get("/").link("Action 1 of external visit 1"))
    page.says("Record the date.", "Asked for by Nest Prys", "Acknowledged by Mair Evans")
    page = tomos.submit(tomos.get(page.link("Say that it is done")), {"words": "The form asks for it now."})
    page.says("Done, the centre says", "The form asks for it now.", "Done, says Tomos Bevan")
    tomos.get(f"/visits/{visit}", status=404)
    assert "Actions after external visits" not in tomos.get("/").text
    page = nest.get(nest.get(f"/visits/{visit}").link("Action 1"))
    page = nest.submit(nest.get(page.link("Close the action")), {})
    page.says("Closed by Nest Prys")
    mair.get("/record").says(
        "Action 1 of external visit 1 was asked for. Tomos Bevan does it by",
        "The plan of external visit 1 was acknowledged. Actions: 1.",
        "Action 1 of external visit 1 is done, the centre said.",
        "Action 1 of external visit 1 was closed.",
    )
    assert checked(app) == []
    for what in ("words = 'Do nothing.'", "done_words = 'Nothing.'", f"assignee_id = {centre.manager.account_id}"):
        change(app, f"UPDATE visit_action SET {what}")  # noqa: S608 our own words
        assert any("visit_action" in one for one in map(str, checked(app)))


def test_the_form_says_what_an_action_lacks(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient
) -> None:
    page = nest.get(f"/visits/{visit}/actions/new")
    said = {"words": "Record the date.", "owner": centre.trainee.public_id}
    assert nest.submit(page, {}, status=422).errors == [
        "Write what is to be done.",
        "Choose who does it.",
        "Enter the day by which it is to be done.",
    ]
    assert nest.submit(page, {**said, "due": ["31", "2", "2027"]}, status=422).errors == [
        "Enter a real date for “By when?”, with day, month and year in figures."
    ]
    nest.submit(page, {**said, "due": boxes(-1)}, status=409).says("The day is before today.")
    nest.submit(page, {**said, "owner": centre.ffion.public_id, "due": boxes(9)}, status=422)


def test_an_action_is_for_whom_it_concerns_alone(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient, as_someone: SignIn
) -> None:
    (visited,) = frozen(app, centre, visit, decided.mabli.units[0])
    action = asked(app, visitor(app, visit), visit, centre.trainee, unit=visited)
    nest.get(f"/visits/actions/{action}").says("Mabli Gwyn")
    tomos = as_someone(centre.trainee)
    tomos.get(f"/visits/actions/{action}").says("Record the date of each observation.")
    assert "Mabli Gwyn" in as_someone(centre.manager).get(f"/visits/actions/{action}").text
    as_someone(centre.assessor).get(f"/visits/actions/{action}", status=404)
    as_someone(centre.ffion).get(f"/visits/actions/{action}", status=404)
    other = as_someone(visitor(app, granted(app, centre, "gwawr@other.example.org")))
    other.get(f"/visits/actions/{action}", status=404)
    nest.browser.post(f"/visits/{visit}/acknowledge")
    assert nest.browser.get(f"/visits/{visit}/acknowledge").status_code == 403
    assert nest.browser.get(f"/visits/actions/{action}/done").status_code == 403
    revoked(app, centre, visit)
    as_someone(visitor(app, visit)).get(f"/visits/actions/{action}", status=404)


def test_the_centre_writes_down_what_the_report_asks_once_the_visit_is_over(
    app: Flask, centre: Centre, decided: Decided, visit: str, as_someone: SignIn
) -> None:
    with pytest.raises(Refused, match="visit-visitor-asks"):
        asked(app, centre.manager, visit, centre.trainee, role=Role.MANAGER)
    mair = as_someone(centre.manager)
    assert "Add an action" not in mair.get(f"/visits/{visit}").html
    nest = visitor(app, visit)
    with time_machine.travel(clock() + timedelta(days=6), tick=False):
        with pytest.raises(Refused, match="visit-not-open"):
            asked(app, nest, visit, centre.trainee)
        mair = as_someone(centre.manager)
        page = mair.get(mair.get(f"/visits/{visit}").link("Add an action"))
        page.says("Write down here what the visitor's report asks for.")
        said = {"words": "Train all.", "owner": centre.quality_assurer.public_id, "due": boxes(30)}
        mair.submit(page, said).says("Train all.", "Cerys Llwyd")
    assert checked(app) == []


def test_who_did_it_does_not_close_it(app: Flask, centre: Centre, decided: Decided, visit: str) -> None:
    action = asked(app, visitor(app, visit), visit, centre.manager)
    acknowledged(app, centre.manager, visit)
    marked_done(app, centre.manager, action)
    revoked(app, centre, visit)
    with pytest.raises(Refused, match="visit-action-own-work"):
        closed(app, centre.manager, action, Role.MANAGER)
    closed(app, centre.quality_assurer, action, Role.QUALITY_ASSURER)
    assert checked(app) == []


def test_what_is_overdue_is_told(app: Flask, centre: Centre, decided: Decided, visit: str, as_someone: SignIn) -> None:
    asked(app, visitor(app, visit), visit, centre.trainee, days=3)
    acknowledged(app, centre.manager, visit)
    assert "Action 1 of external visit" not in as_someone(centre.manager).get("/").text
    with time_machine.travel(clock() + timedelta(days=3), tick=False):
        assert "Overdue" not in as_someone(centre.trainee).get("/").text
    with time_machine.travel(clock() + timedelta(days=4), tick=False):
        for one in (centre.trainee, centre.manager, centre.quality_assurer):
            as_someone(one).get("/").says("Action 1 of external visit 1", "Overdue")
        as_someone(centre.manager).get(f"/visits/{visit}").says("Overdue")
        assert "Action 1" not in as_someone(centre.assessor).get("/").text


def test_a_plan_that_nobody_acknowledged_in_time_is_told(
    app: Flask, centre: Centre, decided: Decided, visit: str, as_someone: SignIn
) -> None:
    asked(app, visitor(app, visit), visit, centre.trainee, days=90)
    with time_machine.travel(clock() + timedelta(days=40), tick=False):
        as_someone(centre.manager).get(f"/visits/{visit}").says("The centre acknowledges by", "Overdue")
    assert acknowledged(app, centre.manager, visit) == 1
    with pytest.raises(Refused, match="visit-plan-acknowledged"):
        acknowledged(app, centre.manager, visit)


def test_as_many_statements_with_many_visits_actions_and_units(
    app: Flask, centre: Centre, decided: Decided, visit: str, as_someone: SignIn
) -> None:
    (visited,) = frozen(app, centre, visit, decided.ffion.units[0])
    nest, mair = visitor(app, visit), as_someone(centre.manager)
    made: list[str] = []

    def counted(more: int) -> list[int]:
        for _each in range(more):
            granted(app, centre, f"v{len(made)}@awarding.example.org")
            made.append(asked(app, nest, visit, centre.trainee, unit=visited))
        with acting(app) as work:
            work.session.execute(update(VisitAction).values(acknowledged_at=None))
        found = []
        for address in (
            "/",
            "/visits",
            f"/visits/{visit}",
            f"/visits/{visit}/actions/new",
            f"/visits/actions/{made[0]}",
        ):
            mair.browser.get(address)
            with statements() as seen:
                mair.browser.get(address)
            found.append(len(seen))
        return found

    few = counted(3)
    assert few == counted(27)
    assert max(few[1:]) <= 14
