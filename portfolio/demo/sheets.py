"""Rows collected by table and written in bulk, under ids handed out beforehand."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from standards.foundation import Base

FLUSH_AT = 50_000
"""Rows kept in memory before they are written."""


class Sheets:
    """Collects rows of many tables; `flush` writes them, parents before children."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
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
        self._rows[model].append(values)
        self._count += 1

    @property
    def full(self) -> bool:
        return self._count >= FLUSH_AT

    def flush(self) -> None:
        tables = {model.__table__: model for model in self._rows}
        for table in Base.metadata.sorted_tables:
            if table in tables:
                self._session.execute(insert(table), self._rows.pop(tables[table]))
        self._count = 0

    def finish(self) -> None:
        """Write the rest and let the database number on from there."""
        self.flush()
        if self._session.get_bind().dialect.name == "postgresql":
            for model, number in self._next.items():
                name = model.__tablename__
                self._session.execute(
                    text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                    {"name": name, "last": number - 1},
                )

    def _first_free(self, model: type[Base]) -> int:
        last: int | None = self._session.scalar(select(func.max(model.__table__.c.id)))
        return (last or 0) + 1
