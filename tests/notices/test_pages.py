"""The page of notices, its counter on every page, and the choice of letters."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from assessments.judging.rules import Outcome
from assessments.notices.models import Notice, NoticeChoice
from portfolio.learning import services as learning
from portfolio.learning.models import Assignment
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.databases import statements
from tests.factories import Centre, Someone
from tests.notices.conftest import reader, tell, unseen
from tests.studies import Study, acting, judge, portfolio_row, sign_off, submit, unit_row

EVERY = "/notices"


def items(page: Page) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.main.select(".ty-timeline__item")]


def titles(page: Page) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.main.select(".ty-timeline__title")]


@pytest.fixture(name="referred")
def referred_fixture(app: Flask, centre: Centre, study: Study, diary: str) -> str:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary, Outcome.REFERRED)
    tell(app)
    return diary


def test_a_learner_reads_what_came_back(app: Flask, centre: Centre, referred: str) -> None:
    client = reader(app, centre.ffion)
    page = client.get("/")
    page = client.get(page.link("Notices: 1"))
    assert page.heading == "Notices"
    (title,) = titles(page)
    assert title == "Evidence came back to you: your assessor asks for more New"
    assert "Diary" in items(page)[0]
    # One's own name is nothing new, and looking changes nothing.
    assert "Ffion Rees" not in page.text
    assert client.get(EVERY).link("Notices: 1")
    assert client.get(page.link("Evidence came back to you: your assessor asks for more")).heading
    assert page.link("Evidence came back").startswith(f"/evidence/{referred}")
    page = client.submit(page, {}, button="Mark all as read")
    assert page.notices == ["All notices are marked as read."]
    assert titles(page) == ["Evidence came back to you: your assessor asks for more"]
    assert page.link("Notices") == EVERY
    assert "Mark all as read" not in page.html
    assert unseen(app, centre.ffion) == 0


def test_the_page_is_in_welsh_too(app: Flask, centre: Centre, referred: str) -> None:
    assert referred
    page = reader(app, centre.ffion, "cy").get(EVERY)
    assert page.heading == "Hysbysiadau"
    assert titles(page) == ["Dychwelwyd tystiolaeth i chi: mae eich aseswr yn gofyn am fwy Newydd"]


def test_an_assessor_reads_of_whom_it_is(app: Flask, centre: Centre, referred: str) -> None:
    assert referred
    page = reader(app, centre.trainee).get(EVERY)
    assert titles(page) == ["Evidence of a learner waits for you to judge it New", "You were assigned to a learner New"]
    assert all("Ffion Rees" in one for one in items(page))


def test_every_kind_of_notice_leads_to_its_page(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, study.units[0])
    tell(app)
    for someone, number in ((centre.ffion, 4), (centre.trainee, 4), (centre.assessor, 2)):
        client = reader(app, someone)
        page = client.get(EVERY)
        links = [link.get("href") for link in page.main.select(".ty-timeline a")]
        assert len(links) == number
        for link in links:
            client.get(str(link))


def test_what_came_meanwhile_stays_unread(app: Flask, centre: Centre, study: Study, referred: str) -> None:
    client = reader(app, centre.ffion)
    page = client.get(EVERY)
    with acting(app, centre.ffion, Role.LEARNER) as work:
        later = submit(work, study, study.units[1], "Letter", "P1")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, later)
    tell(app)
    page = client.submit(page, {}, button="Mark all as read")
    assert titles(page) == [
        "Your assessor judged evidence of yours New",
        "Evidence came back to you: your assessor asks for more",
    ]
    assert unseen(app, centre.ffion) == 1
    # Another's notice, or none at all, marks nothing.
    with acting(app) as work:
        others = work.session.query(Notice).where(Notice.account_id == centre.trainee.account_id).first()
        assert others is not None
        wrong = others.public_id
    for said in (wrong, "", "0" * 32, referred):
        client.submit(page, {"upto": said}, button="Mark all as read")
        assert unseen(app, centre.ffion) == 1


def test_what_may_no_longer_be_seen_leads_nowhere(app: Flask, centre: Centre, referred: str) -> None:
    assert referred
    with acting(app) as work:
        yesterday = work.today - timedelta(days=1)
        gone = update(Assignment).where(Assignment.account_id == centre.trainee.account_id).values(ends=yesterday)
        work.session.execute(gone)
    page = reader(app, centre.trainee).get(EVERY)
    assert len(titles(page)) == 2
    assert not page.main.select(".ty-timeline a")
    for hidden in ("Ffion", "Diary"):
        assert hidden not in page.text
    assert page.text.count("This is not open to you any more.") == 2


def test_who_assesses_one_unit_is_led_to_no_other(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    """What was open to the whole portfolio's assessor is, afterwards, to that of one unit as far as it reaches."""
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, study.units[0])
    tell(app)
    with acting(app, centre.manager, Role.MANAGER) as work:
        yesterday = work.today - timedelta(days=1)
        gone = update(Assignment).where(Assignment.account_id == centre.trainee.account_id).values(ends=yesterday)
        work.session.execute(gone)
        someone = work.session.get_one(Account, centre.trainee.account_id)
        new = NewAssignment(Part.ASSESSOR, work.today, unit=unit_row(work, study.units[1]))
        learning.assign(work, portfolio_row(work, study), someone, new)
    client = reader(app, centre.trainee)
    page = client.get(EVERY)
    links = [str(link.get("href")) for link in page.main.select(".ty-timeline a")]
    assert f"/units/{study.units[0]}" not in links
    for link in links:
        client.get(link)
    client.get(f"/units/{study.units[0]}", status=404)


