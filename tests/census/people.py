"""Everybody who asks in the census: each role in each relation to what is asked for."""

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portfolio.core.work import UnitOfWork
from portfolio.people.models import Account, Provider
from portfolio.people.services import NewRole, give_role
from portfolio.web.access import SAFE_METHODS
from standards.foundation import Role
from tests.factories import Centre, Someone, add_person, session_of

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
MANY = (Role.LEARNER, Role.ASSESSOR, Role.QUALITY_ASSURER, Role.MANAGER, Role.ADMINISTRATOR)
HERE = {
    "unit-assessor": ("Uned Ellis", (Role.ASSESSOR,)),
    "past-assessor": ("Past Parry", (Role.ASSESSOR,)),
    "spare-assessor": ("Spare Siôn", (Role.ASSESSOR,)),
    "spare-quality-assurer": ("Quiet Quinn", (Role.QUALITY_ASSURER,)),
    "external": ("Elin Allan", (Role.EXTERNAL_QUALITY_ASSURER,)),
    "many": ("Many Mostyn", MANY),
}
THERE = {
    "learner-there": ("Bethan Teifi", (Role.LEARNER,)),
    "assessor-there": ("Aled Teifi", (Role.ASSESSOR,)),
    "quality-assurer-there": ("Cai Teifi", (Role.QUALITY_ASSURER,)),
    "administrator-there": ("Gwen Teifi", (Role.ADMINISTRATOR,)),
    "many-there": ("Mali Teifi", MANY),
}


def add_everybody(work: UnitOfWork, centre: Centre) -> dict[str, Someone]:
    """Add whom the census needs beside the people of the two centres; gives all of them by their part."""
    here = work.session.get_one(Provider, centre.provider_id)
    there = work.session.get_one(Provider, centre.other_provider_id)
    found = {
        "owner": centre.ffion,
        "fellow": centre.owen,
        "assessor": centre.trainee,
        "countersigner": centre.assessor,
        "quality-assurer": centre.quality_assurer,
        "manager": centre.manager,
        "administrator": centre.administrator,
        "manager-there": centre.other_manager,
        "nobody": centre.stranger,
    }
    for provider, people in ((here, HERE), (there, THERE)):
        for part, (name, roles) in people.items():
            found[part] = add_person(work, name, provider, *map(NewRole, roles))
    found["both"] = both = add_person(work, "Both Bowen", here, NewRole(Role.ASSESSOR))
    give_role(work, there, work.session.get_one(Account, both.account_id), NewRole(Role.MANAGER))
    return found


@dataclass(frozen=True)
class Asker:
    """Somebody with the cookie and the token of their own pages: each request starts from these."""

    part: str
    cookie: str
    token: str

    def client(self, app: Flask, language: str = "en") -> FlaskClient:
        client = app.test_client()
        client.set_cookie("language", language)
        client.set_cookie("session", self.cookie)
        return client

    def ask(
        self, app: Flask, method: str, path: str, *, token: str | None = None, language: str = "en"
    ) -> TestResponse:
        """Ask once; a POST brings the token of the asker's own page, or the one given."""
        client = self.client(app, language)
        if method in SAFE_METHODS:
            return client.get(path, buffered=True)
        sent = self.token if token is None else token
        return client.post(path, data={"csrf_token": sent} if sent else {}, buffered=True)


def signed_in(app: Flask, part: str, someone: Someone) -> Asker:
    """Give somebody a session, as the right password would."""
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = session_of(app, someone.email)
    return _with_token(client, part, "/account")


def signed_out(app: Flask) -> Asker:
    return _with_token(app.test_client(), "signed-out", "/sign-in")


def _with_token(client: FlaskClient, part: str, page: str) -> Asker:
    """Read the token from a page with a form, and the cookie that belongs to it."""
    found = TOKEN.search(client.get(page).text)
    cookie = client.get_cookie("session")
    assert found is not None, f"no form on {page}"
    assert cookie is not None
    return Asker(part, cookie.value, found[1])
