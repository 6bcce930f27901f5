"""Whatever is done with evidence in whatever order: the books, replayed, say what is stored."""

import contextlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.judging import services as judging
from assessments.judging.rules import Judgement, Outcome, RulesOfEvidence
from portfolio.app import all_acts, all_stored_facts
from portfolio.core.database import begin, db
from portfolio.core.keys import KeyRing
from portfolio.core.ledger_check import Check
from portfolio.core.work import UnitOfWork
from portfolio.evidence import queries, services
from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind, Written, check_declared, check_submission
from portfolio.evidence.services import Content, Wish
from portfolio.learning.models import EnrolledUnit
from portfolio.people.queries import person, verifying_key
from standards.foundation import Refused
from standards.library.models import Criterion
from tests.factories import Centre, Someone
from tests.studies import Study, keys, portfolio_row

DAY = date(2026, 1, 27)
TODAY = date(2026, 2, 1)
RULES = RulesOfEvidence(valid=True, authentic=True, current=True)

whiches = st.sampled_from([0, 0, 1])
places = st.frozensets(st.sampled_from([(0, "P1"), (0, "P2"), (1, "K1")]), min_size=1)
nowhere = st.just(frozenset[tuple[int, str]]())
changing = st.tuples(st.just("write"), whiches, places)
judging_all = st.tuples(st.sampled_from(list(Outcome)), whiches, nowhere)
steps = st.one_of(
    changing,
    st.tuples(st.just("submit"), whiches, nowhere),
    judging_all,
    st.tuples(st.sampled_from(["withdraw", "discard", "declare", "sign"]), whiches, nowhere),
)
rounds = st.builds(
    lambda which, first, outcome, second: [
        ("write", which, first),
        ("submit", which, frozenset()),
        (outcome, which, frozenset()),
        ("write", which, second),
        ("submit", which, frozenset()),
    ],
    whiches,
    places,
    st.sampled_from(list(Outcome)),
    places,
)
"""What learners and assessors do most: claim, decide, answer; odd acts are strewn between."""
histories = st.lists(st.one_of(rounds, st.lists(steps, max_size=3)), max_size=5).map(
    lambda parts: [step for part in parts for step in part]
)


class Play:
    """A learner with two pieces of evidence and an assessor, each act through the services."""

    def __init__(self, work: UnitOfWork, centre: Centre, study: Study, keys: KeyRing) -> None:
        self.work, self.centre, self.study, self.keys = work, centre, study, keys
        self.portfolio = portfolio_row(work, study)
        self.evidence: dict[int, int] = {}
        self.number = 0

    def become(self, someone: Someone, role: str) -> None:
        actor = person(self.work.session, someone.account_id, self.work.today)
        assert actor is not None
        self.work.actor, self.work.role = actor, role

    def item(self, which: int) -> Evidence:
        found = self.work.session.get(Evidence, self.evidence.get(which, -1))
        if found is None:
            raise Refused("nothing-there")
        return found

    def wishes(self, chosen: frozenset[tuple[int, str]]) -> list[Wish]:
        units = [self.unit(place) for place in range(2)]
        rows = self.work.session.query(Criterion).where(Criterion.standard_id.in_([one.standard_id for one in units]))
        by_code = {(row.standard_id, row.code): row.id for row in rows}
        return [Wish(units[unit].id, by_code[units[unit].standard_id, code]) for unit, code in chosen]

    def unit(self, place: int) -> EnrolledUnit:
        return self.work.session.query(EnrolledUnit).where(EnrolledUnit.public_id == self.study.units[place]).one()

    def write(self, which: int, chosen: frozenset[tuple[int, str]]) -> None:
        self.become(self.centre.ffion, "learner")
        self.number += 1
        content = Content(
            EvidenceKind.PRODUCT,
            f"Version {self.number}",
            DAY,
            "cy",
            "Words",
            AiUse.NONE,
            particulars={"role": "All of it."},
            confidentiality=Confidentiality.OPEN,
        )
        if which not in self.evidence:
            self.evidence[which] = services.start(self.work, self.portfolio, content).id
        services.change(self.work, self.item(which), content)
        services.claim(self.work, self.item(which), self.wishes(chosen))

    def submit(self, which: int, _chosen: object) -> None:
        self.become(self.centre.ffion, "learner")
        services.submit(self.work, self.portfolio, self.item(which))

    def withdraw(self, which: int, _chosen: object) -> None:
        self.become(self.centre.ffion, "learner")
        services.withdraw(self.work, self.portfolio, self.item(which), "Wrong.")
        del self.evidence[which]

    def discard(self, which: int, _chosen: object) -> None:
        services.discard(self.work, self.item(which))
        del self.evidence[which]

    def judge(self, outcome: Outcome, which: int) -> None:
        self.become(self.centre.trainee, "assessor")
        item = self.item(which)
        claims = [one for one in queries.claims_of(self.work.session, item.id) if one.status == "waiting"]
        said = {one.public_id: Judgement(outcome, "Mwy, os gwelwch yn dda.") for one in claims}
        judging.judge(self.work, self.portfolio, item, judging.NewJudgement(item.version, RULES, "cy", "", said))

    def declare(self, which: int, _chosen: object) -> None:
        self.become(self.centre.ffion, "learner")
        judging.declare(self.work, self.portfolio, self.unit(which))

    def sign(self, which: int, _chosen: object) -> None:
        self.become(self.centre.trainee, "assessor")
        judging.sign(self.work, self.portfolio, self.unit(which), self.keys)

    def do(self, step: tuple[str, int, frozenset[tuple[int, str]]]) -> None:
        name, which, chosen = step
        if isinstance(name, Outcome):
            self.judge(name, which)
            return
        act: Callable[[int, frozenset[tuple[int, str]]], None] = getattr(self, name)
        act(which, chosen)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=histories)
