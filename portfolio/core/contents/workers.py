"""The child processes that parse people's files: few, reused, and ended when they take too long."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from portfolio.core.contents.families import Occupied, Unacceptable

SECONDS = 30
"""How long one file may take."""
BYTES_A_SECOND = 8 * 1024 * 1024
"""How much of a recording one more second must do for, where it is written anew."""
PATIENCE = 5
"""How many seconds somebody waits for room to have a recording written anew: it may take others minutes."""
AT_ONCE = 2
FILES_EACH = 200
"""A child is replaced after so many files, whatever it may have kept of them."""
ROOT = Path(__file__).resolve().parents[3]
MODULE = "portfolio.core.contents.child"
BROKEN = {"refused": "file-broken"}
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LANG", "TZ")


class Child:
    """One process, asked by lines of JSON; it ends by itself when nobody can ask it any more."""

    def __init__(self, *words: str) -> None:
        self.asked = 0
        self.process = subprocess.Popen(  # noqa: S603 our own module, no shell, nothing of the user's
            [sys.executable, "-m", MODULE, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ},
        )

    def ask(self, question: dict[str, str], seconds: float) -> dict[str, str] | None:
        """Ask and wait; one that takes too long says that the file is broken, one that ended otherwise nothing."""
        self.asked += 1
        late = threading.Event()

        def end() -> None:
            late.set()
            self.process.kill()

        ended = threading.Timer(seconds, end)
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
            return BROKEN if late.is_set() else None
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
    """So many at once, idle ones first; where `patience` is said, nobody waits longer for room."""

    def __init__(self, *words: str, patience: float | None = None) -> None:
        self._words, self._patience = words, patience
        self._idle: list[Child] = []
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(AT_ONCE)

    def ask(self, question: dict[str, str], seconds: float) -> dict[str, str]:
        """Let a child answer. Raises Occupied."""
        if not self._room.acquire(timeout=self._patience):
            raise Occupied
        try:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            answer = self._asked(child, question, seconds) if child else None
            # One that lay idle may have ended of anything; a new one that ends, ends of the file.
            return answer or self._asked(Child(*self._words), question, seconds) or BROKEN
        finally:
            self._room.release()

    def _asked(self, child: Child, question: dict[str, str], seconds: float) -> dict[str, str] | None:
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
_copiers = Children("--copies", patience=PATIENCE)
atexit.register(_children.close)
atexit.register(_copiers.close)


def ask(way: str, path: Path, target: Path | None = None, seconds: float = SECONDS, more: str = "") -> str:
    """Let a child look into a file in one of its ways; gives the media type. Raises Unacceptable."""
    question = _question(way, path, target, more)
    return _told(_children.ask(question, seconds))


def copy(way: str, path: Path, target: Path, media_type: str) -> None:
    """Let a child write a long file anew, in one of its ways. Raises Unacceptable, or Occupied."""
    question = _question(way, path, target, media_type)
    _told(_copiers.ask(question, SECONDS + path.stat().st_size / BYTES_A_SECOND))


def _question(way: str, path: Path, target: Path | None, more: str) -> dict[str, str]:
    return {"way": way, "path": str(path.resolve()), "target": str(target.resolve()) if target else "", "more": more}


def _told(answer: dict[str, str]) -> str:
    if "refused" in answer:
        raise Unacceptable(answer["refused"])
    return answer["type"]
