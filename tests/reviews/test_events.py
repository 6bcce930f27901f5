"""What a book refuses to be told of a review."""

import pytest

from portfolio.learning.events import Disagrees
from portfolio.reviews.events import (
    ReviewActionDone,
    ReviewAgreed,
    ReviewAsked,
    ReviewDeclined,
    ReviewEndorsed,
    ReviewIntervalSet,
    ReviewRevoked,
    ReviewSigned,
)
from standards.foundation import ENTRY, Act, Facts


def signed(review: str = "r1", corrects: str | None = None) -> ReviewSigned:
    return ReviewSigned(review, "e", "seal", "seal", (f"{review}-a",), corrects, 3, 9, 0, 2, 1, "2027-01-05")


def told(*acts: Act) -> Facts:
    """Give what a book tells that holds these acts."""
    facts: Facts = {}
    for place, act in enumerate(acts):
        facts[ENTRY] = {"at": f"t{place}", "actor": f"p{place}", "hash": ""}
        act.apply(facts)
    return facts


ASKED = ReviewAsked("q", "r1", "seal", "2026-04-01")
ENDORSED = ReviewEndorsed("q", "r1", "seal", near=False)
DONE = ReviewActionDone("r1", "r1-a", "2026-03-05")
AGREED = ReviewAgreed("r1", "seal")


def test_all_three_sign_and_what_was_agreed_is_done() -> None:
    facts = told(signed(), AGREED, ASKED, ENDORSED, DONE)
    assert facts["review", "r1"]["status"] == "agreed"
    assert facts["review_request", "q"]["status"] == "answered"
    assert {key[1]: one["by"] for key, one in facts.items() if key[0] == "review_signature"} == {
        "r1:assessor": "p0",
        "r1:learner": "p1",
        "r1:employer": "p3",
    }
    assert facts["review_action", "r1-a"] == {"review": "r1", "done": "2026-03-05", "by": "p4"}


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    facts = told(signed(), signed("r2", "r1"))
    assert (facts["review", "r1"]["replaced"], facts["review", "r2"]["corrects"]) == (True, "r1")


@pytest.mark.parametrize(
    "acts",
    [
        (signed(), signed()),
        (signed(), AGREED, AGREED),
        (signed(), signed("r2", "r1"), AGREED),
        (signed(), signed("r2", "r1"), ASKED),
        (signed(), ASKED, signed("r2", "r1"), ENDORSED),
        (signed(), signed("r2", "r1"), signed("r3", "r1")),
        (signed(), ASKED, ENDORSED, ENDORSED),
        (signed(), ASKED, ReviewRevoked("q"), ENDORSED),
        (signed(), ASKED, ReviewDeclined("q", "seal"), ReviewRevoked("q")),
        (signed(), signed("r2"), ASKED, ReviewEndorsed("q", "r2", "seal", near=False)),
        (signed(), DONE, DONE),
        (signed(), signed("r2"), ReviewActionDone("r2", "r1-a", "2026-03-05")),
    ],
)
def test_what_cannot_be_is_not_believed(acts: tuple[Act, ...]) -> None:
    with pytest.raises(Disagrees):
        told(*acts)


def test_the_last_interval_that_was_set_is_told() -> None:
    facts = told(ReviewIntervalSet(None, 8, "2026-01-01"), ReviewIntervalSet(None, 10, "2026-02-01"))
    assert facts["review_interval", "everywhere"] == {"weeks": 10, "since": "2026-02-01"}
