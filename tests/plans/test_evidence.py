"""Evidence is put forward for an agreed activity, which is then fulfilled; until then it is planned, or overdue."""

import pytest
from flask import Flask

from portfolio.evidence import services as evidence_services
from portfolio.learning import services as learning
from portfolio.learning.rules import EnrolmentStatus
from portfolio.plans import services
from portfolio.plans.rules import Review
from standards.foundation import Changed, Refused, Role
from tests.client import Page, PageClient, Value
from tests.evidence.conftest import SignIn
from tests.evidence.items import row
from tests.factories import Centre, Someone
from tests.judging.conftest import checked
from tests.plans.planning import (
    activity_of,
    activity_row,
    agree,
    agreed,
    begin,
    draft,
    interview,
    put_forward,
    review,
    version_row,
)
from tests.studies import Study, acting, enrol, enrolment_row, portfolio_row, publish_qualification

FOR = "Which planned activity is it for (if any)?"


def add(client: PageClient, page: Page, title: str = "What I did", **more: Value) -> Page:
    """Fill in the form that adds evidence, and submit what it makes."""
    said: dict[str, Value] = {
        "title": title,
        "words": "I asked her what she needed.",
        "happened_on": ["2", "2", "2026"],
        "kind": "reflective_account",
        "people": "open",
        "ai_use": "none",
        **more,
    }
    page = client.submit(page, said, button="Submit")
    return client.submit(page, {}, button="Declare and submit") if page.path.endswith("/submit") else page


