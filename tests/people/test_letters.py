"""Links to choose a password: sent by real mail, once, to those who have an account, and telling nobody else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
import time_machine
from flask import Flask

from portfolio import server
from portfolio.config import Settings
from portfolio.core.work import clock
from tests.client import Page, PageClient
from tests.factories import PASSWORD, Centre
from tests.inbox import Inbox, receiving

NEW = "seven quiet herons wading"
SENT = "If an account has this email address, an email with a link is on its way. The link works for an hour."


@pytest.fixture(name="inbox")
def inbox_fixture(app: Flask) -> Iterator[Inbox]:
    before: Settings = app.extensions["settings"]
    with receiving() as (inbox, port):
        app.extensions["settings"] = replace(before, smtp_url=f"smtp://127.0.0.1:{port}")
        yield inbox
    app.extensions["settings"] = before


def ask(client: PageClient, email: str) -> Page:
    return client.submit(client.get("/forgotten-password"), {"Email address": email})


def bare(page: Page) -> str:
    """The page without its token."""
    return page.html.replace(page.form().values["csrf_token"], "")


def link(message: EmailMessage) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/reset-password/\S+)", message.get_content())
    assert found
    return found[1]


def test_a_link_lets_its_owner_choose_a_password_once(
    app: Flask, visitor: PageClient, centre: Centre, inbox: Inbox
) -> None:
    elsewhere = PageClient(app)
    elsewhere.sign_in(centre.ffion)
    assert ask(visitor, centre.ffion.email).notices == [SENT]
    server.do_jobs(app)
    (message,) = inbox.messages
    assert message["To"] == centre.ffion.email
    page = visitor.get(link(message))
    assert centre.ffion.email in page.text
    page = visitor.submit(page, {"New password": NEW})
    assert page.notices == ["Your new password is saved. Sign in with it."]
    assert elsewhere.get("/account").heading == "Sign in"
    visitor.get(link(message), status=410)
    page = visitor.get("/sign-in")
    visitor.submit(page, {"email": centre.ffion.email, "password": PASSWORD}, status=422)
    assert visitor.submit(page, {"email": centre.ffion.email, "password": NEW}).heading != "Sign in"


def test_known_and_unknown_addresses_are_answered_alike(
    app: Flask, visitor: PageClient, centre: Centre, inbox: Inbox
) -> None:
    known, unknown = ask(visitor, centre.ffion.email), ask(visitor, "nobody@example.org")
    assert bare(known) == bare(unknown)
    server.do_jobs(app)
    assert [message["To"] for message in inbox.messages] == [centre.ffion.email]


def test_asking_again_and_again_sends_one_letter(app: Flask, visitor: PageClient, centre: Centre, inbox: Inbox) -> None:
    with time_machine.travel("2026-11-22 10:01:00+00:00", tick=False):
        for _ in range(4):
            ask(visitor, centre.ffion.email)
        server.do_jobs(app)
    assert len(inbox.messages) == 1


def test_a_link_is_over_after_an_hour(app: Flask, visitor: PageClient, centre: Centre, inbox: Inbox) -> None:
    ask(visitor, centre.ffion.email)
    server.do_jobs(app)
    page = visitor.get(link(inbox.messages[0]))
    with time_machine.travel(clock() + timedelta(minutes=61)):
        visitor.submit(page, {"New password": NEW}, status=410)
        assert visitor.get(link(inbox.messages[0]), status=410).heading == "This link no longer works"


def test_of_two_links_the_second_falls_with_the_first(
    app: Flask, visitor: PageClient, centre: Centre, inbox: Inbox
) -> None:
    ask(visitor, centre.ffion.email)
    server.do_jobs(app)
    with time_machine.travel(clock() + timedelta(minutes=6)):
        ask(visitor, centre.ffion.email)
        server.do_jobs(app)
    first, second = (link(message) for message in inbox.messages)
    visitor.submit(visitor.get(first), {"New password": NEW})
    visitor.get(second, status=410)


def test_a_host_that_a_request_invents_is_in_no_letter(app: Flask, centre: Centre, inbox: Inbox) -> None:
    client = PageClient(app)
    page = client.get("/forgotten-password")
    token = page.form().values["csrf_token"]
    sent = {"email": centre.ffion.email, "csrf_token": token}
    for host in ({"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}):
        client.browser.post("/forgotten-password", data=sent, headers=host)
    server.do_jobs(app)
    assert inbox.messages
    assert all("evil.example" not in message.as_string() for message in inbox.messages)
    assert client.browser.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("language", "subjects"),
    [
        ("cy", "Dewis cyfrinair newydd ar gyfer Tystio"),
        ("en", "Choose a new password for Tystio"),
        (None, "Dewis cyfrinair newydd ar gyfer Tystio / Choose a new password for Tystio"),
    ],
)
def test_letters_are_in_the_recorded_language_or_in_both(
    app: Flask, visitor: PageClient, centre: Centre, inbox: Inbox, language: str | None, subjects: str
) -> None:
    if language is not None:
        client = PageClient(app, language)
        client.sign_in(centre.ffion)
        client.submit(client.get("/account"), {"language": language}, button={"cy": "Cadw", "en": "Save"}[language])
    ask(visitor, centre.ffion.email)
    server.do_jobs(app)
    (message,) = inbox.messages
    assert message["Subject"].strip() == subjects
    body = message.get_content()
    assert ("Helo Ffion Rees," in body, "Hello Ffion Rees," in body) == (language != "en", language != "cy")


def test_somebody_new_gets_an_invitation(app: Flask, manager: PageClient, visitor: PageClient, inbox: Inbox) -> None:
    values = {"email": "nia@example.org", "name": "Nia Wyn", "role": "learner", "language": "en"}
    manager.submit(manager.get("/people/add"), values)
    server.do_jobs(app)
    (message,) = inbox.messages
    assert message["Subject"] == "Your Tystio account at Severn Centre"
    page = visitor.submit(visitor.get(link(message)), {"New password": NEW})
    page = visitor.submit(page, {"email": "nia@example.org", "password": NEW})
    assert page.heading != "Sign in"


def test_a_mail_server_that_is_down_is_tried_again(
    app: Flask, visitor: PageClient, centre: Centre, inbox: Inbox
) -> None:
    up: Settings = app.extensions["settings"]
    app.extensions["settings"] = replace(up, smtp_url="smtp://127.0.0.1:1")
    ask(visitor, centre.ffion.email)
    assert server.do_jobs(app) == 0
    app.extensions["settings"] = up
    assert server.do_jobs(app) == 0, "not before a while"
    with time_machine.travel(clock() + timedelta(minutes=1)):
        assert server.do_jobs(app) == 1
    assert len(inbox.messages) == 1


def test_without_a_mail_server_letters_are_files(app: Flask, visitor: PageClient, centre: Centre) -> None:
    ask(visitor, centre.ffion.email)
    server.do_jobs(app)
    (file,) = (app.extensions["settings"].instance / "mail").iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o077 == 0
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(file.read_bytes())
    visitor.get(link(message))
    shown = file.read_text(encoding="utf-8")
    assert shown.endswith(message.get_content())
    assert link(message) in shown
    assert "Tystio / Choose a new password for Tystio" in shown


@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_page_is_whole_in_both_languages(app: Flask, centre: Centre, inbox: Inbox, language: str) -> None:
    client = PageClient(app, language)
    client.submit(client.get("/forgotten-password"), {"email": "not an address"}, status=422)
    ask_page = client.get("/forgotten-password")
    assert client.submit(ask_page, {"email": centre.ffion.email}).language == language
    server.do_jobs(app)
    page = client.get(link(inbox.messages[0]))
    for weak in ("short", "12345678", "tystio rules", "a" * 200, ""):
        client.submit(page, {"new_password": weak}, status=422)
    assert client.get("/reset-password/unknown", status=410).language == language
