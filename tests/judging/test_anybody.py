"""Whoever does what in whatever order: the books tell what is stored, nothing is signed unmet, nothing disappears."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.judging import services as judging
from assessments.judging.models import Decision, Signature
from assessments.judging.models import Judgement as JudgementRow
from assessments.judging.rules import Judgement, Outcome
from assessments.judging.services import signing
from portfolio.app import all_acts, all_stored_facts
from portfolio.core.database import begin, db
from portfolio.core.ledger import Entry
from portfolio.core.ledger_check import Check
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, Wish
from portfolio.learning.models import CriterionStatus, EnrolledUnit
from portfolio.learning.rules import LOCKED
from portfolio.people.queries import person, verifying_key
from standards.foundation import Refused
from standards.library.models import Criterion
from tests.factories import Centre, Someone
from tests.studies import ALL_RULES, START, Study, keys, portfolio_row, unit_row

PEOPLE = ("learner", "trainee", "assessor", "quality_assurer", "manager", "other_manager", "stranger")
ROLES = ("assessor", "quality_assurer", "manager")
people, outcomes, places = st.sampled_from(PEOPLE), st.sampled_from(list(Outcome)), st.integers(0, 4)
Step = tuple[str, str, Any]
MET: list[Step] = [
    ("put_forward", "learner", True),
    ("judge", "trainee", (0, Outcome.MET)),
    ("declare", "learner", None),
]
SIGNED: list[Step] = [("sign", "trainee", None), ("countersign", "assessor", None)]
REOPENED: list[Step] = [("reopen", "quality_assurer", "quality_assurer")]
TAKEN_BACK: list[Step] = [
    ("put_forward", "learner", True),
    ("judge", "trainee", (0, Outcome.MET)),
    ("take_back", "trainee", 0),
]
valid = st.sampled_from([MET, SIGNED, REOPENED, TAKEN_BACK])
"""What leads somewhere; the odd acts of odd people are strewn between."""
odd = st.one_of(
    st.tuples(st.just("put_forward"), st.just("learner"), st.booleans()),
    st.tuples(st.just("judge"), people, st.tuples(places, outcomes)),
    st.tuples(st.just("withdraw"), st.just("learner"), places),
    st.tuples(st.sampled_from(["declare", "sign", "countersign"]), people, st.none()),
    st.tuples(st.just("take_back"), people, places),
    st.tuples(st.just("reopen"), people, st.sampled_from(ROLES)),
).map(lambda step: [step])
histories = st.lists(st.one_of(valid, odd, valid), min_size=2, max_size=7).map(
    lambda parts: list(chain.from_iterable(parts))
)


@dataclass
class Play:
    """One portfolio with one unit that counts, and everybody who might act on it."""

    app: Flask
    work: UnitOfWork
    centre: Centre
    study: Study
    seen: dict[str, dict[int, Any]] = field(default_factory=dict)

    def become(self, who: str, role: str = "assessor") -> None:
        someone: Someone = self.study.learner if who == "learner" else getattr(self.centre, who)
        actor = person(self.work.session, someone.account_id, self.work.today)
        assert actor is not None
        self.work.actor, self.work.role = actor, role

    @property
    def unit(self) -> EnrolledUnit:
        return unit_row(self.work, self.study.units[0])

    def evidence(self, place: int) -> Evidence:
        found = self.work.session.query(Evidence).order_by(Evidence.id.desc()).all()
        if not found:
            raise Refused("nothing-there")
        return found[place % len(found)]

    def put_forward(self, who: str, whole: bool) -> None:
        self.become(who, "learner")
        day = START + timedelta(days=1)
        content = Content(
            EvidenceKind.PRODUCT,
            "A visit",
            day,
            "cy",
            "Mi wnes i hyn.",
            AiUse.NONE,
            particulars={"role": "All of it."},
            confidentiality=Confidentiality.OPEN,
        )
        made = evidence_services.start(self.work, portfolio_row(self.work, self.study), content)
        criteria = self.work.session.query(Criterion).filter_by(standard_id=self.unit.standard_id, assessable=True)
        wished = [Wish(self.unit.id, one.id) for one in criteria.order_by(Criterion.position)]
        evidence_services.claim(self.work, made, wished if whole else wished[:1])
        evidence_services.submit(self.work, portfolio_row(self.work, self.study), made)

    def withdraw(self, who: str, place: int) -> None:
        self.become(who, "learner")
        row = self.evidence(place)
        evidence_services.withdraw(self.work, portfolio_row(self.work, self.study), row, "It was not mine.")

    def judge(self, who: str, said: tuple[int, Outcome]) -> None:
        self.become(who)
        row = self.evidence(said[0])
        claims = self.work.session.query(Claim).filter_by(evidence_id=row.id)
        words = Judgement(said[1], "Mwy, os gwelwch yn dda.", "I looked at the wrong page.")
        by_claim = {claim.public_id: words for claim in claims}
        new = judging.NewJudgement(row.version, ALL_RULES, "cy", "", by_claim)
        judging.judge(self.work, portfolio_row(self.work, self.study), row, new)

    def take_back(self, who: str, place: int) -> None:
        self.become(who)
        saved = self.work.session.query(JudgementRow).order_by(JudgementRow.id.desc()).all()
        if not saved:
            raise Refused("nothing-there")
        row = saved[place % len(saved)]
        evidence = self.work.session.get_one(Evidence, row.evidence_id)
        judging.take_back(self.work, portfolio_row(self.work, self.study), evidence, row)

    def declare(self, who: str, _nothing: None) -> None:
        self.become(who, "learner")
        judging.declare(self.work, portfolio_row(self.work, self.study), self.unit)

    def sign(self, who: str, _nothing: None) -> None:
        self.become(who)
        judging.sign(self.work, portfolio_row(self.work, self.study), self.unit, keys(self.app))

    def countersign(self, who: str, _nothing: None) -> None:
        self.become(who)
        judging.countersign(self.work, portfolio_row(self.work, self.study), self.unit, keys(self.app))

    def reopen(self, who: str, role: str) -> None:
        self.become(who, role)
        criterion = (
            self.work.session.query(Criterion)
            .filter_by(standard_id=self.unit.standard_id, assessable=True)
            .order_by(Criterion.id)
            .first()
        )
        assert criterion is not None
        portfolio = portfolio_row(self.work, self.study)
        judging.reopen(self.work, portfolio, self.unit, [criterion.id], "The wrong diary was looked at.")

    def do(self, step: Step) -> None:
        act: Callable[[str, Any], None] = getattr(self, step[0])
        # What a rule refuses leaves nothing, as a page that is refused does.
        with contextlib.suppress(Refused), self.work.session.begin_nested():
            act(*step[1:])

    def check(self) -> None:
        """What holds after every act."""
        session = self.work.session
        session.flush()
        assert list(Check(session, all_acts(), all_stored_facts(), verifying_key).wrongs()) == []
        if self.unit.status in LOCKED:
            states = session.query(CriterionStatus).filter_by(enrolled_unit_id=self.unit.id)
            assert [row.state for row in states] == ["met"] * self.unit.total
        learner = self.study.learner.account_id
        assert session.query(Decision).filter_by(assessor_id=learner).count() == 0
        signed = session.query(Signature).filter(Signature.part != "learner", Signature.account_id == learner)
        assert signed.count() == 0
        self.nothing_disappeared()

    def nothing_disappeared(self) -> None:
        session = self.work.session
        now: dict[str, dict[int, Any]] = {
            "entries": {row.id: row.canonical for row in session.query(Entry)},
            "revisions": {row.id: (row.words, row.title, row.digest) for row in session.query(Revision)},
            "decisions": {row.id: (row.outcome, row.feedback, row.assessor_id) for row in session.query(Decision)},
            "signatures": {row.id: (row.part, row.account_id, row.head) for row in session.query(Signature)},
            "claims": {row.id: row.criterion_id for row in session.query(Claim)},
        }
        for kind, rows in self.seen.items():
            assert rows.items() <= now[kind].items(), f"{kind} changed or went"
        self.seen = now


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=histories)
def test_whoever_does_what(app: Flask, centre: Centre, study: Study, done: list[Step]) -> None:
    with playing(app, centre, study) as play:
        for step in done:
            play.do(step)
            play.check()


@contextlib.contextmanager
def playing(app: Flask, centre: Centre, study: Study) -> Iterator[Play]:
    with app.app_context():
        session = db.session()
        begin(session, "write")
        yield Play(app, UnitOfWork(session), centre, study)
        session.rollback()
        db.session.remove()


def test_what_is_valid_leads_to_a_signed_unit_and_back(app: Flask, centre: Centre, study: Study) -> None:
    """So that the histories above come to where something could go wrong."""
    with playing(app, centre, study) as play:
        reached = []
        for part in (MET, SIGNED, REOPENED):
            for step in part:
                play.do(step)
            reached.append(play.unit.status)
        assert reached == ["declared", "countersigned", "in_progress"]
        for step in TAKEN_BACK:
            play.do(step)
            play.check()
        assert play.work.session.query(JudgementRow).filter(JudgementRow.taken_back_at.is_not(None)).count() == 1


def test_signing_without_asking_the_rule_would_be_seen(
    app: Flask, centre: Centre, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "check_signature", lambda _standing: None)
    with playing(app, centre, study) as play:
        play.do(("sign", "trainee", None))
        with pytest.raises(AssertionError):
            play.check()
