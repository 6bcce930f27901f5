"""The words of quality assurance's codes, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

from assessments.quality.queries import Values
from assessments.quality.rules.coverage import Covered, Letter
from assessments.quality.rules.samples import Check, FeedbackQuality, SampleStatus, Verdict
from assessments.quality.rules.strategy import EACH, Dimension, Line, Measure, Risk, Stage
from portfolio.learning.forms import LANGUAGES
from portfolio.plans.forms import METHOD_WORDS
from portfolio.web.filters import words
from portfolio.web.forms import Refusals
from standards.qualifications.rules.signing import SignaturePart

RISK_WORDS: Mapping[str, Any] = {
    Risk.FLAGGED: _l("Assessors with a decision that was not upheld"),
    Risk.TRAINEE: _l("Trainee assessors"),
    Risk.NEW: _l("New assessors"),
    Risk.EXPERIENCED: _l("Experienced assessors"),
}
EACH_WORDS: Mapping[str, Any] = {
    Dimension.RISK: _l("Each assessor"),
    Dimension.QUALIFICATION: _l("Each qualification"),
    Dimension.METHOD: _l("Each method"),
    Dimension.UNIT: _l("Each unit"),
    Dimension.SITE: _l("Each site"),
    Dimension.LANGUAGE: _l("Each language of assessment"),
}
DIMENSION_WORDS: Mapping[str, Any] = {
    Dimension.RISK: _l("By assessor"),
    Dimension.QUALIFICATION: _l("By qualification"),
    Dimension.METHOD: _l("By method"),
    Dimension.UNIT: _l("By unit"),
    Dimension.SITE: _l("By site"),
    Dimension.LANGUAGE: _l("By language"),
}
STAGE_WORDS: Mapping[str, Any] = {
    Stage.SUMMATIVE: _l("Summative: once the unit is signed"),
    Stage.INTERIM: _l("Interim: while the unit is in progress"),
    Stage.EITHER: _l("Either"),
}
MEASURE_WORDS: Mapping[str, Any] = {
    Measure.PERCENT: _l("per cent"),
    Measure.NUMBER: _l("at least, in number"),
}
CHECK_WORDS: Mapping[str, Any] = {
    Check.VALID: _l("Valid: it is about what the criteria ask"),
    Check.AUTHENTIC: _l("The learner's own work"),
    Check.CURRENT: _l("Current: recent enough to show what the learner can do now"),
    Check.SUFFICIENT: _l("Sufficient: there is enough of it"),
    Check.RELIABLE: _l("Reliable: another assessor would find the same"),
}
QUALITY_WORDS: Mapping[str, Any] = {
    FeedbackQuality.GOOD: _l("Good"),
    FeedbackQuality.FAIR: _l("Fair"),
    FeedbackQuality.POOR: _l("It has to become better"),
}
VERDICT_WORDS: Mapping[str, Any] = {
    Verdict.UPHELD: _l("Upheld"),
    Verdict.WITH_ACTION: _l("Upheld with action"),
    Verdict.ACTION_REQUIRED: _l("Action required"),
    Verdict.NOT_UPHELD: _l("Not upheld"),
}
VERDICT_CHOICES: Mapping[str, Any] = {
    Verdict.UPHELD: _l("Upheld: nothing more is to be done"),
    Verdict.WITH_ACTION: _l("Upheld with action: the assessor has something to do, and the unit does not wait"),
    Verdict.ACTION_REQUIRED: _l("Action required: the unit waits until the assessor has done it"),
    Verdict.NOT_UPHELD: _l(
        "Not upheld: the criteria you name below are decided again, and more of the assessor is sampled"
    ),
}
STATUS_WORDS: Mapping[str, Any] = {
    SampleStatus.OPEN: _l("Being looked at"),
    SampleStatus.REPORTED: _l("Waiting for the assessor's answer"),
    SampleStatus.ANSWERED: _l("Answered, waiting to be closed"),
    SampleStatus.CLOSED: _l("Closed"),
}
LETTER_WORDS: Mapping[str, Any] = {
    Letter.CANDIDATES: _l("Candidates"),
    Letter.ASSESSORS: _l("Assessors"),
    Letter.METHODS: _l("Methods"),
    Letter.ELEMENTS: _l("Elements: units"),
    Letter.RECORDS: _l("Records"),
    Letter.SITES: _l("Assessment sites"),
    Letter.LANGUAGES: _l("Languages of assessment"),
}
RECORD_WORDS: Mapping[str, Any] = {
    "decisions": _l("Decisions with their feedback"),
    SignaturePart.LEARNER: _l("The learner's declarations"),
    SignaturePart.ASSESSOR: _l("The assessors' signatures"),
    SignaturePart.COUNTERSIGNER: _l("Countersignatures"),
    SignaturePart.QUALITY_ASSURER: _l("Verifications"),
}
REFUSALS: Refusals = {
    "sampling-own": _l(
        "You decided or signed something of this unit: another quality assurer has to sample it. Nothing was saved."
    ),
    "sampling-not-assigned": _l("You are not the quality assurer of this unit today. Nothing was saved."),
    "sample-opened-before": _l("This was opened as a sample before. Nothing was changed; go on with that one."),
    "sample-nothing-there": _l(
        "No decision of this assessor stands on the unit any more, so there is nothing to look at. Draw the plan again."
    ),
    "sample-changed": _l(
        "This sample changed while you were looking. Nothing was saved; what you wrote is still here. Look at it as it "
        "is now, then send it again."
    ),
    "sample-reported-before": _l("This sample is reported already, and a report stays as it is. Nothing was saved."),
    "report-needs-criteria": _l("It does not say which criteria you looked at. Nothing was saved. Choose them."),
    "report-foreign-criterion": _l("One of these criteria is not in the sample. Nothing was saved. Choose again."),
    "report-needs-overturned": _l(
        "It does not say which decisions are not upheld. Nothing was saved; what you wrote is still here. Choose them."
    ),
    "report-not-met": _l(
        "One of these criteria is not met now, so there is nothing to decide again. Nothing was saved; what you wrote "
        "is still here. Leave it out, or ask for an action."
    ),
    "report-needs-reason": _l(
        "Say in a sentence why the decisions are not upheld. Nothing was saved; what you wrote is still here."
    ),
    "report-needs-action": _l(
        "It does not say what the assessor is to do. Nothing was saved; what you wrote is still here. Write an action."
    ),
    "report-too-many-actions": _l("A report asks for %(most)s actions at most. Nothing was saved."),
    "action-needs-words": _l("An action says nothing. Nothing was saved. Write what is to be done."),
    "action-needs-day": _l(
        "An action is due on no day, or before today. Nothing was saved; what you wrote is still here. Enter a later "
        "day."
    ),
    "sample-not-yours": _l("Only the assessor whose decisions these are can answer. Nothing was saved."),
    "sample-asks-nothing": _l("This sample waits for no answer. Nothing was saved."),
    "answer-needs-words": _l("The answer says nothing. Nothing was saved. Write it."),
    "answer-unknown-action": _l("One of these actions is not in the report. Nothing was saved. Choose again."),
    "answer-day-ahead": _l(
        "Something cannot have been done on a day that is still to come. Nothing was saved; what you wrote is still "
        "here."
    ),
    "sample-closed-before": _l("This sample is closed already. Nothing was changed."),
    "sample-not-answered": _l("The assessor has not answered yet. Nothing was changed; close it after that."),
    "sample-actions-undone": _l(
        "Not everything that the report asks for is done: %(number)s. Nothing was changed. The assessor says so first."
    ),
    "strategy-empty": _l("The strategy has no line. Nothing was saved. Say at least once what is sampled."),
    "strategy-too-long": _l("A strategy has %(most)s lines at most. Nothing was saved. Take some out."),
    "strategy-line-twice": _l(
        "Two lines speak of the same thing at the same stage. Nothing was saved; what you wrote is still "
        "here. Keep one."
    ),
    "strategy-figure": _l(
        "A figure cannot be so: sampling is never zero, and a share is 100 per cent at most. Nothing was saved; what "
        "you wrote is still here."
    ),
    "strategy-days": _l("Enter days from 1 to %(most)s. Nothing was saved; what you wrote is still here."),
    "strategy-nothing-new": _l("Nothing differs from the version before, so there is nothing to save."),
    "strategy-changed": _l(
        "Somebody set a new version of the strategy while you were looking. Nothing was saved; what you wrote is still "
        "here. Compare it with the new version, then send it again."
    ),
    "plan-needs-strategy": _l("There is no sampling strategy yet. Nothing was planned. Set one first."),
    "plan-ends-before-start": _l("The last day is before the first. Nothing was planned. Enter a later day."),
}


def value_words(line: Line, values: Values) -> str:
    """Say what a line speaks of."""
    if line.value == EACH:
        return str(EACH_WORDS[line.dimension])
    return named(line.dimension, line.value, values)


def named(dimension: Dimension, value: str, values: Values) -> str:
    """Give what a value is called: of a risk it is the assessor, where a draw names one."""
    if dimension is Dimension.QUALIFICATION and value in values.qualifications:
        return words(values.qualifications[value])
    if dimension is Dimension.UNIT and value in values.units:
        urn, title = values.units[value]
        return f"{urn} {words(title)}"
    known: Mapping[Dimension, Mapping[str, Any]] = {
        Dimension.RISK: {**RISK_WORDS, **values.people},
        Dimension.METHOD: METHOD_WORDS,
        Dimension.LANGUAGE: LANGUAGES,
    }
    return str(known.get(dimension, {}).get(value, value))


def coverage_words(one: Covered, values: Values) -> str:
    """Say what a row of coverage is of."""
    if one.letter is Letter.ELEMENTS:
        return named(Dimension.UNIT, one.value, values)
    known: Mapping[Letter, Mapping[str, Any]] = {
        Letter.CANDIDATES: values.people,
        Letter.ASSESSORS: values.people,
        Letter.METHODS: METHOD_WORDS,
        Letter.RECORDS: RECORD_WORDS,
        Letter.SITES: {"": _("No site named")},
        Letter.LANGUAGES: LANGUAGES,
    }
    return str(known[one.letter].get(one.value, one.value))


def figure_words(line: Line) -> str:
    if line.measure is Measure.PERCENT:
        return str(_("%(number)s%%", number=line.figure))
    return str(_("at least %(number)s", number=line.figure))


def stage_letter(stage: str) -> str:
    """Give the letter by which the grid tells stages apart."""
    return str(pgettext("interim", "I") if stage == Stage.INTERIM else pgettext("summative", "S"))
