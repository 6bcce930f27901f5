"""Who is told of what: by a table, and whatever happens."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from assessments.notices.rules import (
    TELLINGS,
    THINGS,
    UNTELLING,
    How,
    Kind,
    Post,
    Said,
    There,
    Told,
    Who,
    check_link,
    initials,
    morning_before,
    told,
    untold,
    waits_for,
)
from portfolio.learning.rules import Part
from standards.foundation import Refused

DAY = date(2026, 3, 2)
LEARNER, ASSESSOR, COUNTERSIGNER, ASSURER, OTHER = 1, 2, 3, 4, 5
NAMES = {"learner": 1, "assessor": 2, "countersigner": 3, "assurer": 4, "other": 5}
THERE = There(
    LEARNER,
    (
        Post(ASSESSOR, Part.ASSESSOR, date(2026, 1, 5)),
        Post(COUNTERSIGNER, Part.COUNTERSIGNER, date(2026, 1, 5)),
        Post(ASSURER, Part.QUALITY_ASSURER, date(2026, 1, 5)),
        Post(OTHER, Part.ASSESSOR, date(2026, 1, 5), unit="unit two"),
    ),
    NAMES,
    {"unit one": "enrolment", "unit two": "enrolment"},
)
SIGNED: dict[str, Any] = {"unit": "unit one", "trainee": False, "decided_by_trainee": False}
UNIT: dict[str, Any] = {"unit": "unit one"}
AFTER: dict[str, Any] = {"units_after": [{"unit": "unit one"}]}


def decided(*outcomes: str) -> dict[str, Any]:
    return {"judgement": "j", "decisions": [{"outcome": one} for one in outcomes], **AFTER}


@pytest.mark.parametrize(
    ("kind", "actor", "data", "expected"),
    [
        ("evidence.submitted", "learner", {"evidence": "e", **AFTER}, {ASSESSOR: Kind.EVIDENCE_WAITS}),
        (
            "evidence.submitted",
            "learner",
            {"evidence": "e", "units_after": []},
            {ASSESSOR: Kind.EVIDENCE_WAITS, OTHER: Kind.EVIDENCE_WAITS},
        ),
        ("evidence.submitted", "assessor", {"evidence": "e", **AFTER}, {}),
        ("evidence.judged", "assessor", decided("met", "not_yet"), {LEARNER: Kind.JUDGED}),
        ("evidence.judged", "assessor", decided("met", "referred"), {LEARNER: Kind.REFERRED}),
        ("unit.declared", "learner", UNIT, {ASSESSOR: Kind.UNIT_DECLARED}),
        ("unit.declared", "learner", {"unit": "unit two"}, {ASSESSOR: Kind.UNIT_DECLARED, OTHER: Kind.UNIT_DECLARED}),
        ("unit.signed", "assessor", SIGNED, {LEARNER: Kind.UNIT_SIGNED}),
        (
            "unit.signed",
            "assessor",
            {**SIGNED, "overseen": True},
            {LEARNER: Kind.UNIT_SIGNED, COUNTERSIGNER: Kind.TO_COUNTERSIGN},
        ),
        (
            "unit.signed",
            "assessor",
            {**SIGNED, "decided_by_trainee": True},
            {LEARNER: Kind.UNIT_SIGNED, COUNTERSIGNER: Kind.TO_COUNTERSIGN},
        ),
        (
            "unit.countersigned",
            "countersigner",
            UNIT,
            {LEARNER: Kind.UNIT_COUNTERSIGNED, ASSESSOR: Kind.UNIT_COUNTERSIGNED},
        ),
        ("unit.verified", "assurer", UNIT, {LEARNER: Kind.UNIT_VERIFIED, ASSESSOR: Kind.UNIT_VERIFIED}),
        ("unit.reopened", "assessor", UNIT, {LEARNER: Kind.UNIT_REOPENED}),
        ("unit.reopened", "assurer", UNIT, {LEARNER: Kind.UNIT_REOPENED, ASSESSOR: Kind.UNIT_REOPENED}),
        ("plan.put_forward", "assessor", {"enrolment": "enrolment"}, {LEARNER: Kind.PLAN_TO_AGREE}),
        (
            "plan.agreed",
            "learner",
            {"enrolment": "enrolment"},
            {ASSESSOR: Kind.PLAN_AGREED, OTHER: Kind.PLAN_AGREED, ASSURER: Kind.PLAN_AGREED},
        ),
        (
            "plan.reviewed",
            "assurer",
            {"enrolment": "enrolment", "outcome": "returned"},
            {ASSESSOR: Kind.PLAN_RETURNED, OTHER: Kind.PLAN_RETURNED},
        ),
        ("plan.reviewed", "assurer", {"enrolment": "enrolment", "outcome": "agreed"}, {}),
        ("review.signed", "assessor", {"enrolment": "enrolment", "review": "r"}, {LEARNER: Kind.REVIEW_TO_SIGN}),
        (
            "sample.reported",
            "assurer",
            {**UNIT, "sample": "s", "assessor": "assessor"},
            {ASSESSOR: Kind.SAMPLE_REPORTED},
        ),
        ("sample.reported", "assurer", {**UNIT, "sample": "s", "assessor": "somebody who left"}, {}),
        ("sample.answered", "assessor", {**UNIT, "sample": "s"}, {ASSURER: Kind.SAMPLE_ANSWERED}),
        ("witness.testified", "the witness", {"request": "w"}, {LEARNER: Kind.TESTIMONY_SIGNED}),
        ("witness.declined", "the witness", {"request": "w"}, {LEARNER: Kind.TESTIMONY_DECLINED}),
        ("discussion.given", "assessor", {"discussion": "d"}, {LEARNER: Kind.DISCUSSION_GIVEN}),
        ("credential.issued", "countersigner", {"credential": "c"}, {LEARNER: Kind.CREDENTIAL_ISSUED}),
        ("credential.revoked", "assurer", {"credential": "c"}, {LEARNER: Kind.CREDENTIAL_REVOKED}),
        ("assignment.made", "manager", {"assignment": "a", "account": "assurer"}, {ASSURER: Kind.ASSIGNED}),
        ("unit.carried", "manager", UNIT, {LEARNER: Kind.UNIT_CARRIED}),
        ("feedback.acknowledged", "learner", {"judgement": "j"}, {}),
        ("judgement.taken_back", "assessor", {"judgement": "j", **AFTER}, {}),
    ],
)
def test_who_is_told(kind: str, actor: str, data: dict[str, Any], expected: dict[int, Kind]) -> None:
    found = told(Said(7, kind, actor, DAY, data), THERE)
    assert {one.account: one.kind for one in found} == expected
    assert all(one.seq == 7 and one.subject in data.values() for one in found)


def test_every_act_of_the_table_is_one_and_names_what_it_is_about(app: Flask) -> None:
    acts = app.extensions["acts"]
    for kind, tellings in TELLINGS.items():
        assert {one.about for one in tellings} <= acts.fields[kind]
    for kind, name in UNTELLING.items():
        assert name in acts.fields[kind]
    assert {one.kind for tellings in TELLINGS.values() for one in tellings} == set(Kind) == set(THINGS)


def test_a_post_counts_from_its_first_day_to_its_last() -> None:
    entry = Said(1, "unit.declared", "learner", DAY, UNIT)
    for starts, ends, is_told in (
        (DAY, DAY, True),
        (date(2026, 1, 1), date(2026, 3, 1), False),
        (date(2026, 3, 3), None, False),
    ):
        there = There(LEARNER, (Post(ASSESSOR, Part.ASSESSOR, starts, ends),), NAMES)
        assert bool(told(entry, there)) is is_told


def test_of_another_enrolment_nobody_is_told() -> None:
    there = There(LEARNER, (Post(ASSESSOR, Part.ASSESSOR, DAY, enrolment="one"),), NAMES, {"unit one": "one"})
    for named, number in (("one", 1), ("two", 0)):
        assert len(told(Said(1, "plan.agreed", "learner", DAY, {"enrolment": named}), there)) == number
    assert len(told(Said(1, "unit.declared", "learner", DAY, UNIT), there)) == 1


PEOPLE = st.sampled_from(range(1, 6))
POSTS = st.builds(
    Post,
    PEOPLE,
    st.sampled_from(list(Part)),
    st.dates(date(2026, 2, 1), date(2026, 4, 1)),
    st.none() | st.dates(date(2026, 2, 1), date(2026, 4, 1)),
    st.none(),
    st.none() | st.sampled_from(["unit one", "unit two"]),
)
ANY_DATA: dict[str, Any] = {
    **{one.about: one.about for tellings in TELLINGS.values() for one in tellings},
    "unit": "unit one",
    "decisions": [{"outcome": "referred"}],
    "outcome": "returned",
    "trainee": True,
    "decided_by_trainee": True,
    "account": "assessor",
    "assessor": "assessor",
    "what": "received",
    "corrects": None,
}


@given(st.sampled_from(sorted(TELLINGS)), st.sampled_from(sorted(NAMES)), PEOPLE, st.lists(POSTS, max_size=6))
def test_nobody_is_told_of_their_own_act_nor_of_what_is_not_theirs(
    kind: str, actor: str, learner: int, posts: list[Post]
) -> None:
    there = There(learner, tuple(posts), NAMES, {"unit one": "enrolment", "unit two": "enrolment"})
    found = told(Said(1, kind, actor, DAY, ANY_DATA), there)
    assert NAMES[actor] not in {one.account for one in found}
    assert {one.account for one in found} <= {learner, *(one.account for one in posts)}
    assert len({one.account for one in found}) == len(found)
    for_learner = {one.kind for one in TELLINGS[kind] if Who.LEARNER in one.who}
    assert all(one.kind in for_learner for one in found if one.account == learner)


def test_who_assesses_elsewhere_is_told_of_their_own_portfolio_as_its_learner_alone() -> None:
    there = There(LEARNER, (Post(LEARNER, Part.ASSESSOR, DAY),), NAMES)
    assert told(Said(1, "evidence.submitted", "other", DAY, {"evidence": "e", "units_after": []}), there) == []
    assert [one.kind for one in told(Said(1, "unit.verified", "other", DAY, UNIT), there)] == [Kind.UNIT_VERIFIED]


@pytest.mark.parametrize(
    ("what", "corrects", "kinds"),
    [
        ("approved", None, [Kind.CLAIM_APPROVED]),
        ("received", None, [Kind.CERTIFICATE_CAME]),
        ("received", 3, []),
        ("deferred", None, []),
        ("given", None, []),
    ],
)
def test_a_learner_is_told_once_that_their_certificate_has_come(
    what: str, corrects: int | None, kinds: list[Kind]
) -> None:
    data = {"claim": "c", "number": 1, "step": 4, "what": what, "corrects": corrects}
    found = told(Said(1, "certification.stepped", "other", DAY, data), THERE)
    assert [(one.account, one.kind, one.subject) for one in found] == [(LEARNER, kind, "c") for kind in kinds]


def test_what_was_taken_back_is_untold() -> None:
    assert untold(Said(2, "judgement.taken_back", "assessor", DAY, {"judgement": "j"})) == "j"
    assert untold(Said(2, "unit.declared", "learner", DAY, UNIT)) is None
    assert told(Said(1, "evidence.judged", "assessor", DAY, decided("met")), THERE) == [
        Told(1, LEARNER, Kind.JUDGED, "j")
    ]


LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (datetime(2026, 3, 2, 6, 29, tzinfo=UTC), None),
        (datetime(2026, 3, 2, 6, 30, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=LONDON)),
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=LONDON)),
        # In summer half past six in London is half past five by UTC, and the day begins before midnight there.
        (datetime(2026, 7, 2, 5, 29, tzinfo=UTC), None),
        (datetime(2026, 7, 2, 5, 30, tzinfo=UTC), datetime(2026, 7, 1, 23, tzinfo=UTC)),
        (datetime(2026, 7, 2, 23, 30, tzinfo=UTC), None),
    ],
)
def test_the_letter_of_the_morning(now: datetime, before: datetime | None) -> None:
    assert morning_before(now.astimezone(LONDON)) == before
    if before is not None:
        assert before.astimezone(LONDON).time() == time(0)


def test_which_letter_is_waited_for() -> None:
    assert [waits_for(one) for one in How] == ["now", "morning", None]


@pytest.mark.parametrize(
    ("name", "short"), [("Ffion Rees", "F.R."), ("Siân", "S."), ("Owain ap Gruffudd", "O.a.G."), ("", "")]
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_what_is_not_there_is_not_revoked() -> None:
    check_link(there=True)
    with pytest.raises(Refused, match="calendar-link-none"):
        check_link(there=False)
