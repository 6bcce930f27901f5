"""The words of standardisation's codes and figures, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from assessments.judging.rules import Outcome
from assessments.standardising.rules.agreement import Figure, Reading, Undefined
from assessments.standardising.rules.exercises import ExerciseStatus
from portfolio.web.forms import Refusals

STATUS_WORDS: Mapping[str, Any] = {
    ExerciseStatus.PREPARED: _l("Being put together"),
    ExerciseStatus.OPEN: _l("Open: people decide"),
    ExerciseStatus.CLOSED: _l("Closed: results are shown"),
}
STATUS_SIGNS: Mapping[str, str] = {
    ExerciseStatus.PREPARED: "draft",
    ExerciseStatus.OPEN: "waiting",
    ExerciseStatus.CLOSED: "signed",
}
OUTCOME_WORDS: Mapping[str, Any] = {
    Outcome.MET: _l("Met"),
    Outcome.NOT_YET: _l("Not yet"),
    Outcome.REFERRED: _l("Refer"),
}
READING_WORDS: Mapping[str, Any] = {
    Reading.FULL: _l("All agreed, where chance alone would not have brought that about."),
    Reading.ABOVE: _l("More agreement than chance alone would give: %(number)s%% of what chance leaves open."),
    Reading.CHANCE: _l("As much agreement as chance alone would give."),
    Reading.BELOW: _l("Less agreement than chance alone would give."),
    Reading.NOT_DEFINED_ALIKE: _l(
        "All agreed, always on one and the same decision. Kappa is not defined there: it says nothing for or against."
    ),
    Reading.NOT_DEFINED_NOTHING: _l("There is nothing that all of those compared decided."),
}


def kappa_words(one: Figure) -> str:
    """Write a kappa in two decimals, or say why there is none."""
    if one.kappa is not None:
        return f"{one.kappa:.2f}".replace("-", "−")
    return str(
        _("Not defined: all agreed") if one.undefined is Undefined.ALIKE else _("Not defined: nothing to compare")
    )


def reading_words(one: Figure) -> str:
    """Say in plain words what a figure says, and where it rests on little."""
    said = str(READING_WORDS[one.reading])
    if one.kappa is not None and one.reading is Reading.ABOVE:
        said = said % {"number": round(one.kappa * 100)}
    if not one.few:
        return said
    few = _("It rests on a small number (%(number)s): one other decision would change it clearly.", number=one.items)
    return f"{said} {few}"


REFUSALS: Refusals = {
    "standardising-changed": _l(
        "This exercise changed while you were looking. Nothing was saved; what you entered is still here. Look at it "
        "as it is now, then send it again."
    ),
    "standardising-minutes-changed": _l(
        "Somebody kept a newer version of this record while you were writing. Nothing was saved; what you wrote is "
        "still here. Read the newer version, then send yours again."
    ),
    "standardising-opened-before": _l(
        "This exercise was opened, so it stays as it is. Nothing was changed. Prepare another one if something is "
        "missing."
    ),
    "standardising-too-many-people": _l(
        "At most %(most)s people take part in one exercise. Nothing was saved; what you entered is still here. Choose "
        "fewer."
    ),
    "standardising-not-staff": _l(
        "Somebody chosen is not an assessor or quality assurer of your centre today. Nothing was saved; what you "
        "entered is still here. Choose again."
    ),
    "standardising-no-chair": _l(
        "A quality assurer or manager of your centre chairs. Nothing was saved; what you entered is still here. Choose "
        "the chair again."
    ),
    "standardising-no-unit": _l(
        "No learner of your centre is on this unit, so there is nothing to decide on. Nothing was saved. Choose "
        "another."
    ),
    "standardising-no-day": _l("An exercise has a day. Nothing was saved; enter it."),
    "standardising-unit-has-pieces": _l(
        "Pieces were chosen for the unit that this exercise is for. Nothing was saved. Take them out first, or keep "
        "the unit."
    ),
    "standardising-own-portfolio": _l(
        "A piece is from the portfolio of somebody chosen, and nobody decides on their own work. Nothing was saved. "
        "Leave out that person, or take the piece out."
    ),
    "standardising-nothing-chosen": _l("Nothing was chosen. Nothing was saved. Choose at least one."),
    "standardising-not-offered": _l(
        "Something chosen cannot be used here any more: it is in already, closed, withdrawn, or not yours to show. "
        "Nothing was saved. Choose again."
    ),
    "standardising-too-many-pieces": _l(
        "An exercise has %(most)s pieces at most. Nothing was saved. Choose fewer, or take some out."
    ),
    "standardising-pair-languages": _l(
        "A pair is a piece in Welsh and a piece in English. Nothing was saved. Choose one of each."
    ),
    "standardising-no-pieces": _l("There is no piece to decide on. Nobody was asked. Choose pieces first."),
    "standardising-needs-people": _l(
        "At least two people take part: otherwise there is nobody to agree with. Nobody was asked. Choose more people."
    ),
    "standardising-piece-closed": _l(
        "The evidence of a piece was closed or withdrawn since it was chosen, so nobody is shown it. Nothing was saved."
    ),
    "standardising-not-asked": _l("You were not asked to take part in this exercise. Nothing was saved."),
    "standardising-not-open": _l("This exercise is not open, so nobody decides in it. Nothing was saved."),
    "standardising-decided-before": _l(
        "You decided on this piece before, and that stands. Nothing was saved; go on to the next piece."
    ),
    "standardising-nothing-decided": _l(
        "You decided on no criterion. Nothing was saved; what you wrote is still here. Decide on at least one."
    ),
    "standardising-foreign-criterion": _l(
        "One of these criteria is not asked of this piece. Nothing was saved. Decide again."
    ),
    "standardising-referral-needs-reason": _l(
        "Where you would refer, say what is missing. Nothing was saved; what you wrote is still here."
    ),
    "standardising-not-chair": _l(
        "The chair closes an exercise; a manager does it where the chair no longer works here. Nothing was changed."
    ),
    "standardising-not-closed": _l("The record is kept once the exercise is closed. Nothing was saved."),
    "standardising-foreign-attendee": _l(
        "Somebody ticked was not asked to take part. Nothing was saved; name them under “Others” instead."
    ),
    "standardising-needs-discussed": _l(
        "The record does not say what was discussed. Nothing was saved; what you wrote is still here. Write it."
    ),
    "standardising-action-incomplete": _l(
        "An action says what is done, by whom and until when. Nothing was saved; what you wrote is still here. "
        "Complete it, or empty it."
    ),
}
