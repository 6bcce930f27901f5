"""Questions of archives: all that a portfolio holds, and which archives were made of it."""

from assessments.archive.queries.archives import (
    ShownInherited,
    archive,
    archives,
    arrival,
    arrivals,
    documents_of,
    inherited,
    learner_of,
    own_portfolios,
    portfolio_of,
    portfolio_of_person,
    stored_facts,
)
from assessments.archive.queries.whole import (
    HeldFile,
    Whole,
    held_files,
    ledger_lines,
    portfolio_json,
    signed_heads,
    standard_texts,
    whole,
)

__all__ = [
    "HeldFile",
    "ShownInherited",
    "Whole",
    "archive",
    "archives",
    "arrival",
    "arrivals",
    "documents_of",
    "held_files",
    "inherited",
    "learner_of",
    "ledger_lines",
    "own_portfolios",
    "portfolio_json",
    "portfolio_of",
    "portfolio_of_person",
    "signed_heads",
    "standard_texts",
    "stored_facts",
    "whole",
]
