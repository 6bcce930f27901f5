"""What every act on a request to somebody without an account does to what a book tells of it."""

from __future__ import annotations

from portfolio.learning.events import Disagrees
from portfolio.links.rules import AskStatus
from standards.foundation import Facts


def close(facts: Facts, kind: str, request: str, status: AskStatus) -> None:
    """Let a request that waits be over."""
    known = facts[kind, request]
    if known["status"] != AskStatus.ASKED.value:
        raise Disagrees(f"the request {request} is {known['status']}")
    known["status"] = status.value
