"""What pages behind a link share: the brake for those who guess, the one answer to links that do not work, the code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import segno
from flask import Response, abort, make_response, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from portfolio.core import mail
from portfolio.core.journal import failures_since
from portfolio.core.mail import Letter
from portfolio.core.work import UnitOfWork, clock, transaction
from portfolio.links.rules import AskStatus, status_at
from portfolio.links.services import Where
from portfolio.people.services import PER_ADDRESS
from portfolio.web import access, letters

if TYPE_CHECKING:
    from portfolio.links.models import A

BARE = {"navigation": [], "account_name": "", "sign_in_url": "", "footer_links": []}
"""A page behind a link offers nothing of the site, even in a browser in which somebody is signed in."""


def over() -> Response:
    """Answer every link that does not work, whatever became of it, with the same page."""
    return make_response(render_template("links/over.html", **BARE), 410)


def where() -> Where:
    person = access.signed_in()
    return Where(request.remote_addr or "", request.user_agent.string, person.account_id if person else None)


def slowed() -> str:
    """Refuse an address that tried too many links; gives what a failure counts against."""
    key, work = f"link:{request.remote_addr}", access.work()
    if PER_ADDRESS.wait(failures_since(work.session, key, work.now - PER_ADDRESS.window), work.now):
        abort(429)
    return key


def found(by_token: Callable[[Session, str, datetime], A | None], token: str) -> A | None:
    """Give the request that a link leads to; none, and a failure counted, where it does not work."""
    key, work = slowed(), access.work()
    row = by_token(work.session, token, work.now)
    if row is None:
        access.journal().count_failure(key, work.now)
    return row


def send(
    session: Session,
    load: Callable[[], A | None],
    make_link: Callable[[UnitOfWork, A], str],
    written: Callable[[A, str], Letter],
) -> None:
    """Send a request with a link of its own; nothing where it was closed meanwhile."""
    row = load()
    if row is None or status_at(row.status, row.expires_at, clock()) is not AskStatus.ASKED:
        return
    with transaction(session) as work:
        row = load()
        if row is None:
            return
        token = make_link(work, row)
    letter = written(row, token)
    session.rollback()  # nothing is held open while the mail server takes its time
    mail.send(letter, letters.site())


@dataclass(frozen=True)
class Recipient:
    """Whom a letter goes to, without an account."""

    name: str
    email: str
    language: str | None


def drawn(address: str) -> Markup:
    """Draw an address of ours as a QR code."""
    svg = segno.make(address, error="m").svg_inline(omitsize=True, border=4, svgclass="ty-code", lineclass=None)
    return Markup(svg)  # noqa: S704 drawn from an address of ours
