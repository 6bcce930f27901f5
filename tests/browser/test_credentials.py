"""A credential: its learner shows it, anybody checks it, a changed letter is found out, and a reopening revokes it."""

import json

import pytest
from flask import Flask

from assessments.credentials import queries
from standards.foundation import Role
from tests.browser.conftest import WIDE, Windows
from tests.browser.places import Place, open_place
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.credentials.conftest import reopen
from tests.factories import PASSWORD
from tests.studies import acting, judge, sign_off, unit_row

pytestmark = pytest.mark.browser


def signed(app: Flask, name: str) -> tuple[Place, str]:
    """A centre of a name whose learner's first unit is signed off."""
    place = open_place(app, name)
    with acting(app, place.centre.trainee, Role.ASSESSOR) as work:
        judge(work, place.study, place.waiting)
    unit = place.study.units[0]
    sign_off(app, place.centre, place.study, unit)
    return place, unit


def show(learner: Window, unit: str) -> None:
    learner.open(f"/units/{unit}")
    learner.follow("The credential of this unit")
    learner.reads(learner.say("Nobody outside the centre can see it: only the learner can show it."))
    learner.check()
    learner.press("Show it to whoever has its address")
    learner.done("Whoever has its address can see this credential now.")
    learner.check()


def check_what_was_given(employer: Window, badge: str) -> None:
    """Paste it as it was given, and with a letter more."""
    employer.press("Check it")
    employer.problem("Choose a file, or paste a badge.")
    employer.check()
    spoilt = json.loads(badge)
    spoilt["name"] += "ŵ"
    for words, verdict in ((badge, "This credential is valid"), (json.dumps(spoilt), "This is not what was signed")):
        employer.fill("Or paste the badge", words)
        employer.press("Check it")
        employer.reads(employer.say(verdict))
        employer.check()


@pytest.mark.parametrize(("language", "width", "name"), [("cy", NARROW, "CRY"), ("en", WIDE, "CRN")])
def test_a_credential_is_shown_checked_and_revoked(
    windows: Windows, site_app: Flask, language: str, width: int, name: str
) -> None:
    place, unit = signed(site_app, name)
    with acting(site_app) as work:
        row = queries.of_unit(work.session, unit_row(work, unit).id)
        assert row is not None
        public_id, badge = row.public_id, row.cy if language == "cy" else row.en
    learner = Window(windows.open(language, width=width), Words(language))
    learner.sign_in(place.centre.ffion.email, PASSWORD)
    show(learner, unit)
    employer = Window(windows.open(language, width=width), Words(language))
    employer.open(f"/credentials/{public_id}/{language}")
    employer.reads(employer.say("This credential is valid"), "Ffion Rees")
    employer.check()
    employer.follow("Check another credential")
    check_what_was_given(employer, badge)
    reopen(site_app, place.centre, place.study, unit)
    employer.open(f"/credentials/{public_id}/{language}")
    employer.reads(employer.say("This credential was revoked"), employer.say("The unit was reopened."))
    employer.check()
