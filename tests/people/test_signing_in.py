"""Signing in and out through the pages."""

import pytest
from flask import Flask

from tests.client import PageClient
from tests.factories import Centre


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_page_is_in_the_readers_language(app: Flask, language: str) -> None:
    page = PageClient(app, language).get("/sign-in")
    assert page.heading == {"cy": "Mewngofnodi", "en": "Sign in"}[language]


def test_signing_in_leads_to_where_one_was_going(visitor: PageClient, centre: Centre) -> None:
    page = visitor.get("/account")
    assert page.heading == "Sign in"
    page = visitor.submit(page, {"Email address": centre.ffion.email.upper(), "Password": centre.ffion.password})
    assert page.heading == "My account"
    assert centre.ffion.name in page.html


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(
    app: Flask, visitor: PageClient, centre: Centre
) -> None:
    visitor.sign_in(centre.ffion)
    copied = visitor.browser.get_cookie("session")
    assert copied is not None
    page = visitor.submit(visitor.get("/account"), button="Sign out")
    assert page.heading == "Sign in"
    thief = PageClient(app)
    thief.browser.set_cookie("session", copied.value)
    assert thief.get("/account").heading == "Sign in"


def test_a_link_to_sign_out_asks_first(visitor: PageClient, centre: Centre) -> None:
    visitor.sign_in(centre.ffion)
    page = visitor.get("/sign-out")
    assert page.heading == "Do you want to sign out?"
    assert visitor.get("/account").heading == "My account"


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(visitor: PageClient, centre: Centre) -> None:
    said = []
    for email in (centre.ffion.email, "nobody@example.org"):
        page = visitor.submit(visitor.get("/sign-in"), {"email": email, "password": "wrong words"}, status=422)
        said.append(page.main.get_text().replace(email, "X"))
        assert page.errors
    assert said[0] == said[1]


def test_empty_fields_are_named(visitor: PageClient, app: Flask) -> None:
    page = visitor.submit(visitor.get("/sign-in"), status=422)
    assert page.errors == ["Enter your email address.", "Enter your password."]


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"],
)
def test_next_never_leads_away(visitor: PageClient, centre: Centre, elsewhere: str) -> None:
    page = visitor.get("/sign-in")
    values = {"email": centre.ffion.email, "password": centre.ffion.password, "next": elsewhere}
    page = visitor.submit(page, values, follow=False, status=302)
    assert page.response.headers["Location"] in {"/", "/account"}


def test_signing_in_sent_twice_leads_on(visitor: PageClient, centre: Centre) -> None:
    page = visitor.get("/sign-in")
    given = {"email": centre.ffion.email, "password": centre.ffion.password}
    visitor.submit(page, given)
    again = visitor.submit(page, given)
    assert again.path == "/"
    assert visitor.get("/account").heading == "My account"


def test_a_form_without_its_token_stays_refused(visitor: PageClient, centre: Centre) -> None:
    given = {"email": centre.ffion.email, "password": centre.ffion.password}
    visitor.post("/sign-in", given, status=400)
    visitor.sign_in(centre.ffion)
    visitor.post("/sign-out", status=400)
