"""The forms of external visits, the words of their codes, and what the refusals of their rules say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from assessments.visits.rules import CommentKind, OpeningKind, VisitStatus
from assessments.visits.services import NewVisit
from portfolio.links.forms import WRITTEN_IN, an_address
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
    VisitStatus.REVOKED: "referred",
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
}


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
}
