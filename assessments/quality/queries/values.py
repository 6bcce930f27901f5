"""What the values of a strategy's lines are called, and which there are to choose from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.learning.models import EnrolledUnit, Enrolment
from portfolio.people.models import Account
from standards.foundation import Text
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit


@dataclass(frozen=True)
class Values:
    """What lines can name beside codes: qualifications and units by public id, and sites."""

    qualifications: dict[str, Text] = field(default_factory=dict)
    units: dict[str, tuple[str, Text]] = field(default_factory=dict)
    """With their URN, as a centre names its units by them."""
    sites: tuple[str, ...] = ()
    people: dict[str, str] = field(default_factory=dict)


def offered_values(session: Session, provider_id: int | None) -> Values:
    """Give what a provider can name in its strategy: what its learners are on, and where."""
    taken = select(Enrolment.qualification_id).where(Enrolment.provider_id == provider_id)
    chosen = select(EnrolledUnit.unit_id).where(EnrolledUnit.provider_id == provider_id)
    sites = session.scalars(
        select(Enrolment.site)
        .where(Enrolment.provider_id == provider_id, Enrolment.site.is_not(None), Enrolment.site != "")
        .distinct()
    )
    qualifications = session.execute(
        select(Qualification.public_id, Qualification.title)
        .where(Qualification.id.in_(taken))
        .order_by(Qualification.number, Qualification.id)
    )
    units = session.execute(_named_units().where(Unit.id.in_(chosen)))
    return Values(
        {row[0]: row[1] for row in qualifications},
        {row[0]: (row[1], row[2]) for row in units},
        tuple(sorted(one for one in sites if one)),
    )


def values_named(session: Session, ids: Collection[str]) -> Values:
    """Look up what public ids name, of people, qualifications and units."""
    qualifications = session.execute(
        select(Qualification.public_id, Qualification.title).where(Qualification.public_id.in_(ids))
    )
    units = session.execute(_named_units().where(Unit.public_id.in_(ids)))
    people = session.execute(select(Account.public_id, Account.name).where(Account.public_id.in_(ids)))
    return Values(
        {row[0]: row[1] for row in qualifications},
        {row[0]: (row[1], row[2]) for row in units},
        people={row[0]: row[1] for row in people},
    )


def _named_units() -> Select[str, str, Text]:
    return (
        select(Unit.public_id, Standard.urn, Standard.title)
        .join(Standard, Standard.id == Unit.standard_id)
        .order_by(Unit.qualification_id, Unit.group_id, Unit.position)
    )
