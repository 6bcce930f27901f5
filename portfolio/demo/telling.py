"""Tells the story of one learner of the centre: every act by the services, by whoever did it, on its day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.judging import services as judging
from assessments.judging.models import Judgement as JudgementRow
from assessments.judging.rules import Judgement, Outcome, RulesOfEvidence
from portfolio.aids import services as aids
from portfolio.aids.rules import How
from portfolio.aids.services import Translation
from portfolio.core import contents
from portfolio.core.keys import KeyRing
from portfolio.core.store import FolderStore
from portfolio.core.work import LONDON, UnitOfWork
from portfolio.demo import files
from portfolio.demo.stories import Deed, Doing, Learner, MadeFile, Piece, Place
from portfolio.evidence import queries as evidence_queries
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Evidence
from portfolio.evidence.rules import AiUse
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.learning import services as learning
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import ClaimStatus, EnrolmentStatus
from portfolio.people.queries import person
from standards.foundation import Role

HOLD = RulesOfEvidence(valid=True, authentic=True, current=True)
SATURDAY = 5
BETWEEN_ACTS = timedelta(minutes=25)
EARLIER = timedelta(days=2)
"""How long before it was put forward the work itself was done."""


@dataclass
class Calendar:
    """Gives every act of a story its time: on a working day, each later than the one before."""

    now: datetime
    hour: time
    last: datetime | None = None

    def at(self, days_ago: int) -> datetime:
        day = self.now.astimezone(LONDON).date() - timedelta(days=days_ago)
        while day.weekday() >= SATURDAY:
            day -= timedelta(days=1)
        wanted = datetime.combine(day, self.hour, LONDON)
        self.last = wanted if self.last is None else max(wanted, self.last + BETWEEN_ACTS)
        return self.last


@dataclass(frozen=True)
class Scene:
    """What all stories share: where they are kept, and who the people are by their keys."""

    session: Session
    keys: KeyRing
    store: FolderStore
    people: Mapping[str, int]

    def acting(self, key: str, role: Role, at: datetime) -> UnitOfWork:
        """Give the unit of work of somebody, in a role, at a time."""
        actor = person(self.session, self.people[key], at.astimezone(LONDON).date())
        if actor is None or role not in actor.roles_at(None):
            raise LookupError(f"{key} is no {role.value} then")
        return UnitOfWork(self.session, actor, role.value, at)


@dataclass
class Teller:
    """Tells what one enrolled learner and their assessors did."""

    scene: Scene
    learner: Learner
    portfolio: Portfolio
    enrolment: Enrolment
    units: Mapping[str, EnrolledUnit]
    """By the URN of their standard."""
    criteria: Mapping[Place, int]
    manager: str
    assurer: str
    calendar: Calendar
    written: dict[str, Evidence] = field(default_factory=dict)

    def tell(self) -> None:
        acts: dict[Doing, Callable[[Deed, datetime], object]] = {
            Doing.DRAFT: self._draft,
            Doing.SUBMIT: self._submit,
            Doing.REWRITE: self._rewrite,
            Doing.TRANSLATE: self._translate,
            Doing.JUDGE: self._judge,
            Doing.ACKNOWLEDGE: self._acknowledge,
            Doing.DECLARE: self._declare,
            Doing.SIGN: self._sign,
            Doing.COUNTERSIGN: self._countersign,
            Doing.VERIFY: self._verify,
            Doing.REOPEN: self._reopen,
            Doing.PAUSE: lambda deed, at: self._stop(deed, at, EnrolmentStatus.PAUSED),
            Doing.LEAVE: lambda deed, at: self._stop(deed, at, EnrolmentStatus.WITHDRAWN),
        }
        for deed in self.learner.deeds:
            acts[deed.doing](deed, self.calendar.at(deed.day))

    def _as_learner(self, at: datetime) -> UnitOfWork:
        return self.scene.acting(self.learner.key, Role.LEARNER, at)

    def _as_assessor(self, at: datetime) -> UnitOfWork:
        return self.scene.acting(self.learner.assessor, Role.ASSESSOR, at)

    def _draft(self, deed: Deed, at: datetime) -> Evidence:
        work, piece = self._as_learner(at), self.learner.pieces[deed.on]
        evidence = evidence_services.start(work, self.portfolio, _content(piece, piece.words, at))
        evidence_services.attach(work, evidence, [self._kept(one, piece) for one in piece.files])
        evidence_services.claim(work, evidence, self._wishes(piece))
        for who, scope in piece.consents:
            new = evidence_services.NewConsent(who, scope, piece.language)
            evidence_services.add_consent(work, self.portfolio, evidence, new)
        self.written[deed.on] = evidence
        return evidence

    def _submit(self, deed: Deed, at: datetime) -> None:
        evidence_services.submit(self._as_learner(at), self.portfolio, self._draft(deed, at))

    def _rewrite(self, deed: Deed, at: datetime) -> None:
        """Answer what came back: new words, and the same criteria claimed again."""
        work, piece, evidence = self._as_learner(at), self.learner.pieces[deed.on], self.written[deed.on]
        if piece.rewritten is None:
            raise LookupError(f"{deed.on} was never rewritten")
        evidence_services.change(work, evidence, _content(piece, piece.rewritten, at))
        evidence_services.claim(work, evidence, self._wishes(piece))
        evidence_services.submit(work, self.portfolio, evidence)

    def _translate(self, deed: Deed, at: datetime) -> None:
        evidence = self.written[deed.on]
        aids.attach(self._as_learner(at), evidence, Translation(deed.words, How.OWN), evidence.revision)

    def _wishes(self, piece: Piece) -> list[Wish]:
        return [
            Wish(self.units[place[0]].id, self.criteria[place], piece.notes.get(place, "")) for place in piece.claims
        ]

    def _kept(self, made: MadeFile, piece: Piece) -> KeptFile:
        """Put a file into the store by the way that every file goes: its type is found in its content."""
        with self.scene.store.receive() as incoming:
            incoming.write(files.make(made.maker, made.content, piece.language))
            incoming.settle()
            media_type = contents.inspect(incoming.path, made.name)
            address = self.scene.store.keep(incoming, str(self.portfolio.provider_id))
            return KeptFile(made.name, address.sha256, incoming.size, media_type)

    def _judge(self, deed: Deed, at: datetime) -> None:
        evidence = self.written[deed.on]
        said = {self._spot(place): Judgement(Outcome.REFERRED, words) for place, words in (deed.refer or {}).items()}
        said |= {self._spot(place): Judgement(Outcome.NOT_YET, words) for place, words in (deed.not_yet or {}).items()}
        by_claim = {
            claim.public_id: said.pop((claim.enrolled_unit_id, claim.criterion_id), Judgement(Outcome.MET))
            for claim in evidence_queries.claims_of(self.scene.session, evidence.id)
            if claim.status == ClaimStatus.WAITING
        }
        if said:
            raise LookupError(f"{deed.on} does not claim all that is judged")
        new = judging.NewJudgement(evidence.version, HOLD, evidence.language, deed.words, by_claim)
        judging.judge(self._as_assessor(at), self.portfolio, evidence, new)

    def _spot(self, place: Place) -> tuple[int, int]:
        return self.units[place[0]].id, self.criteria[place]

    def _acknowledge(self, deed: Deed, at: datetime) -> None:
        latest = (
            select(JudgementRow)
            .where(JudgementRow.evidence_id == self.written[deed.on].id)
            .order_by(JudgementRow.id.desc())
            .limit(1)
        )
        judgement = self.scene.session.scalars(latest).one()
        judging.acknowledge(self._as_learner(at), self.portfolio, judgement)

    def _declare(self, deed: Deed, at: datetime) -> None:
        judging.declare(self._as_learner(at), self.portfolio, self.units[deed.on])

    def _sign(self, deed: Deed, at: datetime) -> None:
        judging.sign(self._as_assessor(at), self.portfolio, self.units[deed.on], self.scene.keys)

    def _countersign(self, deed: Deed, at: datetime) -> None:
        work = self.scene.acting(self.learner.countersigner or "", Role.ASSESSOR, at)
        judging.countersign(work, self.portfolio, self.units[deed.on], self.scene.keys)

    def _verify(self, deed: Deed, at: datetime) -> None:
        work = self.scene.acting(self.assurer, Role.QUALITY_ASSURER, at)
        judging.verify(work, self.portfolio, self.units[deed.on], self.scene.keys)

    def _reopen(self, deed: Deed, at: datetime) -> None:
        criteria: Collection[int] = [self.criteria[place] for place in deed.criteria]
        judging.reopen(self._as_assessor(at), self.portfolio, self.units[deed.on], criteria, deed.words)

    def _stop(self, deed: Deed, at: datetime, status: EnrolmentStatus) -> None:
        work = self.scene.acting(self.manager, Role.MANAGER, at)
        learning.change_status(work, self.portfolio, self.enrolment, status, deed.words)


def _content(piece: Piece, words: str, at: datetime) -> Content:
    return Content(
        kind=piece.kind,
        title=piece.title,
        happened_on=(at - EARLIER).date(),
        language=piece.language,
        words=words,
        ai_use=AiUse.USED if piece.ai else AiUse.NONE,
        ai_note=piece.ai,
        particulars=piece.particulars,
        confidentiality=piece.confidentiality,
    )
