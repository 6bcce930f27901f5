"""Questions about requests to witnesses: by their links, of a portfolio, and what a book must tell of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import sealed, stamp
from portfolio.evidence.models import Attachment, Evidence, Revision, RevisionFile, StoredFile
from portfolio.evidence.services import Wish
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.learning.rules import LOCKED, RUNNING
from portfolio.links import queries as links
from portfolio.links.queries import ShownVisit, words_of
from portfolio.links.rules import status_at
from portfolio.people.models import Account, Provider
from portfolio.people.queries import token_hash
from portfolio.witnesses.models import ASKED, WitnessCheck, WitnessCriterion, WitnessRequest, WitnessVisit
from portfolio.witnesses.policy import POLICY, WITNESS_READ
from standards.foundation import Actor, Facts, Text
from standards.library.models import Criterion, Standard
from standards.paging import Paged, page_of, skipped

PAGE_SIZE = 20


@dataclass(frozen=True)
class Named:
    """A criterion that a request asks about."""

    urn: str
    code: str
    text: Text


@dataclass(frozen=True)
class Request:
    """A request as pages show it."""

    row: WitnessRequest
    status: str
    asked_by: str
    learner: str
    centre: Text
    portfolio: str
    evidence: str | None
    opened: int


@dataclass(frozen=True)
class SignedFile:
    """A file of a testimony, by which the witness knows it again."""

    name: str
    size: int
    sha256: str


def request(session: Session, public_id: str) -> WitnessRequest | None:
    return session.scalar(select(WitnessRequest).where(WitnessRequest.public_id == public_id))


def by_token(session: Session, token: str, now: datetime) -> WitnessRequest | None:
    """Give the request that a link leads to while it can be answered."""
    return links.by_token(session, ASKED, token, now)


def visits(session: Session, request_id: int) -> list[ShownVisit]:
    """List where and when a request was opened and answered, the newest first."""
    return links.visits(session, ASKED, request_id)


def check_by_token(session: Session, token: str, now: datetime) -> WitnessCheck | None:
    """Give the second message that a link leads to while it waits for an answer."""
    return session.scalar(
        select(WitnessCheck).where(
            WitnessCheck.token_hash == token_hash(token),
            WitnessCheck.answer.is_(None),
            WitnessCheck.expires_at > now,
        )
    )


def check_by_id(session: Session, public_id: str) -> WitnessCheck | None:
    return session.scalar(select(WitnessCheck).where(WitnessCheck.public_id == public_id))


def request_of(session: Session, check: WitnessCheck) -> WitnessRequest:
    return session.get_one(WitnessRequest, check.request_id)


def shown(session: Session, row: WitnessRequest, now: datetime) -> Request:
    """Give a request with the names around it."""
    return _shown(session, WitnessRequest.id == row.id, now)[0]


def listed(session: Session, actor: Actor, portfolio_id: int, number: int, now: datetime) -> Paged[Request]:
    """List the requests of a portfolio that somebody may see, the newest first."""
    seen = WitnessRequest.portfolio_id.in_(portfolios_of(actor, POLICY[WITNESS_READ]))
    wanted = (WitnessRequest.portfolio_id == portfolio_id) & seen
    total = session.scalar(select(func.count()).select_from(WitnessRequest).where(wanted)) or 0
    page = page_of(number, total, PAGE_SIZE)
    return Paged(tuple(_shown(session, wanted, now, skipped(page, PAGE_SIZE))), total, page, PAGE_SIZE)


def _shown(session: Session, wanted: ColumnElement[bool], now: datetime, skip: int = 0) -> list[Request]:
    opened = (
        select(func.count())
        .select_from(WitnessVisit)
        .where(WitnessVisit.request_id == WitnessRequest.id)
        .scalar_subquery()
    )
    learner = aliased(Account)
    rows = session.execute(
        select(
            WitnessRequest, Account.name, learner.name, Provider.name, Portfolio.public_id, Evidence.public_id, opened
        )
        .join(Account, Account.id == WitnessRequest.asked_by_id)
        .join(Portfolio, Portfolio.id == WitnessRequest.portfolio_id)
        .join(learner, learner.id == Portfolio.account_id)
        .join(Provider, Provider.id == WitnessRequest.provider_id)
        .outerjoin(Evidence, Evidence.id == WitnessRequest.evidence_id)
        .where(wanted)
        .order_by(WitnessRequest.id.desc())
        .limit(PAGE_SIZE)
        .offset(skip)
    )
    return [Request(row[0], status_at(row[0].status, row[0].expires_at, now).value, *row[1:]) for row in rows]


def checks(session: Session, request_id: int) -> list[WitnessCheck]:
    """List the second messages to a witness, the newest first."""
    wanted = select(WitnessCheck).where(WitnessCheck.request_id == request_id)
    return list(session.scalars(wanted.order_by(WitnessCheck.id.desc())))


def named(session: Session, request_id: int) -> list[Named]:
    """List the criteria that a request asks about."""
    rows = session.execute(
        select(Standard.urn, Criterion.code, Criterion.text)
        .join(Criterion, Criterion.standard_id == Standard.id)
        .join(WitnessCriterion, WitnessCriterion.criterion_id == Criterion.id)
        .where(WitnessCriterion.request_id == request_id)
        .order_by(Standard.urn, Criterion.position)
    )
    return [Named(*row) for row in rows]


def open_wishes(session: Session, request_id: int) -> list[Wish]:
    """Give what a testimony is to be claimed for: those criteria whose units still take claims."""
    rows = session.execute(
        select(WitnessCriterion)
        .join(EnrolledUnit, EnrolledUnit.id == WitnessCriterion.enrolled_unit_id)
        .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
        .join(Criterion, Criterion.id == WitnessCriterion.criterion_id)
        .where(
            WitnessCriterion.request_id == request_id,
            Criterion.standard_id == EnrolledUnit.standard_id,
            Enrolment.status.in_(RUNNING),
            EnrolledUnit.status.not_in([status.value for status in LOCKED]),
        )
        .order_by(WitnessCriterion.enrolled_unit_id, WitnessCriterion.criterion_id)
    ).scalars()
    return [Wish(one.enrolled_unit_id, one.criterion_id, one.note) for one in rows]


def of_evidence(session: Session, evidence_id: int) -> WitnessRequest | None:
    """Give the request that a piece of evidence answers, where it is a witness's testimony."""
    return session.scalar(select(WitnessRequest).where(WitnessRequest.evidence_id == evidence_id))


