"""Changes of appeals and complaints: beginning them, their course, and answering their stages."""

from assessments.appeals.services.answering import answer, go_further, withdraw
from assessments.appeals.services.beginning import NewComplaint, appeal, complain
from assessments.appeals.services.course import appoint, extend, pause, resume, tell_unresolved
from assessments.appeals.services.steps import SEND_NOTICE

__all__ = [
    "SEND_NOTICE",
    "NewComplaint",
    "answer",
    "appeal",
    "appoint",
    "complain",
    "extend",
    "go_further",
    "pause",
    "resume",
    "tell_unresolved",
    "withdraw",
]
