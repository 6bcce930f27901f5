"""What somebody was told, the newest first, and what of it they may still see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, exists, func, null, select, union_all
from sqlalchemy.orm import Session

from assessments.appeals.models import Case
from assessments.certification.models import CertificationClaim
from assessments.credentials.models import Credential
from assessments.discussing.models import Discussion
from assessments.judging.models import Judgement
from assessments.notices.models import Notice
from assessments.notices.rules import THINGS, Kind, Thing
from assessments.quality.models import Sample
from portfolio.evidence.models import Evidence, Revision
from portfolio.evidence.queries import may_name, put_forward
from portfolio.learning.models import Assignment, EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.policy import POLICY, PORTFOLIO_READ
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import in_force
from portfolio.people.models import Account
from portfolio.reviews.models import Review
from portfolio.witnesses.models import WitnessRequest
from standards.foundation import Actor, Text
from standards.library.models import Standard
from standards.paging import PAGE_SIZE, Paged, page_of, skipped
from standards.qualifications.models import Qualification


@dataclass(frozen=True)
class Place:
    """What a notice leads to, and of which unit and enrolment that is."""

    target: str
    unit: int | None
    enrolment: int | None


@dataclass(frozen=True)
class Shown:
    """A notice as its reader sees it."""

    public_id: str
    kind: Kind
    at: datetime
    seen: bool
    target: str | None
    """The public id that its link needs; none where its reader may no longer see what it is about."""
    learner: str | None = None
    """Whose portfolio it is about, where that is another person's."""
    title: Text | None = None
    said: str = ""
    """What evidence is called, in its own language."""
    language: str = ""

    @property
    def thing(self) -> Thing:
        return THINGS[self.kind]


def own_notices(session: Session, actor: Actor, asked: int, today: date) -> Paged[Shown]:
    """Give one page of what somebody was told."""
    own = Notice.account_id == actor.account_id
    total = session.scalar(select(func.count()).select_from(Notice).where(own)) or 0
    page = page_of(asked, total)
    rows = _notices(session, actor, own, limit=PAGE_SIZE, offset=skipped(page))
    return Paged(tuple(shown(session, actor, rows, today)), total, page)


def chosen(session: Session, actor: Actor, ids: Collection[int], most: int, today: date) -> list[Shown]:
    """Give those of somebody's notices that they have not seen and may still see, the newest first."""
    wanted = (Notice.account_id == actor.account_id) & Notice.id.in_(ids) & Notice.seen_at.is_(None)
    rows = _notices(session, actor, wanted & Notice.mailed_at.is_(None), limit=most)
    return [one for one in shown(session, actor, rows, today) if one.target is not None]


Row = tuple[Notice, str, int, bool]
"""A notice, its learner's name and account, and whether its reader may see the portfolio."""


