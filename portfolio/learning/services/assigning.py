"""Assigning people to learners, from a day, until a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.core.ledger import seal
from portfolio.learning import queries
from portfolio.learning.events import Assigned, AssignmentEnded
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import Held, Part, check_apart
from portfolio.people import queries as people
from portfolio.people.models import Account
from portfolio.people.rules.interests import check_free
from standards.foundation import Refused, Work


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
    _check_allowed(work, portfolio, account)
    if new.ends is not None and new.ends < new.starts:
        raise Refused("assignment-ends-before-start")
    _check_apart(work, portfolio, account, Held(new.part, new.starts, new.ends))
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


def _check_allowed(work: Work, portfolio: Portfolio, account: Account) -> None:
    """Check that neither somebody's checks nor a declared interest keep them from this learner. Raises Refused."""
    kept_out = people.kept_out(work.session, portfolio.provider_id, account.id, work.today)
    if kept_out is not None:
        raise Refused(kept_out)
    rulings = people.rulings_about(work.session, portfolio.provider_id, portfolio.account_id, work.today)
    check_free(rulings.get(account.id))


def _check_apart(
    work: Work, portfolio: Portfolio, account: Account, new: Held, instead_of: Assignment | None = None
) -> None:
    """Check that somebody's parts in a portfolio are kept apart, with a new one or one that now ends otherwise."""
    held = queries.held_there(work.session, portfolio.id, account.id)
    if instead_of is not None:
        held.pop(instead_of.id)
    check_apart(new, held.values(), queries.acted_there(work.session, portfolio.book_id, account.public_id))


def end_assignment(work: Work, portfolio: Portfolio, assignment: Assignment, ends: date) -> None:
    """End an assignment; its last day is the one given. Raises Refused."""
    if ends < assignment.starts:
        raise Refused("assignment-ends-before-start")
    if assignment.ends is not None and assignment.ends < work.today:
        raise Refused("assignment-over")
    if assignment.ends is not None and ends > assignment.ends:
        account = work.session.get_one(Account, assignment.account_id)
        longer = Held(Part(assignment.part), assignment.starts, ends)
        _check_apart(work, portfolio, account, longer, assignment)
    assignment.ends = ends
    work.session.flush()
    work.record(portfolio.book_id, AssignmentEnded(assignment.public_id, ends.isoformat()))


def annul(work: Work, portfolio: Portfolio, assignment: Assignment) -> None:
    """Let an assignment to a unit that is no more hold on no further day: without a unit it would reach them all."""
    if assignment.ends is None or assignment.ends >= work.today:
        assignment.ends = max(work.today, assignment.starts) - timedelta(days=1)
        work.record(portfolio.book_id, AssignmentEnded(assignment.public_id, assignment.ends.isoformat()))
    assignment.enrolled_unit_id = None
