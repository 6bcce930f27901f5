"""How Alembic reaches the database: through the application it is run in."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from portfolio.core.database import db
from standards.foundation import Base, TextColumn, UTCDateTime


def render_item(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our column types as what they are, with their import."""
    if kind == "type" and isinstance(item, (UTCDateTime, TextColumn)):
        autogen_context.imports.add("import standards.foundation")
        return f"standards.foundation.{type(item).__name__}()"
    return False


def run() -> None:
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            compare_type=True,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
