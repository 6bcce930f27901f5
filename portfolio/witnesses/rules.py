"""When a witness's link works, what a testimony must hold, and when two addresses lie in one network."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from standards.foundation import Refused

LASTS = timedelta(days=21)
"""A link works for so long."""
CHECK_LASTS = timedelta(days=14)
FAMILY = {4: 24, 6: 64}
"""How many leading bits the addresses of one home or workplace share."""


class WitnessStatus(StrEnum):
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


class Answer(StrEnum):
    YES = "yes"
    NO = "no"


def status_at(status: str, expires_at: datetime, now: datetime) -> WitnessStatus:
    """Give how a request stands: what nobody answered in time is over."""
    found = WitnessStatus(status)
    return WitnessStatus.EXPIRED if found is WitnessStatus.ASKED and now >= expires_at else found


def check_waits(status: WitnessStatus) -> None:
    """Check that a request can still be answered. Raises Refused."""
    if status is not WitnessStatus.ASKED:
        raise Refused("witness-request-over")


def check_asked(wishes: Collection[object], name: str) -> None:
    """Check that a request names its witness and at least one criterion. Raises Refused."""
    if not name.strip():
        raise Refused("witness-needs-name")
    if not wishes:
        raise Refused("witness-needs-criteria")


def check_address(email: str, learner: str, assessors: Collection[str]) -> None:
    """Check that a request goes neither to its learner nor to whoever assesses the portfolio. Raises Refused.

    A testimony is the word of somebody else than the learner, and whoever assesses is not the witness for the evidence
    that they judge.
    """
    asked = email.strip().casefold()
    if not asked:
        return
    if asked == learner.strip().casefold():
        raise Refused("witness-is-learner")
    if asked in {one.strip().casefold() for one in assessors}:
        raise Refused("witness-is-assessor")


def check_verifiable(status: WitnessStatus, email: str) -> None:
    """Check that a testimony was given, by somebody who can be written to. Raises Refused."""
    if status is not WitnessStatus.ANSWERED:
        raise Refused("witness-not-answered")
    if not email:
        raise Refused("witness-has-no-address")


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
