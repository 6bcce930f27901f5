"""The forms of notices: how one wants to be told, and up to which notice all is read."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField

from assessments.notices.rules import How
from portfolio.web.forms import Form, Refusals, choices, chosen

REFUSALS: Refusals = {
    "calendar-link-none": _l("There is no link to your calendar, so there is nothing to revoke. Nothing was changed."),
}
WAYS = {
    How.NOW.value: _l("At once"),
    How.MORNING.value: _l("Each morning, in one email"),
    How.NONE.value: _l("Not at all"),
}


class ChoiceForm(Form):
    how = RadioField(
        _l("How do you want to be told by email?"),
        chosen(_l("Choose how you want to be told by email.")),
        choices=choices(WAYS),
    )


class SeenForm(Form):
    """Marks as read what its page showed, and nothing that came meanwhile."""

    upto = HiddenField()


class ButtonForm(Form):
    """Nothing but the button."""
