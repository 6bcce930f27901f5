"""`tystio archive`: takes a portfolio away whole, and checks one that was taken away."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from flask_babel import gettext as _
from sqlalchemy import select

from assessments.archive import queries, services
from assessments.archive.checking import OpenedArchive
from assessments.archive.forms import WRONG
from assessments.archive.rules import NotAnArchive
from assessments.archive.services import Prepared
from assessments.archive.views.laying_out import Opener, lay_out, layout
from portfolio.cli.running import application, current_application, refuse, speaking
from portfolio.cli.terminal import gettext as _t
from portfolio.core.database import at_one_moment, db
from portfolio.core.store import FolderStore
from portfolio.core.work import UnitOfWork, transaction
from portfolio.learning.models import Portfolio
from standards.commands.terminal import reason_of


@click.group("archive", help=_t("Take portfolios away whole, and check those that were taken away."))
def archive() -> None:
    pass


@archive.command(
    "verify", help=_t("Check an archive: every file, the signatures and the record. Ends with 1 if wrong.")
)
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    with speaking(application()):
        try:
            with file.open("rb") as source:
                opened = OpenedArchive(source)
                wrong = list(opened.wrongs())
        except NotAnArchive as error:
            click.echo(str(WRONG[error.code]) % {"name": error.name})
            sys.exit(1)
        except OSError as error:
            refuse(_("This file cannot be read: %(file)s (%(reason)s)", file=file, reason=reason_of(error)))
        for one in wrong:
            click.echo(str(WRONG[one.code]) % {"name": one.name})
        if not wrong:
            _say_good(opened)
    sys.exit(1 if wrong else 0)


def _say_good(opened: OpenedArchive) -> None:
    manifest = opened.manifest
    click.echo(_("Everything is as it was signed."))
    click.echo(_("Files: %(number)s", number=len(manifest["files"])))
    click.echo(_("Entries of the record: %(number)s", number=manifest["book"]["seq"]))
    click.echo(_("Key of the provider: %(key)s", key=manifest["public_key"]))


@archive.command("export", help=_t("Write the archive of a learner's portfolio to a file."))
@click.argument("email")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--provider", help=_t("The id of the provider, where the learner has more than one portfolio."))
def export(email: str, file: Path, provider: str | None) -> None:
    app = current_application()
    store: FolderStore = app.extensions["store"]
    with speaking(app):
        session = db.session()
        at_one_moment(session)
        found = queries.portfolio_of_person(session, email, provider)
        if not found:
            refuse(_("Nobody with this email address has a portfolio here: %(email)s", email=email))
        if len(found) > 1:
            refuse(
                _("This learner has a portfolio at %(number)s providers: name one by --provider.", number=len(found))
            )
        made = lay_out(UnitOfWork(session), store, found[0])
        with transaction(session) as work:
            portfolio = work.session.scalars(select(Portfolio).where(Portfolio.id == found[0])).one()
            owner = str(portfolio.provider_id)
            services.keep(work, portfolio, made)
        try:
            _write(file, made, Opener.of(store, owner, made.documents, made.members))
        except OSError as error:
            refuse(_("The archive could not be written: %(file)s (%(reason)s)", file=file, reason=reason_of(error)))
        click.echo(_("The archive is written: %(file)s", file=file))


def _write(file: Path, made: Prepared, opened: Opener) -> None:
    """Write the archive beside its place first: a file of that name is whole or not there."""
    part = file.with_name(f"{file.name}.part")
    laid = layout(made.members, made.made_at)
    with part.open("wb") as target, click.progressbar(length=laid.size, label=_("Writing"), file=sys.stderr) as bar:
        for block in laid.stream(opened):
            target.write(block)
            bar.update(len(block))
        target.flush()
        os.fsync(target.fileno())
    part.replace(file)
