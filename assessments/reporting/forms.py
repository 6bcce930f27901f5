"""The filters of reports, and the words of what they tell apart."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext
from wtforms import SelectField, StringField

from assessments.judging.rules import Pace
from assessments.reporting.rules import Progress, Sort
from portfolio.learning.rules import EnrolmentStatus
from portfolio.web.forms import Form

PACE_WORDS = {
    Pace.DONE: _l("All criteria met"),
    Pace.ON_PLAN: _l("On plan"),
    Pace.BEHIND: _l("Behind plan"),
    Pace.OVERDUE: _l("Past the planned end"),
}
Code = TypeVar("Code", bound=StrEnum)


class LearnersFilter(Form):
    """Which learners, in which order: sent by GET, so that an address can be kept."""

    class Meta:
        csrf = False

    search = StringField(_l("Learner's name"))
    progress = SelectField(_l("Progress"))
    status = SelectField(_l("Enrolment"))
    sort = SelectField(_l("Sort by"))

    def __init__(self, given: object) -> None:
        super().__init__(formdata=given)
        self.progress.choices = [
            (Progress.ALL.value, _("All learners")),
            (Progress.UNFINISHED.value, _("Units still to complete")),
            (Progress.COMPLETE.value, _("All units complete")),
            (Progress.OVERDUE.value, _("Past the planned end")),
        ]
        self.status.choices = [("", _("All but those who left")), *enrolment_statuses()]
        self.sort.choices = [
            (Sort.NAME.value, _("Name")),
            (Sort.PLANNED_END.value, _("Planned end, earliest first")),
            (Sort.MET.value, _("Criteria met, fewest first")),
            (Sort.REFERRED.value, _("Criteria referred, most first")),
        ]


def enrolment_statuses() -> list[tuple[str, str]]:
    return [
        (EnrolmentStatus.ACTIVE.value, pgettext("enrolment", "Active")),
        (EnrolmentStatus.PAUSED.value, pgettext("enrolment", "Paused")),
        (EnrolmentStatus.COMPLETED.value, pgettext("enrolment", "Completed")),
        (EnrolmentStatus.WITHDRAWN.value, pgettext("enrolment", "Withdrawn")),
        (EnrolmentStatus.TRANSFERRED.value, pgettext("enrolment", "Transferred")),
    ]


def code_in(said: str | None, codes: type[Code]) -> Code | None:
    """Give the code that was chosen; none where it is no code at all."""
    return codes(said) if said in set(codes) else None
