"""The forms of the strategy, a row a line, and of drawing a plan by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired

from assessments.quality.forms.words import (
    DIMENSION_WORDS,
    EACH_WORDS,
    MEASURE_WORDS,
    STAGE_WORDS,
    named,
)
from assessments.quality.queries import Values
from assessments.quality.rules.strategy import EACH, MOST_LINES, Dimension, Line, Measure, Risk, Stage, Strategy
from portfolio.learning.forms import LANGUAGES
from portfolio.plans.forms import METHOD_WORDS
from portfolio.web.forms import DayField, Form, VersionedForm, chosen, held_form

BLANK = 2
"""Rows to write a line in beyond those that there are."""
LONGEST_FIGURE = 4
"""Digits."""


class LineFields:
    """The fields of one line, as they were sent or as the line stands."""

    def __init__(self, number: int, what: str, stage: str, measure: str, figure: str) -> None:
        self.number, self.what, self.stage, self.measure, self.figure = number, what, stage, measure, figure
        self.error = ""

    @classmethod
    def of(cls, number: int, line: Line) -> LineFields:
        return cls(number, f"{line.dimension}:{line.value}", line.stage, line.measure, str(line.figure))

    def name(self, field: str) -> str:
        return f"l-{self.number}-{field}"

    def line(self) -> Line | None:
        """Give the line that is said; none where it is left out."""
        dimension, _colon, value = self.what.partition(":")
        if not self.what:
            return None
        return Line(Dimension(dimension), value, Stage(self.stage), Measure(self.measure), int(self.figure))

    def check(self, offered: Collection[str]) -> None:
        figure = self.figure.isdecimal() and len(self.figure) <= LONGEST_FIGURE
        if self.what and not figure:
            self.error = _("Enter a whole number in figures.")
        elif self.what and not (self.what in offered and self.stage in STAGE_WORDS and self.measure in MEASURE_WORDS):
            self.error = _("Choose one of the answers shown.")


class StrategyForm(VersionedForm):
    """A version of the strategy: a line is left out where it says nothing."""

    new_days = IntegerField(_l("For how many days does an assessor count as new?"), [InputRequired(_l("Enter days."))])
    flag_days = IntegerField(
        _l("For how many days is more of an assessor sampled after a decision was not upheld?"),
        [InputRequired(_l("Enter days."))],
    )

    def __init__(self, before: Strategy, version: int, values: Values) -> None:
        super().__init__(data={"version": version, "new_days": before.new_days, "flag_days": before.flag_days})
        typed = held_form() or (request.form if request.method == "POST" else None)
        rows = (
            [LineFields.of(number, one) for number, one in enumerate(before.lines)] if typed is None else _read(typed)
        )
        blank = range(len(rows), min(len(rows) + BLANK, MOST_LINES))
        stage, measure = Stage.SUMMATIVE.value, Measure.PERCENT.value
        self.rows = [*rows, *(LineFields(number, "", stage, measure, "") for number in blank)]
        self.groups = _offers(values)
        self.offered = {code for group in self.groups.values() for code in group}
        self.stages, self.measures = STAGE_WORDS, MEASURE_WORDS

    def said(self) -> Strategy:
        lines = (one.line() for one in self.rows)
        return Strategy(tuple(one for one in lines if one), self.new_days.data or 0, self.flag_days.data or 0)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        for one in self.rows:
            one.check(self.offered)
        return right and not any(one.error for one in self.rows)

    def problems(self) -> list[tuple[str | None, str]]:
        return [*super().problems(), *((one.name("figure"), one.error) for one in self.rows if one.error)]


def _read(typed: Mapping[str, str]) -> list[LineFields]:
    """Read the lines that were sent, without those left out."""
    found: list[LineFields] = []
    for number in range(MOST_LINES):
        said = [typed.get(f"l-{number}-{field}", "").strip() for field in ("what", "stage", "measure", "figure")]
        if said[0]:
            found.append(LineFields(len(found), *said))
    return found


def _offers(values: Values) -> dict[str, dict[str, str]]:
    """Give what a line can speak of, by dimension: each that there is, and every one of them."""
    of_dimension: Mapping[Dimension, Sequence[str]] = {
        Dimension.RISK: tuple(Risk),
        Dimension.QUALIFICATION: tuple(values.qualifications),
        Dimension.METHOD: tuple(METHOD_WORDS),
        Dimension.UNIT: tuple(values.units),
        Dimension.SITE: values.sites,
        Dimension.LANGUAGE: tuple(LANGUAGES),
    }
    return {
        str(DIMENSION_WORDS[dimension]): {
            f"{dimension}:{EACH}": str(EACH_WORDS[dimension]),
            **{f"{dimension}:{one}": named(dimension, one, values) for one in found},
        }
        for dimension, found in of_dimension.items()
    }


class PlanForm(Form):
    """Of which period the decisions are sampled."""

    starts = DayField(_l("Decisions made on or after"), chosen(_l("Enter the first day.")))
    ends = DayField(_l("Decisions made until"), chosen(_l("Enter the last day.")))


class DrawForm(Form):
    """Nothing but the button."""
