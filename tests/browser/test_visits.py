"""An external visit in a real Chromium: let in by a letter, the sample and nothing else, the plan, the papers, out."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from portfolio.core.work import LONDON, clock
from portfolio.people.services import NewRole
from standards.foundation import Role
from standards.qualifications.models import Qualification
from tests.browser.conftest import Site, Windows
from tests.browser.test_evidence import enrolled, sign_in
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import PASSWORD, Centre, Someone, add_person, open_people
from tests.studies import Study, acting, enrol, enrolment_row, judge, provider_row, submit

pytestmark = pytest.mark.browser
TODAY = clock().astimezone(LONDON).date()


@dataclass(frozen=True)
class Visit:
    """The centre that is visited, two of its learners, and who comes."""

    site: Site
    centre: Centre
    shown: Study
    kept: Study
    email: str


def numbered(window: Window, text: str, **values: int) -> re.Pattern[str]:
    return re.compile(re.escape(window.say(text, None, **values)))


def a_visit(app: Flask, site: Site, language: str) -> Visit:
    domain = f"ymweliad-{language}.example.org"
    centre: Centre = open_people(app, domain)
    shown = enrolled(app, centre)
    with acting(app) as work:
        mabli = add_person(work, "Mabli Gwyn", provider_row(work, centre), NewRole(Role.LEARNER), domain=domain)
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = work.session.get_one(Qualification, enrolment_row(work, shown).qualification_id)
        kept = enrol(work, centre, mabli, row)
    for study, title in ((shown, "Dyddiadur"), (kept, "Cyfrinach")):
        with acting(app, study.learner, Role.LEARNER) as work:
            piece = submit(work, study, study.units[0], title)
        with acting(app, centre.trainee, Role.ASSESSOR) as work:
            judge(work, study, piece)
    return Visit(site, centre, shown, kept, f"nest@corff-{language}.example.org")


def let_in(window: Window, visit: Visit) -> str:
    """Let the visitor in and freeze the first unit of one learner; gives the address of the visit."""
    window.menu("External visits")
    window.follow("Let a visitor in")
    window.check()
    window.fill("Name of the visitor", "Nest Prys")
    window.fill("Organisation that they come from", "Corff Dyfarnu")
    window.fill("Email address", visit.email)
    window.date("Last day", TODAY + timedelta(days=4))
    window.press("Let the visitor in")
    window.check()
    window.main.get_by_role("checkbox", name=re.compile("^Ffion Rees")).first.check()
    window.press("Freeze the chosen units")
    window.reads("Nest Prys, Corff Dyfarnu", "Ffion Rees")
    window.check()
    return window.page.url.partition("?")[0]


def come(window: Window, visit: Visit) -> None:
    """Choose a password by the letter, and sign in for the first time."""
    window.open(visit.site.inbox.link_to(visit.email))
    window.check()
    window.fill("New password", PASSWORD)
    window.press("Save the password")
    window.sign_in(visit.email, PASSWORD)


def read(window: Window, visit: Visit) -> None:
    """Read what was frozen; of the other learner, and of all that was not frozen, there is nothing."""
    window.menu("External visits")
    window.follow(numbered(window, "External visit %(number)s", number=1))
    window.check()
    window.follow(re.compile("^Ffion Rees"))
    window.check()
    window.main.get_by_role("listitem").get_by_role("link").first.click()
    window.reads("Dyddiadur")
    window.check()
    for path in (
        f"/portfolios/{visit.kept.portfolio}",
        f"/units/{visit.kept.units[0]}",
        f"/units/{visit.shown.units[0]}",
        "/people",
    ):
        answer = window.page.goto(path)
        assert answer is not None
        assert answer.status in {403, 404}, path


def speak(window: Window, address: str) -> None:
    """Comment, and ask for an action about the unit."""
    window.open(address)
    window.follow("Comment or report")
    window.fill("Your words", "Ble mae'r dyddiad?")
    window.press("Send")
    window.reads("Ble mae'r dyddiad?")
    window.follow("Add an action")
    window.check()
    window.press("Put it into the plan")
    window.problem("Write what is to be done.", "Enter the day by which it is to be done.")
    window.check()
    window.fill("What is to be done?", "Cofnodwch bob dyddiad.")
    window.select("Who at the centre does it?", "Mair Evans")
    window.select("Which unit of the sample is it about?", re.compile("^Ffion Rees"))
    window.date("By when?", TODAY + timedelta(days=20))
    window.press("Put it into the plan")
    window.done("The action is in the plan of the visit.")
    window.reads("Cofnodwch bob dyddiad.", window.say("To be done"))
    window.check()


def answer(window: Window, address: str) -> None:
    """Acknowledge the plan, answer, do what is asked, and read what was opened."""
    window.menu("Home")
    window.reads(window.say("Actions after external visits"), window.say("Not acknowledged yet"))
    window.open(address)
    window.follow("Acknowledge the plan")
    window.check()
    window.press("Acknowledge for the centre")
    window.follow("Answer")
    window.fill("Your words", "Diolch.")
    window.press("Send")
    window.reads("Diolch.")
    window.follow(numbered(window, "Action %(number)s", number=1))
    window.check()
    window.follow("Say that it is done")
    window.check()
    window.fill("What was done?", "Mae'r ffurflen yn gofyn amdano.")
    window.press("It is done")
    window.done("It is on record that this is done.")
    window.reads(window.say("Done, the centre says"), "Mae'r ffurflen yn gofyn amdano.")
    window.check()


def take(window: Window, address: str) -> None:
    """Close the action, open the papers, and save them as one file."""
    window.open(address)
    window.follow(numbered(window, "Action %(number)s", number=1))
    window.follow("Close the action")
    window.check()
    window.press("Close the action")
    window.done("The action is closed.")
    window.open(address)
    window.follow("The centre's papers")
    window.check()
    for section in ("Staff: roles, qualifications, checks and interests", "Enrolments"):
        window.follow(section)
        window.check()
        window.open(f"{address}/pack")
    with window.page.expect_download() as coming:
        window.follow("Save all as one file")
    saved = Path(coming.value.path())
    with zipfile.ZipFile(io.BytesIO(saved.read_bytes())) as held:
        assert f"{window.say('contents')}.html" in held.namelist()
        whole = "".join(held.read(name).decode() for name in held.namelist())
    assert "Ffion Rees" in whole
    assert "Mabli" not in whole


def revoke(window: Window, address: str) -> None:
    window.open(address)
    window.follow("What the visitor opened")
    sections = (window.say("The centre's papers"), window.say("Enrolments"))
    window.reads(": ".join(sections), window.say("The centre's papers, saved as one file"))
    window.reads("Ffion Rees, ", window.say("Evidence"))
    window.check()
    window.open(address)
    window.follow("Revoke the visit")
    window.fill("Why is the visitor let in no longer?", "Daw rhywun arall yn ei lle.")
    window.press("Revoke the visit")
    window.reads(window.say("Revoked"))


@pytest.mark.parametrize(("language", "width"), [("cy", 320), ("en", 1280)])
def test_from_letting_in_to_letting_out(
    windows: Windows, site: Site, site_app: Flask, language: str, width: int
) -> None:
    visit = a_visit(site_app, site, language)

    def of(someone: Someone | None = None) -> Window:
        page: Page = windows.open(language, width=width)
        if someone is not None:
            sign_in(page, someone)
        return Window(page, Words(language))

    manager, visitor = of(visit.centre.manager), of()
    address = let_in(manager, visit)
    come(visitor, visit)
    read(visitor, visit)
    speak(visitor, address)
    answer(manager, address)
    take(visitor, address)
    revoke(manager, address)
    visitor.open(address)
    expect(visitor.page).to_have_url(re.compile("/sign-in"))
    visitor.sign_in(visit.email, PASSWORD)
    gone = visitor.page.goto(address)
    assert gone is not None
    assert gone.status == 404
