"""Whatever is decided, carried over and taken back, in whatever order: the stored states are those of the replay."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from assessments.carrying import services
from assessments.carrying.models import Carrying
from assessments.carrying.queries import Whom
from assessments.judging import services as judging
from assessments.judging.rules import Judgement, Outcome
from portfolio.core.database import begin, db
from portfolio.core.ledger import Entry
from portfolio.core.work import UnitOfWork, clock
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim
from portfolio.evidence.rules import LIVE_CLAIMS, AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, Wish
from portfolio.learning.rules import UnitStatus
from standards.foundation import Refused
from standards.library.models import Criterion
from tests.carrying.conftest import Stands, Versions, compared, standing
from tests.factories import Centre
from tests.judging.test_anybody import MET, SIGNED, Play, Step
from tests.studies import ALL_RULES, START, Study, portfolio_row

ENTRIES = select(func.count()).select_from(Entry)
PLACES = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("put_some"), st.just("learner"), st.sets(st.integers(0, 4), min_size=1)),
    st.tuples(st.just("put_forward"), st.just("learner"), st.booleans()),
    st.tuples(st.just("revise"), st.just("learner"), PLACES),
    st.tuples(st.just("withdraw"), st.just("learner"), PLACES),
    st.tuples(st.just("judge"), st.just("trainee"), st.tuples(PLACES, st.sampled_from(Outcome))),
    st.tuples(st.just("declare"), st.just("learner"), st.none()),
    st.tuples(st.just("sign"), st.just("trainee"), st.none()),
    st.tuples(st.just("reopen"), st.just("trainee"), st.just("assessor")),
    st.tuples(st.just("carry"), st.just("manager"), st.booleans()),
    st.tuples(st.just("carry"), st.just("manager"), st.booleans()),
    st.tuples(st.just("undo"), st.just("manager"), st.none()),
    st.tuples(st.just("undo"), st.just("manager"), st.none()),
)


@dataclass
class Carriage(Play):
    """One unit that may go on to the second and the third version of its standard, and come back."""

    versions: Versions = field(default_factory=lambda: Versions("", "", ""))
    stood: dict[str, Stands] = field(default_factory=dict)
    """How the unit stood before each carrying."""
    untouched: set[str] = field(default_factory=set)
    """The carryings since which nobody did anything but carry over and take back."""
    undone: int = 0

    def do(self, step: Step) -> None:
        # Each act has its own time, as each POST has.
        self.work.now = clock()
        before = self.work.session.scalar(ENTRIES)
        super().do(step)
        if step[0] not in {"carry", "undo"} and self.work.session.scalar(ENTRIES) != before:
            self.untouched.clear()

    def put_some(self, who: str, places: set[int]) -> None:
        self.become(who, "learner")
        content = Content(
            EvidenceKind.PRODUCT,
            "A visit",
            START + timedelta(days=1),
            "cy",
            "Hyn.",
            AiUse.NONE,
            particulars={"role": "All of it."},
            confidentiality=Confidentiality.OPEN,
        )
        made = evidence_services.start(self.work, portfolio_row(self.work, self.study), content)
        criteria = self.work.session.query(Criterion).filter_by(standard_id=self.unit.standard_id, assessable=True)
        wished = [Wish(self.unit.id, one.id, "see it") for one in criteria.order_by(Criterion.position)]
        evidence_services.claim(self.work, made, [one for at, one in enumerate(wished) if at in places])
        evidence_services.submit(self.work, portfolio_row(self.work, self.study), made)

    def revise(self, who: str, place: int) -> None:
        self.become(who, "learner")
        row = self.evidence(place)
        content = Content(
            EvidenceKind.PRODUCT,
            "Again",
            START + timedelta(days=2),
            "cy",
            "Eto.",
            AiUse.NONE,
            particulars={"role": "All of it."},
            confidentiality=Confidentiality.OPEN,
        )
        evidence_services.change(self.work, row, content)
        evidence_services.submit(self.work, portfolio_row(self.work, self.study), row)

    def judge(self, who: str, said: tuple[int, Outcome]) -> None:
        """Only what may be judged: claims on an earlier version have given way."""
        self.become(who)
        row = self.evidence(said[0])
        counted = [one.value for one in LIVE_CLAIMS]
        claims = self.work.session.query(Claim).where(Claim.evidence_id == row.id, Claim.status.in_(counted))
        words = Judgement(said[1], "Mwy, os gwelwch yn dda.", "I looked at the wrong page.")
        new = judging.NewJudgement(row.version, ALL_RULES, "cy", "", {one.public_id: words for one in claims})
        judging.judge(self.work, portfolio_row(self.work, self.study), row, new)

    def carry(self, who: str, one: bool) -> None:
        self.become(who, "manager")
        now, known = self.standing, self.versions
        pair = (known.first, known.second) if now.edition == "2026-01-31" else (known.second, known.third)
        found = compared(self.work, *pair)
        whom = Whom(unit=self.unit.public_id) if one else Whom()
        services.carry(self.work, found, whom, services.looked_at(found))
        self.stood[self.last.public_id] = now
        self.untouched.add(self.last.public_id)

    @property
    def last(self) -> Carrying:
        found = (
            self.work.session.query(Carrying).where(Carrying.undone_at.is_(None)).order_by(Carrying.id.desc()).first()
        )
        if found is None:
            raise Refused("nothing-there")
        return found

    @property
    def standing(self) -> Stands:
        return standing(self.work, self.unit.public_id)

    def undo(self, who: str, _nothing: None) -> None:
        self.become(who, "manager")
        last, known = self.last, self.versions
        edition = self.stood[last.public_id].edition
        pair = (known.first, known.second) if edition == "2026-01-31" else (known.second, known.third)
        try:
            services.undo(self.work, compared(self.work, *pair), last.public_id)
        except Refused:
            assert last.public_id not in self.untouched
            raise
        self.undone += 1
        assert self.standing == self.stood[last.public_id]

    def check(self) -> None:
        super().check()
        session, unit = self.work.session, self.unit
        counted = self.standing
        assert "of another version" not in counted.criteria
        assert list(counted.criteria.values()).count("met") == counted.met
        if unit.status == UnitStatus.DECLARED:
            assert counted.met == counted.total
        live = session.query(Criterion.standard_id).join(Claim, Claim.criterion_id == Criterion.id)
        live = live.where(Claim.enrolled_unit_id == unit.id, Claim.status.in_(["waiting", "met", "referred"]))
        assert {row[0] for row in live} <= {unit.standard_id}


@contextmanager
def carriage(app: Flask, centre: Centre, study: Study, versions: Versions) -> Iterator[Carriage]:
    with app.app_context():
        session = db.session()
        begin(session, "write")
        yield Carriage(app, UnitOfWork(session), centre, study, versions=versions)
        session.rollback()
        db.session.remove()


def flat(steps: list[Any]) -> list[Step]:
    """What leads somewhere is several steps."""
    return [one for step in steps for one in (step if isinstance(step, list) else [step])]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(st.one_of(STEPS, st.just(MET)), max_size=10).map(flat))
def test_states_are_those_of_the_replay(
    app: Flask, centre: Centre, study: Study, versions: Versions, done: list[Any]
) -> None:
    with carriage(app, centre, study, versions) as play:
        for step in done:
            play.do(step)
            play.check()


def test_two_steps_on_are_two_steps_back(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    back, on = ("undo", "manager", None), ("carry", "manager", True)
    with carriage(app, centre, study, versions) as play:
        reached = []
        for step in (*MET, on, on, back, back, on, on, back, back):
            play.do(step)
            play.check()
            reached.append((play.standing.edition, play.standing.met))
        assert play.undone == 4
    away = [("2026-06-30", 2), ("2027-03-31", 1), ("2026-06-30", 2), ("2026-01-31", 5)]
    assert reached[-8:] == away * 2


def test_a_whole_history(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    """So that the histories above come to where something could go wrong."""
    back, on = ("undo", "manager", None), ("carry", "manager", True)
    again = ("judge", "trainee", (0, Outcome.MET))
    reached = []
    with carriage(app, centre, study, versions) as play:
        for step in (*MET, on, back, on, on, back, again, back, on, *SIGNED, on):
            play.do(step)
            play.check()
            reached.append((play.standing.edition[:4], play.standing.status[:3], play.standing.met))
        assert play.undone == 2
    first, second, third = ("2026", "dec", 5), ("2026", "in_", 2), ("2027", "in_", 1)
    assert reached[2:7] == [first, second, first, second, third]
    assert reached[7:11] == [second, ("2026", "in_", 4), ("2026", "in_", 4), ("2027", "in_", 3)]
    assert reached[11:] == [reached[10]] * 3
