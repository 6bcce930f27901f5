"""The child process that parses one file, given on its input, and prints what it holds as one JSON object."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from standards.confinement import confine
from standards.reading.formats.extract import Unfit

MEMORY = 400_000_000
PROCESSOR_SECONDS = 40
LARGEST_ANSWER = 64_000_000
DEEPEST = 3_000


def answer(way: str, content: bytes) -> dict[str, Any]:
    """Read in this way; the parser is loaded before everything is given up."""
    read: Callable[[bytes], dict[str, Any]] = import_module(f"standards.reading.formats.{way}").read
    sys.setrecursionlimit(DEEPEST)
    confine(memory=MEMORY, seconds=PROCESSOR_SECONDS, written=LARGEST_ANSWER)
    try:
        return read(content)
    except Unfit as unfit:
        return {"refused": unfit.code, "facts": unfit.facts}


def main() -> None:
    """Parse in the way that the first argument names. Whatever else goes wrong ends the process: no answer."""
    json.dump(answer(sys.argv[1], sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
