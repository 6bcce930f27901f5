"""A file that comes in pieces, over broken connections: what was acknowledged of it stays until it is whole."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

from portfolio.core.store.disk import Busy, age, files_in, is_being_written, make_folder, sync_folder

if sys.platform != "win32":
    import fcntl

BLOCK = 1024 * 1024
PARTS = "parts"
WHOLE = ".whole"


class Elsewhere(Exception):
    """The next piece does not begin where what is here ends."""


class Readable(Protocol):
    """Where a piece comes from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Part:
    """One such file. Only what is on the disk counts: `offset` tells how much that is."""

    def __init__(self, path: Path, length: int) -> None:
        self.path, self.length = path, length

    def begin(self) -> None:
        make_folder(self.path.parent)
        self.path.touch()
        sync_folder(self.path.parent)

    @property
    def offset(self) -> int:
        """How many bytes are here. Raises FileNotFoundError where it was never begun, or swept since."""
        return self.path.stat().st_size

    @property
    def whole(self) -> bool:
        return self.offset == self.length

    def append(self, at: int, piece: Readable) -> int:
        """Take a piece that begins at a place, as far as it comes; gives how many bytes are here then.

        What is beyond the length is not read. Raises FileNotFoundError, Elsewhere or Busy.
        """
        with self._alone() as file:
            if file.seek(0, os.SEEK_END) != at:
                raise Elsewhere
            try:
                left = self.length - at
                while left and (block := piece.read(min(BLOCK, left))):
                    file.write(block)
                    left -= len(block)
            finally:
                # A connection may break: what came before is kept.
                file.flush()
                os.fsync(file.fileno())
        return self.offset

    @contextmanager
    def _alone(self) -> Iterator[BinaryIO]:
        with self.path.open("r+b") as file:
            if sys.platform != "win32":
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    raise Busy from error
            yield file

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody else write to it or keep it meanwhile. Raises FileNotFoundError or Busy."""
        if sys.platform == "win32":
            self.path.stat()  # an open file could not be moved there
            yield
            return
        with self._alone():
            yield

    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def tell(self, said: str) -> None:
        """Leave a word of what becomes of it, for whoever loses the answer; it is on the disk before the file moves."""
        with self.path.with_suffix(WHOLE).open("w", encoding="utf-8") as file:
            file.write(said)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.path.parent)

    def told(self) -> str | None:
        """Give that word; it holds once the file itself is no longer here."""
        try:
            return self.path.with_suffix(WHOLE).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def end(self) -> None:
        """Throw away what is here of it."""
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(WHOLE).unlink(missing_ok=True)


def begun_in(folder: Path) -> list[str]:
    """Name the files whose pieces came to a folder, whole ones too."""
    return sorted({path.stem for path in files_in(folder)})


def end_all_in(folder: Path) -> None:
    """Throw away a folder of pieces; whoever writes to one just now writes to what is gone."""
    for path in files_in(folder):
        path.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def sweep_parts(root: Path, older_than: timedelta) -> int:
    """Remove what nobody went on with; gives how many files."""
    removed = 0
    for folder in (root / PARTS).glob("*"):
        for path in files_in(folder):
            if age(path) >= older_than and not is_being_written(path):
                path.unlink(missing_ok=True)
                removed += 1
    return removed
