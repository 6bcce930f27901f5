"""Changes around witnesses: asking, links, testimony, declining, and asking a second time whether it is theirs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portfolio.core import database, jobs
from portfolio.core.ledger import new_salt, seal, sealed, stamp
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Evidence
from portfolio.evidence.queries import criterion_uuids
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.learning.models import Portfolio
from portfolio.people.models import Account
from portfolio.people.queries import token_hash
from portfolio.witnesses import queries
from portfolio.witnesses.events import (
    WitnessAsked,
    WitnessChecked,
    WitnessDeclined,
    WitnessRevoked,
    WitnessTestified,
    WitnessVerified,
)
from portfolio.witnesses.models import WitnessCheck, WitnessCriterion, WitnessLink, WitnessRequest, WitnessVisit
from portfolio.witnesses.rules import (
    CHECK_LASTS,
    LASTS,
    Answer,
    VisitKind,
    WitnessStatus,
    check_address,
    check_asked,
    check_verifiable,
    check_waits,
    from_same_network,
    status_at,
)
from standards.foundation import Refused, Role, Work

SEND_REQUEST = "witnesses.send-request"
SEND_COPY = "witnesses.send-copy"
SEND_CHECK = "witnesses.send-check"


@dataclass(frozen=True)
class Asking:
    """Whom somebody asks for testimony, and in which words."""

    name: str
    email: str = ""
    message: str = ""
    language: str = "cy"
    send: bool = False


@dataclass(frozen=True)
class Where:
    """From where a link is opened or answered."""

    address: str
    agent: str
    account_id: int | None = None


@dataclass(frozen=True)
class Signed:
    """What a witness signs: the testimony, the name under it, and where a copy is to go."""

    content: Content
    name: str
    copy_to: str = ""
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True)
class Witness:
    """Who acts by a link: nobody with an account. What they put in, the asker's account answers for."""

    account_id: int
    public_id: str
    provider_id: int

    def roles_at(self, provider_id: int | None) -> frozenset[Role]:  # noqa: ARG002 the signature is Actor's
        return frozenset()

    def qualified_at(self, provider_id: int) -> bool:  # noqa: ARG002 the signature is Actor's
        return False


def ask(work: Work, portfolio: Portfolio, asking: Asking, wishes: Collection[Wish]) -> WitnessRequest:
    """Ask somebody outside for testimony, by email where that is wished. Raises Refused."""
    check_asked(wishes, asking.name)
    learner = work.session.get_one(Account, portfolio.account_id)
    check_address(asking.email, learner.email, queries.assessors_addresses(work.session, portfolio, work.today))
    evidence_services.chosen_units(work, portfolio.id, {wish.place for wish in wishes})
    row = WitnessRequest(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        asked_by_id=work.actor.account_id,
        name=asking.name.strip(),
        email=asking.email.strip(),
        message=asking.message.strip(),
        language=asking.language,
        salt=new_salt(),
        status=WitnessStatus.ASKED.value,
        asked_at=work.now,
        expires_at=work.now + LASTS,
    )
    work.session.add(row)
    work.session.flush()
    _want(work, row, wishes)
    uuids = criterion_uuids(work.session, {one.criterion_id for one in wishes})
    criteria = tuple(sorted(uuids[one.criterion_id] for one in wishes))
    told = sealed(row.salt, queries.words_of(row))
    work.record(portfolio.book_id, WitnessAsked(row.public_id, told, criteria, stamp(row.expires_at)))
    if asking.send and row.email:
        send(work, row)
    return row


def _want(work: Work, row: WitnessRequest, wishes: Collection[Wish]) -> None:
    rows = [
        {
            "request_id": row.id,
            "enrolled_unit_id": one.enrolled_unit_id,
            "criterion_id": one.criterion_id,
            "provider_id": row.provider_id,
            "note": one.note,
        }
        for one in wishes
    ]
    work.session.execute(insert(WitnessCriterion), rows)


def send(work: Work, row: WitnessRequest) -> None:
    """Let the link be sent by email: the letter gets one of its own, which is kept nowhere else. Raises Refused."""
    check_waits(status_at(row.status, row.expires_at, work.now))
    if not row.email:
        raise Refused("witness-has-no-address")
    jobs.enqueue(work, SEND_REQUEST, f"witness:{row.public_id}:{work.now.timestamp()}", {"request": row.public_id})


def make_link(work: Work, row: WitnessRequest) -> str:
    """Give the token of a link to a request; only its hash is kept. Raises Refused."""
    check_waits(status_at(row.status, row.expires_at, work.now))
    token = secrets.token_urlsafe(32)
    work.session.add(
        WitnessLink(token_hash=token_hash(token), provider_id=row.provider_id, request_id=row.id, made_at=work.now)
    )
    work.session.flush()
    return token


def revoke(work: Work, row: WitnessRequest) -> None:
    """Make every link of a request useless. Raises Refused."""
    check_waits(status_at(row.status, row.expires_at, work.now))
    row.status, row.closed_at = WitnessStatus.REVOKED.value, work.now
    work.session.flush()
    work.record(queries.portfolio_of(work.session, row).book_id, WitnessRevoked(row.public_id))


