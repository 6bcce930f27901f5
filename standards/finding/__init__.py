"""Finding words whatever their mutation, number, accent or spacing: pure; the library keeps the index."""

from standards.finding.asking import EVERYTHING, Asked, WantedWord, ask
from standards.finding.entries import (
    criterion_parts,
    entry_terms,
    standard_codes,
    standard_parts,
    title_term,
    title_terms,
)
from standards.finding.marking import Marked, marked
from standards.finding.ranking import Part, Ranked, rank
from standards.finding.terms import Vocabulary, code_terms

__all__ = [
    "EVERYTHING",
    "Asked",
    "Marked",
    "Part",
    "Ranked",
    "Vocabulary",
    "WantedWord",
    "ask",
    "code_terms",
    "criterion_parts",
    "entry_terms",
    "marked",
    "rank",
    "standard_codes",
    "standard_parts",
    "title_term",
    "title_terms",
]
