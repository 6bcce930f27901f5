"""The command `tystio`."""

from __future__ import annotations

import click

from portfolio.cli.accounts import accounts
from portfolio.cli.demo import demo
from portfolio.cli.ledger import ledger
from portfolio.cli.running import application, opening, speaking, unit_of_work, upgrade_schema
from portfolio.cli.serving import serve, work
from portfolio.cli.terminal import gettext as _t
from portfolio.cli.terminal import speak
from portfolio.core.database import db
from standards.commands import standards

__all__ = ["application", "main", "upgrade_schema"]


@click.group(help=_t("Tystio: bilingual competency assessment and training portfolios."))
@click.version_option(package_name="tystio")
@click.pass_context
def main(context: click.Context) -> None:
    context.obj = unit_of_work


main.add_command(accounts)
main.add_command(demo)
main.add_command(ledger)
main.add_command(serve)
main.add_command(standards)
main.add_command(work)


@main.group("db", help=_t("Create the database and keep it at this version."))
def database() -> None:
    pass


@database.command("upgrade", help=_t("Create the database, or bring it to this version."))
def upgrade_database() -> None:
    app = application()
    with speaking(app), opening():
        db.engine.connect().close()
    upgrade_schema(app)
    click.echo(_t("The database is up to date."))


speak(main)
