"""Every page, in both languages, as everybody who may open it: nothing for axe, nothing sideways, nothing half said."""

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from assessments.certification.models import CertificationClaim
from assessments.discussing.models import Discussion
from assessments.monitoring.models import MonitoringActivity
from assessments.quality.models import Sample
from assessments.standardising.models import Exercise
from portfolio.core.work import UnitOfWork
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import UnitStatus
from portfolio.people.models import Account
from portfolio.people.rules import AssessesIn
from portfolio.people.services import NewRole, open_provider
from portfolio.reviews.models import Review
from portfolio.witnesses.models import WitnessRequest
from standards.foundation import Role, Text
from standards.importing import services as importing
from standards.library.models import Standard
from standards.library.services import publish as publish_standard
from standards.qualifications import services as qualifications
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from standards.reading.reader import read_bytes
from standards.receiving import Asked, receive
from tests.browser.conftest import WIDE, Windows
from tests.browser.crawling import WITH_ERRORS, Crawl
from tests.browser.watching import NARROW
from tests.browser.window import DEMONSTRATION_PASSWORD, Window
from tests.browser.words import Words
from tests.factories import PASSWORD, Someone, add_person
from tests.importing.documents import DAMAGED
from tests.importing.pairs import document
from tests.library.drafts import small_draft
from tests.studies import acting

pytestmark = pytest.mark.browser

DEMONSTRATION = {
    "non": "learner",
    "lowri": "learner",
    "dafydd": "learner",
    "nia": "assessor",
    "rhodri": "assessor",
    "eirlys": "quality assurer",
    "sian": "manager",
    "paul": "administrator",
    "ymwelydd": "external quality assurer",
}
"""People of the demonstration centre, and as what they see the pages."""
FIRST_OF_THEIR_KIND = {"dafydd", "non", "lowri", "nia", "rhodri", "eirlys", "sian", "paul", "ymwelydd"}
"""Those who, with the newcomers, are led to a page of every kind."""
FOR_PROGRAMS = ("exchange.case.", "exchange.lookup")
"""What other systems ask for: no person is led there."""
NO_LINK = {
    "archive.accept",  # a button; what it shows is the arrival
    "archive.download",  # made first
    "appeals.unresolved",  # offered once a deadline is past: tests/appeals/test_cases.py
    "archive.verifying_key",  # asked by whoever checks an archive
    "certification.certificate",  # offered once a claim is approved: tests/browser/test_certification.py
    "credentials.file",  # saved, not opened
    "credentials.status",  # asked by programs
    "evidence.download",  # saved, not opened
    "evidence.criteria",  # asked by the box that finds a criterion
    "evidence.from_device",  # sent by the page for working without a network
    "evidence.offline_manifest",  # asked by the browser
    "evidence.offline_pass",  # asked by the page for working without a network
    "evidence.offline_worker",  # asked by the browser
    "evidence.own_units",  # asked by the page for working without a network
    "evidence.open_evidence",  # a button; what it shows is the evidence
    "evidence.page_picture",  # a picture on the page that covers parts of a document
    "evidence.settle_consent",  # offered where a consent ended: tests/evidence/test_people.py
    "evidence.turn_off",  # a button; what it shows is the evidence
    "importing.publish",  # a button, which saves the draft first
    "judging.take_back",  # a button; what it shows is the evidence
    "learning.move",  # led to where a qualification has another version: tests/carrying/test_moving.py
    "judging.acknowledge",  # a button; what it shows is the feedback
    "notices.feed",  # asked by calendars
    "observing.from_device",  # sent by the page for working without a network
    "observing.own_learners",  # asked by the page for working without a network
    "observing.record",  # the button of the page on which it is written
    "people.choose_provider",  # chosen by who has roles at two centres
    "people.reset_password",  # led to by a letter
    "people.sign_out",  # a button, which shows no page
    "qualifications.move_unit",  # a button; what it shows is the qualification
    "qualifications.remove_evidence_rule",  # a button; what it shows is the rules
    "qualifications.renew_unit",  # likewise
    "reviews.decline",  # from a page without an account
    "reviews.endorse",  # led to by a letter or a code
    "reviews.thanks",  # shown after answering
    "standardising.file",  # saved, not opened
    "standardising.results_csv",  # saved, not opened
    "static",
    "witnesses.check",  # led to by a letter
    "witnesses.copy",  # shown after signing
    "witnesses.decline",  # from a page without an account
    "witnesses.testify",  # led to by a letter or a code
    "witnesses.thanks",  # shown after answering
}
SELDOM = {
    "monitoring.close",
    "appeals.withdraw",
    "judging.to_verify",
    "judging.verify",
    "people.decide_interest",
    "reviews.leave_out",
    "reviews.link",
    "reviews.revoke",
    "reviews.send",
    "reviews.sign",
    "visits.file",
    "appeals.resume",
    "safeguarding.concern",
    "safeguarding.note",
    "registers.entry",
    "registers.follow",
    "archive.arrival",
    "credentials.edition",
    "credentials.public",
    "credentials.verify",
    "evidence.part",
    "evidence.redact",
    "evidence.new_consent",
    "evidence.withdraw_consent",
    "notices.revoke",
    "standardising.view_file",
}
"""Only another journey leaves what leads there: an arrival, part of a picture, people, a unit to verify, a draft."""


