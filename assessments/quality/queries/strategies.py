"""The versions of a provider's sampling strategy."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.quality.models import SamplingPlan, SamplingStrategy
from assessments.quality.rules.drawing import digest, line_of
from assessments.quality.rules.strategy import Strategy
from portfolio.core.ledger import canonical_text
from portfolio.people.models import Provider


def strategies(session: Session, provider_id: int | None) -> list[SamplingStrategy]:
    """List the versions of a provider, the newest first."""
    wanted = SamplingStrategy.provider_id == provider_id
    return list(session.scalars(select(SamplingStrategy).where(wanted).order_by(SamplingStrategy.number.desc())))


def strategy(session: Session, public_id: str) -> SamplingStrategy | None:
    return session.scalar(select(SamplingStrategy).where(SamplingStrategy.public_id == public_id))


def last_strategy(session: Session, provider_id: int | None) -> SamplingStrategy | None:
    """Give the version that new plans follow; none where the provider has set none yet."""
    wanted = SamplingStrategy.provider_id == provider_id
    return session.scalar(select(SamplingStrategy).where(wanted).order_by(SamplingStrategy.number.desc()).limit(1))


def strategy_of(session: Session, plan: SamplingPlan) -> SamplingStrategy:
    return session.get_one(SamplingStrategy, plan.strategy_id)


def said_in(row: SamplingStrategy) -> Strategy:
    return Strategy(tuple(line_of(one) for one in row.lines), row.new_days, row.flag_days)


def content(said: Strategy) -> str:
    """Give the digest of what a version says."""
    return digest(canonical_text(**asdict(said)))


def in_turn(session: Session, provider_id: int) -> None:
    """Let whoever numbers a provider's versions, plans or reports wait until nobody else does."""
    session.get(Provider, provider_id, with_for_update=True)
