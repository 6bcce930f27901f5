"""The forms by which a qualification is made, and what the refusals of its rules say."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.validators import Regexp, ValidationError

from portfolio.web.forms import DayField, Form, Refusals, at_most, chosen, needed
from standards.foundation import Text
from standards.qualifications.rules import Combination

REFUSALS: Refusals = {
    "qualification-number-taken": _l(
        "There is already a qualification with the number %(number)s. Begin a new version of it, or use another number."
    ),
    "qualification-draft-exists": _l("A new version of %(number)s has been begun already. Finish that one first."),
    "qualification-published": _l("This version is published, so nothing in it changes. Begin a new version instead."),
    "qualification-shared": _l("This qualification is shared by all centres, so it cannot be changed here."),
    "qualification-empty": _l("There is no group of units yet. Add a group with at least one unit first."),
    "qualification-cannot-be-achieved": _l(
        "No choice of units would achieve this qualification yet. Mend what the page lists, then publish."
    ),
    "maximum-below-minimum": _l("The most to be chosen (%(maximum)s) is less than the least (%(minimum)s)."),
    "unit-twice": _l("The standard %(urn)s is a unit of this qualification already."),
    "standard-of-another-provider": _l("That standard belongs to another centre. Choose another."),
    "not-part-of-qualification": _l("That is no longer part of this qualification. Nothing was changed."),
}
COMBINATION_WORDS = {
    Combination.ALL: _l("All units are needed"),
    Combination.UNITS: _l("A number of units are chosen"),
    Combination.CREDITS: _l("Units are chosen for a number of credits"),
}
LAST_CERTIFICATION = _l("Last certification date (if known)")
A_NUMBER = r"^\s*\d{0,4}\s*$"


def _whole_number() -> Regexp:
    return Regexp(A_NUMBER, message=_l("Enter a whole number, or leave it empty."))


def _stripped(said: str | None) -> str | None:
    return said.strip() if said else said


def number_in(field: Field) -> int | None:
    said = str(field.data or "").strip()
    return int(said) if said else None


class Titled(Form):
    """A form about something that has a title in Welsh, in English or in both."""

    title_cy = StringField(_l("Title in Welsh"), [at_most(200)], filters=[_stripped])
    title_en = StringField(_l("Title in English"), [at_most(200)], filters=[_stripped])

    def validate_title_cy(self, field: Field) -> None:
        if not field.data and not self.title_en.data:
            raise ValidationError(_("Enter a title in Welsh, in English or in both."))

    def title(self) -> Text:
        return Text(self.title_cy.data or None, self.title_en.data or None)


class QualificationForm(Titled):
    number = StringField(
        _l("Number"),
        [*needed(_l("Enter the qualification's number.")), at_most(32)],
        description=_l("As the regulator or awarding body writes it, for example 610/1234/5."),
        filters=[_stripped],
    )
    level = SelectField(_l("Level"))
    least_credits = StringField(
        _l("Fewest credits in all"), [_whole_number()], description=_l("Leave it empty where credits do not count.")
    )
    last_certification = DayField(
        LAST_CERTIFICATION,
        description=_l(
            "The last day on which the awarding body issues certificates for this version. It can be set later too."
        ),
    )

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        levels = [(str(level), _("Level %(number)s", number=level)) for level in range(1, 9)]
        self.level.choices = [("", _("No level")), *levels]


class GroupForm(Titled):
    combination = RadioField(
        _l("How units of this group are chosen"),
        chosen(_l("Choose how units of this group are chosen.")),
    )
    minimum = StringField(_l("At least"), [_whole_number()], description=_l("Units or credits, as chosen above."))
    maximum = StringField(_l("At most"), [_whole_number()], description=_l("Leave it empty where there is no limit."))

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self.combination.choices = [(one.value, words) for one, words in COMBINATION_WORDS.items()]


class UnitForm(Form):
    group = RadioField(_l("Group"), chosen(_l("Choose a group.")))
    standard = SelectField(_l("Standard"), needed(_l("Choose a standard.")))
    number = StringField(
        _l("Unit number"),
        [at_most(32)],
        description=_l("Where the awarding body gives the unit a number of its own."),
        filters=[_stripped],
    )
    credits = StringField(
        _l("Credits"), [_whole_number()], description=_l("Leave it empty where credits do not count.")
    )

    def offer(self, groups: list[tuple[str, str]], standards: list[tuple[str, str]]) -> None:
        self.group.choices = groups
        self.standard.choices = [("", _("Choose a standard")), *standards]


class LastCertificationForm(Form):
    last_certification = DayField(LAST_CERTIFICATION, description=_l("Leave it empty where no day is announced."))


class ConfirmForm(Form):
    """Nothing but the button."""
