"""The figures of twelve months: how many cases, how they were answered and how they kept their deadlines; no names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.appeals.models import Case, CaseStage
from assessments.appeals.rules.cases import CaseKind, CaseStatus


@dataclass(frozen=True)
class Summary:
    """What is told of the cases of one kind that came in in a period."""

    kind: CaseKind
    received: int = 0
    open: int = 0
    """Not closed yet, paused ones included."""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    """Of the last stage that was answered."""
    late: int = 0
    """Stages that were answered after their last day, or still are not."""
    extended: int = 0
    told: int = 0
    """Of which an authority was told that they are not resolved."""
    further: int = 0
    """That went on to another stage."""
    spoken: Mapping[str, int] = field(default_factory=dict)
    """By the language that they were written in."""


def summary(session: Session, provider_id: int, first: date, last: date, today: date) -> list[Summary]:
    """Count what came in from one day to another."""
    rows = session.execute(
        select(
            Case.id,
            Case.kind,
            Case.status,
            Case.language,
            CaseStage.number,
            CaseStage.due,
            CaseStage.outcome,
            CaseStage.answered_on,
            CaseStage.extended,
            CaseStage.told_on,
        )
        .join(CaseStage, CaseStage.case_id == Case.id)
        .where(Case.provider_id == provider_id, Case.received_on >= first, Case.received_on <= last)
        .order_by(Case.id, CaseStage.number)
    ).all()
    return [_counted(kind, [tuple(row) for row in rows if row[1] == kind], today) for kind in CaseKind]


def _counted(kind: CaseKind, rows: list[tuple[object, ...]], today: date) -> Summary:
    status = {row[0]: row[2] for row in rows}
    spoken = {row[0]: str(row[3]) for row in rows}
    outcome = {row[0]: str(row[6]) for row in rows if row[6]}
    return Summary(
        kind=kind,
        received=len(status),
        open=sum(one != CaseStatus.CLOSED for one in status.values()),
        outcomes=Counter(outcome.values()),
        late=sum(_late(row, today) for row in rows),
        extended=len({row[0] for row in rows if row[8]}),
        told=len({row[0] for row in rows if row[9]}),
        further=len({row[0] for row in rows if row[4] != 1}),
        spoken=Counter(spoken.values()),
    )


def _late(row: tuple[object, ...], today: date) -> bool:
    due, answered, paused = row[5], row[7], row[2] == CaseStatus.PAUSED
    if not isinstance(due, date) or (answered is None and paused):
        return False
    return (answered if isinstance(answered, date) else today) > due
