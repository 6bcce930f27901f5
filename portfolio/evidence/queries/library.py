"""Questions of the library: the evidence that somebody may see, filtered, by the page, and where each is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from portfolio.evidence.models import Attachment, Claim, Evidence, Revision, RevisionFile
from portfolio.evidence.queries.people import closed
from portfolio.evidence.queries.readers import readable
from portfolio.evidence.queries.states import put_forward
from portfolio.evidence.rules import OVER
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Actor
from standards.library.models import Criterion, Standard
from standards.paging import Paged, page_of, skipped
from standards.statements import Many, columns, once

Columns = TypeVarTuple("Columns")
PAGE_SIZE = 20


@dataclass(frozen=True)
class Wanted:
    """Which evidence a list shows."""

    kind: str | None = None
    unit: str | None = None
    status: str | None = None
    """A status of evidence, or `waiting` or `referred` for what has such claims."""
    language: str | None = None
    page: int = 1


@dataclass(frozen=True)
class Use:
    """A unit that evidence is put to, with the criteria."""

    unit: str
    urn: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A piece of evidence as its reader may see it: its owner as it is being written, others as submitted last."""

    public_id: str
    kind: str
    status: str
    title: str
    language: str
    happened_on: date | None
    changed_at: datetime
    edited: bool
    waiting: int
    referred: bool
    files: int
    uses: tuple[Use, ...]
    closed: bool


READER, PORTFOLIOS = bindparam("reader", type_=Integer), bindparam("portfolio_ids", type_=Integer, expanding=True)
KIND, UNIT, STATUS, LANGUAGE = (bindparam(name, type_=String) for name in ("kind", "unit", "status", "language"))
"""What a list is narrowed to, where they are given."""
TODAY = bindparam("today", type_=Date)
MINE = Portfolio.account_id == READER


def listed(
    session: Session, actor: Actor, portfolio_ids: Collection[int], wanted: Wanted, today: date, *, own: bool = False
) -> Paged[Row]:
    """List the evidence of portfolios that somebody may see, the newest first; `own` = where they are the learner."""
    counting, paging = _of_own() if own else _statements(readable(actor))
    given = {"reader": actor.account_id, "today": today, "portfolio_ids": list(portfolio_ids), **asdict(wanted)}
    [(total,)] = columns(session, counting, given)
    page = page_of(wanted.page, total, PAGE_SIZE)
    found = columns(session, paging, {**given, "skipped": skipped(page, PAGE_SIZE)})
    own_rows = {row[0]: row[1] for row in found}
    uses, files = _uses(session, own_rows, portfolio_ids), _files(session, own_rows)
    rows = tuple(_row(row, uses[row[0]], files.get(row[0], 0)) for row in found)
    return Paged(rows, total, page, PAGE_SIZE)


def _row(found: Sequence[Any], uses: _Uses, files: int) -> Row:
    _id, mine, edited, public_id, kind, status, title, language, happened_on, changed_at, waiting, is_closed = found
    edited = mine and edited
    told = uses.told()
    return Row(
        public_id,
        kind,
        status,
        title,
        language,
        happened_on,
        changed_at,
        edited,
        waiting,
        uses.referred,
        files,
        told,
        bool(is_closed),
    )


@cache
def _of_own() -> tuple[Select[int], Select[*tuple[Any, ...]]]:
    return _statements(MINE, own=True)


def _statements(seen: ColumnElement[bool], *, own: bool = False) -> tuple[Select[int], Select[*tuple[Any, ...]]]:
    """Give what counts a list and what reads one page of it: what a page does not show is not looked into further."""
    shown = select(
        Evidence.id,
        MINE,
        and_(Evidence.edited, Evidence.revision > 0),
        Evidence.public_id,
        Evidence.kind,
        Evidence.status,
        case((MINE, Evidence.title), (closed(TODAY), ""), else_=Revision.title),
        case((MINE, Evidence.language), else_=Revision.language),
        case((MINE, Evidence.happened_on), else_=Revision.happened_on),
        Evidence.changed_at,
        Evidence.waiting,
        closed(TODAY),
    )
    before = bindparam("skipped", type_=Integer)
    on_page = _narrowed(select(Evidence.id), seen, own=own).order_by(Evidence.id.desc())
    paging = (
        shown.join(Portfolio, Portfolio.id == Evidence.portfolio_id)
        .outerjoin(Revision, put_forward())
        .where(Evidence.id.in_(on_page.limit(PAGE_SIZE).offset(before)))
        .order_by(Evidence.id.desc())
    )
    return _narrowed(select(func.count()).select_from(Evidence), seen, own=own), paging


