"""Who may sample, what follows from a verdict, and when a sample holds its unit up."""

import pytest

from assessments.quality.rules.samples import SampleStatus, Verdict, check_opening, check_sampler, holds, status_after
from standards.foundation import Refused

LEARNER, ASSURER, ASSESSOR = 1, 2, 3


@pytest.mark.parametrize(
    ("code", "person", "assigned"),
    [
        ("judging-own-portfolio", LEARNER, True),
        ("sampling-own", ASSESSOR, True),
        ("sampling-own", ASSESSOR, False),
        ("sampling-not-assigned", ASSURER, False),
    ],
)
def test_whoever_has_part_in_it_or_is_not_assigned_does_not_sample(code: str, person: int, assigned: bool) -> None:
    with pytest.raises(Refused, match=code):
        check_sampler(person, LEARNER, {ASSESSOR}, assigned=assigned)


def test_whoever_is_assigned_and_had_no_part_samples() -> None:
    check_sampler(ASSURER, LEARNER, {ASSESSOR, LEARNER}, assigned=True)
    with pytest.raises(Refused, match="sample-nothing-there"):
        check_opening(sampled=False, decisions=0)


@pytest.mark.parametrize(
    ("verdict", "after", "held"),
    [
        (Verdict.UPHELD, SampleStatus.CLOSED, False),
        (Verdict.WITH_ACTION, SampleStatus.REPORTED, False),
        (Verdict.ACTION_REQUIRED, SampleStatus.REPORTED, True),
        (Verdict.NOT_UPHELD, SampleStatus.REPORTED, False),
    ],
)
def test_a_unit_waits_until_it_is_looked_at_and_what_is_required_is_done(
    verdict: Verdict, after: SampleStatus, held: bool
) -> None:
    assert holds(SampleStatus.OPEN, None)
    assert status_after(verdict) is after
    assert holds(after, verdict) is held
    assert not holds(SampleStatus.CLOSED, verdict)
