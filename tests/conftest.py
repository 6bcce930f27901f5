"""What every test may ask for: the application on a clean real database, and a browser without a screen."""

import shutil
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner
from flask import Flask
from hypothesis import settings as hypothesis_settings

from portfolio.app import create_app
from portfolio.cli.running import upgrade_schema
from portfolio.config import ROOT, Settings
from portfolio.core.database import db
from portfolio.core.work import UnitOfWork
from tests.beside import SAMPLES, not_run
from tests.client import PageClient
from tests.databases import Database, PostgreSQL, Server, SQLite
from tests.factories import Centre, open_people

# A busy machine is slow; a rule is not wrong for it.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")

SERVER = pytest.StashKey[Server]()
CENTRE = "centre"
MADE: dict[str, Centre] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="where the suite runs")
    parser.addoption("--browser", action="store_true", help="run the browser journeys")
    parser.addoption("--proof", action="store_true", help="run the long proofs, and nothing else")


def pytest_configure(config: pytest.Config) -> None:
    """Lint pages on one database alone; once for all workers: the Welsh texts as they stand, and one PostgreSQL."""
    PageClient.lints = config.getoption("database") == "sqlite"
    if hasattr(config, "workerinput"):
        return
    compile_texts()
    if config.getoption("database") == "postgresql":
        config.stash[SERVER] = Server()


def compile_texts() -> None:
    """Pages are to speak the catalogue as it is now, not as it was when somebody last compiled it."""
    for source in (ROOT / "portfolio" / "translations").rglob("*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as texts, compiled.open("wb") as file:
                write_mo(file, read_po(texts, locale=source.parts[-3]))


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        config.stash[SERVER].stop()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a worker where the server is."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]  # xdist has no types
    if SERVER in config.stash:
        node.workerinput["postgresql"] = config.stash[SERVER].url  # type: ignore[attr-defined]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path.parent.name == "browser" and not config.getoption("browser"):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long proofs run on their own, and never in the suite; what asks no database is not asked twice."""
    wanted, again = bool(config.getoption("proof")), config.getoption("database") != "sqlite"

    def is_out(item: pytest.Item) -> bool:
        if (item.get_closest_marker("proof") is not None) != wanted:
            return True
        if item.get_closest_marker("cases") is not None and not SAMPLES.is_dir():
            return True
        return again and "worker_database" not in getattr(item, "fixturenames", ())

    left_out = [item for item in items if is_out(item)]
    items[:] = [item for item in items if item not in left_out]
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Here, as whoever spreads the tests over workers loads no other conftest."""
    for line in not_run():
        terminalreporter.write_line(line)


def server_address(config: pytest.Config) -> str:
    given = getattr(config, "workerinput", {}).get("postgresql")
    return given or config.stash[SERVER].url


@pytest.fixture(scope="session", name="worker_database")
def worker_database_fixture(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Database]:
    """This worker's own database, still empty."""
    database: Database
    if pytestconfig.getoption("database") == "postgresql":
        database = PostgreSQL(server_address(pytestconfig), worker_id)
    else:
        database = SQLite(tmp_path_factory.mktemp("database"))
    yield database
    database.close()


@pytest.fixture(scope="session", name="settings")
def settings_fixture(worker_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        instance=tmp_path_factory.mktemp("instance"),
        database_url=worker_database.url,
        secret_key="a key for tests only, of more than thirty-two characters",
    )


@pytest.fixture(scope="session", name="whole_app")
def whole_app_fixture(settings: Settings, worker_database: Database) -> Iterator[Flask]:
    """The application, made once for a worker: compiling its templates takes a while."""
    app = create_app(settings)
    app.testing = True
    upgrade_schema(app)
    with app.app_context():
        worker_database.built(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(name="app")
def app_fixture(whole_app: Flask, worker_database: Database, settings: Settings) -> Flask:
    """The application with an empty database and file store."""
    with whole_app.app_context():
        worker_database.reset(db.engine)
    shutil.rmtree(settings.instance, ignore_errors=True)
    settings.instance.mkdir()
    return whole_app


@pytest.fixture(autouse=True)
def writing_again_fixture() -> Iterator[None]:
    """What a test only read, it says for itself: whatever its worker runs next may write."""
    yield
    left = {variable.name: value for variable, value in copy_context().items()}
    assert left.get("mode", "write") == "write", "this test leaves its worker unable to write: begin within reading()"


@pytest.fixture(name="centre")
def centre_fixture(app: Flask, worker_database: Database) -> Centre:
    """Two centres with their people: made once for a worker, put back for each test."""
    with app.app_context():
        if CENTRE in MADE:
            worker_database.restore(db.engine, CENTRE)
        else:
            MADE[CENTRE] = open_people(app)
            worker_database.keep(db.engine, CENTRE)
    return MADE[CENTRE]


@pytest.fixture(name="work")
def work_fixture(app: Flask) -> Iterator[UnitOfWork]:
    """A unit of work of the system itself, in a transaction that is rolled back at the end."""
    with app.app_context():
        yield UnitOfWork(db.session())
        db.session.remove()


@pytest.fixture(name="visitor")
def visitor_fixture(app: Flask) -> PageClient:
    """Somebody who reads English and is not signed in."""
    return PageClient(app)


@pytest.fixture(name="typed")
def typed_fixture(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A terminal of an installation on the test's database."""
    monkeypatch.setenv("TYSTIO_INSTANCE", str(settings.instance))
    monkeypatch.setenv("TYSTIO_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("TYSTIO_SECRET_KEY", settings.secret_key)
    return CliRunner()
