"""What is stored of quality assurance: strategies and draws by a provider's own book, samples by a portfolio's."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assessments.quality.models import Sample, SampleAction, SamplingDraw, SamplingItem, SamplingPlan, SamplingStrategy
from assessments.quality.queries.plans import inputs_of
from assessments.quality.queries.samples import written_report
from assessments.quality.queries.strategies import content, said_in
from assessments.quality.rules.drawing import digest
from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.core.work import SystemActor
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account
from standards.foundation import Facts

ASSESSOR, SAMPLER = aliased(Account), aliased(Account)
SAMPLES = (
    select(Sample, EnrolledUnit.public_id, SamplingItem.public_id, ASSESSOR.public_id, SAMPLER.public_id)
    .join(EnrolledUnit, EnrolledUnit.id == Sample.enrolled_unit_id)
    .join(SamplingItem, SamplingItem.id == Sample.item_id)
    .join(ASSESSOR, ASSESSOR.id == Sample.assessor_id)
    .join(SAMPLER, SAMPLER.id == Sample.sampler_id)
)
ACTIONS = select(SampleAction).join(Sample, Sample.id == SampleAction.sample_id).order_by(SampleAction.number)


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a provider's strategies, plans and draws."""
    return {**_strategies(session, provider_id), **_plans(session, provider_id), **_draws(session, provider_id)}


def _strategies(session: Session, provider_id: int | None) -> Facts:
    rows = session.execute(
        select(SamplingStrategy, Account.public_id)
        .join(Account, Account.id == SamplingStrategy.author_id)
        .where(SamplingStrategy.provider_id == provider_id)
    )
    return {
        ("strategy", row.public_id): {
            "number": row.number,
            "content": content(said_in(row)),
            "by": by,
            "at": stamp(row.at),
        }
        for row, by in rows
    }


def _plans(session: Session, provider_id: int | None) -> Facts:
    rows = session.execute(
        select(SamplingPlan, SamplingStrategy.public_id)
        .join(SamplingStrategy, SamplingStrategy.id == SamplingPlan.strategy_id)
        .where(SamplingPlan.provider_id == provider_id)
    )
    return {
        ("sampling_plan", row.public_id): {
            "strategy": strategy,
            "starts": row.starts.isoformat(),
            "ends": row.ends.isoformat(),
            "draws": row.draws,
        }
        for row, strategy in rows
    }


def _draws(session: Session, provider_id: int | None) -> Facts:
    rows = session.execute(
        select(SamplingDraw, SamplingPlan.public_id, Account.public_id)
        .join(SamplingPlan, SamplingPlan.id == SamplingDraw.plan_id)
        .outerjoin(Account, Account.id == SamplingDraw.author_id)
        .where(SamplingDraw.provider_id == provider_id)
    )
    return {
        ("sampling_draw", row.public_id): {
            "plan": plan,
            "number": row.number,
            "seed": row.seed,
            "inputs": digest(inputs_of(row)),
            "result": row.result,
            "picked": row.picked,
            "unmet": len(row.unmet),
            "by": by or SystemActor.public_id,
            "at": stamp(row.at),
        }
        for row, plan, by in rows
    }


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's samples."""
    actions: dict[int, list[SampleAction]] = defaultdict(list)
    for (action,) in one.rows(ACTIONS, Sample.portfolio_id):
        actions[action.sample_id].append(action)
    return {
        ("sample", row.public_id): {
            "number": row.number,
            "unit": unit,
            "assessor": assessor,
            "stage": row.stage,
            "item": item,
            **{name: tuple(ids) for name, ids in row.frozen.items()},
            "status": row.status,
            "verdict": row.verdict,
            "report": _sealed_report(row, actions[row.id]),
            "widens_until": row.widens_until.isoformat() if row.widens_until else None,
            "done": tuple(action.number for action in actions[row.id] if action.done_on),
            "answer": sealed(row.answer_salt, row.answer) if row.answer_salt else None,
            "by": sampler,
            "at": stamp(row.opened_at),
        }
        for row, unit, item, assessor, sampler in one.rows(SAMPLES, Sample.portfolio_id)
    }


def _sealed_report(row: Sample, actions: list[SampleAction]) -> str | None:
    if row.verdict is None:
        return None
    return sealed(row.salt, canonical_text(**written_report(row, actions)))
