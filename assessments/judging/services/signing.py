"""Declaring, signing, countersigning and reopening units."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select

from assessments.judging import queries
from assessments.judging.events import (
    UnitCountersigned,
    UnitDeclared,
    UnitHeld,
    UnitReleased,
    UnitReopened,
    UnitSigned,
    UnitVerified,
)
from assessments.judging.models import Bar, Reopening, Signature, UnitHold
from assessments.judging.rules import (
    HoldReason,
    UnitStanding,
    check_countersignature,
    check_declaration,
    check_not_own,
    check_reopening,
    check_signature,
    check_verification,
)
from portfolio.core.keys import KeyRing
from portfolio.core.ledger import Book, seal
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim
from portfolio.evidence.queries import criterion_uuids
from portfolio.learning import services as learning
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import LOCKED, Part, UnitStatus
from portfolio.people import queries as people
from portfolio.people.models import Account, Provider
from portfolio.people.rules.interests import Ruling, check_free
from standards.foundation import Act, Changed, Refused, Work
from standards.qualifications.rules.signing import SignaturePart


@dataclass(frozen=True)
class Overturned:
    """What follows where decisions fell."""

    refused: Collection[Claim] = ()
    """Claims that were not found met, and wait again as well."""
    bars: bool = False
    """Whether whoever decided does not judge these criteria of the unit again."""


def check_version(unit: EnrolledUnit, looked_at: int) -> None:
    """Check that a unit is still as it was looked at. Raises Changed."""
    if unit.version != looked_at:
        raise Changed("unit-changed")


def check_declarable(unit: EnrolledUnit, looked_at: int) -> None:
    """Check that a unit is not declared already, and is still as it was looked at. Raises Changed, Refused."""
    if unit.status != UnitStatus.IN_PROGRESS and unit.awaits != SignaturePart.LEARNER:
        raise Refused("already-declared")
    check_version(unit, looked_at)


def check_signable(unit: EnrolledUnit, looked_at: int) -> None:
    """Check that a unit is not signed already, and is still as it was looked at. Raises Changed, Refused."""
    if unit.status in LOCKED:
        raise Refused("already-signed")
    check_version(unit, looked_at)


def declare(work: Work, portfolio: Portfolio, unit: EnrolledUnit) -> Signature:
    """Declare a unit, as its learner: my own work, complete. Raises Refused."""
    if work.actor.account_id != portfolio.account_id:
        raise Refused("not-your-portfolio")
    standing = queries.unit_standing(work.session, unit)
    check_declaration(standing)
    _give_way(work, unit)
    _move(unit, standing, SignaturePart.LEARNER, needs_countersignature=unit.needs_countersignature)
    signature = _signature(work, portfolio, unit, SignaturePart.LEARNER)
    act = UnitDeclared(unit.public_id, signature.public_id, learning.units_after([unit]), str(standing.order))
    work.record(portfolio.book_id, act)
    _over_head(work, portfolio, signature)
    work.react(act)
    return signature


def sign(work: Work, portfolio: Portfolio, unit: EnrolledUnit, keys: KeyRing) -> Signature:
    """Sign a declared unit, as its assessor; its claims are locked from now on. Raises Refused."""
    check_not_own(work.actor.account_id, portfolio.account_id)
    _check_assigned(work, portfolio, unit, Part.ASSESSOR)
    check_interest(work, portfolio)
    standing = queries.unit_standing(work.session, unit)
    check_signature(standing)
    trainee = not work.actor.qualified_at(portfolio.provider_id)
    overseen = bool(_overseen(work, portfolio, unit))
    needs = trainee or standing.decided_by_trainee or overseen
    _give_way(work, unit)
    _move(unit, standing, SignaturePart.ASSESSOR, needs_countersignature=needs)
    signature = _signature(work, portfolio, unit, SignaturePart.ASSESSOR, trainee=trainee)
    after = learning.units_after([unit])
    act = UnitSigned(
        unit.public_id, signature.public_id, trainee, standing.decided_by_trainee, after, str(standing.order), overseen
    )
    work.record(portfolio.book_id, act)
    return _signed(work, portfolio, signature, keys, act)


def countersign(work: Work, portfolio: Portfolio, unit: EnrolledUnit, keys: KeyRing) -> Signature:
    """Countersign, as a qualified assessor, what a trainee decided or signed. Raises Refused."""
    check_not_own(work.actor.account_id, portfolio.account_id)
    _check_assigned(work, portfolio, unit, Part.COUNTERSIGNER)
    check_interest(work, portfolio)
    qualified = work.actor.qualified_at(portfolio.provider_id)
    standing = queries.unit_standing(work.session, unit)
    if work.actor.account_id in _overseen(work, portfolio, unit):
        raise Refused("countersigning-own")
    check_countersignature(standing, work.actor.account_id, qualified=qualified)
    _move(unit, standing, SignaturePart.COUNTERSIGNER, needs_countersignature=True)
    signature = _signature(work, portfolio, unit, SignaturePart.COUNTERSIGNER)
    act = UnitCountersigned(unit.public_id, signature.public_id, learning.units_after([unit]), str(standing.order))
    work.record(portfolio.book_id, act)
    return _signed(work, portfolio, signature, keys, act)


def verify(work: Work, portfolio: Portfolio, unit: EnrolledUnit, keys: KeyRing) -> Signature:
    """Verify a unit, as its quality assurer: everybody else has signed, and nothing holds it up. Raises Refused."""
    check_not_own(work.actor.account_id, portfolio.account_id)
    _check_assigned(work, portfolio, unit, Part.QUALITY_ASSURER)
    check_interest(work, portfolio)
    standing = queries.unit_standing(work.session, unit)
    check_verification(standing, work.actor.account_id, queries.makers(work.session, unit.id))
    _move(unit, standing, SignaturePart.QUALITY_ASSURER, needs_countersignature=unit.needs_countersignature)
    signature = _signature(work, portfolio, unit, SignaturePart.QUALITY_ASSURER)
    act = UnitVerified(unit.public_id, signature.public_id, learning.units_after([unit]), str(standing.order))
    work.record(portfolio.book_id, act)
    return _signed(work, portfolio, signature, keys, act)


def hold(work: Work, portfolio: Portfolio, unit: EnrolledUnit, reason: HoldReason) -> UnitHold:
    """Hold a unit up: until it is released it is neither verified nor certified."""
    row = UnitHold(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        enrolled_unit_id=unit.id,
        reason=reason.value,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(portfolio.book_id, UnitHeld(unit.public_id, row.public_id, row.reason))
    return row


def release(work: Work, portfolio: Portfolio, unit: EnrolledUnit, row: UnitHold) -> None:
    """Let a hold end. Raises Refused where it has ended."""
    if row.released_at is not None or row.enrolled_unit_id != unit.id:
        raise Refused("hold-over")
    row.released_at = work.now
    work.session.flush()
    work.record(portfolio.book_id, UnitReleased(unit.public_id, row.public_id))


def reopen(
    work: Work,
    portfolio: Portfolio,
    unit: EnrolledUnit,
    criteria: Collection[int],
    reason: str,
    *,
    overturned: Overturned | None = None,
) -> Reopening:
    """Reopen a signed unit for the named criteria: their met claims wait again, its signatures are superseded.

    `overturned`: the decisions just fell, by a sample or an appeal: then any unit, and other claims. Raises Refused.
    """
    _check_reopening(work, portfolio, unit, reason, len(criteria), overturned=overturned is not None)
    claims = [*queries.met_claims(work.session, unit.id, criteria), *(overturned.refused if overturned else ())]
    uuids = criterion_uuids(work.session, criteria)
    if {claim.criterion_id for claim in claims} != set(criteria):
        raise Refused("criterion-not-in-unit")
    signatures = _supersede(work, unit)
    learning.move_unit(unit, UnitStatus.IN_PROGRESS, needs_countersignature=False)
    barred = _bar(work, portfolio, claims) if overturned is not None and overturned.bars else ()
    _wait_again(work, claims)
    work.session.flush()
    after = evidence_services.settle_claims(work, claims)
    evidence_services.recount_waiting(work, {claim.evidence_id for claim in claims})
    reopening, digest = _reopening(work, portfolio, unit, sorted(uuids.values()), reason)
    act = UnitReopened(
        unit=unit.public_id,
        criteria=tuple(reopening.criteria),
        claims=tuple(claim.public_id for claim in claims),
        signatures=tuple(signature.public_id for signature in signatures),
        reason=digest,
        units_after=after,
        barred=barred,
    )
    work.record(portfolio.book_id, act)
    work.react(act)
    return reopening


def _check_reopening(
    work: Work, portfolio: Portfolio, unit: EnrolledUnit, reason: str, criteria: int, *, overturned: bool
) -> None:
    check_not_own(work.actor.account_id, portfolio.account_id)
    check_reopening(queries.unit_standing(work.session, unit), work.role, reason, criteria, overturned=overturned)
    if work.role == "assessor":
        _check_assigned(work, portfolio, unit, Part.ASSESSOR)


def _move(unit: EnrolledUnit, standing: UnitStanding, part: SignaturePart, *, needs_countersignature: bool) -> None:
    """Let a unit's status follow from the signature of a part."""
    status, awaits = standing.after(part, needs_countersignature=needs_countersignature)
    learning.move_unit(unit, status, needs_countersignature=needs_countersignature, awaits=awaits)


