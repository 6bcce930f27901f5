"""What a request to a witness must name, and when a testimony can be verified."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from portfolio.links.rules import AskStatus, check_reachable
from standards.foundation import Refused

CHECK_LASTS = timedelta(days=14)


class Answer(StrEnum):
    YES = "yes"
    NO = "no"


def check_asked(wishes: Collection[object], name: str) -> None:
    """Check that a request names its witness and at least one criterion. Raises Refused."""
    if not name.strip():
        raise Refused("witness-needs-name")
    if not wishes:
        raise Refused("witness-needs-criteria")


def check_verifiable(status: AskStatus, email: str) -> None:
    """Check that a testimony was given, by somebody who can be written to. Raises Refused."""
    if status is not AskStatus.ANSWERED:
        raise Refused("witness-not-answered")
    check_reachable(email)
