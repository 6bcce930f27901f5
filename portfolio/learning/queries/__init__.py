"""Questions about learning: who may see which portfolio, what stands in one, and what a book must tell of it."""

from portfolio.learning.queries.access import PART_OF, can_take, portfolios_of, relations
from portfolio.learning.queries.facts import all_criterion_uuids, portfolio_of_book, stored_facts
from portfolio.learning.queries.rows import (
    active_enrolment,
    assignments_of_unit,
    chosen_unit,
    enrolled_unit,
    enrolment,
    portfolio,
    portfolio_of,
    units_by_id,
)

__all__ = [
    "PART_OF",
    "active_enrolment",
    "all_criterion_uuids",
    "assignments_of_unit",
    "can_take",
    "chosen_unit",
    "enrolled_unit",
    "enrolment",
    "portfolio",
    "portfolio_of",
    "portfolio_of_book",
    "portfolios_of",
    "relations",
    "stored_facts",
    "units_by_id",
]
