"""An assessor undoes what they just saved: once, soon, and only while nobody has acted on it."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from assessments.judging import services as judging
from assessments.judging.models import Decision, Judgement
from assessments.judging.rules import TAKEN_BACK_WITHIN, Outcome, RulesOfEvidence, SavedJudgement, check_taking_back
from assessments.judging.rules import Judgement as Said
from assessments.judging.services import NewJudgement
from portfolio.evidence.models import Claim, Evidence
from portfolio.learning import services as learning
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from standards.foundation import Refused
from standards.qualifications.models import Unit
from tests.client import Page, PageClient
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import START, Study, acting, judge, portfolio_row, submit, unit_row

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
TAKE_BACK = "Take your decisions back"
SAVED = SavedJudgement(assessor=7, at=NOW, taken_back=False, acknowledged=False, moved=False)


@pytest.mark.parametrize(
    ("changed", "person", "after", "code"),
    [
        ({}, 7, timedelta(0), None),
        ({}, 7, TAKEN_BACK_WITHIN, None),
        ({}, 7, TAKEN_BACK_WITHIN + timedelta(microseconds=1), "judgement-too-old"),
        ({}, 8, timedelta(0), "judgement-of-another"),
        ({"taken_back": True}, 7, timedelta(0), "judgement-taken-back"),
        ({"acknowledged": True}, 7, timedelta(0), "judgement-acted-on"),
        ({"moved": True}, 7, timedelta(0), "judgement-acted-on"),
    ],
)
def test_who_may_undo_what_and_until_when(
    changed: dict[str, bool], person: int, after: timedelta, code: str | None
) -> None:
    saved = SavedJudgement(**{**vars(SAVED), **changed})
    with nullcontext() if code is None else pytest.raises(Refused, match=code):
        check_taking_back(saved, person, NOW + after)


def state(app: Flask, study: Study) -> tuple[list[str], tuple[int, int, str], int]:
    """How claims, their unit and the evidence's count of waiting claims stand."""
    with acting(app) as work:
        claims = work.session.query(Claim).order_by(Claim.id)
        unit = unit_row(work, study.units[0])
        waiting = work.session.query(Evidence).order_by(Evidence.id).first()
        assert waiting is not None
        return [one.status for one in claims], (unit.met, unit.claimed, unit.status), waiting.waiting


def taken_back(client: PageClient, page: Page, status: int = 200) -> Page:
    return client.submit(page, {}, button=TAKE_BACK, status=status)


def test_what_is_taken_back_stands_as_before_and_is_here_again(
    app: Flask, centre: Centre, study: Study, diary: str
) -> None:
    before = state(app, study)
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
    assert state(app, study) != before
    client = reader(app, centre.trainee)
    page = taken_back(client, client.get("/queue"))
    assert page.path == f"/evidence/{diary}/judge"
    assert state(app, study) == before
    assert checked(app) == []
    with acting(app) as work:
        assert {one.standing for one in work.session.query(Decision)} == {False}
    form = page.form("Save decisions").values
    assert [form[key] for key in form if key.endswith("outcome")] == ["met"] * 3
    assert {form["valid"], form["authentic"], form["current"]} == {"y"}
    # Both stay in the conversation, and the learner is asked to acknowledge neither.
    learner = reader(app, centre.ffion)
    shown = learner.get(f"/evidence/{diary}/feedback")
    shown.says("Nothing in it counts.")
    assert "I have read this feedback" not in shown.html
    assert f"/evidence/{diary}/feedback" not in learner.get("/").html
    assert TAKE_BACK not in client.get("/queue").html


def corrected(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.trainee) as work:
        evidence = work.session.query(Evidence).filter_by(public_id=diary).one()
        claims = work.session.query(Claim).filter_by(evidence_id=evidence.id)
        said = {one.public_id: Said(Outcome.REFERRED, "Say more.", "I read it too fast.") for one in claims}
        new = NewJudgement(evidence.version, RulesOfEvidence(True, True, True), "cy", "", said)
        judging.judge(work, portfolio_row(work, study), evidence, new)


