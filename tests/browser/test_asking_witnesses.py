"""Asking a witness by letter, link or code, and what comes of it: declined, revoked, asked whether it is theirs."""

import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pytest
import segno
from flask import Flask
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import WIDE, Site, Windows
from tests.browser.pages import Assessor, Learner
from tests.browser.places import Place, open_place
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser
SIZES = [("cy", NARROW), ("en", WIDE)]
OTHER = {"cy": "en", "en": "cy"}
LANGUAGE = {"cy": "Welsh", "en": "English"}
OVER = "This link does not work"
BORDER = 4
"""So many light squares must stand around a code for a phone to find it."""


@dataclass(frozen=True)
class Asking:
    """A learner of a centre of this test's own, in a window, and whoever is to be asked."""

    windows: Windows
    place: Place
    learner: Learner
    language: str
    width: int

    def ask(self, how: str, email: str = "") -> None:
        """Ask Glenys for what she saw, beginning at the learner's own evidence."""
        learner = self.learner
        learner.menu("My evidence")
        learner.follow("Witnesses: ask one, and see what came of it")
        learner.check()
        learner.follow("Ask a witness")
        learner.press("Ask the witness")
        learner.problem(
            "Give the name of the witness.", "Choose how you want to ask.", "Choose at least one criterion."
        )
        learner.check()
        learner.fill("Name of the witness", "Glenys Prosser")
        learner.choose("How do you want to ask?", how)
        if email:
            learner.fill("Email address of the witness", email)
        learner.choose("In which language do you write to the witness?", LANGUAGE[self.language])
        learner.fill("Your message", "Bore Mawrth / Tuesday morning")
        learner.unit(r"ZZ\w+1").get_by_role("checkbox").first.check()
        learner.check()
        learner.press("Ask the witness")

    def witness(self) -> Window:
        """A browser that was in the other language before a link is opened in it."""
        return Window(self.windows.open(OTHER[self.language], width=self.width), Words(self.language))

    def opens(self, link: str) -> Window:
        """Open a link as a witness: in the language in which the learner wrote, whatever the browser speaks."""
        witness = self.witness()
        witness.open(link)
        expect(witness.page.locator("html")).to_have_attribute("lang", self.language)
        return witness

    def testify(self, witness: Window, email: str = "") -> None:
        witness.fill("Your job", "Derbynnydd")
        witness.fill("How do you know the learner?", "Cydweithiwr")
        witness.choose("Do you have occupational competence in this work?", "No, I testify as somebody who was there")
        witness.date("When did you see it?", date(2026, 3, 3))
        witness.fill("What did you see?", "Gwrandawodd yn astud.")
        witness.choose("Who else is shown or named in it?", "Nobody else who could be recognised")
        witness.fill("Your email address, for a copy", email)
        witness.tick("I saw this myself, I wrote this myself, and it is true.")
        witness.press("Sign and send")

    def assessor_asks_again(self, email: str) -> Assessor:
        """Have the assessor send the second message, from where the testimony is judged."""
        assessor = Assessor(self.windows.open(self.language, width=self.width), Words(self.language))
        assessor.sign_in(self.place.centre.trainee.email, PASSWORD)
        assessor.take(assessor.say("Testimony of %(name)s", name="Glenys Prosser"))
        assessor.reads("Gwrandawodd yn astud.")
        assessor.check()
        assessor.follow("Verify by a second message")
        assessor.reads(email)
        assessor.check()
        assessor.press("Send the second message")
        assessor.done("The second message is on its way.")
        assessor.reads(assessor.say("not answered yet"))
        assessor.check()
        return assessor

    def over(self, witness: Window, link: str) -> None:
        witness.open(link)
        expect(witness.page.locator("h1")).to_have_text(witness.say(OVER))
        witness.check()


def asking(windows: Windows, app: Flask, language: str, width: int, name: str) -> Asking:
    place = open_place(app, f"{name}{language[0].upper()}")
    learner = Learner(windows.open(language, width=width), Words(language))
    learner.sign_in(place.centre.ffion.email, PASSWORD)
    return Asking(windows, place, learner, language, width)


def squares(picture: bytes, across: int) -> list[list[bool]]:
    """Read which squares of a code are dark, as a phone sees them: by its picture."""
    grey = Image.open(BytesIO(picture)).convert("L")
    middles = [(place + 0.5) / across for place in range(across)]
    return [
        [grey.getpixel((int(x * grey.width), int(y * grey.height))) < 128 for x in middles]  # type: ignore[operator]
        for y in middles
    ]


