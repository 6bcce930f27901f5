"""Commands say what they are in the language of the terminal."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from portfolio.cli import main
from portfolio.config import Settings, SettingsError
from tests.house import tree

ALL_HELP = """
import click, json
from portfolio.cli import main
def told(command, context):
    yield " ".join(context.command_path.split()[1:]), command.get_help(context)
    for name in command.list_commands(context) if isinstance(command, click.Group) else ():
        under = command.get_command(context, name)
        yield from told(under, click.Context(under, context, name, terminal_width=300))
print(json.dumps(dict(told(main, click.Context(main, info_name="tystio", terminal_width=300)))))
"""

TYPED = ("-c", "from portfolio.cli import main; main()")


def run(language: str, *code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python as in a terminal of that language: the words of commands are chosen when they are made."""
    return subprocess.run(
        (sys.executable, *code),
        cwd=tree.ROOT,
        env={**os.environ, "LC_ALL": language, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(name="told", scope="module")
def told_fixture() -> dict[str, dict[str, str]]:
    """By language, what each command says of itself."""
    return {one: json.loads(run(f"{one}_GB.UTF-8", "-c", ALL_HELP).stdout) for one in ("cy", "en")}


def commands(command: click.Command) -> list[click.Command]:
    if not isinstance(command, click.Group):
        return [command]
    context = click.Context(command)
    under = (command.get_command(context, name) for name in command.list_commands(context))
    return [command, *(one for each in under if each for one in commands(each))]


def described(command: click.Command) -> list[Any]:
    return [command.help, *(one.help for one in command.params if isinstance(one, click.Option))]


def test_every_command_and_option_says_what_it_is() -> None:
    assert [one.name for one in commands(main) if not all(described(one))] == []


def test_help_is_whole_in_both_languages(told: dict[str, dict[str, str]]) -> None:
    assert len(told["cy"]) == len(commands(main))
    for name, welsh in told["cy"].items():
        words = told["en"][name]
        shared = {line.strip() for line in welsh.splitlines()} & {line.strip() for line in words.splitlines()}
        assert {line for line in shared if line and not line.startswith("--")} == set(), name


def test_who_reads_a_document_waits_for_no_application() -> None:
    read = (
        "import sys; from portfolio.cli import main\n"
        "main(['standards', 'read', 'standards/catalogue/sources/LSIAG11-cy.txt'], standalone_mode=False)\n"
        "print({'flask', 'alembic', 'typst', 'portfolio.app', 'standards.library'} & set(sys.modules))"
    )
    assert run("en_GB.UTF-8", "-c", read).stdout.endswith("set()\n")


def test_a_name_that_is_no_command_is_told_the_one_that_is_alike() -> None:
    assert "Did you mean 'demo'?" in run("en_GB.UTF-8", *TYPED, "demmo").stderr


def test_a_slip_is_told_in_welsh() -> None:
    slip = run("cy_GB.UTF-8", "-c", "from portfolio.cli import main; main()", "accounts", "add", "--role", "arall")
    assert "Gwall: Gwerth anghywir ar gyfer '--role': Nid yw 'arall' yn un o 'learner'" in slip.stderr


def test_what_is_to_be_typed_is_named_in_welsh(told: dict[str, dict[str, str]]) -> None:
    for name, welsh in told["cy"].items():
        assert re.findall(r"OPTIONS|COMMAND|ARGS|TEXT|INTEGER|RANGE|NUMBER|FILE|PATHS|WORDS", welsh) == [], name


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("group", ["", "accounts", "ledger", "standards"])
def test_no_sentence_is_cut_in_a_list_of_commands(language: str, group: str) -> None:
    shown = run(f"{language}_GB.UTF-8", *TYPED, *group.split(), "--help", COLUMNS="80").stdout
    assert shown.count("...") == 1, "the usage says that more may follow; nothing else does"


def test_no_number_is_told_in_welsh() -> None:
    slip = run("cy_GB.UTF-8", *TYPED, "demo", "--learners", "abc")
    assert "Nid yw 'abc' yn rhif cyfan dilys." in slip.stderr


@pytest.mark.parametrize(
    ("language", "reason"), [("cy", "mae rhaglen arall yn ei ddefnyddio"), ("en", "another program uses it")]
)
def test_why_a_port_cannot_be_had_is_told_in_the_terminals_language(tmp_path: Path, language: str, reason: str) -> None:
    here = {"TYSTIO_INSTANCE": str(tmp_path)}
    assert run(language, *TYPED, "db", "upgrade", **here).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run(f"{language}_GB.UTF-8", *TYPED, "serve", "--port", str(port), **here)
    assert ended.stderr.endswith(f"{port}: {reason}\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("TYSTIO_BASE_URL", "tystio.example.org"),
        ("TYSTIO_MAX_FILE_MB", "a lot"),
        ("TYSTIO_MAX_FILE_MB", "0"),
        ("TYSTIO_SMTP_URL", "mail.example.org"),
        ("TYSTIO_DATABASE_URL", "nonsense"),
        ("TYSTIO_DATABASE_URL", "mysql://localhost/tystio"),
        ("TYSTIO_DATABASE_URL", "postgresql+psycopg://localhost:port/tystio"),
    ],
)
def test_a_wrong_setting_is_named_in_both_languages(name: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environment({"TYSTIO_SECRET_KEY": "x", name: said})
    assert all(name in words for words in error.value.message.values())


def test_a_database_of_postgresql_needs_no_drivers_name() -> None:
    given = {"TYSTIO_SECRET_KEY": "x", "TYSTIO_DATABASE_URL": "postgresql://ffion:secret@localhost/tystio"}
    assert Settings.from_environment(given).database_url == "postgresql+psycopg://ffion:secret@localhost/tystio"


def test_a_wrong_setting_ends_a_command_with_one_sentence() -> None:
    upgrade = ("-c", "from portfolio.cli import main; main()", "db", "upgrade")
    ended = run("cy_GB.UTF-8", *upgrade, TYSTIO_MAX_FILE_MB="0")
    assert ended.returncode == 2
    assert ended.stderr == "Rhaid i TYSTIO_MAX_FILE_MB fod yn rhif cyfan o 1 i fyny, nid '0'\n"
