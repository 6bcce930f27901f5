"""The pages for choosing a password: by a link in a letter, or by the password that one has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portfolio.core import mail, passwords
from portfolio.core.jobs import Handler
from portfolio.core.work import transaction
from portfolio.people import queries, services
from portfolio.people.forms import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from portfolio.people.queries import Person
from portfolio.people.rules import weakness
from portfolio.people.services import Attempt, Origin
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.sessions import own_token
from portfolio.people.views.signing_in import too_many
from portfolio.web import access, letters, locale
from portfolio.web.access import PUBLIC, SIGNED_IN, requires
from portfolio.web.pages import done, page


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@requires(PUBLIC)
def forgotten_password() -> Response:
    form = ForgottenPasswordForm()
    if not form.validate_on_submit():
        return page("people/forgotten_password.html", form=form)
    work = access.work()
    services.ask_for_link(work, form.email.data or "")
    access.journal().note("link-asked", work.now, address=request.remote_addr)
    sent = _("If an account has this email address, an email with a link is on its way. The link works for an hour.")
    return done(sent, "people.sign_in")


def _hash_if_fit(token: str) -> str | None:
    """Hash a password before the transaction; none where the form will refuse it."""
    owner = queries.account_of_link(access.work().session, token, access.work().now)
    return _hashed(owner.name, owner.email) if owner is not None else None


def _hashed(*about: str) -> str | None:
    new = request.form.get("new_password", "")
    return None if locale.switching() or weakness(new, about) else passwords.hashed(new)


@blueprint.route("/reset-password/<token>", methods=["GET", "POST"])
@requires(PUBLIC, prepare=_hash_if_fit)
def reset_password(token: str) -> Response:
    work = access.work()
    owner = queries.account_of_link(work.session, token, work.now)
    if owner is None:
        return make_response(render_template("people/link_over.html"), 410)
    form = NewPasswordForm(about=(owner.name, owner.email))
    if not form.validate_on_submit():
        return page("people/reset_password.html", form=form, email=owner.email)
    services.choose_password(work, token, cast("str", access.prepared()))
    access.journal().note("password-chosen", work.now, account_id=owner.id, address=request.remote_addr)
    return done(_("Your new password is saved. Sign in with it."), "people.sign_in")


def _check_and_hash() -> tuple[Attempt, str | None]:
    person = cast("Person", access.signed_in())
    origin = Origin(request.remote_addr or "", f"own-{person.public_id}")
    attempt = services.try_password(access.work(), person.email, request.form.get("password", ""), origin)
    return attempt, _hashed(person.name, person.email) if attempt.account_id else None


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires(SIGNED_IN, prepare=_check_and_hash)
def change_password() -> Response:
    person, work = cast("Person", access.signed_in()), access.work()
    form = ChangePasswordForm(about=(person.name, person.email))
    if not form.validate_on_submit():
        return page("people/change_password.html", form=form)
    attempt, hashed = cast("tuple[Attempt, str]", access.prepared())
    if attempt.account_id is None:
        _mistyped(attempt, form)
        return page("people/change_password.html", form=form)
    account = queries.account(work.session, person.account_id)
    services.change_password(work, account, hashed, queries.token_hash(own_token() or ""))
    access.journal().note("password-changed", work.now, account_id=account.id, address=request.remote_addr)
    return done(_("Your new password is saved. Every other session was ended."), "people.account")


def _mistyped(attempt: Attempt, form: ChangePasswordForm) -> None:
    for key in attempt.keys:
        access.journal().count_failure(key, access.work().now)
    form.refuse(too_many(attempt) if attempt.wait else _("This is not your password now. Nothing was changed."))


def send_link(session: Session, data: Mapping[str, Any]) -> None:
    """Send the link that somebody asked for; nothing where nobody has the address."""
    _send(session, queries.account_by_email(session, data["email"]), "choose_password", services.LINK_LASTS)


def send_invitation(session: Session, data: Mapping[str, Any]) -> None:
    """Send a new account its first link."""
    account = queries.account(session, data["account"])
    provider = queries.provider(session, data["provider"]).name
    _send(session, account, "invitation", services.INVITATION_LASTS, provider=provider)


def _send(session: Session, account: Any, template: str, lasts: timedelta, **values: Any) -> None:
    if account is None or account.disabled:
        return
    account_id = account.id
    with transaction(session) as work:
        token = services.make_link(work, queries.account(session, account_id), lasts)
    link = letters.address("people.reset_password", token=token)
    letter = letters.written(template, queries.account(session, account_id), link=link, **values)
    session.rollback()  # nothing is held open while the mail server takes its time
    mail.send(letter, letters.site())


JOBS: dict[str, Handler] = {services.SEND_LINK: send_link, services.INVITE: send_invitation}
