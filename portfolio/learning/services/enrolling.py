"""Enrolling, choosing units, and what becomes of an enrolment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from portfolio.core.ledger import open_book, seal
from portfolio.learning import queries
from portfolio.learning.events import (
    Enrolled,
    EnrolmentChanged,
    LanguageOfAssessmentChosen,
    PlannedEndMoved,
    PortfolioOpened,
    UnitChosen,
    UnitDropped,
)
from portfolio.learning.models import EnrolledUnit, Enrolment, EnrolmentNote, Portfolio
from portfolio.learning.rules import ENROLMENT_STEPS, AssessmentLanguage, EnrolmentStatus, UnitStatus
from portfolio.learning.services.assigning import annul
from portfolio.people.models import Account, Provider
from portfolio.people.queries import account_by_email, holds_role
from portfolio.people.services import NewPerson, NewRole, add_member
from standards.foundation import Refused, Role, Work
from standards.library.models import Standard
from standards.qualifications.models import Qualification, Unit


def open_portfolio(work: Work, provider: Provider, account: Account) -> Portfolio:
    """Give a learner's portfolio at a provider, opening it with its book when they have none."""
    known = queries.portfolio_of(work.session, provider.id, account.id)
    if known is not None:
        return known
    book = open_book(work.session, "portfolio", provider.id)
    portfolio = Portfolio(provider_id=provider.id, account_id=account.id, book_id=book.id, opened_at=work.now)
    work.session.add(portfolio)
    work.session.flush()
    work.record(book.id, PortfolioOpened(portfolio.public_id, provider.public_id, account.public_id))
    return portfolio


@dataclass(frozen=True)
class NewEnrolment:
    """What an enrolment is made of."""

    start: date
    planned_end: date
    language: AssessmentLanguage
    cohort: str = ""
    site: str = ""
    employer: str = ""


def enrol(work: Work, portfolio: Portfolio, qualification: Qualification, new: NewEnrolment) -> Enrolment:
    """Enrol a learner on a published qualification; units are chosen after. Raises Refused."""
    if qualification.status != "published":
        raise Refused("qualification-not-published")
    if new.planned_end < new.start:
        raise Refused("planned-end-before-start")
    if queries.active_enrolment(work.session, portfolio.id, qualification.id) is not None:
        raise Refused("already-enrolled")
    enrolment = Enrolment(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        qualification_id=qualification.id,
        start=new.start,
        planned_end=new.planned_end,
        language=new.language.value,
        cohort=new.cohort or None,
        site=new.site or None,
        employer=new.employer or None,
        status=EnrolmentStatus.ACTIVE.value,
        status_since=new.start,
    )
    work.session.add(enrolment)
    work.session.flush()
    act = Enrolled(
        enrolment.public_id,
        qualification.public_id,
        new.start.isoformat(),
        new.planned_end.isoformat(),
        new.language.value,
    )
    work.record(portfolio.book_id, act)
    return enrolment


def choose_unit(work: Work, portfolio: Portfolio, enrolment: Enrolment, unit: Unit) -> EnrolledUnit:
    """Add a unit of the qualification to an enrolment. Raises Refused."""
    if unit.qualification_id != enrolment.qualification_id:
        raise Refused("unit-of-other-qualification")
    if queries.chosen_unit(work.session, enrolment.id, unit.id) is not None:
        raise Refused("unit-already-chosen")
    standard = work.session.get_one(Standard, unit.standard_id)
    chosen = EnrolledUnit(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        enrolment_id=enrolment.id,
        unit_id=unit.id,
        standard_id=standard.id,
        status=UnitStatus.IN_PROGRESS.value,
        total=standard.assessable,
        met=0,
        claimed=0,
        referred=0,
    )
    work.session.add(chosen)
    work.session.flush()
    act = UnitChosen(
        chosen.public_id,
        enrolment.public_id,
        unit.public_id,
        standard.public_id,
        standard.digest,
        standard.assessable,
    )
    work.record(portfolio.book_id, act)
    return chosen


