"""Nothing typed is lost: not with the tab, the session, the network or another window."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from portfolio.evidence.models import Evidence
from standards.foundation import LANGUAGES
from tests.browser.conftest import WIDE, Windows
from tests.browser.pages import Assessor, Learner
from tests.browser.places import open_place
from tests.browser.watching import NARROW
from tests.browser.words import Words
from tests.factories import PASSWORD
from tests.studies import acting

pytestmark = pytest.mark.browser
EMAIL = "gethin@cwmafon.example.org"
MANY_WORDS = " ".join(f"gair{number}" for number in range(2000))
SAVED = ".ty-autosave"
SAID = "Dywedwch beth y cytunodd y cleient iddo, a beth ddigwyddodd wedyn."


def ten_seconds_pass(page: Page) -> None:
    page.clock.fast_forward(11_000)


def words(page: Page, said: str) -> None:
    page.locator("#words").fill(said)


Begun = Callable[[str, int], Learner]


@pytest.fixture(name="begun")
def begun_fixture(windows: Windows) -> Begun:
    def begun(language: str, width: int = WIDE) -> Learner:
        """Somebody who begins a piece, at a page whose clock goes on only when it is told to."""
        learner = Learner(windows.open(language, width=width), Words(language))
        learner.page.clock.install()
        learner.sign_in(EMAIL)
        learner.menu("Home")
        learner.follow("Add evidence")
        return learner

    return begun


@pytest.mark.parametrize(("language", "width"), [(LANGUAGES[0], NARROW), (LANGUAGES[1], WIDE)])
def test_two_thousand_words_survive_signing_out_and_a_closed_tab(
    windows: Windows, site_app: Flask, begun: Begun, language: str, width: int
) -> None:
    learner = begun(language, width)
    title = f"Dwy fil o eiriau ({language})"
    learner.fill("Title", title)
    words(learner.page, MANY_WORDS)
    ten_seconds_pass(learner.page)
    expect(learner.page.locator(SAVED)).to_contain_text(learner.say("Saved: %(when)s", when=""))
    learner.check()
    address = learner.page.url
    assert address.endswith("/edit")
    words(learner.page, f"{MANY_WORDS} diwedd")
    learner.page.get_by_role("button", name=learner.say("Sign out")).click()
    expect(learner.page.get_by_role("button", name=learner.say("Sign out"))).to_have_count(0)
    learner.page.close()
    another = Learner(windows.open(language), Words(language))
    another.sign_in(EMAIL)
    another.open(address)
    expect(another.page.locator("#words")).to_have_value(f"{MANY_WORDS} diwedd")
    with acting(site_app) as work:
        assert len(work.session.scalars(select(Evidence).where(Evidence.title == title)).all()) == 1


def test_what_could_not_be_sent_is_in_the_browser_locked_and_comes_back(begun: Begun, windows: Windows) -> None:
    learner = begun("cy", WIDE)
    page, context = learner.page, learner.page.context
    learner.fill("Title", "Heb rwydwaith")
    ten_seconds_pass(page)
    expect(page.locator(SAVED)).to_contain_text(learner.say("Saved: %(when)s", when=""))
    windows.watches[-1].expected.append("net::ERR_INTERNET_DISCONNECTED")
    context.set_offline(True)
    words(page, "Yr hyn a welais ar y ffordd adref")
    ten_seconds_pass(page)
    kept = learner.say("Kept in this browser: it could not be sent now, and is sent as soon as it can be.")
    expect(page.locator(SAVED)).to_have_text(kept)
    lying = stored(page)
    assert len(lying) == 1
    assert "adref" not in "".join(lying)
    address = page.url
    page.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator("#words")).to_have_value("Yr hyn a welais ar y ffordd adref")
    expect(again.locator(SAVED)).to_have_text(learner.say("What you had typed and was not saved is here again."))
    expect(again.locator(SAVED)).to_contain_text(learner.say("Saved: %(when)s", when=""), timeout=15_000)
    assert stored(again) == []


def stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.startsWith('tystio-draft:')).map(([, said]) => said)"
    )
    return found


def test_the_older_of_two_windows_is_told(begun: Begun) -> None:
    learner = begun("en", WIDE)
    learner.fill("Title", "Two windows")
    ten_seconds_pass(learner.page)
    expect(learner.page.locator(SAVED)).to_contain_text("Saved: ")
    other = in_another_tab(learner.page.context, learner.page.url)
    words(other, "Typed in the newer window")
    ten_seconds_pass(other)
    expect(other.locator(SAVED)).to_contain_text("Saved: ")
    words(learner.page, "Typed in the older window")
    ten_seconds_pass(learner.page)
    expect(learner.page.locator(SAVED)).to_contain_text("changed while you were looking at it")
    expect(learner.page.locator("#words")).to_have_value("Typed in the older window")
    third = in_another_tab(learner.page.context, other.url)
    # What the older window holds is in this browser; what was saved is the newer's.
    expect(third.locator(SAVED)).to_be_visible()
    assert "Typed in the newer window" in other.request.get(other.url).text()


def in_another_tab(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    return page


def test_a_form_that_was_sent_leaves_nothing_in_the_browser(begun: Begun) -> None:
    learner = begun("en", WIDE)
    learner.fill("Title", "Sent for good")
    words(learner.page, "All of it")
    learner.page.clock.fast_forward(1000)
    learner.press("Save draft")
    learner.done("Your draft is saved. Nobody else sees it.")
    assert stored(learner.page) == []
    learner.page.get_by_role("link", name=re.compile("Change it")).click()
    expect(learner.page.locator("#words")).to_have_value("All of it")
    expect(learner.page.locator(SAVED)).to_be_hidden()


def test_as_much_as_the_form_takes_is_saved(begun: Begun) -> None:
    """More than the 64 KB that a browser lets outlive its page."""
    learner = begun("en", WIDE)
    learner.fill("Title", "A long account")
    words(learner.page, "gair " * 19_000)
    ten_seconds_pass(learner.page)
    expect(learner.page.locator(SAVED)).to_contain_text("Saved: ")
    assert stored(learner.page) == []


def test_signing_out_says_what_could_not_be_sent(begun: Begun, windows: Windows) -> None:
    learner = begun("en", WIDE)
    learner.fill("Title", "Leaving")
    learner.page.route("**/evidence/**", lambda route: route.abort("connectionreset"))
    windows.watches[-1].expected.append("net::ERR_CONNECTION_RESET")
    leave = learner.page.get_by_role("button", name="Sign out")
    leave.click()
    told = "Not everything could be sent. It stays in this browser, for you alone. Press again to sign out."
    expect(learner.page.locator(SAVED)).to_have_text(told)
    leave.click()
    expect(leave).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", WIDE)])
def test_an_assessors_feedback_survives_a_closed_tab_until_it_is_saved(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    place = open_place(site_app, f"CA{language[0].upper()}")
    assessor = Assessor(windows.open(language, width=width), Words(language))
    assessor.sign_in(place.centre.trainee.email, PASSWORD)
    address = f"/evidence/{place.waiting}/judge"
    assessor.open(address)
    assessor.fill("Feedback on the whole", SAID)
    status = assessor.page.locator(SAVED)
    expect(status).to_have_text(assessor.say("Kept in this browser, for you alone, until you save it."))
    assessor.check()
    assert "cytunodd" not in "".join(stored(assessor.page))
    context = assessor.page.context
    assessor.page.close(run_before_unload=False)
    again = Assessor(context.new_page(), Words(language))
    again.open(address)
    expect(again.page.locator(SAVED)).to_have_text(again.say("What you had typed and was not saved is here again."))
    expect(again.page.get_by_label(again.say("Feedback on the whole"))).to_have_value(SAID)
    again.page.locator("input[name$=outcome][value=met]").first.check()
    again.accept()
    again.save()
    assert stored(again.page) == []
