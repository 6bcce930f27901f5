"""Working without a network on a phone: nothing is lost, nothing is sent twice, nothing goes to anybody else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Attachment, Claim, Evidence
from standards.foundation import LANGUAGES
from tests.browser.conftest import Windows
from tests.browser.places import Place, open_place
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.core.hostile import picture
from tests.factories import PASSWORD
from tests.studies import acting

pytestmark = pytest.mark.browser
WEEK = 7 * 24 * 3600 * 1000
CUT = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "net::ERR_CONNECTION_RESET")
ITEMS = "[data-offline-items] > li"


@dataclass(frozen=True)
class Pocket(Window):
    """The page for working without a network, on somebody's phone."""

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def visit(self) -> None:
        """Go there once with a network; the worker is at its post when this comes back."""
        self.menu("Home")
        self.follow("Work without a network")
        self.page.evaluate("navigator.serviceWorker.ready")
        self.reads(self.say("You are signed in, and there is a network: what waits here is sent by itself."))

    def write(self, title: str, words: str) -> None:
        self.press("Start something new")
        self.fill("Title", title)
        self.fill("What did you do, and why?", words)

    def photograph(self, name: str) -> None:
        taken: FilePayload = {"name": name, "mimeType": "image/jpeg", "buffer": picture()}
        with self.page.expect_file_chooser() as chooser:
            self.main.get_by_role("button", name=re.compile("^" + self.say("Take a photograph"))).click()
        chooser.value.set_files([taken])
        expect(self.main.get_by_text(name)).to_be_visible()

    def put_to(self, place: int) -> None:
        unit = self.main.locator(".ty-pick").first
        if not unit.evaluate("unit => unit.open"):
            unit.locator("summary").click()
        unit.get_by_role("checkbox").nth(place).check()

    def keep(self) -> None:
        expect(self.main.get_by_text(self.say("Kept on this device, for you alone."))).to_be_visible()
        self.press("Keep it and go back to the list")
        expect(self.main.get_by_role("button", name=self.say("Start something new"))).to_be_visible()

    def until(self, came: Callable[[], bool]) -> None:
        """Wait for what no page says."""
        for _ in range(100):
            if came():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"it did not come: {came}, {self.main.inner_text()}")

    def give(self, email: str, password: str) -> None:
        """Sign in on the page that asks for it, and come back from there."""
        self.fill("Email address", email)
        self.fill("Password", password)
        self.press("Sign in")

    def item(self, title: str) -> Locator:
        return self.page.locator(ITEMS).filter(has=self.page.get_by_role("heading", name=title, exact=True))

    def states(self, state: str, number: int) -> None:
        """So many items say that they are on this device, being sent or safe."""
        expect(self.tags(state)).to_have_count(number)

    def tags(self, state: str) -> Locator:
        return self.page.locator(f"{ITEMS} .ty-tag:visible").filter(has_text=self.say(state, "item"))


LYING = """async () => {
  const opened = await new Promise((done) => {
    const asked = indexedDB.open("tystio-offline");
    asked.onsuccess = () => done(asked.result);
  });
  const all = (name) => new Promise((done) => {
    const asked = opened.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const [accounts, items, pieces] = [await all("accounts"), await all("items"), await all("pieces")];
  const text = (value) => JSON.stringify(value, (key, one) =>
    one instanceof ArrayBuffer ? new TextDecoder().decode(one) : one);
  const cached = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) cached.push(request.url, await (await cache.match(request)).text());
  }
  opened.close();
  return {
    keys: accounts.map((one) => one.account),
    items: items.map((one) => one.account),
    said: [accounts, items, pieces].map(text),
    cached,
  };
}"""


class Pockets:
    """Opens phones of learners of one centre."""

    def __init__(self, windows: Windows, app: Flask, place: Place) -> None:
        self.windows, self.app, self.place = windows, app, place

    def open(self, language: str) -> Pocket:
        pocket = Pocket(self.windows.open(language, width=NARROW), Words(language))
        self.windows.watches[-1].expected.extend(CUT)
        pocket.sign_in(self.place.centre.ffion.email, PASSWORD)
        return pocket

    def pieces(self, beginning: str) -> list["Arrived"]:
        """What the server has, in the order in which it came."""
        with acting(self.app) as work:
            asked = select(Evidence).where(Evidence.title.startswith(beginning)).order_by(Evidence.id)
            return [Arrived.of(work.session, one) for one in work.session.scalars(asked)]


