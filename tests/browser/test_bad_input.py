"""What goes wrong while somebody writes: nothing that they typed or sent is lost, and they are told what to do."""

from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Locator, expect
from sqlalchemy import func, select, update

from portfolio.core.work import LONDON, clock
from portfolio.evidence.models import Evidence
from portfolio.people.models import Account, SignedInSession
from tests.browser.conftest import Windows
from tests.browser.pages import Learner
from tests.browser.words import Words
from tests.core import hostile
from tests.studies import acting

pytestmark = pytest.mark.browser

TODAY = clock().astimezone(LONDON).date()
YESTERDAY = TODAY - timedelta(days=1)
EMAIL = "%s@cwmafon.example.org"
WORDS = "Ffoniais y landlord.\n\n- Gofynnais am **bythefnos**."
NOTE = "yr ail baragraff"
EITHER = pytest.mark.parametrize(("language", "javascript"), [("cy", True), ("en", False)])


def file(name: str, kind: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


GOOD = file("Bwrdd nodiadau ŵ.jpg", "image/jpeg", hostile.picture())
BAD = (
    file("gwag.txt", "text/plain", b""),
    file("tudalen.html", "text/html", hostile.HTML),
    file("mawr.txt", "text/plain", b"mawr " * 500_000),
)


def begin(windows: Windows, name: str, language: str, *, javascript: bool) -> Learner:
    learner = Learner(windows.open(language, javascript=javascript), Words(language))
    learner.sign_in(EMAIL % name)
    # Whoever's session had ended in another journey is led to what they wrote then.
    learner.menu("Home")
    learner.follow("Add evidence")
    return learner


def write(learner: Learner, title: str, day: tuple[str, str, str]) -> None:
    learner.choose("What kind of evidence is it?", "Photograph")
    learner.fill("Title", title)
    for label, value in zip(("Day", "Month", "Year"), day, strict=True):
        learner.fill(label, value)
    learner.fill("What does it show, and who made it?", "Y bwrdd.")
    learner.fill("What did you do, and why?", WORDS)
    learner.put_to("LSIAG11", "P3")
    learner.note("LSIAG11", "P3", NOTE)


def kept(learner: Learner, title: str, day: tuple[str, str, str]) -> None:
    """Everything that `write` wrote stands in the form."""
    for label, value in zip(("Title", "Day", "Month", "Year"), (title, *day), strict=True):
        expect(learner.field(label)).to_have_value(value)
    expect(learner.field("What did you do, and why?")).to_have_value(WORDS)
    kind = learner.group("What kind of evidence is it?")
    expect(kind.get_by_role("radio", name=learner.say("Photograph"), exact=True)).to_be_checked()
    note = f"{learner.say('Where to look, and how it shows this')} (P3)"
    expect(learner.unit("LSIAG11").get_by_label(note, exact=True)).to_have_value(NOTE)


def kept_file(learner: Learner) -> Locator:
    return learner.group("Files of this evidence").get_by_role("checkbox", name=GOOD["name"])


@EITHER
def test_what_is_wrong_is_said_at_its_field_and_everything_is_kept(
    windows: Windows, language: str, *, javascript: bool
) -> None:
    learner = begin(windows, "gethin", language, javascript=javascript)
    wrong = ("31", "2", "2026")
    write(learner, "", wrong)
    learner.add(GOOD, *BAD)
    learner.press("Submit")
    learner.problem(
        "Give the evidence a title.",
        "Enter a real date, with day, month and year.",
        "Say who is shown or named in it.",
        "Say whether artificial intelligence was used.",
    )
    learner.reads(*(one["name"] for one in BAD))
    kept(learner, "", wrong)
    expect(kept_file(learner)).to_be_checked()
    learner.check()
    learner.fill("Title", "Galwad arall")
    learner.fill("Month", "1")
    learner.choose("Who is shown or named in it?", "Nobody else who could be recognised")
    learner.choose("Was artificial intelligence used in making it?", "No, it was not used")
    learner.submit(check=False)
    expect(learner.main.get_by_role("img", name=GOOD["name"])).to_be_visible()
    for one in BAD:
        expect(learner.main.get_by_text(one["name"])).to_have_count(0)


@EITHER
def test_another_language_in_the_middle_of_a_form_keeps_it(
    windows: Windows, language: str, *, javascript: bool
) -> None:
    learner = begin(windows, "lowri", language, javascript=javascript)
    day = ("31", "2", "hanner")
    write(learner, "Hanner ffordd", day)
    learner.add(GOOD)
    other = "en" if language == "cy" else "cy"
    learner.page.get_by_role("button", name={"cy": "Cymraeg", "en": "English"}[other], exact=True).click()
    learner = Learner(learner.page, Words(other))
    expect(learner.main.get_by_role("heading", name=learner.say("Add evidence"), level=1)).to_be_visible()
    kept(learner, "Hanner ffordd", day)
    expect(kept_file(learner)).to_be_checked()
    learner.check()


def test_another_language_while_signing_in_keeps_the_address(windows: Windows) -> None:
    learner = Learner(windows.open("cy"), Words("en"))
    learner.open("/evidence")
    learner.page.get_by_role("textbox").first.fill(EMAIL % "lowri")
    learner.page.get_by_role("button", name="English", exact=True).click()
    expect(learner.field("Email address")).to_have_value(EMAIL % "lowri")
    learner.fill("Password", "cwm-afon-arddangos")
    learner.press("Sign in")
    expect(learner.main.get_by_role("heading", name="My evidence", level=1)).to_be_visible()


def end_sessions(app: Flask, name: str) -> None:
    """Let the sessions of somebody lie unused for long."""
    with acting(app) as work:
        account = work.session.scalars(select(Account.id).where(Account.email == EMAIL % name)).one()
        long_ago = work.now - timedelta(hours=5)
        work.session.execute(
            update(SignedInSession).where(SignedInSession.account_id == account).values(last_seen_at=long_ago)
        )


def pieces(app: Flask) -> int:
    """How much evidence there is at all."""
    with acting(app) as work:
        return work.session.scalars(select(func.count()).select_from(Evidence)).one()


@EITHER
def test_a_session_that_ran_out_loses_nothing_and_sends_nothing(
    windows: Windows, site_app: Flask, language: str, *, javascript: bool
) -> None:
    learner = begin(windows, "ben", language, javascript=javascript)
    day = as_typed(YESTERDAY)
    write(learner, "Cyn cinio", day)
    learner.add(GOOD)
    learner.choose("Who is shown or named in it?", "Nobody else who could be recognised")
    learner.choose("Was artificial intelligence used in making it?", "No, it was not used")
    before = pieces(site_app)
    end_sessions(site_app, "ben")
    learner.press("Submit")
    said = "Your session had ended. What you wrote is kept for an hour: sign in, check it and send it."
    learner.reads(learner.say(said))
    learner.check()
    learner.fill("Email address", EMAIL % "ben")
    learner.fill("Password", "cwm-afon-arddangos")
    learner.press("Sign in")
    learner.reads(learner.say("What you wrote before your session ended is here again. Check it, then send it."))
    kept(learner, "Cyn cinio", day)
    expect(kept_file(learner)).to_be_checked()
    assert pieces(site_app) == before
    learner.check()
    learner.submit(check=False)
    expect(learner.main.get_by_role("img", name=GOOD["name"])).to_be_visible()


def as_typed(day: date) -> tuple[str, str, str]:
    return str(day.day), str(day.month), str(day.year)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_is_not_there_or_not_allowed_is_said_in_the_readers_language(windows: Windows, language: str) -> None:
    learner = Learner(windows.open(language), Words(language))
    for address in ("/nowhere", "/reset-password/used-up"):
        learner.open(address)
        learner.check()
    learner.sign_in(EMAIL % "catrin")
    for address in (
        "/nowhere",
        f"/units/{'0' * 32}",
        f"/evidence/{'0' * 32}/judge",
        "/queue",
        "/people",
        "/learners/enrol",
    ):
        answer = learner.page.goto(address)
        assert answer is not None
        assert answer.status in {403, 404}
        learner.check()