def drop_unit(work: Work, portfolio: Portfolio, chosen: EnrolledUnit) -> None:
    """Take a unit out of an enrolment, as long as nothing was ever claimed for it. Raises Refused."""
    if chosen.touched:
        raise Refused("unit-has-claims")
    work.record(portfolio.book_id, UnitDropped(chosen.public_id))
    for assignment in queries.assignments_of_unit(work.session, chosen.id):
        annul(work, portfolio, assignment)
    work.session.delete(chosen)
    work.session.flush()


def change_status(work: Work, portfolio: Portfolio, enrolment: Enrolment, status: EnrolmentStatus, reason: str) -> None:
    """Pause, end or take up an enrolment again, dated today and with a reason. Raises Refused."""
    if status not in ENROLMENT_STEPS[EnrolmentStatus(enrolment.status)]:
        raise Refused("enrolment-step", status=enrolment.status)
    enrolment.status, enrolment.status_since = status.value, work.today
    digest = _note(work, enrolment, reason)
    act = EnrolmentChanged(enrolment.public_id, status.value, work.today.isoformat(), digest)
    work.record(portfolio.book_id, act)


def move_planned_end(work: Work, portfolio: Portfolio, enrolment: Enrolment, planned_end: date, reason: str) -> None:
    """Plan another end, with a reason. Raises Refused."""
    if planned_end < enrolment.start:
        raise Refused("planned-end-before-start")
    enrolment.planned_end = planned_end
    digest = _note(work, enrolment, reason)
    work.record(portfolio.book_id, PlannedEndMoved(enrolment.public_id, planned_end.isoformat(), digest))


def choose_language(
    work: Work,
    portfolio: Portfolio,
    enrolment: Enrolment,
    language: AssessmentLanguage,
    unit: EnrolledUnit | None = None,
) -> None:
    """Choose the language of assessment, for the enrolment or for one unit of it."""
    target: Enrolment | EnrolledUnit = unit or enrolment
    target.language = language.value
    work.session.flush()
    act = LanguageOfAssessmentChosen(enrolment.public_id, unit.public_id if unit else None, language.value)
    work.record(portfolio.book_id, act)


def _note(work: Work, enrolment: Enrolment, reason: str) -> str:
    if not reason.strip():
        raise Refused("change-needs-reason")
    sealed = seal(reason)
    note = EnrolmentNote(
        provider_id=enrolment.provider_id,
        enrolment_id=enrolment.id,
        at=work.now,
        words=reason,
        salt=sealed.salt,
        digest=sealed.digest,
    )
    work.session.add(note)
    work.session.flush()
    return sealed.digest


@dataclass(frozen=True)
class Admission:
    """A person known by email, or new: who is to learn."""

    email: str
    name: str
    language: str | None = None


def admit(work: Work, provider: Provider, who: Admission) -> Portfolio:
    """Give somebody a portfolio at a provider, and an account and the learner's role where they lack them.

    Raises Refused.
    """
    if work.actor.account_id is not None and Role.MANAGER not in work.actor.roles_at(provider.id):
        raise Refused("not-manager-here")
    account = account_by_email(work.session, who.email)
    if account is not None and account.id == work.actor.account_id:
        raise Refused("own-portfolio")
    if account is None or not holds_role(work.session, account.id, provider.id, Role.LEARNER, work.today):
        person = NewPerson(who.email, who.name, who.language)
        account = add_member(work, provider, person, NewRole(Role.LEARNER))
    return open_portfolio(work, provider, account)


def choose_units(work: Work, portfolio: Portfolio, enrolment: Enrolment, units: Collection[Unit]) -> None:
    """Let an enrolment have exactly these units. Raises Refused where a unit with claims would be dropped."""
    chosen = {one.unit_id: one for one in queries.units_of(work.session, enrolment.id)}
    wanted = {unit.id for unit in units}
    for unit_id, one in chosen.items():
        if unit_id not in wanted:
            drop_unit(work, portfolio, one)
    for unit in units:
        if unit.id not in chosen:
            choose_unit(work, portfolio, enrolment, unit)