@dataclass(frozen=True)
class Arrived:
    """A piece of evidence as the server has it."""

    public_id: str
    title: str
    words: str
    claims: int
    files: int

    @classmethod
    def of(cls, session: Session, row: Evidence) -> "Arrived":
        asked = ((table, table.evidence_id == row.id) for table in (Claim, Attachment))
        counts = (len(session.scalars(select(table).where(of_it)).all()) for table, of_it in asked)
        return cls(row.public_id, row.title, row.words, *counts)


@pytest.fixture(scope="module", name="place")
def place_fixture(site_app: Flask) -> Place:
    return open_place(site_app, "OFF")


@pytest.fixture(name="pockets")
def pockets_fixture(windows: Windows, site_app: Flask, place: Place) -> Pockets:
    return Pockets(windows, site_app, place)


class Lossy:
    """Lets what is sent reach the server, and loses the first answers on their way back."""

    def __init__(self, page: Page, lose: int) -> None:
        self.left, self.lost = lose, 0
        page.route("**/offline?lang=*", self._take)

    def _take(self, route: Route) -> None:
        if route.request.method != "POST" or not self.left:
            route.continue_()
            return
        self.left -= 1
        self.lost += 1
        answer = route.fetch()
        assert answer.status == 200
        route.abort("connectionreset")


def write_six(pocket: Pocket, titles: list[str]) -> None:
    """With a photograph in the first; in the middle a week passes, and the page is opened anew."""
    for number, title in enumerate(titles):
        pocket.write(title, f"Gair {number}")
        pocket.put_to(number % 3)
        if number == 0:
            pocket.photograph("llun.jpg")
            pocket.page.clock.fast_forward(1000)
            pocket.check()
        pocket.page.clock.fast_forward(1000)
        pocket.keep()
        if number == 2:
            pocket.page.clock.fast_forward(WEEK)
            pocket.page.reload()


def half_a_minute_later(pocket: Pocket, safe: int) -> bool:
    """Whether so many items are safe; what stopped is tried again by then."""
    pocket.page.clock.fast_forward(31_000)
    return pocket.tags("Safe").count() == safe


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_week_without_a_network_then_six_items_arrive_in_order_once_each(pockets: Pockets, language: str) -> None:
    pocket = pockets.open(language)
    pocket.page.clock.install()
    pocket.visit()
    pocket.check()
    pocket.context.set_offline(True)
    titles = [f"{language} heb rwydwaith {number}" for number in range(1, 7)]
    write_six(pocket, titles)
    pocket.states("On this device", 6)
    pocket.check()
    address = pocket.page.url
    pocket.page.close(run_before_unload=False)
    assert pockets.pieces(f"{language} heb") == []
    again = Pocket(pocket.context.new_page(), pocket.say)
    lossy = Lossy(again.page, lose=2)
    again.page.clock.install()
    again.open(address)
    again.states("On this device", 6)
    pocket.context.set_offline(False)
    again.until(partial(half_a_minute_later, again, 6))
    assert lossy.lost == 2
    pieces = pockets.pieces(f"{language} heb")
    assert [(one.title, one.words) for one in pieces] == [(one, f"Gair {at}") for at, one in enumerate(titles)]
    assert [(one.claims, one.files) for one in pieces] == [(1, 1), *[(1, 0)] * 5]


def test_an_ended_session_asks_to_sign_in_and_loses_nothing(pockets: Pockets) -> None:
    pocket = pockets.open("cy")
    pocket.visit()
    pocket.context.set_offline(True)
    pocket.write("Sesiwn", "Cyn iddi ddod i ben")
    pocket.keep()
    pocket.context.clear_cookies(name="session")
    pocket.context.set_offline(False)
    pocket.reads(pocket.say("Your session has ended. Nothing is lost: sign in, and what waits here is sent."))
    pocket.states("On this device", 1)
    pocket.follow("Sign in")
    pocket.give(pockets.place.centre.ffion.email, PASSWORD)
    pocket.states("Safe", 1)
    assert [one.words for one in pockets.pieces("Sesiwn")] == ["Cyn iddi ddod i ben"]


