"""Changes around standardisation: putting an exercise together, deciding blind, closing, and the record."""

from assessments.standardising.services.holding import answer, close, keep_minutes, open_exercise
from assessments.standardising.services.preparing import (
    NewExercise,
    add_pieces,
    change,
    check_version,
    pair,
    prepare,
    remove_piece,
    touch,
    unpair,
)

__all__ = [
    "NewExercise",
    "add_pieces",
    "answer",
    "change",
    "check_version",
    "close",
    "keep_minutes",
    "open_exercise",
    "pair",
    "prepare",
    "remove_piece",
    "touch",
    "unpair",
]
