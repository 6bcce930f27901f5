"""The archives that were made of a portfolio, and what is stored of them."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from assessments.archive.models import Archive, Arrival, Inherited
from assessments.archive.policy import ARRIVAL_ACCEPT, POLICY
from assessments.archive.rules import ArrivalStatus, fingerprint
from assessments.judging.models import Decision, DecisionElsewhere
from assessments.judging.rules import Outcome
from portfolio.core.gathering import GatheredPortfolio
from portfolio.evidence.models import Attachment, Claim, Evidence, FileCheck, Revision, RevisionFile, StoredFile
from portfolio.evidence.queries import ended_unsettled, is_infected, is_own
from portfolio.evidence.rules import Confidentiality, EvidenceStatus
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import LOCKED, ClaimStatus
from portfolio.people.models import Account, Provider
from standards.foundation import Actor, Facts, Text
from standards.library.models import Criterion, Standard

AT_MOST = 50
"""Rows of a start page."""
EVER_SUBMITTED = Evidence.revision > 0


def archive(session: Session, public_id: str) -> Archive | None:
    return session.scalar(select(Archive).where(Archive.public_id == public_id))


def archives(session: Session, portfolio: Portfolio) -> Sequence[Archive]:
    """List the archives of a portfolio that can be downloaded, newest first."""
    rows = session.scalars(
        select(Archive)
        .where(Archive.portfolio_id == portfolio.id, Archive.documents_id.is_not(None))
        .order_by(Archive.id.desc())
    ).all()
    return [row for row in rows if not is_harmful(session, row)]


def is_harmful(session: Session, archive: Archive) -> bool:
    """Tell whether an archive holds a file in which a virus was found after it was made: nobody is given that."""
    held = select(Attachment.stored_file_id).where(Attachment.portfolio_id == archive.portfolio_id)
    infected = select(StoredFile.sha256).join(FileCheck, FileCheck.stored_file_id == StoredFile.id)
    found = set(session.scalars(infected.where(is_infected(), StoredFile.id.in_(held))))
    return any(place in found for _name, _size, _crc32, place in archive.members)


def documents_of(session: Session, archive: Archive) -> str | None:
    """Give the hash of the file that holds what was written for an archive."""
    return session.scalar(select(StoredFile.sha256).where(StoredFile.id == archive.documents_id))


def learner_of(session: Session, found: Archive | Arrival | Portfolio) -> str:
    """Give the name of the learner whose archive, arrival or portfolio this is."""
    query = select(Account.name).join(Portfolio, Portfolio.account_id == Account.id)
    return session.scalars(query.where(Portfolio.id == found.portfolio_id)).one()


def own_portfolios(session: Session, actor: Actor) -> Sequence[tuple[str, Text]]:
    """List the portfolios that somebody owns, with their providers: those of earlier ones too."""
    rows = session.execute(
        select(Portfolio.public_id, Provider.name)
        .join(Provider, Provider.id == Portfolio.provider_id)
        .where(Portfolio.account_id == actor.account_id)
        .order_by(Portfolio.opened_at, Portfolio.id)
    )
    return [(row[0], row[1]) for row in rows]


def arrival(session: Session, public_id: str) -> Arrival | None:
    return session.scalar(select(Arrival).where(Arrival.public_id == public_id))


def arrivals(session: Session, portfolio: Portfolio) -> Sequence[Arrival]:
    """List what arrived in a portfolio, newest first."""
    return session.scalars(
        select(Arrival).where(Arrival.portfolio_id == portfolio.id).order_by(Arrival.id.desc())
    ).all()


@dataclass(frozen=True)
class BroughtBefore:
    """A piece of evidence that came with an earlier archive, and the decisions that came with it by their ids."""

    evidence: Evidence
    decisions: frozenset[str]


def brought_before(session: Session, portfolio: Portfolio) -> dict[tuple[str, str], BroughtBefore]:
    """Give what came before and is here still, by its id elsewhere and the fingerprint of what it said and held."""
    came = {(there, said): here for one in arrivals(session, portfolio) for there, said, here in one.brought}
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.portfolio_id == portfolio.id, Evidence.public_id.in_(set(came.values())))
        .where(Evidence.status != EvidenceStatus.WITHDRAWN.value)
    )
    here = {row.public_id: row for row in rows}
    decided: dict[int, set[str]] = {}
    held = select(Inherited.evidence_id, Inherited.decision)
    for evidence_id, decision in session.execute(
        held.where(Inherited.evidence_id.in_(row.id for row in here.values()))
    ):
        decided.setdefault(evidence_id, set()).add(decision)
    return {
        key: BroughtBefore(here[name], frozenset(decided.get(here[name].id, ())))
        for key, name in came.items()
        if name in here
    }


def arrival_of_testimony(session: Session, evidence: Evidence) -> Arrival | None:
    """Give with which archive a testimony came; none where its witness signed it here."""
    came = select(Arrival).where(Arrival.portfolio_id == evidence.portfolio_id)
    return session.scalar(came.where(Arrival.public_id == evidence.witness))


def portfolio_of(session: Session, arrival: Arrival) -> Portfolio:
    return session.get_one(Portfolio, arrival.portfolio_id)


@dataclass(frozen=True)
class KeyStanding:
    """What is known here of the key that signed an archive: a signature by itself proves nobody's name."""

    own: bool | None
    """Whether it is the key of the provider that is named, where that is one of this installation."""
    accepted_at: datetime | None
    """When somebody here last accepted an archive that this key signed for the same provider."""
    others: bool
    """Whether another archive here names the same provider, and was signed with another key."""

    @property
    def met(self) -> bool:
        return bool(self.own) or self.accepted_at is not None


