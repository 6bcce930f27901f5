"""Letters of notices, by a real mail server: when each goes, in which language, with what, and never twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from assessments.judging.rules import Outcome
from assessments.notices import services
from assessments.notices.models import Notice
from assessments.notices.rules import How
from portfolio import server
from portfolio.config import Settings
from portfolio.core.jobs import Job
from portfolio.core.work import LONDON, clock
from portfolio.people.models import Account
from standards.foundation import Role
from tests.factories import Centre, Someone
from tests.inbox import Inbox, receiving
from tests.notices.conftest import reader, tell
from tests.studies import Study, acting, enrol, judge, publish_qualification, submit

TOMORROW = clock().astimezone(LONDON).date() + timedelta(days=1)
AFTERNOON = datetime.combine(TOMORROW, time(15), LONDON)
MORNING = datetime.combine(TOMORROW + timedelta(days=1), time(6, 31), LONDON)


@pytest.fixture(name="inbox")
def inbox_fixture(app: Flask) -> Iterator[Inbox]:
    before: Settings = app.extensions["settings"]
    with receiving() as (inbox, port):
        app.extensions["settings"] = replace(before, smtp_url=f"smtp://127.0.0.1:{port}")
        yield inbox
    app.extensions["settings"] = before


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """The study of the other tests, begun on the afternoon on which these letters begin."""
    with time_machine.travel(AFTERNOON, tick=False):
        with acting(app, centre.manager, Role.MANAGER) as work:
            study = enrol(work, centre, centre.ffion, publish_qualification(work))
        tell(app)
        with acting(app) as work:
            # Who was assigned is known: these letters are about what follows.
            work.session.execute(update(Notice).values(letter=None))
    return study


def wants(app: Flask, someone: Someone, how: How, language: str | None = "en") -> None:
    with acting(app, someone) as work:
        services.choose(work, how)
        work.session.get_one(Account, someone.account_id).language = language


def refer(app: Flask, centre: Centre, study: Study, title: str, unit: int = 0) -> str:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        evidence = submit(work, study, study.units[unit], title, "P1")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, evidence, Outcome.REFERRED)
    return evidence


def at(app: Flask, when: datetime) -> None:
    """One look of the worker."""
    with time_machine.travel(when, tick=False):
        server.tick(app)
        server.do_jobs(app)


def to(inbox: Inbox, someone: Someone) -> list[EmailMessage]:
    return [one for one in inbox.messages if one["To"] == someone.email]


def test_at_once_all_that_waits_comes_in_one_letter(app: Flask, centre: Centre, study: Study, inbox: Inbox) -> None:
    wants(app, centre.ffion, How.NOW)
    wants(app, centre.trainee, How.NONE)
    with time_machine.travel(AFTERNOON, tick=False):
        first = refer(app, centre, study, "Llythyr am Mrs Puw")
        refer(app, centre, study, "Another letter", 1)
    at(app, AFTERNOON + timedelta(minutes=1))
    (letter,) = inbox.messages
    assert letter["To"] == centre.ffion.email
    assert letter["Subject"] == "Notices from Tystio: 2"
    words = letter.get_content()
    assert words.count("Evidence came back to you: your assessor asks for more:") == 2
    assert f"http://127.0.0.1:8000/evidence/{first}/feedback" in words
    for hidden in ("Mrs Puw", "Another letter", "Ychwanegwch", centre.trainee.name):
        assert hidden not in words
    with acting(app) as work:
        mailed = work.session.query(Notice).where(Notice.mailed_at.is_not(None))
        assert {row.account_id for row in mailed} == {centre.ffion.account_id}
    for hours in range(1, 48, 6):
        at(app, AFTERNOON + timedelta(hours=hours))
    assert len(inbox.messages) == 1


def test_in_the_morning_comes_what_was_noted_the_day_before(
    app: Flask, centre: Centre, study: Study, inbox: Inbox
) -> None:
    wants(app, centre.ffion, How.MORNING, "cy")
    with acting(app) as work:
        work.session.get_one(Account, centre.trainee.account_id).language = None
    with time_machine.travel(AFTERNOON, tick=False):
        refer(app, centre, study, "Diary")
    at(app, AFTERNOON)
    at(app, MORNING - timedelta(minutes=2))
    assert inbox.messages == []
    at(app, MORNING)
    (letter,) = to(inbox, centre.ffion)
    assert letter["Subject"] == "Hysbysiadau gan Tystio: 1"
    assert "Dychwelwyd tystiolaeth i chi: mae eich aseswr yn gofyn am fwy:" in letter.get_content()
    # Where no language is recorded, both, Welsh first; and no learner's name.
    (letter,) = to(inbox, centre.trainee)
    words = letter.get_content()
    assert letter["Subject"] == "Hysbysiadau gan Tystio: 1 / Notices from Tystio: 1"
    assert words.index("Mae tystiolaeth dysgwr yn aros") < words.index("Evidence of a learner waits")
    assert "Ffion" not in words
    # At most once a day: what is noted today waits for tomorrow.
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        refer(app, centre, study, "Letter", 1)
    at(app, MORNING + timedelta(hours=2))
    at(app, MORNING + timedelta(hours=17))
    assert len(inbox.messages) == 2
    at(app, MORNING + timedelta(days=1))
    assert len(to(inbox, centre.ffion)) == 2


def test_what_was_seen_is_not_written_of(app: Flask, centre: Centre, study: Study, inbox: Inbox) -> None:
    wants(app, centre.trainee, How.NONE)
    with time_machine.travel(AFTERNOON, tick=False):
        refer(app, centre, study, "Diary")
        server.tick(app)
        client = reader(app, centre.ffion)
        client.submit(client.get("/notices"), {}, button="Mark all as read")
    at(app, MORNING)
    assert inbox.messages == []


@pytest.mark.parametrize("what", ["disabled", "none"])
def test_who_left_or_wants_none_gets_none(app: Flask, centre: Centre, study: Study, inbox: Inbox, what: str) -> None:
    wants(app, centre.trainee, How.NONE)
    with time_machine.travel(AFTERNOON, tick=False):
        refer(app, centre, study, "Diary")
        server.tick(app)
    if what == "none":
        wants(app, centre.ffion, How.NONE)
    else:
        with acting(app) as work:
            work.session.get_one(Account, centre.ffion.account_id).disabled = True
    at(app, MORNING)
    assert inbox.messages == []


def test_a_failing_mail_server_is_asked_again_and_gets_the_letter_once(
    app: Flask, centre: Centre, study: Study, inbox: Inbox
) -> None:
    wants(app, centre.ffion, How.NOW)
    wants(app, centre.trainee, How.NONE)
    there: Settings = app.extensions["settings"]
    with time_machine.travel(AFTERNOON, tick=False):
        refer(app, centre, study, "Diary")
    app.extensions["settings"] = replace(there, smtp_url="smtp://127.0.0.1:9")
    at(app, AFTERNOON)
    with acting(app) as work:
        job = work.session.query(Job).where(Job.kind == services.SEND).one()
        assert (job.done_at, job.attempts) == (None, 1)
        assert work.session.query(Notice).where(Notice.mailed_at.is_not(None)).count() == 0
    app.extensions["settings"] = there
    # What is noted meanwhile goes in a letter of its own, and takes nothing of the other along.
    with time_machine.travel(AFTERNOON + timedelta(seconds=10), tick=False):
        refer(app, centre, study, "Letter", 1)
    at(app, AFTERNOON + timedelta(seconds=20))
    assert [one["Subject"] for one in inbox.messages] == ["Notices from Tystio: 1"]
    at(app, AFTERNOON + timedelta(minutes=2))
    at(app, AFTERNOON + timedelta(minutes=9))
    assert [one["Subject"] for one in inbox.messages] == ["Notices from Tystio: 1"] * 2
    texts = [one.get_content() for one in inbox.messages]
    assert texts[0] != texts[1]


def test_a_letter_done_again_says_nothing_twice(app: Flask, centre: Centre, study: Study, inbox: Inbox) -> None:
    """Were the job's end lost after its letter was handed over, the letter would not come again."""
    wants(app, centre.ffion, How.NOW)
    wants(app, centre.trainee, How.NONE)
    with time_machine.travel(AFTERNOON, tick=False):
        refer(app, centre, study, "Diary")
    at(app, AFTERNOON)
    with acting(app) as work:
        work.session.execute(update(Job).where(Job.kind == services.SEND).values(done_at=None))
    at(app, AFTERNOON + timedelta(minutes=9))
    assert len(inbox.messages) == 1
