"""Judging evidence through its page: one save, nothing lost, and what changed meanwhile is told."""

import threading

import pytest
from flask import Flask

from assessments.judging.models import Decision, Judgement
from assessments.judging.rules import Outcome
from portfolio.core.database import db
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content
from portfolio.learning import services as learning
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from standards.library.models import Criterion
from tests.client import Page, PageClient, Value
from tests.databases import queries_at_most
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import START, Study, acting, judge, portfolio_row, submit, unit_row

STATEMENTS = {"sqlite": 25, "postgresql": 26}
"""PostgreSQL locks the portfolio by a statement of its own."""
"""Two of them PostgreSQL's own, to let one person at a time act on a portfolio; one tells what waits next."""
HOLD = {"valid": True, "authentic": True, "current": True}


def name(app: Flask, code: str, part: str) -> str:
    """The name of a claim's field, by the code of its criterion."""
    with app.app_context():
        claim = (
            db.session.query(Claim).join(Criterion, Criterion.id == Claim.criterion_id).where(Criterion.code == code)
        )
        found = f"claim-{claim.order_by(Claim.id).first().public_id}-{part}"  # type: ignore[union-attr]
        db.session.remove()
    return found


def statuses(app: Flask) -> dict[str, str]:
    """How each claim stands, by the code of its criterion."""
    with app.app_context():
        rows = db.session.query(Criterion.code, Claim.status).join(Claim, Claim.criterion_id == Criterion.id)
        found = {row[0]: row[1] for row in rows.order_by(Claim.id)}
        db.session.remove()
    return found


@pytest.fixture(name="second_assessor")
def second_assessor_fixture(app: Flask, centre: Centre, study: Study) -> None:
    """Alys assesses beside the trainee."""
    with acting(app, centre.manager) as work:
        alys = work.session.get_one(Account, centre.assessor.account_id)
        learning.assign(work, portfolio_row(work, study), alys, NewAssignment(Part.ASSESSOR, START))


def opened(client: PageClient, diary: str) -> Page:
    return client.get(f"/evidence/{diary}/judge")


@pytest.mark.parametrize("language", ["cy", "en"])
def test_any_of_the_waiting_claims_are_decided_in_one_save(
    app: Flask, centre: Centre, study: Study, diary: str, language: str
) -> None:
    client = reader(app, centre.trainee, language)
    values: dict[str, Value] = {
        name(app, "P1", "outcome"): "met",
        name(app, "K1", "outcome"): "referred",
        name(app, "K1", "feedback"): "Dywedwch *pwy* oedd yno.",
        "feedback": "Da iawn.",
        **HOLD,
    }
    page = client.submit(
        opened(client, diary), values, button={"cy": "Cadw'r penderfyniadau", "en": "Save decisions"}[language]
    )
    assert page.path == "/queue"
    assert page.notices
    assert statuses(app) == {"P1": "met", "P2": "waiting", "K1": "referred"}
    with app.app_context():
        judgement = db.session.query(Judgement).one()
        assert (judgement.language, judgement.trainee, judgement.feedback) == (language, True, "Da iawn.")
        db.session.remove()
    assert checked(app) == []
    page = reader(app, centre.ffion, language).get(f"/evidence/{diary}/feedback")
    page.says("Dywedwch pwy oedd yno.", "Da iawn.")
    assert page.main.select_one("em")


