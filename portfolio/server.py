"""The server of the embedded set-up: waitress with a limit on bodies before they are read, and a clean end."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import FrameType
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from werkzeug.exceptions import RequestEntityTooLarge

from portfolio.config import Settings
from portfolio.core import clamd, jobs, journal
from portfolio.core.database import db, reading
from portfolio.core.ledger import newest_entry
from portfolio.core.store import SWEPT_AFTER, FolderStore
from portfolio.core.work import clock, transaction
from portfolio.evidence.queries import stored_at
from portfolio.evidence.services import check_files, forget_files
from portfolio.people import services
from standards.finding.lemmas import read_dictionaries

THREADS = 8
MOST_CONNECTIONS = 500
FINISH_SECONDS = 30
LOOK_FOR_JOBS_SECONDS = 2.0
CHECK_AGAIN_SECONDS = 15.0
"""How long a daemon that gave no verdict is left alone."""
SWEEP_SECONDS = 3600.0
TICK_AGAIN_SECONDS = 60.0
FAILURES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)
TOO_LARGE = 413

logger = logging.getLogger("tystio.server")


def serve(app: Flask, host: str, port: int, listening: Callable[[int], None]) -> None:
    """Serve until SIGTERM or SIGINT; then finish what was begun, take nothing new, and end."""
    server = listener(app, host, port)
    ending = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ending.set()
        server.pull_trigger()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with Worker(app), Checker(app):
        listening(int(server.effective_port))
        threading.Thread(target=read_dictionaries, name="dictionaries", daemon=True).start()
        _run(server, ending)


def listener(app: Flask, host: str, port: int) -> Any:
    """Open the port; what proxies say of who asks reaches the application, which believes as many as it is told."""
    settings: Settings = app.extensions["settings"]
    server: Any = waitress.create_server(
        app,
        host=host,
        port=port,
        threads=THREADS,
        connection_limit=MOST_CONNECTIONS,
        # Some systems poll at most 1024 with select().
        asyncore_use_poll=True,
        max_request_body_size=settings.max_request_bytes,
        ident="",
        # Else it strips what a proxy says, whoever it is.
        clear_untrusted_proxy_headers=settings.proxy_hops == 0,
    )
    server.channel_class = _channel_class(app)
    return server


def _run(server: Any, ending: threading.Event) -> None:
    loop: dict[str, Any] = {"map": server._map, "use_poll": True, "count": 1}  # noqa: SLF001 waitress has no other door
    while not ending.is_set():
        wasyncore.loop(timeout=1, **loop)
    # The listening socket goes, what is on its way stays.
    wasyncore.dispatcher.close(server)
    last = time.monotonic() + FINISH_SECONDS
    while any(_is_busy(channel) for channel in list(server.active_channels.values())) and time.monotonic() < last:
        wasyncore.loop(timeout=0.1, **loop)
    server.task_dispatcher.shutdown()


def _is_busy(channel: Any) -> bool:
    return bool(channel.requests or channel.request is not None or channel.total_outbufs_len)


def _channel_class(app: Flask) -> type[Any]:
    class TooLarge(ErrorTask):  # type: ignore[misc]
        """The answer to what the server itself refuses; our own page where a body is too large."""

        def execute(self) -> None:
            if self.request.error.code != TOO_LARGE:
                super().execute()
                return
            status, headers, body = _page_of_too_large(app, self.request)
            self.status = status
            self.response_headers.extend(headers)
            self.set_close_on_finish()
            self.content_length = len(body)
            self.write(body)

    class Channel(HTTPChannel):  # type: ignore[misc]
        error_task_class = TooLarge

    return Channel


def _page_of_too_large(app: Flask, request: Any) -> tuple[str, list[tuple[str, str]], bytes]:
    """Render the page in the reader's language: their cookies and wishes came before the body."""
    wishes = {"COOKIE": "Cookie", "ACCEPT_LANGUAGE": "Accept-Language"}
    headers = {name: request.headers[key] for key, name in wishes.items() if key in request.headers}
    base_url = app.extensions["settings"].base_url
    with app.test_request_context(request.path, base_url=base_url, query_string=request.query, headers=headers):
        response = app.make_response(app.handle_http_exception(RequestEntityTooLarge()))
        response = app.process_response(response)
        kept = [(name, value) for name, value in response.headers.items() if name != "Content-Length"]
        return response.status, kept, response.get_data()


