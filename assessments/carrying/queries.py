"""Questions about a new version: which learners are on the older one, what would carry over, and what was carried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.carrying.models import CarriedClaim, Carrying
from assessments.carrying.rules import MOST_AT_ONCE, Hindrance, Plan, hindrance, plan
from assessments.judging.models import Decision
from portfolio.core.ledger import stamp
from portfolio.evidence.models import Claim, ClaimOrigin, Evidence
from portfolio.evidence.rules import LIVE_CLAIMS, EvidenceStatus
from portfolio.learning.models import CriterionStatus, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolio_of_book
from portfolio.learning.rules import LOCKED, ClaimStatus, CriterionState, EnrolmentStatus, UnitStatus
from portfolio.people.models import Account
from standards.comparisons.queries import Compared
from standards.foundation import Actor, Facts, Language
from standards.library.models import Criterion, Standard

GOING_ON = (EnrolmentStatus.ACTIVE.value, EnrolmentStatus.PAUSED.value)


@dataclass(frozen=True)
class Whom:
    """Whose units are meant: one unit's, those of a cohort, or everybody's."""

    unit: str = ""
    cohort: str = ""


@dataclass(frozen=True)
class Preview:
    """One learner on the older version, and what would carry over."""

    learner: str
    unit: str
    cohort: str
    planned_end: date
    hindrance: Hindrance | None
    """Why this reader cannot carry it over, if they cannot."""
    plan: Plan


@dataclass(frozen=True)
class Carried:
    """One learner whose unit was carried over."""

    carrying: str
    unit: str
    learner: str
    at: datetime
    undoable: bool
    """Whether nothing was decided or claimed for the unit since."""


@dataclass(frozen=True)
class UnitToCarry:
    """A unit on the older version, with whose it is and the book that tells of it."""

    row: EnrolledUnit
    book_id: int
    learner_id: int


def previews(
    session: Session, actor: Actor, found: Compared, language: Language, cohort: str = ""
) -> tuple[list[Preview], int]:
    """Preview units on the older version whose enrolments go on, by learner's name: those of a page, and how many."""
    order = Account.sort_cy if language == "cy" else Account.sort_en
    rows = session.execute(
        select(EnrolledUnit, Account.name, Account.id, Enrolment.cohort, Enrolment.planned_end, func.count().over())
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(*_on_older(actor, found, Whom(cohort=cohort)))
        .order_by(order, Account.id, EnrolledUnit.id)
        .limit(MOST_AT_ONCE)
    ).all()
    states = _states(session, [row[0].id for row in rows])
    shown = [
        Preview(
            name,
            unit.public_id,
            of_cohort or "",
            planned_end,
            hindrance(UnitStatus(unit.status), learner_id, actor.account_id),
            plan(found.comparison.rows, states[unit.id]),
        )
        for unit, name, learner_id, of_cohort, planned_end, _total in rows
    ]
    return shown, rows[0][5] if rows else 0


def cohorts(session: Session, actor: Actor, found: Compared) -> list[str]:
    """List the cohorts of those on the older version."""
    rows = session.scalars(
        select(Enrolment.cohort)
        .join(EnrolledUnit, EnrolledUnit.enrolment_id == Enrolment.id)
        .where(*_on_older(actor, found, Whom()), Enrolment.cohort.is_not(None))
        .distinct()
        .order_by(Enrolment.cohort)
    )
    return [one for one in rows if one]


def _on_older(actor: Actor, found: Compared, whom: Whom) -> list[ColumnElement[bool]]:
    wanted = [
        EnrolledUnit.provider_id == actor.provider_id,
        EnrolledUnit.standard_id == found.before.id,
        Enrolment.status.in_(GOING_ON),
    ]
    if whom.cohort:
        wanted.append(Enrolment.cohort == whom.cohort)
    if whom.unit:
        wanted.append(EnrolledUnit.public_id == whom.unit)
    return wanted


