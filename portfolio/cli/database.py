"""`tystio db`: the tables of this version."""

from __future__ import annotations

import click
from flask_babel import gettext as _

from portfolio.cli.running import application, opening, speaking, upgrade_schema
from portfolio.cli.terminal import gettext as _t
from portfolio.core.database import db


@click.group("db", help=_t("Create the database and keep it at this version."))
def database() -> None:
    pass


@database.command("upgrade", help=_t("Create the database, or bring it to this version."))
def upgrade_database() -> None:
    app = application()
    with speaking(app), opening():
        db.engine.connect().close()
    upgrade_schema(app)
    click.echo(_("The database is up to date."))
