"""Changes around external visits: letting in and out, freezing the sample, comments, the plan, what was opened."""

from assessments.visits.services.planning import NewAction, acknowledge, ask_for, close, mark_done
from assessments.visits.services.visiting import (
    SEND,
    NewVisit,
    Opened,
    comment,
    freeze,
    grant,
    opened,
    revoke,
    send,
)

__all__ = [
    "SEND",
    "NewAction",
    "NewVisit",
    "Opened",
    "acknowledge",
    "ask_for",
    "close",
    "comment",
    "freeze",
    "grant",
    "mark_done",
    "opened",
    "revoke",
    "send",
]
