"""Rows collected by table and written in bulk, under ids handed out beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.orm import Session

from standards.foundation import Base, UTCDateTime

FLUSH_AT = 50_000
"""Rows kept in memory before they are written."""
Cells = tuple[Any, ...]
Processor = Callable[[Any], Any]


class Sheet:
    """The rows of one table: all of them give the same columns."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns: tuple[str, ...] = ()
        self.rows: list[Cells] = []

    def add(self, values: dict[str, Any]) -> None:
        columns = tuple(values)
        if columns != self.columns:
            self._check(columns)
            self.columns = columns
        self.rows.append(tuple(values.values()))

    def _check(self, columns: tuple[str, ...]) -> None:
        """Check that nothing is left to a default, which bulk writing does not know. Raises ValueError."""
        if self.columns:
            raise ValueError(f"rows of {self.table.name} give other columns: {columns}")
        left = [one.name for one in self.table.columns if one.name not in columns]
        if wrong := [name for name in left if not self.table.columns[name].nullable]:
            raise ValueError(f"rows of {self.table.name} lack {wrong}")

    def write(self, connection: Connection) -> None:
        """Write all rows past SQLAlchemy's work on each: only values that need it are changed on the way."""
        driver: Any = connection.connection.driver_connection
        names = ", ".join(f'"{name}"' for name in self.columns)
        rows = self._processed(connection)
        if connection.dialect.name == "postgresql":
            with driver.cursor() as cursor, cursor.copy(f'COPY "{self.table.name}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(self.columns))
            # Names of tables and columns are our own.
            driver.executemany(f'INSERT INTO "{self.table.name}" ({names}) VALUES ({marks})', rows)  # noqa: S608
        self.rows.clear()

    def _processed(self, connection: Connection) -> Iterator[Cells]:
        """Turn values into what the driver takes, column by column where its type asks for it."""
        dialect = connection.dialect
        types = [self.table.columns[name].type for name in self.columns]
        processors: list[tuple[int, Processor]] = []
        for place, kind in enumerate(types):
            process = kind.dialect_impl(dialect).bind_processor(dialect)
            if process is not None:
                # The rows of one act share its moment: most of what bulk writing changes on the way.
                processors.append((place, lru_cache(process) if isinstance(kind, UTCDateTime) else process))
        if not processors:
            return iter(self.rows)
        return (_with(row, processors) for row in self.rows)


def _with(row: Cells, processors: list[tuple[int, Processor]]) -> Cells:
    cells = list(row)
    for place, process in processors:
        cells[place] = process(cells[place])
    return tuple(cells)


class Sheets:
    """Collects rows of many tables; `flush` writes them, parents before children."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sheets: dict[type[Base], Sheet] = {}
        self._next: dict[type[Base], int] = {}
        self._count = 0

    def add(self, model: type[Base], **values: Any) -> int:
        """Add a row of a table that numbers its rows; give its id."""
        number = self.reserve(model)
        self.add_plain(model, id=number, **values)
        return number

    def reserve(self, model: type[Base]) -> int:
        """Hand out the id of a row that is added later."""
        number = self._next.get(model) or self._first_free(model)
        self._next[model] = number + 1
        return number

    def add_plain(self, model: type[Base], **values: Any) -> None:
        """Add a row whose key is among its values."""
        sheet = self._sheets.get(model)
        if sheet is None:
            sheet = self._sheets[model] = Sheet(Base.metadata.tables[model.__tablename__])
        sheet.add(values)
        self._count += 1

    @property
    def full(self) -> bool:
        return self._count >= FLUSH_AT

    def flush(self) -> None:
        connection = self._session.connection()
        by_table = {sheet.table: sheet for sheet in self._sheets.values()}
        for table in Base.metadata.sorted_tables:
            if table in by_table and by_table[table].rows:
                by_table[table].write(connection)
        self._count = 0

    def finish(self) -> None:
        """Write the rest and let the database number on from there."""
        self.flush()
        if self._session.get_bind().dialect.name == "postgresql":
            for model, number in self._next.items():
                # Never back: rows that are not here now may have had the numbers after the last that is.
                self._session.execute(
                    text("SELECT setval(:sequence, greatest(:last, nextval(:sequence)))"),
                    {"sequence": f"{model.__tablename__}_id_seq", "last": number - 1},
                )

    def _first_free(self, model: type[Base]) -> int:
        last: int | None = self._session.scalar(select(func.max(model.__table__.c.id)))
        return (last or 0) + 1
