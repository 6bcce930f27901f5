"""The story that bulk making tells of a learner, told once more: each act by its service."""

from datetime import datetime, timedelta

from sqlalchemy import select

from assessments.judging import services as judging
from assessments.judging.rules import Judgement, Outcome
from portfolio.core.work import UnitOfWork
from portfolio.demo import bulk
from portfolio.demo.evidence_story import HOLD, PARTICULARS
from portfolio.evidence import queries, services
from portfolio.evidence.models import StoredFile
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.learning import services as learning
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.learning.rules import AssessmentLanguage, Part
from portfolio.learning.services import NewAssignment, NewEnrolment
from portfolio.people import services as people
from portfolio.people.models import Account
from portfolio.people.queries import person
from standards.foundation import Role
from standards.library.models import Criterion
from standards.qualifications.models import Unit


class Teller:
    """Does one learner's acts, each an hour after the one before."""

    def __init__(self, work: UnitOfWork, size: bulk.Size, tools: bulk.Tools) -> None:
        self.work, self.size, self.tools = work, size, tools
        self.at: datetime = work.now
        self.opened = bulk.open_centre(work, size, tools.keys)
        self.assessor = self.opened.assessors[0]
        self.file = bulk._file(work, self.opened.provider, tools.store)
        self.learner = people.add_account(
            work,
            email=size.learner(0),
            name=size.name(0),
            language="en",
            password_hash=self.opened.password_hash,
        )
        people.give_role(work, self.opened.provider, self.learner, people.NewRole(Role.LEARNER))
        self.portfolio: Portfolio
        self.units: list[EnrolledUnit] = []

    def next(self, account: Account | None = None, role: Role | None = None) -> UnitOfWork:
        """The unit of work of the next act: somebody's, or the system's own."""
        work = UnitOfWork(self.work.session, now=self.at)
        if account is not None and role is not None:
            actor = person(work.session, account.id, work.today)
            assert actor is not None
            work = UnitOfWork(work.session, actor, role.value, self.at)
        self.at += timedelta(hours=1)
        return work

    def tell(self) -> None:
        self.enrol()
        places = [
            (unit, one)
            for unit in self.units
            for one in self.work.session.scalars(
                select(Criterion.id).where(Criterion.standard_id == unit.standard_id).order_by(Criterion.position)
            )
        ]
        each = self.size.claims_of_a_piece
        for number in range(self.size.pieces):
            if chosen := places[number * each : (number + 1) * each]:
                self.put_forward(number + 1, chosen)
        for unit in [one for one in self.units if one.met == one.total][: self.size.signed_units]:
            judging.declare(self.next(self.learner, Role.LEARNER), self.portfolio, unit)
            judging.sign(self.next(self.assessor, Role.ASSESSOR), self.portfolio, unit, self.tools.keys)

    def enrol(self) -> None:
        self.portfolio = learning.open_portfolio(self.next(), self.opened.provider, self.learner)
        start = self.at.date()
        new = NewEnrolment(start, start + timedelta(weeks=bulk.WEEKS), AssessmentLanguage.BOTH)
        qualification = self.opened.qualification
        enrolment = learning.enrol(self.next(), self.portfolio, qualification, new)
        offered = select(Unit).where(Unit.qualification_id == qualification.id).order_by(Unit.position)
        for unit in self.work.session.scalars(offered).all():
            self.units.append(learning.choose_unit(self.next(), self.portfolio, enrolment, unit))
        work = self.next()
        learning.assign(work, self.portfolio, self.assessor, NewAssignment(Part.ASSESSOR, work.now.date()))

    def put_forward(self, number: int, chosen: list[tuple[EnrolledUnit, int]]) -> None:
        stored = self.work.session.get_one(StoredFile, self.file.id)
        kept = KeptFile("gwaith.txt", stored.sha256, stored.size, stored.media_type)
        content = Content(
            EvidenceKind.PRODUCT,
            f"Eitem {number} / Item {number}",
            self.at.date(),
            "cy",
            f"Beth wnes i, eitem {number}. What I did, item {number}.",
            AiUse.NONE,
            particulars=PARTICULARS,
            confidentiality=Confidentiality.OPEN,
        )
        work = self.next(self.learner, Role.LEARNER)
        evidence = services.start(work, self.portfolio, content)
        services.attach(work, evidence, [kept])
        services.claim(work, evidence, [Wish(unit.id, criterion) for unit, criterion in chosen])
        services.submit(work, self.portfolio, evidence)
        claims = queries.claims_of(work.session, evidence.id)
        said = {claim.public_id: Judgement(Outcome.MET) for claim in claims}
        new = judging.NewJudgement(evidence.version, HOLD, "cy", "", said)
        judging.judge(self.next(self.assessor, Role.ASSESSOR), self.portfolio, evidence, new)


def tell(work: UnitOfWork, size: bulk.Size, tools: bulk.Tools) -> None:
    """Make a centre of one learner as bulk making does, by the services alone."""
    then = UnitOfWork(work.session, work.actor, work.role, work.now - bulk.LONG_AGO)
    Teller(then, size, tools).tell()