def test_replayed_books_say_what_is_stored(app: Flask, centre: Centre, study: Study, done: list[Any]) -> None:
    with app.app_context():
        session = db.session()
        begin(session, "write")
        play = Play(UnitOfWork(session), centre, study, keys(app))
        for step in done:
            # What a rule refuses leaves nothing, as a page that is refused does.
            with contextlib.suppress(Refused), session.begin_nested():
                play.do(step)
        session.flush()
        assert list(Check(session, all_acts(), all_stored_facts(), verifying_key).wrongs()) == []
        check_counters(play)
        session.rollback()
        db.session.remove()


def check_counters(play: Play) -> None:
    """What pages count is what the rows say."""
    session = play.work.session
    for evidence in session.query(Evidence):
        claims = session.query(Claim).where(Claim.evidence_id == evidence.id, Claim.status == "waiting")
        assert evidence.waiting == claims.count()
        assert (evidence.waiting_since is None) == (evidence.waiting == 0)
        assert evidence.unsubmitted == (evidence.status == "draft")


TITLE, WORDS = "A visit", "I did this."


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": "  "}, "evidence-needs-title"),
        ({"words": " \n"}, "evidence-empty"),
        ({"words": "", "files": 1}, None),
        ({"happened_on": None}, "evidence-needs-date"),
        ({"happened_on": date(2026, 2, 2)}, "evidence-in-future"),
        ({"happened_on": TODAY}, None),
        ({"notes": []}, "evidence-claims-nothing"),
        ({"kind": EvidenceKind.PRODUCT}, "evidence-needs-particulars"),
        ({"kind": EvidenceKind.PRODUCT, "particulars": {"role": "All of it."}}, None),
        ({"kind": EvidenceKind.SIGHTED, "files": 1}, "evidence-not-held"),
        ({}, None),
    ],
)
def test_what_may_be_submitted(changed: dict[str, Any], code: str | None) -> None:
    full = Written(EvidenceKind.REFLECTIVE_ACCOUNT, TITLE, WORDS, DAY, files=0, notes=[""])
    assert refusal(lambda: check_submission(replace(full, **changed), TODAY)) == code


@pytest.mark.parametrize(
    ("use", "note", "code"),
    [
        (AiUse.NONE, "", None),
        (AiUse.USED, "To check spelling.", None),
        (AiUse.USED, " ", "evidence-needs-ai-note"),
        (AiUse.UNSAID, "", "evidence-needs-ai-use"),
    ],
)
def test_the_use_of_ai_is_declared(use: AiUse, note: str, code: str | None) -> None:
    assert refusal(lambda: check_declared(use, note)) == code


def refusal(check: Callable[[], None]) -> str | None:
    try:
        check()
    except Refused as refused:
        return refused.code
    return None


def test_every_refusal_of_evidence_has_its_words(app: Flask) -> None:
    """Codes are read from the code itself: a new one without words fails here."""
    folder = Path(services.__file__).parent.parent
    written = "".join(path.read_text() for path in [*folder.rglob("*.py")])
    codes = set(re.findall(r"""(?:Refused|Changed)\("([a-z-]+)\"""", written))
    assert codes
    assert codes - set(app.extensions["refusals"]) == set()
