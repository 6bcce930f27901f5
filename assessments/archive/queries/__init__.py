"""Questions of archives: all that a portfolio holds, and which archives were made of it."""

from assessments.archive.queries.archives import (
    archive,
    archives,
    documents_of,
    learner_of,
    own_portfolios,
    portfolio_of_person,
    provider,
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
    "Whole",
    "archive",
    "archives",
    "documents_of",
    "held_files",
    "learner_of",
    "ledger_lines",
    "own_portfolios",
    "portfolio_json",
    "portfolio_of_person",
    "provider",
    "signed_heads",
    "standard_texts",
    "stored_facts",
    "whole",
]
