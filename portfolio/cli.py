"""The command `tystio`."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask_migrate import upgrade

from portfolio.app import create_app
from portfolio.config import ROOT, Settings, SettingsError
from portfolio.core.database import db

MIGRATIONS = str(ROOT / "portfolio" / "migrations")


@click.group()
@click.version_option(package_name="tystio")
def main() -> None:
    """Tystio: bilingual competency assessment and training portfolios."""


def application() -> Flask:
    """Make the application from the environment, or end with a sentence that says which setting is wrong."""
    try:
        return create_app(Settings.from_environment())
    except SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@main.group("db")
def database() -> None:
    """Create the database and keep it at this version."""


@database.command("upgrade")
def upgrade_database() -> None:
    """Create the database, or bring it to this version."""
    app = application()
    upgrade_schema(app)
    click.echo("The database is up to date.")


def upgrade_schema(app: Flask) -> None:
    """Bring an application's database to this version of its tables."""
    with app.app_context():
        upgrade(directory=MIGRATIONS)
        db.session.remove()
