"""The pages of units, programmes, the queue and the start page: who sees what, in few statements."""

import pytest
from flask import Flask

from assessments.judging import services as judging
from assessments.judging.rules import Outcome
from portfolio.evidence import services as evidence
from portfolio.evidence.models import Evidence
from portfolio.evidence.services import Wish
from portfolio.learning import services as learning
from portfolio.learning.models import Assignment
from standards.library.models import Criterion
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, Someone
from tests.judging.conftest import reader
from tests.studies import Study, acting, enrol, judge, keys, portfolio_row, publish_qualification, submit, unit_row

PLACES = ("home", "unit", "filtered", "both", "programme", "feedback", "judge", "queue", "signing", "learners")
SIGNATURES = ("declare", "sign", "countersign", "reopen")
NOT_FOUND, REFUSED, SEEN = 404, 403, 200
SEES: dict[str, dict[str, int]] = {
    "ffion": {"judge": REFUSED, "queue": REFUSED, "sign": REFUSED, "countersign": REFUSED, "reopen": REFUSED},
    "trainee": {"declare": REFUSED, "countersign": REFUSED},
    "assessor": {"judge": REFUSED, "declare": REFUSED, "sign": REFUSED, "reopen": REFUSED},
    "quality_assurer": {
        "judge": REFUSED,
        "queue": REFUSED,
        "declare": REFUSED,
        "sign": REFUSED,
        "countersign": REFUSED,
    },
    "manager": {"judge": REFUSED, "queue": REFUSED, "declare": REFUSED, "sign": REFUSED, "countersign": REFUSED},
}
STRANGERS = ("owen", "administrator", "other_manager", "stranger")
"""They see no portfolio that is not theirs: for them it does not exist."""


def addresses(study: Study, diary: str) -> dict[str, str]:
    unit, evidence = f"/units/{study.units[0]}", f"/evidence/{diary}"
    return {
        "home": "/",
        "unit": unit,
        "filtered": f"{unit}?show=missing",
        "both": f"{unit}?text=both",
        "programme": f"/enrolments/{study.enrolment}",
        "feedback": f"{evidence}/feedback",
        "judge": f"{evidence}/judge",
        "queue": "/queue",
        "signing": "/queue/signing",
        "learners": "/queue/learners",
        **{act: f"{unit}/{act}" for act in SIGNATURES},
    }


def expected(who: str, place: str) -> int:
    kind = "queue" if place in {"signing", "learners"} else place
    if who in STRANGERS:
        return {"home": SEEN, "queue": REFUSED}.get(kind, NOT_FOUND)
    return SEES[who].get(kind, SEEN)


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("who", [*SEES, *STRANGERS])
def test_everybody_sees_what_is_theirs(
    app: Flask, centre: Centre, study: Study, diary: str, who: str, language: str
) -> None:
    client = reader(app, getattr(centre, who), language)
    for place, address in addresses(study, diary).items():
        client.get(address, status=expected(who, place))


