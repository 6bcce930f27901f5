"""Accounts from the command line: the first manager of a centre, and somebody who must no longer get in."""

from __future__ import annotations

import sys
from typing import Any

import click
from flask import Flask
from flask_babel import gettext as _

from portfolio.cli.running import current_application, speaking
from portfolio.cli.terminal import gettext as _t
from portfolio.core.database import db
from portfolio.core.work import UnitOfWork, transaction
from portfolio.people import queries, services
from portfolio.people.models import Account, Provider
from portfolio.people.rules import AssessesIn, is_address
from portfolio.people.services import NewRole
from portfolio.web import letters
from standards.foundation import Role, Text

CHOICES = [role.value for role in Role]


@click.group("accounts", help=_t("Open accounts and disable them."))
def accounts() -> None:
    pass


@accounts.command(
    "add",
    help=_t("Open an account and print the link by which its owner chooses a password, once, within seven days."),
)
@click.option("--email", required=True, help=_t("The address that the account signs in with."))
@click.option("--name", required=True, help=_t("The person's name."))
@click.option(
    "--role",
    type=click.Choice(CHOICES),
    default=Role.MANAGER.value,
    show_default=True,
    help=_t("What the person does there."),
)
@click.option("--provider", required=True, help=_t("The centre's id or name; a new name opens a new centre."))
@click.option("--provider-in-english", help=_t("A new centre's name in English, where it has another."))
@click.option("--trainee", is_flag=True, help=_t("An assessor whose decisions are countersigned."))
@click.option(
    "--language", type=click.Choice(["cy", "en"]), help=_t("The language of emails; both where it is not said.")
)
def add(**said: Any) -> None:
    app = current_application()
    _check(app, said)
    with app.test_request_context(base_url=app.extensions["settings"].base_url), speaking(app):
        with transaction(db.session()) as work:
            account, provider_id, token = _added(app, work, said)
            email = account.email
        click.echo(_("Centre: %(id)s", id=provider_id))
        if token is None:
            click.echo(_("Already has a password, so that nothing else is needed: %(email)s", email=email))
        else:
            click.echo(_("The link to choose a password, good once and for seven days:"))
            click.echo(letters.address("people.reset_password", token=token))


def _check(app: Flask, said: dict[str, Any]) -> None:
    """End with a sentence where what was said makes no account."""
    with speaking(app):
        if not is_address(said["email"]):
            sys.exit(_("Enter an email address like name@example.com."))
        if not said["name"].strip():
            sys.exit(_("Enter the person's name."))
        if not said["provider"].strip():
            sys.exit(_("Enter the centre's id or name."))


def _added(app: Flask, work: UnitOfWork, said: dict[str, Any]) -> tuple[Account, str, str | None]:
    provider = _provider(app, work, said["provider"], said["provider_in_english"])
    account = _account(work, said)
    role = Role(said["role"])
    if queries.holds_role(work.session, account.id, provider.id, role, work.today):
        sys.exit(_("%(name)s already has this role here.", name=account.name))
    assesses = AssessesIn.BOTH if role in {Role.ASSESSOR, Role.QUALITY_ASSURER} else None
    services.give_role(work, provider, account, NewRole(role, not said["trainee"], assesses))
    token = None if account.password_hash else services.make_link(work, account, services.INVITATION_LASTS)
    return account, provider.public_id, token


def _provider(app: Flask, work: UnitOfWork, said: str, in_english: str | None) -> Provider:
    found = queries.provider_by_public_id(work.session, said) or queries.provider_by_name(work.session, said)
    return found or services.open_provider(work, Text(said, in_english or said), app.extensions["keys"], gated=True)


def _account(work: UnitOfWork, said: dict[str, Any]) -> Account:
    known = queries.account_by_email(work.session, said["email"])
    if known is not None:
        return known
    return services.add_account(work, email=said["email"], name=said["name"], language=said["language"])


@accounts.command(
    "disable", help=_t("Let nobody sign in to an account any more, and end its sessions; what it did stays.")
)
@click.option("--email", required=True, help=_t("The address that the account signs in with."))
def disable(email: str) -> None:
    with speaking(current_application()):
        with transaction(db.session()) as work:
            account = queries.account_by_email(work.session, email)
            if account is None:
                sys.exit(_("No account has this email address."))
            services.disable(work, account)
        click.echo(_("The account is disabled."))