def _narrowed(query: Select[*Columns], seen: ColumnElement[bool], *, own: bool) -> Select[*Columns]:
    """Narrow a question to what is wanted; of what is one's own, it need not be asked how it was submitted last."""
    of_unit = EnrolledUnit.id == Claim.enrolled_unit_id
    used = exists().where(
        Claim.evidence_id == Evidence.id, Claim.status.not_in(OVER), of_unit, EnrolledUnit.public_id == UNIT
    )
    referred = exists().where(Claim.evidence_id == Evidence.id, Claim.status == ClaimStatus.REFERRED.value)
    query = query.join(Portfolio, Portfolio.id == Evidence.portfolio_id)
    language: ColumnElement[str] = Evidence.language.expression
    if not own:
        query = query.outerjoin(Revision, put_forward())
        language = case((MINE, Evidence.language), else_=Revision.language)
    return query.where(
        Evidence.portfolio_id.in_(PORTFOLIOS),
        seen,
        or_(KIND.is_(None), Evidence.kind == KIND),
        or_(UNIT.is_(None), used),
        or_(LANGUAGE.is_(None), language == LANGUAGE),
        or_(
            STATUS.is_(None),
            Evidence.status == STATUS,
            and_(STATUS == "waiting", Evidence.waiting > 0),
            and_(STATUS == "referred", referred),
        ),
    )


class _Uses:
    """What a piece of evidence is put to, gathered claim by claim."""

    def __init__(self) -> None:
        self.referred = False
        self.by_unit: dict[str, str] = {}
        self.codes: dict[str, list[str]] = defaultdict(list)

    def told(self) -> tuple[Use, ...]:
        return tuple(Use(unit, urn, tuple(self.codes[unit])) for unit, urn in self.by_unit.items())


@once
def _claimed(evidence_ids: Many, portfolio_ids: Many) -> Select[int, str, str, str, str]:
    return (
        select(Claim.evidence_id, Claim.status, EnrolledUnit.public_id, Standard.urn, Criterion.code)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .where(
            Claim.evidence_id.in_(evidence_ids),
            Claim.status.not_in(OVER),
            # As its evidence tells already; said again, PostgreSQL reads these units alone.
            EnrolledUnit.portfolio_id.in_(portfolio_ids),
        )
        .order_by(Claim.evidence_id, EnrolledUnit.id, Criterion.position)
    )


def _uses(session: Session, own: dict[int, bool], portfolio_ids: Collection[int]) -> defaultdict[int, _Uses]:
    """Give by evidence where it is used; drafts of claims are for their owner alone."""
    rows = columns(session, _claimed(), {"evidence_ids": list(own), "portfolio_ids": list(portfolio_ids)})
    found: defaultdict[int, _Uses] = defaultdict(_Uses)
    for evidence_id, status, unit, urn, code in rows:
        if status == ClaimStatus.DRAFT and not own[evidence_id]:
            continue
        uses = found[evidence_id]
        uses.by_unit[unit] = urn
        uses.referred = uses.referred or status == ClaimStatus.REFERRED
        if code not in uses.codes[unit]:
            uses.codes[unit].append(code)
    return found


def _files(session: Session, own: dict[int, bool]) -> dict[int, int]:
    """Count the files by evidence: those it has now for its owner, those submitted last for others."""
    mine = [one for one in own if own[one]]
    others = [one for one in own if not own[one]]
    return {row[0]: row[1] for row in columns(session, _counted(), {"mine": mine, "others": others})}


@once
def _counted(mine: Many, others: Many) -> CompoundSelect[int, int]:
    now = (
        select(Attachment.evidence_id, func.count())
        .where(Attachment.evidence_id.in_(mine), Attachment.removed.is_(False))
        .group_by(Attachment.evidence_id)
    )
    submitted = (
        select(Evidence.id, func.count())
        .join(Revision, and_(Revision.evidence_id == Evidence.id, Revision.number == Evidence.revision))
        .join(RevisionFile, RevisionFile.revision_id == Revision.id)
        .where(Evidence.id.in_(others))
        .group_by(Evidence.id)
    )
    return now.union_all(submitted)
