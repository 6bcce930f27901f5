"""The forms of attaching and withdrawing a translation, and what the refusals say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portfolio.aids.rules import How
from portfolio.aids.services import Translation
from portfolio.web.forms import Form, Refusals, VersionedForm, at_most, choices, chosen, needed

LONGEST = 100_000
HOW_WORDS: Mapping[str, Any] = {
    How.OWN: _l("It is my own translation"),
    How.PERSON: _l("Another person translated it"),
    How.MACHINE: _l("A machine translated it, and I checked it against the original"),
}
REFUSALS: Refusals = {
    "aid-evidence-withdrawn": _l("This evidence was withdrawn, so no translation can be added. Nothing was changed."),
    "aid-too-many": _l(
        "This revision has %(max)d translations already. Nothing was saved; what you wrote is still here. Withdraw one "
        "of them first."
    ),
    "aid-needs-words": _l("There is no translation. Nothing was saved. Write it."),
    "aid-needs-how": _l("It does not say who or what made the translation. Nothing was saved; what you wrote is here."),
    "aid-revision-changed": _l(
        "A new revision of this evidence was submitted in the meantime. Nothing was saved; what you wrote is still "
        "here. Compare it with the words as they are now, then send it again."
    ),
    "aid-withdrawn": _l("This translation was withdrawn already. Nothing was changed."),
}


class AttachForm(VersionedForm):
    """A translation, with how it was made. Its version is the number of the revision that it is of."""

    words = TextAreaField(_l("The translation"), [*needed(_l("Write the translation.")), at_most(LONGEST)])
    how = RadioField(
        _l("How was it made?"),
        chosen(_l("Say how the translation was made.")),
        choices=choices(HOW_WORDS),
    )
    translator = StringField(_l("Name of the translator"), [at_most(200)])
    machine = StringField(_l("Which machine or program?"), [at_most(200)])

    def validate_translator(self, field: StringField) -> None:
        if self.how.data == How.PERSON and not (field.data or "").strip():
            raise ValidationError(_("Give the name of the translator."))

    def validate_machine(self, field: StringField) -> None:
        if self.how.data == How.MACHINE and not (field.data or "").strip():
            raise ValidationError(_("Say which machine or program translated it."))

    def said(self) -> Translation:
        how = How(self.how.data)
        made_with = {How.PERSON: self.translator.data, How.MACHINE: self.machine.data}.get(how)
        return Translation(self.words.data or "", how, made_with or "")


class WithdrawAidForm(Form):
    reason = TextAreaField(_l("Why do you withdraw it?"), [*needed(_l("Give a reason.")), at_most(2000)])