def code_of(address: str) -> list[list[bool]]:
    """Give the squares that stand for an address, with the light ones that must be around them."""
    drawn = [[bool(square) for square in row] for row in segno.make(address, error="m").matrix]
    side = [False] * BORDER
    empty = [[False] * (len(drawn) + 2 * BORDER)] * BORDER
    return [*empty, *([*side, *row, *side] for row in drawn), *empty]


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_witness_asked_by_letter_declines_with_a_reason(
    windows: Windows, site: Site, site_app: Flask, language: str, width: int
) -> None:
    one, email = asking(windows, site_app, language, width, "WD"), f"declines.{language}@example.org"
    one.ask("By email", email)
    one.learner.done("The request is on its way by email.")
    one.learner.reads(email, one.learner.say("Waiting for the witness"))
    one.learner.check()
    link = site.inbox.link_to(email, "/witness/")
    witness = one.opens(link)
    witness.reads("Bore Mawrth / Tuesday morning", one.place.centre.ffion.name)
    witness.check()
    witness.follow("I would rather not testify")
    witness.check()
    witness.fill("Why would you rather not?", "Nid oeddwn i yno.")
    witness.press("Decline")
    expect(witness.page.locator("h1")).to_have_text(witness.say("Thank you for your answer"))
    witness.check()
    one.over(witness, link)
    one.learner.page.reload()
    one.learner.reads(one.learner.say("The witness declined"), "Nid oeddwn i yno.")
    one.learner.check()


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_a_code_on_the_page_leads_to_the_form_until_it_is_revoked(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    one = asking(windows, site_app, language, width, "WR")
    learner = one.learner
    one.ask("By a link or QR code that I pass on myself")
    learner.done("The request is ready. Pass the link on.")
    learner.check()
    learner.press("Show a link and QR code")
    code = learner.main.get_by_role("img", name=learner.say("QR code of the link")).locator("svg")
    address = learner.main.get_by_role("link", name=re.compile("witness")).inner_text()
    learner.check()
    wanted = code_of(address)
    assert squares(code.screenshot(), len(wanted)) == wanted
    witness = one.opens(address)
    expect(witness.page.locator("h1")).to_contain_text(one.place.centre.ffion.name)
    learner.page.get_by_role("link", name=learner.say("Back"), exact=True).click()
    learner.reads(learner.say("Link opened"))
    learner.follow("Revoke the request")
    learner.check()
    learner.press("Revoke the request")
    learner.done("The request is revoked: its links no longer work.")
    learner.check()
    one.testify(witness)
    expect(witness.page.locator("h1")).to_have_text(witness.say(OVER))
    one.over(witness, address)


@pytest.mark.parametrize(
    ("language", "width", "answer"),
    [("cy", NARROW, "No, this is not from me"), ("en", WIDE, "Yes, I wrote and signed this")],
)
def test_an_assessor_asks_by_a_second_message_whether_it_is_theirs(
    windows: Windows, site: Site, site_app: Flask, language: str, width: int, answer: str
) -> None:
    one, email = asking(windows, site_app, language, width, "WV"), f"again.{language}@example.org"
    one.ask("By email", email)
    witness = one.opens(site.inbox.link_to(email, "/witness/"))
    one.testify(witness, email)
    expect(witness.page.locator("h1")).to_have_text(witness.say("Your testimony is signed"))
    witness.check()
    assessor = one.assessor_asks_again(email)
    link = site.inbox.link_to(email, "/witness/check/")
    asked = one.opens(link)
    asked.reads("Gwrandawodd yn astud.", one.place.centre.ffion.name)
    asked.press("Send the answer")
    asked.problem("Choose an answer.")
    asked.check()
    asked.choose("Did you write and sign this testimony?", answer)
    asked.press("Send the answer")
    expect(asked.page.locator("h1")).to_have_text(asked.say("Thank you for your answer"))
    one.over(asked, link)
    assessor.page.reload()
    assessor.reads(assessor.say(answer), assessor.say("Second message answered"))
    assessor.check()
    assessor.follow("Read the testimony")
    assessor.reads(assessor.say(answer))
    assessor.check()
