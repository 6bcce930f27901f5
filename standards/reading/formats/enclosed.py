"""Lets a child process parse a file, and takes its answer or its silence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from standards.reading.formats.extract import Unfit

SECONDS = 55
"""How long one file may take by the clock."""
MODULE = "standards.reading.formats.child"
ROOT = Path(__file__).resolve().parents[3]
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LANG", "TZ")


def parsed(way: str, content: bytes) -> dict[str, Any]:
    """Give what a parser finds in a file; raises Unfit, also when the child crashes, hangs or takes too much."""
    with tempfile.TemporaryFile() as written:
        try:
            done = subprocess.run(  # noqa: S603 our own module, no shell, the file only on its input
                [sys.executable, "-m", MODULE, way],
                input=content,
                stdout=written,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ},
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as hung:
            raise Unfit("not-readable") from hung
        written.seek(0)
        if done.returncode:
            raise Unfit("not-readable")
        answer: dict[str, Any] = json.load(written)
    if "refused" in answer:
        raise Unfit(answer["refused"], **answer["facts"])
    return answer
