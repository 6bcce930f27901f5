"""The forms of putting an exercise together, opening and closing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from assessments.standardising.queries import Candidate
from assessments.standardising.rules.exercises import ASKED, CHAIRS
from assessments.standardising.services import NewExercise
from portfolio.web.filters import words
from portfolio.web.forms import DayField, VersionedForm, at_most, choices, chosen, needed
from standards.foundation import Text

LONGEST = 5000


class ExerciseForm(VersionedForm):
    name = StringField(_l("Name of the exercise"), [*needed(_l("Enter a name.")), at_most(200)])
    purpose = TextAreaField(
        _l("What is it for?"),
        [*needed(_l("Write what it is for.")), at_most(LONGEST)],
        description=_l("Everybody who takes part reads this. Name no learner."),
    )
    language = RadioField(
        _l("In which language do you write?"),
        chosen(_l("Choose the language.")),
        choices=choices({"cy": _l("Welsh"), "en": _l("English")}),
    )
    unit = SelectField(_l("Unit"), chosen(_l("Choose a unit.")), choices=[])
    day = DayField(_l("On which day is it discussed?"), chosen(_l("Enter the day.")))
    chair = SelectField(_l("Who chairs?"), chosen(_l("Choose who chairs.")), choices=[])
    people = SelectMultipleField(
        _l("Who takes part?"),
        choices=[],
        description=_l("Each decides alone, and sees what others decided once the chair has closed the exercise."),
    )

    def offer(self, units: Mapping[str, tuple[Text, str, Text]], staff: Sequence[Candidate]) -> None:
        """Offer the units that learners are on, and the staff who can chair or take part."""
        self.unit.choices = choices(
            {key: f"{urn} {words(title)} · {words(of)}" for key, (of, urn, title) in units.items()}
        )
        self.chair.choices = choices({one.public_id: one.name for one in staff if CHAIRS & one.roles})
        self.people.choices = choices({one.public_id: one.name for one in staff if ASKED & one.roles})

    def said(self) -> NewExercise:
        return NewExercise(
            self.name.data or "",
            self.purpose.data or "",
            self.language.data,
            self.unit.data,
            self.day.data,
            self.chair.data,
            self.people.data or (),
        )


class PiecesForm(VersionedForm):
    """Which decisions are put in, of those on the page."""

    decisions = SelectMultipleField(
        _l("Evidence and criteria"), needed(_l("Choose at least one criterion.")), choices=[]
    )

    def offer(self, found: Mapping[str, str]) -> None:
        self.decisions.choices = choices(found)


class PairForm(VersionedForm):
    welsh = SelectField(_l("Piece in Welsh"), chosen(_l("Choose a piece in Welsh.")), choices=[])
    english = SelectField(_l("Piece in English"), chosen(_l("Choose a piece in English.")), choices=[])

    def offer(self, welsh: Mapping[str, str], english: Mapping[str, str]) -> None:
        self.welsh.choices, self.english.choices = choices(welsh), choices(english)


class ButtonForm(VersionedForm):
    """Nothing but the button, on an exercise that was looked at."""
