"""What a provider's strategy of sampling asks: lines with their figures, none of which is law."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from standards.foundation import Refused

EACH = "*"
"""In place of a value: each that there is."""
MOST_LINES = 40
WHOLE = 100
LONGEST_DAYS = 1000


class Dimension(StrEnum):
    """By what a line tells apart what there is to sample."""

    RISK = "risk"
    QUALIFICATION = "qualification"
    METHOD = "method"
    UNIT = "unit"
    SITE = "site"
    LANGUAGE = "language"


class Risk(StrEnum):
    """How an assessor is rated: as trainee, new or experienced, and flagged beside."""

    FLAGGED = "flagged"
    """A decision of theirs was not upheld not long ago."""
    TRAINEE = "trainee"
    NEW = "new"
    EXPERIENCED = "experienced"


class Stage(StrEnum):
    """When it is looked at: during a unit, or once it is signed; or, for a line, either."""

    INTERIM = "interim"
    SUMMATIVE = "summative"
    EITHER = "either"


class Measure(StrEnum):
    PERCENT = "percent"
    NUMBER = "number"


@dataclass(frozen=True)
class Line:
    """How much is sampled of what: a share, or a number at least; who set the figure, and when."""

    dimension: Dimension
    value: str
    stage: Stage
    measure: Measure
    figure: int
    owner: str = ""
    """The public id of the account that set the figure; empty for what ships with Tystio."""
    since: str = ""

    @property
    def asks(self) -> tuple[str, ...]:
        """What it says, whoever set it."""
        return (self.dimension, self.value, self.stage, self.measure, str(self.figure))


DEFAULT = (
    Line(Dimension.RISK, Risk.FLAGGED, Stage.SUMMATIVE, Measure.PERCENT, 50),
    Line(Dimension.RISK, Risk.TRAINEE, Stage.SUMMATIVE, Measure.PERCENT, 100),
    Line(Dimension.RISK, Risk.NEW, Stage.SUMMATIVE, Measure.PERCENT, 100),
    Line(Dimension.RISK, Risk.EXPERIENCED, Stage.SUMMATIVE, Measure.PERCENT, 10),
    Line(Dimension.RISK, EACH, Stage.INTERIM, Measure.NUMBER, 1),
    Line(Dimension.METHOD, EACH, Stage.EITHER, Measure.NUMBER, 1),
    Line(Dimension.UNIT, EACH, Stage.EITHER, Measure.NUMBER, 1),
    Line(Dimension.SITE, EACH, Stage.EITHER, Measure.NUMBER, 1),
    Line(Dimension.LANGUAGE, EACH, Stage.EITHER, Measure.NUMBER, 1),
)
"""What a strategy begins with: rates seen in published practice, none of which is law."""
NEW_DAYS, FLAG_DAYS = 90, 180


@dataclass(frozen=True)
class Strategy:
    """One version: its lines, for how long an assessor counts as new, and for how long one stays flagged."""

    lines: tuple[Line, ...] = DEFAULT
    new_days: int = NEW_DAYS
    flag_days: int = FLAG_DAYS


def check_strategy(said: Strategy, before: Strategy | None) -> None:
    """Check that a version may be set: it asks something, each line once, with a figure that can be. Raises Refused."""
    if not said.lines:
        raise Refused("strategy-empty")
    if len(said.lines) > MOST_LINES:
        raise Refused("strategy-too-long", most=MOST_LINES)
    places = [(one.dimension, one.value, one.stage) for one in said.lines]
    if len(set(places)) != len(places):
        raise Refused("strategy-line-twice")
    if any(not _possible(one) for one in said.lines):
        raise Refused("strategy-figure")
    if not (0 <= said.new_days <= LONGEST_DAYS and 1 <= said.flag_days <= LONGEST_DAYS):
        raise Refused("strategy-days", most=LONGEST_DAYS)
    if before is not None and _asked(said) == _asked(before):
        raise Refused("strategy-nothing-new")


def _possible(line: Line) -> bool:
    """Tell whether a figure can be: sampling is never zero, and no share is more than the whole."""
    return line.figure >= 1 and (line.measure is Measure.NUMBER or line.figure <= WHOLE)


def _asked(said: Strategy) -> tuple[object, ...]:
    return [one.asks for one in said.lines], said.new_days, said.flag_days


def owned(lines: Sequence[Line], before: Collection[Line], owner: str, today: date) -> tuple[Line, ...]:
    """Give lines with their owners: a figure that stays keeps whoever set it, and since when."""
    known = {one.asks: one for one in before}
    return tuple(known.get(one.asks) or replace(one, owner=owner, since=today.isoformat()) for one in lines)


def risks_of(*, flagged: bool, qualified: bool, since: date, today: date, new_days: int) -> tuple[Risk, ...]:
    """Rate an assessor who has had that role since a day; what asks more of a flagged one asks it beside the rest."""
    new = today < since + timedelta(days=new_days)
    rated = Risk.TRAINEE if not qualified else Risk.NEW if new else Risk.EXPERIENCED
    return (Risk.FLAGGED, rated) if flagged else (rated,)
