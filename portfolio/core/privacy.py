"""Keeps what lies in the instance folder from every other user of the machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from portfolio.config import Settings

NAMES = ("files", "mail", "secret_key", "tystio.sqlite*")
"""Ours in the instance folder; what is inside them is out of reach with them."""


def keep(settings: Settings) -> None:
    """Let all that is made from now on belong to its owner alone, and what is there already too."""
    os.umask(0o077)
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in (settings.instance, *_ours(settings.instance)):
        with suppress(FileNotFoundError):  # what another process removes just now
            _close(path)


def _ours(instance: Path) -> Iterator[Path]:
    return (path for name in NAMES for path in instance.glob(name))


def _close(path: Path) -> None:
    found = path.stat()
    # A folder that all users share, as /tmp is, stays so; what is another's is theirs to close.
    if found.st_mode & stat.S_ISVTX or (os.name == "posix" and found.st_uid != os.geteuid()):
        return
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        path.chmod(stat.S_IMODE(found.st_mode) & stat.S_IRWXU)
