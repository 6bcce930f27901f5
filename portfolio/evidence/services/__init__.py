"""Changes to evidence: writing it, and submitting or withdrawing it."""

from portfolio.core.store import KeptFile
from portfolio.evidence.services.checks import check_again, check_files
from portfolio.evidence.services.consents import (
    CameConsent,
    NewConsent,
    Withdrawal,
    add_consent,
    bring_consents,
    settle_consent,
    withdraw_consent,
)
from portfolio.evidence.services.drafts import (
    Content,
    Wish,
    answer,
    attach,
    change,
    check_own_words,
    chosen_units,
    claim,
    detach,
    discard,
    put_by,
    says,
    start,
)
from portfolio.evidence.services.files import MAKE_COPY, forget_files, prepare_copies
from portfolio.evidence.services.redactions import CameRedaction, Redacted, bring_redactions, redact
from portfolio.evidence.services.several import claim_with_several
from portfolio.evidence.services.submissions import (
    check_discardable,
    check_submittable,
    check_version,
    missing,
    recount_waiting,
    settle_claims,
    submit,
    withdraw,
)
from portfolio.evidence.services.suggestions import turn_off
from portfolio.evidence.services.viewings import open_evidence

__all__ = [
    "MAKE_COPY",
    "CameConsent",
    "CameRedaction",
    "Content",
    "KeptFile",
    "NewConsent",
    "Redacted",
    "Wish",
    "Withdrawal",
    "add_consent",
    "answer",
    "attach",
    "bring_consents",
    "bring_redactions",
    "change",
    "check_again",
    "check_discardable",
    "check_files",
    "check_own_words",
    "check_submittable",
    "check_version",
    "chosen_units",
    "claim",
    "claim_with_several",
    "detach",
    "discard",
    "forget_files",
    "missing",
    "open_evidence",
    "prepare_copies",
    "put_by",
    "recount_waiting",
    "redact",
    "says",
    "settle_claims",
    "settle_consent",
    "start",
    "submit",
    "turn_off",
    "withdraw",
    "withdraw_consent",
]
