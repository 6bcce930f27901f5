"""A learner's appeal that the assessor answers first, a complaint that came by letter, and who reads concerns."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from assessments.appeals import services
from assessments.appeals.rules.cases import CameBy
from assessments.appeals.rules.procedures import ProcedureCode
from assessments.appeals.services import NewComplaint
from assessments.judging.models import Decision
from portfolio.core.work import UnitOfWork
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.safeguarding import services as safeguarding

WHOSE, DAYS_AGO = "helen", 2
HANDLER, READER = "rhodri", "eirlys"
WHY = "Rwy'n credu bod y fideo yn dangos hyn, ac ni chefais gyfle i esbonio."
LETTER = "Ni ffoniodd neb yn ôl, er imi adael tair neges ynghylch ymweliad fy merch â'r ganolfan."
AGREED = "Mae'r aelod o staff ar wyliau; cytunwyd dros y ffôn."
PHONE, EMAIL = "01970 555 0199", "diogelu@cwmafon.example.org"


def appeal(learner: UnitOfWork, portfolio: Portfolio) -> None:
    """Let the learner appeal about the first unit in which anything is decided."""
    wanted = (EnrolledUnit.portfolio_id == portfolio.id, Decision.standing.is_(True))
    asked = select(EnrolledUnit).join(Decision, Decision.enrolled_unit_id == EnrolledUnit.id).where(*wanted)
    unit = learner.session.scalars(asked.order_by(Decision.id).limit(1)).first()
    if unit is not None:
        services.appeal(learner, unit, None, WHY, "cy")


def complaint(manager: UnitOfWork, provider_id: int, handler: int) -> None:
    """Let the manager log a complaint, say who looks into it, and extend its deadline with consent."""
    received = manager.today - timedelta(days=3)
    new = NewComplaint(
        LETTER,
        "cy",
        received,
        ProcedureCode.REGULATIONS,
        CameBy.LETTER,
        name="Meinir Puw",
        spoken="cy",
    )
    row = services.complain(manager, provider_id, new)
    services.appoint(manager, row, [handler], row.version)
    services.extend(manager, row, 7, manager.today, AGREED, row.version)


def name(manager: UnitOfWork, provider_id: int, reader: int) -> None:
    """Let the manager say who reads safeguarding concerns."""
    safeguarding.set_people(manager, provider_id, [reader], PHONE, EMAIL)
