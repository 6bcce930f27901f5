"""Drafts of claims, which only their owner sees, go along with their unit: nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from assessments.carrying import queries
from assessments.carrying.services.claims import Move
from portfolio.evidence.models import Claim
from portfolio.evidence.rules import UNSENT
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Work

STANDING = frozenset({ClaimStatus.WAITING, ClaimStatus.MET})
"""Beside such a claim of the same evidence no draft is made."""


def move_drafts(
    work: Work, claims: Iterable[Claim], way: Iterable[tuple[int | None, int | None]], moves: Iterable[Move] = ()
) -> None:
    """Let drafts name the criteria of the version that their unit comes to: `way` says from which to which.

    Where that version has none, or the evidence claims it already, a draft is set aside with its words. It comes back
    once the unit stands on the version of its criterion again.
    """
    to: dict[int, int] = {}
    for one, other in way:
        if other is not None:
            # What was set aside names a criterion of the version that the unit comes to: that is where it goes.
            to[other] = other
            if one is not None:
                to.setdefault(one, other)
    taken = {_place(one.claim): one for one in moves if one.claim.status in STANDING}
    occupied = set(taken)
    moved = [one for one in claims if one.status in UNSENT]
    for draft in sorted(moved, key=lambda one: one.status != ClaimStatus.SET_ASIDE):
        place = (draft.evidence_id, to.get(draft.criterion_id, 0))
        if place[1] and place not in occupied:
            draft.criterion_id, draft.status = place[1], ClaimStatus.DRAFT.value
            occupied.add(place)
        else:
            draft.status = ClaimStatus.SET_ASIDE.value
            _say_instead(draft, taken.get(place))
    _tell_forms(work, moved)


def _tell_forms(work: Work, drafts: Collection[Claim]) -> None:
    """Let a form that shows the criteria of the other version be sent in vain: the same codes may ask other things."""
    going = {one.evidence_id for one in drafts if one.status == ClaimStatus.DRAFT}
    for evidence in queries.evidence_by_id(work.session, {one.evidence_id for one in drafts}):
        evidence.changed_at, evidence.edited = work.now, evidence.edited or evidence.id in going


def _place(claim: Claim) -> tuple[int, int]:
    return claim.evidence_id, claim.criterion_id


def _say_instead(draft: Claim, move: Move | None) -> None:
    """Let a claim that is made again say, from the next revision on, what was being written in answer to it."""
    if move is not None and draft.note and draft.criterion_id == move.earlier[0].criterion_id:
        move.claim.draft_note = draft.note
