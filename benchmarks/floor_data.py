"""The floor's database: the driver alone, one connection a thread, synced as the product's."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

import psycopg
from flask import current_app

from portfolio.core.database import SQLITE_PRAGMAS

Parameters = tuple[Any, ...]


class Write:
    """Statements within one transaction."""

    def __init__(self, cursor: Any, mark: str) -> None:
        self._cursor, self._mark = cursor, mark

    def run(self, statement: str, parameters: Parameters = ()) -> Any:
        return self._cursor.execute(statement.replace("?", self._mark), parameters)

    def add(self, table: str, **values: Any) -> None:
        self.add_all(table, [values])

    def add_all(self, table: str, rows: list[dict[str, Any]]) -> None:
        statement, cells = self._insert(table, rows)
        self._cursor.executemany(statement, cells)

    def add_one(self, table: str, **values: Any) -> int:
        """Add a row and give the id that it got."""
        statement, [cells] = self._insert(table, [values])
        number: int = self._cursor.execute(f"{statement} RETURNING id", cells).fetchone()[0]
        return number

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> tuple[str, list[Parameters]]:
        names, marks = ", ".join(rows[0]), ", ".join(self._mark for _ in rows[0])
        cells = [tuple(self._cell(one) for one in row.values()) for row in rows]
        return f"INSERT INTO {table} ({names}) VALUES ({marks})", cells  # noqa: S608 names of our own

    def _cell(self, value: Any) -> Any:
        if self._mark == "?" and isinstance(value, datetime):
            return value.replace(tzinfo=None).isoformat(" ")
        return value


class Data(Protocol):
    def read(self, query: str, parameters: Parameters) -> list[Any]: ...

    def writing(self) -> Any:
        """Give a `Write` whose transaction ends with the block."""


def data() -> Data:
    """Give the database of the application that answers."""
    found: Data = current_app.extensions["data"]
    return found


class SQLiteData:
    def __init__(self, path: str) -> None:
        self._path, self._local, self._lock = path, threading.local(), threading.Lock()

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = sqlite3.connect(self._path, isolation_level=None)
            for pragma in SQLITE_PRAGMAS:
                self._local.connection.execute(f"PRAGMA {pragma}")
        connection: sqlite3.Connection = self._local.connection
        return connection

    def read(self, query: str, parameters: Parameters) -> list[Any]:
        return self._connection().execute(query, parameters).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Write]:
        with self._lock:
            cursor = self._connection().cursor()
            cursor.execute("BEGIN IMMEDIATE")
            yield Write(cursor, "?")
            cursor.execute("COMMIT")


class PostgreSQLData:
    def __init__(self, address: str) -> None:
        self._address, self._local = address, threading.local()

    def _connection(self) -> psycopg.Connection[Any]:
        if not hasattr(self._local, "connection"):
            self._local.connection = psycopg.connect(self._address, autocommit=True)
        connection: psycopg.Connection[Any] = self._local.connection
        return connection

    def read(self, query: str, parameters: Parameters) -> list[Any]:
        return self._connection().execute(query.replace("?", "%s").encode(), parameters).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Write]:
        connection = self._connection()
        with connection.transaction(), connection.cursor() as cursor:
            yield Write(cursor, "%s")


def open_data(url: str) -> Data:
    if url.startswith("sqlite:///"):
        return SQLiteData(url.removeprefix("sqlite:///"))
    return PostgreSQLData(url.replace("postgresql+psycopg://", "postgresql://"))
