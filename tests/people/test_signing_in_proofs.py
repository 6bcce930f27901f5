"""What signing in promises, each promise with a hole that breaks it: a proof that no hole can fail proves nothing."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, session

from portfolio.app import create_app
from portfolio.config import Settings
from portfolio.core import passwords
from portfolio.core.database import db, reading
from portfolio.core.work import UnitOfWork, transaction
from portfolio.people import services
from portfolio.people.queries import account, provider
from portfolio.people.services import NewRole, Origin, own_account, roles, try_password
from portfolio.people.views import sessions as pages
from portfolio.people.views import signing_in
from standards.foundation import Role
from tests.client import PageClient
from tests.factories import PASSWORD, Centre

Proof = Callable[[Flask, Centre], None]
Hole = Callable[[pytest.MonkeyPatch], None]


def cookie(client: PageClient) -> str:
    found = client.browser.get_cookie("session")
    assert found is not None
    return found.value


def copy_of(app: Flask, client: PageClient) -> PageClient:
    """Somebody who has copied the browser's cookie."""
    thief = PageClient(app)
    thief.browser.set_cookie("session", cookie(client))
    assert thief.get("/account").heading == "My account"
    return thief


def is_out(client: PageClient) -> bool:
    return client.get("/account").heading == "Sign in"


def signing_out_ends_every_copy(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.ffion)
    thief = copy_of(app, client)
    client.submit(client.get("/account"), button="Sign out")
    assert is_out(thief)


def signing_in_again_ends_the_session_before(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.ffion)
    thief = copy_of(app, client)
    client.sign_in(centre.ffion)
    assert is_out(thief)
    assert not is_out(client)


def nothing_of_a_planted_session_is_carried_over(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    with client.browser.session_transaction() as planted:
        planted["planted"] = "by an attacker"
    client.sign_in(centre.ffion)
    with client.browser.session_transaction() as begun:
        assert "planted" not in begun


def a_new_password_ends_every_other_session(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.ffion)
    other = PageClient(app)
    other.sign_in(centre.ffion)
    values = {"password": PASSWORD, "new_password": "seven quiet herons wading"}
    client.submit(client.get("/account/password"), values)
    assert is_out(other)
    assert not is_out(client)


def a_new_role_ends_the_sessions_begun_without_it(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.owen)
    with app.app_context(), transaction(db.session()) as work:
        owner = account(work.session, centre.owen.account_id)
        services.give_role(work, provider(work.session, centre.provider_id), owner, NewRole(Role.MANAGER))
    assert is_out(client)


def ones_own_new_role_renews_ones_session(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.manager)
    thief = copy_of(app, client)
    values = {"email": centre.manager.email, "name": "Mair Evans", "role": "learner"}
    client.submit(client.get("/people/add"), values)
    assert not is_out(client)
    assert is_out(thief)


def next_never_leads_away(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    values = {"email": centre.ffion.email, "password": PASSWORD, "next": "//evil.example/"}
    answer = client.submit(client.get("/sign-in"), values, follow=False, status=302)
    assert answer.response.headers["Location"] in {"/", "/account"}


def a_form_without_its_token_is_not_taken(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.ffion)
    client.post("/account", {"name": "Forged", "language": "en"}, status=400)


def the_owner_is_not_held_up_where_they_signed_in_before(app: Flask, centre: Centre) -> None:
    client, guesser = PageClient(app), PageClient(app)
    client.sign_in(centre.ffion)
    client.submit(client.get("/account"), button="Sign out")
    guess(guesser, centre, 6)
    held_up = guesser.submit(guesser.get("/sign-in"), right(centre), status=422)
    assert held_up.errors[0].startswith("There were too many attempts.")
    assert client.submit(client.get("/sign-in"), right(centre)).heading != "Sign in"


def guess(client: PageClient, centre: Centre, times: int) -> None:
    page = client.get("/sign-in")
    for _ in range(times):
        page = client.submit(page, {"email": centre.ffion.email, "password": "a guess"}, status=422)


def right(centre: Centre) -> dict[str, str]:
    return {"email": centre.ffion.email, "password": PASSWORD}


def a_guesser_is_slowed(app: Flask, centre: Centre) -> None:
    guesser = PageClient(app)
    guess(guesser, centre, 6)
    page = guesser.submit(guesser.get("/sign-in"), right(centre), status=422)
    assert page.errors[0].startswith("There were too many attempts.")


def an_unknown_address_takes_as_long_as_a_known_one(app: Flask, centre: Centre) -> None:
    known, unknown = [], []
    with app.app_context(), reading():
        work = UnitOfWork(db.session())
        for _ in range(7):
            known.append(seconds(work, centre.ffion.email))
            unknown.append(seconds(work, "nobody@example.org"))
        db.session.remove()
    assert 0.6 < statistics.median(known) / statistics.median(unknown) < 1.7


def seconds(work: UnitOfWork, email: str) -> float:
    """Processor time: other work on the machine does not count."""
    begun = time.thread_time()
    assert try_password(work, email, "a guess", Origin("127.0.0.9")).account_id is None
    return time.thread_time() - begun


def nothing(*_anything: Any, **_named: Any) -> None:
    return None


def leave_old_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "leave", nothing)


def keep_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def greet(token: str, _account_id: int) -> None:
        session[pages.TOKEN] = token

    monkeypatch.setattr(signing_in, "greet", greet)


def keep_sessions_at_new_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_account, "end_sessions", nothing)


