"""Serving the pages, and doing the jobs that acts leave behind."""

from __future__ import annotations

import errno
import socket
import sys

import click
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portfolio import server
from portfolio.cli.running import current_application, speaking
from portfolio.cli.terminal import gettext as _t
from portfolio.config import Settings

REASONS = {
    errno.EADDRINUSE: _l("another program uses it"),
    errno.EADDRNOTAVAIL: _l("this machine does not have that address"),
    errno.EACCES: _l("the system does not allow it"),
}


@click.command("serve", help=_t("Serve the pages and do the jobs, until told to stop."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_t("The address to listen on."))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help=_t("The port to listen on; 0 takes a free one."),
)
def serve(host: str, port: int) -> None:
    app = current_application()
    settings: Settings = app.extensions["settings"]

    def listening(port: int) -> None:
        with speaking(app):
            click.echo(_("Tystio is served on http://%(host)s:%(port)s", host=host, port=port))
            if settings.smtp_url is None:
                click.echo(_("No mail server is set: letters are kept in %(folder)s", folder=settings.kept_letters))

    reason = None if _is_host(host) else errno.EADDRNOTAVAIL
    try:
        if reason is None:
            server.serve(app, host, port, listening)
    except OSError as error:
        if error.errno not in REASONS:
            raise
        reason = error.errno
    if reason is not None:
        with speaking(app):
            sys.exit(_("Nothing can be served on port %(port)s: %(reason)s", port=port, reason=REASONS[reason]))


def _is_host(said: str) -> bool:
    try:
        socket.getaddrinfo(said, None)
    except (OSError, UnicodeError):
        return False
    return True


@click.command("work", help=_t("Do the jobs only, beside servers that run elsewhere."))
@click.option("--once", is_flag=True, help=_t("Do what is due and end."))
def work(*, once: bool) -> None:
    app = current_application()
    if once:
        server.tick(app)
        done = server.do_jobs(app)
        server.check_waiting(app)
        with speaking(app):
            click.echo(_("Jobs done: %(number)s", number=done))
        return
    server.work_until_told(app)
