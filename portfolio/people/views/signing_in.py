"""The pages for signing in and out."""

from __future__ import annotations

from typing import cast

from flask import Response, current_app, flash, make_response, redirect, request, session, url_for
from flask_babel import gettext as _

from portfolio.people import services
from portfolio.people.forms import ConfirmForm, SignInForm
from portfolio.people.services import Attempt, Origin
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.sessions import ended, greet, known_device, own_token, remember_device
from portfolio.web import access, locale
from portfolio.web.access import PUBLIC, requires
from portfolio.web.navigation import local_address
from portfolio.web.pages import page


def _try_password() -> Attempt | None:
    email, password = request.form.get("email", ""), request.form.get("password", "")
    if not email or not password or locale.switching():
        return None
    origin = Origin(request.remote_addr or "", known_device(email))
    return services.try_password(access.work(), email, password, origin)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires(PUBLIC, prepare=_try_password)
def sign_in() -> Response:
    form = SignInForm()
    if request.method == "GET":
        form.next.data = local_address(request.args.get("next"))
        _say_that_it_ended()
    if form.validate_on_submit():
        attempt = cast("Attempt", access.prepared())
        if attempt.account_id is not None:
            return _signed_in(attempt, attempt.account_id, form)
        _failed(attempt, form)
    return page("people/sign_in.html", form=form)


def _signed_in(attempt: Attempt, account_id: int, form: SignInForm) -> Response:
    work, journal = access.work(), access.journal()
    onwards = _onwards(account_id, form)
    services.leave(work, own_token())
    held = greet(services.start_session(work, attempt, request.user_agent.string), account_id)
    for key in attempt.keys:
        if not key.startswith("address:"):
            journal.forgive(key)
    journal.note("signed-in", work.now, account_id=account_id, address=request.remote_addr)
    return remember_device(make_response(redirect(onwards or held or home())), form.email.data or "")


def _onwards(account_id: int, form: SignInForm) -> str | None:
    """Give the page to go on to: one that somebody else's session ended on is not for who signs in after them."""
    before = ended()
    mine = before is None or before.account_id == account_id
    return local_address(form.next.data) if mine else None


def _say_that_it_ended() -> None:
    """Tell somebody whose session ran out why they are asked to sign in, unless another message says it."""
    if access.signed_in() is None and "_flashes" not in session and ended():
        flash(_("Your session has ended. Sign in to go on."), "warning")


def _failed(attempt: Attempt, form: SignInForm) -> None:
    work, journal = access.work(), access.journal()
    if attempt.wait:
        form.refuse(too_many(attempt))
        return
    for key in attempt.keys:
        journal.count_failure(key, work.now)
    journal.note("sign-in-failed", work.now, address=request.remote_addr)
    form.refuse(_("The email address and the password do not belong together. Check both and try again."))


def too_many(attempt: Attempt) -> str:
    seconds = int(attempt.wait.total_seconds()) + 1
    return str(_("There were too many attempts. Seconds to wait before you try again: %(number)s", number=seconds))


def home() -> str:
    """Give the address of the first page after signing in."""
    has_home = any(rule.rule == "/" for rule in current_app.url_map.iter_rules())
    return "/" if has_home else url_for("people.account")


@blueprint.route("/sign-out", methods=["GET", "POST"])
@requires(PUBLIC)
def sign_out() -> Response:
    form = ConfirmForm()
    if not form.validate_on_submit():
        return page("people/sign_out.html")
    work = access.work()
    access.journal().note("signed-out", work.now, account_id=work.actor.account_id, address=request.remote_addr)
    services.leave(work, own_token())
    session.clear()
    return make_response(redirect(url_for("people.sign_in")))
