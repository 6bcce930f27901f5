"""Questions of units that were carried over: which, and whether that can be undone still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.carrying.models import CarriedClaim, Carrying
from assessments.carrying.queries.learners import UnitToCarry
from assessments.judging.models import Decision
from portfolio.evidence.models import Claim, ClaimOrigin, Evidence
from portfolio.evidence.rules import UNSENT, EvidenceStatus
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.people.models import Account
from standards.comparisons.queries import Compared
from standards.foundation import Actor, Language
from standards.paging import PAGE_SIZE, Paged, page_of, skipped


@dataclass(frozen=True)
class Carried:
    """One learner whose unit was carried over."""

    carrying: str
    unit: str
    learner: str
    at: datetime
    undoable: bool
    """Whether nothing was decided or claimed for the unit since."""


def carried(session: Session, actor: Actor, found: Compared, language: Language, page: int) -> Paged[Carried]:
    """List those whose units were carried over between two versions and are there still, the last first."""
    name = Account.sort_cy if language == "cy" else Account.sort_en
    query = (
        select(Carrying.public_id, EnrolledUnit.public_id, Account.name, Carrying.at, _undoable())
        .join(EnrolledUnit, EnrolledUnit.id == Carrying.enrolled_unit_id)
        .join(Portfolio, Portfolio.id == Carrying.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            Carrying.provider_id == actor.provider_id,
            Carrying.before_id == found.before.id,
            Carrying.after_id == found.after.id,
            Carrying.undone_at.is_(None),
            EnrolledUnit.standard_id == found.after.id,
        )
    )
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    page = page_of(page, total)
    query = query.order_by(Carrying.at.desc(), name, Carrying.id).limit(PAGE_SIZE).offset(skipped(page))
    return Paged(tuple(Carried(*row) for row in session.execute(query)), total, page)


def carrying_to_undo(
    session: Session, actor: Actor, found: Compared, public_id: str
) -> tuple[Carrying, UnitToCarry, bool] | None:
    """Give a carrying between two versions that was not undone, its unit, and whether it can be undone still."""
    row = session.execute(
        select(Carrying, EnrolledUnit, Portfolio.book_id, Portfolio.account_id, _undoable())
        .join(EnrolledUnit, EnrolledUnit.id == Carrying.enrolled_unit_id)
        .join(Portfolio, Portfolio.id == Carrying.portfolio_id)
        .where(
            Carrying.public_id == public_id,
            Carrying.provider_id == actor.provider_id,
            Carrying.before_id == found.before.id,
            Carrying.after_id == found.after.id,
            Carrying.undone_at.is_(None),
        )
    ).first()
    return (row[0], UnitToCarry(*row[1:4]), row[4]) if row else None


def _undoable() -> ColumnElement[bool]:
    """Give the condition that a unit stands as its carrying left it: nothing was decided or claimed since."""
    earlier, later, evidence = aliased(Claim), aliased(Claim), aliased(Evidence)
    changed = exists().where(
        CarriedClaim.carrying_id == Carrying.id,
        later.id == CarriedClaim.claim_id,
        ClaimOrigin.claim_id == later.id,
        earlier.id == ClaimOrigin.from_id,
        or_(later.status != CarriedClaim.status, later.revision_id != earlier.revision_id),
    )
    withdrawn = exists().where(
        CarriedClaim.carrying_id == Carrying.id,
        earlier.id == CarriedClaim.from_id,
        evidence.id == earlier.evidence_id,
        evidence.status != EvidenceStatus.SUBMITTED.value,
    )
    # What a later carrying made was no claim of anybody's, and is gone again where the unit is on this version.
    carried_on = exists().where(ClaimOrigin.claim_id == Claim.id)
    claimed = exists().where(
        Claim.enrolled_unit_id == Carrying.enrolled_unit_id,
        Claim.status.not_in(UNSENT),
        Claim.made_at > Carrying.at,
        ~carried_on,
    )
    decided = exists().where(Decision.enrolled_unit_id == Carrying.enrolled_unit_id, Decision.at > Carrying.at)
    return and_(
        EnrolledUnit.standard_id == Carrying.after_id,
        EnrolledUnit.status == Carrying.status_after,
        ~changed,
        ~withdrawn,
        ~claimed,
        ~decided,
    )


def moves_of(session: Session, carrying: Carrying) -> Sequence[CarriedClaim]:
    """Give what became of each claim when a unit was carried over."""
    query = select(CarriedClaim).where(CarriedClaim.carrying_id == carrying.id).order_by(CarriedClaim.id)
    return session.scalars(query).all()
