"""The language of the terminal: what the commands say of themselves, and what Click says for them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from gettext import bindtextdomain, gettext
from pathlib import Path

import click

from standards.commands.terminal import LateGroup
from standards.foundation import Language

__all__ = ["gettext", "language", "speak"]

bindtextdomain("messages", str(Path(__file__).resolve().parents[1] / "translations"))
"""The domain that Click looks its words up in, so that one catalogue serves it and us."""


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """Give the language that the terminal is set to, as POSIX orders its variables."""
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "cy" if said.startswith("cy") else "en"


def _l(words: str) -> str:
    return words


def _n(one: str, _many: str) -> str:
    return one


CLICKS_WORDS = (
    _l("Usage:"),
    _l("Options"),
    _l("Commands"),
    _l("Positional arguments"),
    _l("required"),
    _l("default: {default}"),
    _l("Show this message and exit."),
    _l("Show the version and exit."),
    _l("%(prog)s, version %(version)s"),
    _l("Aborted!"),
    _l("Error: {message}"),
    _l("Try '{command} {option}' for help."),
    _l("Missing command."),
    _l("Missing argument"),
    _l("Missing option"),
    _l("Missing parameter"),
    _l("No such command {name!r}."),
    _l("No such option {name!r}."),
    _n("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    _n("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    _l("Invalid value for {param_hint}: {message}"),
    _l("Invalid value: {message}"),
    _l("Option {name!r} does not take a value."),
    _n("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    _l("Choose from:\n\t{choices}"),
    _n("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    _l("{value!r} is not a valid {number_type}."),
    _l("{value} is not in the range {range}."),
    _l("file"),
    _l("path"),
)
"""What Click says of a command that is asked for help or typed wrongly, named so that the catalogue keeps it."""


def speak(command: click.Command) -> None:
    """Say in the terminal's language what Click says in English alone, of a command and of those under it."""
    command.options_metavar = gettext("[OPTIONS]")
    # Click cuts a sentence where the line ends; a list of commands may take two lines.
    command.short_help = _first_sentence(command.help or "")
    for param in command.params:
        _name_value(param)
    if isinstance(command, LateGroup):
        command.prepare = speak
    if isinstance(command, click.Group):
        command.subcommand_metavar = gettext("COMMAND [ARGS]...")
        for under in command.commands.values():
            speak(under)


def _first_sentence(said: str) -> str:
    first, full_stop, _rest = said.partition(". ")
    return first + full_stop.strip()


def _name_value(param: click.Parameter) -> None:
    """Name what is to be typed for an argument or an option."""
    if isinstance(param, click.Argument):
        named = {"file": gettext("FILE"), "paths": gettext("PATHS..."), "words": gettext("WORDS...")}
        param.metavar = named.get(param.name)
    elif param.type is click.STRING:
        param.metavar = gettext("TEXT")
    elif isinstance(param.type, click.IntRange):
        param.metavar = gettext("NUMBER")
        param.type.name = gettext("whole number")
