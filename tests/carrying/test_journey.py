"""A manager carries over and takes back on one page; learner and assessor read where a decision came from."""

import pytest
from flask import Flask

from portfolio.people.services import NewRole
from standards.comparing import Change
from standards.foundation import Role
from tests.carrying.conftest import Versions, carry, qualification, settled, stands
from tests.client import PageClient
from tests.databases import queries_at_most, statements
from tests.factories import Centre, add_person
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, enrol, judge, provider_row, sign_off, submit

SAID = {
    "en": {
        "on": "Carry over (Ffion Rees)",
        "back": "Take back (Ffion Rees)",
        "carried": "Carried from edition 31 January 2026",
        "done": "Units carried over: 1.",
        "undone": "The unit is taken back: it stands as it did before.",
        "open": "Criteria without evidence: P4",
        "waiting": "Criteria that wait for the assessor's decision: P2, P3",
        "told": "Criteria as before: 2. Claimed again: 2. No longer asked: 1. New: 1.",
    },
    "cy": {
        "on": "Trosglwyddo (Ffion Rees)",
        "back": "Dadwneud (Ffion Rees)",
        "carried": "Trosglwyddwyd o argraffiad 31 Ionawr 2026",
        "done": "Unedau a drosglwyddwyd: 1.",
        "undone": "Mae'r trosglwyddo wedi'i ddadwneud: mae'r uned yn sefyll fel yr oedd o'r blaen.",
        "open": "P4",
        "waiting": "P2, P3",
        "told": "Meini prawf fel o'r blaen: 2. Hawliwyd eto: 2. Ni ofynnir amdanynt mwyach: 1. Newydd: 1.",
    },
}


@pytest.fixture(name="diary")
def diary_fixture(app: Flask, centre: Centre, study: Study) -> str:
    """Everything of the first version is met."""
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, study.units[0], "Diary")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    return diary


@pytest.mark.parametrize("language", ["cy", "en"])
def test_over_and_back_on_one_page(
    app: Flask, centre: Centre, study: Study, versions: Versions, diary: str, language: str
) -> None:
    said, client = SAID[language], reader(app, centre.manager, language)
    before = stands(app, study.units[0])
    page = client.submit(client.get(versions.address), button=said["on"])
    page.says(said["done"])
    unit = reader(app, study.learner, language).get(f"/units/{study.units[0]}")
    unit.says(said["carried"], said["open"], said["waiting"])
    assert unit.text.count(said["carried"]) == 4
    reader(app, centre.trainee, language).get(f"/evidence/{diary}/judge").says(said["carried"])
    reader(app, study.learner, language).get(f"/evidence/{diary}")
    reader(app, study.learner, language).get(f"/evidence/{diary}/feedback")
    client.submit(client.get(versions.address), button=said["back"]).says(said["undone"])
    assert stands(app, study.units[0]) == before
    assert checked(app) == []
    client.get(f"/portfolios/{study.portfolio}/record").says(said["told"])


def test_everybody_by_the_form_of_the_page(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    client = reader(app, centre.manager)
    client.submit(client.get(versions.address), button="Carry over").says("Units carried over: 1.")
    assert stands(app, study.units[0]).edition == "2026-06-30"


def test_what_cannot_be_is_said(app: Flask, centre: Centre, study: Study, versions: Versions, diary: str) -> None:
    sign_off(app, centre, study, study.units[0])
    client = reader(app, centre.manager)
    page = client.get(versions.address)
    page.says("Signed off on the earlier version: it stays there unless it is reopened")
    page = client.submit(page, button="Carry over", status=409)
    page.says("There is nobody left on the earlier version whose unit can be carried over.")
    assert page.errors


def test_a_page_that_shows_what_no_longer_stands_carries_nothing(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    client = reader(app, centre.manager)
    page = client.get(versions.address)
    settled(app, centre, versions.first, versions.second, P4_P3=Change.WORDING)
    client.submit(page, button="Carry over", status=409).says("was settled differently while you were looking")
    assert stands(app, study.units[0]).edition == "2026-01-31"


def test_after_a_decision_it_is_said_that_there_is_no_way_back(
    app: Flask, centre: Centre, study: Study, versions: Versions, diary: str
) -> None:
    client = reader(app, centre.manager)
    carry(app, centre, versions.first, versions.second)
    before = client.get(versions.address)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    client.submit(before, button="Take back (Ffion Rees)", status=409).says("so it can no longer be taken back")
    client.get(versions.address).says("No longer: something was decided, claimed, withdrawn or declared since")


def test_the_units_page_asks_four_things_more_once_it_is_carried(
    app: Flask, centre: Centre, study: Study, versions: Versions, diary: str
) -> None:
    """The carrying, the texts of both versions, and what has nowhere to go: submitted, and never sent."""
    client = reader(app, study.learner)
    before = statements_of(client, f"/units/{study.units[0]}")
    carry(app, centre, versions.first, versions.second)
    assert statements_of(client, f"/units/{study.units[0]}") == before + 4


@pytest.mark.parametrize("number", [3, 30])
def test_carrying_many_asks_as_often_as_carrying_few(
    app: Flask, centre: Centre, versions: Versions, number: int
) -> None:
    """But for each unit's own entry and its own counts, which are written one by one."""
    with acting(app, centre.manager) as work:
        for each in range(number):
            learner = add_person(work, f"Dysgwr {each}", provider_row(work, centre), NewRole(Role.LEARNER))
            study = enrol(work, centre, learner, qualification(work, versions))
            submit(work, study, study.units[0], f"Diary {each}")
    client = reader(app, centre.manager)
    page = client.get(versions.address)
    with queries_at_most(60 + 10 * number, "the lock, an entry and its book, counts of the unit and its evidence"):
        client.submit(page, button="Carry over", status=302, follow=False)


def statements_of(client: PageClient, address: str) -> int:
    """How many statements a page asks once everything that is kept is kept."""
    client.get(address)
    with statements() as seen:
        client.get(address)
    return len(seen)