def test_acts_on_others_are_refused_as_their_pages_are(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        for who in (*SEES, *STRANGERS):
            client = reader(app, getattr(centre, who))
            for place in ("judge", *SIGNATURES):
                status = expected(who, place)
                if status != SEEN:
                    client.post(addresses(study, diary)[place], status=status)
            acknowledging = SEEN if who == "ffion" else NOT_FOUND if who in STRANGERS else REFUSED
            client.post(f"/evidence/{diary}/feedback/acknowledge", {"seen": "0"}, status=acknowledging)
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


def test_who_signs_in_again_to_acknowledge_comes_to_the_feedback(app: Flask, centre: Centre, diary: str) -> None:
    page = reader(app, centre.ffion).get(f"/evidence/{diary}/feedback/acknowledge")
    assert page.path == f"/evidence/{diary}/feedback"


@pytest.mark.usefixtures("diary")
def test_what_is_missing_is_said_from_the_first_day(app: Flask, centre: Centre, study: Study) -> None:
    client = reader(app, centre.ffion)
    page = client.get(f"/units/{study.units[1]}")
    page.says("Criteria without evidence: P1, P2, K1", "The learner's declaration", "The assessor's signature.")
    page = client.get(f"/units/{study.units[0]}")
    page.says("Criteria that wait for the assessor's decision: P1, P2, K1")
    letter = submitted(app, centre, study, "P1")
    with acting(app, centre.trainee) as work:
        judge(work, study, letter, Outcome.REFERRED)
    client.get(f"/units/{study.units[1]}").says(
        "Criteria that came back and need more: P1", "Criteria without evidence: P2, K1"
    )


def submitted(app: Flask, centre: Centre, study: Study, *codes: str, title: str = "Letter") -> str:
    with acting(app, centre.ffion) as work:
        return submit(work, study, study.units[1], title, *codes)


@pytest.mark.parametrize(("language", "said"), [("en", "Claims: 3"), ("cy", "Hawliadau: 3")])
def test_a_criterion_claimed_again_is_counted_once(
    app: Flask, centre: Centre, study: Study, diary: str, language: str, said: str
) -> None:
    with acting(app, centre.trainee) as work:
        judge(work, study, diary, Outcome.REFERRED)
    with acting(app, centre.ffion) as work:
        row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
        unit = unit_row(work, study.units[0])
        asked = work.session.query(Criterion).where(Criterion.standard_id == unit.standard_id, Criterion.assessable)
        evidence.claim(work, row, [Wish(unit.id, one.id) for one in asked])
        evidence.submit(work, portfolio_row(work, study), row)
    client = reader(app, centre.ffion, language)
    for page in (f"/evidence/{diary}", f"/evidence/{diary}/sheet"):
        client.get(page).says(said)


def test_a_trainees_decisions_are_known_to_need_a_countersignature(
    app: Flask, centre: Centre, study: Study, diary: str
) -> None:
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
    page = reader(app, centre.ffion).get(f"/units/{study.units[0]}")
    page.says(
        "The countersignature of a qualified assessor, because a trainee, or somebody whose assessing is overseen,"
    )
    assert "without evidence" not in page.text


def rows(client: PageClient, address: str) -> list[str]:
    """The codes of the criteria that a page shows."""
    page = client.get(address)
    return [cell.get_text() for cell in page.main.select("tbody th[scope=row]")]


def test_criteria_are_filtered(app: Flask, centre: Centre, study: Study) -> None:
    met, referred = submitted(app, centre, study, "P1"), submitted(app, centre, study, "K1")
    with acting(app, centre.trainee) as work:
        judge(work, study, met)
        judge(work, study, referred, Outcome.REFERRED)
    client, unit = reader(app, centre.ffion), f"/units/{study.units[1]}"
    assert rows(client, unit) == ["P1", "P2", "K1"]
    assert rows(client, f"{unit}?show=missing") == ["P2", "K1"]
    assert rows(client, f"{unit}?show=referred") == ["K1"]
    assert rows(client, f"{unit}?show=met") == ["P1"]
    assert rows(client, f"{unit}?show=nonsense") == ["P1", "P2", "K1"]


def test_criteria_are_read_in_either_language_or_both(app: Flask, centre: Centre, study: Study) -> None:
    client, unit = reader(app, centre.ffion), f"/units/{study.units[0]}"
    client.get(f"{unit}?text=cy").says("clirio'r ddesg")
    assert "clirio'r ddesg" not in client.get(f"{unit}?text=en").text
    both = client.get(f"{unit}?text=both")
    both.says("clirio'r ddesg", "clear the desk", "The English is a working translation")
    assert both.main.select_one('span[lang="cy"]')


def test_more_evidence_is_one_link_away_until_it_is_met(app: Flask, centre: Centre, study: Study) -> None:
    address = f"/portfolios/{study.portfolio}/evidence/new?criterion={study.units[0]}:P2"
    assert address in reader(app, centre.ffion).get(f"/units/{study.units[0]}").links().values()
    assert address not in reader(app, centre.trainee).get(f"/units/{study.units[0]}").links().values()


def test_home_says_what_came_back_and_what_is_next(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    client = reader(app, centre.ffion)
    client.get("/").says("Next: your assessor decides on what you submitted.")
    with acting(app, centre.trainee) as work:
        judge(work, study, diary, Outcome.REFERRED)
    page = client.get("/")
    page.says("What came back from your assessor", "Next: read what came back")
    assert page.link("Diary") == f"/evidence/{diary}/feedback"


def test_home_of_somebody_with_two_roles_shows_both(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app) as work:
        qualification = publish_qualification(work, 1, "610/2")
        own = enrol(work, centre, centre.owen, qualification)
    page = reader(app, centre.owen).get("/")
    page.says("Planned end:")
    assert page.link("Arrange a desk") == f"/units/{own.units[0]}"
    reader(app, centre.trainee).get("/").says("Your assessing", "Learners: 2")
    reader(app, centre.quality_assurer).get("/").says(
        "Learners whose assessment you assure", "Ffion Rees", "Owen Price"
    )


def test_the_queue_is_filtered_and_oldest_first(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    later = submitted(app, centre, study, "P1", title="Letter")
    client = reader(app, centre.trainee)
    found = client.get("/queue").table("Evidence waiting: 2")
    assert [row[0] for row in found[1:]] == ["Diary", "Letter"]
    page = client.get("/queue?language=en")
    page.says("Nothing waits for you here")
    assert client.get(f"/queue?learner={centre.ffion.public_id}").table("Evidence waiting: 2")
    assert client.get(f"/queue?learner={centre.owen.public_id}").main.find("table") is None
    unit = client.get("/queue").soup.select_one("#unit option:nth-of-type(2)")
    assert unit is not None
    assert len(client.get(f"/queue?unit={unit['value']}").table("Evidence waiting: 1")) == 2
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
    assert client.get("/queue").link("Letter") == f"/evidence/{later}/judge"


def test_the_queue_holds_only_units_assigned_today(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    assert diary
    with acting(app, centre.manager) as work:
        for one in work.session.query(Assignment).where(Assignment.part == "assessor"):
            learning.end_assignment(work, portfolio_row(work, study), one, one.starts)
    reader(app, centre.trainee).get("/queue").says("Nothing waits for you here")


def test_units_to_sign_and_countersign_are_listed(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    unit = study.units[0]
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
    trainee, countersigner = reader(app, centre.trainee), reader(app, centre.assessor)
    trainee.get("/queue/signing").says("No unit waits for your signature")
    with acting(app, centre.ffion) as work:
        judging.declare(work, portfolio_row(work, study), unit_row(work, unit))
    assert trainee.get("/queue/signing").link("Arrange a desk") == f"/units/{unit}/sign"
    with acting(app, centre.trainee) as work:
        judging.sign(work, portfolio_row(work, study), unit_row(work, unit), keys(app))
    trainee.get("/queue/signing").says("No unit waits for your signature")
    assert countersigner.get("/queue/signing").link("Arrange a desk") == f"/units/{unit}/countersign"


def fill(app: Flask, centre: Centre, study: Study, times: int) -> None:
    with acting(app, centre.ffion) as work:
        for place in range(times):
            submit(work, study, study.units[place % 2], f"Note {place}")


@pytest.mark.parametrize("times", [3, 30])
def test_pages_take_as_many_statements_for_many_rows_as_for_few(
    app: Flask, centre: Centre, study: Study, diary: str, times: int
) -> None:
    fill(app, centre, study, times)
    who: dict[str, Someone] = {"queue": centre.trainee, "learners": centre.trainee, "judge": centre.trainee}
    more = {"judge": 14}
    """It names what was judged before, what waits next, and the reader's own phrases."""
    for place in ("home", "unit", "both", "programme", "feedback", "queue", "learners", "judge"):
        client = reader(app, who.get(place, centre.ffion))
        with queries_at_most(more.get(place, 12), "who asks (2), what is asked for (3), and what the page shows"):
            client.get(addresses(study, diary)[place])


def test_the_evidence_leads_to_what_was_said_of_it(app: Flask, centre: Centre, diary: str) -> None:
    page = reader(app, centre.ffion).get(f"/evidence/{diary}")
    assert page.link("Decisions and feedback on this evidence") == f"/evidence/{diary}/feedback"


@pytest.mark.usefixtures("study")
def test_lists_that_hold_learners_against_a_plan_say_how(app: Flask, centre: Centre) -> None:
    said = "more than 20% of all the criteria are lacking against that pace"
    reader(app, centre.trainee).get("/queue/learners").says(said)
    manager = reader(app, centre.manager)
    manager.get(manager.get("/completion").link("Advice and guidance")).says(said)
