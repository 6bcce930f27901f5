"""The forms of external visits, the words of their codes, and what the refusals of their rules say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from assessments.judging.rules import Outcome
from assessments.visits.rules import ActionStatus, CommentKind, OpeningKind, Section, VisitStatus
from assessments.visits.services import NewAction, NewVisit
from portfolio.links.forms import WRITTEN_IN, an_address
from portfolio.people.forms import SUITABILITY_WORDS
from portfolio.people.rules.standing import Checks
from portfolio.web.forms import DayField, Form, Refusals, at_most, choices, chosen, needed

LONGEST = 5000
STATUS_WORDS: Mapping[str, Any] = {
    VisitStatus.AHEAD: _l("Still to come"),
    VisitStatus.OPEN: _l("Open now"),
    VisitStatus.OVER: _l("Over"),
    VisitStatus.REVOKED: _l("Revoked"),
}
STATUS_SIGNS: Mapping[str, str] = {
    VisitStatus.AHEAD: "draft",
    VisitStatus.OPEN: "waiting",
    VisitStatus.OVER: "signed",
    VisitStatus.REVOKED: "stopped",
}
COMMENT_WORDS: Mapping[str, Any] = {
    CommentKind.COMMENT: _l("Comment"),
    CommentKind.REPORT: _l("Report of the visit"),
    CommentKind.ANSWER: _l("Answer of the centre"),
}
OPENING_WORDS: Mapping[str, Any] = {
    OpeningKind.VISIT: _l("Start page of the visit"),
    OpeningKind.UNIT: _l("Unit"),
    OpeningKind.EVIDENCE: _l("Evidence"),
    OpeningKind.FILE: _l("File"),
    OpeningKind.ACTION: _l("Action"),
    OpeningKind.PACK: _l("The centre's papers"),
    OpeningKind.DOWNLOAD: _l("The centre's papers, saved as one file"),
}
ACTION_WORDS: Mapping[str, Any] = {
    ActionStatus.OPEN: _l("To be done"),
    ActionStatus.OVERDUE: _l("Overdue"),
    ActionStatus.DONE: _l("Done, the centre says"),
    ActionStatus.CLOSED: _l("Closed"),
}
ACTION_SIGNS: Mapping[str, str] = {
    ActionStatus.OPEN: "waiting",
    ActionStatus.OVERDUE: "returned",
    ActionStatus.DONE: "begun",
    ActionStatus.CLOSED: "signed",
}


OUTCOME_WORDS: Mapping[str, Any] = {
    Outcome.MET: lazy_pgettext("claim", "Met"),
    Outcome.NOT_YET: lazy_pgettext("claim", "Not yet met"),
    Outcome.REFERRED: lazy_pgettext("claim", "Referred"),
}
SECTION_WORDS: Mapping[str, Any] = {
    Section.SAMPLE: _l("The sample, as it was frozen"),
    Section.DECISIONS: _l("The decisions in the sample, with their feedback"),
    Section.TRACKING: _l("How far the learners in the sample are"),
    Section.STAFF: _l("Staff: roles, qualifications, checks and interests"),
    Section.STRATEGIES: _l("Sampling strategies"),
    Section.PLANS: _l("Sampling plans"),
    Section.SAMPLES: _l("Reports of internal quality assurance"),
    Section.ENROLMENTS: _l("Enrolments"),
    Section.CERTIFICATION: _l("Registrations and claims with awarding bodies"),
    Section.STANDARDISATION: _l("Standardisation"),
    Section.MONITORING: _l("Monitoring of assessors"),
    Section.PRIOR_LEARNING: _l("Recognition of prior learning"),
    Section.CASES: _l("Appeals and complaints, in figures"),
    Section.REGISTERS: _l("Malpractice, adjustments and considerations, in figures"),
    Section.EARLIER: _l("Action plans of earlier visits"),
}
UNNAMED = _l("Only learners of the sample are named.")
SECTION_NOTES: Mapping[str, Any] = {
    Section.SAMPLE: _l("Each unit stands as it was when the centre froze it for this visit."),
    Section.DECISIONS: _l("What the assessors decided and said, for each criterion in the sample."),
    Section.TRACKING: _l(
        "Every unit of those learners as it stands now; what is not in the sample is told by its status."
    ),
    Section.STAFF: _l(
        "Who works here today, in which role. Of checks and interests their state is told, and nothing of what is in "
        "them."
    ),
    Section.STRATEGIES: _l("Every version that the centre set, the newest first."),
    Section.PLANS: _l("What was planned to be sampled, and how much of it was."),
    Section.SAMPLES: UNNAMED,
    Section.ENROLMENTS: UNNAMED,
    Section.CERTIFICATION: UNNAMED,
    Section.STANDARDISATION: _l("Who met when and about what; the words of the records stay with the centre."),
    Section.MONITORING: _l("Who was looked at when, how, and with what outcome; no learner is named."),
    Section.PRIOR_LEARNING: UNNAMED,
    Section.CASES: _l("Figures alone: no names and nobody's words."),
    Section.REGISTERS: _l("Figures alone: no names and nobody's words."),
    Section.EARLIER: _l("What visitors asked for before, and what became of it."),
}
SINCE = frozenset(
    {
        Section.SAMPLES,
        Section.ENROLMENTS,
        Section.CERTIFICATION,
        Section.STANDARDISATION,
        Section.MONITORING,
        Section.CASES,
        Section.REGISTERS,
    }
)
"""What is told from a day on."""
SECTION_FILES: Mapping[str, Any] = {
    Section.SAMPLE: _l("sample"),
    Section.DECISIONS: _l("decisions"),
    Section.TRACKING: _l("progress"),
    Section.STAFF: _l("staff"),
    Section.STRATEGIES: _l("strategies"),
    Section.PLANS: _l("plans"),
    Section.SAMPLES: _l("reports"),
    Section.ENROLMENTS: _l("enrolments"),
    Section.CERTIFICATION: _l("claims"),
    Section.STANDARDISATION: _l("standardisation"),
    Section.MONITORING: _l("monitoring"),
    Section.PRIOR_LEARNING: _l("prior-learning"),
    Section.CASES: _l("appeals-and-complaints"),
    Section.REGISTERS: _l("registers"),
    Section.EARLIER: _l("earlier-plans"),
}
"""What each is called as a file."""
NOT_KEPT = _l(
    "Not among these papers, so ask the centre for them: CVs and certificates of staff, records of professional "
    "development, and what the records of standardisation say."
)


def checks_words(checks: Checks | None, today: date) -> str:
    """Say how far somebody's checks are, and nothing of what is in them."""
    if checks is None:
        return str(_("Not recorded"))
    if checks.expires is not None and checks.expires < today:
        return str(_("Not in date"))
    return str(SUITABILITY_WORDS[checks.state])


