"""How commands answer: lines, JSON, and what ends them."""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, NoReturn

import click

from standards.commands.words import said, spoken
from standards.drafting import RefusalError
from standards.foundation import Work

WorkFactory = Callable[[Literal["read", "write"]], AbstractContextManager[Work]]
"""What the composition root gives as the context's object: a unit of work that is kept when nothing goes wrong."""

FAILED = 1
REFUSED = 2


@click.group("standards", help=said("group"))
def standards() -> None:
    pass


def print_lines(lines: Iterable[str]) -> None:
    click.echo("\n".join(lines).encode(errors="replace"))


def print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode(errors="replace"))


def stop(error: RefusalError) -> NoReturn:
    click.echo(error.message[spoken()].encode(errors="replace"), err=True)
    raise SystemExit(REFUSED) from error


def fail(lines: Sequence[str]) -> NoReturn:
    click.echo("\n".join(lines).encode(errors="replace"), err=True)
    raise SystemExit(FAILED)
