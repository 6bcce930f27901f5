"""What is sent to carry units over or back, and what the refusals say."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from portfolio.web.forms import Form, Refusals

ONE, SEVERAL, UNDO = "one", "several", "undo"
EVERYBODY = ""
REFUSALS: Refusals = {
    "carrying-signed": _l("This unit is signed off on the earlier version, so it stays there until it is reopened."),
    "carrying-nobody": _l("There is nobody left on the earlier version whose unit can be carried over."),
    "carrying-not-there": _l("This unit is no longer where it was carried to. Look at the list again."),
    "carrying-decided-since": _l(
        "Something was decided, claimed, withdrawn or declared for this unit since it was carried over, so it can no "
        "longer be taken back."
    ),
    "carrying-comparison-changed": _l(
        "What became of the criteria was settled differently while you were looking. Look at what would carry over "
        "now, then carry over again."
    ),
}


class CarryForm(Form):
    """Whose units: one learner's, those of a cohort, everybody's; or which carrying is taken back."""

    act = HiddenField()
    unit = HiddenField()
    carrying = HiddenField()
    seen = HiddenField()
    """What the page showed to become of the criteria."""
    cohort = SelectField(_l("Whose units"), validate_choice=False)

    def offer(self, cohorts: Sequence[str]) -> None:
        self.cohort.choices = [(EVERYBODY, _("All learners of the centre")), *((one, one) for one in cohorts)]
