"""The manager's report: figures that agree with the states, page and file alike, in few statements."""

import csv
import io
from datetime import timedelta

import pytest
from babel.dates import format_date
from flask import Flask

from assessments.judging import services as judging
from portfolio.learning.models import Enrolment
from portfolio.learning.rules import EnrolmentStatus
from portfolio.learning.services import change_status
from portfolio.people.models import Account, Provider
from portfolio.people.services import NewRole
from standards.foundation import Role
from standards.qualifications.models import Qualification
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, add_person
from tests.studies import (
    START,
    Study,
    acting,
    certificated_for,
    enrol,
    enrolment_row,
    judge,
    keys,
    portfolio_row,
    publish_qualification,
    submit,
    unit_row,
    whole_job,
)

NAMES = ("Angharad", "Chwilen", "Cynan", "Ddarren", "Dewi", "Llinos", "Lowri", "Rhodri", "Rolant", "Ŵyn")


@pytest.fixture(name="qualification")
def qualification_fixture(app: Flask) -> tuple[int, str]:
    with acting(app) as work:
        row = publish_qualification(work)
        return row.id, row.public_id


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre, qualification: tuple[int, str]) -> Study:
    """One learner with a unit signed off, and two claims of the other referred."""
    return whole_job(app, centre, centre.ffion, qualification[0])


def more_learners(app: Flask, centre: Centre, qualification: int, number: int) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        provider = work.session.get_one(Provider, centre.provider_id)
        row = work.session.get_one(Qualification, qualification)
        for place in range(number):
            name = f"{NAMES[place % len(NAMES)]} {place:02}"
            enrol(work, centre, add_person(work, name, provider, NewRole(Role.LEARNER)), row)


def as_manager(app: Flask, centre: Centre, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(centre.manager)
    return client


def test_figures_of_a_qualification(app: Flask, centre: Centre, study: Study) -> None:
    page = as_manager(app, centre).get("/completion")
    _heads, row = page.table("Qualifications: 1")
    assert row[1:] == ["1", "1 / 2", "3", "0", "2", "1", "0", "–"]
    assert page.language == "en"


def test_the_way_from_qualification_to_learner_to_unit(app: Flask, centre: Centre, study: Study) -> None:
    manager = as_manager(app, centre)
    page = manager.get(manager.get("/completion").link("Advice and guidance"))
    _heads, row = page.table("Learners: 1")
    assert row[:6] == ["Ffion Rees", "1 / 2", "3 / 6", "0", "2", "1"]
    assert page.link("Ffion Rees") == f"/enrolments/{study.enrolment}"
    assert page.link("U/1") == f"/units/{study.units[0]}"
    assert "U/1 3/3 ✓ (complete)" in row[8]
    assert "U/2 0/3" in row[8]


def test_in_welsh(app: Flask, centre: Centre, study: Study, qualification: tuple[int, str]) -> None:
    page = as_manager(app, centre, "cy").get(f"/completion/{qualification[1]}")
    assert page.heading == "Cwblhau · 610/1 Cyngor ac arweiniad"
    assert page.table("Dysgwyr: 1")[1][0] == "Ffion Rees"


def test_what_awaits_its_countersignature_counts_nowhere_as_complete(
    app: Flask, centre: Centre, study: Study, qualification: tuple[int, str]
) -> None:
    other = without_countersignature(app, centre, qualification[0])
    page = as_manager(app, centre).get(f"/completion/{qualification[1]}")
    cells = {row[0]: row for row in page.table("Learners: 2")[1:]}
    assert cells["Owen Price"][1] == "0 / 2"
    assert "◐ (awaiting another signature)" in cells["Owen Price"][8]
    assert other.enrolment in page.link("Owen Price")


def without_countersignature(app: Flask, centre: Centre, qualification: int) -> Study:
    with acting(app, centre.manager, Role.MANAGER) as work:
        study = enrol(work, centre, centre.owen, work.session.get_one(Qualification, qualification))
    with acting(app, centre.owen, Role.LEARNER) as work:
        evidence = submit(work, study, study.units[0])
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, evidence)
    with acting(app, centre.owen, Role.LEARNER) as work:
        judging.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judging.sign(work, portfolio_row(work, study), unit_row(work, study.units[0]), keys(app))
    return study


def shown(page_table: list[list[str]]) -> list[str]:
    return [row[0].split()[0] for row in page_table[1:]]


def test_the_order_is_the_readers_alphabet(app: Flask, centre: Centre, qualification: tuple[int, str]) -> None:
    more_learners(app, centre, qualification[0], len(NAMES))
    address = f"/completion/{qualification[1]}"
    assert shown(as_manager(app, centre, "cy").get(address).table("Dysgwyr: 10")) == [
        *("Angharad", "Cynan", "Chwilen", "Dewi", "Ddarren", "Lowri", "Llinos", "Rolant", "Rhodri", "Ŵyn"),
    ]
    assert shown(as_manager(app, centre).get(address).table("Learners: 10")) == list(NAMES)


FILTERS = {
    "search=ffi": ["Ffion"],
    "search=%25": [],
    "progress=unfinished": ["Ffion", "Owen"],
    "progress=complete": [],
    "progress=overdue": [],
    "status=withdrawn": ["Gone"],
    "sort=met": ["Owen", "Ffion"],
    "sort=referred": ["Ffion", "Owen"],
    "sort=nonsense&status=nonsense&page=nonsense": ["Ffion", "Owen"],
}


