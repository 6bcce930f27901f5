"""An assessor clears a queue by keyboard alone: from piece to piece, with phrases of their own, and takes one back."""

import re

import pytest
from flask import Flask
from playwright.sync_api import expect

from assessments.judging import services as judging
from assessments.judging.rules import Phrase
from portfolio.evidence.models import Claim
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Role
from tests.browser.conftest import WIDE, Windows
from tests.browser.keyboard import enter, menu
from tests.browser.places import Place, open_place
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.studies import acting, submit


def wait_to_be_judged(app: Flask, place: Place, pieces: int) -> None:
    """Put forward more pieces of evidence, each for the three criteria of both of the learner's units."""
    first, second = place.study.units
    with acting(app, place.centre.ffion, Role.LEARNER) as work:
        for number in range(pieces):
            submit(work, place.study, first, f"Darn {number}", also=[second])
    with acting(app, place.centre.trainee, Role.ASSESSOR) as work:
        judging.keep_phrases(work, [Phrase("Da iawn wir.", "Very good indeed."), Phrase("Pwy oedd yno?", "")], 0)


def decided(app: Flask, place: Place) -> list[str]:
    with acting(app) as work:
        claims = work.session.query(Claim).filter_by(provider_id=place.centre.provider_id).order_by(Claim.id)
        return [one.status for one in claims]


@pytest.mark.parametrize(("language", "width", "pieces"), [("cy", WIDE, 19), ("en", NARROW, 2)])
def test_a_queue_is_cleared_by_keyboard_alone(
    windows: Windows, site_app: Flask, language: str, width: int, pieces: int
) -> None:
    """Twenty pieces with more than a hundred claims, and fewer on a narrow screen."""
    place = open_place(site_app, f"KB{language[0].upper()}")
    wait_to_be_judged(site_app, place, pieces)
    assessor = Window(windows.open(language, width=width), Words(language))
    assessor.sign_in(place.centre.trainee.email, place.centre.trainee.password)
    page, keyboard = assessor.page, assessor.page.keyboard
    menu(assessor, "Queue")
    enter(assessor, assessor.main.get_by_role("link", name="Diary", exact=True))
    for number in range(pieces + 1):
        title = "Diary" if number == 0 else f"Darn {number - 1}"
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        # The scripts, which hear the keys, run after the page is seen.
        expect(page.locator("body.js-enabled")).to_be_visible()
        if number == 0:
            assessor.check()
        for key in ("j", "m", "1", "s", "v"):
            keyboard.press(key)
        keyboard.press("Control+Enter")
    saved = "Your decisions are saved, and the learner sees your feedback."
    assessor.done(saved)
    expect(page).to_have_url(re.compile("/queue$"))
    assessor.check()
    statuses = decided(site_app, place)
    assert len(statuses) == 3 + 6 * pieces
    assert set(statuses) == {ClaimStatus.MET}
    enter(assessor, assessor.main.get_by_role("button", name=assessor.say("Take your decisions back")))
    assessor.done("Your decisions are taken back: the claims stand as they did before. What you wrote is here again.")
    expect(page.locator("[data-claim] textarea").first).to_have_value(
        {"cy": "Da iawn wir.", "en": "Very good indeed."}[language]
    )
    assessor.check()
    assert decided(site_app, place).count(ClaimStatus.WAITING) == 6


@pytest.mark.parametrize(("language", "width"), [("en", WIDE), ("cy", NARROW)])
def test_phrases_are_written_and_inserted_where_one_types(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    place = open_place(site_app, f"PH{language[0].upper()}")
    assessor = Window(windows.open(language, width=width), Words(language))
    assessor.sign_in(place.centre.trainee.email, place.centre.trainee.password)
    assessor.open(f"/evidence/{place.waiting}/judge")
    assessor.page.get_by_text(assessor.say("Your feedback phrases")).click()
    assessor.follow("Write or change your phrases")
    assessor.check()
    phrase = assessor.say("Phrase %(number)s in Welsh", number=1)
    assessor.main.get_by_label(phrase, exact=True).fill("Dywedwch pwy oedd yno.")
    assessor.press("Save your phrases")
    assessor.done("Your phrases are saved.")
    assessor.open(f"/evidence/{place.waiting}/judge")
    feedback = assessor.main.get_by_label(assessor.say("Feedback on %(code)s", code="P2"), exact=True)
    feedback.fill("Bron.")
    assessor.page.get_by_text(assessor.say("Your feedback phrases")).click()
    assessor.main.get_by_role("button", name=re.compile(re.escape(assessor.say("Insert")))).click()
    expect(feedback).to_have_value("Bron. Dywedwch pwy oedd yno.")
    expect(feedback).to_be_focused()
    assessor.check()
