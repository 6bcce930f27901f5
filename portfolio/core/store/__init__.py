"""The store of people's files: a folder, by SHA-256 within each provider; what it acknowledges is on the disk."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from portfolio.core.store.disk import (
    age,
    files_in,
    held_file,
    is_being_written,
    locked_file,
    make_folder,
    one_name,
    sync_file,
    sync_folder,
)
from portfolio.core.store.parts import PARTS, Part, begun_in, end_all_in, sweep_parts

if sys.platform != "win32":
    import fcntl

BLOCK = 1024 * 1024
SWEPT_AFTER = timedelta(hours=24)
"""How long a file that no row points to stays: longer than any form that holds it may still be sent."""
INCOMING = "incoming"
REFUSED = "refused"
TRIED_AGAIN_AFTER = timedelta(days=1)
"""How long it counts that no copy could be made: a busy machine may have been why."""


class TooBig(Exception):
    """More was sent than a file may have."""


@dataclass(frozen=True)
class KeptFile:
    """A file that the store already holds, under the name it came with."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Address:
    """Where a file lies: whose it is and the SHA-256 of its bytes."""

    owner: str
    sha256: str


class Incoming:
    """A file on its way in: hashed while it is written, locked while its writer lives, gone when it is closed."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._limit = limit
        self._hash = hashlib.sha256()
        self.size = 0
        self.too_big = False
        self._on_disk = False
        self.path, self._file = locked_file(folder)

    def write(self, data: bytes) -> int:
        """Take the next bytes; what goes beyond the limit is dropped, with all that came before it."""
        self.size += len(data)
        if self.size > self._limit:
            if not self.too_big:
                self.too_big = True
                self._file.seek(0)
                self._file.truncate()
            return len(data)
        self._hash.update(data)
        self._file.write(data)
        self._on_disk = False
        return len(data)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    @property
    def closed(self) -> bool:
        return self._file.closed

    def take_over(self) -> None:
        """Take what another process wrote to its path for what came in. Raises TooBig."""
        self._file.seek(0)
        self._hash = hashlib.sha256()
        while block := self._file.read(BLOCK):
            self._hash.update(block)
        self.size = self._file.seek(0, os.SEEK_END)
        self.too_big, self._on_disk = self.size > self._limit, False

    def settle(self) -> None:
        """Put everything on the disk. Raises TooBig."""
        if self.too_big:
            raise TooBig
        if not self._on_disk:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._on_disk = True

    def close(self) -> None:
        if not self._file.closed:
            self._file.close()
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Incoming:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class FolderStore:
    """Files at `<root>/<owner>/<2 hex>/<sha256>`; names that people give never become paths."""

    def __init__(self, root: Path, limit: int) -> None:
        self.root = root
        self.limit = limit

    def receive(self, limit: int | None = None) -> Incoming:
        """Open a file to write to, of at most so many bytes; it leaves nothing behind unless it is kept."""
        folder = self.root / INCOMING
        make_folder(folder)
        return Incoming(folder, limit or self.limit)

    def keep(self, incoming: Incoming, owner: str) -> Address:
        """Keep what came in; when this returns, the file survives a power cut. Raises TooBig."""
        incoming.settle()
        address = Address(owner, incoming.sha256)
        self._put(incoming.path, address)
        return address

    def _put(self, path: Path, address: Address) -> None:
        target = self.path(address)
        make_folder(target.parent)
        with self._held(exclusive=False):
            # The same bytes again replace themselves: whoever reads them goes on, and their age begins anew.
            path.replace(target)
            os.utime(target)
        sync_folder(target.parent)

    def part(self, owner: str, name: str, length: int) -> Part:
        """Give a file that comes in pieces, begun already or not."""
        return Part(self.root / PARTS / f"of{one_name(owner)}" / one_name(name), length)

    def begun(self, owner: str) -> list[str]:
        """Name what an owner began to send in pieces, what became whole of it included, until it is swept."""
        return begun_in(self.root / PARTS / f"of{one_name(owner)}")

    def end_parts(self, owner: str) -> None:
        """Throw away all that is here of what an owner sends in pieces."""
        end_all_in(self.root / PARTS / f"of{one_name(owner)}")

    def keep_part(self, part: Part, address: Address) -> None:
        """Keep a file that came in pieces under the hash of all of them; as `keep` does."""
        self._put(part.path, address)

    def path(self, address: Address) -> Path:
        return self.root / one_name(address.owner) / address.sha256[:2] / one_name(address.sha256)

    def renew(self, address: Address) -> bool:
        """Let a file's age begin anew; false where it is not here."""
        with self._held(exclusive=False):
            try:
                os.utime(self.path(address))
            except FileNotFoundError:
                return False
        return True

    def open(self, address: Address) -> BinaryIO:
        """Open a file for reading. Raises FileNotFoundError."""
        return self.path(address).open("rb")

    def verify(self, address: Address) -> bool:
        """Tell whether a file is here with the bytes that it should have."""
        try:
            with self.path(address).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == address.sha256
        except FileNotFoundError:
            return False

    def copy_path(self, address: Address, kind: str) -> Path:
        """Give where a copy of this kind lies, or is to be put by `put_copy`."""
        return self.path(address).with_suffix(f".{kind}")

    @contextmanager
    def put_copy(self, address: Address, kind: str) -> Iterator[Path]:
        """Give a path to write a copy to; it is in place, and on the disk, when the block ends well.

        Raises Busy where somebody else writes it just now.
        """
        make_folder(self.root / INCOMING)
        with held_file(self.root / INCOMING / f"{one_name(address.owner)}-{one_name(address.sha256)}.{kind}") as part:
            try:
                yield part
                sync_file(part)
                part.replace(self.copy_path(address, kind))
            except BaseException:
                part.unlink(missing_ok=True)
                raise

    def refuse_copy(self, address: Address, code: str) -> None:
        """Remember for a while that no copy can be made, and why."""
        self.copy_path(address, REFUSED).write_text(code, encoding="utf-8")

    def copy_refused(self, address: Address) -> str | None:
        """Tell why no copy could be made, where that was found lately."""
        told = self.copy_path(address, REFUSED)
        try:
            return told.read_text(encoding="utf-8") if age(told) < TRIED_AGAIN_AFTER else None
        except FileNotFoundError:
            return None

    def sweep_incoming(self, older_than: timedelta = timedelta(0)) -> int:
        """Remove what writers that are no longer alive left behind; gives how many files."""
        removed = 0
        for path in files_in(self.root / INCOMING):
            # Where files cannot be locked age alone tells.
            least = SWEPT_AFTER if sys.platform == "win32" else older_than
            if age(path) >= least and not is_being_written(path):
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def sweep(
        self, in_use: Callable[[str, Collection[str]], Collection[str]], older_than: timedelta = SWEPT_AFTER
    ) -> int:
        """Remove files that no row points to and that nobody sent lately; gives how many.

        `in_use` is asked by owner, with hashes, for those that rows point to.
        """
        removed = self.sweep_incoming(older_than) + sweep_parts(self.root, older_than)
        for folder in sorted(self.root.glob("*/[0-9a-f][0-9a-f]")):
            old = {path for path in files_in(folder) if age(path) >= older_than}
            used = set(in_use(folder.parent.name, sorted({path.stem for path in old})))
            removed += sum(self._remove(path, older_than) for path in old if path.stem not in used)
        return removed

    def _remove(self, path: Path, older_than: timedelta) -> bool:
        with self._held(exclusive=True):
            # Somebody may have sent the same bytes since we looked.
            if age(path) < older_than:
                return False
            path.unlink(missing_ok=True)
            return True

    @contextmanager
    def _held(self, *, exclusive: bool) -> Iterator[None]:
        """Let files be put in by many at once, but never while one is being swept."""
        if sys.platform == "win32":
            yield
            return
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
            yield
