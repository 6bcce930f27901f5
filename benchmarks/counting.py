"""Counts what a job costs: time, statements and memory."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from portfolio.core.database import db


class Counted:
    """How many statements ran, for how long, and how much memory was taken beside."""

    def __init__(self) -> None:
        self.statements = 0
        event.listen(db.engine, "before_cursor_execute", self._count)

    def _count(self, *_what: Any) -> None:
        self.statements += 1

    def of(self, name: str, do: Callable[[], object]) -> str:
        """Run it twice, once for the time and once for the memory: watching memory makes all slower."""
        self.statements, begun = 0, time.perf_counter()
        do()
        took, statements = time.perf_counter() - begun, self.statements
        tracemalloc.start()
        do()
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        return f"{name} {took * 1000:.0f} ms, {statements} statements, {peak:.1f} MiB"
