"""Drawing what is sampled: making a plan, and drawing again as decisions arrive."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select

from assessments.quality import queries
from assessments.quality.events import SamplesDrawn
from assessments.quality.models import SamplingDraw, SamplingItem, SamplingPlan, SamplingStrategy
from assessments.quality.rules.drawing import Drawn, Picked, digest, draw, result, written
from standards.foundation import Refused, Work, new_public_id

SEED_BYTES = 16


def make_plan(work: Work, provider_id: int, starts: date, ends: date) -> SamplingPlan:
    """Plan what is sampled of the decisions of a period, by the strategy of now. Raises Refused."""
    queries.in_turn(work.session, provider_id)
    strategy = queries.last_strategy(work.session, provider_id)
    if strategy is None:
        raise Refused("plan-needs-strategy")
    if ends < starts:
        raise Refused("plan-ends-before-start")
    last = work.session.scalar(select(func.max(SamplingPlan.number)).where(SamplingPlan.provider_id == provider_id))
    row = SamplingPlan(
        provider_id=provider_id, number=(last or 0) + 1, strategy_id=strategy.id, starts=starts, ends=ends, draws=0
    )
    work.session.add(row)
    work.session.flush()
    draw_again(work, row)
    return row


def draw_again(work: Work, plan: SamplingPlan) -> SamplingDraw:
    """Draw what a plan lacks now, with a seed of its own.

    What it holds stays, unless nobody has sampled it and it is no more: its decisions fell, or its unit was signed.
    """
    return _keep(work, plan, _draw_now(work, plan))


def rebalance(work: Work, plan: SamplingPlan) -> SamplingDraw | None:
    """Draw a plan again where what was decided since changes what it holds or lacks; gives none where it does not."""
    new = _draw_now(work, plan)
    last = queries.last_draw(work.session, plan)
    unlike = last is None or {one.key for one in new.drawn.picked} != new.before.keys() or new.unmet != last.unmet
    return _keep(work, plan, new) if unlike else None


@dataclass(frozen=True)
class NewDraw:
    """A draw that was done and not kept yet."""

    strategy: SamplingStrategy
    there: Mapping[str, queries.There]
    before: Mapping[str, tuple[SamplingItem, Picked]]
    kept: Sequence[Picked]
    inputs: str
    seed: str
    drawn: Drawn

    @property
    def unmet(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.drawn.unmet]


def _draw_now(work: Work, plan: SamplingPlan) -> NewDraw:
    work.session.refresh(plan, with_for_update=True)
    plan.balanced_at = work.now
    strategy = queries.strategy_of(work.session, plan)
    said = queries.said_in(strategy)
    there = {one.item.key: one for one in queries.there_is(work.session, plan, said, work.today)}
    before = queries.items_of(work.session, plan)
    kept = [picked for key, (item, picked) in before.items() if item.sampled or key in there]
    items, seed = [one.item for one in there.values()], secrets.token_hex(SEED_BYTES)
    inputs, drawn = written(said.lines, items, kept), draw(said.lines, items, kept, seed)
    return NewDraw(strategy, there, before, kept, inputs, seed, drawn)


def _keep(work: Work, plan: SamplingPlan, new: NewDraw) -> SamplingDraw:
    row = _draw_row(work, plan, new)
    stays = {one.key for one in new.kept}
    for key, (item, _picked) in new.before.items():
        if key not in stays:
            work.session.delete(item)
    _add_items(work, row, new.there, [one for one in new.drawn.picked if one.key not in stays])
    act = SamplesDrawn(
        draw=row.public_id,
        plan=plan.public_id,
        number=row.number,
        strategy=new.strategy.public_id,
        starts=plan.starts.isoformat(),
        ends=plan.ends.isoformat(),
        seed=new.seed,
        inputs=row.digest,
        result=row.result,
        picked=row.picked,
        unmet=len(row.unmet),
    )
    work.record(work.book_of(plan.provider_id), act)
    return row


def _draw_row(work: Work, plan: SamplingPlan, new: NewDraw) -> SamplingDraw:
    plan.draws += 1
    row = SamplingDraw(
        provider_id=plan.provider_id,
        plan_id=plan.id,
        number=plan.draws,
        seed=new.seed,
        inputs=zlib.compress(new.inputs.encode()),
        digest=digest(new.inputs),
        result=result(new.drawn),
        unmet=new.unmet,
        picked=len(new.drawn.picked),
        author_id=work.actor.account_id,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _add_items(work: Work, row: SamplingDraw, there: Mapping[str, queries.There], picked: list[Picked]) -> None:
    rows = [
        {
            "public_id": new_public_id(),
            "provider_id": row.provider_id,
            "plan_id": row.plan_id,
            "draw_id": row.id,
            "portfolio_id": there[one.key].portfolio_id,
            "enrolled_unit_id": there[one.key].enrolled_unit_id,
            "assessor_id": there[one.key].assessor_id,
            "stage": there[one.key].item.stage,
            "line": one.line,
            "value": one.value,
        }
        for one in picked
    ]
    if rows:
        work.session.execute(insert(SamplingItem), rows)
