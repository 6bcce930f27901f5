"""What all forms of asking and answering by a link share, and what the refusals say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portfolio.links.rules import VisitKind
from portfolio.links.services import Asking
from portfolio.web.forms import Form, Refusals, at_most, choices, chosen

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WRITTEN_IN = {"cy": _l("Welsh"), "en": _l("English")}
VISIT_WORDS: Mapping[str, Any] = {
    VisitKind.OPENED: _l("Link opened"),
    VisitKind.SIGNED: _l("Signed"),
    VisitKind.DECLINED: _l("Declined"),
    VisitKind.CHECKED: _l("Second message answered"),
}
REFUSALS: Refusals = {
    "request-over": _l("This request is closed already. Nothing was changed."),
    "request-to-learner": _l(
        "This is the learner's own email address. Nothing was sent; what you wrote is still here. Give the address of "
        "the person you ask."
    ),
    "request-to-assessor": _l(
        "This is the email address of somebody who assesses or countersigns for this learner, and they have a part of "
        "their own. Nothing was sent; what you wrote is still here. Ask somebody else."
    ),
    "request-answered-by-assessor": _l(
        "You are signed in as somebody who assesses or countersigns for this learner, and an assessor’s own word is "
        "given as an observation. Nothing was signed; what you wrote is still here. If you are the person who was "
        "asked, let the assessor sign out of this browser first."
    ),
    "request-has-no-address": _l("No email address of this person is known. Nothing was sent."),
}


def an_address(_form: Form, field: StringField) -> None:
    said = (field.data or "").strip()
    if said and not ADDRESS.fullmatch(said):
        raise ValidationError(_("Enter an email address in the correct form, such as name@example.com."))


class ByLinkForm(Form):
    """Asking somebody without an account, by email or by a link that is passed on; a subclass says whom."""

    how = RadioField(
        _l("How do you want to ask?"),
        chosen(_l("Choose how you want to ask.")),
        choices=choices({"email": _l("By email"), "link": _l("By a link or QR code that I pass on myself")}),
    )
    message = TextAreaField(_l("Your message"), [at_most(2000)])
    name: StringField
    email: StringField
    language: RadioField

    def validate_email(self, field: StringField) -> None:
        if self.how.data == "email" and not (field.data or "").strip():
            raise ValidationError(_("Give the email address that the request is sent to."))

    def asking(self) -> Asking:
        by_email = self.how.data == "email"
        return Asking(
            self.name.data or "", self.email.data or "", self.message.data or "", self.language.data, by_email
        )


class DeclineForm(Form):
    reason = TextAreaField(_l("Why would you rather not?"), [at_most(2000)], description=_l("This can stay empty."))


class ButtonForm(Form):
    """Nothing but the button."""
