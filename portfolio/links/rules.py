"""When a link works, whom it may go to, and when two addresses lie in one network."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from standards.foundation import Refused

LASTS = timedelta(days=21)
"""A link works for so long."""
FAMILY = {4: 24, 6: 64}
"""How many leading bits the addresses of one home or workplace share."""


class AskStatus(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"
    """Never stored: what was asked and not answered in time."""


class VisitKind(StrEnum):
    OPENED = "opened"
    SIGNED = "signed"
    DECLINED = "declined"
    CHECKED = "checked"


def status_at(status: str, expires_at: datetime, now: datetime) -> AskStatus:
    """Give how a request stands: what nobody answered in time is over."""
    found = AskStatus(status)
    return AskStatus.EXPIRED if found is AskStatus.ASKED and now >= expires_at else found


def check_waits(status: AskStatus) -> None:
    """Check that a request can still be answered. Raises Refused."""
    if status is not AskStatus.ASKED:
        raise Refused("request-over")


def check_address(email: str, learner: str, assessors: Iterable[str]) -> None:
    """Check that a request goes neither to its learner nor to whoever assesses the portfolio. Raises Refused.

    What is asked for is the word of somebody else than the learner, and whoever assesses has a part of their own.
    """
    asked = email.strip().casefold()
    if not asked:
        return
    if asked == learner.strip().casefold():
        raise Refused("request-to-learner")
    if asked in {one.strip().casefold() for one in assessors}:
        raise Refused("request-to-assessor")


def check_other_hand(account: int | None, assessors: Collection[int]) -> None:
    """Check that nobody answers who is signed in as an assessor of the portfolio (practice.md D5). Raises Refused.

    A learner who is signed in may have handed over the phone: that is told to those who weigh the answer.
    """
    if account in assessors:
        raise Refused("request-answered-by-assessor")


def check_reachable(email: str) -> None:
    """Check that whoever is asked can be written to. Raises Refused."""
    if not email:
        raise Refused("request-has-no-address")


def network(address: str | None) -> str | None:
    """Give the network that an address lies in; none where it is no address."""
    try:
        found = ipaddress.ip_address((address or "").strip())
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, FAMILY[found.version]), strict=False))


def from_same_network(address: str | None, others: Iterable[str | None]) -> bool:
    """Tell whether an address lies in the network of any of the others."""
    own = network(address)
    return own is not None and any(network(other) == own for other in others)
