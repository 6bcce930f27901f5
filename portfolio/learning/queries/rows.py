"""Single portfolios, enrolments, units and assignments, as services and addresses name them."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from standards.statements import Given, once


def portfolio(session: Session, public_id: str) -> Portfolio | None:
    return session.scalar(_portfolio(), {"public_id": public_id})


@once
def _portfolio(public_id: Given) -> Select[Portfolio]:
    return select(Portfolio).where(Portfolio.public_id == public_id)


def enrolment(session: Session, public_id: str) -> Enrolment | None:
    return session.scalar(_enrolment(), {"public_id": public_id})


@once
def _enrolment(public_id: Given) -> Select[Enrolment]:
    return select(Enrolment).where(Enrolment.public_id == public_id)


def enrolled_unit(session: Session, public_id: str) -> EnrolledUnit | None:
    return session.scalar(_enrolled_unit(), {"public_id": public_id})


@once
def _enrolled_unit(public_id: Given) -> Select[EnrolledUnit]:
    return select(EnrolledUnit).where(EnrolledUnit.public_id == public_id)


def portfolio_of(session: Session, provider_id: int, account_id: int) -> Portfolio | None:
    return session.scalar(
        select(Portfolio).where(Portfolio.provider_id == provider_id, Portfolio.account_id == account_id)
    )


def active_enrolment(session: Session, portfolio_id: int, qualification_id: int) -> Enrolment | None:
    return session.scalar(
        select(Enrolment).where(
            Enrolment.portfolio_id == portfolio_id,
            Enrolment.qualification_id == qualification_id,
            Enrolment.status.in_(["active", "paused"]),
        )
    )


def chosen_unit(session: Session, enrolment_id: int, unit_id: int) -> EnrolledUnit | None:
    return session.scalar(
        select(EnrolledUnit).where(EnrolledUnit.enrolment_id == enrolment_id, EnrolledUnit.unit_id == unit_id)
    )


def assignments_of_unit(session: Session, enrolled_unit_id: int) -> list[Assignment]:
    return list(session.scalars(select(Assignment).where(Assignment.enrolled_unit_id == enrolled_unit_id)))


def units_of(session: Session, enrolment_id: int) -> list[EnrolledUnit]:
    query = select(EnrolledUnit).where(EnrolledUnit.enrolment_id == enrolment_id).order_by(EnrolledUnit.id)
    return list(session.scalars(query))
