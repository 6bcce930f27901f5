"""Changes of judging: deciding claims, and signing, countersigning and reopening units."""

from assessments.judging.services.decisions import Elsewhere, NewJudgement, accept_elsewhere, acknowledge, judge
from assessments.judging.services.phrases import keep_phrases
from assessments.judging.services.signing import (
    Overturned,
    check_declarable,
    check_signable,
    check_version,
    countersign,
    declare,
    hold,
    release,
    reopen,
    sign,
    verify,
)
from assessments.judging.services.taking_back import take_back

__all__ = [
    "Elsewhere",
    "NewJudgement",
    "Overturned",
    "accept_elsewhere",
    "acknowledge",
    "check_declarable",
    "check_signable",
    "check_version",
    "countersign",
    "declare",
    "hold",
    "judge",
    "keep_phrases",
    "release",
    "reopen",
    "sign",
    "take_back",
    "verify",
]
