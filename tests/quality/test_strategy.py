"""What a strategy may say, who set each figure, and how an assessor is rated."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.quality.rules.strategy import (
    DEFAULT,
    MOST_LINES,
    Dimension,
    Line,
    Measure,
    Risk,
    Stage,
    Strategy,
    check_strategy,
    owned,
    risks_of,
)
from standards.foundation import Refused

TODAY = date(2026, 9, 1)
LINE = Line(Dimension.SITE, "Bangor", Stage.EITHER, Measure.NUMBER, 1)


@pytest.mark.parametrize(
    ("code", "said", "before"),
    [
        ("strategy-empty", Strategy(()), None),
        ("strategy-too-long", Strategy(tuple(replace(LINE, value=str(n)) for n in range(MOST_LINES + 1))), None),
        ("strategy-line-twice", Strategy((LINE, replace(LINE, figure=2))), None),
        ("strategy-figure", Strategy((replace(LINE, figure=0),)), None),
        ("strategy-figure", Strategy((replace(LINE, measure=Measure.PERCENT, figure=101),)), None),
        ("strategy-days", Strategy(flag_days=0), None),
        ("strategy-days", Strategy(new_days=-1), None),
        ("strategy-nothing-new", Strategy(), Strategy()),
        ("strategy-nothing-new", Strategy(), Strategy(owned(DEFAULT, (), "mair", TODAY))),
    ],
)
def test_a_strategy_that_cannot_be_is_refused(code: str, said: Strategy, before: Strategy | None) -> None:
    with pytest.raises(Refused) as no:
        check_strategy(said, before)
    assert no.value.code == code


def test_a_figure_that_stays_keeps_its_owner_and_its_day() -> None:
    first = owned((LINE, DEFAULT[0]), (), "mair", TODAY)
    second = owned((replace(LINE, figure=2), DEFAULT[0]), first, "gwyn", TODAY + timedelta(days=9))
    assert [(one.owner, one.since) for one in second] == [("gwyn", "2026-09-10"), ("mair", "2026-09-01")]
    check_strategy(Strategy(second), Strategy(first))


@pytest.mark.parametrize(
    ("flagged", "qualified", "days", "risks"),
    [
        (True, False, 10, (Risk.FLAGGED, Risk.TRAINEE)),
        (False, False, 1000, (Risk.TRAINEE,)),
        (False, True, 89, (Risk.NEW,)),
        (False, True, 90, (Risk.EXPERIENCED,)),
        (True, True, 90, (Risk.FLAGGED, Risk.EXPERIENCED)),
    ],
)
def test_an_assessor_is_rated_and_flagged_beside(
    flagged: bool, qualified: bool, days: int, risks: tuple[Risk, ...]
) -> None:
    since = TODAY - timedelta(days=days)
    assert risks_of(flagged=flagged, qualified=qualified, since=since, today=TODAY, new_days=90) == risks
