"""The letter of notices: a sentence and a link for each, and nobody's words or name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from assessments.notices import queries, services
from assessments.notices.views.blueprint import whole_address
from portfolio.core import mail
from portfolio.core.jobs import Handler
from portfolio.core.work import LONDON, clock, transaction
from portfolio.people.queries import person
from portfolio.web import letters


def send(session: Session, data: Mapping[str, Any]) -> None:
    """Send what somebody was told and has not seen; nothing where they may see none of it any more."""
    today = clock().astimezone(LONDON).date()
    reader, ids = person(session, data["account"], today), list(data["notices"])
    found = queries.for_letter(session, reader, ids, today) if reader is not None else []
    if reader is None or not found:
        session.rollback()
        return
    told = [(one.kind.value, whole_address(one)) for one in found]
    page = letters.address("notices.notices")
    letter = letters.written("notices", reader, told=told, page=page, choice=letters.address("notices.choose"))
    session.rollback()  # nothing is held open while the mail server takes its time
    mail.send(letter, letters.site())
    with transaction(session) as work:
        services.mailed(work, ids)


JOBS: dict[str, Handler] = {services.SEND: send}
