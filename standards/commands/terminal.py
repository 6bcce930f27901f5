"""How commands are found and how they answer: lines, JSON, and what ends them."""

import errno
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, Literal, NoReturn

import click

from standards.commands.words import failure, spoken
from standards.drafting import RefusalError
from standards.foundation import Work

WorkFactory = Callable[[Literal["read", "write"]], AbstractContextManager[Work]]
"""What the composition root gives as the context's object: a unit of work that is kept when nothing goes wrong."""

FAILED = 1
REFUSED = 2


class LateGroup(click.Group):
    """A group that imports a command when it is named: who reads a document waits for no database."""

    def __init__(self, name: str, places: Mapping[str, str], **given: Any) -> None:
        """Take the commands' names, each with its module and its name there: `package.module:name`."""
        super().__init__(name, **given)
        self.places = places
        self.prepare: Callable[[click.Command], None] = lambda _command: None
        """What is done with a command before it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 as Click names it
        return sorted(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # For a name that is none, Click looks for one that is alike.
        for name in [cmd_name] if cmd_name in self.places else self.places:
            self._import(name)
        return super().get_command(ctx, cmd_name)

    def _import(self, name: str) -> None:
        if name not in self.commands:
            module, _, attribute = self.places[name].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            self.prepare(command)
            self.add_command(command, name)


def print_lines(lines: Iterable[str]) -> None:
    click.echo("\n".join(lines).encode(errors="replace"))


def print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode(errors="replace"))


def reason_of(error: OSError) -> str:
    """Say what failed in the reader's language, which the system's own words may not be in."""
    return failure(errno.errorcode.get(error.errno or 0, type(error).__name__))


def told(error: RefusalError, name: str) -> str:
    """Give a refusal's sentence with the name of its file before it, where it does not say it."""
    said = error.message[spoken()]
    return said if name in said else f"{name}: {said}"


def stop(error: RefusalError, name: str = "") -> NoReturn:
    click.echo(told(error, name).encode(errors="replace"), err=True)
    raise SystemExit(REFUSED) from error


def fail(lines: Sequence[str]) -> NoReturn:
    click.echo("\n".join(lines).encode(errors="replace"), err=True)
    raise SystemExit(FAILED)
