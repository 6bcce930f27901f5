"""A ZIP laid out before it is written: what any program opens, and any range of it the same as of the whole."""

import io
import zipfile
import zlib
from datetime import datetime
from typing import BinaryIO

from hypothesis import given
from hypothesis import strategies as st

from portfolio.core.laid_out_zip import LaidOutZip, Member
from portfolio.core.work import LONDON

AT = datetime(2026, 3, 1, 12, 30, 6, tzinfo=LONDON)
GIGABYTES = 1024**3
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
FILES = st.dictionaries(NAMES, st.binary(max_size=300), max_size=6)


def laid_out(files: dict[str, bytes]) -> LaidOutZip:
    return LaidOutZip([Member(name, len(data), zlib.crc32(data)) for name, data in files.items()], AT)


@given(FILES, st.data())
def test_any_range_is_that_of_the_whole(files: dict[str, bytes], data: st.DataObject) -> None:
    laid = laid_out(files)

    def opened(member: Member) -> BinaryIO:
        return io.BytesIO(files[member.name])

    whole = b"".join(laid.stream(opened))
    assert len(whole) == laid.size
    start = data.draw(st.integers(0, laid.size))
    stop = data.draw(st.integers(start, laid.size))
    assert b"".join(laid.stream(opened, start, stop)) == whole[start:stop]
    with zipfile.ZipFile(io.BytesIO(whole)) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == files


class Zeros(io.RawIOBase):
    """A file of nothing but zeros, however long."""

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 a file's
        return offset

    def read(self, size: int = -1) -> bytes:
        return bytes(size)


class Reader(io.RawIOBase):
    """A ZIP as a file, each read a range: no more is made than is asked for."""

    def __init__(self, laid: LaidOutZip) -> None:
        self.laid, self.place = laid, 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = offset + (0, self.place, self.laid.size)[whence]
        return self.place

    def read(self, size: int = -1) -> bytes:
        stop = self.laid.size if size < 0 else self.place + size
        found = b"".join(self.laid.stream(lambda _member: Zeros(), self.place, stop))  # type: ignore[arg-type, return-value]
        self.place += len(found)
        return found


def test_more_than_four_gigabytes_are_told_as_zip64() -> None:
    laid = LaidOutZip([Member("film", 5 * GIGABYTES, 1), Member("after", 10, zlib.crc32(bytes(10)))], AT)
    with zipfile.ZipFile(Reader(laid)) as read:
        film, after = read.infolist()
        assert (film.file_size, film.compress_size) == (5 * GIGABYTES, 5 * GIGABYTES)
        assert after.header_offset > 5 * GIGABYTES
        assert read.read("after") == bytes(10)
        assert after.date_time == (2026, 3, 1, 12, 30, 6)


def test_more_files_than_a_short_number_counts() -> None:
    laid = LaidOutZip([Member(f"{number}", 0, 0) for number in range(70_000)], AT)
    with zipfile.ZipFile(io.BytesIO(b"".join(laid.stream(lambda _member: io.BytesIO())))) as read:
        assert len(read.infolist()) == 70_000
