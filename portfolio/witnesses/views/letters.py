"""The letters to witnesses and learners: the request with its link, the copy, the second message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from portfolio.core import mail
from portfolio.core.jobs import Handler
from portfolio.core.mail import Letter
from portfolio.core.work import clock, transaction
from portfolio.links.queries import learner_of
from portfolio.links.views import Recipient, send
from portfolio.web import letters
from portfolio.witnesses import queries, services

if TYPE_CHECKING:
    from portfolio.witnesses.models import WitnessRequest


def send_request(session: Session, data: Mapping[str, Any]) -> None:
    """Send a request with a link of its own; nothing where it was closed meanwhile."""

    def written(row: WitnessRequest, token: str) -> Letter:
        one = queries.shown(session, row, clock())
        link = letters.address("witnesses.testify", token=token, lang=row.language)
        to = Recipient(row.name, row.email, row.language)
        return letters.written("witness_request", to, one=one, link=link, language=row.language)

    send(session, lambda: queries.request(session, data["request"]), services.make_link, written)


def send_copy(session: Session, data: Mapping[str, Any]) -> None:
    """Send what was signed to the learner, and to the witness who gave an address."""
    row = queries.request(session, data["request"])
    if row is None:
        return
    one, said = queries.shown(session, row, clock()), queries.testimony(session, row)
    learner = learner_of(session, row)
    found = [Recipient(learner.name, learner.email, learner.language)]
    if row.copy_to:
        found.append(Recipient(row.signed_name, row.copy_to, said.language))
    files = queries.files_signed(session, said)
    written = [letters.written("witness_copy", to, one=one, said=said, files=files) for to in found]
    session.rollback()
    for letter in written:
        mail.send(letter, letters.site())


def send_check(session: Session, data: Mapping[str, Any]) -> None:
    """Send the second message with a link of its own; nothing where it was answered already."""
    with transaction(session) as work:
        check = queries.check_by_id(session, data["check"])
        if check is None or check.answer is not None:
            return
        token = services.make_check_link(work, check)
    row = queries.request_of(session, check)
    one, said = queries.shown(session, row, clock()), queries.testimony(session, row)
    to = Recipient(row.signed_name, check.sent_to, said.language)
    link = letters.address("witnesses.check", token=token, lang=said.language)
    letter = letters.written("witness_check", to, one=one, link=link)
    session.rollback()
    mail.send(letter, letters.site())


JOBS: dict[str, Handler] = {
    services.SEND_REQUEST: send_request,
    services.SEND_COPY: send_copy,
    services.SEND_CHECK: send_check,
}
