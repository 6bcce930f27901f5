"""Taking an archive of another provider in, and accepting by a sample what was decided there."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from assessments.archive import queries
from assessments.archive.arriving import Arriving, ArrivingEvidence, ArrivingFile, Put
from assessments.archive.events import ArrivalAccepted, InheritedCounted, PortfolioArrived
from assessments.archive.models import Arrival, ArrivedRevision, Inherited
from assessments.archive.rules import ArrivalStatus, Left, fingerprint
from assessments.judging import services as judging
from assessments.judging.models import Judgement
from assessments.judging.services import Elsewhere
from portfolio.core.ledger import Book
from portfolio.evidence import services as evidence
from portfolio.evidence.models import Evidence
from portfolio.evidence.rules import Confidentiality
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import LOCKED, UnitStatus
from standards.foundation import Changed, Refused, Work
from standards.library.models import Criterion

Place = tuple[int, int]


def arrive(work: Work, portfolio: Portfolio, brought: Arriving, text: bytes, kept: Mapping[str, KeptFile]) -> Arrival:
    """Take in what a verified archive brings, all of it or nothing.

    Of evidence that came before just so, and is here, only what was decided since is taken.
    Raises Refused where the archive itself came before, or was made from this portfolio.
    """
    _check_new(work, portfolio, brought.manifest)
    before = queries.brought_before(work.session, portfolio)
    row = _begin_arrival(work, portfolio, brought, text)
    places = _places(work, portfolio)
    inherited, here_already, pieces = list[Inherited](), list[ArrivingEvidence](), list[list[str]]()
    for one in brought.evidence:
        files = _files(one, kept)
        arrived = _fingerprint(one, files)
        here = before.get((one.id, arrived))
        if here:
            here_already.append(one)
        made = here.evidence if here else _bring(work, portfolio, row, one, _Bringing(places, files, kept))
        new = [put for put in one.mappings if here is None or put.decision not in here.decisions]
        inherited.extend(_inherited(row, made, put, arrived) for put in new)
        pieces.append([one.id, arrived, made.public_id])
    row.brought, row.left = pieces, [*row.left, *_told_to_be_here(here_already)]
    work.session.add_all(inherited)
    work.session.flush()
    new_pieces = len(pieces) - len(here_already)
    act = PortfolioArrived(row.public_id, row.archive, row.source_id, row.manifest, new_pieces, len(inherited))
    work.record(portfolio.book_id, act)
    return row


def _told_to_be_here(pieces: Iterable[ArrivingEvidence]) -> Iterator[dict[str, str]]:
    """Say of what came before that it is here, but for what closed evidence is called."""
    for one in pieces:
        if one.confidentiality is not Confidentiality.RESTRICTED:
            yield {"code": Left.HERE.value, "title": one.title}


def _check_new(work: Work, portfolio: Portfolio, manifest: Mapping[str, Any]) -> None:
    if manifest["book"]["id"] == work.session.get_one(Book, portfolio.book_id).public_id:
        raise Refused("arrived-own")
    came = exists().where(Arrival.portfolio_id == portfolio.id, Arrival.archive == manifest["archive"])
    if work.session.scalar(select(came)):
        raise Refused("arrived-before")


def _begin_arrival(work: Work, portfolio: Portfolio, brought: Arriving, text: bytes) -> Arrival:
    manifest = brought.manifest
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
        left=[{"code": Left.WITHDRAWN.value, "title": title} for title in brought.left],
        brought=[],
        status=ArrivalStatus.WAITING.value,
    )
    work.session.add(row)
    work.session.flush()
    return row


@dataclass(frozen=True)
class _Bringing:
    """What a new piece is made with: where its criteria stand here, its files, and all that came with the archive."""

    places: Mapping[UUID, Place]
    files: Sequence[KeptFile]
    kept: Mapping[str, KeptFile]


def _bring(work: Work, portfolio: Portfolio, arrival: Arrival, one: ArrivingEvidence, having: _Bringing) -> Evidence:
    made = _begin(work, portfolio, one, having.places, having.files)
    made.witness = arrival.public_id if one.signed else None
    _keep_history(work, arrival, made, one, having.kept)
    evidence.bring_consents(work, made, one.consents)
    evidence.bring_redactions(work, portfolio, made, one.redactions)
    return made


def _fingerprint(one: ArrivingEvidence, files: Sequence[KeptFile]) -> str:
    return fingerprint(one.title, one.words, one.happened_on, one.particulars, [file.sha256 for file in files])


def _places(work: Work, portfolio: Portfolio) -> dict[UUID, Place]:
    """Tell where each criterion that can be claimed stands among the learner's units here."""
    rows = work.session.execute(
        select(Criterion.uuid, EnrolledUnit.id, Criterion.id, EnrolledUnit.status)
        .join(EnrolledUnit, EnrolledUnit.standard_id == Criterion.standard_id)
        .where(EnrolledUnit.portfolio_id == portfolio.id, Criterion.assessable)
        .order_by(EnrolledUnit.id.desc())
    )
    return {uuid: (unit, criterion) for uuid, unit, criterion, status in rows if UnitStatus(status) not in LOCKED}


def _files(one: ArrivingEvidence, kept: Mapping[str, KeptFile]) -> list[KeptFile]:
    return [_under_its_name(file, kept) for file in one.files if file.path in kept]


