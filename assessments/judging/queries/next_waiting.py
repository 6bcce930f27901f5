"""The piece of evidence that an assessor comes to next, known before it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, and_, bindparam, case, null, or_, select
from sqlalchemy.orm import Session

from assessments.judging.queries.queue import Wanted, waiting_for
from assessments.judging.queries.reach import TODAY, asked_by
from portfolio.evidence.models import Attachment, Evidence, Revision, RevisionFile, StoredFile
from portfolio.evidence.queries import closed
from portfolio.people.models import Account
from standards.foundation import Actor
from standards.statements import columns

Behind = tuple[int, datetime | None]
"""Which piece one looks behind: its id, and since when it waits."""
PICTURES_AHEAD = 4


@dataclass(frozen=True)
class NextWaiting:
    """The piece that waits next behind one, as the queue is ordered."""

    evidence: str
    title: str
    """Empty where the evidence is closed."""
    language: str
    learner: str
    pictures: tuple[str, ...]
    """What whoever judges it sees at once, so that a browser may have it before; none of closed evidence."""


def next_waiting(session: Session, actor: Actor, wanted: Wanted, behind: Behind, today: date) -> NextWaiting | None:
    """Give what waits next behind a piece of evidence, from the beginning again where nothing is behind it."""
    asked = {**asked_by(actor, today), **wanted.chosen, "evidence_id": behind[0], "since": behind[1]}
    rows = columns(session, _next(frozenset(wanted.chosen)), asked)
    pictures = tuple(row[4] for row in rows if row[4] is not None)
    return NextWaiting(*rows[0][:4], pictures[:PICTURES_AHEAD]) if rows else None


@cache
def _next(filters: frozenset[str]) -> Select[str, str, str, str, str | None]:
    since = bindparam("since", type_=Evidence.waiting_since.type)
    later = or_(
        Evidence.waiting_since > since,
        and_(Evidence.waiting_since == since, Evidence.id > bindparam("evidence_id")),
    )
    title = case((closed(TODAY), ""), else_=Revision.title)
    open_revision = case((closed(TODAY), null()), else_=Revision.id)
    found = (
        select(Evidence.public_id, title, Revision.language, Account.name, open_revision)
        .where(*waiting_for(filters), Evidence.id != bindparam("evidence_id"))
        .order_by(case((later, 0), else_=1), Evidence.waiting_since, Evidence.id)
        .limit(1)
        .subquery()
    )
    pictures = (
        select(RevisionFile.revision_id, RevisionFile.position, Attachment.public_id)
        .join(Attachment, and_(Attachment.id == RevisionFile.attachment_id, Attachment.closed.is_(False)))
        .join(StoredFile, and_(StoredFile.id == Attachment.stored_file_id, StoredFile.media_type.like("image/%")))
        .subquery()
    )
    *shown, revision_id = found.c
    return (
        select(*shown, pictures.c.public_id)
        .select_from(found)
        .outerjoin(pictures, pictures.c.revision_id == revision_id)
        .order_by(pictures.c.position)
    )
