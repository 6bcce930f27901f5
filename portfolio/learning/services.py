"""Changes to learning: enrolling, choosing units, assigning people, and the states that follow from claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from portfolio.core.ledger import open_book, seal
from portfolio.learning import queries
from portfolio.learning.events import (
    Assigned,
    AssignmentEnded,
    Enrolled,
    EnrolmentChanged,
    LanguageOfAssessmentChosen,
    PlannedEndMoved,
    PortfolioOpened,
    UnitAfter,
    UnitChosen,
    UnitDropped,
)
from portfolio.learning.models import (
    Assignment,
    CriterionStatus,
    EnrolledUnit,
    Enrolment,
    EnrolmentNote,
    Portfolio,
)
from portfolio.learning.rules import (
    ENROLMENT_STEPS,
    LOCKED,
    AssessmentLanguage,
    CriterionState,
    EnrolmentStatus,
    Part,
    UnitStatus,
    after_change_of_claims,
    counted,
    is_complete,
)
from portfolio.people.models import Account, Provider
from standards.foundation import Refused, Work
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
    act = UnitChosen(chosen.public_id, enrolment.public_id, standard.public_id, standard.digest, standard.assessable)
    work.record(portfolio.book_id, act)
    return chosen


def drop_unit(work: Work, portfolio: Portfolio, chosen: EnrolledUnit) -> None:
    """Take a unit out of an enrolment, as long as nothing was ever claimed for it. Raises Refused."""
    if chosen.touched:
        raise Refused("unit-has-claims")
    work.record(portfolio.book_id, UnitDropped(chosen.public_id))
    for assignment in queries.assignments_of_unit(work.session, chosen.id):
        _annul(work, portfolio, assignment)
    work.session.delete(chosen)
    work.session.flush()


@dataclass(frozen=True)
class NewAssignment:
    """Who does what, from when; for the whole portfolio, or one enrolment, or one unit of it."""

    part: Part
    starts: date
    ends: date | None = None
    why: str = ""
    enrolment: Enrolment | None = None
    unit: EnrolledUnit | None = None


def assign(work: Work, portfolio: Portfolio, account: Account, new: NewAssignment) -> Assignment:
    """Assign somebody who holds the role that the part needs. Raises Refused."""
    if account.id == portfolio.account_id:
        raise Refused("own-portfolio")
    if not queries.can_take(work.session, portfolio.provider_id, account.id, new.part, work.today):
        raise Refused("cannot-take-part")
    if new.ends is not None and new.ends < new.starts:
        raise Refused("assignment-ends-before-start")
    sealed = seal(new.why)
    assignment = Assignment(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        enrolment_id=new.enrolment.id if new.enrolment else None,
        enrolled_unit_id=new.unit.id if new.unit else None,
        account_id=account.id,
        part=new.part.value,
        starts=new.starts,
        ends=new.ends,
        why=new.why,
        salt=sealed.salt,
    )
    work.session.add(assignment)
    work.session.flush()
    act = Assigned(
        assignment.public_id,
        account.public_id,
        assignment.part,
        new.enrolment.public_id if new.enrolment else None,
        new.unit.public_id if new.unit else None,
        new.starts.isoformat(),
        new.ends.isoformat() if new.ends else None,
        sealed.digest,
    )
    work.record(portfolio.book_id, act)
    return assignment


def end_assignment(work: Work, portfolio: Portfolio, assignment: Assignment, ends: date) -> None:
    """End an assignment; its last day is the one given. Raises Refused."""
    if ends < assignment.starts:
        raise Refused("assignment-ends-before-start")
    assignment.ends = ends
    work.session.flush()
    work.record(portfolio.book_id, AssignmentEnded(assignment.public_id, ends.isoformat()))


def _annul(work: Work, portfolio: Portfolio, assignment: Assignment) -> None:
    """Let an assignment to a unit that is no more hold on no further day: without a unit it would reach them all."""
    if assignment.ends is None or assignment.ends >= work.today:
        assignment.ends = max(work.today, assignment.starts) - timedelta(days=1)
        work.record(portfolio.book_id, AssignmentEnded(assignment.public_id, assignment.ends.isoformat()))
    assignment.enrolled_unit_id = None


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
        raise Refused("reason-needed")
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


States = Mapping[tuple[int, int], CriterionState]
"""(enrolled unit, criterion) → the state that its live claims give."""


def settle(work: Work, states: States) -> tuple[UnitAfter, ...]:
    """Put criteria into the states that their claims give and count their units anew. Raises Refused for locked units.

    The one place that writes criterion and unit states after claims changed; a declaration is void by it.
    """
    units = queries.units_by_id(work.session, {unit for unit, _criterion in states})
    if any(UnitStatus(unit.status) in LOCKED for unit in units):
        raise Refused("unit-locked")
    rows = {(row.enrolled_unit_id, row.criterion_id): row for row in _status_rows(work, [unit.id for unit in units])}
    for unit in units:
        for (unit_id, criterion_id), state in states.items():
            if unit_id == unit.id:
                _set_state(work, unit, criterion_id, state, rows)
        _count(unit, [row for (unit_id, _), row in rows.items() if unit_id == unit.id])
    work.session.flush()
    return units_after(units)


def units_after(units: Iterable[EnrolledUnit]) -> tuple[UnitAfter, ...]:
    """Write units down as an act left them, for its entry."""
    return tuple(
        UnitAfter(unit.public_id, unit.status, unit.total, unit.met, unit.claimed, unit.referred) for unit in units
    )


def move_unit(unit: EnrolledUnit, status: UnitStatus, *, needs_countersignature: bool) -> None:
    """Put a unit into a status of signing."""
    unit.status = status.value
    unit.needs_countersignature = needs_countersignature
    unit.complete = is_complete(status, needs_countersignature=needs_countersignature)


def _status_rows(work: Work, unit_ids: list[int]) -> Iterable[CriterionStatus]:
    return work.session.scalars(select(CriterionStatus).where(CriterionStatus.enrolled_unit_id.in_(unit_ids)))


def _set_state(
    work: Work,
    unit: EnrolledUnit,
    criterion_id: int,
    state: CriterionState,
    rows: dict[tuple[int, int], CriterionStatus],
) -> None:
    key = (unit.id, criterion_id)
    row = rows.get(key)
    if state is CriterionState.OPEN:
        if row is not None:
            work.session.delete(rows.pop(key))
    elif row is None:
        rows[key] = CriterionStatus(
            enrolled_unit_id=unit.id, criterion_id=criterion_id, provider_id=unit.provider_id, state=state.value
        )
        work.session.add(rows[key])
    else:
        row.state = state.value


def _count(unit: EnrolledUnit, rows: list[CriterionStatus]) -> None:
    counters = counted(unit.total, (CriterionState(row.state) for row in rows))
    unit.met, unit.claimed, unit.referred = counters.met, counters.claimed, counters.referred
    unit.status = after_change_of_claims(UnitStatus(unit.status)).value
