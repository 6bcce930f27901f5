"""Turning a suggestion off: it is remembered with the evidence, and is no act of the record."""

from __future__ import annotations

from portfolio.evidence.models import Evidence, SuggestionOff
from portfolio.evidence.queries import Place
from standards.foundation import Work


def turn_off(work: Work, evidence: Evidence, place: Place) -> None:
    """Let a criterion not be suggested again for a piece of evidence; twice is as good as once."""
    unit_id, criterion_id = place
    if work.session.get(SuggestionOff, (evidence.id, unit_id, criterion_id)) is None:
        work.session.add(
            SuggestionOff(
                evidence_id=evidence.id,
                enrolled_unit_id=unit_id,
                criterion_id=criterion_id,
                provider_id=evidence.provider_id,
            )
        )
        work.session.flush()