def test_the_link_of_an_activity_fills_the_form_and_its_evidence_fulfils_it(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    activity = activity_of(app, agreed(app, centre, study))
    page = ffion.get(f"/planned/{activity}")
    page.says("Overdue", "None yet.")
    form = ffion.get(page.link("Add evidence for this"))
    values = form.form("Submit").values
    assert values["activity"] == activity
    assert values["kind"] == "observation"
    assert values.getlist("criteria") == [f"{study.units[0]}:P1", f"{study.units[0]}:P2", f"{study.units[1]}:K1"]
    tomos.get("/queue").says("Planned activities that are overdue: 1")
    tomos.get("/queue/learners").says("Overdue: 1")
    shown = add(ffion, form)
    shown.says("By the plan it is for: First interview")
    page = ffion.get(f"/planned/{activity}")
    page.says("Fulfilled", "Evidence submitted on")
    ffion.get(page.link("Evidence submitted on")).says("What I did")
    assert "What is next by plan" not in ffion.get("/").text
    tomos.get("/queue").says("Planned activities that are overdue: 0")
    assert "Overdue: 1" not in tomos.get("/queue/learners").text
    tomos.get(f"/planned/{activity}").says("Fulfilled")
    record = ffion.get(f"/portfolios/{study.portfolio}/record")
    record.says("was submitted for the planned activity")
    assert checked(app) == []


def test_what_is_withdrawn_or_put_to_another_no_longer_stands_for_it(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    version = agreed(app, centre, study, interview(study), interview(study, title="Second interview"))
    first = activity_of(app, version)
    evidence = add(ffion, ffion.get(f"/portfolios/{study.portfolio}/evidence/new?activity={first}")).path
    page = ffion.get(ffion.get(evidence).link("Change"))
    second = next(value for value in choices(page) if value not in {"", first})
    ffion.submit(page, {"activity": second}, button="Save draft")
    ffion.get(evidence).says("By the plan it is for: Second interview")
    tomos.get(evidence).says("By the plan it is for: First interview")
    add(ffion, ffion.get(ffion.get(evidence).link("Change")), activity=second)
    tomos.get(evidence).says("By the plan it is for: Second interview")
    ffion.get(f"/planned/{first}").says("Overdue")
    ffion.get(f"/planned/{second}").says("Fulfilled")
    with acting(app, study.learner, Role.LEARNER) as work:
        public_id = evidence.rsplit("/", 1)[1]
        evidence_services.withdraw(work, portfolio_row(work, study), row(work, public_id), "Wrong day.")
    ffion.get(f"/planned/{second}").says("Overdue", "None yet.")
    assert checked(app) == []


def choices(page: Page) -> list[str]:
    field = next(one for one in page.form("Submit").fields() if one.get("name") == "activity")
    return [str(one.get("value")) for one in field.find_all("option")]


def test_only_what_is_agreed_is_offered(app: Flask, centre: Centre, study: Study, ffion: PageClient) -> None:
    address = f"/portfolios/{study.portfolio}/evidence/new"
    assert FOR not in ffion.get(address).text
    version = draft(app, centre, study)
    put_forward(app, centre, version)
    assert FOR not in ffion.get(address).text
    assert ffion.get(f"{address}?activity={activity_of(app, version)}").form("Submit").values["kind"] != "observation"
    agree(app, study, version)
    assert choices(ffion.get(address)) == ["", activity_of(app, version)]
    review(app, centre.quality_assurer, version, Review.RETURNED, "Too early.")
    assert FOR not in ffion.get(address).text


def test_an_activity_that_was_left_out_since_stays_with_its_evidence(
    app: Flask, centre: Centre, study: Study, ffion: PageClient
) -> None:
    version = agreed(app, centre, study, interview(study), interview(study, title="Second interview"))
    first = activity_of(app, version)
    evidence = add(ffion, ffion.get(f"/portfolios/{study.portfolio}/evidence/new?activity={first}")).path
    second = begin(app, centre, study)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        newer = version_row(work, second)
        services.leave_out(work, newer, activity_row(work, first), newer.version)
    agree(app, study, put_forward(app, centre, second))
    page = ffion.get(ffion.get(evidence).link("Change"))
    assert page.form("Submit").values["activity"] == first
    add(ffion, page, words="I asked her twice.")
    ffion.get(evidence).says("By the plan it is for: First interview")
    assert checked(app) == []


def test_an_activity_of_another_learner_is_refused(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, as_someone: SignIn
) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        other = enrol(work, centre, centre.owen, publish_qualification(work, number="610/2"))
    theirs = activity_of(app, agreed(app, centre, other))
    agreed(app, centre, study)
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new?activity={theirs}")
    assert page.form("Submit").values["activity"] == ""
    values = {
        **page.form("Submit").values.to_dict(flat=False),
        "activity": [theirs],
        "title": ["Forged"],
        "act": ["draft"],
    }
    page = ffion.post(f"/portfolios/{study.portfolio}/evidence/new", values, status=409)
    page.says("This activity is not in an agreed plan of this learner.")
    assert page.form("Submit").values["title"] == "Forged"
    assert checked(app) == []


def refused_as(app: Flask, who: Someone, role: Role, version: str, act: str) -> str:
    """The code with which a service refuses an act on a version."""
    with acting(app, who, role) as work:
        found = version_row(work, version)
        acts = {
            "agree": lambda: services.agree(work, found),
            "review": lambda: services.review(work, found, Review.AGREED, "", "en"),
            "put": lambda: services.put_forward(work, found, found.version),
            "stale": lambda: services.put_forward(work, found, found.version - 1),
        }
        with pytest.raises(Refused) as said:
            acts[act]()
    return said.value.code


def test_the_services_refuse_what_no_page_offers(app: Flask, centre: Centre, study: Study) -> None:
    version = draft(app, centre, study)
    assert refused_as(app, centre.ffion, Role.ASSESSOR, version, "put") == "own-portfolio"
    assert refused_as(app, centre.trainee, Role.ASSESSOR, version, "stale") == "plan-changed"
    put_forward(app, centre, version)
    assert refused_as(app, centre.trainee, Role.LEARNER, version, "agree") == "plan-agree-own"
    agree(app, study, version)
    assert refused_as(app, centre.trainee, Role.QUALITY_ASSURER, version, "review") == "plan-own-review"
    assert refused_as(app, centre.ffion, Role.QUALITY_ASSURER, version, "review") == "own-portfolio"
    second = put_forward(app, centre, begin(app, centre, study))
    third = begin(app, centre, study)
    assert refused_as(app, centre.ffion, Role.LEARNER, second, "agree") == "plan-superseded"
    assert refused_as(app, centre.quality_assurer, Role.QUALITY_ASSURER, version, "review") == "plan-superseded"
    with acting(app, centre.manager, Role.MANAGER) as work:
        row_ = enrolment_row(work, study)
        learning.change_status(work, portfolio_row(work, study), row_, EnrolmentStatus.WITHDRAWN, "Left.")
    assert refused_as(app, centre.trainee, Role.ASSESSOR, third, "put") == "plan-enrolment-over"
    assert checked(app) == []


def test_a_date_before_the_start_and_a_foreign_criterion_are_refused_by_the_service(
    app: Flask, centre: Centre, study: Study
) -> None:
    version = begin(app, centre, study)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row_ = version_row(work, version)
        early = interview(study, planned_on=enrolment_row(work, study).start.replace(year=2025))
        with pytest.raises(Refused, match="plan-before-start"):
            services.plan(work, row_, early, row_.version)
    with acting(app, centre.manager, Role.MANAGER) as work:
        other = enrol(work, centre, centre.owen, publish_qualification(work, number="610/2"))
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row_ = version_row(work, version)
        with pytest.raises(Refused, match="plan-foreign-criterion"):
            services.plan(work, row_, interview(other), row_.version)
        with pytest.raises(Changed):
            services.plan(work, row_, interview(study), row_.version - 1)


def test_a_unit_that_is_planned_for_stays_chosen(app: Flask, centre: Centre, study: Study) -> None:
    draft(app, centre, study)
    with acting(app, centre.manager, Role.MANAGER) as work, pytest.raises(Refused, match="unit-has-claims"):
        learning.choose_units(work, portfolio_row(work, study), enrolment_row(work, study), [])
