"""The letters of a case: each step is told to the person in their own language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from assessments.appeals import queries, services
from portfolio.core import mail
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.jobs import Handler
from portfolio.web import letters


@dataclass(frozen=True)
class Recipient:
    name: str
    email: str
    language: str | None


def send_notice(session: Session, data: Mapping[str, Any]) -> None:
    """Tell a person of a step; words go to those alone who cannot read them on the page."""
    step = queries.step(session, data["step"])
    if step is None:
        return
    row = queries.case_of(session, step)
    account = queries.account_of(session, row)
    if account is not None:
        to = Recipient(account.name, account.email, account.language)
    else:
        to = Recipient(row.name, row.email, row.spoken)
    letter = letters.written(
        "case_notice",
        to,
        step=step,
        case=row,
        stage=queries.sheet(session, row, step.at.date(), is_bank_holiday).procedure.stage(step.stage),
        provider=queries.provider_of(session, row).name,
        link=letters.address("appeals.case", case=row.public_id) if account is not None else "",
    )
    session.rollback()  # nothing is held open while the mail server takes its time
    mail.send(letter, letters.site())


JOBS: dict[str, Handler] = {services.SEND_NOTICE: send_notice}
