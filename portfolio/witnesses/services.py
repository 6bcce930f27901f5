"""Changes around witnesses: asking, links, testimony, declining, and asking a second time whether it is theirs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portfolio.core import jobs
from portfolio.core.ledger import sealed, stamp
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Evidence
from portfolio.evidence.queries import criterion_uuids
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.learning.models import Portfolio
from portfolio.links import services as links
from portfolio.links.queries import portfolio_of, words_of
from portfolio.links.rules import VisitKind, status_at
from portfolio.links.services import Asking, Where
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
from portfolio.witnesses.models import ASKED, WitnessCheck, WitnessCriterion, WitnessRequest
from portfolio.witnesses.rules import CHECK_LASTS, Answer, check_asked, check_verifiable
from standards.foundation import Refused, Work

ROLE = "witness"
"""In which the ledger keeps what a witness does."""
SEND_REQUEST = "witnesses.send-request"
SEND_COPY = "witnesses.send-copy"
SEND_CHECK = "witnesses.send-check"


@dataclass(frozen=True)
class Signed:
    """What a witness signs: the testimony, the name under it, and where a copy is to go."""

    content: Content
    name: str
    copy_to: str = ""
    files: tuple[KeptFile, ...] = ()


def ask(work: Work, portfolio: Portfolio, asking: Asking, wishes: Collection[Wish]) -> WitnessRequest:
    """Ask somebody outside for testimony, by email where that is wished. Raises Refused."""
    check_asked(wishes, asking.name)
    links.check_asking(work, portfolio, asking)
    evidence_services.chosen_units(work, portfolio.id, {wish.place for wish in wishes})
    row = WitnessRequest(**links.asked(work, portfolio, asking))
    work.session.add(row)
    work.session.flush()
    _want(work, row, wishes)
    uuids = criterion_uuids(work.session, {one.criterion_id for one in wishes})
    criteria = tuple(sorted(uuids[one.criterion_id] for one in wishes))
    told = sealed(row.salt, words_of(row))
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
    links.check_sendable(work, row)
    jobs.enqueue(work, SEND_REQUEST, f"witness:{row.public_id}:{work.now.timestamp()}", {"request": row.public_id})


def make_link(work: Work, row: WitnessRequest) -> str:
    """Give the token of a link to a request; only its hash is kept. Raises Refused."""
    return links.make_link(work, ASKED, row)


def revoke(work: Work, row: WitnessRequest) -> None:
    """Make every link of a request useless. Raises Refused."""
    links.revoke(work, row)
    work.record(portfolio_of(work.session, row).book_id, WitnessRevoked(row.public_id))


def opened(row: WitnessRequest, where: Where, work: Work) -> Callable[[Session], None]:
    """Give what remembers where and when a link was opened."""
    return links.opened(ASKED, row, where, work)


def testify(work: Work, row: WitnessRequest, signed: Signed, where: Where) -> Evidence:
    """Freeze what a witness signed as evidence of the portfolio that they cannot take back. Raises Refused."""
    own = links.as_outsider(work, row, ROLE)
    links.check_open(work, row)
    portfolio = portfolio_of(work.session, row)
    wishes = queries.open_wishes(work.session, row.id)
    if not wishes:
        raise Refused("witness-nothing-open")
    evidence = evidence_services.start(own, portfolio, signed.content, signed.files, wishes)
    evidence.witness = row.public_id
    revision = evidence_services.submit(own, portfolio, evidence)
    revision.witness = row.public_id
    row.copy_to, row.evidence_id = signed.copy_to.strip(), evidence.id
    links.answer(work, ASKED, row, signed.name, where)
    own.record(portfolio.book_id, WitnessTestified(row.public_id, evidence.public_id, row.near))
    jobs.enqueue(work, SEND_COPY, f"witness-copy:{row.public_id}", {"request": row.public_id})
    return evidence


def decline(work: Work, row: WitnessRequest, reason: str, where: Where) -> None:
    """Keep that a witness would rather not testify. Raises Refused."""
    own = links.as_outsider(work, row, ROLE)
    why = links.decline(work, ASKED, row, reason, where)
    own.record(portfolio_of(work.session, row).book_id, WitnessDeclined(row.public_id, why))


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
    work.record(portfolio_of(work.session, row).book_id, WitnessChecked(row.public_id, check.public_id))
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
    own = links.as_outsider(work, row, ROLE)
    if check.answer is not None:
        raise Refused("request-over")
    check.answer, check.answered_at = answer.value, work.now
    links.visit(work, ASKED, row, where, VisitKind.CHECKED)
    book = portfolio_of(work.session, row).book_id
    own.record(book, WitnessVerified(row.public_id, check.public_id, answer.value))