def test_how_letters_come_is_chosen(app: Flask, centre: Centre, referred: str) -> None:
    assert referred
    client = reader(app, centre.ffion)
    page = client.get("/account")
    page = client.get(page.link("Emails and calendar"))
    assert page.form().values["how"] == "morning"
    page = client.submit(page, {"how": "now"})
    assert page.notices == ["Your choice is saved."]
    assert page.form().values["how"] == "now"
    with acting(app) as work:
        row = work.session.query(Notice).where(Notice.account_id == centre.ffion.account_id).one()
        assert row.letter == "now"
    page = client.submit(page, {"how": "none"})
    with acting(app) as work:
        assert work.session.get_one(NoticeChoice, centre.ffion.account_id).how == "none"
        row = work.session.query(Notice).where(Notice.account_id == centre.ffion.account_id).one()
        assert row.letter is None
    page = client.submit(page, {"how": "by-pigeon"}, status=422)
    assert page.errors


def test_nobody_has_been_told_anything(as_nobody: PageClient) -> None:
    page = as_nobody.get(EVERY)
    assert "Nobody has told you anything yet" in page.text
    assert page.link("Emails about notices, and your calendar") == "/account/notices"


@pytest.fixture(name="as_nobody")
def as_nobody_fixture(app: Flask, centre: Centre) -> PageClient:
    return reader(app, centre.stranger)


def many(app: Flask, someone: Someone, number: int) -> None:
    """Copies of what somebody was told."""
    with acting(app) as work:
        first = work.session.query(Notice).where(Notice.account_id == someone.account_id).first()
        assert first is not None
        kept = {name: getattr(first, name) for name in ("provider_id", "account_id", "portfolio_id", "book_id")}
        last = work.session.query(Notice).order_by(Notice.seq.desc()).first()
        assert last is not None
        work.session.add_all(
            Notice(**kept, seq=last.seq + one, kind=first.kind, subject=first.subject, at=first.at, noted_at=work.now)
            for one in range(1, number + 1)
        )


def test_the_page_takes_as_many_statements_with_3_rows_as_with_30(app: Flask, centre: Centre, referred: str) -> None:
    assert referred
    found, client = [], reader(app, centre.trainee)
    for number in (2, 27):
        many(app, centre.trainee, number)
        client.get(EVERY)
        with statements() as seen:
            client.get(EVERY)
        found.append(len(seen))
    assert len(items(client.get(EVERY))) == 25
    assert found[0] == found[1] <= 12
    assert len(items(client.get(f"{EVERY}?page=2"))) == 6


def test_no_page_takes_a_statement_more_for_the_counter(app: Flask, centre: Centre, referred: str) -> None:
    assert referred
    client = reader(app, centre.stranger)
    client.get("/account/password")
    with statements() as seen:
        client.get("/account/password")
    assert not any("notice" in one for one in map(str, seen))
