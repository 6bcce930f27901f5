"""A learner's way through a qualification, each step by the services and by whoever takes it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from flask import Flask

from assessments.judging import services as judging
from assessments.judging.rules import Judgement, Outcome, RulesOfEvidence
from portfolio.core.database import begin, db
from portfolio.core.keys import KeyRing
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.rules.kinds import RECORDS
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.learning import services as learning
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import AssessmentLanguage, Part
from portfolio.learning.services import NewAssignment, NewEnrolment
from portfolio.people.models import Account, Provider
from portfolio.people.queries import person
from standards.drafting import Draft
from standards.foundation import Role, Text
from standards.library.models import Criterion
from standards.library.services import publish as publish_standard
from standards.qualifications import services as qualifications
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules import Combination
from standards.qualifications.rules.evidence import EvidenceRule
from standards.qualifications.rules.signing import DEFAULT_ORDER, SigningOrder
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from tests.factories import Centre, Someone
from tests.library.drafts import small_draft

ALL_RULES = RulesOfEvidence(valid=True, authentic=True, current=True)
START, PLANNED_END = date(2026, 1, 5), date(2027, 1, 5)


@contextmanager
def acting(app: Flask, someone: Someone | None = None, role: Role | None = None) -> Iterator[UnitOfWork]:
    """A unit of work of somebody (or of the system), committed at the end."""
    with app.app_context():
        session = db.session()
        begin(session, "write")
        work = UnitOfWork(session)
        if someone is not None:
            actor = person(session, someone.account_id, work.today)
            assert actor is not None
            work.actor, work.role = actor, role.value if role else "system"
        yield work
        session.commit()
        db.session.remove()


def keys(app: Flask) -> KeyRing:
    return cast("KeyRing", app.extensions["keys"])


@dataclass(frozen=True)
class Study:
    """A learner enrolled on a qualification; rows by their random ids."""

    learner: Someone
    portfolio: str
    enrolment: str
    units: tuple[str, ...]


def publish_qualification(
    work: UnitOfWork,
    units: int = 2,
    number: str = "610/1",
    drafts: Sequence[Draft] = (),
    rules: Sequence[EvidenceRule] = (),
    signing: SigningOrder = DEFAULT_ORDER,
) -> Qualification:
    """A published qualification of the shared library: its first unit is mandatory, one of the others is optional.

    Its standards are small ones, or those that are given. `rules`: what its first unit asks of its evidence.
    """
    row = qualifications.create(work, NewQualification(number, Text("Cyngor ac arweiniad", "Advice and guidance"), 3))
    mandatory = qualifications.add_group(work, row, NewGroup(Text("Gorfodol", "Mandatory")))
    optional = None
    for place, draft in enumerate(drafts or [small_draft(f"ZZTST{place + 11}") for place in range(units)]):
        standard = publish_standard(work, draft).standard
        if place == 1:
            group = NewGroup(Text("Dewisol", "Optional"), Combination.UNITS, 1, None)
            optional = qualifications.add_group(work, row, group)
        asked = [] if place else [rule.to_json() for rule in rules]
        new = NewUnit(standard, f"U/{place + 1}", credits=4, evidence_rules=asked)
        qualifications.add_unit(work, row, optional or mandatory, new)
    qualifications.set_signing(work, row, signing)
    return qualifications.publish(work, row)


def enrol(work: UnitOfWork, centre: Centre, learner: Someone, qualification: Qualification) -> Study:
    """Enrol a learner on all units, with everybody that they need."""
    session = work.session
    provider, account = session.get_one(Provider, centre.provider_id), session.get_one(Account, learner.account_id)
    portfolio = learning.open_portfolio(work, provider, account)
    new = NewEnrolment(START, PLANNED_END, AssessmentLanguage.WELSH)
    enrolment = learning.enrol(work, portfolio, qualification, new)
    units = session.query(Unit).where(Unit.qualification_id == qualification.id).order_by(Unit.id)
    chosen = [learning.choose_unit(work, portfolio, enrolment, unit) for unit in units]
    parts = {
        Part.ASSESSOR: centre.trainee,
        Part.COUNTERSIGNER: centre.assessor,
        Part.QUALITY_ASSURER: centre.quality_assurer,
    }
    for part, someone in parts.items():
        who = session.get_one(Account, someone.account_id)
        learning.assign(work, portfolio, who, NewAssignment(part, START, why="Reached by bus."))
    return Study(learner, portfolio.public_id, enrolment.public_id, tuple(unit.public_id for unit in chosen))


def certificated_for(app: Flask, days: int) -> date:
    """Let every qualification be certificated for so many days from today; gives the last."""
    with acting(app) as work:
        last = work.today + timedelta(days)
        for row in work.session.query(Qualification):
            qualifications.set_last_certification(work, row, last)
    return last


def provider_row(work: UnitOfWork, centre: Centre) -> Provider:
    return work.session.get_one(Provider, centre.provider_id)


def portfolio_row(work: UnitOfWork, study: Study) -> Portfolio:
    return work.session.query(Portfolio).where(Portfolio.public_id == study.portfolio).one()


def enrolment_row(work: UnitOfWork, study: Study) -> Enrolment:
    return work.session.query(Enrolment).where(Enrolment.public_id == study.enrolment).one()


def unit_row(work: UnitOfWork, public_id: str) -> EnrolledUnit:
    return work.session.query(EnrolledUnit).where(EnrolledUnit.public_id == public_id).one()


def submit(
    work: UnitOfWork,
    study: Study,
    unit: str,
    title: str = "Diary",
    *codes: str,
    kind: EvidenceKind = EvidenceKind.REFLECTIVE_ACCOUNT,
    happened_on: date = START + timedelta(days=7),
    also: Sequence[str] = (),
) -> str:
    """Submit evidence, a written account, against criteria of a unit: all of them where none is named.

    `also`: other units, of which it claims the same.
    """
    portfolio, rows = portfolio_row(work, study), [unit_row(work, one) for one in (unit, *also)]
    said = {one.value: "Yn y swyddfa." for one in RECORDS[kind].needed}
    content = Content(
        kind, title, happened_on, "cy", "Gwnes i hyn.", AiUse.NONE, "", said, confidentiality=Confidentiality.OPEN
    )
    made = evidence_services.start(work, portfolio, content)
    evidence_services.attach(work, made, [KeptFile("nodiadau.txt", title.encode().hex().zfill(64), 9, "text/plain")])
    wishes = [
        Wish(row.id, one.id)
        for row in rows
        for one in work.session.query(Criterion).filter_by(standard_id=row.standard_id, assessable=True)
        if not codes or one.code in codes
    ]
    evidence_services.claim(work, made, wishes)
    evidence_services.submit(work, portfolio, made)
    return made.public_id


def judge(work: UnitOfWork, study: Study, evidence: str, outcome: Outcome = Outcome.MET) -> None:
    """Decide every waiting claim of a piece of evidence in one way."""
    row = work.session.query(Evidence).where(Evidence.public_id == evidence).one()
    claims = work.session.query(Claim).where(Claim.evidence_id == row.id, Claim.status == "waiting")
    said = {claim.public_id: Judgement(outcome, "Ychwanegwch ddyddiad.") for claim in claims}
    new = judging.NewJudgement(row.version, ALL_RULES, "cy", "Da iawn.", said)
    judging.judge(work, portfolio_row(work, study), row, new)


def sign_off(app: Flask, centre: Centre, study: Study, unit: str) -> None:
    """Declare, sign and countersign a unit whose criteria are all met."""
    with acting(app, study.learner, Role.LEARNER) as work:
        judging.declare(work, portfolio_row(work, study), unit_row(work, unit))
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judging.sign(work, portfolio_row(work, study), unit_row(work, unit), keys(app))
    with acting(app, centre.assessor, Role.ASSESSOR) as work:
        judging.countersign(work, portfolio_row(work, study), unit_row(work, unit), keys(app))


def whole_job(app: Flask, centre: Centre, learner: Someone, qualification: int) -> Study:
    """A learner of whom every kind of act is told: one unit signed off and reopened, another under way."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        study = enrol(work, centre, learner, work.session.get_one(Qualification, qualification))
    first, second = study.units[:2]
    evidence = []
    for unit, title, codes in ((first, "Diary", ()), (second, "Letter", ("P1", "K1"))):
        with acting(app, learner, Role.LEARNER) as work:
            evidence.append(submit(work, study, unit, title, *codes))
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, evidence[0])
        judge(work, study, evidence[1], Outcome.REFERRED)
    sign_off(app, centre, study, first)
    return study


def reopen(app: Flask, centre: Centre, study: Study, unit: str) -> None:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = unit_row(work, unit)
        of_standard = work.session.query(Criterion).where(Criterion.standard_id == row.standard_id)
        criterion = of_standard.where(Criterion.code == "P1").one()
        portfolio = portfolio_row(work, study)
        judging.reopen(work, portfolio, row, [criterion.id], "The diary is of another person.")
