"""No other user of the machine reads evidence, letters or the database, however open they were made before."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from portfolio.cli import main
from portfolio.config import Settings
from portfolio.core import privacy


@pytest.fixture(name="generous", autouse=True)
def generous_fixture() -> Iterator[None]:
    """A terminal whose files everybody reads, as most are."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """All in a folder, and itself, that others may read, write or enter."""
    found = (folder, *sorted(folder.rglob("*")))
    return [str(path.relative_to(folder)) for path in found if path.stat().st_mode & 0o077]


def settings(instance: Path) -> Settings:
    return Settings(instance=instance, database_url="sqlite://", secret_key="x" * 32)


def test_what_commands_make_is_for_its_owner_alone(tmp_path: Path) -> None:
    instance = tmp_path / "new"
    environment = {"TYSTIO_INSTANCE": str(instance), "TYSTIO_DATABASE_URL": None, "LC_ALL": "C"}
    done = CliRunner(env=environment).invoke(main, ["demo"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert {"tystio.sqlite", "files", "secret_key"} <= {path.name for path in instance.iterdir()}
    assert len(list((instance / "files").rglob("*"))) > 2
    assert open_to_others(instance) == []


def test_what_was_open_is_closed_at_the_start(tmp_path: Path) -> None:
    instance = tmp_path / "old"
    for name in ("files", "mail"):
        (instance / name).mkdir(parents=True)
    for name in ("tystio.sqlite", "tystio.sqlite-wal", "secret_key"):
        (instance / name).touch()
    (instance / "notes.txt").touch()
    assert len(open_to_others(instance)) == 7
    privacy.keep(settings(instance))
    assert open_to_others(instance) == ["notes.txt"]
    assert stat.S_IMODE((instance / "tystio.sqlite").stat().st_mode) == 0o600


def test_a_folder_that_all_share_stays_shared(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "files").mkdir()
    privacy.keep(settings(shared))
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    assert stat.S_IMODE((shared / "files").stat().st_mode) == 0o700
