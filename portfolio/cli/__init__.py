"""The command `tystio`."""

from __future__ import annotations

import click

from portfolio.cli.ledger import ledger
from portfolio.cli.running import application, upgrade_schema

__all__ = ["application", "main", "upgrade_schema"]


@click.group()
@click.version_option(package_name="tystio")
def main() -> None:
    """Tystio: bilingual competency assessment and training portfolios."""


main.add_command(ledger)


@main.group("db")
def database() -> None:
    """Create the database and keep it at this version."""


@database.command("upgrade")
def upgrade_database() -> None:
    """Create the database, or bring it to this version."""
    app = application()
    upgrade_schema(app)
    click.echo("The database is up to date.")
