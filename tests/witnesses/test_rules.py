"""What a request to a witness must name, and when a testimony can be verified."""

import pytest

from portfolio.links.rules import AskStatus
from portfolio.witnesses.rules import check_asked, check_verifiable
from standards.foundation import Refused


def test_a_request_names_somebody_and_something() -> None:
    check_asked(["P1"], "Nia")
    with pytest.raises(Refused, match="witness-needs-name"):
        check_asked(["P1"], " ")
    with pytest.raises(Refused, match="witness-needs-criteria"):
        check_asked([], "Nia")


def test_only_what_was_given_by_somebody_known_is_verified() -> None:
    check_verifiable(AskStatus.ANSWERED, "nia@example.org")
    with pytest.raises(Refused, match="request-has-no-address"):
        check_verifiable(AskStatus.ANSWERED, "")
    with pytest.raises(Refused, match="witness-not-answered"):
        check_verifiable(AskStatus.DECLINED, "nia@example.org")
