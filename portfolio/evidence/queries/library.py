"""Questions of the library: the evidence that somebody may see, filtered, by the page, and where each is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session

from portfolio.evidence.models import Attachment, Claim, Evidence, Revision, RevisionFile
from portfolio.evidence.queries.readers import readable
from portfolio.evidence.queries.states import put_forward
from portfolio.evidence.rules import EvidenceStatus
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Actor
from standards.library.models import Criterion, Standard
from standards.statements import Many, once

Columns = TypeVarTuple("Columns")
PAGE_SIZE = 20
GONE = (ClaimStatus.WITHDRAWN.value, ClaimStatus.SUPERSEDED.value)


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


@dataclass(frozen=True)
class Listed:
    """One page of a list."""

    rows: tuple[Row, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def listed(
    session: Session, actor: Actor, portfolio_ids: Collection[int], wanted: Wanted, *, own: bool = False
) -> Listed:
    """List the evidence of portfolios that somebody may see, the newest first; `own` = where they are the learner."""
    mine = Portfolio.account_id == actor.account_id
    seen = mine if own else readable(actor)
    conditions = [Evidence.portfolio_id.in_(portfolio_ids), seen, *_conditions(wanted, mine)]
    matching = _joined(select(func.count()).select_from(Evidence)).where(*conditions)
    total = session.scalar(matching) or 0
    page = min(max(wanted.page, 1), max(1, -(-total // PAGE_SIZE)))
    found = session.execute(
        _joined(select(Evidence, Revision.title, Revision.language, Revision.happened_on, mine))
        .where(*conditions)
        .order_by(Evidence.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    uses = _uses(session, {evidence.id: own for evidence, *_rest, own in found})
    files = _files(session, {evidence.id: own for evidence, *_rest, own in found})
    rows = (
        Row(
            public_id=evidence.public_id,
            kind=evidence.kind,
            status=evidence.status,
            title=evidence.title if own else title,
            language=evidence.language if own else language,
            happened_on=evidence.happened_on if own else happened_on,
            changed_at=evidence.changed_at,
            edited=bool(own and evidence.revision and evidence.edited),
            waiting=evidence.waiting,
            referred=uses[evidence.id].referred,
            files=files.get(evidence.id, 0),
            uses=uses[evidence.id].told(),
        )
        for evidence, title, language, happened_on, own in found
    )
    return Listed(tuple(rows), total, page)


def _joined(query: Select[*Columns]) -> Select[*Columns]:
    return query.join(Portfolio, Portfolio.id == Evidence.portfolio_id).outerjoin(Revision, put_forward())


def _conditions(wanted: Wanted, mine: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind:
        found.append(Evidence.kind == wanted.kind)
    if wanted.language:
        found.append(case((mine, Evidence.language), else_=Revision.language) == wanted.language)
    if wanted.status == "waiting":
        found.append(Evidence.waiting > 0)
    elif wanted.status == "referred":
        found.append(exists().where(Claim.evidence_id == Evidence.id, Claim.status == ClaimStatus.REFERRED.value))
    elif wanted.status:
        found.append(Evidence.status == EvidenceStatus(wanted.status).value)
    if wanted.unit:
        of_unit = EnrolledUnit.id == Claim.enrolled_unit_id
        used = exists().where(Claim.evidence_id == Evidence.id, of_unit, EnrolledUnit.public_id == wanted.unit)
        found.append(and_(used.where(Claim.status.not_in(GONE))))
    return found


class _Uses:
    """What a piece of evidence is put to, gathered claim by claim."""

    def __init__(self) -> None:
        self.referred = False
        self.by_unit: dict[str, str] = {}
        self.codes: dict[str, list[str]] = defaultdict(list)

    def told(self) -> tuple[Use, ...]:
        return tuple(Use(unit, urn, tuple(self.codes[unit])) for unit, urn in self.by_unit.items())


@once
def _claimed(evidence_ids: Many) -> Select[int, str, str, str, str]:
    return (
        select(Claim.evidence_id, Claim.status, EnrolledUnit.public_id, Standard.urn, Criterion.code)
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .join(Criterion, Criterion.id == Claim.criterion_id)
        .where(Claim.evidence_id.in_(evidence_ids), Claim.status.not_in(GONE))
        .order_by(Claim.evidence_id, EnrolledUnit.id, Criterion.position)
    )


def _uses(session: Session, own: dict[int, bool]) -> defaultdict[int, _Uses]:
    """Give by evidence where it is used; drafts of claims are for their owner alone."""
    rows = session.execute(_claimed(), {"evidence_ids": list(own)})
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
    return {row[0]: row[1] for row in session.execute(_counted(), {"mine": mine, "others": others})}


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
