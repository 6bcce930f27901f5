"""The forms of safeguarding, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from portfolio.people.forms import an_address
from portfolio.safeguarding.queries import Named
from portfolio.web.forms import Form, Refusals, at_most, choices, needed

LONGEST = 5000
REFUSALS: Refusals = {
    "concern-nobody-reads": _l(
        "Your centre has named nobody who reads this, so nothing was sent; what you wrote is still here. Ring or write "
        "to the centre, as shown on this page."
    ),
    "concern-needs-words": _l("It does not say what worries you. Nothing was sent. Write it in your own words."),
    "note-needs-words": _l("The note says nothing. Nothing was saved. Write what was done."),
    "safeguarding-stranger": _l("One of these people holds no role at the centre. Nothing was saved. Choose again."),
}


class ConcernForm(Form):
    who = StringField(_l("Whom are you worried about (if you can say)?"), [at_most(200)])
    words = TextAreaField(
        _l("What did you see or hear, where and when?"),
        [*needed(_l("Write what worries you.")), at_most(LONGEST)],
        description=_l("Write what you know. You need not be sure."),
    )


class NoteForm(Form):
    words = TextAreaField(_l("What was done?"), [*needed(_l("Write what was done.")), at_most(LONGEST)])


class OpenForm(Form):
    """Nothing but the button: opening is noted."""


class PeopleForm(Form):
    people = SelectMultipleField(_l("Who reads safeguarding concerns?"), choices=[])
    phone = StringField(_l("Telephone number for safeguarding"), [at_most(50)])
    email = EmailField(_l("Email address for safeguarding"), [Optional(), an_address, at_most(254)])

    def offer(self, found: Sequence[Named]) -> None:
        self.people.choices = choices({one.public_id: one.name for one in found})

    def ids(self, found: Sequence[Named]) -> list[int]:
        return [one.account_id for one in found if one.public_id in (self.people.data or ())]
