"""The pages about learners: enrolling one, choosing units, assigning people, and who may see whom."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.app import all_acts, all_stored_facts
from portfolio.core.database import db
from portfolio.core.ledger_check import Check
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment
from portfolio.learning.rules import EnrolmentStatus, Part, UnitStatus
from portfolio.people.queries import verifying_key
from portfolio.people.rules import AssessesIn
from portfolio.people.services import NewRole
from standards.foundation import Role
from standards.qualifications.models import Qualification
from tests.client import Page, PageClient, Value
from tests.databases import queries_at_most
from tests.factories import Centre, Someone, add_person
from tests.studies import Study, acting, certificated_for, enrol, provider_row, publish_qualification, submit, whole_job


@pytest.fixture(name="qualification")
def qualification_fixture(app: Flask) -> int:
    with acting(app) as work:
        return publish_qualification(work, units=3).id


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre, qualification: int) -> Study:
    with acting(app, centre.manager, Role.MANAGER) as work:
        return enrol(work, centre, centre.ffion, work.session.get_one(Qualification, qualification))


def as_(app: Flask, someone: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(someone)
    return client


def assert_ledger_is_whole(app: Flask) -> None:
    with app.app_context():
        assert list(Check(db.session(), all_acts(), all_stored_facts(), verifying_key).wrongs()) == []
        db.session.remove()


DAYS = {"start": ["1", "9", "2026"], "planned_end": ["31", "8", "2027"]}


def enrolled(client: PageClient, email: str, name: str, **others: str) -> Page:
    page = client.get("/learners/enrol")
    choice = next(each for each in page.soup.select("select[name=qualification] option") if each["value"])
    values = {"email": email, "name": name, "qualification": str(choice["value"]), "language": "cy", **DAYS, **others}
    return client.submit(page, values)


def test_a_new_learner_from_enrolling_to_assigning(app: Flask, centre: Centre, qualification: int) -> None:
    manager = as_(app, centre.manager)
    page = enrolled(manager, "Elin@example.org", "Elin Huws", cohort="Hydref")
    assert page.heading.endswith("Choose units")
    units = [str(each["value"]) for each in page.soup.select("input[name=units]")]
    page = manager.submit(page, {"units": units[1:2]})
    page.says("These units do not make the qualification yet", "“Mandatory”: all units are needed")
    assert page.summary()["Cohort"] == "Hydref"
    page = manager.submit(manager.get(page.link("Choose units")), {"units": units[:2]})
    assert "These units do not make" not in page.text
    page = manager.get(page.link("Assign somebody"))
    page = manager.submit(page, {"part": "assessor", "who": centre.trainee.public_id})
    assert page.table("Who does what")[1][:3] == ["Tomos Bevan", "Assessor", "All units"]
    assert as_(app, centre.trainee).get("/learners").table("Enrolments: 1")[1][0] == "Elin Huws"
    assert_ledger_is_whole(app)


def test_what_is_mandatory_is_ticked_when_units_are_first_chosen(
    app: Flask, centre: Centre, qualification: int
) -> None:
    manager = as_(app, centre.manager)
    page = enrolled(manager, "elin@example.org", "Elin Huws")
    ticked = [box.has_attr("checked") for box in page.soup.select("input[name=units]")]
    assert ticked == [True, False, False]
    optional = str(page.soup.select("input[name=units]")[1]["value"])
    page = manager.submit(page, {"units": [optional]})
    page = manager.get(page.link("Choose units"))
    assert page.form("Save the units").values.getlist("units") == [optional]


def test_in_welsh(app: Flask, centre: Centre, study: Study) -> None:
    manager = as_(app, centre.manager, "cy")
    assert manager.get("/learners").heading == "Dysgwyr"
    assert manager.get("/learners/enrol").heading == "Ymrestru dysgwr"
    assert manager.get(f"/portfolios/{study.portfolio}").heading.startswith("Ffion Rees")
    for page in ("manage", "units", "status", "planned-end", "language", "assign"):
        assert manager.get(f"/enrolments/{study.enrolment}/{page}").language == "cy"


def test_what_is_missing_is_said_at_the_field(app: Flask, centre: Centre, qualification: int) -> None:
    manager = as_(app, centre.manager)
    page = manager.submit(
        manager.get("/learners/enrol"), {"email": "new@example.org", "start": ["", "", ""]}, status=422
    )
    assert page.errors == [
        "Nobody has this email address yet: enter the learner's name.",
        "Choose a qualification.",
        "Enter the day on which the learner starts.",
        "Enter the day by which the learner should finish.",
        "Ask the learner, then choose a language of assessment.",
    ]


def test_nothing_is_said_of_an_address_that_was_not_typed(app: Flask, centre: Centre, qualification: int) -> None:
    manager = as_(app, centre.manager)
    page = manager.submit(manager.get("/learners/enrol"), {"email": "", "start": ["", "", ""]}, status=422)
    assert page.errors[:2] == ["Enter the learner's email address.", "Choose a qualification."]


def test_no_language_of_assessment_is_chosen_for_the_learner(app: Flask, centre: Centre, qualification: int) -> None:
    page = as_(app, centre.manager).get("/learners/enrol")
    assert not page.soup.select("input[name=language][checked]")


def test_enrolling_twice_is_refused_with_everything_kept(app: Flask, centre: Centre, study: Study) -> None:
    manager = as_(app, centre.manager)
    page = manager.get("/learners/enrol")
    choice = next(each for each in page.soup.select("select[name=qualification] option") if each["value"])
    values = {
        "email": centre.ffion.email,
        "qualification": str(choice["value"]),
        "language": "cy",
        **DAYS,
        "site": "Aber",
    }
    page = manager.submit(page, values, status=409)
    assert page.errors == ["This learner is already enrolled on this qualification, and the enrolment has not ended."]
    assert page.form("Enrol and choose units").values["site"] == "Aber"


def test_somebody_who_cannot_work_in_the_language_is_assigned_only_knowingly(
    app: Flask, centre: Centre, study: Study
) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        english = add_person(
            work, "Ann Smith", provider_row(work, centre), NewRole(Role.ASSESSOR, assesses_in=AssessesIn.ENGLISH)
        )
    manager = as_(app, centre.manager)
    page = manager.get(f"/enrolments/{study.enrolment}/assign")
    page = manager.submit(page, {"part": "assessor", "who": english.public_id, "why": "Stands in."}, status=422)
    assert page.errors == [
        "Ann Smith cannot work in the language of assessment (Welsh). Who can: Alys Morgan, Tomos Bevan."
    ]
    page = manager.submit(page, {"anyway": True})
    page.says("Ann Smith (Assessor) cannot work in the language of assessment. Who can: Alys Morgan, Tomos Bevan.")
    assert_ledger_is_whole(app)


def test_a_unit_with_something_put_to_it_stays(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        submit(work, study, study.units[0])
    manager = as_(app, centre.manager)
    page = manager.get(f"/enrolments/{study.enrolment}/units")
    page.says("Something has been put to this unit, so it stays.")
    units = [str(each["value"]) for each in page.soup.select("input[name=units]")]
    assert manager.submit(page, {"units": []}, status=422).errors == ["Choose at least one unit."]
    page = manager.submit(page, {"units": units[1:]}, status=409)
    assert page.errors[0].startswith("Something has been put to a unit that you took out")
    assert_ledger_is_whole(app)


def test_a_dropped_unit_takes_nobody_with_it_to_the_others(app: Flask, centre: Centre, study: Study) -> None:
    manager = as_(app, centre.manager)
    page = manager.get(f"/enrolments/{study.enrolment}/assign")
    page = manager.submit(
        page, {"part": "quality_assurer", "who": centre.quality_assurer.public_id, "unit": study.units[2]}
    )
    page = manager.get(f"/enrolments/{study.enrolment}/units")
    units = [str(each["value"]) for each in page.soup.select("input[name=units]")]
    page = manager.submit(page, {"units": units[:2]})
    assert [row[5] for row in page.table("Who does what") if row[4] != "–"] == ["What you can do", "Ended"]
    assert_ledger_is_whole(app)


ACTS: dict[str, tuple[dict[str, Value], str, str]] = {
    "status": ({"status": "paused", "reason": "Away."}, "The enrolment's status is saved.", "Paused"),
    "planned-end": ({"planned_end": ["1", "6", "2028"], "reason": "Away."}, "The planned end is moved.", "1 June 2028"),
    "language": ({"language": "both"}, "The language of assessment is saved.", "Welsh and English"),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_becomes_of_an_enrolment(app: Flask, centre: Centre, study: Study, act: str) -> None:
    values, notice, shown = ACTS[act]
    manager = as_(app, centre.manager)
    page = manager.submit(manager.get(f"/enrolments/{study.enrolment}/{act}"), values)
    assert page.notices == [notice]
    assert shown in page.summary().values()
    assert_ledger_is_whole(app)


def test_a_reason_is_asked_for(app: Flask, centre: Centre, study: Study) -> None:
    manager = as_(app, centre.manager)
    page = manager.get(f"/enrolments/{study.enrolment}/status")
    page = manager.submit(page, {"status": "withdrawn", "reason": " "}, status=422)
    assert page.errors == ["Say why: whoever reads the record later needs to know."]


def test_an_assignment_ends_on_a_day(app: Flask, centre: Centre, study: Study) -> None:
    manager = as_(app, centre.manager)
    page = manager.get(manager.get(f"/enrolments/{study.enrolment}/manage").link("End (Tomos Bevan, Assessor)"))
    page = manager.submit(page, {"ends": ["1", "1", "2020"]}, status=409)
    assert page.errors == ["The last day is before the first. Enter a later day."]
    page = manager.submit(page, {"ends": ["1", "2", "2026"]})
    assert "1 February 2026" in [row[4] for row in page.table("Who does what")]
    assert_ledger_is_whole(app)


PAGES = ["manage", "units", "assign", "status", "planned-end", "language"]


def test_who_may_see_and_who_may_manage(app: Flask, centre: Centre, study: Study) -> None:
    portfolio = f"/portfolios/{study.portfolio}"
    manage = [f"/enrolments/{study.enrolment}/{page}" for page in PAGES]
    for someone in (centre.ffion, centre.trainee, centre.assessor, centre.quality_assurer):
        client = as_(app, someone)
        client.get(portfolio)
        for address in manage:
            client.get(address, status=403)
    for someone in (centre.owen, centre.administrator, centre.other_manager, centre.stranger):
        client = as_(app, someone)
        for address in (portfolio, *manage):
            client.get(address, status=404)
    for someone in (centre.ffion, centre.administrator, centre.trainee):
        as_(app, someone).get("/learners/enrol", status=403)


def test_lists_show_only_whom_one_may_see(app: Flask, centre: Centre, study: Study) -> None:
    for someone in (centre.manager, centre.trainee, centre.assessor, centre.quality_assurer):
        assert len(as_(app, someone).get("/learners").table("Enrolments: 1")) == 2
    as_(app, centre.other_manager).get("/learners").says("Nobody found")
    as_(app, centre.ffion).get("/learners", status=403)


def test_the_list_is_searched_filtered_and_sorted(app: Flask, centre: Centre, qualification: int, study: Study) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = work.session.get_one(Qualification, qualification)
        for name in ("Chwilen Jones", "Cynan Siôn"):
            enrol(work, centre, add_person(work, name, provider_row(work, centre), NewRole(Role.LEARNER)), row)
    manager = as_(app, centre.manager, "cy")

    def names(query: str) -> list[str]:
        return [each.get_text() for each in manager.get(f"/learners?{query}").soup.select("tbody th a")]

    assert names("") == ["Cynan Siôn", "Chwilen Jones", "Ffion Rees"]
    assert names("search=sion") == ["Cynan Siôn"]
    assert names(f"assessor={centre.trainee.public_id}&status=active") == names("")
    assert names(f"assessor={centre.assessor.public_id}") == []
    assert names("status=paused") == []
    assert names("status=nonsense&sort=nonsense&page=9") == names("")


@pytest.mark.parametrize("number", [3, 30])
def test_the_statements_do_not_grow_with_the_rows(app: Flask, centre: Centre, qualification: int, number: int) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = work.session.get_one(Qualification, qualification)
        for place in range(number):
            enrol(
                work,
                centre,
                add_person(work, f"Learner {place}", provider_row(work, centre), NewRole(Role.LEARNER)),
                row,
            )
    manager = as_(app, centre.manager)
    with queries_at_most(9, "session, roles; filters of two; the count, the page, units and assessors of it"):
        manager.get("/learners")


def test_the_overview_and_managing_take_few_statements(app: Flask, centre: Centre, qualification: int) -> None:
    study = whole_job(app, centre, centre.ffion, qualification)
    manager = as_(app, centre.manager)
    with queries_at_most(12, "session, roles, relations; name, address, enrolments, units, assignments"):
        manager.get(f"/portfolios/{study.portfolio}")
    with queries_at_most(12, "the same, with the qualification's groups and units and the staff"):
        manager.get(f"/enrolments/{study.enrolment}/manage")


def test_a_manager_begins_with_who_needs_attention(app: Flask, centre: Centre, study: Study) -> None:
    manager = as_(app, centre.manager)
    home = manager.get("/")
    home.says("Past their planned end: 0", "Without an assessor: 0", "Awaiting a countersignature: 0")
    with acting(app) as work:
        row = work.session.scalars(select(Enrolment)).one()
        row.planned_end = work.today - timedelta(days=1)
        for one in work.session.scalars(select(Assignment).where(Assignment.part == Part.ASSESSOR.value)):
            one.ends = work.today - timedelta(days=1)
        unit = work.session.scalars(select(EnrolledUnit)).first()
        assert unit
        unit.status, unit.awaits = UnitStatus.SIGNED.value, Part.COUNTERSIGNER.value
    home = manager.get("/")
    for words in ("Past their planned end: 1", "Without an assessor: 1", "Awaiting a countersignature: 1"):
        assert manager.get(home.link(words)).table("Enrolments: 1")[1][0] == "Ffion Rees"
    with acting(app) as work:
        work.session.scalars(select(Enrolment)).one().status = EnrolmentStatus.PAUSED.value
    manager.get("/").says("Past their planned end: 0", "Without an assessor: 0", "Awaiting a countersignature: 0")
    manager.get("/learners?attention=overdue").says("Nobody found")


def test_whose_planned_end_is_after_the_last_certification_date_is_named(
    app: Flask, centre: Centre, study: Study
) -> None:
    words, late = "Planned end after the last certification date: ", "The planned end is after the last day on which"
    manager, managing = as_(app, centre.manager), f"/enrolments/{study.enrolment}/manage"
    assert manager.get(managing).summary()["Last certification date"] == "Not announced"
    manager.get("/").says(f"{words}0")
    last = certificated_for(app, 400)
    for days, named in ((0, 0), (1, 1)):
        with acting(app) as work:
            work.session.scalars(select(Enrolment)).one().planned_end = last + timedelta(days)
        manager.get("/").says(f"{words}{named}")
        assert (late in manager.get(managing).text) is bool(named)
    assert manager.get(manager.get("/").link(f"{words}1")).table("Enrolments: 1")[1][0] == "Ffion Rees"
    with acting(app) as work:
        work.session.scalars(select(Enrolment)).one().status = EnrolmentStatus.COMPLETED.value
    manager.get("/").says(f"{words}0")
