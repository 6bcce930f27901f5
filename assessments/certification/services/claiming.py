"""Claiming with the awarding organisation, what becomes of a claim, and what a reopened unit does to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from assessments.certification import queries
from assessments.certification.events import CertificationClaimed, CertificationStepped, CertificationUndermined
from assessments.certification.models import CertificationClaim, CertificationClaimUnit, CertificationStep
from assessments.certification.rules import readiness as rules
from assessments.certification.rules.course import ClaimState, NewStep, check_step
from assessments.certification.rules.readiness import Claimant, Hindrance, Readiness, check_ready, hindrances
from portfolio.core.ledger import new_salt
from portfolio.learning.models import EnrolledUnit, Enrolment
from standards.foundation import Changed, Refused, Work


def claimant(work: Work, standing: queries.Standing, named: int | None = None) -> Claimant:
    """Give the actor as whoever claims, with whom they name."""
    account, rulings = work.actor.account_id, standing.rulings
    return Claimant(
        account=account,
        roles=work.actor.roles_at(standing.row.provider_id),
        interest=rulings.get(account) if account is not None else None,
        named=named,
        named_interest=rulings.get(named) if named is not None else None,
    )


def in_the_way(
    work: Work, standing: queries.Standing, keys: Collection[str], named: int | None, *, whole: bool
) -> list[Hindrance]:
    """List everything that keeps these units of an enrolment from being claimed by the actor."""
    units = [one.now for one in standing.units if one.row.public_id in keys]
    return hindrances(standing.now, units, claimant(work, standing, named), work.today, whole=whole)


def readiness(work: Work, standing: queries.Standing) -> Readiness:
    """Say what of an enrolment the actor can claim, and all that is in the way of the rest."""
    units = [one.now for one in standing.units]
    return rules.readiness(standing.now, units, claimant(work, standing), work.today)


def claim(
    work: Work, enrolment: Enrolment, keys: Collection[str], named: int | None, *, whole: bool
) -> CertificationClaim:
    """Claim units of an enrolment, or its whole qualification; one that cannot be says all that is in the way.

    Raises Refused.
    """
    standing = queries.standing(work.session, enrolment, work.today)
    if not set(keys) <= {one.row.public_id for one in standing.units}:
        raise Refused("certification-foreign-unit")
    if named is not None and named not in {
        one.account_id for one in queries.assurers(work.session, enrolment.provider_id, work.today)
    }:
        raise Refused("certification-named-not-assurer")
    check_ready(in_the_way(work, standing, keys, named, whole=whole))
    row = _written(work, standing, cast("int", named), whole=whole)
    units = queries.units_by_key(work.session, enrolment.id, keys)
    row.achieved_on = queries.last_signed(work.session, [one.id for one in units]) or work.today
    work.session.add(row)
    work.session.flush()
    work.session.add_all(
        CertificationClaimUnit(claim_id=row.id, enrolled_unit_id=one.id, provider_id=row.provider_id) for one in units
    )
    first = _step(work, row, NewStep(ClaimState.CLAIMED, work.today), "cy", 1)
    work.session.flush()
    _record_claimed(work, row, standing, units, first)
    return row


def _written(work: Work, standing: queries.Standing, named: int, *, whole: bool) -> CertificationClaim:
    enrolment, terms = standing.row, standing.now.terms
    return CertificationClaim(
        provider_id=enrolment.provider_id,
        number=queries.next_number(work.session, enrolment.provider_id),
        portfolio_id=enrolment.portfolio_id,
        enrolment_id=enrolment.id,
        whole=whole,
        organisation=standing.terms.organisation if standing.terms else "",
        direct=terms is not None and terms.direct(work.today),
        claimant_id=cast("int", work.actor.account_id),
        named_id=named,
        claimed_on=work.today,
        state=ClaimState.CLAIMED.value,
        at=work.now,
    )


def _record_claimed(
    work: Work,
    row: CertificationClaim,
    standing: queries.Standing,
    units: Collection[EnrolledUnit],
    first: CertificationStep,
) -> None:
    terms = standing.now.terms
    act = CertificationClaimed(
        claim=row.public_id,
        number=row.number,
        enrolment=standing.row.public_id,
        units=tuple(one.public_id for one in units),
        whole=row.whole,
        named=queries.account_key(work.session, row.named_id),
        direct=row.direct,
        least_weeks=(terms.least_weeks or 0) if terms else 0,
        on=row.claimed_on.isoformat(),
        content=queries.sealed_claim(row, first),
    )
    work.record(queries.book_of(work.session, row.portfolio_id), act)


def _step(
    work: Work, row: CertificationClaim, new: NewStep, language: str, number: int, corrects: int | None = None
) -> CertificationStep:
    made = CertificationStep(
        claim_id=row.id,
        number=number,
        provider_id=row.provider_id,
        step=new.step.value,
        happened_on=new.on,
        reference=new.reference.strip(),
        words=new.words.strip(),
        language=language,
        corrects=corrects,
        salt=new_salt(),
        author_id=cast("int", work.actor.account_id),
        at=work.now,
    )
    work.session.add(made)
    return made


def step(work: Work, row: CertificationClaim, new: NewStep, language: str, looked_at: int) -> CertificationStep:
    """Record what became of a claim, or put right what was recorded last: by a new entry. Raises Changed, Refused."""
    if row.version != looked_at:
        raise Changed("certification-changed")
    if queries.learner_of(work.session, row.portfolio_id) == work.actor.account_id:
        raise Refused("certification-own")
    if new.step is ClaimState.WITHDRAWN:
        _check_withdrawing(work, row)
    earlier = queries.steps(work.session, row.id)
    last = earlier[-1]
    before = [one for one in earlier if not one.corrected and not (new.corrects and one is last)]
    since = max(one.happened_on for one in before)
    check_step(ClaimState(row.state), new, since, work.today, must_withdraw=row.must_withdraw)
    corrects = last.number if new.corrects else None
    made = _step(work, row, new, language, last.number + 1, corrects)
    if corrects is not None:
        last.corrected = True
    row.state, row.steps = new.step.value, made.number
    if new.step is ClaimState.WITHDRAWN:
        row.must_withdraw = False
    work.session.flush()
    act = CertificationStepped(
        claim=row.public_id,
        number=row.number,
        step=made.number,
        what=made.step,
        on=made.happened_on.isoformat(),
        corrects=corrects,
        content=queries.sealed_step(made),
    )
    work.record(queries.book_of(work.session, row.portfolio_id), act)
    return made


def _check_withdrawing(work: Work, row: CertificationClaim) -> None:
    """Check that whoever withdraws a claim is one who claims. Raises Refused."""
    if not rules.CLAIMANTS & work.actor.roles_at(row.provider_id):
        raise Refused("certification-no-role")


def undermine(work: Work, unit: EnrolledUnit) -> list[CertificationClaim]:
    """Mark every claim that stands of a unit that was reopened: it is to be withdrawn."""
    found = queries.live_claims_of(work.session, unit.id)
    for row in found:
        row.must_withdraw = True
        work.session.flush()
        act = CertificationUndermined(row.public_id, row.number, unit.public_id)
        work.record(queries.book_of(work.session, row.portfolio_id), act)
    return found
