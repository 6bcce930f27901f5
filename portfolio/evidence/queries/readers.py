"""Questions about whose evidence it is and which units it may be put to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Evidence
from portfolio.evidence.policy import EVIDENCE_READ, EVIDENCE_WRITE, POLICY
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.queries import portfolios_of
from standards.foundation import Actor, Text
from standards.library.models import Standard
from standards.statements import Many, columns, once


@dataclass(frozen=True)
class UnitName:
    """A chosen unit as filters and lists call it."""

    public_id: str
    urn: str
    title: Text


def readable(actor: Actor) -> ColumnElement[bool]:
    """Give the condition that somebody may see a piece of evidence: what was never submitted is its owner's alone."""
    own = Evidence.portfolio_id.in_(portfolios_of(actor, POLICY[EVIDENCE_WRITE]))
    others = Evidence.portfolio_id.in_(portfolios_of(actor, POLICY[EVIDENCE_READ]))
    return or_(own, and_(Evidence.revision > 0, others))


def own_portfolios(session: Session, actor: Actor) -> list[Portfolio]:
    """List the portfolios that somebody writes in as their learner."""
    own = portfolios_of(actor, POLICY[EVIDENCE_WRITE])
    return list(session.scalars(select(Portfolio).where(Portfolio.id.in_(own)).order_by(Portfolio.id)))


def portfolio_of(session: Session, evidence: Evidence) -> Portfolio:
    return session.get_one(Portfolio, evidence.portfolio_id)


def units_in(session: Session, portfolio_ids: list[int]) -> list[UnitName]:
    """List the chosen units of portfolios."""
    return [UnitName(*row) for row in columns(session, _units(), {"portfolio_ids": portfolio_ids})]


@once
def _units(portfolio_ids: Many) -> Select[str, str, Text]:
    return (
        select(EnrolledUnit.public_id, Standard.urn, Standard.title)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(EnrolledUnit.portfolio_id.in_(portfolio_ids))
        .order_by(EnrolledUnit.id)
    )
