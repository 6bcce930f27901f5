"""When a link works, and which addresses lie in one network."""

import ipaddress
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portfolio.witnesses.rules import (
    WitnessStatus,
    check_address,
    check_asked,
    check_verifiable,
    check_waits,
    from_same_network,
    network,
    status_at,
)
from standards.foundation import Refused

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stored", "left", "shown"),
    [
        ("asked", 1, WitnessStatus.ASKED),
        ("asked", 0, WitnessStatus.EXPIRED),
        ("asked", -1, WitnessStatus.EXPIRED),
        ("answered", -1, WitnessStatus.ANSWERED),
        ("declined", -1, WitnessStatus.DECLINED),
        ("revoked", 1, WitnessStatus.REVOKED),
    ],
)
def test_what_nobody_answered_in_time_is_over(stored: str, left: int, shown: WitnessStatus) -> None:
    assert status_at(stored, NOW + timedelta(seconds=left), NOW) is shown
    if shown is WitnessStatus.ASKED:
        check_waits(shown)
    else:
        with pytest.raises(Refused, match="witness-request-over"):
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


def test_a_request_names_somebody_and_something() -> None:
    check_asked(["P1"], "Nia")
    with pytest.raises(Refused, match="witness-needs-name"):
        check_asked(["P1"], " ")
    with pytest.raises(Refused, match="witness-needs-criteria"):
        check_asked([], "Nia")


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("", None),
        ("nia@example.org", None),
        (" Ffion@Example.org ", "witness-is-learner"),
        ("TOMOS@example.org", "witness-is-assessor"),
        ("alys@example.org", "witness-is-assessor"),
    ],
)
def test_whom_a_request_never_goes_to(email: str, code: str | None) -> None:
    with nullcontext() if code is None else pytest.raises(Refused, match=f"^{code}$"):
        check_address(email, "ffion@example.org", ["tomos@example.org", "Alys@Example.org"])


def test_only_what_was_given_by_somebody_known_is_verified() -> None:
    check_verifiable(WitnessStatus.ANSWERED, "nia@example.org")
    with pytest.raises(Refused, match="witness-has-no-address"):
        check_verifiable(WitnessStatus.ANSWERED, "")
    with pytest.raises(Refused, match="witness-not-answered"):
        check_verifiable(WitnessStatus.DECLINED, "nia@example.org")