def opened(row: WitnessRequest, where: Where, work: Work) -> Callable[[Session], None]:
    """Give what remembers where and when a link was opened; it must not wait for, or fall with, an act."""
    values = _visit(row, where, VisitKind.OPENED, work)
    return lambda session: session.add(WitnessVisit(**values))


def testify(work: Work, row: WitnessRequest, signed: Signed, where: Where) -> Evidence:
    """Freeze what a witness signed as evidence of the portfolio that they cannot take back. Raises Refused."""
    own = _as_witness(work, row)
    check_waits(status_at(row.status, row.expires_at, work.now))
    portfolio = queries.portfolio_of(work.session, row)
    wishes = queries.open_wishes(work.session, row.id)
    if not wishes:
        raise Refused("witness-nothing-open")
    evidence = evidence_services.start(own, portfolio, signed.content, signed.files, wishes)
    evidence.witness = row.public_id
    revision = evidence_services.submit(own, portfolio, evidence)
    revision.witness = row.public_id
    row.signed_name, row.copy_to, row.evidence_id = signed.name.strip(), signed.copy_to.strip(), evidence.id
    row.near = _near(work, row, where)
    _close(work, row, WitnessStatus.ANSWERED, where, VisitKind.SIGNED)
    own.record(portfolio.book_id, WitnessTestified(row.public_id, evidence.public_id, row.near))
    jobs.enqueue(work, SEND_COPY, f"witness-copy:{row.public_id}", {"request": row.public_id})
    return evidence


def decline(work: Work, row: WitnessRequest, reason: str, where: Where) -> None:
    """Keep that a witness would rather not testify. Raises Refused."""
    own, why = _as_witness(work, row), seal(reason.strip())
    row.reason, row.reason_salt = reason.strip(), why.salt
    _close(work, row, WitnessStatus.DECLINED, where, VisitKind.DECLINED)
    own.record(queries.portfolio_of(work.session, row).book_id, WitnessDeclined(row.public_id, why.digest))


def ask_again(work: Work, row: WitnessRequest) -> WitnessCheck:
    """Ask the witness by a second message whether the testimony is theirs. Raises Refused."""
    email = address_for_check(row)
    check_verifiable(status_at(row.status, row.expires_at, work.now), email)
    check = WitnessCheck(
        provider_id=row.provider_id,
        request_id=row.id,
        asked_by_id=work.actor.account_id,
        asked_at=work.now,
        expires_at=work.now + CHECK_LASTS,
        sent_to=email,
    )
    work.session.add(check)
    work.session.flush()
    work.record(queries.portfolio_of(work.session, row).book_id, WitnessChecked(row.public_id, check.public_id))
    jobs.enqueue(work, SEND_CHECK, f"witness-check:{check.public_id}", {"check": check.public_id})
    return check


def address_for_check(row: WitnessRequest) -> str:
    """Give where the second message goes: where the link was sent to, else the address that the witness gave."""
    return row.email or row.copy_to


def make_check_link(work: Work, check: WitnessCheck) -> str:
    """Give the token of the link in a second message; an earlier one, whose letter was lost, no longer works."""
    token = secrets.token_urlsafe(32)
    check.token_hash = token_hash(token)
    work.session.flush()
    return token


def verify(work: Work, check: WitnessCheck, answer: Answer, where: Where) -> None:
    """Keep what the witness says to the second message."""
    row = queries.request_of(work.session, check)
    own = _as_witness(work, row)
    if check.answer is not None:
        raise Refused("witness-request-over")
    check.answer, check.answered_at = answer.value, work.now
    work.session.add(WitnessVisit(**_visit(row, where, VisitKind.CHECKED, work)))
    work.session.flush()
    book = queries.portfolio_of(work.session, row).book_id
    own.record(book, WitnessVerified(row.public_id, check.public_id, answer.value))


def _as_witness(work: Work, row: WitnessRequest) -> UnitOfWork:
    """Act as the witness, one at a time on the portfolio, seeing it as whoever was before left it."""
    database.hold_portfolios(work.session, [row.portfolio_id])
    work.session.refresh(row)
    return UnitOfWork(work.session, Witness(row.asked_by_id, row.public_id, row.provider_id), "witness", work.now)


def _near(work: Work, row: WitnessRequest, where: Where) -> bool:
    learner = queries.learner_of(work.session, row)
    known = queries.addresses_of(work.session, learner.id, work.now)
    return where.account_id == learner.id or from_same_network(where.address, known)


def _close(work: Work, row: WitnessRequest, status: WitnessStatus, where: Where, kind: VisitKind) -> None:
    check_waits(status_at(row.status, row.expires_at, work.now))
    row.status, row.closed_at = status.value, work.now
    work.session.add(WitnessVisit(**_visit(row, where, kind, work)))
    work.session.flush()


def _visit(row: WitnessRequest, where: Where, kind: VisitKind, work: Work) -> dict[str, object]:
    return {
        "provider_id": row.provider_id,
        "request_id": row.id,
        "at": work.now,
        "kind": kind.value,
        "address": where.address[:64],
        "agent": where.agent[:200],
        "account_id": where.account_id,
    }
