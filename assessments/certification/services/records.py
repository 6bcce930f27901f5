"""Recording what the awarding organisation says: terms of a qualification, registrations, releases from outside."""

from __future__ import annotations

from datetime import date
from typing import cast

from assessments.certification import queries
from assessments.certification.events import CertificationTermsSet, EnrolmentRegistered, UnitReleasedFromOutside
from assessments.certification.models import CertificationRegistration, CertificationTerms, ExternalRelease
from assessments.certification.rules.course import NewTerms, check_registration, check_release, check_terms
from assessments.quality.queries import in_turn
from portfolio.core.ledger import new_salt
from portfolio.learning.models import EnrolledUnit, Enrolment
from standards.foundation import Refused, Work
from standards.qualifications.models import Qualification


def set_terms(work: Work, provider_id: int, qualification: Qualification, new: NewTerms) -> CertificationTerms:
    """Record what holds of a qualification at a centre from now on; what held before stays. Raises Refused."""
    check_terms(new)
    in_turn(work.session, provider_id)
    earlier = queries.terms(work.session, provider_id, qualification.id)
    row = CertificationTerms(
        provider_id=provider_id,
        qualification_id=qualification.id,
        number=len(earlier) + 1,
        organisation=new.organisation.strip(),
        direct_from=new.direct_from,
        direct_until=new.direct_until,
        least_weeks=new.least_weeks,
        register_within=new.register_within,
        salt=new_salt(),
        author_id=cast("int", work.actor.account_id),
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    act = CertificationTermsSet(
        terms=row.public_id,
        qualification=qualification.public_id,
        number=row.number,
        direct_from=_iso(row.direct_from),
        direct_until=_iso(row.direct_until),
        least_weeks=row.least_weeks,
        register_within=row.register_within,
        content=queries.sealed_terms(row),
    )
    work.record(work.book_of(provider_id), act)
    return row


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def register(work: Work, enrolment: Enrolment, number: str, on: date) -> CertificationRegistration:
    """Record that an enrolment is registered, or put right what was recorded: the latest holds. Raises Refused."""
    own = queries.learner_of(work.session, enrolment.portfolio_id) == work.actor.account_id
    check_registration(number, on, enrolment.start, work.today, own=own)
    earlier = queries.registrations(work.session, enrolment.id)
    if earlier and (earlier[0].number, earlier[0].registered_on) == (number.strip(), on):
        raise Refused("registration-same")
    row = CertificationRegistration(
        provider_id=enrolment.provider_id,
        portfolio_id=enrolment.portfolio_id,
        enrolment_id=enrolment.id,
        number=number.strip(),
        registered_on=on,
        salt=new_salt(),
        author_id=cast("int", work.actor.account_id),
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    content = queries.sealed_registration(row)
    act = EnrolmentRegistered(row.public_id, enrolment.public_id, on.isoformat(), content)
    work.record(queries.book_of(work.session, enrolment.portfolio_id), act)
    return row


def release(work: Work, unit: EnrolledUnit, name: str, reference: str, on: date) -> ExternalRelease:
    """Record that somebody from the awarding organisation released a unit. Raises Refused."""
    own = queries.learner_of(work.session, unit.portfolio_id) == work.actor.account_id
    check_release(name, reference, on, work.today, own=own, complete=unit.complete)
    signed = queries.last_signed(work.session, [unit.id])
    if signed is not None and on < signed:
        raise Refused("release-before-signed", day=signed)
    row = ExternalRelease(
        provider_id=unit.provider_id,
        portfolio_id=unit.portfolio_id,
        enrolled_unit_id=unit.id,
        name=name.strip(),
        reference=reference.strip(),
        released_on=on,
        salt=new_salt(),
        author_id=cast("int", work.actor.account_id),
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    content = queries.sealed_release(row)
    act = UnitReleasedFromOutside(row.public_id, unit.public_id, on.isoformat(), content)
    work.record(queries.book_of(work.session, unit.portfolio_id), act)
    return row
