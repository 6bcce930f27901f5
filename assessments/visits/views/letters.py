"""The letter that lets a visitor in: with a link to choose a password, where they have none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from assessments.visits import queries, services
from portfolio.core import mail
from portfolio.core.jobs import Handler
from portfolio.core.work import transaction
from portfolio.people.services import INVITATION_LASTS, make_link
from portfolio.web import letters


def send_visit(session: Session, data: Mapping[str, Any]) -> None:
    """Write to a visitor; nothing where the visit was revoked meanwhile."""
    row = queries.visit(session, data["visit"])
    if row is None or row.revoked_at is not None:
        return
    token = None
    if queries.visitor_of(session, row).password_hash is None:
        session.rollback()
        with transaction(session) as work:
            token = make_link(work, queries.visitor_of(work.session, row), INVITATION_LASTS)
    account = queries.visitor_of(session, row)
    link = (
        letters.address("people.reset_password", token=token)
        if token
        else letters.address("visits.show", visit=row.public_id)
    )
    centre = queries.provider_of(session, row).name
    letter = letters.written("visit", account, visit=row, link=link, first=token is not None, provider=centre)
    session.rollback()  # nothing is held open while the mail server takes its time
    mail.send(letter, letters.site())


JOBS: dict[str, Handler] = {services.SEND: send_visit}
