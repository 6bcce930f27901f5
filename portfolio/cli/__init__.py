"""The command `tystio`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib import import_module
from typing import Literal

import click

from portfolio.cli.terminal import gettext as _t
from portfolio.cli.terminal import speak
from standards.commands.terminal import LateGroup
from standards.foundation import Work

__all__ = ["main"]


def unit_of_work(mode: Literal["read", "write"]) -> AbstractContextManager[Work]:
    """Give a unit of work; the application is imported by the first command that needs one."""
    given: AbstractContextManager[Work] = import_module("portfolio.cli.running").unit_of_work(mode)
    return given


@click.group(
    cls=LateGroup,
    places={
        "accounts": "portfolio.cli.accounts:accounts",
        "archive": "portfolio.cli.archive:archive",
        "db": "portfolio.cli.database:database",
        "demo": "portfolio.cli.demo:demo",
        "files": "portfolio.cli.files:files",
        "ledger": "portfolio.cli.ledger:ledger",
        "serve": "portfolio.cli.serving:serve",
        "standards": "standards.commands:standards",
        "work": "portfolio.cli.serving:work",
    },
    help=_t("Tystio: bilingual competency assessment and training portfolios."),
)
@click.version_option(package_name="tystio")
@click.pass_context
def main(context: click.Context) -> None:
    context.obj = unit_of_work


speak(main)
