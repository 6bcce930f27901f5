"""What the rules of claiming look at, gathered for many enrolments with a fixed number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session, aliased

from assessments.appeals.models import Case
from assessments.appeals.rules.cases import CaseStatus
from assessments.certification.models import (
    CertificationClaim,
    CertificationClaimUnit,
    CertificationRegistration,
    CertificationTerms,
    ExternalRelease,
)
from assessments.certification.rules.course import LIVE
from assessments.certification.rules.readiness import EnrolmentNow, SampleNow, TermsNow, UnitNow
from assessments.judging.models import Decision, Signature, UnitHold
from assessments.quality.models import Sample, SamplingItem
from assessments.registers.models import RegisterEntry
from assessments.registers.rules import EntryOutcome, Register
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.people import queries as people
from portfolio.people.models import Account
from portfolio.people.rules.interests import Ruling
from standards.foundation import Text
from standards.library.models import Standard
from standards.qualifications import queries as qualifications
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules import GroupRule
from standards.qualifications.rules.signing import SignaturePart

SETTLED = (EntryOutcome.NOT_FOUND.value, EntryOutcome.TOLD.value)
"""A matter of malpractice is open until nothing was found, or the awarding organisation was told."""
QUALITY_ASSURANCE = (SignaturePart.LEARNER.value, SignaturePart.QUALITY_ASSURER.value)
Grouped = Mapping[int, Sequence[Any]]


@dataclass(frozen=True)
class UnitStanding:
    """A chosen unit, with what a list says of it."""

    row: EnrolledUnit
    urn: str
    number: str
    title: Text
    now: UnitNow


@dataclass(frozen=True)
class Standing:
    """An enrolment and its units, as claiming looks at them."""

    row: Enrolment
    learner: str
    qualification: Qualification
    terms: CertificationTerms | None
    registration: CertificationRegistration | None
    now: EnrolmentNow
    units: Sequence[UnitStanding]
    rulings: Mapping[int, Ruling]
    """What holds for those who declared an interest in the learner."""


def standing(session: Session, enrolment: Enrolment, today: date) -> Standing:
    return standings(session, enrolment.provider_id, [enrolment.id], today)[0]


def standings(session: Session, provider_id: int, enrolment_ids: Sequence[int], today: date) -> list[Standing]:
    """Gather what stands of enrolments of one provider, in the order in which they are named."""
    rows = session.execute(
        select(Enrolment, Portfolio.account_id, Account.name, Qualification)
        .join(Portfolio, Portfolio.id == Enrolment.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .join(Qualification, Qualification.id == Enrolment.qualification_id)
        .where(Enrolment.id.in_(enrolment_ids), Enrolment.provider_id == provider_id)
    ).all()
    about = _About(session, provider_id, enrolment_ids)
    about.look({row[1] for row in rows}, {row[3].id for row in rows})
    about.rulings = people.rulings_about_all(session, provider_id, {row[1] for row in rows}, today)
    found = {row[0].id: about.standing(*row) for row in rows}
    return [found[one] for one in enrolment_ids if one in found]


class _About:
    """What was found of the enrolments, by what it belongs to."""

    def __init__(self, session: Session, provider_id: int, enrolment_ids: Collection[int]) -> None:
        self.session, self.provider_id, self.ids = session, provider_id, enrolment_ids
        self.rulings: Mapping[int, Mapping[int, Ruling]] = {}
        self.chosen = select(EnrolledUnit.id).where(EnrolledUnit.enrolment_id.in_(enrolment_ids))

    def look(self, learners: Collection[int], qualification_ids: Collection[int]) -> None:
        """Ask everything, of all enrolments at once."""
        self.units = self._units()
        self.holds = self._by_unit(select(UnitHold.enrolled_unit_id).where(UnitHold.released_at.is_(None)), UnitHold)
        live = (CaseStatus.OPEN.value, CaseStatus.PAUSED.value)
        self.appeals = self._by_unit(select(Case.enrolled_unit_id).where(Case.status.in_(live)), Case)
        looked = select(Sample.enrolled_unit_id, Sample.number, Sample.status, Sample.verdict).order_by(Sample.id)
        self.samples = self._by_unit(looked, Sample)
        picked = select(SamplingItem.enrolled_unit_id).where(SamplingItem.sampled.is_(False))
        self.planned = self._by_unit(picked, SamplingItem)
        self.releases = self._by_unit(select(ExternalRelease.enrolled_unit_id, ExternalRelease.at), ExternalRelease)
        self.signed = self._signed()
        self.makers = self._makers()
        self.claims = self._claims()
        self.registered = {one.enrolment_id: one for one in self._registrations()}
        self.terms = {one.qualification_id: one for one in self._terms(qualification_ids)}
        self.suspected = self._suspected({*learners, *(one for many in self.makers.values() for one in many)})
        self.groups = {one: self._groups(one) for one in qualification_ids}

    def _units(self) -> Grouped:
        rows = self.session.execute(
            select(EnrolledUnit, Standard.urn, Unit.number, Standard.title)
            .join(Unit, Unit.id == EnrolledUnit.unit_id)
            .join(Standard, Standard.id == EnrolledUnit.standard_id)
            .where(EnrolledUnit.enrolment_id.in_(self.ids))
            .order_by(Unit.position, EnrolledUnit.id)
        )
        return _grouped((row[0].enrolment_id, row) for row in rows)

    def _by_unit(self, query: Any, model: Any) -> Grouped:
        rows = self.session.execute(query.where(model.enrolled_unit_id.in_(self.chosen)))
        return _grouped((row[0], row) for row in rows)

    def _signed(self) -> Mapping[int, datetime]:
        rows = self.session.execute(
            select(Signature.enrolled_unit_id, func.max(Signature.at))
            .where(Signature.enrolled_unit_id.in_(self.chosen), Signature.superseded_at.is_(None))
            .group_by(Signature.enrolled_unit_id)
        )
        return {row[0]: row[1] for row in rows}

    def _makers(self) -> Mapping[int, frozenset[int]]:
        judged = Signature.part.not_in(QUALITY_ASSURANCE)
        rows = self.session.execute(
            union(
                select(Decision.enrolled_unit_id, Decision.assessor_id).where(
                    Decision.enrolled_unit_id.in_(self.chosen)
                ),
                select(Signature.enrolled_unit_id, Signature.account_id).where(
                    Signature.enrolled_unit_id.in_(self.chosen), judged
                ),
            )
        )
        return {unit: frozenset(people) for unit, people in _grouped((row[0], row[1]) for row in rows).items()}

    def _claims(self) -> Grouped:
        """Give the claims of each enrolment that stand, as (whether of the whole, unit)."""
        rows = self.session.execute(
            select(CertificationClaim.enrolment_id, CertificationClaim.whole, CertificationClaimUnit.enrolled_unit_id)
            .join(CertificationClaimUnit, CertificationClaimUnit.claim_id == CertificationClaim.id)
            .where(
                CertificationClaim.enrolment_id.in_(self.ids),
                CertificationClaim.state.in_([state.value for state in LIVE]),
            )
        )
        return _grouped((row[0], (row[1], row[2])) for row in rows)

    def _registrations(self) -> Iterator[CertificationRegistration]:
        query = select(CertificationRegistration).where(CertificationRegistration.enrolment_id.in_(self.ids))
        yield from self.session.scalars(query.order_by(CertificationRegistration.id))

    def _terms(self, qualification_ids: Collection[int]) -> Iterator[CertificationTerms]:
        query = select(CertificationTerms).where(
            CertificationTerms.provider_id == self.provider_id,
            CertificationTerms.qualification_id.in_(qualification_ids),
        )
        yield from self.session.scalars(query.order_by(CertificationTerms.number))

    def _suspected(self, people: Collection[int]) -> frozenset[int]:
        """Give of whom a matter of malpractice is open: one whose last entry settles nothing."""
        later = aliased(RegisterEntry)
        matter = func.coalesce(RegisterEntry.follows_id, RegisterEntry.id)
        newer = select(later.id).where(func.coalesce(later.follows_id, later.id) == matter, later.id > RegisterEntry.id)
        rows = self.session.scalars(
            select(RegisterEntry.about_id).where(
                RegisterEntry.provider_id == self.provider_id,
                RegisterEntry.register == Register.MALPRACTICE.value,
                RegisterEntry.about_id.in_(people),
                RegisterEntry.outcome.not_in(SETTLED),
                ~newer.exists(),
            )
        )
        return frozenset(rows)

    def _groups(self, qualification_id: int) -> tuple[tuple[GroupRule, ...], tuple[tuple[int, int], ...]]:
        row = self.session.get_one(Qualification, qualification_id)
        shown = qualifications.shown(self.session, row)
        return shown.rules, tuple(shown.credits_of.items())

    def standing(self, row: Enrolment, learner: int, name: str, qualification: Qualification) -> Standing:
        units = [self._unit(*one) for one in self.units.get(row.id, ())]
        registration, terms = self.registered.get(row.id), self.terms.get(qualification.id)
        makers = frozenset(one for unit in units for one in unit.now.makers)
        groups, credits_of = self.groups[qualification.id]
        now = EnrolmentNow(
            learner=learner,
            registered_on=registration.registered_on if registration else None,
            terms=TermsNow(terms.direct_from, terms.direct_until, terms.least_weeks) if terms else None,
            last_certification=qualification.last_certification,
            restricted=bool(self.suspected & {learner, *makers}),
            whole_claimed=any(whole for whole, _unit in self.claims.get(row.id, ())),
            groups=groups,
            credits_of=credits_of,
            least_credits=qualification.least_credits,
        )
        return Standing(row, name, qualification, terms, registration, now, units, self.rulings.get(learner, {}))

    def _unit(self, row: EnrolledUnit, urn: str, number: str | None, title: Text) -> UnitStanding:
        claimed = {unit for _whole, unit in self.claims.get(row.enrolment_id, ())}
        signed = self.signed.get(row.id)
        now = UnitNow(
            key=row.public_id,
            unit=row.unit_id,
            met=row.total > 0 and row.met == row.total,
            complete=row.complete,
            awaits=row.awaits,
            held=row.id in self.holds,
            appealed=row.id in self.appeals,
            samples=[SampleNow(one[1], one[2], one[3]) for one in self.samples.get(row.id, ())],
            planned=len(self.planned.get(row.id, ())),
            released=any(signed is not None and one[1] >= signed for one in self.releases.get(row.id, ())),
            claimed=row.id in claimed,
            makers=self.makers.get(row.id, frozenset()),
        )
        return UnitStanding(row, urn, number or "", title, now)


def _grouped(pairs: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
