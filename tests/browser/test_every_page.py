"""Every page, in both languages, as everybody who may open it: nothing for axe, nothing sideways, nothing half said."""

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import UnitStatus
from portfolio.people.rules import AssessesIn
from portfolio.people.services import NewRole, open_provider
from standards.foundation import Role, Text
from standards.library.models import Standard
from standards.qualifications import services as qualifications
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from tests.browser.conftest import Windows
from tests.browser.crawling import Crawl
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import PASSWORD, Someone, add_person
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
}
"""People of the demonstration centre, and as what they see the pages."""
NO_LINK = {
    "people.choose_provider",
    "people.reset_password",
    "people.sign_out",
    "qualifications.move_unit",
    "static",
}
"""Led to by a letter, by a button or by having roles at two centres."""


@pytest.fixture(scope="module", name="newcomers")
def newcomers_fixture(site_app: Flask) -> list[Someone]:
    """A centre where nothing has happened yet but a qualification begun, and somebody with no role anywhere."""
    with acting(site_app) as work:
        here = open_provider(work, Text("Canolfan Newydd", "New Centre"), site_app.extensions["keys"])
        both = AssessesIn.BOTH
        found = [
            add_person(work, "Nan Rheolwr", here, NewRole(Role.MANAGER)),
            add_person(work, "Nest Dysgwr", here, NewRole(Role.LEARNER)),
            add_person(work, "Ned Aseswr", here, NewRole(Role.ASSESSOR, assesses_in=both)),
            add_person(work, "Nel Sicrhau", here, NewRole(Role.QUALITY_ASSURER, assesses_in=both)),
            add_person(work, "Neb Heb Rol"),
        ]
    with acting(site_app, found[0], Role.MANAGER) as work:
        row = qualifications.create(work, NewQualification("CN-1", Text("Cychwyn", "Beginnings"), 2))
        standard = work.session.scalars(select(Standard).limit(1)).one()
        group = qualifications.add_group(work, row, NewGroup(Text("Gorfodol", "Mandatory")))
        qualifications.add_unit(work, row, group, NewUnit(standard))
    return found


def a_countersigned_unit(site_app: Flask) -> str:
    """Where it can be reopened: of sixteen learners a walk looks at the units of two."""
    with acting(site_app) as work:
        asked = select(EnrolledUnit.public_id).where(EnrolledUnit.status == UnitStatus.COUNTERSIGNED.value).limit(1)
        return f"/units/{work.session.scalars(asked).one()}"


def test_every_page_is_whole_in_both_languages(windows: Windows, site_app: Flask, newcomers: list[Someone]) -> None:
    crawl = Crawl(site_app.url_map)
    crawl.walk(windows.open("cy"), "anybody", "visitor", "/sign-in")
    for name, group in DEMONSTRATION.items():
        page = windows.open("cy")
        Window(page, Words("cy")).sign_in(f"{name}@cwmafon.example.org")
        crawl.walk(page, name, group)
        if group == "manager":
            crawl.walk(page, name, "manager who reopens", a_countersigned_unit(site_app))
    Window(windows.open("cy"), Words("cy")).sign_in(newcomers[0].email, PASSWORD)
    for someone in newcomers:
        page = windows.open("cy")
        Window(page, Words("cy")).sign_in(someone.email, PASSWORD)
        crawl.walk(page, someone.name, "newcomer")
    assert not crawl.wrong, "\n".join(crawl.wrong)
    pages = {rule.endpoint for rule in site_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    reached = {kind for _group, kind in crawl.opened}
    assert " ".join(pages - reached - NO_LINK) == "", "pages that no link leads to"
