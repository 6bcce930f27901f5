"""Keeping plans of sampling in balance as decisions arrive, without anybody's hand."""

from __future__ import annotations

import logging

from sqlalchemy.orm import Session

from assessments.quality import queries
from assessments.quality.services.planning import rebalance
from portfolio.core.database import reading
from portfolio.core.work import clock, transaction

logger = logging.getLogger("tystio.quality")


def rebalance_plans(session: Session) -> int:
    """Hold every plan against what was decided since it was held last; gives how many were drawn again.

    A plan that cannot be drawn keeps no other waiting: it is tried again with the next tick.
    """
    with reading():
        found = queries.plans_out_of_balance(session, clock())
        session.rollback()
    drawn = 0
    for plan_id in found:
        try:
            with transaction(session) as work:
                drawn += rebalance(work, queries.plan_by_id(work.session, plan_id)) is not None
        except Exception as failure:  # noqa: BLE001 whatever went wrong, it is tried again
            logger.warning("plan %s was not rebalanced: %s", plan_id, type(failure).__name__)
    return drawn
