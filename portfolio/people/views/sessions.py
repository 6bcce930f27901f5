"""Who is signed in: the cookie holds a random token, the database what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from flask import Flask, Response, current_app, flash, g, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict

from portfolio.config import Settings
from portfolio.people import queries, services
from portfolio.people.queries import Person
from portfolio.people.rules import SessionLimits
from portfolio.web import access, locale, uploads
from portfolio.web.navigation import fixed_address
from portfolio.web.uploads import Sender
from standards.foundation import Role

TOKEN = "_user_id"  # noqa: S105 where Flask-Login looks for it, not a secret
HOLDS = "holds"
"""In the cookie of somebody for whom a form is kept: nobody else's pages ask for one."""
MADE_FOR = "made_for"
"""The field in which a form says, signed, for whom it was made."""
MADE_FOR_SECONDS = 24 * 3600
"""No session lasts longer."""
NEVER_HELD = {"csrf_token", "switch_language", MADE_FOR, uploads.TOKEN_FIELD}
LONGEST_PATH = 500
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
    app.jinja_env.globals.update(form_made_for=made_for)


def settings() -> Settings:
    return cast("Settings", current_app.extensions["settings"])


def _load(token: str) -> Person | None:
    """Give who a token belongs to, while their session lasts."""
    work = access.work()
    found = queries.signed_in(work.session, queries.token_hash(token), work.today)
    if found is None:
        return None
    person, lasting = found
    said = settings()
    limits = SessionLimits(timedelta(minutes=said.idle_minutes), timedelta(minutes=said.learner_idle_minutes))
    if limits.over(person.roles_at(None), lasting.begun, lasting.seen, work.now):
        return None
    if "seen" not in g:
        g.seen = True
        if work.now - lasting.seen >= SEEN_EVERY:
            access.journal().later(services.seen(person.token_hash, work.now))
        _remember(person)
    return person


def _remember(person: Person) -> None:
    """Do, once a request, what goes with being signed in; whatever is written waits for the journal."""
    _show_held(person)
    wish = locale.wish()
    if request.method == "POST" and wish and wish != person.language:
        access.journal().later(services.keep_language(person.account_id, wish))


def own_token() -> str | None:
    """Give the token that the browser brought along, whether or not it still means anything."""
    return cast("str | None", session.get(TOKEN))


def greet(token: str, account_id: int) -> str | None:
    """Give the browser a new session after signing in: nothing of the one before is carried over.

    Tells the address for which a form of theirs is kept, where one is.
    """
    session.clear()
    session[TOKEN] = token
    work = access.work()
    held = queries.held_path(work.session, account_id, work.now)
    if held is not None:
        session[HOLDS] = True
    return held


def renew(provider_id: int | None = None) -> None:
    """Go on under a new token, after one's own roles or the provider changed."""
    person = cast("Person", access.signed_in())
    token = services.renew_session(access.work(), person, provider_id or person.provider_id)
    holds = session.get(HOLDS)
    session.clear()
    session[TOKEN] = token
    if holds:
        session[HOLDS] = True


def hold(*, by_cookie: bool) -> Response | None:
    """Keep what was sent after a session was over, for its owner; none where nobody can be told to have sent it."""
    owner, reader = (ended() if by_cookie else None) or _made_for(), access.signed_in()
    if owner is None:
        return None
    work, back = access.work(), reader is not None and reader.account_id == owner.account_id
    # Nothing is held open while files are looked into.
    access.step_back()
    path = here()
    fields = [(name, value) for name, value in request.form.items(multi=True) if _may_be_held(name)]
    files = uploads.held_files(Sender(owner.account_id, owner.provider_id))
    access.journal().later(services.hold_form(owner.account_id, path, fields + files, work.now))
    if back:
        session[HOLDS] = True
        return make_response(redirect(path))
    flash(_("Your session had ended. What you wrote is kept for an hour: sign in, check it and send it."), "warning")
    return make_response(redirect(url_for("people.sign_in", next=path)))


def ended() -> Person | None:
    """Give whose session ran out, by the cookie."""
    token, work = own_token(), access.work()
    return queries.owner_of_ended(work.session, token, work.today) if token else None


def _made_for() -> Person | None:
    """Give for whom the form that was sent was made, where it is not a day old."""
    try:
        public_id, provider_id = _forms().loads(request.form.get(MADE_FOR, ""), max_age=MADE_FOR_SECONDS)
    except BadSignature:
        return None
    work = access.work()
    return queries.person_by_public_id(work.session, public_id, work.today, provider_id)


def made_for() -> str:
    """Give what a form says of whom it is made for: signed, so that it can be kept for them and nobody else."""
    reader = access.signed_in()
    if reader is None:
        return ""
    if "made_for" not in g:
        g.made_for = str(_forms().dumps([reader.public_id, reader.provider_id]))
    return cast("str", g.made_for)


def _forms() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret_key, salt="form")


def here() -> str:
    return request.full_path.rstrip("?")[:LONGEST_PATH]


def _may_be_held(name: str) -> bool:
    return name not in NEVER_HELD and "password" not in name


def _show_held(person: Person) -> None:
    """Fill the page's form with what was kept; once it is sent again, forget it."""
    if HOLDS not in session:
        return
    work = access.work()
    if request.method == "POST":
        access.journal().later(services.drop_held(person.account_id, here()))
        return
    fields = queries.held_fields(work.session, person.account_id, here(), work.now)
    if fields is not None:
        g.held_form = MultiDict(fields)


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
        return {"sign_in_url": fixed_address("people.sign_in")}
    return {
        "account_id": person.public_id,
        "account_name": person.name,
        "account_links": _account_links(cast("Person", person)),
        "sign_out_url": fixed_address("people.sign_out"),
    }


def _account_links(person: Person) -> list[dict[str, str]]:
    told = _("Notices: %(number)s", number=person.unseen) if person.unseen else _("Notices")
    links = [
        {"label": told, "url": fixed_address("notices.notices")},
        {"label": _("My account"), "url": fixed_address("people.account")},
    ]
    if len({one.provider_id for one in person.held}) > 1:
        links.append({"label": _("Change centre"), "url": fixed_address("people.choose_provider")})
    return links