def testimony(session: Session, row: WitnessRequest) -> Revision:
    """Give what the witness signed."""
    wanted = select(Revision).where(Revision.evidence_id == row.evidence_id, Revision.number == 1)
    return session.scalars(wanted).one()


def files_signed(session: Session, said: Revision) -> list[SignedFile]:
    """List the files that the witness signed, in order, as they came."""
    rows = session.execute(
        select(Attachment.name, StoredFile.size, StoredFile.sha256)
        .join(RevisionFile, RevisionFile.attachment_id == Attachment.id)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(RevisionFile.revision_id == said.id)
        .order_by(RevisionFile.position)
    )
    return [SignedFile(*row) for row in rows]


CRITERIA = (
    select(WitnessCriterion.request_id, Criterion.uuid)
    .join(Criterion, Criterion.id == WitnessCriterion.criterion_id)
    .join(WitnessRequest, WitnessRequest.id == WitnessCriterion.request_id)
)
REQUESTS = select(WitnessRequest, Evidence.public_id).outerjoin(Evidence, Evidence.id == WitnessRequest.evidence_id)
CHECKS = select(WitnessCheck.public_id, WitnessRequest.public_id, WitnessCheck.answer).join(
    WitnessRequest, WitnessRequest.id == WitnessCheck.request_id
)


def portfolio_facts(one: GatheredPortfolio) -> Facts:
    """Give what is stored of a portfolio's requests to witnesses, as its book must tell it."""
    asked: dict[int, list[str]] = defaultdict(list)
    for request_id, uuid in one.rows(CRITERIA, WitnessRequest.portfolio_id):
        asked[request_id].append(str(uuid))
    facts: Facts = {
        ("witness", row.public_id): _told(row, tuple(sorted(asked[row.id])), evidence)
        for row, evidence in one.rows(REQUESTS, WitnessRequest.portfolio_id)
    }
    for public_id, asked_id, answer in one.rows(CHECKS, WitnessRequest.portfolio_id):
        facts["check", public_id] = {"request": asked_id, "answer": answer}
    return facts


def _told(row: WitnessRequest, criteria: tuple[str, ...], evidence: str | None) -> dict[str, object]:
    return {
        "status": row.status,
        "asked": sealed(row.salt, words_of(row)),
        "criteria": criteria,
        "expires": stamp(row.expires_at),
        "evidence": evidence,
        "near": row.near,
        "reason": sealed(row.reason_salt, row.reason) if row.reason_salt and row.reason is not None else None,
    }
