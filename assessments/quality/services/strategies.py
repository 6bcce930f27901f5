"""Setting a new version of the sampling strategy."""

from __future__ import annotations

from dataclasses import asdict, replace

from assessments.quality import queries
from assessments.quality.events import StrategySet
from assessments.quality.models import SamplingStrategy
from assessments.quality.rules.strategy import Strategy, check_strategy, owned
from standards.foundation import Changed, Work


def set_strategy(work: Work, provider_id: int, said: Strategy, looked_at: int) -> SamplingStrategy:
    """Set the next version; plans made under earlier ones stay. `looked_at`: the version it changes, 0 for none.

    Raises Changed, Refused.
    """
    queries.in_turn(work.session, provider_id)
    last = queries.last_strategy(work.session, provider_id)
    if (last.number if last else 0) != looked_at:
        raise Changed("strategy-changed")
    before = queries.said_in(last) if last else None
    check_strategy(said, before)
    lines = owned(said.lines, before.lines if before else (), work.actor.public_id, work.today)
    whole = replace(said, lines=lines)
    row = SamplingStrategy(
        provider_id=provider_id,
        number=looked_at + 1,
        lines=[asdict(one) for one in lines],
        new_days=said.new_days,
        flag_days=said.flag_days,
        author_id=work.actor.account_id,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    act = StrategySet(row.public_id, row.number, queries.content(whole))
    work.record(work.book_of(provider_id), act)
    return row
