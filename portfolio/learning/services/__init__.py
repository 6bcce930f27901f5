"""Changes to learning: enrolling, assigning people, and the states that follow from claims."""

from portfolio.learning.services.assigning import (
    NewAssignment,
    assign,
    end_assignment,
)
from portfolio.learning.services.enrolling import (
    Admission,
    NewEnrolment,
    admit,
    change_status,
    choose_language,
    choose_unit,
    choose_units,
    drop_unit,
    enrol,
    move_planned_end,
    open_portfolio,
)
from portfolio.learning.services.moving import move_enrolments
from portfolio.learning.services.states import (
    States,
    move_unit,
    settle,
    units_after,
)

__all__ = [
    "Admission",
    "NewAssignment",
    "NewEnrolment",
    "States",
    "admit",
    "assign",
    "change_status",
    "choose_language",
    "choose_unit",
    "choose_units",
    "drop_unit",
    "end_assignment",
    "enrol",
    "move_enrolments",
    "move_planned_end",
    "move_unit",
    "open_portfolio",
    "settle",
    "units_after",
]