def _give_way(work: Work, unit: EnrolledUnit) -> None:
    """Let a declaration that a change of claims made void give way to the first new signature."""
    if unit.status == UnitStatus.IN_PROGRESS:
        _supersede(work, unit)


def _supersede(work: Work, unit: EnrolledUnit) -> list[Signature]:
    """Let the signatures that a unit has stand no longer; gives them."""
    signatures = queries.live_signatures(work.session, unit.id)
    for signature in signatures:
        signature.superseded_at = work.now
    return signatures


def _overseen(work: Work, portfolio: Portfolio, unit: EnrolledUnit) -> set[int]:
    """Give who assesses this learner with oversight, of whoever decided on the unit, signed it or does so now."""
    rulings = people.rulings_about(work.session, portfolio.provider_id, portfolio.account_id, work.today)
    with_oversight = {account for account, ruling in rulings.items() if ruling is Ruling.OVERSIGHT}
    if not with_oversight:
        return set()
    return with_oversight & {*queries.makers(work.session, unit.id), cast("int", work.actor.account_id)}


def check_interest(work: Work, portfolio: Portfolio) -> None:
    """Check that the actor has no interest in the learner that keeps them from acting. Raises Refused."""
    rulings = people.rulings_about(work.session, portfolio.provider_id, portfolio.account_id, work.today)
    check_free(rulings.get(cast("int", work.actor.account_id)))


