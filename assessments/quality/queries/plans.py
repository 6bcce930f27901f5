"""Plans of sampling with their draws: what each was made of, and which lines it satisfies."""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from assessments.judging.models import Judgement, Reopening, Signature
from assessments.quality.models import SamplingDraw, SamplingItem, SamplingPlan, SamplingStrategy
from assessments.quality.queries.strategies import said_in, strategy_of
from assessments.quality.rules.drawing import Picked, Unmet, Why
from assessments.quality.rules.strategy import Line
from portfolio.core.work import LONDON
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account
from standards.paging import PAGE_SIZE, Paged, page_of, skipped

BALANCED_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class ListedPlan:
    plan: str
    number: int
    starts: date
    ends: date
    strategy: int
    planned: int
    sampled: int


@dataclass(frozen=True)
class ListedDraw:
    """A draw with how much the plan held after it, and how much of that it added which is still there."""

    draw: str
    at: datetime
    by: str | None
    picked: int
    added: int


@dataclass(frozen=True)
class ShownLine:
    """A line with how many items it picked, and where it could not be satisfied."""

    number: int
    line: Line
    picked: int
    unmet: tuple[Unmet, ...]


def running_plans(session: Session, provider_id: int, today: date) -> list[SamplingPlan]:
    """Give the plans of a provider whose period is not over, the oldest first."""
    wanted = (SamplingPlan.provider_id == provider_id, SamplingPlan.ends >= today)
    return list(session.scalars(select(SamplingPlan).where(*wanted).order_by(SamplingPlan.id)))


def plan(session: Session, public_id: str) -> SamplingPlan | None:
    return session.scalar(select(SamplingPlan).where(SamplingPlan.public_id == public_id))


def plan_of(session: Session, draw: SamplingDraw) -> SamplingPlan:
    return session.get_one(SamplingPlan, draw.plan_id)


def sampling_draw(session: Session, public_id: str) -> SamplingDraw | None:
    return session.scalar(select(SamplingDraw).where(SamplingDraw.public_id == public_id))


def plans(session: Session, provider_id: int | None, number: int, size: int = PAGE_SIZE) -> Paged[ListedPlan]:
    """List a page of a provider's plans, the newest first."""
    wanted = SamplingPlan.provider_id == provider_id
    total = session.scalar(select(func.count()).select_from(SamplingPlan).where(wanted)) or 0
    page = page_of(number, total, size)
    counted = (
        select(func.count()).where(SamplingItem.plan_id == SamplingPlan.id).correlate(SamplingPlan).scalar_subquery()
    )
    sampled = (
        select(func.count())
        .where(SamplingItem.plan_id == SamplingPlan.id, SamplingItem.sampled.is_(True))
        .correlate(SamplingPlan)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            SamplingPlan.public_id,
            SamplingPlan.number,
            SamplingPlan.starts,
            SamplingPlan.ends,
            SamplingStrategy.number,
            counted,
            sampled,
        )
        .join(SamplingStrategy, SamplingStrategy.id == SamplingPlan.strategy_id)
        .where(wanted)
        .order_by(SamplingPlan.number.desc())
        .limit(size)
        .offset(skipped(page, size))
    )
    return Paged(tuple(ListedPlan(*row) for row in rows), total, page, size)


def plan_by_id(session: Session, plan_id: int) -> SamplingPlan:
    return session.get_one(SamplingPlan, plan_id)


def plans_out_of_balance(session: Session, now: datetime) -> list[int]:
    """Give the plans of today of whose provider something was decided, signed or reopened since they were balanced.

    None that was balanced within the hour: a morning of many decisions is taken in together. A plan that ended
    yesterday is still there, for its last hour.
    """
    last = SamplingPlan.balanced_at
    moved = (
        _since(Judgement.provider_id, Judgement.at, last),
        _since(Judgement.provider_id, Judgement.taken_back_at, last),
        _since(Signature.provider_id, Signature.at, last),
        _since(Reopening.provider_id, Reopening.at, last),
    )
    today = now.astimezone(LONDON).date()
    return list(
        session.scalars(
            select(SamplingPlan.id)
            .where(SamplingPlan.starts <= today, SamplingPlan.ends >= today - timedelta(days=1))
            .where(or_(last.is_(None), and_(last <= now - BALANCED_AGAIN, or_(*moved))))
            .order_by(SamplingPlan.id)
        )
    )


def _since(provider_id: Any, at: Any, since: Any) -> ColumnElement[bool]:
    return exists().where(provider_id == SamplingPlan.provider_id, at >= since)


def last_draw(session: Session, row: SamplingPlan) -> SamplingDraw | None:
    wanted = (SamplingDraw.plan_id == row.id, SamplingDraw.number == row.draws)
    return session.scalar(select(SamplingDraw).where(*wanted))


def draws_of(session: Session, row: SamplingPlan, number: int, size: int = PAGE_SIZE) -> Paged[ListedDraw]:
    """List a page of a plan's draws, the newest first."""
    page = page_of(number, row.draws, size)
    added = select(func.count()).where(SamplingItem.draw_id == SamplingDraw.id).correlate(SamplingDraw)
    rows = session.execute(
        select(SamplingDraw.public_id, SamplingDraw.at, Account.name, SamplingDraw.picked, added.scalar_subquery())
        .outerjoin(Account, Account.id == SamplingDraw.author_id)
        .where(SamplingDraw.plan_id == row.id)
        .order_by(SamplingDraw.number.desc())
        .limit(size)
        .offset(skipped(page, size))
    )
    return Paged(tuple(ListedDraw(*one) for one in rows), row.draws, page, size)


def inputs_of(draw: SamplingDraw) -> str:
    return zlib.decompress(draw.inputs).decode()


def items_of(session: Session, row: SamplingPlan) -> dict[str, tuple[SamplingItem, Picked]]:
    """Give what is in a plan, by the names that a draw knows it under."""
    rows = session.execute(
        select(SamplingItem, EnrolledUnit.public_id, Account.public_id)
        .join(EnrolledUnit, EnrolledUnit.id == SamplingItem.enrolled_unit_id)
        .join(Account, Account.id == SamplingItem.assessor_id)
        .where(SamplingItem.plan_id == row.id)
    )
    picked = ((item, Picked(f"{unit}:{assessor}:{item.stage}", item.line, item.value)) for item, unit, assessor in rows)
    return {one.key: (item, one) for item, one in picked}


def lines_of_plan(session: Session, row: SamplingPlan, draw: SamplingDraw | None) -> list[ShownLine]:
    """Give the lines that a plan follows, each with what it picked and what it lacks."""
    wanted = select(SamplingItem.line, func.count()).where(SamplingItem.plan_id == row.id).group_by(SamplingItem.line)
    picked = {found[0]: found[1] for found in session.execute(wanted)}
    unmet: dict[int, list[Unmet]] = defaultdict(list)
    for one in draw.unmet if draw else ():
        unmet[one["line"]].append(Unmet(**{**one, "why": Why(one["why"])}))
    said = said_in(strategy_of(session, row))
    return [
        ShownLine(number, line, picked.get(number, 0), tuple(unmet[number]))
        for number, line in enumerate(said.lines, start=1)
    ]
