"""The learner's own start page: it says how an enrolment stands, what was reopened, and where the portfolio is."""

import pytest
from babel.dates import format_date
from flask import Flask

from portfolio.learning import services as learning
from portfolio.learning.rules import EnrolmentStatus
from standards.foundation import Role
from tests.factories import Centre
from tests.judging.conftest import reader
from tests.page_rules import words
from tests.studies import Study, acting, certificated_for, enrolment_row, judge, portfolio_row, reopen, sign_off, submit

WHO, RECORD = "Who assesses, dates and language of assessment", "The record of everything that was done"


@pytest.mark.parametrize("place", ["/", "/enrolments/{enrolment}"])
def test_learners_reach_their_portfolio_and_record(app: Flask, centre: Centre, study: Study, place: str) -> None:
    client = reader(app, centre.ffion)
    page = client.get(place.format(enrolment=study.enrolment))
    client.get(page.link(WHO)).says("Tomos Bevan", "Start: 5 January 2026", "Language of assessment: Welsh")
    assert page.link(RECORD) == f"/portfolios/{study.portfolio}/record"
    client.get(page.link(RECORD))


STATES = {
    EnrolmentStatus.PAUSED: ("Your enrolment has been paused since", "Mae eich ymrestriad wedi'i oedi ers"),
    EnrolmentStatus.COMPLETED: ("You completed this programme on", "Cwblhawyd y rhaglen hon gennych ar"),
    EnrolmentStatus.WITHDRAWN: (
        "This enrolment ended by withdrawal on",
        "Daeth yr ymrestriad hwn i ben drwy dynnu'n ôl",
    ),
    EnrolmentStatus.TRANSFERRED: (
        "This enrolment ended by transfer on",
        "Daeth yr ymrestriad hwn i ben drwy drosglwyddo",
    ),
}


@pytest.mark.parametrize("status", STATES)
def test_home_says_how_an_enrolment_stands(app: Flask, centre: Centre, study: Study, status: EnrolmentStatus) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        learning.change_status(work, portfolio_row(work, study), enrolment_row(work, study), status, "Family matters.")
    for language, said in zip(("en", "cy"), STATES[status], strict=True):
        page = reader(app, centre.ffion, language).get("/")
        page.says(said)
        assert "Family matters" not in page.text
        assert f"/units/{study.units[1]}" in page.links().values()
        assert not page.main.select("a.govuk-button:not(.govuk-button--secondary)")
    assert ("Add evidence" in reader(app, centre.ffion).get("/").links()) is (status is EnrolmentStatus.PAUSED)


def test_a_unit_is_known_by_its_urn(app: Flask, centre: Centre, study: Study) -> None:
    said = reader(app, centre.ffion).get("/").main.select(".ty-card h3 .govuk-caption-m")
    assert [words(one) for one in said] == ["ZZTST11", "ZZTST12"]


def test_home_repeats_the_menu_only_to_those_whom_nothing_else_waits_for(
    app: Flask, centre: Centre, study: Study
) -> None:
    for someone, repeats in ((centre.manager, False), (centre.quality_assurer, False), (centre.administrator, True)):
        assert ("Where to go" in reader(app, someone).get("/").text) is repeats


def finished(app: Flask, centre: Centre, study: Study) -> None:
    for unit in study.units:
        with acting(app, centre.ffion) as work:
            evidence = submit(work, study, unit)
        with acting(app, centre.trainee) as work:
            judge(work, study, evidence)
        sign_off(app, centre, study, unit)


def test_home_says_that_all_units_are_complete(app: Flask, centre: Centre, study: Study) -> None:
    finished(app, centre, study)
    page = reader(app, centre.ffion).get("/")
    page.says("All units complete: everything chosen for this programme is signed off.")
    assert "Add evidence" not in page.links()


def test_a_reopened_unit_says_so_first_and_why_until_it_is_signed_again(
    app: Flask, centre: Centre, study: Study
) -> None:
    finished(app, centre, study)
    reopen(app, centre, study, study.units[0])
    client, unit = reader(app, centre.ffion), f"/units/{study.units[0]}"
    for address in ("/", unit):
        notice = client.get(address).main.select_one(".govuk-inset-text")
        assert notice is not None
        assert words(notice).startswith("Reopened by Cerys Llwyd")
        assert "The diary is of another person." in words(notice)
    evidence = client.get(unit).link("Diary").split("/")[2]
    with acting(app, centre.trainee) as work:
        judge(work, study, evidence)
    sign_off(app, centre, study, study.units[0])
    for address in ("/", unit):
        assert not client.get(address).main.select(".govuk-inset-text")


CERTIFICATES = {
    90: ("Certificates of this version can be claimed until {}.", "Gellir hawlio tystysgrifau'r fersiwn hwn tan {}."),
    89: (
        "Certificates of this version can be claimed only until {}. Days left: 89",
        "Dim ond tan {} y gellir hawlio tystysgrifau'r fersiwn hwn. Diwrnodau ar ôl: 89",
    ),
    -1: (
        "Certificates of this version could be claimed until {}, and that day has passed.",
        "Roedd modd hawlio tystysgrifau'r fersiwn hwn tan {}, ac mae'r diwrnod hwnnw wedi mynd heibio.",
    ),
}


@pytest.mark.parametrize("days", CERTIFICATES)
def test_learners_are_told_until_when_certificates_can_be_claimed(
    app: Flask, centre: Centre, study: Study, days: int
) -> None:
    places = ("/", f"/enrolments/{study.enrolment}", f"/portfolios/{study.portfolio}")
    for place in places:
        assert "Certificates of this version" not in reader(app, centre.ffion).get(place).text
    last = certificated_for(app, days)
    for language, said in zip(("en", "cy"), CERTIFICATES[days], strict=True):
        client = reader(app, centre.ffion, language)
        for place in places:
            page = client.get(place)
            page.says(said.format(format_date(last, "d MMMM y", language)))
            assert len(page.main.select(".govuk-inset-text")) == (days != 90)
    with acting(app, centre.manager, Role.MANAGER) as work:
        portfolio, row = portfolio_row(work, study), enrolment_row(work, study)
        learning.change_status(work, portfolio, row, EnrolmentStatus.WITHDRAWN, "Moved away.")
    for place in places:
        assert "Certificates of this version" not in reader(app, centre.ffion).get(place).text
