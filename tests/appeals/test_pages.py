"""The pages of appeals and complaints, and the letters that tell of them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from assessments.appeals.rules.cases import Outcome
from portfolio import server
from portfolio.config import Settings
from standards.foundation import Role
from tests.appeals.appealing import answer, appeal, complain, further, logged, on
from tests.appeals.conftest import SignIn
from tests.client import PageClient
from tests.databases import statements
from tests.factories import Centre, Someone
from tests.inbox import Inbox, receiving
from tests.judging.conftest import checked
from tests.studies import Study, acting


@pytest.fixture(name="inbox")
def inbox_fixture(app: Flask) -> Iterator[Inbox]:
    before: Settings = app.extensions["settings"]
    with receiving() as (inbox, port):
        app.extensions["settings"] = replace(before, smtp_url=f"smtp://127.0.0.1:{port}")
        yield inbox
    app.extensions["settings"] = before


def boxes(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def test_a_learner_appeals_from_the_page_of_the_unit(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, as_someone: SignIn, lena: Someone, inbox: Inbox
) -> None:
    unit = ffion.get(f"/units/{study.units[0]}")
    page = ffion.get(unit.link("Appeal about this unit"))
    page.says("The assessor looks again", "An independent quality assurer", "A panel", "Qualifications Wales")
    ffion.submit(page, {"words": " "}, status=422).says("Write why you appeal.")
    page = ffion.submit(page, {"words": "I was not asked."})
    page.says("Appeal 1", "Being considered", "Answer due by", "Decided by: Tomos Bevan", "I was not asked.")
    ffion.get(f"/units/{study.units[0]}").says("An appeal about this unit is open")
    server.do_jobs(app)
    (message,) = inbox.messages
    assert (message["To"], "/cases/" in message.get_content()) == (centre.ffion.email, True)
    tomos = as_someone(centre.trainee)
    home = tomos.get("/")
    home.says("Appeals and complaints that wait for you")
    page = tomos.get(tomos.get(home.link("Appeal 1")).link("Answer this stage"))
    tomos.submit(page, {"outcome": "upheld", "words": "I looked at another page."}, status=409).says(
        "It does not say which criteria are decided again."
    )
    page = tomos.submit(page, {"outcome": "not_upheld", "words": "I still find it so."})
    page.says("The stage is answered, and the person is told.", "Not upheld", "I still find it so.")
    page = ffion.get("/cases")
    page = ffion.get(page.link("Appeal 1"))
    page.says("The next stage may be asked for until")
    page = ffion.submit(ffion.get(page.link("Go on to the next stage")), {})
    page.says("The next stage has begun.", "Decided by: nobody yet")
    mair = as_someone(centre.manager)
    page = mair.get(mair.get(mair.get("/").link("Appeal 1")).link("Say who decides"))
    page.says("Cerys Llwyd", "Lena Prys")
    mair.submit(page, {"deciders": [lena.public_id]}).says("It is saved who decides this stage.", "Lena Prys")
    record = ffion.get(f"/portfolios/{study.portfolio}/record")
    record.says("Appeal 1 about", "Stage 1 of case 1 ended. Outcome: Not upheld.", "Stage 2 of case 1 began.")
    assert checked(app) == []


def test_a_learner_appeals_against_a_decision(study: Study, ffion: PageClient) -> None:
    page = ffion.get("/")
    page = ffion.get(page.link("Letter"))
    page = ffion.get(next(to for said, to in page.links().items() if said.startswith("Appeal against")))
    page.says("Against the decision on")
    ffion.submit(page, {"words": "It is there on page 2."}).says("Appeal 1", "Decision on")


def test_strangers_see_no_case(app: Flask, centre: Centre, study: Study, as_someone: SignIn) -> None:
    case = appeal(app, study, study.units[0])
    for someone in (centre.owen, centre.assessor, centre.quality_assurer, centre.other_manager):
        as_someone(someone).get(f"/cases/{case}", status=404)
    as_someone(centre.manager).get(f"/cases/{case}")
    mine = complain(app, centre, centre.owen, about=centre.manager)
    as_someone(centre.manager).get(f"/cases/{mine}", status=404)


def test_a_manager_extends_over_a_bank_holiday_and_puts_on_hold(
    app: Flask, centre: Centre, as_someone: SignIn, study: Study, inbox: Inbox
) -> None:
    with on(date(2026, 12, 10)):
        case = appeal(app, study, study.units[0])
    with on(date(2026, 12, 17)):
        mair = as_someone(centre.manager)
        page = mair.get(f"/cases/{case}")
        page.says("17 December 2026")
        page = mair.get(page.link("Extend the deadline"))
        said = {"days": "5", "reason": "The assessor is ill; agreed by phone."}
        mair.submit(page, {**said, "consent": ["31", "2", "2026"]}, status=422).says("Enter a real date")
        mair.submit(page, said, status=409).says("only with the consent")
        page = mair.submit(page, {**said, "consent": ["16", "12", "2026"]})
        page.says("The deadline is extended", "24 December 2026")
        page = mair.submit(
            mair.get(page.link("Extend the deadline")),
            {"days": "1", "reason": "Christmas.", "consent": ["16", "12", "2026"]},
        )
        page.says("29 December 2026")
        page = mair.get(page.link("Put on hold"))
        page = mair.submit(page, {"trigger": "criminal", "words": "The police ask us to wait."})
        page.says("On hold for other proceedings", "Criminal proceedings")
        page = mair.submit(mair.get(page.link("Take up again")), {})
        page.says("The case goes on", "29 December 2026")
    with on(date(2026, 12, 30)):
        server.do_jobs(app)
        assert len(inbox.messages) == 5
        as_someone(centre.manager).get("/").says("Overdue")
        as_someone(centre.trainee).get("/").says("Overdue")


def test_a_complaint_that_came_by_letter_is_told_in_welsh(
    app: Flask, centre: Centre, study: Study, mair: PageClient, inbox: Inbox
) -> None:
    page = mair.get(mair.get("/cases").link("Log a complaint that came in otherwise"))
    with acting(app) as work:
        yesterday = work.today - timedelta(days=1)
    said = {
        "name": "Nia Jones",
        "email": "nia@example.org",
        "spoken": "cy",
        "came_by": "letter",
        "received": boxes(yesterday),
        "words": "Nobody rang back.",
        "procedure": "regulations",
    }
    mair.submit(page, {**said, "received": boxes(yesterday + timedelta(days=9))}, status=409).says("after today")
    page = mair.submit(page, said)
    page.says("The complaint is logged.", "Nia Jones", "By letter", "Local resolution (regulation 34)")
    server.do_jobs(app)
    (message,) = inbox.messages
    assert (message["To"], message["Content-Language"]) == ("nia@example.org", "cy")
    assert "Helo Nia Jones," in message.get_content()
    assert "/cases/" not in message.get_content()


def test_anybody_complains(centre: Centre, as_someone: SignIn, study: Study) -> None:
    tomos = as_someone(centre.trainee)
    page = tomos.get(tomos.get("/cases").link("Write a complaint"))
    page = tomos.submit(page, {"words": "The room is cold.", "about": centre.manager.public_id})
    page.says("Complaint 1", "About Mair Evans", "The room is cold.")
    page = tomos.submit(tomos.get(page.link("Take it back")), {})
    page.says("The case is taken back and closed.", "Taken back by the person")
    tomos.get("/cases?show=closed").says("Complaint 1")


def test_the_figures_of_twelve_months_have_no_names(app: Flask, centre: Centre, study: Study, mair: PageClient) -> None:
    case = appeal(app, study, study.units[0])
    answer(app, centre.trainee, Role.ASSESSOR, case, Outcome.NOT_UPHELD)
    further(app, study.learner, Role.LEARNER, case)
    with acting(app) as work:
        today = work.today
    logged(app, centre, today)
    page = mair.get(mair.get("/cases").link("The figures of twelve months"))
    page.says("Received in the twelve months", "Outcome: Not upheld", "Taken to a further stage")
    assert "Ffion" not in page.main.text
    rows = list(csv.reader(io.StringIO(mair.browser.get(page.link("Save as CSV")).get_data(as_text=True))))
    assert rows[0][1:] == ["Appeals", "Complaints"]
    assert ["Received in the twelve months", "1", "1"] in rows
    assert ["Outcome: Not upheld", "1", "0"] in rows
    mair.get("/cases/summary?until=2026-02-30")


def test_pages_ask_as_much_of_thirty_cases_as_of_three(app: Flask, centre: Centre, as_someone: SignIn) -> None:
    mair = as_someone(centre.manager)

    def counted(number: int) -> list[int]:
        made = [complain(app, centre, centre.ffion) for _number in range(number)]
        found = []
        for address in ("/cases", f"/cases/{made[-1]}", "/cases/summary"):
            mair.get(address)
            with statements() as seen:
                mair.get(address)
            found.append(len(seen))
        return found

    few = counted(3)
    assert few == counted(27)
    assert max(few) <= 12