def _notices(session: Session, actor: Actor, wanted: ColumnElement[bool], *, limit: int, offset: int = 0) -> list[Row]:
    reached = Notice.portfolio_id.in_(portfolios_of(actor, POLICY[PORTFOLIO_READ]))
    rows = session.execute(
        select(Notice, Account.name, Portfolio.account_id, reached)
        .join(Portfolio, Portfolio.id == Notice.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(wanted)
        .order_by(Notice.at.desc(), Notice.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def shown(session: Session, actor: Actor, rows: Collection[Row], today: date) -> list[Shown]:
    """Say of notices what their reader may see: where they lead, and what it is called."""
    seen = {notice.subject for notice, _name, _learner, reached in rows if reached}
    places = {row[0]: Place(*row[1:]) for row in session.execute(_places(seen))} if seen else {}
    posts = _posts(session, actor, {row[0].portfolio_id for row in rows}, today) if seen else {}
    said = {row[0]: (row[1], row[2]) for row in session.execute(_said(seen, actor, today))} if seen else {}
    titles = {row[0]: row[1] for row in session.execute(_titles(seen))} if seen else {}
    found = []
    for notice, name, learner, reached in rows:
        kind, place = Kind(notice.kind), places.get(notice.subject) if reached else None
        if place is not None and learner != actor.account_id and not _covered(posts.get(notice.portfolio_id), place):
            place = None
        base = (notice.public_id, kind, notice.at, notice.seen_at is not None)
        if place is None:
            found.append(Shown(*base, None))
            continue
        words, language = said.get(notice.subject, ("", ""))
        whose = None if learner == actor.account_id else name
        found.append(Shown(*base, place.target, whose, titles.get(notice.subject), words, language))
    return found


def _posts(session: Session, actor: Actor, portfolios: Collection[int], today: date) -> Mapping[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    wanted = (Assignment.account_id == actor.account_id, Assignment.portfolio_id.in_(portfolios))
    for row in session.scalars(select(Assignment).where(*wanted)):
        if in_force(row.starts, row.ends, today):
            found[row.portfolio_id].append(row)
    return found


def _covered(posts: list[Assignment] | None, place: Place) -> bool:
    """Tell whether any of somebody's assignments reaches a place, as the guard of pages does; a manager has none."""
    return posts is None or any(
        one.enrolled_unit_id in {None, place.unit or one.enrolled_unit_id}
        and one.enrolment_id in {None, place.enrolment or one.enrolment_id}
        for one in posts
    )


def _places(ids: Collection[str]) -> CompoundSelect[*tuple[Any, ...]]:
    """Ask where notices about these lead."""

    def plainly(table: type[Any], unit: Any = None, enrolment: Any = None) -> Select[*tuple[Any, ...]]:
        columns = (table.public_id, table.public_id, null() if unit is None else unit)
        return select(*columns, null() if enrolment is None else enrolment).where(table.public_id.in_(ids))

    return union_all(
        plainly(EnrolledUnit, EnrolledUnit.id, EnrolledUnit.enrolment_id),
        plainly(Evidence),
        select(Judgement.public_id, Evidence.public_id, null(), null())
        .join(Evidence, Evidence.id == Judgement.evidence_id)
        .where(Judgement.public_id.in_(ids)),
        plainly(Enrolment, None, Enrolment.id),
        plainly(Review, None, Review.enrolment_id),
        plainly(Sample),
        plainly(WitnessRequest),
        plainly(Discussion),
        plainly(Case),
        select(Credential.public_id, EnrolledUnit.public_id, EnrolledUnit.id, EnrolledUnit.enrolment_id)
        .join(EnrolledUnit, EnrolledUnit.id == Credential.enrolled_unit_id)
        .where(Credential.public_id.in_(ids)),
        plainly(CertificationClaim, None, CertificationClaim.enrolment_id),
        select(Assignment.public_id, Portfolio.public_id, null(), null())
        .join(Portfolio, Portfolio.id == Assignment.portfolio_id)
        .where(Assignment.public_id.in_(ids)),
    )


def _said(ids: Collection[str], actor: Actor, today: date) -> CompoundSelect[*tuple[Any, ...]]:
    """Ask what evidence is called; of closed evidence only its owner."""
    named = may_name(actor.account_id, today)
    return union_all(
        select(Evidence.public_id, Revision.title, Revision.language)
        .join(Revision, put_forward())
        .where(Evidence.public_id.in_(ids), named),
        select(Judgement.public_id, Revision.title, Revision.language)
        .join(Revision, Revision.id == Judgement.revision_id)
        .join(Evidence, Evidence.id == Judgement.evidence_id)
        .where(Judgement.public_id.in_(ids), named),
    )


def _titles(ids: Collection[str]) -> CompoundSelect[*tuple[Any, ...]]:
    """Ask for what has a title in two languages."""
    of_unit = (Standard, Standard.id == EnrolledUnit.standard_id)
    return union_all(
        select(EnrolledUnit.public_id, Standard.title).join(*of_unit).where(EnrolledUnit.public_id.in_(ids)),
        select(Credential.public_id, Standard.title)
        .join(EnrolledUnit, EnrolledUnit.id == Credential.enrolled_unit_id)
        .join(*of_unit)
        .where(Credential.public_id.in_(ids)),
        select(Sample.public_id, Standard.title)
        .join(EnrolledUnit, EnrolledUnit.id == Sample.enrolled_unit_id)
        .join(*of_unit)
        .where(Sample.public_id.in_(ids)),
        select(Enrolment.public_id, Qualification.title)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Enrolment.public_id.in_(ids)),
        select(Review.public_id, Qualification.title)
        .join(Enrolment, Enrolment.id == Review.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Review.public_id.in_(ids)),
        select(CertificationClaim.public_id, Qualification.title)
        .join(Enrolment, Enrolment.id == CertificationClaim.enrolment_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(CertificationClaim.public_id.in_(ids)),
    )


def up_to(session: Session, actor: Actor, public_id: str) -> int | None:
    """Give the number of one of somebody's own notices."""
    own = (Notice.account_id == actor.account_id, Notice.public_id == public_id)
    return session.scalar(select(Notice.id).where(*own))


def newest(session: Session, actor: Actor) -> str | None:
    """Name the newest of somebody's notices, while they have not seen them all."""
    own = Notice.account_id == actor.account_id
    row = session.execute(
        select(Notice.public_id, exists().where(own, Notice.seen_at.is_(None)))
        .where(own)
        .order_by(Notice.id.desc())
        .limit(1)
    ).one_or_none()
    return row[0] if row is not None and row[1] else None
