"""The form of deciding blind on a piece: an outcome for each criterion, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from assessments.judging.forms import OUTCOMES, UNDECIDED, WORDS_AT_MOST, Answer
from assessments.judging.rules import Outcome
from assessments.standardising.queries import PieceItem
from assessments.standardising.rules.exercises import Said
from portfolio.web import locale
from portfolio.web.forms import Form, choices, chosen, held_form


@dataclass
class ItemAnswer:
    """What is said of one criterion."""

    item: PieceItem
    outcome: Answer
    reason: Answer

    def __iter__(self) -> Any:
        return iter((self.outcome, self.reason))

    @property
    def decided(self) -> bool:
        return self.outcome.data in set(Outcome)

    def said(self) -> Said:
        return Said(Outcome(self.outcome.data), self.reason.data)

    def check(self) -> None:
        if self.outcome.data not in OUTCOMES:
            self.outcome.errors.append(_("Choose one of the answers shown."))
        if len(self.reason.data) > WORDS_AT_MOST:
            self.reason.errors.append(_("Use %(max)d characters or fewer.", max=WORDS_AT_MOST))
        elif self.outcome.data == Outcome.REFERRED and not self.reason.data.strip():
            self.reason.errors.append(_("Say what is missing."))


class BlindForm(Form):
    """One's decisions on a piece; each criterion's own fields are named after it."""

    language = RadioField(
        _l("Language of your reasons"),
        chosen(_l("Choose the language of your reasons.")),
        choices=choices({"cy": _l("Welsh"), "en": _l("English")}),
    )

    def __init__(self, items: Collection[PieceItem]) -> None:
        super().__init__(data={"language": locale.language()})
        typed: Mapping[str, str] = held_form() or request.form
        self.answers = [self._answer(one, typed) for one in items]

    def _answer(self, item: PieceItem, typed: Mapping[str, str]) -> ItemAnswer:
        outcome, reason = f"item-{item.uuid}-outcome", f"item-{item.uuid}-reason"
        return ItemAnswer(item, Answer(outcome, typed.get(outcome, UNDECIDED)), Answer(reason, typed.get(reason, "")))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        for one in self.answers:
            one.check()
        return right and not any(field.errors for one in self.answers for field in one)

    def problems(self) -> list[tuple[str | None, str]]:
        own = [(field.name, message) for one in self.answers for field in one for message in field.errors]
        return [*super().problems(), *((_focus(name), f"{self._code(name)}: {said}") for name, said in own)]

    def _code(self, name: str) -> str:
        return next(one.item.code for one in self.answers if name in {one.outcome.name, one.reason.name})

    def said(self) -> dict[str, Said]:
        """Give what was decided, by criterion; those without a decision are left out."""
        return {one.item.uuid: one.said() for one in self.answers if one.decided}


def _focus(name: str) -> str:
    """Give the id of what to focus: the first of several buttons."""
    return f"{name}-0" if name.endswith("-outcome") else name
