"""Each act is held against the rules when it is replayed: a chain that is whole may still tell what cannot be."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from assessments.judging.events import (
    Decided,
    EvidenceJudged,
    UnitCountersigned,
    UnitDeclared,
    UnitReopened,
    UnitSigned,
)
from portfolio.app import all_acts
from portfolio.core.ledger import GENESIS, Book, Entry, next_values
from portfolio.core.ledger_check import Walk, Wrong
from portfolio.evidence.events import ClaimMade, EvidenceSubmitted, EvidenceWithdrawn, Renoted
from portfolio.learning.events import PortfolioOpened, UnitAfter, UnitChosen, UnitDropped
from standards.foundation import Act

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
UNIT, OTHER = "u" * 32, "v" * 32


class Row(NamedTuple):
    """An entry as the check reads it."""

    seq: int
    at: datetime
    kind: str
    unit: str | None
    canonical: str
    prev: str
    hash: str


def row(entry: Entry) -> Any:
    return Row(entry.seq, entry.at, entry.kind, entry.unit, entry.canonical, entry.prev, entry.hash)


def replayed(*acts: tuple[str, Act]) -> list[Wrong]:
    """What the check finds in a chain of these acts, made by whoever is named with each."""
    book = Book(id=1, public_id="b" * 32, kind="portfolio", head_seq=0, head_hash=GENESIS)
    rows = [row(Entry(**next_values(book, act, at=NOW, actor=actor, role="system"))) for actor, act in acts]
    walk = Walk(book, {}, all_acts())
    return [*(wrong for one in rows for wrong in walk.step(one)), *walk.end()]


def after(status: str, met: int = 0, claimed: int = 0, referred: int = 0) -> tuple[UnitAfter]:
    return (UnitAfter(UNIT, status, 1, met, claimed, referred),)


OPENED = ("manager", PortfolioOpened("p" * 32, "q" * 32, "learner"))
CHOSEN = ("manager", UnitChosen(UNIT, "e" * 32, "o" * 32, "s" * 32, "d" * 64, 1))
SUBMITTED = EvidenceSubmitted(
    evidence="1",
    revision="r1",
    number=1,
    evidence_kind="product",
    content="",
    files=(),
    happened_on="2026-02-01",
    language="cy",
    ai_use="none",
    claims=(ClaimMade("c1", UNIT, "k1", "n1"),),
    taken_over=(),
    renoted=(),
    superseded=(),
    dropped=(),
    units_after=after("in_progress", claimed=1),
)
DECIDED = Decided("d1", "c1", UNIT, "k1", "met", "", None, None)
JUDGED = EvidenceJudged(
    judgement="j1",
    evidence="1",
    revision="r1",
    language="cy",
    trainee=True,
    valid=True,
    authentic=True,
    current=True,
    feedback="",
    decisions=(DECIDED,),
    units_after=after("in_progress", met=1),
)
DECLARED = UnitDeclared(UNIT, "s1", after("declared", met=1))
SIGNED = UnitSigned(UNIT, "s2", False, True, after("signed", met=1))
COUNTERSIGNED = UnitCountersigned(UNIT, "s3", after("countersigned", met=1))
REOPENED = UnitReopened(UNIT, ("k1",), ("c1",), ("s1", "s2", "s3"), "", after("in_progress", claimed=1))
BEGUN = (OPENED, CHOSEN, ("learner", SUBMITTED))
TO_JUDGED = (*BEGUN, ("assessor", JUDGED))
TO_DECLARED = (*TO_JUDGED, ("learner", DECLARED))
TO_SIGNED = (*TO_DECLARED, ("assessor", SIGNED))
WHOLE = (*TO_SIGNED, ("other", COUNTERSIGNED), ("quality", REOPENED))

BREAKING: dict[str, tuple[tuple[str, Act], ...]] = {
    "counters that the claims do not give": (
        OPENED,
        CHOSEN,
        ("learner", replace(SUBMITTED, units_after=after("in_progress", met=1))),
    ),
    "a revision left out": (OPENED, CHOSEN, ("learner", replace(SUBMITTED, number=2))),
    "a claim on a unit that was never chosen": (
        OPENED,
        CHOSEN,
        ("learner", replace(SUBMITTED, claims=(ClaimMade("c1", OTHER, "k1", "n1"),))),
    ),
    "another kind of evidence than before": (
        *BEGUN,
        ("learner", replace(SUBMITTED, revision="r2", number=2, evidence_kind="simulation", claims=())),
    ),
    "another note on a claim that stays": (
        *BEGUN,
        ("learner", replace(SUBMITTED, revision="r2", number=2, claims=(), renoted=(Renoted("c1", "n2"),))),
    ),
    "a decision by the learner": (*BEGUN, ("learner", JUDGED)),
    "a decision on an unknown claim": (
        *BEGUN,
        ("assessor", replace(JUDGED, decisions=(replace(DECIDED, claim="c2"),))),
    ),
    "a decision on another criterion": (
        *BEGUN,
        ("assessor", replace(JUDGED, decisions=(replace(DECIDED, criterion="k2"),))),
    ),
    "met without the rules of evidence": (*BEGUN, ("assessor", replace(JUDGED, current=False))),
    "decided twice without correcting": (*TO_JUDGED, ("assessor", replace(JUDGED, judgement="j2"))),
    "correcting what does not stand": (
        *TO_JUDGED,
        ("assessor", replace(JUDGED, decisions=(replace(DECIDED, decision="d2", corrects="d0"),))),
    ),
    "declared before it is complete": (*BEGUN, ("learner", DECLARED)),
    "declared by another": (*TO_JUDGED, ("assessor", DECLARED)),
    "signed undeclared": (*TO_JUDGED, ("assessor", SIGNED)),
    "signed by the learner": (*TO_DECLARED, ("learner", SIGNED)),
    "a trainee's decisions denied": (*TO_DECLARED, ("assessor", replace(SIGNED, decided_by_trainee=False))),
    "countersigned unsigned": (*TO_DECLARED, ("other", COUNTERSIGNED)),
    "a signed unit's evidence withdrawn": (
        *TO_SIGNED,
        ("learner", EvidenceWithdrawn("1", ("c1",), "", after("in_progress"))),
    ),
    "reopened unsigned": (*TO_DECLARED, ("quality", REOPENED)),
    "reopened without its signatures": (*WHOLE[:-1], ("quality", replace(REOPENED, signatures=("s1",)))),
    "reopened for another criterion": (*WHOLE[:-1], ("quality", replace(REOPENED, criteria=("k2",)))),
    "dropped with claims": (*BEGUN, ("manager", UnitDropped(UNIT))),
}


def test_what_the_rules_allow_is_replayed() -> None:
    assert replayed(*WHOLE) == []


@pytest.mark.parametrize("what", BREAKING)
def test_an_act_that_breaks_a_rule_is_named(what: str) -> None:
    acts = BREAKING[what]
    (wrong,) = replayed(*acts)
    assert (wrong.code, wrong.seq, wrong.kind) == ("rule", len(acts), acts[-1][1].kind)
    assert wrong.detail


def test_an_unknown_kind_is_unreadable() -> None:
    acts = all_acts()
    del acts.by_kind["unit.signed"]
    book = Book(id=1, public_id="b" * 32, kind="portfolio", head_seq=0, head_hash=GENESIS)
    entry = Entry(**next_values(book, SIGNED, at=NOW, actor="assessor", role="assessor"))
    (wrong,) = Walk(book, {}, acts).step(row(entry))
    assert (wrong.code, wrong.detail) == ("unreadable", "unknown kind unit.signed")