class GrantForm(Form):
    name = StringField(_l("Name of the visitor"), [*needed(_l("Enter the visitor's name.")), at_most(200)])
    organisation = StringField(
        _l("Organisation that they come from"), [*needed(_l("Enter the organisation.")), at_most(200)]
    )
    email = StringField(_l("Email address"), [*needed(_l("Enter the email address.")), an_address, at_most(254)])
    language = RadioField(
        _l("In which language is the visitor written to?"),
        chosen(_l("Choose the language.")),
        choices=choices({**WRITTEN_IN, "both": _l("Welsh and English")}),
    )
    starts = DayField(_l("First day"), chosen(_l("Enter the first day.")))
    ends = DayField(_l("Last day"), chosen(_l("Enter the last day: a visit always ends.")))

    def said(self) -> NewVisit:
        return NewVisit(
            self.name.data or "",
            self.organisation.data or "",
            self.email.data or "",
            None if self.language.data == "both" else self.language.data,
            self.starts.data,
            self.ends.data,
        )


class SampleForm(Form):
    """Which units are frozen, of those on the page."""

    units = SelectMultipleField(_l("Units"))

    def offer(self, units: Mapping[str, str]) -> None:
        self.units.choices = choices(units)

    def validate_units(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one unit."))


class RevokeForm(Form):
    reason = TextAreaField(_l("Why is the visitor let in no longer?"), [*needed(_l("Say why.")), at_most(2000)])


class CommentForm(Form):
    said_as = RadioField(_l("What is it?"), chosen(_l("Choose what it is.")))
    words = TextAreaField(_l("Your words"), [*needed(_l("Write something.")), at_most(LONGEST)])
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(WRITTEN_IN)
    )

    def offer(self, kinds: list[CommentKind]) -> None:
        self.said_as.choices = choices({one.value: COMMENT_WORDS[one] for one in kinds})


