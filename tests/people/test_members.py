"""A provider's people: listed in the reader's alphabet, added, ended, qualified."""

from datetime import timedelta

import pytest
from flask import Flask

from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork, clock
from portfolio.people.queries import provider_by_public_id
from portfolio.people.services import NewRole
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.factories import Centre, add_person


def table(page: Page) -> list[list[str]]:
    caption = page.soup.select_one("main table caption")
    assert caption is not None
    return page.table(" ".join(caption.get_text().split()))[1:]


def names(page: Page) -> list[str]:
    return [row[0] for row in table(page)]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_people_are_listed_in_the_readers_alphabet(app: Flask, centre: Centre, language: str) -> None:
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        provider = provider_by_public_id(work.session, centre.provider)
        for name in ("Lowri Cadwal", "Llinos Cadwal", "Lyn Cadwal", "Chris Cadwal", "Cynan Cadwal"):
            add_person(work, name, provider, NewRole(Role.LEARNER))
        db.session.commit()
        db.session.remove()
    client = PageClient(app, language)
    client.sign_in(centre.manager)
    found = [name.split()[0] for name in names(client.get("/people?words=cadwal"))]
    assert (
        found
        == {
            "cy": ["Cynan", "Chris", "Lowri", "Lyn", "Llinos"],
            "en": ["Chris", "Cynan", "Llinos", "Lowri", "Lyn"],
        }[language]
    )


def test_only_those_who_lead_see_the_list(app: Flask, centre: Centre) -> None:
    for person in (centre.ffion, centre.trainee, centre.assessor, centre.quality_assurer, centre.stranger):
        client = PageClient(app)
        client.sign_in(person)
        client.get("/people", status=403)
        client.get("/people/add", status=403)


def test_a_centre_sees_its_own_people_only(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.other_manager)
    assert names(client.get("/people")) == ["Huw Jones huw.jones@example.org"]


def test_the_list_is_narrowed_by_role_and_by_words_without_accents(manager: PageClient) -> None:
    assert len(table(manager.get("/people?role=learner"))) == 2
    page = manager.submit(manager.get("/people"), {"words": "CÊRYS", "role": "quality_assurer"}, button="Apply filters")
    assert table(page) == [
        [
            "Cerys Llwyd cerys.llwyd@example.org",
            "Internal quality assurer",
            "Welsh",
            table(page)[0][3],
            "–",
            table(page)[0][5],
        ]
    ]
    manager.get("/people?words=nobody+here").says("Nobody found")
    manager.get("/people?page=7&role=nonsense&show=ended")


def test_many_people_are_shown_in_pages(app: Flask, centre: Centre, manager: PageClient) -> None:
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        provider = provider_by_public_id(work.session, centre.provider)
        for number in range(60):
            add_person(work, f"Person Number{number:02}", provider, NewRole(Role.LEARNER))
        db.session.commit()
        db.session.remove()
    first = manager.get("/people?words=person")
    assert len(table(first)) == 50
    second = manager.get(first.link("Next page"))
    assert len(table(second)) == 10


def add(manager: PageClient, status: int = 200, **values: str) -> Page:
    sent = {"email": "nia.wyn@example.org", "name": "Nia Wyn", "role": "assessor", **values}
    return manager.submit(manager.get("/people/add"), sent, status=status)


def test_somebody_new_is_added_as_a_trainee(manager: PageClient) -> None:
    page = add(manager, qualified="no", assesses_in="cy")
    assert page.notices == ["Added: Nia Wyn"]
    row = next(row for row in table(page) if row[0].startswith("Nia Wyn"))
    assert row[1:3] == ["Assessor Trainee", "Welsh"]


def test_somebody_known_keeps_account_and_name(manager: PageClient, centre: Centre) -> None:
    page = add(manager, email=centre.other_manager.email.upper(), name="Another Name")
    assert "Huw Jones" in page.notices[0]


def test_a_role_is_not_given_twice(manager: PageClient, centre: Centre) -> None:
    page = add(manager, status=409, email=centre.assessor.email)
    assert page.errors == ["Alys Morgan already has this role here."]
    assert page.form().values["name"] == "Nia Wyn"


