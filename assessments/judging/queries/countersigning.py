"""What waits for somebody's countersignature, with the trainees whose work it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from assessments.judging.models import Signature
from assessments.judging.queries.queue import to_countersign
from assessments.judging.queries.reach import asked_by
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.people.models import Account
from standards.foundation import Actor, Text
from standards.library.models import Standard
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.qualifications.rules.signing import SignaturePart
from standards.statements import columns

SIGNER = aliased(Account)


@dataclass(frozen=True)
class ToCountersign:
    """A unit that waits for a countersignature: whose, signed by whom, since when."""

    unit: str
    title: Text
    learner: str
    signer_id: int
    signer: str
    since: datetime


def countersigning(session: Session, actor: Actor, page: int, today: date) -> Paged[ToCountersign]:
    """Give one page of what waits for somebody's countersignature, what waits longest first."""
    asked = asked_by(actor, today)
    [(total,)] = columns(session, _counting(), asked)
    page = page_of(page, total)
    rows = columns(session, _listing(), {**asked, "skipped": skipped(page)})
    return Paged(tuple(ToCountersign(*row) for row in rows), total, page)


@cache
def _counting() -> Select[int]:
    return select(func.count()).select_from(EnrolledUnit).where(to_countersign())


@cache
def _listing() -> Any:
    signed = and_(
        Signature.enrolled_unit_id == EnrolledUnit.id,
        Signature.part == SignaturePart.ASSESSOR.value,
        Signature.superseded_at.is_(None),
    )
    return (
        select(EnrolledUnit.public_id, Standard.title, Account.name, SIGNER.id, SIGNER.name, Signature.at)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Signature, signed)
        .join(SIGNER, SIGNER.id == Signature.account_id)
        .where(to_countersign())
        .order_by(Signature.at, EnrolledUnit.id)
        .limit(PAGE_SIZE)
        .offset(bindparam("skipped"))
    )