class AskForm(Form):
    """An action for the plan of a visit."""

    words = TextAreaField(
        _l("What is to be done?"),
        [*needed(_l("Write what is to be done.")), at_most(LONGEST)],
        description=_l("Name no learner here: choose the unit below, so that only those who see the learner read it."),
    )
    owner = SelectField(_l("Who at the centre does it?"), chosen(_l("Choose who does it.")))
    unit = SelectField(_l("Which unit of the sample is it about?"))
    due = DayField(_l("By when?"), chosen(_l("Enter the day by which it is to be done.")))
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(WRITTEN_IN)
    )

    def offer(self, owners: Mapping[str, str], units: Mapping[str, str]) -> None:
        self.owner.choices = choices({"": _l("Choose somebody"), **owners})
        self.unit.choices = choices({"": _l("The whole visit"), **units})

    def said(self) -> NewAction:
        return NewAction(self.words.data or "", self.language.data, self.owner.data, self.due.data)


class DoneForm(Form):
    words = TextAreaField(_l("What was done?"), [*needed(_l("Write what was done.")), at_most(LONGEST)])
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(WRITTEN_IN)
    )


class ButtonForm(Form):
    """Nothing but the button."""


REFUSALS: Refusals = {
    "visit-needs-days": _l("A visit has a first and a last day. Nothing was saved; enter both."),
    "visit-starts-before-today": _l(
        "The first day is before today. Nothing was saved; what you entered is still here. Enter today or a later day."
    ),
    "visit-ends-before-start": _l(
        "The last day is before the first. Nothing was saved; what you entered is still here. Enter a later day."
    ),
    "visit-too-long": _l(
        "A visit lasts %(most)s days at most, as your centre has set. Nothing was saved; what you entered is still "
        "here. Enter an earlier last day."
    ),
    "visitor-needs-name": _l("A visitor has a name and an organisation. Nothing was saved; enter both."),
    "visitor-works-here": _l(
        "Somebody with this email address has a role at your centre, so they are no visitor from outside. Nothing was "
        "saved; check the address."
    ),
    "visit-revoked-before": _l("This visit was revoked. Nothing was changed."),
    "visit-over": _l(
        "This visit is over. Nothing was changed. Let the visitor in for new days if they are to come again."
    ),
    "visit-needs-reason": _l(
        "Say in a sentence why the visitor is let in no longer. Nothing was changed; what you wrote is still here."
    ),
    "visit-sample-empty": _l("No unit was chosen. Nothing was frozen. Choose at least one."),
    "visit-sample-too-large": _l("At most %(most)s units are frozen at once. Nothing was frozen. Choose fewer."),
    "visit-frozen-before": _l(
        "One of these units is in the sample already, or is not yours to show. Nothing was frozen. Choose again."
    ),
    "visit-not-yours-to-say": _l(
        "The visitor comments and reports, and the centre answers. Nothing was saved; what you wrote is still here."
    ),
    "visit-comment-empty": _l("It says nothing. Nothing was saved. Write something."),
    "visit-not-open": _l("This visit is not open today. Nothing was saved; what you wrote is still here."),
    "visit-visitor-asks": _l(
        "While the visit goes on, its visitor asks for actions. Nothing was saved; what you wrote is still here. Write "
        "down what the report asks for once the visit is over."
    ),
    "visit-action-empty": _l("It does not say what is to be done. Nothing was saved. Write it down."),
    "visit-action-needs-owner": _l(
        "Whoever does it must work at the centre today. Nothing was saved; what you wrote is still here. Choose again."
    ),
    "visit-action-needs-day": _l("An action has a last day. Nothing was saved; enter it."),
    "visit-action-day-past": _l(
        "The day is before today. Nothing was saved; what you wrote is still here. Enter today or a later day."
    ),
    "visit-plan-acknowledged": _l("All that is asked for is acknowledged already. Nothing was changed."),
    "visit-action-done-before": _l("This action is done already. Nothing was changed."),
    "visit-action-done-how": _l("It does not say what was done. Nothing was saved. Write it down."),
    "visit-action-closed-before": _l("This action is closed already. Nothing was changed."),
    "visit-action-not-done": _l(
        "The centre has not said that this action is done. Nothing was changed. Close it once it is."
    ),
    "visit-action-own-work": _l(
        "Nobody closes what they did themselves. Nothing was changed. Leave it to the visitor or to a colleague."
    ),
    "visit-action-visitor-closes": _l(
        "While the visit goes on, the visitor or who asked for the action closes it. Nothing was changed."
    ),
}
