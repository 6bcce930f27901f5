"""How connections to PostgreSQL are kept; SQLite's are files, and stand as long as the machine."""

import pytest
from flask import Flask
from sqlalchemy import text

from portfolio.app import create_app
from portfolio.config import Settings
from portfolio.core import database
from portfolio.core.database import db
from tests.client import PageClient
from tests.databases import Database, PostgreSQL
from tests.factories import Centre


def close_connections(app: Flask, worker_database: Database) -> None:
    """Close them from outside, as a server does that is started again."""
    if isinstance(worker_database, PostgreSQL):
        ended = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
        )
        worker_database.broom.execute(ended, [worker_database.broom.info.backend_pid])
    else:
        with app.app_context():
            db.engine.dispose()


def test_a_connection_that_was_closed_while_it_idled_is_made_anew(
    app: Flask, centre: Centre, worker_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "IDLE_SECONDS", 0.0)
    client = PageClient(app)
    client.enter(centre.manager)
    client.get("/")
    close_connections(app, worker_database)
    assert client.get("/").status == 200


@pytest.mark.parametrize(("pooled", "prepared"), [(False, True), (True, False)])
def test_statements_are_prepared_unless_a_pooler_knows_none(
    settings: Settings, app: Flask, worker_database: Database, pooled: bool, prepared: bool
) -> None:
    assert app is not None
    other = create_app(Settings(settings.instance, settings.database_url, settings.secret_key, pooled=pooled))
    with other.app_context(), db.engine.connect() as connection:
        if isinstance(worker_database, PostgreSQL):
            for _each in range(10):
                connection.execute(text("SELECT count(*) FROM account WHERE id = :id"), {"id": 1})
            known = connection.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one()
            assert (known > 0) is prepared
        else:
            assert "connect_args" not in other.config["SQLALCHEMY_ENGINE_OPTIONS"]
    with other.app_context():
        db.engine.dispose()
