"""The commands of the standards, run on the test's own database."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from click.testing import CliRunner, Result
from flask import Flask

from portfolio.core.database import Mode, db, reading
from portfolio.core.work import UnitOfWork
from standards.commands import standards


def run(app: Flask, *arguments: str, lang: str = "en_GB.UTF-8") -> Result:
    @contextmanager
    def unit_of_work(mode: Mode) -> Iterator[UnitOfWork]:
        with app.app_context(), reading() if mode == "read" else nullcontext():
            try:
                yield UnitOfWork(db.session())
                if mode == "write":
                    db.session.commit()
            finally:
                db.session.remove()

    environment = {"LANG": lang, "LC_ALL": "", "LC_MESSAGES": ""}
    return CliRunner(env=environment).invoke(standards, list(arguments), obj=unit_of_work)
