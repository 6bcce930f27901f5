"""The forms of quality assurance, the words of its codes, and what the refusals of its rules say."""

from assessments.quality.forms.samples import AnswerForm, CloseForm, ReportForm
from assessments.quality.forms.strategy import DrawForm, PlanForm, StrategyForm
from assessments.quality.forms.words import (
    CHECK_WORDS,
    LETTER_WORDS,
    QUALITY_WORDS,
    REFUSALS,
    STAGE_WORDS,
    STATUS_WORDS,
    VERDICT_WORDS,
    coverage_words,
    figure_words,
    named,
    stage_letter,
    value_words,
)

__all__ = [
    "CHECK_WORDS",
    "LETTER_WORDS",
    "QUALITY_WORDS",
    "REFUSALS",
    "STAGE_WORDS",
    "STATUS_WORDS",
    "VERDICT_WORDS",
    "AnswerForm",
    "CloseForm",
    "DrawForm",
    "PlanForm",
    "ReportForm",
    "StrategyForm",
    "coverage_words",
    "figure_words",
    "named",
    "stage_letter",
    "value_words",
]
