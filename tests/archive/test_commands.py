"""`tystio archive`, as somebody types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portfolio.cli import main
from tests.archive.conftest import Taken, byte_changed
from tests.factories import Centre
from tests.studies import Study

NOWHERE = {"en": "This file cannot be read: ", "cy": "Ni ellir darllen y ffeil hon: "}


def run(typed: CliRunner, *said: str | Path, language: str = "en") -> Result:
    return typed.invoke(main, ["archive", *map(str, said)], env={"LC_ALL": f"{language}_GB.UTF-8"})


def test_what_is_written_is_found_whole(
    app: Flask, centre: Centre, study: Study, typed: CliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "ffion.zip"
    assert run(typed, "export", centre.ffion.email, file).exit_code == 0
    found = run(typed, "verify", file)
    assert (found.exit_code, found.stdout.partition("\n")[0]) == (0, "Everything is as it was signed.")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("ffion")] == ["ffion.zip"]


def test_a_changed_file_is_named(taken: Taken, typed: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "changed.zip"
    name = next(one for one in taken.zip.namelist() if one.startswith("files/"))
    file.write_bytes(byte_changed(taken, name))
    found = run(typed, "verify", file)
    assert found.exit_code == 1
    assert name in found.stdout


@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_cannot_be_read_is_told_in_the_terminals_language(typed: CliRunner, tmp_path: Path, language: str) -> None:
    found = run(typed, "verify", tmp_path / "nothing.zip", language=language)
    assert found.exit_code == 2
    assert found.stderr.startswith(NOWHERE[language])
    assert found.stderr.endswith(
        {"cy": "(nid yw'r ffolder neu'r ffeil yno)\n", "en": "(there is no such folder or file)\n"}[language]
    )


def test_nobody_and_nowhere_are_told(centre: Centre, study: Study, typed: CliRunner, tmp_path: Path) -> None:
    found = run(typed, "export", "nobody@example.org", tmp_path / "a.zip")
    assert (found.exit_code, found.stderr) == (
        2,
        "Nobody with this email address has a portfolio here: nobody@example.org\n",
    )
    found = run(typed, "export", centre.ffion.email, tmp_path / "no" / "where.zip")
    assert found.exit_code == 2
    assert "could not be written" in found.stderr
