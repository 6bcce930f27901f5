"""The child process that parses: little memory, little time, no network, no other processes, one file to write."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portfolio.core.badges import opening
from portfolio.core.contents import documents, images, leap2a, media, office, recordings, redaction
from portfolio.core.contents.families import Unacceptable

if sys.platform != "win32":
    import resource

MEMORY = 1024 * 1024 * 1024
PROCESSOR_SECONDS = 20
BADGE_SECONDS = 3
"""Of the processor, for a badge: whoever sends one need not be known here."""
BYTES_A_SECOND = 16 * 1024 * 1024
"""How much of a recording one more second of the processor must do for, where it is written anew."""
LARGEST_WRITTEN = 64 * 1024 * 1024
NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
FORBIDDEN = (
    *("socket.", "subprocess.", "ctypes.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.kill"),
)
COPIES = "--copies"
"""Said to a child that writes recordings anew, which may be long."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

WAYS: dict[str, Callable[[Path], str]] = {
    "image": images.inspect_image,
    "pdf": documents.inspect_pdf,
    "zip": documents.inspect_zip,
    "mp4": media.inspect_mp4,
    "wav": media.inspect_wav,
    "ogg": media.inspect_ogg,
    "flac": media.inspect_flac,
    "webm": media.inspect_webm,
    "mp3": media.inspect_mp3,
    "leap2a": leap2a.read_feed,
    "words": office.read_words,
    "pages": redaction.count_pages,
    "badge": opening.open_badge,
}
WRITERS: dict[str, Callable[[Path, Path, str], str]] = {
    "preview": images.write_preview,
    "clean": recordings.write_clean,
    "page": redaction.write_page,
    "redact": redaction.write_redacted,
}
"""Those that write a file; they are told more than where it is."""


class Watch:
    """What Python itself tells of everything that is tried: the forbidden is refused."""

    def __init__(self) -> None:
        self.target = ""

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise PermissionError(event)
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if writes and str(arguments[0]) != self.target:
            raise PermissionError(event)


def _leave_network() -> None:
    """Have no network at all, where the kernel lets a process choose so."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(NEW_USER_AND_NETWORK)


def _limit_memory(*, copies: bool) -> None:
    """Set the limits that hold for good; who copies recordings may write as much as the next is long."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not copies:
            resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITTEN, LARGEST_WRITTEN))


def _limit_next(length: int, least: int = PROCESSOR_SECONDS) -> None:
    """Give the next file its time of the processor, beyond what those before it used, and its room on the disk."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        seconds = int(used.ru_utime + used.ru_stime) + least + length // BYTES_A_SECOND
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
        _soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        if most == resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_FSIZE, (length + LARGEST_WRITTEN, most))


def _answer(question: dict[str, str]) -> dict[str, str]:
    path = Path(question["path"])
    try:
        if question["way"] in WRITERS:
            return {"type": WRITERS[question["way"]](path, Path(question["target"]), question["more"])}
        return {"type": WAYS[question["way"]](path)}
    except Unacceptable as refused:
        return {"refused": refused.code}
    except MemoryError:
        return {"refused": "file-too-much-inside"}
    except Exception:  # noqa: BLE001 whatever a parser stumbles over, the file is what is broken
        return {"refused": "file-broken"}


def main() -> None:
    """Answer one line after another, until nobody asks."""
    _leave_network()
    copies = COPIES in sys.argv
    _limit_memory(copies=copies)
    watch = Watch()
    sys.addaudithook(watch)
    for line in sys.stdin:
        question = json.loads(line)
        watch.target = question["target"]
        least = BADGE_SECONDS if question["way"] == "badge" else PROCESSOR_SECONDS
        _limit_next(Path(question["path"]).stat().st_size if copies else 0, least)
        sys.stdout.write(json.dumps(_answer(question)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
