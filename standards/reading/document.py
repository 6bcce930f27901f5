"""A file of any format becomes clean lines that still know their number in the source."""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from standards.drafting import Problem, Source
from standards.reading.assembling import lines_of, with_header
from standards.reading.formats.enclosed import parsed
from standards.reading.formats.extract import Unfit, check_size, node_from
from standards.reading.formats.sniffing import TYPES, binary_way, text_way
from standards.reading.formats.text import decoded, split
from standards.reading.lines import Line, clean, line_of
from standards.reading.problems import problem, refusal, unreadable

LIMIT_MB = 40
MARK_OF_ORIGIN = re.compile(r"# source: ")


@dataclass(frozen=True)
class Document:
    source: Source
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()


def open_document(path: Path) -> Document:
    """Read a file; raises UnreadableError where there is nothing to read, RefusalError if it is no document."""
    return from_bytes(_bytes_of(path), shown_name(path))


def text_of(path: Path) -> str:
    """Read a text file as it is; raises UnreadableError, or RefusalError if it is not text."""
    try:
        return decoded(_bytes_of(path))[0]
    except Unfit as unfit:
        raise refusal(unfit.code, name=shown_name(path), **unfit.facts) from unfit


def shown_name(path: Path) -> str:
    """Give the name of a file as it can be printed, whatever bytes stand in it."""
    return _printable(path.name)


def _printable(said: str) -> str:
    return os.fsencode(said).decode("utf-8", "replace")


def from_bytes(content: bytes, name: str) -> Document:
    """Read a file by what is in it, whatever its name; raises RefusalError. Lines count as they stand in its text."""
    try:
        media_type, lines, problems = _read(content)
        check_size(sum(len(line.text) for line in lines), len(lines))
    except Unfit as unfit:
        raise refusal(unfit.code, name=name, **unfit.facts) from unfit
    return Document(Source(name, hashlib.sha256(content).hexdigest(), media_type), lines, problems)


def _bytes_of(path: Path) -> bytes:
    name = _printable(str(path))
    limit = LIMIT_MB * 1_000_000
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise unreadable("not-a-file", name=name)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise unreadable("missing", name=name) from error
    except PermissionError as error:
        raise unreadable("forbidden", name=name) from error
    except (OSError, ValueError) as error:
        # The system's own words are in one language; its code is in none.
        reason = errno.errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)
        raise unreadable("locked", name=name, reason=reason) from error
    if len(content) > limit:
        raise unreadable("too-big", name=shown_name(path), limit=LIMIT_MB)
    return content


def _read(content: bytes) -> tuple[str, tuple[Line, ...], tuple[Problem, ...]]:
    way = binary_way(content)
    if way:
        return _parsed(way, content)
    text, codes = decoded(content)
    told = tuple(problem(code) for code in codes)
    way = text_way(text)
    if not way:
        return TYPES[""], tuple(_lines(text)), told
    media_type, lines, problems = _parsed(way, text.encode())
    return media_type, lines, (*told, *problems)


def _parsed(way: str, content: bytes) -> tuple[str, tuple[Line, ...], tuple[Problem, ...]]:
    answer = parsed(way, content)
    problems = [problem(code, **facts) for code, facts in answer["found"]]
    nodes = [node_from(node) for node in answer["nodes"]]
    headed = with_header(nodes, answer["headers"])
    if headed is not None:
        problems.append(problem("urn-in-header", 1))
    return TYPES[way], lines_of(headed or nodes), tuple(problems)


def _lines(text: str) -> Iterator[Line]:
    for number, raw in enumerate(split(text), start=1):
        if number > 1 or not MARK_OF_ORIGIN.match(raw.lstrip("\ufeff")):
            yield line_of(number, raw)


__all__ = ["Document", "Line", "clean", "from_bytes", "open_document", "shown_name", "text_of"]