@pytest.fixture(scope="module", name="newcomers")
def newcomers_fixture(site_app: Flask) -> list[Someone]:
    """A centre where nothing has happened yet but a qualification begun, and somebody with no role anywhere."""
    with acting(site_app) as work:
        here = open_provider(work, Text("Canolfan Newydd", "New Centre"), site_app.extensions["keys"])
        both, provider_id = AssessesIn.BOTH, here.id
        found = [
            add_person(work, "Nan Rheolwr", here, NewRole(Role.MANAGER)),
            add_person(work, "Nest Dysgwr", here, NewRole(Role.LEARNER)),
            add_person(work, "Nant Aseswr", here, NewRole(Role.ASSESSOR, assesses_in=both)),
            add_person(work, "Nel Sicrhau", here, NewRole(Role.QUALITY_ASSURER, assesses_in=both)),
            add_person(work, "Neb Heb Rol"),
        ]
    with acting(site_app, found[0], Role.MANAGER) as work:
        row = qualifications.create(work, NewQualification("CN-1", Text("Cychwyn", "Beginnings"), 2))
        standard = work.session.scalars(select(Standard).limit(1)).one()
        group = qualifications.add_group(work, row, NewGroup(Text("Gorfodol", "Mandatory")))
        qualifications.add_unit(work, row, group, NewUnit(standard))
        to_pair(work, provider_id)
        importing.keep(work, receive(DAMAGED.encode(), "cyfarfod.txt", Asked()))
        put_aside = importing.keep(work, receive(DAMAGED.replace("ZZ", "ZY").encode(), "arall.txt", Asked())).row
        importing.discard(work, put_aside, put_aside.version)
        for edition in ("2025-01-31", "2026-01-31"):
            publish_standard(work, small_draft("ZZNEW1", edition), provider_id)
    return found


def to_pair(work: UnitOfWork, provider_id: int) -> None:
    """Two imports of one standard, and one of a standard that is published in the other language alone."""
    for language in ("cy", "en"):
        importing.keep(work, receive(document(language).encode(), f"{language}.txt", Asked()))
    publish_standard(work, read_bytes(document("cy", "ZZPAR02").encode(), "cy.txt"), provider_id)
    importing.keep(work, receive(document("en", "ZZPAR02").encode(), "en-2.txt", Asked()))


def a_countersigned_unit(site_app: Flask) -> str:
    """Where it can be reopened: of sixteen learners a walk looks at the units of two."""
    with acting(site_app) as work:
        asked = select(EnrolledUnit.public_id).where(EnrolledUnit.status == UnitStatus.COUNTERSIGNED.value).limit(1)
        return f"/units/{work.session.scalars(asked).one()}"


def a_standard_of_two_versions(site_app: Flask) -> str:
    """Where they can be compared: of the standards a walk looks at the first."""
    with acting(site_app) as work:
        asked = select(Standard.public_id).where(Standard.urn == "ZZNEW1").limit(1)
        return f"/standards/{work.session.scalars(asked).one()}"


def where_witnesses_were_asked(site_app: Flask) -> str:
    """One has signed, and one may still: of sixteen learners, one asked them."""
    with acting(site_app) as work:
        asked = select(Portfolio.public_id).join(WitnessRequest, WitnessRequest.portfolio_id == Portfolio.id).limit(1)
        return f"/portfolios/{work.session.scalars(asked).one()}/witnesses"


def where_a_discussion_is_ahead(site_app: Flask) -> str:
    """It can be held or called off: of sixteen learners, one has the criteria."""
    with acting(site_app) as work:
        asked = select(Portfolio.public_id).join(Discussion, Discussion.portfolio_id == Portfolio.id)
        asked = asked.where(Discussion.status == "given").limit(1)
        return f"/portfolios/{work.session.scalars(asked).one()}/discussions"


