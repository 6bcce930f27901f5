"""Planning and writing a review, its actions, signing it as the assessor, and correcting one that was signed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from portfolio.core.ledger import new_salt, sealed
from portfolio.learning.models import Enrolment, Portfolio
from portfolio.learning.queries import portfolio_by_id
from portfolio.learning.rules import EnrolmentStatus
from portfolio.reviews import queries
from portfolio.reviews.events import ReviewSigned
from portfolio.reviews.models import Review, ReviewAction
from portfolio.reviews.rules import (
    Figures,
    How,
    ReviewStatus,
    Signatory,
    check_action,
    check_beginning,
    check_correcting,
    check_days,
    check_room,
    check_running,
    check_signing,
    check_writing,
)
from portfolio.reviews.services.asking import let_go
from portfolio.reviews.services.signing import put_signature
from standards.foundation import Changed, Refused, Work


@dataclass(frozen=True)
class Said:
    """What an assessor writes of a review."""

    held_on: date
    period_from: date
    period_until: date
    how: How
    language: str
    place: str = ""
    present: str = ""
    progress: str = ""
    well: str = ""
    ahead: str = ""
    support: str = ""
    welsh: str = ""
    off_job: str = ""


@dataclass(frozen=True)
class NewAction:
    """What somebody is to do, and until when."""

    what: str
    who: Signatory
    due_on: date


WORDS = ("place", "present", "progress", "well", "ahead", "support", "welsh", "off_job")
FIGURES = tuple(one.name for one in fields(Figures))
COPIED = ("held_on", "period_from", "period_until", "how", "language", *WORDS)


def begin(work: Work, enrolment: Enrolment, said: Said) -> Review:
    """Plan a review, or begin to write it. Raises Refused."""
    _check_own(work, portfolio_by_id(work.session, enrolment.portfolio_id))
    check_running(EnrolmentStatus(enrolment.status))
    check_beginning(drafts=queries.drafts(work.session, enrolment.id))
    check_days(said.held_on, said.period_from, said.period_until, enrolment.start)
    return _begun(work, enrolment, _columns(said))


def _begun(work: Work, enrolment: Enrolment, columns: dict[str, object]) -> Review:
    row = Review(
        provider_id=enrolment.provider_id,
        portfolio_id=enrolment.portfolio_id,
        enrolment_id=enrolment.id,
        status=ReviewStatus.DRAFT.value,
        author_id=work.actor.account_id,
        begun_at=work.now,
        changed_at=work.now,
        salt=new_salt(),
        **columns,
    )
    work.session.add(row)
    work.session.flush()
    return row


def change(work: Work, review: Review, said: Said, looked_at: int) -> None:
    """Change what a review says that is not signed. Raises Changed, Refused."""
    _check_writable(work, review, looked_at)
    start = queries.enrolment_of(work.session, review).start
    check_days(said.held_on, said.period_from, said.period_until, start)
    for name, value in _columns(said).items():
        setattr(review, name, value)
    _changed(work, review)


def discard(work: Work, review: Review, looked_at: int) -> None:
    """Throw away a review that is not signed, with its actions. Raises Changed, Refused."""
    _check_writable(work, review, looked_at)
    work.session.execute(delete(ReviewAction).where(ReviewAction.review_id == review.id))
    work.session.delete(review)
    work.session.flush()


def add_action(work: Work, review: Review, new: NewAction, looked_at: int) -> ReviewAction:
    """Agree that somebody is to do something after a review. Raises Changed, Refused."""
    _check_writable(work, review, looked_at)
    check_room(len(queries.actions_of(work.session, review)))
    check_action(new.what, new.due_on, review.held_on)
    row = _action(work, review, new)
    _changed(work, review)
    return row


def _action(work: Work, review: Review, new: NewAction) -> ReviewAction:
    row = ReviewAction(
        provider_id=review.provider_id,
        portfolio_id=review.portfolio_id,
        enrolment_id=review.enrolment_id,
        review_id=review.id,
        what=new.what.strip(),
        who=new.who.value,
        due_on=new.due_on,
    )
    work.session.add(row)
    work.session.flush()
    return row


def leave_out(work: Work, action: ReviewAction, looked_at: int) -> None:
    """Take an action out of a review that is not signed. Raises Changed, Refused."""
    review = queries.by_id(work.session, action.review_id)
    _check_writable(work, review, looked_at)
    work.session.delete(action)
    _changed(work, review)


def sign(work: Work, review: Review, looked_at: int) -> None:
    """Freeze a review with the figures of the moment, as its assessor; a correction takes its place. Raises Refused."""
    portfolio = _check_writable(work, review, looked_at)
    check_signing(ReviewStatus(review.status), review.held_on, review.progress, review.ahead, work.today)
    actions = queries.actions_of(work.session, review)
    for one in actions:
        check_action(one.what, one.due_on, review.held_on)
    _count(work, review)
    review.status, review.author_id = ReviewStatus.SIGNED.value, work.actor.account_id or review.author_id
    corrected = _replace(work, review)
    seal = put_signature(work, review, Signatory.ASSESSOR, "", review.language, account_id=work.actor.account_id)
    told = sealed(review.salt, queries.words_of(review, actions))
    met, total, complete, units, overdue, planned_end = queries.figures_told(review)
    act = ReviewSigned(
        review=review.public_id,
        enrolment=queries.enrolment_of(work.session, review).public_id,
        content=told,
        words=seal,
        actions=tuple(sorted(one.public_id for one in actions)),
        corrects=corrected.public_id if corrected else None,
        met=met,
        total=total,
        complete=complete,
        units=units,
        overdue=overdue,
        planned_end=planned_end,
    )
    work.record(portfolio.book_id, act)


def _count(work: Work, review: Review) -> None:
    """Keep the figures of the moment with a review; a correction keeps those of the review that it corrects."""
    if review.corrects_id is not None:
        corrected = queries.by_id(work.session, review.corrects_id)
        counted = {name: getattr(corrected, name) for name in FIGURES}
    else:
        before = queries.last_standing(work.session, review.enrolment_id)
        counted = vars(queries.figures(work.session, queries.enrolment_of(work.session, review), before, work.today))
    for name, value in counted.items():
        setattr(review, name, value)


def _replace(work: Work, review: Review) -> Review | None:
    """Let a correction take the place of what it corrects, whose open requests end; gives that one. Raises Refused."""
    if review.corrects_id is None:
        return None
    corrected = queries.by_id(work.session, review.corrects_id)
    check_correcting(ReviewStatus(corrected.status), review.correction, replaced=corrected.replaced)
    let_go(work, corrected)
    corrected.replaced = True
    work.session.flush()
    return corrected


def correct(work: Work, review: Review, why: str) -> Review:
    """Begin a correction of a signed review: all that it says, with its open actions, to be changed. Raises Refused."""
    enrolment = queries.enrolment_of(work.session, review)
    _check_own(work, portfolio_by_id(work.session, review.portfolio_id))
    check_running(EnrolmentStatus(enrolment.status))
    check_correcting(ReviewStatus(review.status), why, replaced=review.replaced)
    check_beginning(drafts=queries.drafts(work.session, enrolment.id))
    said = {name: getattr(review, name) for name in COPIED}
    made = _begun(work, enrolment, {**said, "corrects_id": review.id, "correction": why.strip()})
    for one in queries.actions_of(work.session, review):
        if one.done_on is None:
            _action(work, made, NewAction(one.what, Signatory(one.who), one.due_on))
    return made


def _check_writable(work: Work, review: Review, looked_at: int) -> Portfolio:
    """Check that a review may be changed, as it was looked at; gives its portfolio. Raises Changed, Refused."""
    portfolio = portfolio_by_id(work.session, review.portfolio_id)
    _check_own(work, portfolio)
    check_writing(ReviewStatus(review.status))
    if review.version != looked_at:
        raise Changed("review-changed")
    check_running(EnrolmentStatus(queries.enrolment_of(work.session, review).status))
    return portfolio


def _check_own(work: Work, portfolio: Portfolio) -> None:
    if portfolio.account_id == work.actor.account_id:
        raise Refused("own-portfolio")


def _columns(said: Said) -> dict[str, object]:
    plain = {name: getattr(said, name) for name in ("held_on", "period_from", "period_until", "language")}
    return {**plain, "how": said.how.value, **{name: getattr(said, name).strip() for name in WORDS}}


def _changed(work: Work, review: Review) -> None:
    """Count a change of a review, though its own row may say nothing else."""
    review.changed_at = work.now
    flag_modified(review, "changed_at")
    work.session.flush()