def _under_its_name(file: ArrivingFile, kept: Mapping[str, KeptFile]) -> KeptFile:
    found = kept[file.path]
    return KeptFile(file.name, found.sha256, found.size, found.media_type)


def _keep_history(
    work: Work, arrival: Arrival, made: Evidence, one: ArrivingEvidence, kept: Mapping[str, KeptFile]
) -> None:
    """Keep what was submitted elsewhere beside the draft, with the files that only that holds."""
    held = {file.sha256 for file in one.files if file.path in kept}
    only = {file.sha256: file for file in one.all_files if file.sha256 not in held and file.path in kept}
    evidence.put_by(work, made, [_under_its_name(file, kept) for file in only.values()])
    work.session.add_all(
        ArrivedRevision(
            provider_id=arrival.provider_id,
            arrival_id=arrival.id,
            evidence_id=made.id,
            source=was.source,
            number=was.number,
            kind=was.kind.value,
            title=was.title,
            happened_on=was.happened_on,
            language=was.language,
            words=was.words,
            ai_use=was.ai_use.value,
            ai_note=was.ai_note,
            particulars=dict(was.particulars),
            confidentiality=was.confidentiality.value,
            submitted_at=was.submitted_at,
            files=[_told(file) for file in was.files],
            translations=[dict(aid) for aid in was.translations],
        )
        for was in one.history
    )


def _told(file: ArrivingFile) -> dict[str, object]:
    return {name: value for name, value in vars(file).items() if name != "path"}


def _begin(
    work: Work, portfolio: Portfolio, one: ArrivingEvidence, places: Mapping[UUID, Place], files: Sequence[KeptFile]
) -> Evidence:
    content = Content(
        one.kind,
        one.title,
        one.happened_on,
        one.language,
        one.words,
        one.ai_use,
        one.ai_note,
        one.particulars,
        one.confidentiality,
    )
    wishes = [Wish(*places[put.criterion], put.note) for put in one.mappings if put.criterion in places]
    return evidence.start(work, portfolio, content, files, wishes)


def _inherited(arrival: Arrival, made: Evidence, put: Put, arrived: str) -> Inherited:
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
        fingerprint=arrived,
    )


def accept(work: Work, portfolio: Portfolio, arrival: Arrival, sampled: Collection[str]) -> None:
    """Accept what was decided elsewhere, having looked at some of it; what waits here unchanged counts at once.

    Raises Refused where nothing was looked at, or something that nobody but its learner can read.
    """
    if arrival.status != ArrivalStatus.WAITING:
        raise Changed("arrival-accepted")
    found = work.session.execute(
        select(Inherited, queries.EVER_SUBMITTED)
        .join(Evidence, Evidence.id == Inherited.evidence_id)
        .where(Inherited.arrival_id == arrival.id, Inherited.decision != "", Inherited.public_id.in_(sampled))
        .order_by(Inherited.id)
    ).all()
    if not all(submitted for _row, submitted in found):
        raise Refused("arrival-unread")
    rows = _looked_at([row for row, _submitted in found])
    arrival.status = ArrivalStatus.ACCEPTED.value
    arrival.accepted_by, arrival.accepted_at = work.actor.account_id, work.now
    work.session.flush()
    work.record(portfolio.book_id, ArrivalAccepted(arrival.public_id, tuple(row.public_id for row in rows)))
    countable = queries.countable(work.session, arrival)
    if countable:
        _count(work, portfolio, arrival, countable)


def _looked_at(rows: Sequence[Inherited]) -> Sequence[Inherited]:
    """Keep that somebody looked at some decisions. Raises Refused where there are none."""
    if not rows:
        raise Refused("arrival-unsampled")
    for row in rows:
        row.sampled = True
    return rows


def count(work: Work, portfolio: Portfolio, arrival: Arrival, sampled: Collection[str]) -> None:
    """Let accepted decisions count for claims that wait here on the same evidence, having looked at some of them.

    Raises Refused where none waits, or none of those that do was looked at.
    """
    if arrival.status != ArrivalStatus.ACCEPTED:
        raise Refused("arrival-not-accepted")
    countable = queries.countable(work.session, arrival)
    if not countable:
        raise Refused("arrival-nothing-to-count")
    rows = {one.row.id: one.row for one in countable if one.row.public_id in sampled}
    _count(work, portfolio, arrival, countable, _looked_at(list(rows.values())))


def _count(
    work: Work,
    portfolio: Portfolio,
    arrival: Arrival,
    countable: Iterable[queries.Countable],
    looked_at: Iterable[Inherited] = (),
) -> None:
    by_evidence: dict[Evidence, dict[str, Elsewhere]] = {}
    languages: dict[Evidence, str] = {}
    for one in countable:
        told = Elsewhere(arrival.source, one.row.decided_by, one.row.decided_at)
        by_evidence.setdefault(one.evidence, {})[one.claim] = told
        languages[one.evidence] = one.row.language
    made = [
        judging.accept_elsewhere(work, portfolio, evidence, elsewhere, languages[evidence])
        for evidence, elsewhere in by_evidence.items()
    ]
    work.record(portfolio.book_id, _counted(arrival, made, looked_at))


def _counted(arrival: Arrival, made: Iterable[Judgement], looked_at: Iterable[Inherited]) -> InheritedCounted:
    judgements, sampled = (tuple(one.public_id for one in rows) for rows in (made, looked_at))
    return InheritedCounted(arrival.public_id, judgements, sampled)
