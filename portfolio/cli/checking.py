"""The check of the ledger on all processors: each looks at some of the books, in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context

from flask import Flask, current_app
from sqlalchemy.orm import Session

from portfolio.app import all_acts, all_stored_facts
from portfolio.core.database import db, reading
from portfolio.core.ledger_check import Check, Counts, Part, Wrong
from portfolio.people.queries import verifying_key


@dataclass(frozen=True)
class Found:
    """What is wrong with a part of the books, and how much was looked at."""

    wrongs: list[Wrong]
    counts: Counts


def a_check(session: Session) -> Check:
    """Make a check of the whole ledger, that reads everything as it stands now, whoever writes meanwhile."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return Check(session, all_acts(), all_stored_facts(), verifying_key)


def processors() -> int:
    """Tell how many processes can look at once: one where a process cannot be divided."""
    return len(os.sched_getaffinity(0)) if "fork" in get_all_start_methods() else 1


def looked_at(check: Check, processes: int) -> Iterator[Found]:
    """Look at all books, and tell what each part gave, in the order of the books."""
    parts = check.parts()
    if min(len(parts), processes) < 2:
        yield from (_part(check, part) for part in parts)
    else:
        yield from _divided(check.session, parts, processes)
    yield Found(list(check.strays()), Counts())


def _part(check: Check, part: Part) -> Found:
    check.counts = Counts()
    return Found(list(check.part(part)), check.counts)


def _divided(session: Session, parts: list[Part], processes: int) -> Iterator[Found]:
    """Divide this process: each one reads through a connection of its own, so none may be open before."""
    session.rollback()
    db.engine.dispose()
    with ProcessPoolExecutor(processes, get_context("fork")) as pool:
        yield from pool.map(_apart, parts)


def _apart(part: Part) -> Found:
    """Look at a part in the application of the process that this one came from, with a session of its own."""
    application: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    with application.app_context(), reading():
        return _part(a_check(db.session()), part)