class Watched:
    """Tells whether the ledger has anything new; now and then it is looked through all the same.

    What commits late may have a lower number than what was there before.
    """

    def __init__(self) -> None:
        self.newest, self.again = -1, 0.0

    def is_due(self, app: Flask) -> bool:
        with app.app_context(), reading():
            newest = newest_entry(db.session())
            db.session.rollback()
        if newest == self.newest and time.monotonic() < self.again:
            return False
        self.newest, self.again = newest, time.monotonic() + TICK_AGAIN_SECONDS
        return True


class Worker:
    """Does jobs in a thread of its own, and sweeps what is over now and then."""

    name = "jobs"

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self.run, name=self.name, daemon=True)

    def __enter__(self) -> Worker:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.ending.set()
        self.thread.join(FINISH_SECONDS)

    def run(self) -> None:
        next_sweep, told = 0.0, Watched()
        while not self.ending.is_set():
            try:
                if time.monotonic() >= next_sweep:
                    sweep(self.app)
                    next_sweep = time.monotonic() + SWEEP_SECONDS
                if told.is_due(self.app):
                    tick(self.app)
                do_jobs(self.app)
            except Exception:
                # A database that is away for a while comes back.
                logger.exception("the worker will try again")
            self.ending.wait(LOOK_FOR_JOBS_SECONDS)


class Checker(Worker):
    """Has the files checked that wait for it, in a thread of its own: letters do not wait for a long film."""

    name = "checks"

    def run(self) -> None:
        if self.app.extensions["settings"].clamd is None:
            return
        after = 0
        while not self.ending.is_set():
            wait = LOOK_FOR_JOBS_SECONDS
            try:
                _checked, failed = do_checks(self.app, after)
                # A file over which the daemon dies does not keep those behind it waiting.
                after, wait = (failed or 0), (CHECK_AGAIN_SECONDS if failed else wait)
            except Exception:
                logger.exception("the check of files will try again")
            self.ending.wait(wait)


def do_checks(app: Flask, after: int = 0) -> tuple[int, int | None]:
    """Have the files checked that wait; gives how many, and at which the daemon failed."""
    where = app.extensions["settings"].clamd
    with app.app_context():
        return check_files(db.session(), app.extensions["store"], partial(clamd.scan, where), after)


def check_waiting(app: Flask) -> tuple[int, bool]:
    """Have every file checked that waits, as long as the daemon answers; gives how many, and whether it always did."""
    done = 0
    if app.extensions["settings"].clamd is None:
        return done, True
    while True:
        checked, failed = do_checks(app)
        done += checked
        if failed is not None or not checked:
            return done, failed is None


def tick(app: Flask) -> None:
    """Let the slices do what follows from what others did, and is no part of a request."""
    with app.app_context():
        for each in app.extensions["ticks"]:
            each(db.session())


def do_jobs(app: Flask) -> int:
    """Do what is due; gives how many jobs were done."""
    # Letters hold addresses, which Flask makes within a request only.
    with app.test_request_context(base_url=app.extensions["settings"].base_url):
        return jobs.run_due(db.session(), app.extensions["jobs"])


def work_until_told(app: Flask) -> None:
    """Do jobs in this process until SIGTERM or SIGINT."""
    worker = Worker(app)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _signal, _frame: worker.ending.set())
    with Checker(app):
        worker.run()


def sweep(app: Flask) -> None:
    """Forget what is over: held forms, used links, old failures, done jobs, old sessions, files that no row names."""
    now = clock()
    with app.app_context(), transaction(db.session()) as work:
        services.sweep_sessions(work.session, now, SESSIONS_KEPT)
        services.sweep_links(work.session, now)
        journal.sweep_failures(work.session, now, FAILURES_KEPT)
        jobs.sweep_done(work.session, now)
        forget_files(work, SWEPT_AFTER)
    with app.app_context(), reading():
        files: FolderStore = app.extensions["store"]
        files.sweep(lambda owner, hashes: stored_at(db.session(), owner, hashes))
