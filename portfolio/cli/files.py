"""`tystio files`: has people's files checked for viruses, and tells how far that is."""

from __future__ import annotations

import sys

import click
from flask_babel import gettext as _

from portfolio import server
from portfolio.cli.running import current_application, speaking
from portfolio.cli.terminal import gettext as _t
from portfolio.core.clamd import Verdict
from portfolio.core.database import db, reading
from portfolio.core.work import transaction
from portfolio.evidence import queries, services


@click.group("files", help=_t("Look after the files that people sent."))
def files() -> None:
    pass


@files.command("check", help=_t("Have every file checked for viruses that was not yet; ends with 1 if any waits on."))
@click.option("--again", is_flag=True, help=_t("Check also what was checked before, with what is known now."))
def check(*, again: bool) -> None:
    app = current_application()
    with speaking(app):
        if app.extensions["settings"].clamd is None:
            sys.exit(_("Nothing checks files here: set TYSTIO_CLAMD to where a ClamAV daemon listens."))
        if again:
            with transaction(db.session()) as work:
                services.check_again(work, Verdict)
        _done, answered = server.check_waiting(app)
        with reading():
            found = queries.verdicts(db.session())
            click.echo(_("Clean: %(number)s", number=found.get(Verdict.CLEAN, 0)))
            click.echo(_("Infected: %(number)s", number=found.get(Verdict.INFECTED, 0)))
            click.echo(_("Too long to be checked: %(number)s", number=found.get(Verdict.UNCHECKED, 0)))
        if not answered:
            sys.exit(
                _("The daemon gave no verdict: the other files wait, and are tried again while the site is served.")
            )