def key_standing(session: Session, arrival: Arrival) -> KeyStanding:
    """Tell what is known of the key of an arrival; that its learner brought it before makes it no better known."""
    published = session.scalar(select(Provider.verifying_key).where(Provider.public_id == arrival.source_id))
    rows = session.execute(
        select(Arrival.public_key, func.max(Arrival.accepted_at))
        .where(Arrival.provider_id == arrival.provider_id, Arrival.source_id == arrival.source_id)
        .where(Arrival.id != arrival.id)
        .group_by(Arrival.public_key)
    )
    known: dict[str, datetime | None] = {row[0]: row[1] for row in rows}
    accepted_at = known.pop(arrival.public_key, None)
    own = None if published is None else base64.b64encode(published).decode() == arrival.public_key
    return KeyStanding(own, accepted_at, bool(known))


@dataclass(frozen=True)
class WaitingArrival:
    """A portfolio that came from another provider and waits for somebody to accept what was decided there."""

    arrival: str
    learner: str
    source: Text
    at: datetime
    accepted: bool
    """Whether it was accepted, and more of it was submitted since."""


def waiting_arrivals(session: Session, actor: Actor) -> list[WaitingArrival]:
    """List what waits for a quality assurer, the oldest first: where evidence that was found met was submitted here.

    Before its learner has submitted any of it there is nothing that could count. What was accepted waits again where
    more of it was submitted unchanged since.
    """
    own = Arrival.portfolio_id.in_(portfolios_of(actor, POLICY[ARRIVAL_ACCEPT]))
    ready = {one.row.arrival_id for one in _countable(session, own)}
    rows = session.execute(
        select(
            Arrival.public_id, Account.name, Arrival.source, Arrival.at, Arrival.status == ArrivalStatus.ACCEPTED.value
        )
        .join(Portfolio, Portfolio.id == Arrival.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(Arrival.id.in_(ready))
        .order_by(Arrival.id)
        .limit(AT_MOST)
    )
    return [WaitingArrival(*row) for row in rows]


@dataclass(frozen=True)
class ShownInherited:
    """What was put forward and decided elsewhere, with its criterion where that standard is known here."""

    row: Inherited
    evidence: str
    title: str
    language: str
    code: str | None
    text: Text | None
    shown: bool
    """Whether its reader may be told what closed evidence is called and was put forward for."""
    readable: bool
    """Whether its evidence has a page for its reader: a draft is its owner's alone."""
    submitted: bool


def inherited(session: Session, arrival: Arrival, reader: int | None, today: date) -> list[ShownInherited]:
    """List what was claimed and decided elsewhere, in the order of the standards."""
    own = is_own(reader)
    is_open = and_(Evidence.confidentiality != Confidentiality.RESTRICTED.value, not_(ended_unsettled(today)))
    shown, readable = or_(is_open, own), or_(EVER_SUBMITTED, own)
    named = (Evidence.public_id, Evidence.title, Evidence.language, Criterion.code, Criterion.text)
    rows = session.execute(
        select(Inherited, *named, shown, readable, EVER_SUBMITTED)
        .join(Evidence, Evidence.id == Inherited.evidence_id)
        .outerjoin(Criterion, Criterion.id == _known_here(arrival.provider_id))
        .where(Inherited.arrival_id == arrival.id)
        .order_by(Inherited.urn, Criterion.position, Inherited.id)
    )
    return [ShownInherited(*row) for row in rows]


@dataclass(frozen=True)
class Countable:
    """A claim that waits here, on the same evidence and criterion as another provider found met."""

    row: Inherited
    evidence: Evidence
    claim: str


def countable(session: Session, arrival: Arrival) -> list[Countable]:
    """List what may count: submitted as it arrived, waiting, in a unit that is not signed."""
    return _countable(session, Arrival.id == arrival.id)


def _countable(session: Session, *of_arrivals: ColumnElement[bool]) -> list[Countable]:
    rows = session.execute(
        select(Inherited, Evidence, Claim.public_id, Revision)
        .join(Arrival, Arrival.id == Inherited.arrival_id)
        .join(Evidence, Evidence.id == Inherited.evidence_id)
        .join(Revision, and_(Revision.evidence_id == Evidence.id, Revision.number == Evidence.revision))
        .join(Claim, and_(Claim.evidence_id == Evidence.id, Claim.status == ClaimStatus.WAITING.value))
        .join(Criterion, and_(Criterion.id == Claim.criterion_id, Criterion.uuid == Inherited.criterion))
        .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
        .where(Inherited.outcome == Outcome.MET.value, *of_arrivals)
        .where(EnrolledUnit.status.not_in([status.value for status in LOCKED]))
        .order_by(Inherited.id, Claim.id)
    ).all()
    files = _files_of(session, {row[3].id for row in rows}) if rows else {}
    return [
        Countable(inherited, evidence, claim)
        for inherited, evidence, claim, now in rows
        if inherited.fingerprint
        == fingerprint(now.title, now.words, now.happened_on, now.particulars, files.get(now.id, ()))
    ]


def _files_of(session: Session, revision_ids: Collection[int]) -> dict[int, list[str]]:
    """Give the hashes of the files of revisions, in their order."""
    rows = session.execute(
        select(RevisionFile.revision_id, StoredFile.sha256)
        .join(Attachment, Attachment.id == RevisionFile.attachment_id)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(RevisionFile.revision_id.in_(revision_ids))
        .order_by(RevisionFile.revision_id, RevisionFile.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for revision, sha256 in rows:
        found[revision].append(sha256)
    return found


def counted(session: Session, arrival: Arrival) -> Collection[int]:
    """Give the ids of what was inherited and counts here."""
    return session.scalars(
        select(Inherited.id)
        .join(Claim, Claim.evidence_id == Inherited.evidence_id)
        .join(Criterion, and_(Criterion.id == Claim.criterion_id, Criterion.uuid == Inherited.criterion))
        .join(Decision, and_(Decision.claim_id == Claim.id, Decision.standing.is_(True)))
        .join(DecisionElsewhere, DecisionElsewhere.decision_id == Decision.id)
        .where(Inherited.arrival_id == arrival.id)
    ).all()


def _known_here(provider_id: int) -> ScalarSelect[int]:
    """Give the criterion of an inherited row here, of a standard that this provider can see."""
    seen = or_(Standard.owner_id.is_(None), Standard.owner_id == provider_id)
    known = aliased(Criterion)
    return (
        select(func.min(known.id))
        .join(Standard, Standard.id == known.standard_id)
        .where(known.uuid == Inherited.criterion, seen)
        .correlate(Inherited)
        .scalar_subquery()
    )


def portfolio_of_person(session: Session, email: str, provider: str | None) -> Sequence[int]:
    """Give the ids of somebody's portfolios, at one provider or at any."""
    query = select(Portfolio.id).join(Account, Account.id == Portfolio.account_id).where(Account.email == email.lower())
    if provider:
        query = query.join(Provider, Provider.id == Portfolio.provider_id).where(Provider.public_id == provider)
    return session.scalars(query.order_by(Portfolio.id)).all()


ARCHIVES, ARRIVALS = select(Archive), select(Arrival)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's archives, as its book must tell it."""
    return {
        ("arrival", row.public_id): {"archive": row.archive, "manifest": row.manifest, "status": row.status}
        for (row,) in one.rows(ARRIVALS, Arrival.portfolio_id)
    } | {
        ("archive", row.public_id): {"seq": row.seq, "head": row.head, "manifest": row.manifest}
        for (row,) in one.rows(ARCHIVES, Archive.portfolio_id)
    }
