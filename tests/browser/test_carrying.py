"""A standard comes in two languages, is learned, and comes again in a new version that a cohort is carried over to."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from portfolio.core.work import LONDON, clock
from tests.browser.conftest import Site, Windows
from tests.browser.pages import Assessor, Learner, Manager, Piece
from tests.browser.test_importing import Importer, into_a_qualification, manager, text_file
from tests.browser.words import Words
from tests.carrying.versions import DOOR, LETTERS, NOTES, PENCILS, PLANTS, ROOMS
from tests.carrying.versions import Words as Asked
from tests.importing.pairs import document
from tests.reading.builders import as_pdf

pytestmark = pytest.mark.browser

TODAY = clock().astimezone(LONDON).date()
PASSWORD = "three herons wading"
FIRST, NEXT = (ROOMS, LETTERS, PENCILS, DOOR), (ROOMS, NOTES, DOOR, PLANTS)
KNOWN: Asked = ("sut mae cadw ystafell yn lân", "how to keep a room clean")
COHORT, LATER = "Hydref", "Ionawr"


def said(language: str, urn: str, asked: tuple[Asked, ...], *, approved: tuple[str, str]) -> str:
    side = 0 if language == "cy" else 1
    text = document(language, urn, tuple(one[side] for one in asked), (KNOWN[side],))
    return text.replace(("Chwefror 2026", "February 2026")[side], approved[side])


def damaged(text: str) -> str:
    """A number jumps, the list of what is to be known is gone, and it was reviewed before it was approved."""
    return (
        text.replace(f"4. {DOOR[0]}", f"5. {DOOR[0]}").replace(f"1. {KNOWN[0]}\n", "")
        + "Dyddiad adolygu: Ionawr 2020\n"
    )


def pdf_file(name: str, words: str) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": as_pdf(words)}


def first_version(someone: Importer, urn: str) -> None:
    """The Welsh PDF has three problems, which are settled; its English twin has none."""
    approved = ("Chwefror 2026", "February 2026")
    someone.send(pdf_file(f"{urn}-cy.pdf", damaged(said("cy", urn, FIRST, approved=approved))))
    someone.left(3)
    settle(someone)
    someone.send(pdf_file(f"{urn}-en.pdf", said("en", urn, FIRST, approved=approved)))
    someone.page.get_by_role("link", name=f"{urn}-cy.pdf, {urn}-en.pdf").click()
    put_together(someone)
    pair_and_publish(someone)


def settle(someone: Importer) -> None:
    someone.act("Accept", "1")
    someone.main.get_by_role("textbox", name=f"{someone.say('Note')} (3)", exact=True).fill("Fel yr argraffwyd.")
    someone.act("Drop", "3")
    section = someone.say("Knowledge and understanding")
    someone.press_named(someone.say("Add a criterion at the end of “%(section)s”", section=section))
    someone.text("K1").fill(KNOWN[0])
    someone.act("Mended", "2")
    someone.left(0)


def next_version(someone: Importer, urn: str) -> None:
    approved = ("Mehefin 2026", "June 2026")
    for language in ("cy", "en"):
        someone.send(text_file(f"{urn}-2-{language}.txt", said(language, urn, NEXT, approved=approved)))
    someone.page.get_by_role("link", name=f"{urn}-2-cy.txt, {urn}-2-en.txt").click()
    pair_and_publish(someone)


def put_together(someone: Importer) -> None:
    """The last row has another number in each language: a person says that it is one."""
    welsh = someone.main.get_by_label(someone.say("Welsh %(code)s", code="P4"), exact=True)
    welsh.select_option(f"P4 {DOOR[1]}")
    someone.press("Keep the choices")


def pair_and_publish(someone: Importer) -> None:
    someone.reads(someone.say("Rows to settle: %(number)s", number=0))
    someone.press("Pair the two")
    someone.press("Save and publish …")
    someone.press("Publish the standard")
    someone.done("The standard is published. It can be a unit of a qualification now.")


def everything_met(windows: Windows, site: Site, learner: Learner, email: str, urn: str) -> None:
    """A learner evidences every criterion of the first version, and all of it is met."""
    learner.choose_password(site.inbox.link_to(email), PASSWORD)
    learner.sign_in(email, PASSWORD)
    learner.follow("Add evidence")
    learner.write(Piece("Diwrnod yn y swyddfa", "Cliriais yr ystafell.", TODAY - timedelta(days=2)))
    learner.put_to(urn, "P1", "P2", "P3", "P4", "K1")
    learner.submit(check=False)
    trainee = Assessor(windows.open(learner.say.language), learner.say)
    trainee.sign_in("nia@cwmafon.example.org")
    trainee.take("Diwrnod yn y swyddfa")
    trainee.decide("P1", "Met")
    trainee.same_for_the_rest("P1")
    trainee.accept()
    trainee.save()


def carried_over(someone: Importer, name: str, other: str) -> None:
    """The rows of the comparison are confirmed, then one cohort is carried over; the other stays."""
    someone.follow("Versions of this standard, and what changed")
    someone.check()
    someone.follow(re.compile(r"^(Compare|Cymharu) "))
    someone.check()
    someone.press("Confirm all rows as they are shown")
    side = 0 if someone.say.language == "cy" else 1
    someone.reads(PENCILS[side], PLANTS[side])
    someone.follow("What would carry over for learners")
    someone.reads(name, other)
    someone.check()
    someone.select("Whose units", COHORT)
    someone.press("Carry over")
    carried = someone.say("Units carried over: %(number)s.", number=1)
    expect(someone.page.get_by_role("alert").filter(has_text=carried)).to_be_visible()
    someone.check()
    left = someone.main.get_by_role("table", name=someone.say("Learners on the earlier version: %(number)s", number=1))
    expect(left.get_by_role("rowheader")).to_contain_text([other])


def differences(learner: Learner, urn: str) -> Locator:
    """What the page of the learner's unit tells of its new version, criterion by criterion."""
    learner.menu("Home")
    learner.main.get_by_role("link", name=re.compile("Trefnu cyfarfod|Arrange a meeting")).first.click()
    learner.reads(urn)
    learner.check()
    started = re.escape(learner.say("What is different since edition %(edition)s", edition="2026-02"))
    return learner.main.get_by_role("region", name=re.compile(started)).locator(".ty-criteria__item")


