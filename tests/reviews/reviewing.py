"""Reviews for tests, made through the services by whoever makes them."""

from dataclasses import replace
from datetime import date, timedelta

from flask import Flask

from portfolio.core.work import UnitOfWork
from portfolio.links.services import Asking, Where
from portfolio.reviews import services
from portfolio.reviews.models import Review, ReviewAction, ReviewRequest
from portfolio.reviews.rules import How, Signatory
from portfolio.reviews.services import Endorsing, NewAction, Said
from standards.foundation import Role
from tests.client import Value
from tests.factories import Centre
from tests.studies import START, Study, acting, enrolment_row

HELD = date(2026, 3, 2)
ELSEWHERE = Where("203.0.113.9", "A phone")
SAID = Said(
    held_on=HELD,
    period_from=START,
    period_until=HELD,
    how=How.VIDEO,
    language="en",
    place="The office",
    present="Her manager",
    progress="She held two interviews.",
    well="She listens well.",
    ahead="A third interview, by phone.",
    support="She would like more time to read.",
    welsh="She speaks Welsh with clients.",
    off_job="Two hours were missed in February.",
)
BY_LEARNER = NewAction("Write up the second interview", Signatory.LEARNER, HELD + timedelta(days=7))
BY_EMPLOYER = NewAction("Give her Friday mornings", Signatory.EMPLOYER, HELD + timedelta(days=14))
ENDORSED = Endorsing("Nia Bowen", "Team leader", "She is doing well.", "en")


def review_row(work: UnitOfWork, public_id: str) -> Review:
    return work.session.query(Review).where(Review.public_id == public_id).one()


def action_row(work: UnitOfWork, public_id: str) -> ReviewAction:
    return work.session.query(ReviewAction).where(ReviewAction.public_id == public_id).one()


def request_row(work: UnitOfWork, public_id: str) -> ReviewRequest:
    return work.session.query(ReviewRequest).where(ReviewRequest.public_id == public_id).one()


def actions_of(app: Flask, review: str) -> list[str]:
    with acting(app) as work:
        found = work.session.query(ReviewAction).where(ReviewAction.review_id == review_row(work, review).id)
        return [one.public_id for one in found.order_by(ReviewAction.due_on)]


def draft(
    app: Flask,
    centre: Centre,
    study: Study,
    *actions: NewAction,
    held_on: date = HELD,
    language: str = "en",
) -> str:
    """A review that is being written, with an action of the learner's and one of the employer's."""
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        said = replace(SAID, held_on=held_on, period_until=held_on, language=language)
        row = services.begin(work, enrolment_row(work, study), said)
        for one in actions or (BY_LEARNER, BY_EMPLOYER):
            services.add_action(work, row, replace(one, due_on=one.due_on + (held_on - HELD)), row.version)
        return row.public_id


def sign(app: Flask, centre: Centre, review: str) -> str:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row = review_row(work, review)
        services.sign(work, row, row.version)
    return review


def signed(app: Flask, centre: Centre, study: Study, *actions: NewAction, held_on: date = HELD) -> str:
    """A review that the assessor signed."""
    return sign(app, centre, draft(app, centre, study, *actions, held_on=held_on))


def agree(app: Flask, study: Study, review: str, words: str = "I agree with it.") -> str:
    with acting(app, study.learner, Role.LEARNER) as work:
        services.agree(work, review_row(work, review), words, "en")
    return review


def ask(app: Flask, centre: Centre, review: str, email: str = "", *, send: bool = False) -> tuple[str, str]:
    """Ask an employer as the assessor; gives the request and the token of a link."""
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        asking = Asking("Nia Bowen", email, "As we said on the phone.", "en", send)
        made = services.ask(work, review_row(work, review), asking)
        return made.public_id, services.make_link(work, made)


def endorse(app: Flask, request: str, where: Where = ELSEWHERE) -> None:
    with acting(app) as work:
        services.endorse(work, request_row(work, request), ENDORSED, where)


def typed(day: date = HELD, **more: Value) -> dict[str, Value]:
    """Fill in the form of a review by its fields."""
    said: dict[str, Value] = {
        "held_on": [f"{day:%d}", f"{day:%m}", f"{day:%Y}"],
        "how": "video",
        "place": "The office",
        "present": "Her manager",
        "period_from": ["5", "1", "2026"],
        "period_until": [f"{day:%d}", f"{day:%m}", f"{day:%Y}"],
        "language": "en",
        **{name: getattr(SAID, name) for name in ("progress", "well", "ahead", "support", "welsh", "off_job")},
    }
    return {**said, **more}
