"""Questions about learning: who may see which portfolio, what stands in one, and what a book must tell of it."""

from portfolio.learning.queries.access import PART_OF, can_take, portfolios_of, relations
from portfolio.learning.queries.facts import all_criterion_uuids, portfolio_of_book, stored_facts
from portfolio.learning.queries.learners import (
    WantedLearners,
    listed_learners,
    needing_attention,
    planned_after_last_certification,
)
from portfolio.learning.queries.pages import (
    Assigned,
    ShownEnrolment,
    Staff,
    assignment_of,
    assignments,
    learner_email,
    learner_name,
    learner_of,
    portfolio_by_id,
    qualifications_in_use,
    shown_enrolments,
    staff,
)
from portfolio.learning.queries.rows import (
    active_enrolment,
    assignments_of_unit,
    chosen_unit,
    enrolled_unit,
    enrolment,
    portfolio,
    portfolio_of,
    units_of,
)
from portfolio.learning.queries.versions import ToMove, other_versions, to_move

__all__ = [
    "PART_OF",
    "Assigned",
    "ShownEnrolment",
    "Staff",
    "ToMove",
    "WantedLearners",
    "active_enrolment",
    "all_criterion_uuids",
    "assignment_of",
    "assignments",
    "assignments_of_unit",
    "can_take",
    "chosen_unit",
    "enrolled_unit",
    "enrolment",
    "learner_email",
    "learner_name",
    "learner_of",
    "listed_learners",
    "needing_attention",
    "other_versions",
    "planned_after_last_certification",
    "portfolio",
    "portfolio_by_id",
    "portfolio_of",
    "portfolio_of_book",
    "portfolios_of",
    "qualifications_in_use",
    "relations",
    "shown_enrolments",
    "staff",
    "stored_facts",
    "to_move",
    "units_of",
]
