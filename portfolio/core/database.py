"""The database: SQLite kept so that nothing acknowledged is lost, or PostgreSQL; readers read, writers queue."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, Literal

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from standards.foundation import Base

Mode = Literal["read", "write"]


class OneDatabase(FlaskSession):
    """A session that finds its database, the only one there is, once and not at every statement."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Engine | Connection | None = None, **named: Any
    ) -> Engine | Connection:
        if bind is not None:
            return bind
        if self.bind is None:
            self.bind = super().get_bind(mapper, clause, **named)
        return self.bind


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"class_": OneDatabase})
_mode: ContextVar[Mode] = ContextVar("mode", default="write")
_writing = threading.Lock()

PORTFOLIO_LOCK = 1
"""The class of the database's advisory locks that we take on portfolios."""
WRITER_WAITS_SECONDS = 30
IDLE_SECONDS = 1.0
"""After which a connection to PostgreSQL is asked whether it still stands."""
SQLITE_PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=WAL",
    # NORMAL loses acknowledged commits at a power cut.
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "journal_size_limit=67108864",
    "cache_size=-32768",
    "mmap_size=268435456",
)


def engine_options(url: str, *, pooled: bool = False) -> dict[str, Any]:
    """Give how connections are kept; `pooled`: a pooler stands before PostgreSQL that knows no prepared statements."""
    if url.startswith("sqlite"):
        return {"pool_size": 10, "max_overflow": 10}
    # The connection used last has this process's statements prepared.
    options: dict[str, Any] = {"pool_size": 10, "max_overflow": 10, "pool_use_lifo": True}
    return options | {"connect_args": {"prepare_threshold": None}} if pooled else options


def install(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        listen(db.engine)
    # Before anything else asks: whatever writes says so.
    app.before_request(lambda: begin(db.session(), "read"))
    app.teardown_request(lambda _error: _outside_requests())


def listen(engine: Engine) -> None:
    """Give an engine our way of beginning: writers at once and one at a time, readers unable to write."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "commit", _release)
        event.listen(engine, "rollback", _release)
    else:
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "checkin", _leave)
        event.listen(engine, "checkout", partial(_wake, engine))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions of its own: its deferred ones lose updates in silence.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = _mode.get()
    if connection.info.get("mode") != mode:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if mode == 'read' else 'OFF'}")
        connection.info["mode"] = mode
    if mode == "read":
        connection.exec_driver_sql("BEGIN")
        return
    # SQLite's own waiting sleeps and starves; a lock is fair within the process.
    if not _writing.acquire(timeout=WRITER_WAITS_SECONDS):  # released when the transaction ends
        raise TimeoutError("another writer holds the database for too long")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except BaseException:
        _writing.release()
        raise
    connection.info["writing"] = True


def _release(connection: Connection) -> None:
    if connection.info.pop("writing", False):
        _writing.release()


def _begin_postgresql(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    read_only = _mode.get() == "read"
    if driver.read_only is not read_only:
        driver.read_only = read_only


def _leave(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["left"] = time.monotonic()


def _wake(engine: Engine, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """Ask a connection that was idle whether it still stands; each time would cost as much as a short question."""
    now = time.monotonic()
    if now - record.info.get("left", now) >= IDLE_SECONDS:
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError("the server has closed its connections") from error


def begin(session: Session, mode: Mode) -> None:
    """End what the session was doing, unsaved changes lost, and let its next statement begin in this mode."""
    session.rollback()
    _mode.set(mode)


def at_one_moment(session: Session) -> None:
    """Let what is read from here on be read as it stands now, whoever writes meanwhile; SQLite's readers always do."""
    begin(session, "read")
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def hold_portfolios(session: Session, portfolio_ids: Collection[int]) -> None:
    """Let one person at a time act on portfolios, seeing them as the one before left them; SQLite has one writer."""
    if session.get_bind().dialect.name == "postgresql":
        # Always in one order, so that two who hold several never wait for each other.
        for portfolio_id in sorted(portfolio_ids):
            session.execute(select(func.pg_advisory_xact_lock(PORTFOLIO_LOCK, portfolio_id)))
        session.expire_all()


def _outside_requests() -> None:
    """Commands and jobs that follow in this thread write, as they say nothing else."""
    _mode.set("write")


@contextmanager
def reading() -> Iterator[None]:
    """Everything that begins inside only reads."""
    token = _mode.set("read")
    try:
        yield
    finally:
        _mode.reset(token)


@contextmanager
def reading_apart(engine: Engine) -> Iterator[Session]:
    """Give a session of its own that only reads: for what is still sent when the request's own session is over."""
    with reading(), Session(engine) as session:
        yield session
