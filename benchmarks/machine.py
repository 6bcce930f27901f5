"""What was measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return "unknown"
    return f"{size / 2**30:.1f} GiB"


def load() -> str:
    """Give the load of the last minute: others' work on the machine shows in every figure."""
    return f"{os.getloadavg()[0]:.1f}"


def described(databases: Iterable[str], began: str) -> list[str]:
    return [
        f"Processor: {processor()}, {os.cpu_count()} cores. Memory: {memory()}. Load when this began: {began}.",
        f"System: {platform.platform()}. Python {platform.python_version()}.",
        f"Flask {version('flask')}, SQLAlchemy {version('sqlalchemy')}, waitress {version('waitress')}.",
        f"Databases: {', '.join(databases)}.",
    ]
