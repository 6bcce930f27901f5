"""The forms of standardisation, the words of its codes and figures, and what its refusals say."""

from assessments.standardising.forms.answering import BlindForm
from assessments.standardising.forms.exercises import ButtonForm, ExerciseForm, PairForm, PiecesForm
from assessments.standardising.forms.minutes import MinutesForm
from assessments.standardising.forms.words import (
    OUTCOME_WORDS,
    REFUSALS,
    STATUS_SIGNS,
    STATUS_WORDS,
    kappa_words,
    reading_words,
)

__all__ = [
    "OUTCOME_WORDS",
    "REFUSALS",
    "STATUS_SIGNS",
    "STATUS_WORDS",
    "BlindForm",
    "ButtonForm",
    "ExerciseForm",
    "MinutesForm",
    "PairForm",
    "PiecesForm",
    "kappa_words",
    "reading_words",
]
