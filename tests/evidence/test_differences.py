"""What changed from one text to the next, as it is shown."""

import pytest

from portfolio.evidence.views.differences import differences


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("the day came", "the date came", "the <del>day</del> <ins>date</ins> came"),
        ("the day", "the day came", "the day<ins> came</ins>"),
        ("a <b>", "a <i>", "a <del>&lt;b&gt;</del> <ins>&lt;i&gt;</ins>"),
    ],
)
def test_what_was_taken_out_never_runs_into_what_was_put_in(before: str, after: str, shown: str) -> None:
    assert differences(before, after) == shown
