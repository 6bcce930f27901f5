"""Questions about a new version: which learners are on the older one, what would carry over, and what was carried."""

from assessments.carrying.queries.carried import Carried, carried, carrying_to_undo, moves_of
from assessments.carrying.queries.claims import claims_by_id, claims_of_units, criteria_by_code, evidence_by_id
from assessments.carrying.queries.facts import portfolio_facts
from assessments.carrying.queries.learners import (
    Preview,
    UnitToCarry,
    Whom,
    cohorts,
    on_versions,
    previews,
    units_to_carry,
)
from assessments.carrying.queries.since import Since, since

__all__ = [
    "Carried",
    "Preview",
    "Since",
    "UnitToCarry",
    "Whom",
    "carried",
    "carrying_to_undo",
    "claims_by_id",
    "claims_of_units",
    "cohorts",
    "criteria_by_code",
    "evidence_by_id",
    "moves_of",
    "on_versions",
    "portfolio_facts",
    "previews",
    "since",
    "units_to_carry",
]