@pytest.mark.parametrize(("language", "urn"), [("cy", "ZZVER01"), ("en", "ZZVER02")])
def test_a_cohort_goes_on_to_the_next_version(windows: Windows, site: Site, language: str, urn: str) -> None:
    say, side = Words(language), 0 if language == "cy" else 1
    name, other = (f"Bronwen {language}", f"Dilwyn {language}")
    someone = manager(windows, language)
    first_version(someone, urn)
    into_a_qualification(someone, urn)
    someone.follow("Publish")
    someone.press("Publish")
    people = Manager(someone.page, say)
    for person, cohort in ((name, COHORT), (other, LATER)):
        email = f"{person.replace(' ', '.').lower()}@example.org"
        people.enrol(email, person, TODAY + timedelta(days=300), on=urn, units=(urn,), cohort=cohort)
        people.assign("Assessor", "Nia Gwenllian Roberts")
    learner = Learner(windows.open(language), say)
    everything_met(windows, site, learner, f"bronwen.{language}@example.org", urn)
    next_version(someone, urn)
    carried_over(someone, name, other)
    states = {code: say(state, "criterion") for code, state in (("P2", "Claimed"), ("P4", "Open"))}
    expect(differences(learner, urn)).to_have_text(
        [
            re.compile(rf"P2\s+{say('Changed: it is decided afresh')}\s+{states['P2']}\s+{NOTES[side]}"),
            re.compile(rf"P4\s+{say('New in this edition')}\s+{states['P4']}\s+{PLANTS[side]}"),
            re.compile(rf"P3\s+{say('No longer in the standard')}\s+{PENCILS[side]}\s+Diwrnod yn y swyddfa"),
        ]
    )
    learner.reads(
        say("Criteria without evidence: %(codes)s", codes="P4"),
        say("Criteria that wait for the assessor's decision: %(codes)s", codes="P2"),
    )
    met = learner.main.get_by_role("row").filter(has_text=say("Met", "criterion"))
    expect(met.get_by_role("rowheader")).to_have_text(["P1", "P3", "K1"])
