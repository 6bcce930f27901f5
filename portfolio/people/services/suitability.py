"""Recording how far the checks of somebody on the staff are."""

from __future__ import annotations

from portfolio.core.ledger import seal
from portfolio.people.events import SuitabilityRecorded
from portfolio.people.models import Account, Provider, SuitabilityCheck
from portfolio.people.rules.standing import Checks, check_recordable
from standards.foundation import Refused, Work


def record_checks(work: Work, provider: Provider, account: Account, checks: Checks) -> SuitabilityCheck:
    """Record how far somebody's checks are; what was recorded before stays. Raises Refused."""
    if work.actor.account_id == account.id:
        raise Refused("suitability-own")
    check_recordable(checks, work.today)
    sealed = seal(checks.conditions.strip())
    row = SuitabilityCheck(
        provider_id=provider.id,
        account_id=account.id,
        state=checks.state.value,
        checked_on=checks.checked_on,
        expires=checks.expires,
        conditions=checks.conditions.strip(),
        salt=sealed.salt,
        recorded_by_id=work.actor.account_id,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    act = SuitabilityRecorded(
        row.public_id,
        account.public_id,
        row.state,
        row.checked_on.isoformat(),
        row.expires.isoformat() if row.expires else None,
        sealed.digest,
    )
    work.record(work.book_of(provider.id), act)
    return row