NOT_CURRENT = (
    "A claim can be met only if the evidence is valid, the learner's own work and current. "
    "Tick all three, or decide otherwise."
)
DECIDED_BEFORE = (
    "This claim was decided before. Say in at least ten characters why you correct that decision, or leave it as it is."
)
WRONG: dict[str, tuple[dict[str, str], dict[str, bool], str]] = {
    "referred without a word": (
        {"outcome": "referred"},
        HOLD,
        "P1: Say what is missing, so that the learner knows what to do next.",
    ),
    "met though not current": (
        {"outcome": "met", "feedback": "Fine."},
        HOLD | {"current": False},
        NOT_CURRENT,
    ),
    "longer than is kept": (
        {"outcome": "referred", "feedback": "a" * 5001},
        HOLD,
        "P1: Use 5000 characters or fewer.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_everything_typed_is_kept(
    app: Flask, centre: Centre, study: Study, diary: str, case: str
) -> None:
    said, rules, message = WRONG[case]
    client = reader(app, centre.trainee)
    values: dict[str, str] = {name(app, "P1", part): value for part, value in said.items()} | {
        name(app, "P2", "feedback"): "Half a"
    }
    page = client.submit(
        opened(client, diary), {**values, **rules, "feedback": "All"}, button="Save decisions", status=422
    )
    assert page.errors == [message]
    form = page.form("Save decisions").values
    assert {key: form[key] for key in values} == values
    assert form["feedback"].strip() == "All"
    assert statuses(app)["P1"] == "waiting"


def test_judging_takes_few_statements(app: Flask, centre: Centre, diary: str) -> None:
    client = reader(app, centre.trainee)
    form = opened(client, diary).form("Save decisions")
    met: dict[str, Value] = {name(app, code, "outcome"): "met" for code in ("P1", "P2", "K1")}
    data = form.filled({**met, **HOLD}, "Save decisions")
    with app.app_context():
        most = STATEMENTS[db.engine.dialect.name]
    with queries_at_most(
        most, "who asks and may, whom an appeal barred, what is asked for, the act, its states, the entry"
    ):
        assert client.browser.post(f"/evidence/{diary}/judge", data=data).status_code == 302


def test_nothing_decided_is_refused(app: Flask, centre: Centre, diary: str) -> None:
    client = reader(app, centre.trainee)
    page = client.submit(opened(client, diary), {"feedback": "Only this"}, button="Save decisions", status=422)
    assert page.errors == ["You have not decided any claim yet. Choose a decision for at least one, then save."]
    assert page.form("Save decisions").values["feedback"].strip() == "Only this"
    first = page.main.select_one(".govuk-error-summary a")
    assert first is not None
    assert page.main.select_one(f"[type=radio]{first['href']}") is not None


def test_the_same_decision_is_given_to_the_rest_by_a_button(app: Flask, centre: Centre, diary: str) -> None:
    client = reader(app, centre.trainee)
    values: dict[str, Value] = {name(app, "P1", "outcome"): "met", name(app, "K1", "outcome"): "not_yet", **HOLD}
    page = client.submit(opened(client, diary), values, button="Same decision for the rest (P1)")
    form = page.form("Save decisions").values
    found = {code: form[name(app, code, "outcome")] for code in ("P1", "P2", "K1")}
    assert found == {"P1": "met", "P2": "met", "K1": "not_yet"}
    assert set(statuses(app).values()) == {"waiting"}
    client.submit(page, button="Save decisions")
    assert statuses(app) == {"P1": "met", "P2": "met", "K1": "not_yet"}


def test_the_summary_says_which_claims_are_meant(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.ffion) as work:
        diary = submit(work, study, study.units[0], "Diary", "P1", "P2")
    client = reader(app, centre.trainee)
    values: dict[str, Value] = {name(app, code, "outcome"): "referred" for code in ("P1", "P2")}
    unknown: dict[str, Value] = {**values, name(app, "P2", "outcome"): "perhaps", "language": []}
    page = client.submit(opened(client, diary), {**unknown, **HOLD}, button="Save decisions", status=422)
    missing = "Say what is missing, so that the learner knows what to do next."
    answer, language = "Choose one of the answers shown.", "Choose the language of your feedback."
    assert page.errors == [f"P1: {missing}", f"P2: {answer}", language]
    page = client.submit(opened(client, diary), {**values, **HOLD}, button="Save decisions", status=422)
    assert page.errors == [f"P1: {missing}", f"P2: {missing}"]
    page = client.submit(opened(client, diary), button="Same decision for the rest (P2)", status=422)
    assert page.errors == ["P2: Choose a decision here first, then give it to the rest."]


def test_an_earlier_decision_is_corrected_with_a_reason(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
    client = reader(app, centre.trainee)
    values: dict[str, Value] = {name(app, "P1", "outcome"): "not_yet", name(app, "P1", "reason"): "short", **HOLD}
    page = client.submit(opened(client, diary), values, button="Save decisions", status=422)
    assert page.errors == [f"P1: {DECIDED_BEFORE}"]
    client.submit(page, {name(app, "P1", "reason"): "It was another person's diary."}, button="Save decisions")
    assert statuses(app) == {"P1": "not_yet", "P2": "met", "K1": "met"}
    with app.app_context():
        found = {one.standing for one in db.session.query(Decision).where(Decision.corrects_id.is_(None)).limit(3)}
        assert db.session.query(Decision).where(Decision.corrects_id.is_not(None)).one().outcome == "not_yet"
        db.session.remove()
    assert found == {True, False}
    assert checked(app) == []


@pytest.mark.usefixtures("second_assessor")
@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_second_of_two_is_told_what_changed_and_loses_nothing(
    app: Flask, centre: Centre, study: Study, diary: str, language: str
) -> None:
    first, second = reader(app, centre.trainee), reader(app, centre.assessor, language)
    page, late = opened(first, diary), opened(second, diary)
    first.submit(page, {name(app, "P1", "outcome"): "met", **HOLD}, button="Save decisions")
    typed = {
        name(app, "P1", "outcome"): "not_yet",
        name(app, "P1", "feedback"): "Words",
        name(app, "P2", "outcome"): "met",
    }
    save = {"cy": "Cadw'r penderfyniadau", "en": "Save decisions"}[language]
    told = second.submit(late, {**typed, **HOLD, "feedback": "Whole"}, button=save, status=409)
    told.says({"cy": "Penderfynodd Tomos Bevan ar P1", "en": "Tomos Bevan decided P1"}[language])
    form = told.form(save).values
    assert {key: form[key].strip() for key in typed} == typed
    assert form["feedback"].strip() == "Whole"
    assert statuses(app)["P2"] == "waiting"
    # The form is about what stands now: the decision that was not theirs left alone, the other one is saved.
    second.submit(told, {name(app, "P1", "outcome"): "none"}, button=save)
    assert statuses(app) == {"P1": "met", "P2": "met", "K1": "waiting"}


def test_a_new_revision_is_told_too(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    client = reader(app, centre.trainee)
    page = opened(client, diary)
    with acting(app, centre.ffion) as work:
        revise(work, study, diary)
    told = client.submit(page, {name(app, "P1", "outcome"): "met", **HOLD}, button="Save decisions", status=409)
    told.says("The learner submitted a new revision: 2", "Something else.")


def revise(work: UnitOfWork, study: Study, diary: str) -> None:
    row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
    kind = EvidenceKind.REFLECTIVE_ACCOUNT
    evidence_services.change(
        work,
        row,
        Content(kind, "Diary", START, "en", "Something else.", AiUse.NONE, confidentiality=Confidentiality.OPEN),
    )
    evidence_services.submit(work, portfolio_row(work, study), row)


@pytest.mark.usefixtures("second_assessor")
def test_of_two_at_once_exactly_one_wins(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    clients = [reader(app, centre.trainee), reader(app, centre.assessor)]
    pages = [opened(client, diary) for client in clients]
    outcome, start = name(app, "P1", "outcome"), threading.Barrier(2)
    answers: list[int] = []

    def send(client: PageClient, page: Page) -> None:
        form = page.form("Save decisions")
        data = form.filled({outcome: "met", **HOLD}, "Save decisions")
        start.wait()
        answers.append(client.browser.post(page.path, data=data).status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(clients, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
    with app.app_context():
        assert db.session.query(Decision).count() == 1
        db.session.remove()
    assert checked(app) == []


def test_only_units_that_one_is_assigned_to_are_decided(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.manager) as work:
        alys = work.session.get_one(Account, centre.assessor.account_id)
        other = unit_row(work, study.units[1])
        learning.assign(work, portfolio_row(work, study), alys, NewAssignment(Part.ASSESSOR, START, unit=other))
    client = reader(app, centre.assessor)
    opened(client, diary).says(
        "There is nothing for you to decide on this evidence", "You are not assigned to this unit."
    )


def test_the_learner_acknowledges_what_they_have_seen(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.trainee) as work:
        judge(work, study, diary, Outcome.REFERRED)
    client = reader(app, centre.ffion)
    page = client.get(f"/evidence/{diary}/feedback")
    page.says("What to do next", "These came back and need more: P1, P2, K1")
    assert page.link("Change this evidence and submit it again") == f"/evidence/{diary}/edit"
    page = client.submit(page, button="I have read this feedback")
    page.says("Read by the learner")
    assert "I have read this feedback" not in page.text
    assert "What came back" not in client.get("/").text
    assert checked(app) == []
    assert "I have read this feedback" not in reader(app, centre.trainee).get(f"/evidence/{diary}/feedback").text


def test_a_draft_is_nobodys_to_judge(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.ffion) as work:
        evidence = submit(work, study, study.units[0])
        work.session.query(Evidence).update({"revision": 0, "status": "draft"})
    reader(app, centre.trainee).get(f"/evidence/{evidence}/judge", status=404)
