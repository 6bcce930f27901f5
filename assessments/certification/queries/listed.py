"""Lists of certification: the claims of a centre, the enrolments that something can be claimed of, and one's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, select
from sqlalchemy.orm import Session, aliased

from assessments.certification.models import (
    CertificationClaim,
    CertificationClaimUnit,
    CertificationRegistration,
    CertificationStep,
)
from assessments.certification.policy import CERTIFICATION_READ, POLICY
from assessments.certification.rules.course import ClaimState
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account
from standards.foundation import Actor, Language, Text
from standards.library.models import Standard
from standards.qualifications.models import Qualification

CLAIMS_A_PAGE = 25
ENROLMENTS_A_PAGE = 20
AT_ONCE = 500
AT_MOST = 20
NAMED, CLAIMANT = aliased(Account), aliased(Account)


@dataclass(frozen=True)
class ListedClaim:
    """A claim with everything that a row of the list and of the file says (practice.md 1.9)."""

    row: CertificationClaim
    learner: str
    qualification: Qualification
    named: str
    claimant: str
    registration: CertificationRegistration | None = None
    units: Sequence[tuple[str, Text]] = ()
    steps: Sequence[CertificationStep] = field(default=())

    @property
    def state(self) -> ClaimState:
        return ClaimState(self.row.state)

    def step(self, *wanted: ClaimState) -> CertificationStep | None:
        """Give the last of such steps that stands."""
        found = [one for one in self.steps if one.step in wanted and not one.corrected]
        return found[-1] if found else None


@dataclass(frozen=True)
class Claims:
    rows: Sequence[ListedClaim]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // CLAIMS_A_PAGE))


@dataclass(frozen=True)
class Wanted:
    """Which claims a list shows."""

    qualification: str = ""
    state: str = ""


def _reached(actor: Actor) -> ColumnElement[bool]:
    """Give the condition that a portfolio is at the provider that the actor works in, and not their own."""
    if actor.provider_id is None:
        return false()
    reached = portfolios_of(actor, POLICY[CERTIFICATION_READ])
    return and_(Enrolment.provider_id == actor.provider_id, Enrolment.portfolio_id.in_(reached))


def _claims() -> Select[CertificationClaim, str, Qualification, str, str]:
    return (
        select(CertificationClaim, Account.name, Qualification, NAMED.name, CLAIMANT.name)
        .join(Enrolment, Enrolment.id == CertificationClaim.enrolment_id)
        .join(Portfolio, Portfolio.id == CertificationClaim.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .join(NAMED, NAMED.id == CertificationClaim.named_id)
        .join(CLAIMANT, CLAIMANT.id == CertificationClaim.claimant_id)
    )


def _wanted(actor: Actor, wanted: Wanted) -> Select[CertificationClaim, str, Qualification, str, str]:
    query = _claims().where(_reached(actor))
    if wanted.qualification:
        query = query.where(Qualification.public_id == wanted.qualification)
    if wanted.state:
        query = query.where(CertificationClaim.state == wanted.state)
    return query.order_by(CertificationClaim.must_withdraw.desc(), CertificationClaim.number.desc())


def claims(session: Session, actor: Actor, wanted: Wanted, page: int) -> Claims:
    """Give a page of the claims that somebody follows: what is to be withdrawn first, then the newest."""
    query = _wanted(actor, wanted)
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return Claims(_filled(session, query.limit(CLAIMS_A_PAGE).offset((page - 1) * CLAIMS_A_PAGE)), total, page)


def all_claims(session: Session, actor: Actor, wanted: Wanted) -> Iterator[ListedClaim]:
    """Give all of them, a few hundred at a time, for a file."""
    query, start = _wanted(actor, wanted), 0
    while rows := _filled(session, query.limit(AT_ONCE).offset(start)):
        yield from rows
        start += AT_ONCE


def claims_since(session: Session, provider_id: int, first: date) -> list[ListedClaim]:
    """List a provider's claims of which something happened from a day on, the newest first."""
    happened = exists().where(
        CertificationStep.claim_id == CertificationClaim.id, CertificationStep.happened_on >= first
    )
    of_it = _claims().where(CertificationClaim.provider_id == provider_id, happened)
    return _filled(session, of_it.order_by(CertificationClaim.number.desc()))


def shown_claim(session: Session, row: CertificationClaim) -> ListedClaim:
    return _filled(session, _claims().where(CertificationClaim.id == row.id))[0]


def to_withdraw(session: Session, actor: Actor) -> list[ListedClaim]:
    """List what a start page tells: claims that are to be withdrawn as a unit of theirs was reopened."""
    query = _claims().where(_reached(actor), CertificationClaim.must_withdraw.is_(True))
    return _filled(session, query.order_by(CertificationClaim.number).limit(AT_MOST))


def own_claims(session: Session, actor: Actor) -> list[ListedClaim]:
    """List the claims for a learner, at the provider where they are."""
    mine = (Portfolio.account_id == actor.account_id, Portfolio.provider_id == actor.provider_id)
    return _filled(session, _claims().where(*mine).order_by(CertificationClaim.number.desc()))


