"""Rows of many portfolios, asked of the database once for all of them and given out one portfolio at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, TypeVarTuple, cast

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

Columns = TypeVarTuple("Columns")
Answers = dict[int, list[Any]]


class Gathered:
    """What a few portfolios hold: each statement is asked once, when the first of them needs it."""

    def __init__(self, session: Session, portfolio_ids: Collection[int]) -> None:
        self.session = session
        self.portfolio_ids = list(portfolio_ids)
        self._answers: dict[Select[*tuple[Any, ...]], Answers] = {}

    def of(self, portfolio_id: int) -> GatheredPortfolio:
        return GatheredPortfolio(self, portfolio_id)

    def answers(self, statement: Select[*tuple[Any, ...]], whose: ColumnElement[int]) -> Answers:
        """Give the rows of a statement by the portfolio they are of."""
        known = self._answers.get(statement)
        if known is None:
            known = self._answers[statement] = defaultdict(list)
            asked = statement.add_columns(whose).where(whose.in_(self.portfolio_ids))
            for row in self.session.execute(asked):
                known[row[-1]].append(row[:-1])
        return known


class GatheredPortfolio:
    """One of the portfolios that are asked about together."""

    def __init__(self, among: Gathered, portfolio_id: int) -> None:
        self.session = among.session
        self._among, self._id = among, portfolio_id

    def rows(
        self, statement: Select[*Columns], whose: ColumnElement[int] | InstrumentedAttribute[int]
    ) -> Sequence[tuple[*Columns]]:
        """Give this portfolio's rows of a statement about all; `whose` is the column that names the portfolio.

        The statement is known again by being the same object: write it once, beside the function that asks.
        """
        found = self._among.answers(cast("Any", statement), cast("ColumnElement[int]", whose))
        return found.get(self._id, [])
