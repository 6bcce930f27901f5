"""What carrying a unit over left to be done, brought and dropped, as the page of the unit tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from assessments.carrying.models import CarriedClaim, Carrying
from assessments.carrying.rules import Became, Step, steps_from_stored
from portfolio.core.work import clock
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.evidence.queries import day_of, put_forward, title_for
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Actor
from standards.library.models import Standard
from standards.library.queries import Outline, ShownCriterion, outlines


@dataclass(frozen=True)
class Put:
    """A piece of evidence that was put to a criterion which is no longer asked, and how its claim stood."""

    evidence: str
    title: str
    language: str
    status: str


@dataclass(frozen=True)
class Difference:
    """A criterion that does not ask what it asked before: changed, new, or gone."""

    became: Became
    criterion: ShownCriterion
    """In the later version; in the earlier one where it is gone."""
    before: tuple[str, ...]
    """The codes that it had in the earlier version."""
    put: tuple[Put, ...] = ()


@dataclass(frozen=True)
class Since:
    """What is different for a unit since it was carried over."""

    before: Standard
    after: Standard
    at: datetime
    same: int
    """How many criteria ask what they asked before."""
    differences: tuple[Difference, ...]


def since(session: Session, actor: Actor, unit: EnrolledUnit) -> Since | None:
    """Tell what is different since a unit was last carried to the version that it is on; none where it was not."""
    earlier, later = aliased(Standard), aliased(Standard)
    found = session.execute(
        select(Carrying, earlier, later)
        .join(earlier, earlier.id == Carrying.before_id)
        .join(later, later.id == Carrying.after_id)
        .where(
            Carrying.enrolled_unit_id == unit.id,
            Carrying.after_id == unit.standard_id,
            Carrying.undone_at.is_(None),
        )
        .order_by(Carrying.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    carrying, before, after = found
    texts = outlines(session, [before.id, after.id])
    steps = steps_from_stored(carrying.ways)
    return Since(
        before,
        after,
        carrying.at,
        len({one.after for one in steps if one.became is Became.CARRIED}),
        tuple(_differences(steps, texts[before.id], texts[after.id], _put(session, actor, carrying))),
    )


def _differences(
    steps: Iterable[Step], older: Outline, younger: Outline, put: Mapping[int, tuple[Put, ...]]
) -> Iterator[Difference]:
    """Give what changed, what is new and what is gone, in the orders of the versions."""
    changed: dict[str, list[str]] = defaultdict(list)
    for one in steps:
        if one.became is Became.AGAIN and one.before and one.after:
            changed[one.after].append(one.before)
    new = {one.after for one in steps if one.became is Became.NEW}
    for criterion in younger.assessable:
        if criterion.code in changed:
            yield Difference(Became.AGAIN, criterion, tuple(changed[criterion.code]))
        elif criterion.code in new:
            yield Difference(Became.NEW, criterion, ())
    gone = {one.before for one in steps if one.became is Became.GONE}
    for criterion in older.assessable:
        if criterion.code in gone:
            yield Difference(Became.GONE, criterion, (criterion.code,), put.get(criterion.id, ()))


def _put(session: Session, actor: Actor, carrying: Carrying) -> dict[int, tuple[Put, ...]]:
    """Give by criterion the evidence whose claims went nowhere; those never sent for their owner alone."""
    rows = [*session.execute(_submitted(carrying, actor))]
    rows += session.execute(_set_aside(carrying).where(Portfolio.account_id == actor.account_id))
    found: dict[int, list[Put]] = defaultdict(list)
    for criterion_id, *said in rows:
        found[criterion_id].append(Put(*said))
    return {criterion_id: tuple(puts) for criterion_id, puts in found.items()}


def _submitted(carrying: Carrying, actor: Actor) -> Select[int, str, str, str, str]:
    title = title_for(actor.account_id, day_of(clock()))
    return (
        select(Claim.criterion_id, Evidence.public_id, title, Revision.language, CarriedClaim.from_status)
        .join(CarriedClaim, and_(CarriedClaim.from_id == Claim.id, CarriedClaim.claim_id.is_(None)))
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Revision, put_forward())
        .where(CarriedClaim.carrying_id == carrying.id)
        .order_by(Claim.id)
    )


def _set_aside(carrying: Carrying) -> Select[int, str, str, str, str]:
    return (
        select(Claim.criterion_id, Evidence.public_id, Evidence.title, Evidence.language, Claim.status)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Portfolio, Portfolio.id == Claim.portfolio_id)
        .where(
            Claim.enrolled_unit_id == carrying.enrolled_unit_id,
            Claim.status == ClaimStatus.SET_ASIDE.value,
        )
        .order_by(Claim.id)
    )
