"""A ZIP that is laid out before it is written: its length and any range of its bytes are known without storing it."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

BLOCK = 256 * 1024
UTF8_NAMES = 0x800
STORED, NEEDS_STORED, NEEDS_ZIP64 = 0, 20, 45
MADE_ON_UNIX = 3 << 8
PLAIN_FILE = 0o100644 << 16
MOST = 0xFFFFFFFF
"""What a field of four bytes says when the truth stands in the ZIP64 extra."""
MOST_MEMBERS = 0xFFFF


@dataclass(frozen=True)
class Member:
    """A file of a ZIP, as it is: nothing is compressed, so that its place is known."""

    name: str
    size: int
    crc32: int


@dataclass(frozen=True)
class _Piece:
    start: int
    size: int
    made: bytes | Member


class LaidOutZip:
    """Where everything of a ZIP lies: the same members and moment give the same bytes, however often they are asked."""

    def __init__(self, members: Sequence[Member], at: datetime) -> None:
        self._pieces: list[_Piece] = []
        self.size = 0
        self._moment = _dos_moment(at)
        entries = [self._place(member) for member in members]
        start = self.size
        for entry in entries:
            self._add(entry, len(entry))
        self._add_end(start, len(entries))
        self._starts = [piece.start for piece in self._pieces]

    def _add(self, made: bytes | Member, size: int) -> None:
        if size:
            self._pieces.append(_Piece(self.size, size, made))
            self.size += size

    def _place(self, member: Member) -> bytes:
        """Place a member and give its entry of the directory at the end."""
        name, offset = member.name.encode(), self.size
        big = member.size >= MOST
        size = MOST if big else member.size
        needs = NEEDS_ZIP64 if big else NEEDS_STORED
        told = (UTF8_NAMES, STORED, *self._moment, member.crc32, size, size, len(name))
        extra = struct.pack("<HHQQ", 1, 16, member.size, member.size) if big else b""
        header = struct.pack("<4sHHHHHLLLHH", b"PK\x03\x04", needs, *told, len(extra)) + name + extra
        self._add(header, len(header))
        self._add(member, member.size)
        true = ([member.size, member.size] if big else []) + ([offset] if offset >= MOST else [])
        extra = struct.pack(f"<HH{len(true)}Q", 1, 8 * len(true), *true) if true else b""
        needs = NEEDS_ZIP64 if true else NEEDS_STORED
        rest = (len(extra), 0, 0, 0, PLAIN_FILE, min(offset, MOST))
        central = struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\x01\x02", MADE_ON_UNIX | needs, needs, *told, *rest)
        return central + name + extra

    def _add_end(self, start: int, number: int) -> None:
        length, end = self.size - start, self.size
        if start >= MOST or length >= MOST or number >= MOST_MEMBERS:
            told = (44, MADE_ON_UNIX | NEEDS_ZIP64, NEEDS_ZIP64, 0, 0, number, number, length, start)
            record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", *told)
            self._add(record + struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1), len(record) + 20)
        number = min(number, MOST_MEMBERS)
        closing = (0, 0, number, number, min(length, MOST), min(start, MOST), 0)
        last = struct.pack("<4sHHHHLLH", b"PK\x05\x06", *closing)
        self._add(last, len(last))

    def stream(self, opened: Callable[[Member], BinaryIO], start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Give the bytes from `start` up to `stop`, a block at a time; only members in between are opened."""
        stop = self.size if stop is None else min(stop, self.size)
        first = max(bisect_right(self._starts, start) - 1, 0)
        for piece in self._pieces[first:]:
            begin, end = max(start - piece.start, 0), min(stop - piece.start, piece.size)
            if end <= begin:
                continue
            if isinstance(piece.made, bytes):
                yield piece.made[begin:end]
            else:
                with opened(piece.made) as file:
                    yield from _blocks(file, begin, end)


def _blocks(file: BinaryIO, begin: int, end: int) -> Iterator[bytes]:
    file.seek(begin, 1)
    while begin < end:
        block = file.read(min(BLOCK, end - begin))
        if not block:
            raise EOFError("a file is shorter than it was when the archive was laid out")
        begin += len(block)
        yield block


def _dos_moment(at: datetime) -> tuple[int, int]:
    day = (max(at.year, 1980) - 1980) << 9 | at.month << 5 | at.day
    return at.hour << 11 | at.minute << 5 | at.second // 2, day
