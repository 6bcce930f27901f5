"""A learner shows the credential of a unit that was signed off."""

from __future__ import annotations

from sqlalchemy import select

from assessments.credentials import services
from assessments.credentials.models import Credential
from portfolio.core.work import UnitOfWork
from portfolio.learning.models import Portfolio

WHOSE, DAYS_AGO = "rhiannon", 1


def show(work: UnitOfWork, portfolio: Portfolio) -> None:
    """Show the first that the learner was given."""
    wanted = select(Credential).where(Credential.portfolio_id == portfolio.id).order_by(Credential.id)
    row = work.session.scalars(wanted).first()
    if row is not None:
        services.show(work, row, wanted=True)