def test_a_correction_taken_back_lets_the_earlier_decision_stand(
    app: Flask, centre: Centre, study: Study, diary: str
) -> None:
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
    before = state(app, study)
    client = reader(app, centre.trainee)
    corrected(app, centre, study, diary)
    assert state(app, study) != before
    taken_back(client, client.get("/queue"))
    assert state(app, study) == before
    assert checked(app) == []
    # The first save can still be undone, for now it is what stands.
    taken_back(client, client.get("/queue"))
    assert state(app, study)[0] == ["waiting"] * 3
    assert checked(app) == []


def acted_on(app: Flask, centre: Centre, study: Study, diary: str, how: str) -> None:
    with acting(app, centre.ffion) as work:
        if how == "declared":
            judging.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
        elif how == "read":
            saved = work.session.query(Judgement).one()
            judging.acknowledge(work, portfolio_row(work, study), saved)


@pytest.mark.parametrize("how", ["declared", "read"])
def test_what_somebody_acted_on_stays(app: Flask, centre: Centre, study: Study, diary: str, how: str) -> None:
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
    client = reader(app, centre.trainee)
    page = client.get("/queue")
    acted_on(app, centre, study, diary, how)
    before = state(app, study)
    refused = taken_back(client, page, status=409)
    assert refused.errors[0].startswith("Somebody has acted on these decisions since")
    assert state(app, study) == before
    assert checked(app) == []


def test_after_ten_minutes_only_a_correction_is_left(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
        saved = work.session.query(Judgement).one()
        evidence = work.session.query(Evidence).one()
        work.now = saved.at + TAKEN_BACK_WITHIN + timedelta(seconds=1)
        with pytest.raises(Refused, match="judgement-too-old"):
            judging.take_back(work, portfolio_row(work, study), evidence, saved)


def test_nobody_takes_back_what_another_saved(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.manager) as work:
        alys = work.session.get_one(Account, centre.assessor.account_id)
        learning.assign(work, portfolio_row(work, study), alys, NewAssignment(Part.ASSESSOR, START))
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
        public_id = work.session.query(Judgement).one().public_id
    before = state(app, study)
    other = reader(app, centre.assessor)
    assert TAKE_BACK not in other.get("/queue").html
    page = other.get(f"/evidence/{diary}/take-back?judgement={public_id}")
    assert page.path == f"/evidence/{diary}/judge"
    with acting(app, centre.assessor) as work:
        saved = work.session.query(Judgement).one()
        with pytest.raises(Refused, match="judgement-of-another"):
            judging.take_back(work, portfolio_row(work, study), work.session.query(Evidence).one(), saved)
    assert state(app, study) == before


def test_what_waits_next_is_named_and_comes_after_saving(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.ffion) as work:
        second, third = (submit(work, study, study.units[1], title) for title in ("Second", "Third"))
    client = reader(app, centre.trainee)
    page = client.get(f"/evidence/{second}/judge")
    assert page.link("Third") == f"/evidence/{third}/judge"
    # Behind the last the first comes again.
    assert client.get(f"/evidence/{third}/judge").link("Diary") == f"/evidence/{diary}/judge"
    met = {key: "met" for key in page.form("Save decisions").values if key.endswith("outcome")}
    hold = {"valid": True, "authentic": True, "current": True}
    said = client.submit(page, {**met, **hold}, button="Save decisions")
    assert said.path == f"/evidence/{third}/judge"
    assert f'action="/evidence/{second}/take-back"' in said.html


def test_the_queue_stays_filtered_from_piece_to_piece(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.ffion) as work:
        other, last = (submit(work, study, study.units[1], title) for title in ("Other unit", "Other again"))
        unit = unit_row(work, study.units[1]).unit_id
        chosen = work.session.query(Unit).filter_by(id=unit).one().public_id
    client = reader(app, centre.trainee)
    queue = client.get(f"/queue?unit={chosen}")
    assert queue.link("Other unit") == f"/evidence/{other}/judge?unit={chosen}"
    page = client.get(f"/evidence/{last}/judge?unit={chosen}")
    assert page.link("Other unit") == f"/evidence/{other}/judge?unit={chosen}"
    assert page.link("Queue") == f"/queue?unit={chosen}" or "back" in page.html
