"""Changes around external visits: letting in and out, freezing the sample, comments, and what was opened."""

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

__all__ = ["SEND", "NewVisit", "Opened", "comment", "freeze", "grant", "opened", "revoke", "send"]
