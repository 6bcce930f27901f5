"""One's own account: name, language, password, sessions, the centre one works in."""

import pytest
from flask import Flask

from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork
from portfolio.people.queries import account, provider
from portfolio.people.services import NewRole, give_role
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.factories import PASSWORD, Centre, Someone

NEW = "seven quiet herons wading"
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(app: Flask, person: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.sign_in(person)
    return client


def cookie(client: PageClient) -> str:
    found = client.browser.get_cookie("session")
    assert found is not None
    return found.value


def test_name_and_language_are_saved_and_the_page_speaks_it_at_once(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.ffion)
    page = client.submit(client.get("/account"), {"name": "Ffion Rees-Llwyd", "language": "cy"}, button="Save")
    assert (page.language, page.notices) == ("cy", ["Mae eich manylion wedi'u cadw."])
    assert "Ffion Rees-Llwyd" in page.html


def test_an_empty_name_is_named(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.ffion)
    assert client.submit(client.get("/account"), {"name": " "}, button="Save", status=422).errors == [
        "Enter your name."
    ]


def test_the_language_chosen_on_a_page_is_kept_at_the_next_post(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.ffion, "cy")
    page = client.get("/account?lang=en")
    client.submit(page, button="Sign out")
    with app.app_context():
        assert account(db.session(), centre.ffion.account_id).language == "en"
        db.session.remove()


def change(client: PageClient, now: str, new: str, status: int = 200) -> Page:
    return client.submit(client.get("/account/password"), {"password": now, "new_password": new}, status=status)


def test_a_new_password_ends_the_other_sessions_and_is_the_one_that_counts(app: Flask, centre: Centre) -> None:
    client, other = signed_in(app, centre.ffion), signed_in(app, centre.ffion)
    assert change(client, PASSWORD, NEW).notices == ["Your new password is saved. Every other session was ended."]
    assert other.get("/account").heading == "Sign in"
    page = other.get("/sign-in")
    other.submit(page, {"email": centre.ffion.email, "password": PASSWORD}, status=422)
    assert other.submit(page, {"email": centre.ffion.email, "password": NEW}).heading != "Sign in"


def test_the_password_of_now_is_asked(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.ffion)
    page = change(client, "something else", NEW, status=422)
    assert page.errors == ["This is not your password now. Nothing was changed."]
    for _ in range(5):
        page = change(client, "something else", NEW, status=422)
    assert page.errors[0].startswith("There were too many attempts.")


@pytest.mark.parametrize(
    ("weak", "said"),
    [
        ("short", "Use at least 8 characters."),
        ("x" * 129, "Use at most 128 characters."),
        ("P4ssw0rd!!", "This password is easy to guess. Use three words that do not belong together."),
        ("ffion loves hens", "Leave your name, your email address and “Tystio” out of your password."),
        ("", "Enter a new password."),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(app: Flask, centre: Centre, weak: str, said: str) -> None:
    page = change(signed_in(app, centre.ffion), PASSWORD, weak, status=422)
    assert page.errors == [said]
    assert weak not in page.html or not weak


def test_ones_sessions_are_listed_and_one_is_ended(app: Flask, centre: Centre) -> None:
    client, other = signed_in(app, centre.ffion), PageClient(app)
    other.browser.environ_base["HTTP_USER_AGENT"] = AGENT
    other.sign_in(centre.ffion)
    rows = client.get("/account").table("Where you are signed in")[1:]
    assert sorted(row[0] for row in rows) == ["Firefox, Linux", "Unknown device"]
    page = client.get(client.get("/account").link("End this session"))
    assert client.submit(page).notices == ["The session is ended."]
    assert other.get("/account").heading == "Sign in"


def test_the_session_of_another_cannot_be_named(app: Flask, centre: Centre) -> None:
    ffion, owen = signed_in(app, centre.ffion), signed_in(app, centre.owen)
    signed_in(app, centre.ffion)
    address = ffion.get("/account").link("End this session")
    owen.get(address, status=404)


def at_both(app: Flask, centre: Centre) -> None:
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        there = provider(work.session, centre.other_provider_id)
        give_role(work, there, account(work.session, centre.manager.account_id), NewRole(Role.LEARNER))
        db.session.commit()
        db.session.remove()


def test_who_works_in_two_centres_changes_between_them_under_a_new_token(app: Flask, centre: Centre) -> None:
    at_both(app, centre)
    client = signed_in(app, centre.manager)
    client.get("/people")
    before = cookie(client)
    page = client.get(client.get("/account").link("Change centre"))
    page = client.submit(page, {"provider": radio(page, "Teifi Centre")})
    assert page.notices == ["Centre chosen: Teifi Centre"]
    client.get("/people", status=403)
    thief = PageClient(app)
    thief.browser.set_cookie("session", before)
    assert thief.get("/account").heading == "Sign in"


def radio(page: Page, said: str) -> str:
    label = next(each for each in page.soup.find_all("label") if each.get_text(strip=True) == said)
    box = page.soup.find(id=str(label["for"]))
    assert box is not None
    return str(box["value"])


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("path", ["/account", "/account/password", "/provider", "/sign-out"])
def test_every_page_is_whole_in_both_languages(app: Flask, centre: Centre, language: str, path: str) -> None:
    at_both(app, centre)
    assert signed_in(app, centre.manager, language).get(path).language == language


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_page_for_ending_a_session_is_whole_in_both_languages(app: Flask, centre: Centre, language: str) -> None:
    signed_in(app, centre.ffion)
    client = signed_in(app, centre.ffion, language)
    link = client.get("/account").soup.select_one("tbody a")
    assert link is not None
    assert client.get(str(link["href"])).language == language
