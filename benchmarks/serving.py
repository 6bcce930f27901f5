"""Servers to be measured, each a process of its own: `python -m benchmarks.serving product|counting|floor`."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import waitress
from sqlalchemy import Engine, event

from benchmarks.places import Place
from portfolio import server
from portfolio.app import create_app

STATEMENTS = "X-Statements"
SAMPLE_SECONDS = 0.5
BOOKKEEPING = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")
ROOT = Path(__file__).parent.parent


class Server:
    """A running server and the most memory that it took."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.peak = 0
        self._over = threading.Event()
        self._sampler = threading.Thread(target=self._sample, daemon=True)
        self._sampler.start()

    def _sample(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, proportional_memory(self.process.pid))

    @property
    def cpu_seconds(self) -> float:
        """Give the time that the process has worked on the processor: hardly changed by what else the machine does."""
        try:
            told = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return float("nan")
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self._over.set()
        self._sampler.join()
        self.process.terminate()
        self.process.wait(60)


def proportional_memory(pid: int) -> int:
    """Give the proportional set size of a process in bytes; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


@contextmanager
def running(what: str, place: Place) -> Iterator[Server]:
    """Run a server beside this process until the block ends."""
    command = [sys.executable, "-m", "benchmarks.serving", what]
    environment = {**os.environ, **place.environment}
    with subprocess.Popen(  # noqa: S603 our own module
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        started = Server(process, int(process.stdout.readline()))
        try:
            yield started
        finally:
            started.stop()


def counted(application: Any) -> Callable[[Any, Any], Iterable[bytes]]:
    """Let every answer say how many statements it took."""
    counts = threading.local()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.upper().startswith(BOOKKEEPING):
            counts.number = getattr(counts, "number", 0) + 1

    event.listen(Engine, "before_cursor_execute", note)

    def counting(environ: Any, start_response: Any) -> Iterable[bytes]:
        counts.number = 0

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, (STATEMENTS, str(counts.number))], *rest)

        answer: Iterable[bytes] = application(environ, start)
        return answer

    return counting


def _listening(port: int) -> None:
    print(port, flush=True)


def _serve_product(*, count: bool) -> None:
    app = create_app()
    if count:
        app.wsgi_app = counted(app.wsgi_app)  # type: ignore[method-assign,assignment]
    server.serve(app, "127.0.0.1", 0, _listening)


def _serve_floor() -> None:
    from benchmarks.floor import create_floor  # noqa: PLC0415 the product's process stays free of it

    listener: Any = waitress.create_server(
        create_floor(),
        host="127.0.0.1",
        port=0,
        threads=server.THREADS,
        connection_limit=server.MOST_CONNECTIONS,
        asyncore_use_poll=True,
        ident="",
    )
    _listening(int(listener.effective_port))
    listener.run()


if __name__ == "__main__":
    # It remarks on every request that waits for a thread: with more connections than threads, on all of them.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    if sys.argv[1] == "floor":
        _serve_floor()
    else:
        _serve_product(count=sys.argv[1] == "counting")
