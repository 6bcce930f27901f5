"""What was sent after a session had run out: kept for its sender, shown filled, never submitted by itself."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portfolio import server
from portfolio.core.database import db
from portfolio.core.work import clock
from portfolio.people.models import Account, HeldForm
from tests.client import Page, PageClient
from tests.factories import Centre, Someone

KEPT = "Your session had ended. What you wrote is kept for an hour: sign in, check it and send it."
BACK = "What you wrote before your session ended is here again. Check it, then send it."


def held(app: Flask) -> int:
    with app.app_context():
        number = db.session.scalar(select(func.count()).select_from(HeldForm))
        db.session.remove()
    return number or 0


def name_of(app: Flask, person: Someone) -> str:
    with app.app_context():
        name = db.session.get_one(Account, person.account_id).name
        db.session.remove()
    return name


def send_too_late(client: PageClient, person: Someone, hours: float = 3) -> Page:
    """Sign in, open the account page, go away, come back and save."""
    client.sign_in(person)
    page = client.get("/account")
    with time_machine.travel(clock() + timedelta(hours=hours)):
        return client.submit(page, {"name": "Ffion Newydd", "language": "en"}, button="Save")


def sign_in_again(client: PageClient, page: Page, person: Someone, hours: float = 3) -> Page:
    with time_machine.travel(clock() + timedelta(hours=hours)):
        return client.submit(page, {"email": person.email, "password": person.password})


def test_it_is_shown_filled_to_its_sender_and_saved_only_when_sent(
    app: Flask, visitor: PageClient, centre: Centre
) -> None:
    page = send_too_late(visitor, centre.ffion)
    assert (page.heading, page.notices) == ("Sign in", [KEPT])
    page = sign_in_again(visitor, page, centre.ffion)
    assert (page.heading, page.notices) == ("My account", [BACK])
    assert page.form("Save").values["name"] == "Ffion Newydd"
    assert name_of(app, centre.ffion) == "Ffion Rees"
    with time_machine.travel(clock() + timedelta(hours=3)):
        page = visitor.submit(page, button="Save")
    assert name_of(app, centre.ffion) == "Ffion Newydd"
    assert page.notices == ["Your details are saved."]
    assert held(app) == 0


def test_what_a_form_and_its_own_saving_are_told_alike_is_said_once(visitor: PageClient, centre: Centre) -> None:
    visitor.sign_in(centre.ffion)
    page = visitor.get("/account")
    with time_machine.travel(clock() + timedelta(hours=3)):
        for _sent in range(2):
            visitor.submit(page, {"name": "Ffion Newydd", "language": "en"}, button="Save", status=302, follow=False)
        assert visitor.get("/sign-in").notices == [KEPT]


def test_who_signs_in_without_being_led_there_finds_it_first(app: Flask, visitor: PageClient, centre: Centre) -> None:
    send_too_late(visitor, centre.ffion)
    elsewhere = PageClient(app)
    page = sign_in_again(elsewhere, elsewhere.get("/sign-in"), centre.ffion)
    assert (page.heading, page.notices) == ("My account", [BACK])
    assert page.form("Save").values["name"] == "Ffion Newydd"


def test_nobody_else_sees_it(app: Flask, visitor: PageClient, centre: Centre) -> None:
    page = send_too_late(visitor, centre.ffion)
    page = sign_in_again(visitor, page, centre.owen)
    assert page.heading == "Home"
    with time_machine.travel(clock() + timedelta(hours=3)):
        page = visitor.get("/account")
    assert page.form("Save").values["name"] == "Owen Price"
    assert page.notices == []


def test_after_an_hour_it_is_gone(app: Flask, visitor: PageClient, centre: Centre) -> None:
    page = send_too_late(visitor, centre.ffion)
    page = sign_in_again(visitor, page, centre.ffion, hours=4.1)
    assert page.form("Save").values["name"] == "Ffion Rees"
    assert held(app) == 1
    with time_machine.travel(clock() + timedelta(hours=5)):
        server.sweep(app)
    assert held(app) == 0


def test_passwords_are_not_kept(app: Flask, visitor: PageClient, centre: Centre) -> None:
    visitor.sign_in(centre.ffion)
    page = visitor.get("/account/password")
    with time_machine.travel(clock() + timedelta(hours=3)):
        visitor.submit(page, {"password": centre.ffion.password, "new_password": "seven quiet herons"})
    with app.app_context():
        assert [each.fields for each in db.session.scalars(select(HeldForm))] == [[]]
        db.session.remove()


ENDED = "Your session has ended. Sign in to go on."
WRITTEN = {"name": "Ffion Newydd", "language": "en"}


def test_without_a_cookie_the_form_says_whose_it_is(app: Flask, visitor: PageClient, centre: Centre) -> None:
    visitor.sign_in(centre.ffion)
    page = visitor.get("/account")
    visitor.browser.delete_cookie("session")
    page = visitor.submit(page, WRITTEN, button="Save")
    assert (page.heading, page.notices) == ("Sign in", [KEPT])
    page = visitor.submit(page, {"email": centre.ffion.email, "password": centre.ffion.password})
    assert (page.heading, page.notices) == ("My account", [BACK])
    assert page.form("Save").values["name"] == "Ffion Newydd"
    assert name_of(app, centre.ffion) == "Ffion Rees"


def test_who_signed_out_in_another_window_finds_it_again(app: Flask, visitor: PageClient, centre: Centre) -> None:
    visitor.sign_in(centre.ffion)
    page = visitor.get("/account")
    visitor.submit(page, button="Sign out")
    assert visitor.submit(page, WRITTEN, button="Save").notices == [KEPT]
    visitor.sign_in(centre.owen)
    assert visitor.get("/account").form("Save").values["name"] == "Owen Price"
    visitor.submit(visitor.get("/account"), button="Sign out")
    visitor.sign_in(centre.ffion)
    page = visitor.get("/account")
    assert page.form("Save").values["name"] == "Ffion Newydd"
    visitor.submit(page, button="Save")
    assert name_of(app, centre.ffion) == "Ffion Newydd"
    assert held(app) == 0


def test_who_signed_in_again_meanwhile_is_shown_it_at_once(app: Flask, visitor: PageClient, centre: Centre) -> None:
    visitor.sign_in(centre.ffion)
    page = visitor.get("/account")
    visitor.submit(page, button="Sign out")
    visitor.sign_in(centre.ffion)
    page = visitor.submit(page, WRITTEN, button="Save")
    assert (page.heading, page.notices) == ("My account", [BACK])
    assert page.form("Save").values["name"] == "Ffion Newydd"
    assert name_of(app, centre.ffion) == "Ffion Rees"


@pytest.mark.parametrize("hours", [0, 25])
def test_a_form_that_proves_nothing_is_not_kept(app: Flask, visitor: PageClient, centre: Centre, hours: int) -> None:
    """Forged: sent by another site with the cookie of whoever is signed in, or made for somebody a day ago."""
    visitor.sign_in(centre.ffion)
    made_for = visitor.get("/account").form("Save").values["made_for"]
    marks = {"made_for": made_for} if hours else {"made_for": made_for[:-1] + "é"}
    with time_machine.travel(clock() + timedelta(hours=hours)):
        answer = visitor.browser.post("/account", data={**WRITTEN, **marks})
    assert answer.status_code == 400
    assert held(app) == 0


def test_a_page_says_why_it_asks_to_sign_in(visitor: PageClient, centre: Centre) -> None:
    assert visitor.get("/account").notices == []
    visitor.sign_in(centre.ffion)
    with time_machine.travel(clock() + timedelta(hours=3)):
        assert visitor.get("/account").notices == [ENDED]


def test_who_signs_in_after_somebody_else_begins_at_home(visitor: PageClient, centre: Centre) -> None:
    visitor.sign_in(centre.manager)
    with time_machine.travel(clock() + timedelta(hours=3)):
        page = visitor.get("/people")
        assert page.heading == "Sign in"
        page = visitor.submit(page, {"email": centre.ffion.email, "password": centre.ffion.password})
    assert page.heading == "Home"


@pytest.mark.parametrize(("minutes", "heading"), [(110, "My account"), (130, "Sign in")])
def test_a_learners_session_outlasts_two_hours(visitor: PageClient, centre: Centre, minutes: int, heading: str) -> None:
    visitor.sign_in(centre.ffion)
    with time_machine.travel(clock() + timedelta(minutes=minutes)):
        assert visitor.get("/account").heading == heading


@pytest.mark.parametrize(("minutes", "heading"), [(25, "My account"), (35, "Sign in")])
def test_the_session_of_staff_ends_sooner(visitor: PageClient, centre: Centre, minutes: int, heading: str) -> None:
    visitor.sign_in(centre.manager)
    with time_machine.travel(clock() + timedelta(minutes=minutes)):
        assert visitor.get("/account").heading == heading


def test_use_keeps_a_session_alive_for_a_day_at_most(visitor: PageClient, centre: Centre) -> None:
    visitor.sign_in(centre.manager)
    begun = clock()
    for step in range(1, 58):
        with time_machine.travel(begun + timedelta(minutes=25 * step)):
            assert visitor.get("/account").heading == "My account"
    with time_machine.travel(begun + timedelta(hours=24, minutes=1)):
        assert visitor.get("/account").heading == "Sign in"
