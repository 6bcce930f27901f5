"""Settling what became of criteria from one version of a standard to the next."""

from __future__ import annotations

from collections.abc import Mapping

from standards.comparing import Change
from standards.comparisons import queries
from standards.comparisons.events import PUT_BACK, ChangesSettled
from standards.comparisons.models import SettledChange
from standards.foundation import Refused, Work
from standards.library.models import Standard


def settle(work: Work, before: Standard, after: Standard, rows: Mapping[str, Change]) -> None:
    """Say what rows of a comparison are, for the provider that the actor works in.

    A key that was not computed puts its criteria together. Raises Refused where a row cannot be that.
    """
    provider_id = _settling(work, after)
    standing = queries.settled(work.session, provider_id, before, after)
    kinds = {key: Change(row.kind) for key, row in standing.items()}
    queries.comparison_of(work.session, before, after, kinds | dict(rows))
    for key, kind in rows.items():
        row = standing.get(key)
        if row is None:
            row = SettledChange(provider_id=provider_id, before_id=before.id, after_id=after.id, row=key)
            work.session.add(row)
        row.kind, row.settled_by, row.settled_at = kind.value, work.actor.account_id, work.now
    work.session.flush()
    _record(work, provider_id, before, after, {key: kind.value for key, kind in rows.items()})


def settle_open(work: Work, before: Standard, after: Standard) -> int:
    """Settle every row that nobody has looked at as it was computed; tells how many those were."""
    found = queries.compared(work.session, work.actor, before, after).comparison.open
    if found:
        settle(work, before, after, {row.key: row.kind for row in found})
    return len(found)


def put_back(work: Work, before: Standard, after: Standard, key: str) -> None:
    """Take back what was settled of a row: it stands as it is computed. Raises Refused where nothing was."""
    provider_id = _settling(work, after)
    row = queries.settled(work.session, provider_id, before, after).get(key)
    if row is None:
        raise Refused("comparison-row-unknown", row=key)
    work.session.delete(row)
    work.session.flush()
    _record(work, provider_id, before, after, {key: PUT_BACK})


def _settling(work: Work, after: Standard) -> int:
    """Let one person at a time settle what became of a standard; gives the provider it is settled for."""
    if work.actor.provider_id is None:
        raise Refused("comparison-without-provider")
    work.session.refresh(after, with_for_update=True)
    return work.actor.provider_id


def _record(work: Work, provider_id: int, before: Standard, after: Standard, rows: dict[str, str]) -> None:
    work.record(work.book_of(provider_id), ChangesSettled(before.public_id, after.public_id, rows))
