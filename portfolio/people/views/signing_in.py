"""The pages for signing in and out."""

from __future__ import annotations

from typing import cast

from flask import Response, current_app, make_response, redirect, request, session, url_for
from flask_babel import gettext as _

from portfolio.people import services
from portfolio.people.forms import SignInForm, SignOutForm
from portfolio.people.services import Attempt, Origin
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.sessions import known_device, remember_device, sign_in_as
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
    if request.method == "GET" and not form.next.data:
        form.next.data = local_address(request.args.get("next"))
    if form.validate_on_submit():
        attempt = cast("Attempt", access.prepared())
        if attempt.account_id is not None:
            return _signed_in(attempt, form)
        _failed(attempt, form)
    return page("people/sign_in.html", form=form)


def _signed_in(attempt: Attempt, form: SignInForm) -> Response:
    work, journal, email = access.work(), access.journal(), form.email.data or ""
    services.leave(work, session.get("_user_id"))
    sign_in_as(services.start_session(work, attempt, request.user_agent.string))
    for key in attempt.keys:
        if not key.startswith("address:"):
            journal.forgive(key)
    journal.note("signed-in", work.now, account_id=attempt.account_id, address=request.remote_addr)
    return remember_device(make_response(redirect(local_address(form.next.data) or _home())), email)


def _failed(attempt: Attempt, form: SignInForm) -> None:
    work, journal = access.work(), access.journal()
    if attempt.wait:
        seconds = int(attempt.wait.total_seconds()) + 1
        form.refuse(_("There were too many attempts. Seconds to wait before you try again: %(number)s", number=seconds))
        return
    for key in attempt.keys:
        journal.count_failure(key, work.now)
    journal.note("sign-in-failed", work.now, address=request.remote_addr)
    form.refuse(_("The email address and the password do not belong together. Check both and try again."))


def _home() -> str:
    has_home = any(rule.rule == "/" for rule in current_app.url_map.iter_rules())
    return "/" if has_home else url_for("people.account")


@blueprint.route("/sign-out", methods=["GET", "POST"])
@requires(PUBLIC)
def sign_out() -> Response:
    form = SignOutForm()
    if not form.validate_on_submit():
        return page("people/sign_out.html", form=form)
    work = access.work()
    access.journal().note("signed-out", work.now, account_id=work.actor.account_id, address=request.remote_addr)
    services.leave(work, session.get("_user_id"))
    session.clear()
    return make_response(redirect(url_for("people.sign_in")))
