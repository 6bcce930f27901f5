"""Putting several pieces of evidence to criteria in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from portfolio.evidence import queries
from portfolio.evidence.queries import Piece
from portfolio.evidence.rules.mapping import plan
from portfolio.evidence.services.drafts import Wish, claim
from portfolio.evidence.services.submissions import check_version
from standards.foundation import Work


def claim_with_several(
    work: Work, pieces: Collection[Piece], wishes: Collection[Wish], looked_at: Mapping[str, int]
) -> int:
    """Put each of several pieces to criteria, as drafts of claims; tells how many pieces that changed.

    What a piece claims already stays as it is, its notes too. Raises Changed where one is not as it was looked at,
    and then nothing is put to anything; raises Refused.
    """
    for piece in pieces:
        check_version(piece.row, looked_at.get(piece.row.public_id, -1))
    changed = 0
    for piece in pieces:
        planned = plan([one.place for one in wishes], piece.claims)
        if planned.changes:
            now = queries.wished_now(work.session, piece.row)
            more = [one for one in wishes if one.place in {*planned.fresh, *planned.again}]
            claim(work, piece.row, [*(Wish(*place, note) for place, note in now.items()), *more])
            changed += 1
    return changed
