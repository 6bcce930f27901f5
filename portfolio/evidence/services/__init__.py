"""Changes to evidence: writing it, and submitting or withdrawing it."""

from portfolio.core.store import KeptFile
from portfolio.evidence.services.drafts import (
    Content,
    Wish,
    attach,
    change,
    claim,
    detach,
    discard,
    start,
)
from portfolio.evidence.services.files import forget_files
from portfolio.evidence.services.several import claim_with_several
from portfolio.evidence.services.submissions import (
    check_discardable,
    check_submittable,
    check_version,
    recount_waiting,
    settle_claims,
    submit,
    withdraw,
)
from portfolio.evidence.services.suggestions import turn_off

__all__ = [
    "Content",
    "KeptFile",
    "Wish",
    "attach",
    "change",
    "check_discardable",
    "check_submittable",
    "check_version",
    "claim",
    "claim_with_several",
    "detach",
    "discard",
    "forget_files",
    "recount_waiting",
    "settle_claims",
    "start",
    "submit",
    "turn_off",
    "withdraw",
]
