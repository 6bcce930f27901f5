"""What a piece of evidence may show by its own words, and which suggestions its owner turned off."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import SuggestionOff
from portfolio.evidence.queries.picker import Picker, PickerUnit
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import CriterionState
from standards.finding import Asked, Marked, marked
from standards.foundation import Language
from standards.library.models import Criterion
from standards.library.queries import ShownCriterion, find
from standards.statements import Given, columns, once

MOST = 5
ENOUGH = 2
"""Different words that a criterion shares with the evidence: one alone says too little."""


@dataclass(frozen=True)
class SuggestionByWords:
    """A criterion that has words of the evidence, with these marked."""

    unit: str
    urn: str
    code: str
    language: Language
    runs: tuple[Marked, ...]

    @property
    def key(self) -> str:
        """Name the criterion as forms and links do."""
        return f"{self.unit}:{self.code}"


def suggested_by_words(
    session: Session, words: str, picker: Picker, owner_id: int | None, but: Collection[str]
) -> tuple[SuggestionByWords, ...]:
    """Give the few criteria that share most with the words of evidence; a person has to claim them.

    What is met, claimed, locked or named in `but` is left out.
    """
    standards = [unit.outline.standard_id for unit in picker.open_units]
    found = find(session, owner_id, words, standards)
    places = {one.id: (unit, top) for unit, top, one in _every(picker)}
    named: dict[str, SuggestionByWords] = {}
    for hit in found.hits:
        place = places.get(hit.criterion_id or 0)
        if place and len(named) < MOST and _free(picker, *place):
            one = _suggestion(*place, found.asked, hit.language)
            if one.key not in but and _shares_enough(one):
                named.setdefault(one.key, one)
    return tuple(named.values())


def _every(picker: Picker) -> Iterator[tuple[PickerUnit, ShownCriterion, ShownCriterion]]:
    """Walk the criteria of open units that take claims, and their parts, each with the one that is claimed."""
    for unit in picker.open_units:
        for top in unit.outline.assessable:
            yield from ((unit, top, one) for one in (top, *top.criteria))


def _free(picker: Picker, unit: PickerUnit, criterion: ShownCriterion) -> bool:
    return not picker.claim(unit, criterion.id) and picker.state(unit, criterion.id) != CriterionState.MET


def _suggestion(unit: PickerUnit, criterion: ShownCriterion, asked: Asked, language: Language) -> SuggestionByWords:
    shown = criterion.text.shown(language)
    runs = tuple(marked(shown.words, shown.language, asked))
    return SuggestionByWords(unit.public_id, unit.urn, criterion.code, shown.language, runs)


def _shares_enough(one: SuggestionByWords) -> bool:
    return len({run.words.casefold() for run in one.runs if run.hit}) >= ENOUGH


def turned_off(session: Session, evidence_id: int) -> frozenset[str]:
    """Give what its owner does not want suggested for a piece of evidence, as forms name it."""
    rows = columns(session, _off(), {"evidence_id": evidence_id})
    return frozenset(f"{unit}:{code}" for unit, code in rows)


@once
def _off(evidence_id: Given) -> Select[str, str]:
    return (
        select(EnrolledUnit.public_id, Criterion.code)
        .select_from(SuggestionOff)
        .join(EnrolledUnit, EnrolledUnit.id == SuggestionOff.enrolled_unit_id)
        .join(Criterion, Criterion.id == SuggestionOff.criterion_id)
        .where(SuggestionOff.evidence_id == evidence_id)
    )
