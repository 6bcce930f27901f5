"""Taking an archive of another provider in, and accepting by a sample what was decided there."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import exists, select

from assessments.archive.arriving import Arriving, ArrivingEvidence, Put
from assessments.archive.events import ArrivalAccepted, PortfolioArrived
from assessments.archive.models import Arrival, Inherited
from assessments.archive.rules import ArrivalStatus
from portfolio.evidence import services as evidence
from portfolio.evidence.models import Evidence
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import LOCKED, UnitStatus
from standards.foundation import Changed, Refused, Work
from standards.library.models import Criterion

Place = tuple[int, int]


def arrive(work: Work, portfolio: Portfolio, brought: Arriving, text: bytes, kept: Mapping[str, KeptFile]) -> Arrival:
    """Take in what a verified archive brings, all of it or nothing. Raises Refused where it came before."""
    manifest = brought.manifest
    came = exists().where(Arrival.portfolio_id == portfolio.id, Arrival.archive == manifest["archive"])
    if work.session.scalar(select(came)):
        raise Refused("arrived-before")
    row = Arrival(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        at=work.now,
        archive=manifest["archive"],
        manifest=hashlib.sha256(text).hexdigest(),
        source=brought.source,
        source_id=manifest["provider"]["id"],
        learner=str(manifest["learner"]["name"])[:200],
        public_key=manifest["public_key"],
        left=list(brought.left),
        status=ArrivalStatus.WAITING.value,
    )
    work.session.add(row)
    work.session.flush()
    places = _places(work, portfolio)
    for one in brought.evidence:
        made = _begin(work, portfolio, one, places, kept)
        work.session.add_all(_inherited(row, made, put) for put in one.mappings)
    work.session.flush()
    number = sum(len(one.mappings) for one in brought.evidence)
    work.record(
        portfolio.book_id,
        PortfolioArrived(row.public_id, row.archive, row.source_id, row.manifest, len(brought.evidence), number),
    )
    return row


def _places(work: Work, portfolio: Portfolio) -> dict[UUID, Place]:
    """Tell where each criterion that can be claimed stands among the learner's units here."""
    rows = work.session.execute(
        select(Criterion.uuid, EnrolledUnit.id, Criterion.id, EnrolledUnit.status)
        .join(EnrolledUnit, EnrolledUnit.standard_id == Criterion.standard_id)
        .where(EnrolledUnit.portfolio_id == portfolio.id, Criterion.assessable)
        .order_by(EnrolledUnit.id.desc())
    )
    return {uuid: (unit, criterion) for uuid, unit, criterion, status in rows if UnitStatus(status) not in LOCKED}


def _begin(
    work: Work, portfolio: Portfolio, one: ArrivingEvidence, places: Mapping[UUID, Place], kept: Mapping[str, KeptFile]
) -> Evidence:
    content = Content(
        one.kind, one.title, one.happened_on, one.language, one.words, one.ai_use, one.ai_note, one.particulars
    )
    files = [
        KeptFile(file.name, kept[file.path].sha256, kept[file.path].size, kept[file.path].media_type)
        for file in one.files
        if file.path in kept
    ]
    wishes = [Wish(*places[put.criterion], put.note) for put in one.mappings if put.criterion in places]
    return evidence.start(work, portfolio, content, files, wishes)


def _inherited(arrival: Arrival, made: Evidence, put: Put) -> Inherited:
    return Inherited(
        provider_id=arrival.provider_id,
        arrival_id=arrival.id,
        evidence_id=made.id,
        criterion=put.criterion,
        urn=put.urn,
        edition=put.edition,
        note=put.note,
        outcome=put.outcome,
        decision=put.decision,
        decided_by=put.by,
        decided_at=put.at,
        language=put.language,
        feedback=put.feedback,
    )


def accept(work: Work, portfolio: Portfolio, arrival: Arrival, sampled: Collection[str]) -> None:
    """Accept what was decided elsewhere, having looked at some of it. Raises Refused where nothing was looked at."""
    if arrival.status != ArrivalStatus.WAITING:
        raise Changed("arrival-accepted")
    rows = work.session.scalars(
        select(Inherited)
        .where(Inherited.arrival_id == arrival.id, Inherited.decision != "", Inherited.public_id.in_(sampled))
        .order_by(Inherited.id)
    ).all()
    if not rows:
        raise Refused("arrival-unsampled")
    for row in rows:
        row.sampled = True
    arrival.status = ArrivalStatus.ACCEPTED.value
    arrival.accepted_by, arrival.accepted_at = work.actor.account_id, work.now
    work.session.flush()
    work.record(portfolio.book_id, ArrivalAccepted(arrival.public_id, tuple(row.public_id for row in rows)))
