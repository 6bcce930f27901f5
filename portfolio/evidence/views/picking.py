"""The criteria that evidence may be claimed for, to tick; what is the same for everyone is written once and kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import get_template_attribute, request
from flask_babel import gettext as _
from markupsafe import Markup

from portfolio.evidence import queries
from portfolio.evidence.forms import COPY, ClaimsField, EvidenceForm, UseAgainForm
from portfolio.evidence.queries import Picker, PickerUnit
from portfolio.evidence.views.translations import working_translations
from portfolio.learning.rules import CriterionState
from portfolio.web import access, filters, locale
from portfolio.web.filters import in_language
from portfolio.web.kept import Kept
from standards.foundation import Language, Text
from standards.library.queries import Outline, ShownCriterion, ShownGroup

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence

KEPT_IN_MEMORY = 1024
"""Standards, by language and state, whose lines a process keeps."""
UNIT_ID, PUBLIC_ID = "\ue000", "\ue001"
"""Stand in a kept line for the ids of a learner's unit: signs that Unicode leaves to private use."""

_lines: Kept[Outline, Mapping[int, str]] = Kept(KEPT_IN_MEMORY)
_working: Kept[Outline, frozenset[Language]] = Kept(KEPT_IN_MEMORY)


class Picking:
    """The lines of a page on which criteria are ticked."""

    def __init__(
        self,
        picker: Picker,
        field: ClaimsField,
        sought: Collection[int] | None = None,
        faults: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.picker = picker
        self.field = field
        self.sought = sought
        """The criteria that are shown beside those that are ticked; none where all are."""
        self.faults = faults
        """What is wrong with notes, by criterion."""
        self.language = locale.language()

    def lines(self, unit: PickerUnit, group: ShownGroup) -> Markup:
        """Write the lines of a group of criteria: each with its state, whether it is ticked, and its note."""
        lines = [self._line(unit, one) for one in group.criteria if one.assessable and self._shown(unit, one)]
        return Markup("".join(lines))  # noqa: S704 each of a template

    def _shown(self, unit: PickerUnit, criterion: ShownCriterion) -> bool:
        key = unit.key(criterion.code)
        chosen = key in self.field.data or bool(self.field.note(key))
        return self.sought is None or chosen or criterion.is_among(self.sought)

    def _line(self, unit: PickerUnit, criterion: ShownCriterion) -> str:
        key, state = unit.key(criterion.code), self.picker.state(unit, criterion.id)
        ticked, note = key in self.field.data, self.field.note(key)
        if ticked or note:
            return _written(
                unit.id, unit.public_id, criterion, state, ticked=ticked, note=note, fault=self.faults.get(key, "")
            )
        line = self._untouched(unit.outline, state)[criterion.id]
        return line.replace(UNIT_ID, str(unit.id)).replace(PUBLIC_ID, unit.public_id)

    def _untouched(self, outline: Outline, state: str) -> Mapping[int, str]:
        """Give the lines of a standard's criteria in a state, neither ticked nor noted, by criterion."""
        return _lines.get((outline.standard_id, self.language, state), outline, lambda: _all_written(outline, state))

    @property
    def working(self) -> frozenset[Language]:
        """Of which languages what the page shows are only working translations."""
        return frozenset(one for unit in self.picker.open_units for one in _working_in(unit.outline, self.language))


def copied(form: EvidenceForm | UseAgainForm, portfolio_id: int, evidence: Evidence | None) -> int | None:
    """Offer other evidence whose criteria may be ticked as well; ticks those of the chosen one, and tells how many."""
    session = access.work().session
    others = queries.others(session, portfolio_id, evidence)
    form.offer({one.public_id: _named(one) for one in others})
    if COPY not in request.form:
        return None
    return form.criteria.tick(queries.keys_of_other(session, portfolio_id, form.same_as.data or ""))


def _named(other: queries.Other) -> str:
    title = other.title or _("Untitled")
    return f"{title} · {filters.day(other.happened_on)}" if other.happened_on else title


def _all_written(outline: Outline, state: str) -> Mapping[int, str]:
    return {
        one.id: _written(UNIT_ID, PUBLIC_ID, one, state, ticked=False, note="")
        for one in outline.criteria
        if one.assessable
    }


def _written(
    unit_id: int | str,
    public_id: str,
    criterion: ShownCriterion,
    state: str,
    *,
    ticked: bool,
    note: str,
    fault: str = "",
) -> str:
    line = get_template_attribute("evidence/_criterion.html", "line")
    tag = get_template_attribute("components/status.html", "tag")
    written = line(
        id=f"criterion-{unit_id}-{criterion.position}",
        key=f"{public_id}:{criterion.code}",
        code=criterion.code,
        words=_said(criterion.text),
        parts=[_said(part.text) for part in criterion.criteria],
        met=state == CriterionState.MET,
        tag="" if state == CriterionState.OPEN else tag("criterion", state),
        ticked=ticked,
        note=note,
        fault=fault,
    )
    return str(written)


def _said(text: Text) -> Markup:
    """Write words; whether they are a working translation is said once, above them all."""
    found = text.shown(locale.language())
    return in_language(found.words, found.language)


def _working_in(outline: Outline, language: Language) -> frozenset[Language]:
    return _working.get(
        (outline.standard_id, language),
        outline,
        lambda: working_translations(one.text for one in outline.criteria),
    )
