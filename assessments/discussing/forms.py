"""The forms of professional discussions, and what the refusals of their rules say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from assessments.discussing.queries import Given
from assessments.discussing.rules import Covered, DiscussionStatus, Method
from assessments.judging.rules import Outcome, RulesOfEvidence
from portfolio.evidence.forms import LANGUAGE_WORDS, LONGEST_NOTE, ClaimsField
from portfolio.evidence.forms.pages import WRONG_WORDS
from portfolio.evidence.forms.people import people_field
from portfolio.evidence.rules.pointing import first_wrong
from portfolio.web import access
from portfolio.web.forms import DayField, Form, Refusals, at_most, choices, chosen, held_form, needed
from portfolio.web.uploads import Received

LONGEST_ANSWER = 5000
UNDECIDED = "none"
METHOD_WORDS: Mapping[str, Any] = {
    Method.WRITING: _l("In writing"),
    Method.SOUND: _l("As a sound recording"),
    Method.VIDEO: _l("As a video"),
}
STATUS_WORDS: Mapping[str, Any] = {
    DiscussionStatus.GIVEN: _l("Criteria given; to be held"),
    DiscussionStatus.RECORDED: _l("Held and on record"),
    DiscussionStatus.CALLED_OFF: _l("Called off"),
}
REFUSALS: Refusals = {
    "discussion-needs-purpose": _l("Say what the discussion is to show. Nothing was saved."),
    "discussion-needs-criteria": _l("Choose at least one criterion. Nothing was saved."),
    "discussion-planned-before": _l("The planned day is over. Nothing was saved. Give today or a day to come."),
    "discussion-over": _l("This discussion was held or called off already. Nothing was changed."),
    "discussion-of-another": _l(
        "Another assessor gave the criteria of this discussion, so they hold it. Nothing was changed."
    ),
    "discussion-needs-date": _l("Say when it was held. Nothing went on record; what you wrote is still here."),
    "discussion-in-future": _l(
        "The day is not one on which it can have been held. Nothing went on record; what you wrote is still here."
    ),
    "discussion-before-given": _l(
        "The day is before the learner was given the criteria. Nothing went on record; what you wrote is still here."
    ),
    "discussion-needs-words": _l(
        "Write in short what was discussed. Nothing went on record; what you wrote is still here."
    ),
    "discussion-needs-recording": _l(
        "You agreed on a recording, and no file of that kind is here. Nothing went on record; what you wrote is still "
        "here. Add the recording."
    ),
    "discussion-needs-decisions": _l(
        "No criterion is decided. Nothing went on record; what you wrote is still here. Decide at least one."
    ),
    "discussion-criterion-not-given": _l(
        "One of the criteria was not given to the learner beforehand. Nothing went on record. Decide only those shown."
    ),
    "discussion-needs-where": _l(
        "Say for each criterion that you decide where it was covered. Nothing went on record; what you wrote is still "
        "here."
    ),
    "discussion-where-wrong": _l(
        "No recording shows one of the times that you gave. Nothing went on record; what you wrote is still here. "
        "Write minutes and seconds: 03:10–04:25."
    ),
    "discussion-needs-rules": _l(
        "A criterion can be met only if what was said is valid, the learner's own and current. Nothing went on record; "
        "what you wrote is still here. Tick all three, or decide otherwise."
    ),
    "discussion-needs-missing": _l(
        "Say for each criterion that you refer what is missing. Nothing went on record; what you wrote is still here."
    ),
}


class GiveForm(Form):
    """What a learner is told beforehand."""

    purpose = TextAreaField(
        _l("What is the discussion to show?"), [*needed(_l("Say what the discussion is to show.")), at_most(2000)]
    )
    language = RadioField(
        _l("In which language do you write?"), chosen(_l("Choose the language.")), choices=choices(LANGUAGE_WORDS)
    )
    planned_on = DayField(
        _l("When is it to be held?"),
        [Optional()],
        description=_l("Leave it empty where the day is still open. For example, 27 3 2027"),
    )
    method = RadioField(
        _l("How is it to be recorded?"), chosen(_l("Choose how it is to be recorded.")), choices=choices(METHOD_WORDS)
    )
    criteria = ClaimsField(_l("Which criteria is it about?"))

    def validate_planned_on(self, field: DayField) -> None:
        if field.data is not None and field.data < access.work().today:
            raise ValidationError(_("Give today or a day to come."))

    def validate_criteria(self, field: ClaimsField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one criterion."))


class CoveredFields:
    """What is typed on one criterion."""

    def __init__(self, given: Given, typed: Mapping[str, str]) -> None:
        self.given = given
        self.where = typed.get(self.name("where"), "").strip()
        self.outcome = typed.get(self.name("outcome"), UNDECIDED)
        self.feedback = typed.get(self.name("feedback"), "").replace("\r\n", "\n")
        self.errors: dict[str, str] = {}

    def name(self, field: str) -> str:
        return f"c-{self.given.key}-{field}"

    @property
    def covered(self) -> Covered:
        return Covered(self.where, self.outcome, self.feedback)

    @property
    def decided(self) -> bool:
        return self.outcome in set(Outcome)

    def check(self) -> None:
        code = self.given.code
        if self.outcome not in {UNDECIDED, *Outcome}:
            self._add("outcome", _("Choose one of the answers shown."))
        if self.decided and not self.where:
            self._add("where", _("%(criterion)s: say where it was covered, and how.", criterion=code))
        self._check_where()
        if (self.where or self.feedback.strip()) and self.outcome == UNDECIDED:
            self._add("outcome", _("%(criterion)s: decide it, or leave its boxes empty.", criterion=code))
        if len(self.where) > LONGEST_NOTE or len(self.feedback) > LONGEST_ANSWER:
            self._add("where", _("%(criterion)s: this is too long.", criterion=code))
        if self.outcome == Outcome.REFERRED and not self.feedback.strip():
            self._add("feedback", _("%(criterion)s: say what is missing.", criterion=code))

    def _check_where(self) -> None:
        """Look for what points nowhere: a time that no recording shows, an end before its beginning."""
        wrong = first_wrong(self.where)
        if wrong and wrong.wrong:
            said = {"criterion": self.given.code, "place": wrong.words, "wrong": WRONG_WORDS[wrong.wrong]}
            self._add("where", _("%(criterion)s, “%(place)s”: %(wrong)s", **said))

    def _add(self, field: str, message: str) -> None:
        self.errors.setdefault(self.name(field), message)


class RecordForm(Form):
    """The record of a discussion that was held."""

    happened_on = DayField(
        _l("When was it held?"), chosen(_l("Say when it was held.")), description=_l("For example, 27 3 2026")
    )
    place = StringField(_l("Where was it?"), [*needed(_l("Say where it was.")), at_most(300)])
    language = RadioField(
        _l("In which language was it?"), chosen(_l("Choose the language.")), choices=choices(LANGUAGE_WORDS)
    )
    words = TextAreaField(
        _l("What was discussed?"), [*needed(_l("Write in short what was discussed.")), at_most(100_000)]
    )
    files = MultipleFileField(_l("Add the recording"))
    people = people_field(_l("Who else is shown or named in it?"))
    valid = BooleanField(_l("Valid: it is about what the criteria ask"))
    authentic = BooleanField(_l("The learner's own work"))
    current = BooleanField(_l("Current: recent enough to show what the learner can do now"))
    feedback = TextAreaField(_l("Feedback on the whole"), [at_most(LONGEST_ANSWER)])
    held = BooleanField(
        _l("I held this discussion, and it is written as it was"),
        needed(_l("Tick the box to say that you held it yourself.")),
    )

    def __init__(self, given: Collection[Given], language: str) -> None:
        super().__init__(data={"language": language})
        typed = held_form() or request.form
        self.covered = {one.key: CoveredFields(one, typed) for one in given}

    def validate_files(self, field: MultipleFileField) -> None:
        received = access.prepared()
        if isinstance(received, Received):
            cast("list[str]", field.errors).extend(received.messages)

    def validate_people(self, field: RadioField) -> None:
        if not field.data:
            raise ValidationError(_("Say who else is shown or named in it."))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        for one in self.covered.values():
            one.check()
        return right and not any(one.errors for one in self.covered.values())

    def problems(self) -> list[tuple[str | None, str]]:
        found = [(name, said) for one in self.covered.values() for name, said in one.errors.items()]
        named = [(f"{name}-0" if name.endswith("-outcome") else name, said) for name, said in found]
        return [*super().problems(), *named]

    def decided(self) -> dict[str, Covered]:
        """Give what was decided, by the criterion's key; what a form says of others is left to the rule."""
        forged = {
            name[2 : -len("-outcome")] for name in request.form if name.startswith("c-") and name.endswith("-outcome")
        }
        others = {key: Covered("", request.form[f"c-{key}-outcome"]) for key in forged - set(self.covered)}
        return {**{key: one.covered for key, one in self.covered.items() if one.decided}, **others}

    def rules(self) -> RulesOfEvidence:
        return RulesOfEvidence(bool(self.valid.data), bool(self.authentic.data), bool(self.current.data))


class ButtonForm(Form):
    """Nothing but the button."""
