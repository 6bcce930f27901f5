"""Questions of reports: figures counted over stored counters, and the record as its books tell it."""

from assessments.reporting.queries.completion import ALL_AT_ONCE, PAGE_SIZE, Wanted, exported, learners, qualifications
from assessments.reporting.queries.record import Record, about, own_provider, portfolio_record, provider_record

__all__ = [
    "ALL_AT_ONCE",
    "PAGE_SIZE",
    "Record",
    "Wanted",
    "about",
    "exported",
    "learners",
    "own_provider",
    "portfolio_record",
    "provider_record",
    "qualifications",
]
