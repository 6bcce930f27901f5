"""What a process gives up before it parses strangers' files: memory, time, the network, other processes, writing."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from typing import Any

if sys.platform != "win32":
    import resource

NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
FORBIDDEN = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.kill"),
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(*, memory: int, seconds: int, written: int) -> None:
    """Give up what parsing does not need, for good: `memory` and `written` in bytes, `seconds` of the processor."""
    leave_network()
    limit(memory=memory, seconds=seconds, written=written)
    sys.addaudithook(watch)


def leave_network() -> None:
    """Have no network at all, where the kernel lets a process choose so."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(NEW_USER_AND_NETWORK)


def limit(*, memory: int, seconds: int, written: int) -> None:
    """Let the system end what takes more; a system that keeps no such limit is left to the clock of who waits."""
    if sys.platform != "win32":
        limits = (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, written),
            (resource.RLIMIT_CORE, 0),
        )
        for kind, most in limits:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what Python itself tells of: sockets, other processes, files to write."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        raise PermissionError(event)
