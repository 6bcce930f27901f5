"""The child processes that parse people's files: few, reused, and ended when they take too long."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from portfolio.core.contents.families import Unacceptable

SECONDS = 30
"""How long one file may take."""
AT_ONCE = 2
FILES_EACH = 200
"""A child is replaced after so many files, whatever it may have kept of them."""
ROOT = Path(__file__).resolve().parents[3]
MODULE = "portfolio.core.contents.child"
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LANG", "TZ")


class Child:
    """One process, asked by lines of JSON; it ends by itself when nobody can ask it any more."""

    def __init__(self) -> None:
        self.asked = 0
        self.process = subprocess.Popen(  # noqa: S603 our own module, no shell, nothing of the user's
            [sys.executable, "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ},
        )

    def ask(self, question: dict[str, str], seconds: float) -> dict[str, str]:
        """Ask and wait; a child that crashes or hangs answers that the file is broken."""
        self.asked += 1
        ended = threading.Timer(seconds, self.process.kill)
        ended.start()
        try:
            assert self.process.stdin and self.process.stdout  # noqa: S101, PT018 both are pipes
            self.process.stdin.write(json.dumps(question).encode() + b"\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            ended.cancel()
        if not line:
            self.close()
            return {"refused": "file-broken"}
        answer: dict[str, str] = json.loads(line)
        return answer

    @property
    def usable(self) -> bool:
        return self.process.poll() is None and self.asked < FILES_EACH

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue


class Children:
    """So many at once, idle ones first."""

    def __init__(self) -> None:
        self._idle: list[Child] = []
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(AT_ONCE)

    def ask(self, question: dict[str, str], seconds: float) -> dict[str, str]:
        with self._room:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            child = child or Child()
            try:
                answer = child.ask(question, seconds)
            except BaseException:
                child.close()
                raise
            self._back(child)
            return answer

    def _back(self, child: Child) -> None:
        if not child.usable:
            child.close()
            return
        with self._lock:
            self._idle.append(child)

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.close()


_children = Children()
atexit.register(_children.close)


def ask(way: str, path: Path, target: Path | None = None, seconds: float = SECONDS) -> str:
    """Let a child look into a file in one of its ways; gives the media type. Raises Unacceptable."""
    question = {"way": way, "path": str(path.resolve()), "target": str(target.resolve()) if target else ""}
    answer = _children.ask(question, seconds)
    if "refused" in answer:
        raise Unacceptable(answer["refused"])
    return answer["type"]