def lying(page: Page) -> dict[str, list[str]]:
    """What lies on the device: whose keys, which items as far as they can be read, what is in the caches."""
    found: dict[str, list[str]] = page.evaluate(LYING)
    return found


def leave(pocket: Pocket, told: str = "") -> None:
    """Sign out; where something is told at the first press, by a second."""
    button = pocket.page.get_by_role("button", name="Sign out").last
    button.click()
    if told:
        pocket.reads(told)
        button.click()
    expect(button).to_have_count(0)


def left_unsent(pocket: Pocket) -> None:
    """Ffion writes something that cannot be sent, and signs out all the same."""
    pocket.visit()
    pocket.context.set_offline(True)
    pocket.write("Ffion alone", "Words of Ffion")
    pocket.keep()
    pocket.page.route("**/offline?lang=*", lambda route: route.abort("connectionreset"))
    pocket.context.set_offline(False)
    pocket.open("/")
    pocket.reads("On this device and not sent yet: 1")
    # By the page for it, whose button is the one of the header again.
    pocket.open("/sign-out")
    leave(pocket, "This could not be sent: “Ffion alone”. It stays on this device, locked")
    pocket.page.unroute("**/offline?lang=*")


def test_signing_out_says_what_stays_and_another_account_never_meets_it(pockets: Pockets) -> None:
    pocket, ffion = pockets.open("en"), pockets.place.centre.ffion
    left_unsent(pocket)
    there = lying(pocket.page)
    assert (there["keys"], there["items"]) == ([], [ffion.public_id])
    assert not any("Ffion" in said for said in there["said"])
    helen = Pocket(pocket.page, pocket.say)
    helen.sign_in("helen@cwmafon.example.org")
    helen.visit()
    helen.reads("Helen Sutcliffe", "Nothing of yours is on this device.")
    expect(helen.main).not_to_contain_text("Ffion")
    there = lying(pocket.page)
    assert len(there["keys"]) == 1
    assert not any("Helen" in said or "Ffion" in said for said in there["cached"])
    helen.open("/")
    leave(helen)
    assert lying(pocket.page)["keys"] == []
    assert pockets.pieces("Ffion alone") == []
    pocket.sign_in(ffion.email, PASSWORD)
    pocket.open("/")
    pocket.until(lambda: bool(pockets.pieces("Ffion alone")))


def test_what_was_changed_elsewhere_is_kept_beside_what_is_here(pockets: Pockets) -> None:
    pocket = pockets.open("en")
    pocket.visit()
    for title in ("Both of them", "Mine alone"):
        pocket.write(title, "As it was")
        pocket.keep()
    pocket.states("Safe", 2)
    pocket.context.set_offline(True)
    for title in ("Both of them", "Mine alone"):
        pocket.item(title).get_by_role("button", name="Change it").click()
        pocket.fill("What did you do, and why?", "Changed on the phone")
        pocket.keep()
    desk = Pocket(pockets.windows.open("en"), Words("en"))
    desk.sign_in(pockets.place.centre.ffion.email, PASSWORD)
    for title in ("Both of them", "Mine alone"):
        piece = pockets.pieces(title)[0]
        desk.open(f"/evidence/{piece.public_id}/edit")
        desk.fill("What did you do, and why?", "Changed at the desk")
        desk.press("Save draft")
        desk.done("Your draft is saved. Nobody else sees it.")
    pocket.context.set_offline(False)
    for title in ("Both of them", "Mine alone"):
        row = pocket.item(title)
        expect(row).to_contain_text("Changed on the phone")
        expect(row).to_contain_text("Changed at the desk")
    pocket.reads("You are signed in, and there is a network: what waits here is sent by itself.")
    pocket.check()
    pocket.item("Both of them").get_by_role("button", name="Keep both, as two drafts").click()
    pocket.states("Safe", 1)
    pocket.item("Mine alone").get_by_role("button", name="Keep only what is on this device").click()
    pocket.states("Safe", 2)
    assert [one.words for one in pockets.pieces("Both of them")] == ["Changed at the desk", "Changed on the phone"]
    assert [one.words for one in pockets.pieces("Mine alone")] == ["Changed on the phone"]
