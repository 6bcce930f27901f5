"""Who is signed in: the cookie holds a random token, the database what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from flask import Flask, Response, current_app, g, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager
from itsdangerous import BadSignature, URLSafeSerializer

from portfolio.config import Settings
from portfolio.people import queries, services
from portfolio.people.queries import Person
from portfolio.people.rules import SessionLimits
from portfolio.web import access
from standards.foundation import Role

TOKEN = "_user_id"  # noqa: S105 where Flask-Login looks for it, not a secret
SEEN_EVERY = timedelta(minutes=1)
DEVICE_SECONDS = 365 * 24 * 3600
ACCOUNTS_A_DEVICE = 20


@dataclass(frozen=True)
class Visitor:
    """Whoever is not signed in."""

    account_id: None = None
    public_id: str = "anonymous"
    provider_id: None = None
    is_authenticated: bool = False
    is_active: bool = False
    is_anonymous: bool = True

    def roles_at(self, provider_id: int | None) -> frozenset[Role]:  # noqa: ARG002 the signature is Actor's
        return frozenset()

    def get_id(self) -> None:
        return None


def install_sessions(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = Visitor
    manager.user_loader(_load)
    app.context_processor(_context)


def settings() -> Settings:
    return cast("Settings", current_app.extensions["settings"])


def _load(token: str) -> Person | None:
    """Give who a token belongs to, while their session lasts."""
    work = access.work()
    found = queries.signed_in(work.session, queries.token_hash(token), work.today)
    if found is None:
        return None
    person, signed = found
    said = settings()
    limits = SessionLimits(timedelta(minutes=said.idle_minutes), timedelta(minutes=said.learner_idle_minutes))
    if limits.over(person.roles_at(None), signed.created_at, signed.last_seen_at, work.now):
        return None
    if work.now - signed.last_seen_at >= SEEN_EVERY and "seen" not in g:
        g.seen = True
        access.journal().later(services.seen(person.token_hash, work.now))
    return person


def sign_in_as(token: str) -> None:
    """Give the browser a new session: nothing of the one before is carried over."""
    session.clear()
    session[TOKEN] = token


def hold() -> Response | None:
    return None


def _device_cookie() -> str:
    return "__Host-device" if settings().secure else "device"


def _devices() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="device")


def _device() -> dict[str, Any]:
    """Give what a device that somebody signed in on carries: its number and whose accounts."""
    try:
        return cast("dict[str, Any]", _devices().loads(request.cookies.get(_device_cookie(), "")))
    except BadSignature:
        return {}


def known_device(email: str) -> str | None:
    """Give the number of this device where the account with this address signed in on it before."""
    device = _device()
    mark = services.mark_of(email)
    return str(device["id"]) if mark in device.get("accounts", ()) else None


def remember_device(response: Response, email: str) -> Response:
    """Let the owner never be held up on this device by others' failures."""
    device, mark = _device(), services.mark_of(email)
    others = [each for each in device.get("accounts", ()) if each != mark]
    kept = {"id": device.get("id") or services.new_device(), "accounts": [mark, *others][:ACCOUNTS_A_DEVICE]}
    response.set_cookie(
        _device_cookie(),
        str(_devices().dumps(kept)),
        max_age=DEVICE_SECONDS,
        secure=settings().secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _context() -> dict[str, object]:
    person = access.signed_in()
    if person is None:
        return {"sign_in_url": url_for("people.sign_in")}
    return {
        "account_name": person.name,
        "account_links": [{"label": _("My account"), "url": url_for("people.account")}],
        "sign_out_url": url_for("people.sign_out"),
    }
