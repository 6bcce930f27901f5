"""Changes to reviews: planning, writing and signing, asking an employer, what was done, and how often they are held."""

from portfolio.reviews.services.asking import (
    SEND_REQUEST,
    Endorsing,
    ask,
    decline,
    endorse,
    make_link,
    opened,
    revoke,
    send,
)
from portfolio.reviews.services.pacing import set_interval
from portfolio.reviews.services.signing import agree, do
from portfolio.reviews.services.writing import (
    WORDS,
    NewAction,
    Said,
    add_action,
    begin,
    change,
    correct,
    discard,
    leave_out,
    sign,
)

__all__ = [
    "SEND_REQUEST",
    "WORDS",
    "Endorsing",
    "NewAction",
    "Said",
    "add_action",
    "agree",
    "ask",
    "begin",
    "change",
    "correct",
    "decline",
    "discard",
    "do",
    "endorse",
    "leave_out",
    "make_link",
    "opened",
    "revoke",
    "send",
    "set_interval",
    "sign",
]
