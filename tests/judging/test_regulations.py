"""A unit on regulations: claimed, decided and counted as any other, on duties and prohibitions alone."""

import pytest
from flask import Flask

from assessments.judging.rules import Outcome
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.services import Wish
from standards.foundation import Refused, Role, Text
from standards.library.models import Criterion
from standards.library.services import publish
from standards.qualifications import services as qualifications
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.factories import Centre
from tests.judging.conftest import checked
from tests.library.drafts import published_document
from tests.studies import Study, acting, enrol, judge, sign_off, submit, unit_row

REGULATIONS = "WSI-2010-2574-P5"
ASSESSABLE = 62


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """Ffion on a unit on the regulations."""
    with acting(app, centre.manager) as work:
        row = qualifications.create(work, NewQualification("610/9", Text("Gofal plant", "Child care"), 3))
        group = qualifications.add_group(work, row, NewGroup(Text("Gorfodol", "Mandatory")))
        standard = publish(work, published_document(REGULATIONS)).standard
        qualifications.add_unit(work, row, group, NewUnit(standard, "U/9", credits=4))
        return enrol(work, centre, centre.ffion, qualifications.publish(work, row))


def unit_page(app: Flask, centre: Centre, study: Study, language: str = "cy", query: str = "") -> Page:
    client = PageClient(app, language)
    client.enter(centre.ffion)
    return client.get(f"/units/{study.units[0]}{query}")


def row_of(page: Page, code: str) -> str:
    """The words of the row of a criterion."""
    heading = next(one for one in page.main.select("th[scope=row]") if one.get_text(strip=True) == code)
    assert heading.parent is not None
    return " ".join(heading.parent.get_text(" ", strip=True).split())


def test_every_duty_and_prohibition_is_claimed_decided_and_counted(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        evidence = submit(work, study, study.units[0])
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row = unit_row(work, study.units[0])
        assert (row.total, row.claimed, row.met) == (ASSESSABLE, ASSESSABLE, 0)
        judge(work, study, evidence)
        assert (row.claimed, row.met) == (0, ASSESSABLE)
    sign_off(app, centre, study, study.units[0])
    assert checked(app) == []


def test_one_claim_that_is_referred_counts_for_one(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        evidence = submit(work, study, study.units[0], "Diary", "22(2)", "28(1)")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, evidence, Outcome.REFERRED)
        row = unit_row(work, study.units[0])
        assert (row.total, row.claimed, row.met, row.referred) == (ASSESSABLE, 0, 0, 2)


@pytest.mark.parametrize("code", ["20(3)", "23(6)", "22(2)(ch)", "28(5)(a)(i)"])
def test_what_is_not_assessed_takes_no_claim(app: Flask, centre: Centre, study: Study, code: str) -> None:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        portfolio = submit(work, study, study.units[0], "Diary", "20(1)")
        assert portfolio
    form = PageClient(app, "en")
    form.enter(centre.ffion)
    page = form.get(f"/portfolios/{study.portfolio}/evidence/new?criterion={study.units[0]}:{code}")
    with acting(app) as work:
        one = work.session.query(Criterion).where(Criterion.code == code).one()
        assert not one.assessable
        assert not work.session.query(Claim).where(Claim.criterion_id == one.id).count()
        offered = [field.get("value") for field in page.main.select("input[type=checkbox]")]
        assert f"{unit_row(work, study.units[0]).id}:{one.id}" not in offered


def test_the_page_shows_what_each_paragraph_does(app: Flask, centre: Centre, study: Study) -> None:
    welsh, english = unit_page(app, centre, study), unit_page(app, centre, study, "en")
    for code, words, more in (
        ("22(2)", "Dyletswydd", "Duty"),
        ("28(1)", "Gwaharddiad", "Prohibition"),
        ("20(3)", "Diffiniad nid yw'n derbyn tystiolaeth", "Definition takes no evidence"),
        ("23(6)", "Eithriad nid yw'n derbyn tystiolaeth", "Exception takes no evidence"),
        ("33(4)", "Pŵer nid yw'n derbyn tystiolaeth", "Power takes no evidence"),
    ):
        assert words in row_of(welsh, code)
        assert more in row_of(english, code)
    assert "Add evidence" in row_of(english, "22(2)")
    assert "Add evidence" not in row_of(english, "20(3)")
    assert len(english.main.select("a[href*='criterion=']")) == ASSESSABLE


def test_sub_paragraphs_closing_words_and_times_stand_in_their_paragraph(
    app: Flask, centre: Centre, study: Study
) -> None:
    page = unit_page(app, centre, study, "en")
    assert "iv un o swyddogion yr awdurdod lleol" in row_of(page, "22(2)")
    assert row_of(page, "20(2)").index("gysylltiad yn rheolaidd") < row_of(page, "20(2)").index("yn addas i gael")
    assert row_of(page, "28(5)").index("sy'n gweithio i ddarparydd") < row_of(page, "28(5)").index("yn anghyflawn;")
    assert "Time limit in days: 28. Counted by the words: ar ôl diwygio" in row_of(page, "23(4)")
    assert "Time limit in working days: 35." in row_of(page, "35(1)")
    assert "Extends the time limit in 34(1). Only with consent." in row_of(page, "34(4)")
    assert "Footnotes: 10." in row_of(page, "38(3)")
    assert len(page.main.select("th[scope=row]")) == ASSESSABLE + 16


def test_filters_leave_out_what_takes_no_evidence(app: Flask, centre: Centre, study: Study) -> None:
    page = unit_page(app, centre, study, "en", "?show=missing")
    assert len(page.main.select("th[scope=row]")) == ASSESSABLE


def test_the_page_takes_as_few_statements_as_any_unit(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        submit(work, study, study.units[0])
    client = PageClient(app, "cy")
    client.enter(centre.ffion)
    for query in ("", "?text=both"):
        with queries_at_most(12, "who asks (2), what is asked for (3), and what the page shows"):
            client.get(f"/units/{study.units[0]}{query}")


def test_a_claim_on_a_definition_is_refused(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        made = work.session.query(Evidence).where(Evidence.public_id == submit(work, study, study.units[0])).one()
        definition = work.session.query(Criterion).where(Criterion.code == "20(3)").one()
        wish = Wish(unit_row(work, study.units[0]).id, definition.id)
        with pytest.raises(Refused):
            evidence_services.claim(work, made, [wish])