def what_they_work_on(site_app: Flask, name: str) -> list[str]:
    """Reviews, samples, exercises and claims as they stand: of most, lists lead a walk to the first alone."""
    with acting(site_app) as work:
        who = work.session.scalars(select(Account.id).where(Account.email == f"{name}@cwmafon.example.org")).one()
        asked = {
            "/reviews/": select(Review.public_id).where(Review.author_id == who),
            "/quality/samples/": select(Sample.public_id).where(Sample.sampler_id == who),
            "/standardising/": select(Exercise.public_id).where(Exercise.chair_id == who),
            "/monitoring/activities/": select(MonitoringActivity.public_id).where(MonitoringActivity.planner_id == who),
            "/certification/": select(CertificationClaim.public_id).where(CertificationClaim.claimant_id == who),
        }
        return [f"{start}{one}" for start, found in asked.items() for one in work.session.scalars(found)]


def whose_reviews_wait(site_app: Flask) -> list[tuple[str, str]]:
    """Learners who have not signed a review yet, by their addresses, and the review."""
    with acting(site_app) as work:
        rows = work.session.execute(
            select(Account.email, Review.public_id)
            .select_from(Review)
            .join(Portfolio, Portfolio.id == Review.portfolio_id)
            .join(Account, Account.id == Portfolio.account_id)
            .where(Review.status == "signed", Review.replaced.is_(False))
        )
        return [(email, f"/reviews/{review}") for email, review in rows]


def everybody(crawl: Crawl, windows: Windows, site_app: Flask, newcomers: list[Someone]) -> None:
    """Whoever sees pages of their own walks as far as links lead."""
    width = WIDE if crawl.thorough else NARROW
    crawl.walk(visiting(windows, width), "anybody", "visitor", "/sign-in")
    for name, group in DEMONSTRATION.items():
        if crawl.thorough or name in FIRST_OF_THEIR_KIND:
            page = signed_in(windows, width, f"{name}@cwmafon.example.org", DEMONSTRATION_PASSWORD)
            crawl.walk(page, name, group)
            for address in what_they_work_on(site_app, name):
                crawl.walk(page, name, group, address)
            if group == "manager":
                crawl.walk(page, name, "manager who reopens", a_countersigned_unit(site_app))
            if name == "rhodri":
                crawl.walk(page, name, "assessor of who prepares a discussion", where_a_discussion_is_ahead(site_app))
                crawl.walk(page, name, "assessor of who asked witnesses", where_witnesses_were_asked(site_app))
    for email, address in whose_reviews_wait(site_app)[:2]:
        crawl.walk(signed_in(windows, width, email, DEMONSTRATION_PASSWORD), email, "learner", address)
    # With a second session, there is one to end.
    leading = signed_in(windows, width, newcomers[0].email, PASSWORD)
    crawl.walk(leading, newcomers[0].name, "manager who compares", a_standard_of_two_versions(site_app))
    for someone in newcomers if crawl.thorough else newcomers[:1]:
        crawl.walk(signed_in(windows, width, someone.email, PASSWORD), someone.name, "newcomer")


def visiting(windows: Windows, width: int) -> Page:
    page = windows.open("cy", width=width)
    page.goto("/sign-in")
    return page


def signed_in(windows: Windows, width: int, email: str, password: str) -> Page:
    page = visiting(windows, width)
    Window(page, Words("cy")).sign_in(email, password)
    return page


def check(crawl: Crawl, windows: Windows, site_app: Flask, newcomers: list[Someone]) -> None:
    everybody(crawl, windows, site_app, newcomers)
    assert not crawl.wrong, "\n".join(crawl.wrong)
    pages = {rule.endpoint for rule in site_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    pages = {kind for kind in pages if not kind.startswith(FOR_PROGRAMS)}
    reached = {kind for _group, kind in crawl.opened}
    assert pages - reached - SELDOM == NO_LINK, "pages that no link leads to, and nobody says why"
    assert {kind for kind, _language in crawl.sent} == WITH_ERRORS, "forms that were never sent empty"


def test_a_page_of_each_kind_is_whole_in_both_languages(
    windows: Windows, site_app: Flask, newcomers: list[Someone]
) -> None:
    check(Crawl(site_app.url_map, thorough=False), windows, site_app, newcomers)


@pytest.mark.proof
def test_every_page_is_whole_in_both_languages(windows: Windows, site_app: Flask, newcomers: list[Someone]) -> None:
    check(Crawl(site_app.url_map), windows, site_app, newcomers)
