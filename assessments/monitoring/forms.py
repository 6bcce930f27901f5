"""The forms of monitoring, the words of its codes, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import RadioField, SelectField, TextAreaField

from assessments.monitoring.rules import (
    MonitoringKind,
    MonitoringOutcome,
    MonitoringStatus,
    NewActivity,
    Point,
    Record,
    Seen,
)
from portfolio.web.forms import DayField, Form, Refusals, VersionedForm, at_most, choices, chosen, needed

LONGEST = 5000
HOW_WORDS: Mapping[str, Any] = {
    MonitoringKind.OBSERVATION: _l("Observation of the assessor at work"),
    MonitoringKind.LEARNER_INTERVIEW: _l("Talk with a learner"),
    MonitoringKind.WITNESS_CONTACT: _l("Contact with a witness"),
    MonitoringKind.RECORD_CHECK: _l("Check of records"),
}
MONITORING_WORDS: Mapping[str, Any] = {
    MonitoringStatus.PLANNED: _l("Planned"),
    MonitoringStatus.CANCELLED: lazy_pgettext("monitoring", "Called off"),
    MonitoringStatus.RECORDED: _l("Waits for the assessor's answer"),
    MonitoringStatus.ANSWERED: _l("Answered"),
    MonitoringStatus.CLOSED: _l("Closed"),
}
MONITORING_COLOURS: Mapping[str, str] = {
    MonitoringStatus.PLANNED: "begun",
    MonitoringStatus.CANCELLED: "draft",
    MonitoringStatus.RECORDED: "waiting",
    MonitoringStatus.ANSWERED: "waiting",
    MonitoringStatus.CLOSED: "signed",
}
FOUND_WORDS: Mapping[str, Any] = {
    MonitoringOutcome.SATISFACTORY: _l("Satisfactory"),
    MonitoringOutcome.ACTIONS: _l("Satisfactory, with something to be done"),
    MonitoringOutcome.NOT_SATISFACTORY: _l("Not satisfactory"),
}
POINT_WORDS: Mapping[str, Any] = {
    Point.PLANNING: _l("What was agreed beforehand, and the learner knew what to expect"),
    Point.QUESTIONING: _l("The questions asked"),
    Point.JUDGEMENT: _l("The judgement, held against the criteria"),
    Point.FEEDBACK: _l("The feedback to the learner"),
    Point.LANGUAGE: _l("The learner's choice of language was kept to"),
    Point.RECORDS: _l("The records"),
}
SEEN_WORDS: Mapping[str, Any] = {
    Seen.WELL: _l("Well done"),
    Seen.BETTER: _l("Can be done better"),
    Seen.NOT_SEEN: _l("Not seen"),
}
REFUSALS: Refusals = {
    "monitoring-of-oneself": _l("Nobody monitors their own work. Nothing was saved. Ask another quality assurer."),
    "monitoring-day-over": _l("The day is over. Nothing was saved. Choose today or a later day."),
    "monitoring-over": _l("This was recorded or called off already. Nothing was changed."),
    "monitoring-ahead": _l("The day is after today. Nothing was saved. Correct it."),
    "monitoring-needs-words": _l("It does not say what was seen. Nothing was saved. Write it down."),
    "monitoring-needs-actions": _l(
        "It does not say what is to be done. Nothing was saved. Write it down, or choose “Satisfactory” and no day."
    ),
    "monitoring-needs-due": _l("It does not say until when it is to be done. Nothing was saved. Enter a day."),
    "monitoring-due-early": _l(
        "It would have to be done before it was asked for. Nothing was saved. Enter a later day."
    ),
    "monitoring-needs-reason": _l("It does not say why. Nothing was changed. Give a reason."),
    "monitoring-of-another": _l("Only the assessor whose work it is answers. Nothing was saved."),
    "monitoring-not-to-answer": _l("There is nothing to answer here now. Nothing was saved."),
    "monitoring-not-answered": _l("The assessor has not answered yet. Nothing was changed."),
    "monitoring-actions-open": _l(
        "What was asked for is not done yet, by what the assessor says. Nothing was changed. Wait for their answer."
    ),
    "monitoring-changed": _l(
        "This was changed in the meantime. Nothing was saved; what you wrote is still here. Look at what is new, then "
        "send it again."
    ),
}


class ActivityForm(Form):
    kind = RadioField(_l("How?"), chosen(_l("Choose how.")), choices=choices(HOW_WORDS))
    planned_on = DayField(_l("On which day?"), chosen(_l("Enter the day.")))
    learner = SelectField(_l("With which learner?"), choices=[])
    focus = TextAreaField(
        _l("What is to be looked at?"),
        [*needed(_l("Write what is to be looked at.")), at_most(LONGEST)],
        description=_l("The assessor reads this."),
    )

    def offer(self, learners: Mapping[str, str]) -> None:
        self.learner.choices = [("", _("With none in particular")), *learners.items()]

    def said(self, language: str) -> NewActivity:
        day = cast("date", self.planned_on.data)
        return NewActivity(MonitoringKind(self.kind.data), day, self.focus.data or "", language)


def _point(point: Point) -> RadioField:
    return RadioField(POINT_WORDS[point], choices=choices(SEEN_WORDS), default=Seen.NOT_SEEN.value)


class RecordForm(VersionedForm):
    held_on = DayField(_l("On which day was it?"), chosen(_l("Enter the day.")))
    planning = _point(Point.PLANNING)
    questioning = _point(Point.QUESTIONING)
    judgement = _point(Point.JUDGEMENT)
    feedback = _point(Point.FEEDBACK)
    language = _point(Point.LANGUAGE)
    records = _point(Point.RECORDS)
    seen = TextAreaField(
        _l("What was seen?"),
        [*needed(_l("Write what was seen.")), at_most(LONGEST)],
        description=_l(
            "The assessor reads this. Leave out what a learner or a witness told you in confidence, and what would let "
            "the assessor know who said it."
        ),
    )
    good_practice = TextAreaField(_l("Good practice (if any)"), [at_most(LONGEST)])
    outcome = RadioField(_l("What do you find?"), chosen(_l("Choose what you find.")), choices=choices(FOUND_WORDS))
    actions = TextAreaField(_l("What is the assessor to do (if anything)?"), [at_most(LONGEST)])
    due = DayField(_l("Until when (if anything is to be done)?"))

    @property
    def points(self) -> list[Any]:
        return [self[one.value] for one in Point]

    def said(self, language: str) -> Record:
        return Record(
            held_on=cast("date", self.held_on.data),
            points={one.value: self[one.value].data for one in Point},
            seen=self.seen.data or "",
            good_practice=self.good_practice.data or "",
            outcome=MonitoringOutcome(self.outcome.data),
            actions=self.actions.data or "",
            due=self.due.data,
            language=language,
        )


class CancelForm(VersionedForm):
    reason = TextAreaField(_l("Why is it called off?"), [*needed(_l("Give a reason.")), at_most(LONGEST)])


class AnswerForm(VersionedForm):
    words = TextAreaField(_l("Your answer"), [*needed(_l("Write your answer.")), at_most(LONGEST)])
    done_on = DayField(_l("When did you do what was asked for (if you have)?"))


class CloseForm(VersionedForm):
    """Nothing but the button."""
