"""Whoever assesses or countersigns in a portfolio never assures the quality of their own decisions."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta

import pytest
from flask import Flask

from portfolio.learning import services as learning
from portfolio.learning.models import Assignment
from portfolio.learning.rules import Held, Part, check_apart
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from portfolio.people.rules import AssessesIn
from portfolio.people.services import NewRole, give_role
from portfolio.plans.queries import to_review
from standards.foundation import Refused, Role
from tests.client import PageClient
from tests.factories import Centre, Someone
from tests.plans import planning
from tests.studies import START, Study, acting, enrol, portfolio_row, provider_row, publish_qualification

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 30), date(2026, 7, 1)
ASSURES = Part.QUALITY_ASSURER
SAID = {
    "en": (
        "This person assesses or countersigns for this learner, or did before",
        "This person is this learner's quality assurer, or has acted as one",
    ),
    "cy": (
        "Mae'r person hwn yn asesu neu'n cydlofnodi i'r dysgwr hwn, neu wedi gwneud hynny o'r blaen",
        "Y person hwn yw swyddog sicrhau ansawdd y dysgwr hwn, neu mae wedi gweithredu felly",
    ),
}

CASES: list[tuple[Held, Held | None, Part | None, str | None]] = [
    (Held(ASSURES, JULY), None, None, None),
    (Held(ASSURES, JULY), Held(Part.ASSESSOR, MAY), None, "assesses-there"),
    (Held(ASSURES, JULY), Held(Part.COUNTERSIGNER, MAY), None, "assesses-there"),
    (Held(ASSURES, JULY), Held(Part.ASSESSOR, MAY, JUNE), None, "assesses-there"),
    (Held(ASSURES, MAY, JUNE), Held(Part.ASSESSOR, JULY), None, None),
    (Held(ASSURES, MAY, JULY), Held(Part.ASSESSOR, JULY), None, "assesses-there"),
    (Held(ASSURES, MAY), Held(Part.ASSESSOR, JULY, JUNE), None, None),
    (Held(ASSURES, JULY), None, Part.ASSESSOR, "assesses-there"),
    (Held(ASSURES, JULY), Held(ASSURES, MAY, JUNE), ASSURES, None),
    (Held(Part.ASSESSOR, JULY), Held(ASSURES, MAY), None, "assures-there"),
    (Held(Part.COUNTERSIGNER, JULY), Held(ASSURES, MAY), None, "assures-there"),
    (Held(Part.ASSESSOR, JULY), Held(ASSURES, MAY, JUNE), None, None),
    (Held(Part.ASSESSOR, JULY), Held(ASSURES, MAY, JUNE), ASSURES, "assures-there"),
    (Held(Part.ASSESSOR, JULY), Held(Part.COUNTERSIGNER, MAY), Part.ASSESSOR, None),
]


def refused(code: str | None) -> AbstractContextManager[object]:
    return nullcontext() if code is None else pytest.raises(Refused, match=f"^{code}$")


@pytest.mark.parametrize(("new", "other", "acted", "code"), CASES)
def test_which_parts_are_kept_apart(new: Held, other: Held | None, acted: Part | None, code: str | None) -> None:
    with refused(code):
        check_apart(new, [other] if other else [], [acted] if acted else [])


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """A learner whose countersigner also assures quality at the centre, and whose quality assurer also assesses."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = publish_qualification(work, units=2)
        provider = provider_row(work, centre)
        for someone, role in ((centre.assessor, Role.QUALITY_ASSURER), (centre.quality_assurer, Role.ASSESSOR)):
            account = work.session.get_one(Account, someone.account_id)
            give_role(work, provider, account, NewRole(role, assesses_in=AssessesIn.BOTH))
        return enrol(work, centre, centre.ffion, row)


def assign(app: Flask, centre: Centre, study: Study, someone: Someone, part: Part) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        account = work.session.get_one(Account, someone.account_id)
        learning.assign(work, portfolio_row(work, study), account, NewAssignment(part, work.today))


def end(app: Flask, centre: Centre, study: Study, someone: Someone) -> None:
    """End the part that somebody has, in the past."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = work.session.query(Assignment).where(Assignment.account_id == someone.account_id).one()
        learning.end_assignment(work, portfolio_row(work, study), row, START + timedelta(days=1))


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_refuses_in_words(app: Flask, centre: Centre, study: Study, language: str) -> None:
    client = PageClient(app, language)
    client.enter(centre.manager)
    page = client.get(f"/enrolments/{study.enrolment}/assign")
    asked = (("quality_assurer", centre.assessor), ("assessor", centre.quality_assurer))
    for (part, someone), said in zip(asked, SAID[language], strict=True):
        answer = client.submit(page, {"part": part, "who": someone.public_id}, status=409)
        assert answer.errors[0].startswith(said)


def test_a_part_that_ended_still_keeps_apart(app: Flask, centre: Centre, study: Study) -> None:
    end(app, centre, study, centre.assessor)
    with refused("assesses-there"):
        assign(app, centre, study, centre.assessor, ASSURES)


def test_whoever_reviewed_does_not_assess_afterwards(app: Flask, centre: Centre, study: Study) -> None:
    planning.review(app, centre.quality_assurer, planning.agreed(app, centre, study))
    end(app, centre, study, centre.quality_assurer)
    with refused("assures-there"):
        assign(app, centre, study, centre.quality_assurer, Part.ASSESSOR)


def test_whoever_did_nothing_as_quality_assurer_may_assess_afterwards(app: Flask, centre: Centre, study: Study) -> None:
    end(app, centre, study, centre.quality_assurer)
    assign(app, centre, study, centre.quality_assurer, Part.ASSESSOR)
    with refused("assesses-there"):
        assign(app, centre, study, centre.quality_assurer, ASSURES)


def test_ending_later_is_looked_at_too(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        portfolio = portfolio_row(work, study)
        row = work.session.query(Assignment).where(Assignment.account_id == centre.quality_assurer.account_id).one()
        learning.end_assignment(work, portfolio, row, work.today)
        account = work.session.get_one(Account, centre.quality_assurer.account_id)
        learning.assign(work, portfolio, account, NewAssignment(Part.ASSESSOR, work.today + timedelta(days=1)))
        with refused("assesses-there"):
            learning.end_assignment(work, portfolio, row, work.today + timedelta(days=2))


def test_whoever_assesses_reviews_no_plan_there(app: Flask, centre: Centre, study: Study) -> None:
    """A row that no service makes any more: whoever countersigns is quality assurer too."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        portfolio = portfolio_row(work, study)
        row = Assignment(
            provider_id=portfolio.provider_id,
            portfolio_id=portfolio.id,
            account_id=centre.assessor.account_id,
            part=ASSURES.value,
            starts=START,
            salt=b"0" * 32,
        )
        work.session.add(row)
    version = planning.agreed(app, centre, study)
    with refused("plan-assesses-there"):
        planning.review(app, centre.assessor, version)
    with acting(app, centre.assessor, Role.QUALITY_ASSURER) as work:
        assert to_review(work.session, work.actor) == []
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        assert len(to_review(work.session, work.actor)) == 1
    client = PageClient(app, "en")
    client.enter(centre.assessor)
    assert f"/plans/{version}/review" not in client.get(f"/plans/{version}").links().values()
