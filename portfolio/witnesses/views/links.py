"""What stands before every page behind a witness's link: whether it works, and a brake for those who guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request

from portfolio.core.journal import failures_since
from portfolio.people.services import PER_ADDRESS
from portfolio.web import access
from portfolio.witnesses import queries

if TYPE_CHECKING:
    from portfolio.witnesses.models import WitnessRequest


def slowed() -> str:
    """Refuse an address that tried too many links; gives what a failure counts against."""
    key, work = f"witness:{request.remote_addr}", access.work()
    if PER_ADDRESS.wait(failures_since(work.session, key, work.now - PER_ADDRESS.window), work.now):
        abort(429)
    return key


def found(token: str) -> WitnessRequest | None:
    """Give the request that a link leads to; none, and a failure counted, where it does not work."""
    key, work = slowed(), access.work()
    row = queries.by_token(work.session, token, work.now)
    if row is None:
        access.journal().count_failure(key, work.now)
    return row
