"""The check looks at many books at once: it asks no more for thirty than for three, and misses nothing for it."""

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from portfolio.app import all_acts, all_stored_facts
from portfolio.cli import ledger
from portfolio.cli.checking import a_check, looked_at
from portfolio.core import ledger_check
from portfolio.core.database import db, reading
from portfolio.core.ledger import Book
from portfolio.core.ledger_check import Check, Wrong
from portfolio.core.work import UnitOfWork
from portfolio.demo import bulk
from portfolio.people.queries import verifying_key
from tests.databases import statements
from tests.demo.test_bulk import tools
from tests.ledger.tampering import change
from tests.ledger.test_command import checked

ASKED = 106
"""Statements about one part, the shared library's and the centre's own book with it."""


def fill(app: Flask, learners: int) -> None:
    with app.app_context():
        work = UnitOfWork(db.session())
        bulk.make(work, bulk.Size(learners, units=2, pieces=3, signed_units=1), tools(app))
        work.session.commit()
        db.session.remove()


def asked(app: Flask) -> int:
    with app.app_context(), statements() as told:
        assert list(Check(db.session(), all_acts(), all_stored_facts(), verifying_key).wrongs()) == []
        db.session.remove()
    return len(told)


@pytest.mark.parametrize("learners", [3, 30])
def test_a_part_is_asked_about_at_once(app: Flask, learners: int) -> None:
    fill(app, learners)
    assert asked(app) == ASKED


def one_book_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_check, "BOOKS_TOGETHER", 1)


def found(app: Flask, processes: int) -> tuple[list[Wrong], int]:
    with app.app_context(), reading():
        told = list(looked_at(a_check(db.session()), processes))
        db.session.remove()
    return [one for part in told for one in part.wrongs], sum(part.counts.entries for part in told)


def test_processes_find_what_one_finds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(app, 5)
    change(app, "UPDATE decision SET outcome = 'met' WHERE id IN (SELECT min(id) FROM decision)")
    change(app, "UPDATE ledger_entry SET kind = 'unit.signed' WHERE seq = 3")
    alone = found(app, 1)
    assert {one.code for one in alone[0]} == {"columns"}
    change(app, "UPDATE claim SET status = 'waiting' WHERE id IN (SELECT max(id) FROM claim)")
    alone = found(app, 1)
    one_book_each(monkeypatch)
    assert found(app, 1) == found(app, 2) == alone
    assert {one.code for one in alone[0]} == {"columns", "stored-differs"}


def test_what_went_to_another_book_is_missed_in_its_own(app: Flask) -> None:
    fill(app, 3)
    change(app, "UPDATE evidence SET portfolio_id = (SELECT max(id) FROM portfolio)")
    with app.app_context():
        books = set(db.session.scalars(select(Book.public_id).where(Book.kind == "portfolio")))
        db.session.remove()
    wrongs, _entries = found(app, 1)
    missed = {one.book for one in wrongs if one.code == "not-stored" and one.detail.startswith("evidence ")}
    assert missed == books - {wrongs[-1].book}
    assert {one.code for one in wrongs if one.book == wrongs[-1].book} == {"not-told"}


def test_the_command_divides(app: Flask, typed: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(app, 4)
    one_book_each(monkeypatch)
    monkeypatch.setattr(ledger, "processors", lambda: 3)
    assert checked(typed).stdout == "Books: 5. Entries: 62. Signed heads: 4. States compared: 290. Nothing is wrong.\n"
