"""A standard comes in two languages, is learned, and comes again in a new version that a cohort is carried over to."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Locator, expect

from portfolio.core.work import LONDON, clock
from portfolio.evidence import services as evidence_services
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, Wish
from portfolio.learning import services as learning
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import AssessmentLanguage, Part
from portfolio.learning.services import NewAssignment, NewEnrolment
from portfolio.people.models import Account, Provider
from portfolio.people.queries import account_by_email
from portfolio.people.services import NewRole
from standards.foundation import Role, Text
from standards.library.models import Criterion, Standard
from standards.qualifications import services as qualifications
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from tests.browser.conftest import Site, Windows
from tests.browser.pages import Learner, Manager
from tests.browser.test_importing import Importer, manager, text_file
from tests.browser.words import Words
from tests.carrying.versions import DOOR, LETTERS, NOTES, PENCILS, PLANTS, ROOMS
from tests.carrying.versions import Words as Asked
from tests.factories import Someone, add_person
from tests.importing.pairs import document
from tests.reading.builders import as_pdf
from tests.studies import Study, acting, judge, portfolio_row, unit_row

pytestmark = pytest.mark.browser

TODAY = clock().astimezone(LONDON).date()
PASSWORD = "three herons wading"
FIRST, NEXT = (ROOMS, LETTERS, PENCILS, DOOR), (ROOMS, NOTES, DOOR, PLANTS)
KNOWN: Asked = ("sut mae cadw ystafell yn lân", "how to keep a room clean")
COHORT, LATER = "Hydref", "Ionawr"
MANAGER, ASSESSOR = "sian@cwmafon.example.org", "nia@cwmafon.example.org"
DAY = "Diwrnod yn y swyddfa"


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
    someone.send(pdf_file(f"{urn}-cy.pdf", damaged(said("cy", urn, FIRST, approved=approved))), check=False)
    someone.left(3)
    settle(someone)
    someone.send(pdf_file(f"{urn}-en.pdf", said("en", urn, FIRST, approved=approved)), check=False)
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
        someone.send(text_file(f"{urn}-2-{language}.txt", said(language, urn, NEXT, approved=approved)), check=False)
    someone.page.get_by_role("link", name=f"{urn}-2-cy.txt, {urn}-2-en.txt").click()
    pair_and_publish(someone)


def put_together(someone: Importer) -> None:
    """The last row has another number in each language: a person says that it is one."""
    welsh = someone.main.get_by_label(someone.say("English for %(code)s", code="P4"), exact=True)
    welsh.select_option(f"P4 {DOOR[1]}")
    someone.press("Keep the choices")


def pair_and_publish(someone: Importer) -> None:
    someone.reads(someone.say("Rows to settle: %(number)s", number=0))
    someone.press("Pair the two")
    someone.press("Save and publish …")
    someone.press("Publish the standard")
    someone.done("The standard is published. It can be a unit of a qualification now.")


# What other journeys walk through pages is done here by the services.


def somebody(app: Flask, email: str) -> Someone:
    with acting(app) as work:
        found = account_by_email(work.session, email)
        assert found is not None
        return Someone(found.id, found.public_id, found.name, found.email)


def into_a_qualification(app: Flask, urn: str) -> None:
    with acting(app, somebody(app, MANAGER), Role.MANAGER) as work:
        standard = work.session.query(Standard).where(Standard.urn == urn).one()
        row = qualifications.create(work, NewQualification(urn, Text("Trefnu", "Arranging"), 2))
        group = qualifications.add_group(work, row, NewGroup(Text("Gorfodol", "Mandatory")))
        qualifications.add_unit(work, row, group, NewUnit(standard))
        qualifications.publish(work, row)


def another_learner(app: Flask, urn: str, name: str) -> None:
    """Somebody of another cohort, on the same unit."""
    with acting(app, somebody(app, MANAGER), Role.MANAGER) as work:
        provider = work.session.get_one(Provider, work.actor.provider_id)
        learner = work.session.get_one(Account, add_person(work, name, provider, NewRole(Role.LEARNER)).account_id)
        portfolio = learning.open_portfolio(work, provider, learner)
        wanted = work.session.query(Qualification).where(Qualification.number == urn).one()
        new = NewEnrolment(TODAY, TODAY + timedelta(days=300), AssessmentLanguage.WELSH, cohort=LATER)
        enrolment = learning.enrol(work, portfolio, wanted, new)
        unit = work.session.query(Unit).where(Unit.qualification_id == wanted.id).one()
        learning.choose_unit(work, portfolio, enrolment, unit)


def everything_met(app: Flask, email: str) -> None:
    """A learner evidences every criterion of the first version, and all of it is met."""
    learner, assessor = somebody(app, email), somebody(app, ASSESSOR)
    with acting(app, somebody(app, MANAGER), Role.MANAGER) as work:
        portfolio = work.session.query(Portfolio).where(Portfolio.account_id == learner.account_id).one()
        unit = work.session.query(EnrolledUnit).where(EnrolledUnit.portfolio_id == portfolio.id).one()
        study = Study(learner, portfolio.public_id, "", (unit.public_id,))
        who = work.session.get_one(Account, assessor.account_id)
        learning.assign(work, portfolio, who, NewAssignment(Part.ASSESSOR, TODAY, why="Reached by bus."))
    with acting(app, learner, Role.LEARNER) as work:
        content = Content(
            EvidenceKind.REFLECTIVE_ACCOUNT,
            DAY,
            TODAY,
            "cy",
            "Cliriais yr ystafell.",
            AiUse.NONE,
            confidentiality=Confidentiality.OPEN,
        )
        made = evidence_services.start(work, portfolio_row(work, study), content)
        row = unit_row(work, study.units[0])
        asked = work.session.query(Criterion).where(Criterion.standard_id == row.standard_id, Criterion.assessable)
        evidence_services.claim(work, made, [Wish(row.id, one.id) for one in asked])
        evidence_services.submit(work, portfolio_row(work, study), made)
        diary = made.public_id
    with acting(app, assessor, Role.ASSESSOR) as work:
        judge(work, study, diary)


def carried_over(someone: Importer, name: str, other: str) -> None:
    """The rows of the comparison are confirmed, then one cohort is carried over; the other stays."""
    someone.follow("Versions of this standard, and what changed")
    someone.follow(re.compile(r"^(Compare|Cymharu) "))
    someone.press("Confirm all rows as they are shown")
    side = 0 if someone.say.language == "cy" else 1
    someone.reads(PENCILS[side], PLANTS[side])
    someone.follow("What would carry over for learners")
    someone.reads(name, other)
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
    started = re.escape(learner.say("What is different since edition %(edition)s", edition="when"))
    region = re.compile(started.replace("when", "(Chwefror|February) 2026"))
    return learner.main.get_by_role("region", name=region).locator(".ty-criteria__item")


@pytest.mark.parametrize(("language", "urn"), [("cy", "ZZVER01"), ("en", "ZZVER02")])
def test_a_cohort_goes_on_to_the_next_version(
    windows: Windows, site: Site, site_app: Flask, language: str, urn: str
) -> None:
    say, side = Words(language), 0 if language == "cy" else 1
    name, other = (f"Bronwen {language}", f"Dilwyn {language}")
    someone = manager(windows, language)
    first_version(someone, urn)
    into_a_qualification(site_app, urn)
    email = f"bronwen.{language}@example.org"
    ending = TODAY + timedelta(days=300)
    Manager(someone.page, say).enrol(email, name, ending, on=urn, units=(urn,), cohort=COHORT, check=False)
    another_learner(site_app, urn, other)
    everything_met(site_app, email)
    learner = Learner(windows.open(language), say)
    learner.choose_password(site.inbox.link_to(email), PASSWORD, check=False)
    learner.sign_in(email, PASSWORD)
    next_version(someone, urn)
    carried_over(someone, name, other)
    states = {code: say(state, "criterion") for code, state in (("P2", "Claimed"), ("P4", "Open"))}
    expect(differences(learner, urn)).to_have_text(
        [
            re.compile(rf"P2\s+{say('Changed: it is decided afresh')}\s+{states['P2']}\s+{NOTES[side]}"),
            re.compile(rf"P4\s+{say('New in this edition')}\s+{states['P4']}\s+{PLANTS[side]}"),
            re.compile(rf"P3\s+{say('No longer in the standard')}\s+{PENCILS[side]}\s+{DAY}"),
        ]
    )
    learner.reads(
        say("Criteria without evidence: %(codes)s", codes="P4"),
        say("Criteria that wait for the assessor's decision: %(codes)s", codes="P2"),
    )
    met = learner.main.get_by_role("row").filter(has_text=say("Met", "criterion"))
    expect(met.get_by_role("rowheader")).to_have_text(["P1", "P3", "K1"])
