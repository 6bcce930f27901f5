"""When a link works, whom it may go to, and which addresses lie in one network."""

import ipaddress
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portfolio.links.rules import AskStatus, check_address, check_waits, from_same_network, network, status_at
from standards.foundation import Refused

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stored", "left", "shown"),
    [
        ("asked", 1, AskStatus.ASKED),
        ("asked", 0, AskStatus.EXPIRED),
        ("asked", -1, AskStatus.EXPIRED),
        ("answered", -1, AskStatus.ANSWERED),
        ("declined", -1, AskStatus.DECLINED),
        ("revoked", 1, AskStatus.REVOKED),
    ],
)
def test_what_nobody_answered_in_time_is_over(stored: str, left: int, shown: AskStatus) -> None:
    assert status_at(stored, NOW + timedelta(seconds=left), NOW) is shown
    if shown is AskStatus.ASKED:
        check_waits(shown)
    else:
        with pytest.raises(Refused, match="request-over"):
            check_waits(shown)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.250", True),
        ("192.0.2.7", "192.0.3.7", False),
        ("::ffff:192.0.2.7", "192.0.2.8", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.7", "", False),
        ("no address", "no address", False),
        (None, None, False),
    ],
)
def test_one_network(one: str | None, other: str | None, same: bool) -> None:
    assert from_same_network(one, [other]) is same
    assert from_same_network(other, [one]) is same


@given(some.ip_addresses())
def test_every_address_lies_in_its_own_network(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    assert from_same_network(str(address), ["", None, str(address)])


@given(some.text())
def test_nothing_else_has_a_network(said: str) -> None:
    try:
        ipaddress.ip_address(said.strip())
    except ValueError:
        assert network(said) is None


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("", None),
        ("nia@example.org", None),
        (" Ffion@Example.org ", "request-to-learner"),
        ("TOMOS@example.org", "request-to-assessor"),
        ("alys@example.org", "request-to-assessor"),
    ],
)
def test_whom_a_request_never_goes_to(email: str, code: str | None) -> None:
    with nullcontext() if code is None else pytest.raises(Refused, match=f"^{code}$"):
        check_address(email, "ffion@example.org", ["tomos@example.org", "Alys@Example.org"])