def claims_of_enrolment(session: Session, enrolment_id: int) -> list[ListedClaim]:
    query = _claims().where(CertificationClaim.enrolment_id == enrolment_id)
    return _filled(session, query.order_by(CertificationClaim.number.desc()))


def claims_of_unit(session: Session, unit: EnrolledUnit) -> list[ListedClaim]:
    claimed = select(CertificationClaimUnit.claim_id).where(CertificationClaimUnit.enrolled_unit_id == unit.id)
    query = _claims().where(CertificationClaim.enrolment_id == unit.enrolment_id, CertificationClaim.id.in_(claimed))
    return _filled(session, query.order_by(CertificationClaim.number.desc()))


def _filled(session: Session, query: Select[CertificationClaim, str, Qualification, str, str]) -> list[ListedClaim]:
    """Give claims with their registration, units and steps: three questions, however many there are."""
    rows = session.execute(query).all()
    ids, enrolments = [row[0].id for row in rows], {row[0].enrolment_id for row in rows}
    registered = _registrations(session, enrolments) if rows else {}
    units = _units(session, ids) if rows else {}
    steps: dict[int, list[CertificationStep]] = defaultdict(list)
    asked = select(CertificationStep).where(CertificationStep.claim_id.in_(ids)).order_by(CertificationStep.number)
    for one in session.scalars(asked) if rows else ():
        steps[one.claim_id].append(one)
    return [
        ListedClaim(*row, registered.get(row[0].enrolment_id), units.get(row[0].id, ()), steps[row[0].id])
        for row in rows
    ]


def _registrations(session: Session, enrolments: Collection[int]) -> dict[int, CertificationRegistration]:
    asked = select(CertificationRegistration).where(CertificationRegistration.enrolment_id.in_(enrolments))
    return {one.enrolment_id: one for one in session.scalars(asked.order_by(CertificationRegistration.id))}


def _units(session: Session, claim_ids: Collection[int]) -> dict[int, list[tuple[str, Text]]]:
    found: dict[int, list[tuple[str, Text]]] = defaultdict(list)
    asked = (
        select(CertificationClaimUnit.claim_id, Standard.urn, Standard.title)
        .join(EnrolledUnit, EnrolledUnit.id == CertificationClaimUnit.enrolled_unit_id)
        .join(Standard, Standard.id == EnrolledUnit.standard_id)
        .where(CertificationClaimUnit.claim_id.in_(claim_ids))
        .order_by(EnrolledUnit.id)
    )
    for claim_id, urn, title in session.execute(asked):
        found[claim_id].append((urn, title))
    return found


@dataclass(frozen=True)
class Page:
    """One page of enrolments, by their ids."""

    ids: Sequence[int]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ENROLMENTS_A_PAGE))


def with_something_signed(session: Session, actor: Actor, qualification: str, language: Language, page: int) -> Page:
    """Give a page of the enrolments of which anything is signed by all: what can be claimed is among them."""
    query = _enrolments(actor, qualification).where(
        exists().where(EnrolledUnit.enrolment_id == Enrolment.id, EnrolledUnit.complete.is_(True))
    )
    return _page(session, query, language, page)


def enrolments(session: Session, actor: Actor, qualification: str, language: Language, page: int) -> Page:
    """Give a page of the enrolments that are not registered with the awarding organisation yet."""
    registered = exists().where(CertificationRegistration.enrolment_id == Enrolment.id)
    going = Enrolment.status.in_(["active", "paused"])
    return _page(session, _enrolments(actor, qualification).where(~registered, going), language, page)


def _enrolments(actor: Actor, qualification: str) -> Select[int]:
    query = (
        select(Enrolment.id)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(_reached(actor))
    )
    return query.where(Qualification.public_id == qualification) if qualification else query


def _page(session: Session, query: Select[int], language: Language, page: int) -> Page:
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    order = Account.sort_cy if language == "cy" else Account.sort_en
    found = query.order_by(order, Enrolment.id).limit(ENROLMENTS_A_PAGE).offset((page - 1) * ENROLMENTS_A_PAGE)
    return Page(list(session.scalars(found)), total, page)


def qualifications_claimed(session: Session, actor: Actor) -> list[tuple[str, Text, str]]:
    """List the qualifications that anybody is enrolled on, for a filter."""
    rows = session.execute(
        select(Qualification.public_id, Qualification.title, Qualification.number)
        .where(Qualification.id.in_(select(Enrolment.qualification_id).where(_reached(actor))))
        .order_by(Qualification.sort_cy, Qualification.version)
    )
    return [(row[0], row[1], row[2]) for row in rows]


@dataclass(frozen=True)
class OwnRegistration:
    qualification: Text
    number: str | None
    on: date | None


def own_registrations(session: Session, actor: Actor) -> list[OwnRegistration]:
    """List what a learner is enrolled on, with how each is registered."""
    rows = session.execute(
        select(Enrolment.id, Qualification.title)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Portfolio.account_id == actor.account_id, Portfolio.provider_id == actor.provider_id)
        .order_by(Enrolment.id)
    ).all()
    known = _registrations(session, [row[0] for row in rows])
    return [
        OwnRegistration(row[1], known[row[0]].number, known[row[0]].registered_on)
        if row[0] in known
        else OwnRegistration(row[1], None, None)
        for row in rows
    ]