def keep_sessions_at_new_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "end_sessions", nothing)


def renew_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portfolio.people.views.members.renew", nothing)


def believe_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "local_address", lambda said: said)


def ask_for_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flask_wtf.csrf.validate_csrf", nothing)


def know_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "known_device", nothing)


def count_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portfolio.core.journal.Journal.count_failure", nothing)


def answer_unknown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda stored, said: stored is not None and checked(stored, said))


PROOFS: list[tuple[Proof, Hole]] = [
    (signing_out_ends_every_copy, leave_old_sessions),
    (signing_in_again_ends_the_session_before, leave_old_sessions),
    (nothing_of_a_planted_session_is_carried_over, keep_what_was_there),
    (a_new_password_ends_every_other_session, keep_sessions_at_new_password),
    (a_new_role_ends_the_sessions_begun_without_it, keep_sessions_at_new_role),
    (ones_own_new_role_renews_ones_session, renew_nothing),
    (next_never_leads_away, believe_every_address),
    (a_form_without_its_token_is_not_taken, ask_for_no_token),
    (the_owner_is_not_held_up_where_they_signed_in_before, know_no_device),
    (a_guesser_is_slowed, count_no_failure),
    (an_unknown_address_takes_as_long_as_a_known_one, answer_unknown_at_once),
]
NAMES = [proof.__name__ for proof, _ in PROOFS]


@pytest.mark.parametrize("proof", [proof for proof, _ in PROOFS], ids=NAMES)
def test_the_promise_holds(app: Flask, centre: Centre, proof: Proof) -> None:
    proof(app, centre)


@pytest.mark.parametrize(("proof", "hole"), PROOFS, ids=NAMES)
def test_the_proof_sees_the_hole(
    app: Flask, centre: Centre, monkeypatch: pytest.MonkeyPatch, proof: Proof, hole: Hole
) -> None:
    hole(monkeypatch)
    with pytest.raises(AssertionError):
        proof(app, centre)


def test_a_disabled_account_is_out_at_once_and_cannot_come_back(app: Flask, centre: Centre) -> None:
    client = PageClient(app)
    client.sign_in(centre.ffion)
    with app.app_context(), transaction(db.session()) as work:
        services.disable(work, account(work.session, centre.ffion.account_id))
    assert is_out(client)
    page = client.submit(client.get("/sign-in"), right(centre), status=422)
    assert page.errors == ["The email address and the password do not belong together. Check both and try again."]


def test_cookies_tell_scripts_other_sites_and_open_lines_nothing(settings: Settings) -> None:
    app = create_app(replace(settings, base_url="https://tystio.example", trusted_hosts=("tystio.example",)))
    answer = app.test_client().get("/sign-in", base_url="https://tystio.example")
    (given,) = answer.headers.getlist("Set-Cookie")
    assert given.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in given.split(";")}
    with app.app_context():
        db.engine.dispose()


def test_secrets_are_in_no_log_and_no_table(app: Flask, centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    client = PageClient(app)
    page = client.get("/sign-in")
    client.submit(page, {"email": centre.ffion.email, "password": "planted-wrong-password"}, status=422)
    client.sign_in(centre.ffion)
    with client.browser.session_transaction() as begun:
        token = begun[pages.TOKEN]
    client.submit(client.get("/forgotten-password"), {"email": centre.ffion.email})
    with app.app_context(), transaction(db.session()) as work:
        link = services.make_link(work, account(work.session, centre.ffion.account_id))
    stored = everything(app)
    for secret in ("planted-wrong-password", PASSWORD, token, link):
        assert secret not in caplog.text
        assert secret not in stored
    assert centre.ffion.email in stored, "or nothing was looked at"


def everything(app: Flask) -> str:
    with app.app_context(), reading():
        rows = [str(row) for table in db.metadata.sorted_tables for row in db.session.execute(table.select())]
        db.session.remove()
    return "\n".join(rows)
