"""An enrolment goes on in the next version of its qualification, once its units are carried over."""

from datetime import date

import pytest
from flask import Flask

from portfolio.learning import queries, services
from portfolio.learning.models import EnrolledUnit
from portfolio.people.services import NewRole
from standards.foundation import Refused, Role
from standards.qualifications import services as qualifications
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.queries import shown
from standards.qualifications.services import NewUnit
from tests.carrying.conftest import Versions, carry, qualification, undo, version_row
from tests.databases import queries_at_most
from tests.factories import Centre, add_person
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, enrol, enrolment_row, provider_row

LAST = date(2031, 8, 31)


def next_version(app: Flask, versions: Versions) -> str:
    """Publish the qualification again, with the standard's second version; gives its public id."""
    with acting(app) as work:
        first = qualification(work, versions)
        draft = qualifications.begin_next_version(work, first)
        (group,) = shown(work.session, draft).groups
        qualifications.remove_unit(work, draft, group.units[0].row)
        second = NewUnit(version_row(work, versions.second), "U/2", credits=4)
        qualifications.add_unit(work, draft, group.row, second)
        qualifications.set_last_certification(work, draft, LAST)
        return qualifications.publish(work, draft).public_id


def move(app: Flask, centre: Centre, public_id: str, *enrolments: str) -> int:
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = work.session.query(Qualification).where(Qualification.public_id == public_id).one()
        return services.move_enrolments(work, row, enrolments)


def on(app: Flask, study: Study) -> tuple[int, str | None]:
    """The version that an enrolment is on, and its unit's number there."""
    with acting(app) as work:
        enrolment = enrolment_row(work, study)
        version = work.session.get_one(Qualification, enrolment.qualification_id).version
        chosen = work.session.query(EnrolledUnit).where(EnrolledUnit.enrolment_id == enrolment.id).one()
        return version, work.session.get_one(Unit, chosen.unit_id).number


def test_an_enrolment_goes_on_in_the_next_version_and_back(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    second = next_version(app, versions)
    assert on(app, study) == (1, "U/1")
    carry(app, centre, versions.first, versions.second)
    assert move(app, centre, second, study.enrolment) == 1
    assert on(app, study) == (2, "U/2")
    assert checked(app) == []
    undo(app, centre, versions)
    with acting(app) as work:
        first = qualification(work, versions).public_id
    move(app, centre, first, study.enrolment)
    assert on(app, study) == (1, "U/1")
    assert checked(app) == []


@pytest.mark.parametrize(("language", "said"), [("en", "What is different since"), ("cy", "Beth sy'n wahanol ers")])
def test_what_is_different_stays_told_in_the_next_version(
    app: Flask, centre: Centre, study: Study, versions: Versions, language: str, said: str
) -> None:
    second = next_version(app, versions)
    carry(app, centre, versions.first, versions.second)
    client, page = reader(app, centre.ffion, language), f"/units/{study.units[0]}"
    client.get(page).says(said)
    move(app, centre, second, study.enrolment)
    client.get(page).says(said)


@pytest.mark.parametrize("named", ["", "0" * 32])
def test_what_is_not_there_is_not_moved(
    app: Flask, centre: Centre, study: Study, versions: Versions, named: str
) -> None:
    second = next_version(app, versions)
    carry(app, centre, versions.first, versions.second)
    wanted = [study.enrolment, named] if named else []
    with pytest.raises(Refused, match="move-not-there"):
        move(app, centre, second, *wanted)
    assert on(app, study) == (1, "U/1")


def test_a_unit_on_the_earlier_standard_keeps_the_enrolment_where_it_is(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    with pytest.raises(Refused, match="move-units-differ"):
        move(app, centre, next_version(app, versions), study.enrolment)
    assert on(app, study) == (1, "U/1")


def test_nobody_is_enrolled_twice_on_one_version(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    second = next_version(app, versions)
    carry(app, centre, versions.first, versions.second)
    with acting(app, centre.manager) as work:
        row = work.session.query(Qualification).where(Qualification.public_id == second).one()
        enrol(work, centre, centre.ffion, row)
    with pytest.raises(Refused, match="already-enrolled"):
        move(app, centre, second, study.enrolment)


def test_a_manager_moves_those_who_can_be(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    with acting(app, centre.manager) as work:
        other = enrol(work, centre, centre.owen, qualification(work, versions))
    next_version(app, versions)
    client = reader(app, centre.manager)
    manage = client.get(f"/enrolments/{study.enrolment}/manage")
    link = manage.link("Move to version 2 of the qualification")
    client.get(link).says("Nobody can be moved yet.")
    carry(app, centre, versions.first, versions.second)
    page = client.get(link)
    assert page.form("Move them to version 2").values.getlist("enrolments") == [study.enrolment]
    page = client.submit(client.get(link.partition("?")[0]), button="Move them to version 2")
    page.says("2 enrolments are moved.")
    page.says("Nobody here is enrolled on another version.")
    assert (on(app, study), on(app, other)) == ((2, "U/2"), (2, "U/2"))
    client.get(f"/enrolments/{study.enrolment}/manage").says("31 August 2031")
    client.get(f"/portfolios/{study.portfolio}/record").says("The enrolment was moved to version 2 of 610/3 Rooms.")


MOVE = {"en": "Move learners to version 2", "cy": "Symud dysgwyr i fersiwn 2"}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_moving_is_linked_from_the_qualification_and_from_carrying(
    app: Flask, centre: Centre, study: Study, versions: Versions, language: str
) -> None:
    second = next_version(app, versions)
    client, say = reader(app, centre.manager, language), MOVE[language]
    assert client.get(f"/qualifications/{second}").link(say) == f"/qualifications/{second}/move"
    assert say not in client.get(versions.address).text
    carry(app, centre, versions.first, versions.second)
    assert client.get(versions.address).link(say) == f"/qualifications/{second}/move"
    assert say not in reader(app, centre.ffion, language).get(f"/qualifications/{second}").text
    move(app, centre, second, study.enrolment)
    for page in (f"/qualifications/{second}", versions.address):
        assert say not in client.get(page).text


def test_whoever_ticks_nobody_is_told(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    second = next_version(app, versions)
    carry(app, centre, versions.first, versions.second)
    client = reader(app, centre.manager)
    page = client.get(f"/qualifications/{second}/move")
    page = client.submit(page, {"enrolments": []}, button="Move them to version 2", status=422)
    assert page.errors == ["Tick whom to move."]


def test_the_list_asks_as_often_for_thirty_as_for_three(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    second = next_version(app, versions)
    for number in range(3, 31):
        with acting(app, centre.manager) as work:
            learner = add_person(work, f"Dysgwr {number}", provider_row(work, centre), NewRole(Role.LEARNER))
            enrol(work, centre, learner, qualification(work, versions))
        if number in {4, 30}:
            with acting(app, centre.manager, Role.MANAGER) as work:
                row = work.session.query(Qualification).where(Qualification.public_id == second).one()
                with queries_at_most(5, "versions, enrolments, units, the version's units, who is on it already"):
                    assert len(queries.to_move(work.session, work.actor, row, "cy")) == number - 1
