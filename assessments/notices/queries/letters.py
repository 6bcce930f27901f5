"""How people want their letters, whose wait, and what stands in one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from assessments.notices.models import Notice, NoticeChoice
from assessments.notices.queries.notices import Shown, chosen
from assessments.notices.rules import DEFAULT, How
from standards.foundation import Actor

MOST_IN_A_LETTER = 40
LETTERS_AT_ONCE = 200


def choice_of(session: Session, account_id: int) -> How:
    return choices_of(session, [account_id])[account_id]


def choices_of(session: Session, account_ids: Collection[int]) -> dict[int, How]:
    """Give how each of these people wants to be told."""
    rows = session.execute(
        select(NoticeChoice.account_id, NoticeChoice.how).where(NoticeChoice.account_id.in_(account_ids))
    )
    return dict.fromkeys(account_ids, DEFAULT) | {row[0]: How(row[1]) for row in rows}


def due_letter(before: datetime | None) -> ColumnElement[bool]:
    """Give the condition of what goes into a letter: at once, or in the morning what was noted before a time."""
    at_once = Notice.letter == How.NOW.value
    if before is None:
        return at_once
    return or_(at_once, and_(Notice.letter == How.MORNING.value, Notice.noted_at < before))


def to_post(session: Session, before: datetime | None) -> list[int]:
    """Give those for whom a letter is due."""
    asked = select(Notice.account_id).where(due_letter(before)).distinct().order_by(Notice.account_id)
    return list(session.scalars(asked.limit(LETTERS_AT_ONCE)))


def for_letter(session: Session, actor: Actor, ids: Collection[int], today: date) -> list[Shown]:
    """Give what a letter tells of these notices: what its reader has not seen and may still see."""
    return chosen(session, actor, ids, MOST_IN_A_LETTER, today)