def _check_assigned(work: Work, portfolio: Portfolio, unit: EnrolledUnit, part: Part) -> None:
    assigned = queries.units_assigned(work, work.actor, portfolio.id, part)
    if assigned is not None and unit.id not in assigned:
        raise Refused("unit-not-assigned")


def _signature(
    work: Work, portfolio: Portfolio, unit: EnrolledUnit, part: SignaturePart, *, trainee: bool = False
) -> Signature:
    signature = Signature(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        enrolled_unit_id=unit.id,
        part=part.value,
        account_id=work.actor.account_id,
        trainee=trainee,
        at=work.now,
        head="",
    )
    work.session.add(signature)
    work.session.flush()
    return signature


def _over_head(work: Work, portfolio: Portfolio, signature: Signature) -> Signature:
    """Let a signature name the head of the book, its own entry included."""
    signature.head = _book(work, portfolio).head_hash
    work.session.flush()
    return signature


def _sealed_with_key(work: Work, portfolio: Portfolio, signature: Signature, keys: KeyRing) -> Signature:
    provider = work.session.get_one(Provider, portfolio.provider_id)
    keys.sign_head(work.session, _book(work, portfolio), provider.signing_key, work.now)
    return _over_head(work, portfolio, signature)


def _signed(work: Work, portfolio: Portfolio, signature: Signature, keys: KeyRing, act: Act) -> Signature:
    """Seal a signature, and only then let others do what follows upon it: it is over the head of its own entry."""
    sealed = _sealed_with_key(work, portfolio, signature, keys)
    work.react(act)
    return sealed


def _book(work: Work, portfolio: Portfolio) -> Book:
    return work.session.get_one(Book, portfolio.book_id)


def _bar(work: Work, portfolio: Portfolio, claims: Collection[Claim]) -> tuple[str, ...]:
    """Let whoever decided these claims judge their criteria no more; gives their public ids."""
    standing = queries.standing_decisions(work.session, [claim.id for claim in claims]).values()
    found = {(one.enrolled_unit_id, one.criterion_id, one.assessor_id) for one in standing}
    for key in sorted(found):
        if work.session.get(Bar, key) is None:
            unit_id, criterion_id, account_id = key
            row = Bar(enrolled_unit_id=unit_id, criterion_id=criterion_id, account_id=account_id, at=work.now)
            row.provider_id = portfolio.provider_id
            work.session.add(row)
    asked = select(Account.public_id).where(Account.id.in_({account_id for _unit, _criterion, account_id in found}))
    return tuple(sorted(work.session.scalars(asked)))


def _wait_again(work: Work, claims: Collection[Claim]) -> None:
    for decision in queries.standing_decisions(work.session, [claim.id for claim in claims]).values():
        decision.standing = False
    for claim in claims:
        claim.status = "waiting"


def _reopening(
    work: Work, portfolio: Portfolio, unit: EnrolledUnit, criteria: list[str], reason: str
) -> tuple[Reopening, str]:
    sealed = seal(reason)
    reopening = Reopening(
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        enrolled_unit_id=unit.id,
        account_id=cast("int", work.actor.account_id),
        reason=reason,
        salt=sealed.salt,
        criteria=criteria,
        at=work.now,
    )
    work.session.add(reopening)
    work.session.flush()
    return reopening, sealed.digest
