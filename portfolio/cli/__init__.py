"""The command `tystio`."""

from __future__ import annotations

import click

from portfolio.cli.accounts import accounts
from portfolio.cli.demo import demo
from portfolio.cli.ledger import ledger
from portfolio.cli.running import application, unit_of_work, upgrade_schema
from portfolio.cli.serving import serve, work
from standards.commands import standards

__all__ = ["application", "main", "upgrade_schema"]


@click.group()
@click.version_option(package_name="tystio")
@click.pass_context
def main(context: click.Context) -> None:
    """Tystio: bilingual competency assessment and training portfolios."""
    context.obj = unit_of_work


main.add_command(accounts)
main.add_command(demo)
main.add_command(ledger)
main.add_command(serve)
main.add_command(standards)
main.add_command(work)


@main.group("db")
def database() -> None:
    """Create the database and keep it at this version."""


@database.command("upgrade")
def upgrade_database() -> None:
    """Create the database, or bring it to this version."""
    app = application()
    upgrade_schema(app)
    click.echo("The database is up to date.")