@pytest.mark.parametrize("asked", FILTERS)
def test_filters_and_orders(
    app: Flask, centre: Centre, study: Study, qualification: tuple[int, str], asked: str
) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = work.session.get_one(Qualification, qualification[0])
        enrol(work, centre, centre.owen, row)
        provider = work.session.get_one(Provider, centre.provider_id)
        gone = enrol(work, centre, add_person(work, "Gone Away", provider, NewRole(Role.LEARNER)), row)
        portfolio, enrolment = portfolio_row(work, gone), enrolment_row(work, gone)
        change_status(work, portfolio, enrolment, EnrolmentStatus.WITHDRAWN, "Moved to another country.")
    page = as_manager(app, centre).get(f"/completion/{qualification[1]}?{asked}")
    expected = FILTERS[asked]
    if expected:
        assert shown(page.table(f"Learners: {len(expected)}")) == expected
    else:
        page.says("No learner is like this.")


def test_the_overdue_are_found(app: Flask, centre: Centre, study: Study, qualification: tuple[int, str]) -> None:
    with acting(app) as work:
        work.session.query(Enrolment).one().planned_end = START + timedelta(days=1)
    manager = as_manager(app, centre)
    page = manager.get("/completion")
    assert page.table("Qualifications: 1")[1][7] == "1"
    page = manager.get(page.link("1"))
    assert page.table("Learners: 1")[1][7] == "Past the planned end. Planned by now: 6"


def test_the_last_certification_date_stands_beside_the_planned_end(
    app: Flask, centre: Centre, study: Study, qualification: tuple[int, str]
) -> None:
    last = certificated_for(app, 400)
    said, late = format_date(last, "d MMMM y", "en"), "(after the last certification date)"
    manager, address = as_manager(app, centre), f"/completion/{qualification[1]}"
    with acting(app) as work:
        work.session.query(Enrolment).one().planned_end = last
    assert manager.get("/completion").table("Qualifications: 1")[1][8] == said
    page = manager.get(address)
    page.says(f"Certificates of this version can be claimed until {said}.")
    assert page.table("Learners: 1")[1][6] == said
    with acting(app) as work:
        work.session.query(Enrolment).one().planned_end = last + timedelta(days=1)
    page = manager.get("/completion")
    assert page.table("Qualifications: 1")[1][8] == f"{said} Planned to end after it: 1"
    assert manager.get(page.link("Planned to end after it: 1")).table("Enrolments: 1")[1][0] == "Ffion Rees"
    assert late in manager.get(address).table("Learners: 1")[1][6]
    rows = csv.DictReader(io.StringIO(manager.get(f"{address}.csv").html))
    assert {row["Last certification date"] for row in rows} == {last.isoformat()}


@pytest.mark.parametrize("address", ["/completion.csv", "/completion/{}.csv"])
def test_the_file_says_what_the_page_says(
    app: Flask, centre: Centre, study: Study, qualification: tuple[int, str], address: str
) -> None:
    answer = as_manager(app, centre).get(address.format(qualification[1]))
    assert answer.response.mimetype == "text/csv"
    assert "attachment" in answer.response.headers["Content-Disposition"]
    assert answer.response.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.response.data.decode("utf-8-sig"))))
    assert [(row["Learner"], row["Unit number"], row["Met"], row["Referred"], row["Open"]) for row in rows] == [
        ("Ffion Rees", "U/1", "3", "0", "0"),
        ("Ffion Rees", "U/2", "0", "2", "1"),
    ]
    assert [(row["Unit status"], row["Complete"]) for row in rows] == [("Countersigned", "1"), ("In progress", "0")]


def test_a_name_that_is_a_formula_stays_a_name(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app) as work:
        work.session.get_one(Account, centre.ffion.account_id).name = '=HYPERLINK("https://evil.example")'
    rows = list(csv.reader(io.StringIO(as_manager(app, centre, "cy").get("/completion.csv").html)))
    assert rows[0][0].endswith("Dysgwr")
    assert rows[1][0] == '\'=HYPERLINK("https://evil.example")'


@pytest.mark.parametrize("number", [3, 30])
def test_the_statements_do_not_grow_with_the_rows(
    app: Flask, centre: Centre, qualification: tuple[int, str], number: int
) -> None:
    more_learners(app, centre, qualification[0], number)
    manager = as_manager(app, centre)
    for address in ("/completion", f"/completion/{qualification[1]}", f"/completion/{qualification[1]}?all=1"):
        with queries_at_most(8, "session and person, roles; then the page's own"):
            manager.get(address)


def test_others_see_nothing_of_it(app: Flask, centre: Centre, study: Study, qualification: tuple[int, str]) -> None:
    for someone in (centre.ffion, centre.trainee, centre.quality_assurer, centre.administrator):
        client = PageClient(app)
        client.enter(someone)
        client.get("/completion", status=403)
        client.get(f"/completion/{qualification[1]}.csv", status=404)
    elsewhere = PageClient(app)
    elsewhere.enter(centre.other_manager)
    assert "Nobody is enrolled yet." in elsewhere.get("/completion").text
    assert "Ffion" not in elsewhere.get(f"/completion/{qualification[1]}").text
    assert len(elsewhere.get("/completion.csv").html.splitlines()) == 1