def units_to_carry(session: Session, actor: Actor, found: Compared, whom: Whom) -> tuple[list[UnitToCarry], int]:
    """Give the units that an act takes, at most as many as one may, and how many there are.

    Of a cohort and of everybody, those that cannot be carried are left where they are; one unit is given as it stands.
    """
    wanted = _on_older(actor, found, whom)
    if not whom.unit:
        wanted += [EnrolledUnit.status.not_in(LOCKED), Portfolio.account_id != actor.account_id]
    rows = session.execute(
        select(EnrolledUnit, Portfolio.book_id, Portfolio.account_id, func.count().over())
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Portfolio, Portfolio.id == EnrolledUnit.portfolio_id)
        .where(*wanted)
        .order_by(EnrolledUnit.id)
        .limit(MOST_AT_ONCE)
    ).all()
    return [UnitToCarry(*row[:3]) for row in rows], rows[0][3] if rows else 0


def _states(session: Session, unit_ids: Collection[int]) -> dict[int, dict[str, CriterionState]]:
    rows = session.execute(
        select(CriterionStatus.enrolled_unit_id, Criterion.code, CriterionStatus.state)
        .join(Criterion, Criterion.id == CriterionStatus.criterion_id)
        .where(CriterionStatus.enrolled_unit_id.in_(unit_ids))
        .order_by(CriterionStatus.enrolled_unit_id, Criterion.position)
    )
    states: dict[int, dict[str, CriterionState]] = defaultdict(dict)
    for unit_id, code, state in rows:
        states[unit_id][code] = CriterionState(state)
    return states


def criteria_by_code(session: Session, standard: Standard) -> dict[str, Criterion]:
    rows = session.scalars(select(Criterion).where(Criterion.standard_id == standard.id).order_by(Criterion.position))
    return {row.code: row for row in rows}


def claims_of_units(session: Session, unit_ids: Collection[int]) -> Mapping[int, list[Claim]]:
    """Give by unit the claims that carrying it over moves, oldest first: those that count, and drafts."""
    moved = [status.value for status in (*LIVE_CLAIMS, ClaimStatus.DRAFT)]
    rows = session.scalars(
        select(Claim).where(Claim.enrolled_unit_id.in_(unit_ids), Claim.status.in_(moved)).order_by(Claim.id)
    )
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in rows:
        found[claim.enrolled_unit_id].append(claim)
    return found


def carried(session: Session, actor: Actor, found: Compared, language: Language) -> list[Carried]:
    """List those whose units were carried over between two versions and are there still, the last first."""
    name = Account.sort_cy if language == "cy" else Account.sort_en
    rows = session.execute(
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
        .order_by(Carrying.at.desc(), name, Carrying.id)
        .limit(MOST_AT_ONCE)
    )
    return [Carried(*row) for row in rows]


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
    claimed = exists().where(
        Claim.enrolled_unit_id == Carrying.enrolled_unit_id,
        Claim.status != ClaimStatus.DRAFT.value,
        Claim.made_at > Carrying.at,
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


def claims_by_id(session: Session, claim_ids: Collection[int]) -> dict[int, Claim]:
    return {row.id: row for row in session.scalars(select(Claim).where(Claim.id.in_(claim_ids)))}


def stored_facts(session: Session, book_id: int) -> Facts:
    """Give a portfolio's units that were carried over, as its book must tell it."""
    portfolio_id = portfolio_of_book(session, book_id)
    if portfolio_id is None:
        return {}
    before, after = aliased(Standard), aliased(Standard)
    rows = session.execute(
        select(Carrying, EnrolledUnit.public_id, before.public_id, after.public_id, Account.public_id)
        .join(EnrolledUnit, EnrolledUnit.id == Carrying.enrolled_unit_id)
        .join(before, before.id == Carrying.before_id)
        .join(after, after.id == Carrying.after_id)
        .join(Account, Account.id == Carrying.account_id)
        .where(Carrying.portfolio_id == portfolio_id)
    )
    return {
        ("carrying", row.public_id): {
            "unit": unit,
            "before": older,
            "after": younger,
            "by": person,
            "at": stamp(row.at),
            "undone": stamp(row.undone_at) if row.undone_at else None,
        }
        for row, unit, older, younger, person in rows
    }
