"""Whatever roles somebody holds: nobody judges, signs, verifies, samples, reopens or claims for their own portfolio."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

import pytest
from sqlalchemy import delete

from assessments.judging import queries as judging_queries
from assessments.judging import services as judging
from assessments.judging.queries import ClaimToDecide, claims_to_decide
from assessments.judging.rules import Judgement, Outcome
from assessments.judging.services import NewJudgement, decisions
from assessments.quality import services as quality
from assessments.quality.models import Sample, SamplingItem
from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork
from portfolio.evidence.models import Claim, Evidence
from portfolio.learning.models import Assignment, EnrolledUnit, Portfolio
from portfolio.learning.rules import Part
from portfolio.people.models import Membership
from portfolio.people.queries import person
from standards.foundation import Refused, Role
from standards.library.models import Criterion
from tests.census.asking import Census
from tests.census.test_mutants import blind, guard_of
from tests.studies import ALL_RULES, keys

BESIDE = [role for role in Role if role is not Role.LEARNER]
ANY_ROLES = list(chain.from_iterable(combinations(BESIDE, size) for size in range(len(BESIDE) + 1)))
ACTS = {
    "judging.judge": "own waiting evidence",
    "judging.sign": "own declared unit",
    "judging.countersign": "own signed unit",
    "judging.verify": "own signed unit",
    "judging.reopen": "own signed unit",
    "quality.open_sample": "own planned item",
    "quality.report": "own sample",
    "quality.close": "own sample",
    "certification.claim_for": "own enrolment",
    "certification.register": "own enrolment",
    "certification.release": "own signed unit",
    "certification.answer": "own certification claim",
    "certification.withdraw": "own certification claim",
}
LONG_AGO = date(2026, 1, 1)
WHO = "many"


def hold(census: Census, *roles: Role) -> None:
    """Let the learner hold exactly these roles beside the learner's, whatever they held before."""
    account, provider = census.world.people[WHO].account_id, census.world.centre.provider_id
    with census.app.app_context():
        begin(db.session(), "write")
        db.session.execute(delete(Membership).where(Membership.account_id == account))
        for role in (Role.LEARNER, *roles):
            row = Membership(provider_id=provider, account_id=account, role=role.value, qualified=True, starts=LONG_AGO)
            db.session.add(row)
        db.session.commit()
        db.session.remove()


def let_in(census: Census) -> Iterator[str]:
    """The pages on which the learner could act on their own work."""
    asker = census.world.askers[WHO]
    for route, thing in ACTS.items():
        for method in ("GET", "POST"):
            if asker.ask(census.app, method, census.path_of(route, thing)).status_code not in {403, 404}:
                yield f"{method} {route}"


def test_no_page_lets_them_whatever_roles_they_hold(census: Census) -> None:
    for roles in ANY_ROLES:
        hold(census, *roles)
        assert list(let_in(census)) == [], roles
    census.restore()


def test_a_page_that_looks_at_roles_alone_would_be_seen(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_of(census), "relations", blind)
    assert "GET judging.judge" in list(let_in(census))


def acts(census: Census, work: UnitOfWork) -> dict[str, Callable[[], object]]:
    """Every act on one's own work, on rows that are ready for it."""
    session, things = work.session, census.world.things
    units = {name: unit_of(work, str(things[f"own {name}"]["unit"])) for name in ("declared unit", "signed unit")}
    evidence = session.query(Evidence).filter_by(public_id=things["own waiting evidence"]["evidence"]).one()
    portfolio = session.get_one(Portfolio, evidence.portfolio_id)
    claims = session.query(Claim).filter_by(evidence_id=evidence.id, status="waiting")
    said = {claim.public_id: Judgement(Outcome.MET) for claim in claims}
    assign_to_own(work, portfolio)
    signed, declared, ring = units["signed unit"], units["declared unit"], keys(census.app)
    found = session.query(Criterion).filter_by(standard_id=signed.standard_id, assessable=True)
    criterion = found.order_by(Criterion.id).first()
    assert criterion is not None
    item = session.query(SamplingItem).filter_by(public_id=things["own planned item"]["item"]).one()
    sample = session.query(Sample).filter_by(public_id=things["own sample"]["sample"]).one()
    new = NewJudgement(evidence.version, ALL_RULES, "cy", "Da iawn fi.", said)
    return {
        "judge": lambda: judging.judge(work, portfolio, evidence, new),
        "sign": lambda: judging.sign(work, portfolio, declared, ring),
        "countersign": lambda: judging.countersign(work, portfolio, signed, ring),
        "verify": lambda: judging.verify(work, portfolio, signed, ring),
        "open sample": lambda: quality.open_sample(work, item),
        "close sample": lambda: quality.close(work, sample, sample.version),
        "reopen": lambda: judging.reopen(work, portfolio, signed, [criterion.id], "Because I say so."),
    }


def assign_to_own(work: UnitOfWork, portfolio: Portfolio) -> None:
    """Write what no page would: the learner in every part for their own portfolio, so that only whose it is refuses."""
    for part in Part:
        row = Assignment(
            provider_id=portfolio.provider_id,
            portfolio_id=portfolio.id,
            account_id=portfolio.account_id,
            part=part.value,
            starts=LONG_AGO,
            salt=bytes(32),
        )
        work.session.add(row)
    work.session.flush()


def unit_of(work: UnitOfWork, public_id: str) -> EnrolledUnit:
    return work.session.query(EnrolledUnit).filter_by(public_id=public_id).one()


def refusals(census: Census, role: Role) -> dict[str, str]:
    """What each service answers the learner who acts in a role, none of it kept."""
    found = {}
    with census.app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session(), role=role.value)
        actor = person(work.session, census.world.people[WHO].account_id, work.today)
        assert actor is not None
        work.actor = actor
        for name, act in acts(census, work).items():
            try:
                act()
                found[name] = "done"
            except Refused as refused:
                found[name] = refused.code
        db.session.rollback()
        db.session.remove()
    return found


def reaching_all(work: UnitOfWork, evidence: Evidence, public_ids: Collection[str]) -> dict[str, ClaimToDecide]:
    found = claims_to_decide(work, evidence, public_ids)
    return {public_id: replace(claim, assigned=True) for public_id, claim in found.items()}


def test_no_service_lets_them_whatever_roles_they_hold(census: Census) -> None:
    for roles in ANY_ROLES:
        hold(census, *roles)
        for role in roles or (Role.LEARNER,):
            assert set(refusals(census, role).values()) == {"judging-own-portfolio"}, roles
    census.restore()


def test_a_service_that_does_not_ask_whose_it_is_would_be_seen(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "check_not_own", lambda _person, _learner: None)
    # Behind it stands another: an assignment to one's own portfolio reaches nothing. The refusal is no longer ours.
    assert refusals(census, Role.ASSESSOR)["judge"] == "unit-not-assigned"


def test_an_assignment_that_reached_ones_own_would_be_seen(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "check_not_own", lambda _person, _learner: None)
    monkeypatch.setattr(judging_queries, "claims_to_decide", reaching_all)
    hold(census, Role.ASSESSOR)
    assert refusals(census, Role.ASSESSOR)["judge"] == "done"
    census.restore()
