"""Changes of judging: deciding claims, and signing, countersigning and reopening units."""

from assessments.judging.services.decisions import NewJudgement, acknowledge, judge
from assessments.judging.services.signing import (
    check_declarable,
    check_signable,
    check_version,
    countersign,
    declare,
    reopen,
    sign,
)

__all__ = [
    "NewJudgement",
    "acknowledge",
    "check_declarable",
    "check_signable",
    "check_version",
    "countersign",
    "declare",
    "judge",
    "reopen",
    "sign",
]