def test_only_an_administrator_makes_administrators(app: Flask, manager: PageClient, centre: Centre) -> None:
    page = manager.get("/people/add")
    assert "Administrator" not in page.text
    assert add(manager, status=422, role="administrator").errors == ["Choose one of the answers shown for “Role”."]
    chief = PageClient(app)
    chief.sign_in(centre.administrator)
    assert "Added" in add(chief, role="administrator").notices[0]
    owner = next(row for row in chief.get("/people?role=administrator").soup.select("tbody tr") if "Gwyn" in row.text)
    link = owner.select_one("a[href$=end]")
    assert link is not None
    ended = manager.submit(manager.get(str(link["href"])), status=409)
    assert ended.errors == ["Only an administrator can make somebody an administrator, or end that role."]


def test_wrong_fields_are_named_and_what_was_typed_is_kept(manager: PageClient) -> None:
    page = manager.submit(manager.get("/people/add"), {"email": "not an address", "name": ""}, status=422)
    assert page.errors == ["Enter an email address like name@example.com.", "Enter a name.", "Choose a role."]
    assert page.form().values["email"] == "not an address"


def end_page(manager: PageClient, name: str) -> Page:
    row = next(row for row in manager.get("/people").soup.select("tbody tr") if name in row.text)
    link = row.select_one("a[href$=end]")
    assert link is not None
    return manager.get(str(link["href"]))


def test_a_role_ends_and_the_person_signs_in_anew_without_it(app: Flask, manager: PageClient, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.quality_assurer)
    yesterday = clock().date() - timedelta(days=1)
    day = [str(yesterday.day), str(yesterday.month), str(yesterday.year)]
    manager.submit(end_page(manager, "Cerys Llwyd"), {"ends": day})
    assert client.get("/account").heading == "Sign in"
    client.sign_in(centre.quality_assurer)
    assert "Internal quality assurer" not in client.get("/account").text
    assert names(manager.get("/people?show=ended")) == ["Cerys Llwyd cerys.llwyd@example.org"]


def test_a_day_that_is_none_is_named(manager: PageClient) -> None:
    page = manager.submit(end_page(manager, "Cerys Llwyd"), {"ends": ["31", "2", "2026"]}, status=422)
    assert page.errors == ["Enter a real date for “Last day”, with day, month and year in figures."]
    page = manager.submit(end_page(manager, "Cerys Llwyd"), {"ends": ["", "", ""]}, status=422)
    assert page.errors == ["Enter the last day."]
    page = manager.submit(end_page(manager, "Cerys Llwyd"), {"ends": ["1", "2", "2001"]}, status=409)
    assert page.errors == ["The last day is before the day on which the role began."]


def test_a_centre_is_never_left_without_somebody_who_leads(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.other_manager)
    page = client.submit(end_page(client, "Huw Jones"), status=409)
    assert page.errors == ["Nobody else leads this centre. Make somebody else a manager or an administrator first."]


def test_a_trainee_qualifies_once(manager: PageClient) -> None:
    row = next(row for row in manager.get("/people").soup.select("tbody tr") if "Tomos Bevan" in row.text)
    link = row.select_one("a[href$=qualify]")
    assert link is not None
    page = manager.get(str(link["href"]))
    assert manager.submit(page).heading == "People"
    assert manager.submit(page, status=409).errors == ["This person is not a trainee assessor."]


def test_another_centres_membership_does_not_exist(app: Flask, manager: PageClient, centre: Centre) -> None:
    stranger = PageClient(app)
    stranger.sign_in(centre.other_manager)
    address = end_page(manager, "Cerys Llwyd").path
    stranger.get(address, status=404)


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("path", ["/people", "/people/add", "/people?show=ended", "/people?page=3"])
def test_every_page_is_whole_in_both_languages(app: Flask, centre: Centre, language: str, path: str) -> None:
    client = PageClient(app, language)
    client.sign_in(centre.manager)
    assert client.get(path).language == language


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_pages_of_a_membership_are_whole_in_both_languages(app: Flask, centre: Centre, language: str) -> None:
    client = PageClient(app, language)
    client.sign_in(centre.manager)
    for link in client.get("/people").soup.select("tbody a"):
        assert client.get(str(link["href"])).language == language
