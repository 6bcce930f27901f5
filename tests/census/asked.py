"""What the census's world has of people from outside: witnesses, employers about a review, and a visitor."""

from flask import Flask

from portfolio.reviews import services as reviews
from portfolio.witnesses import services as witnesses
from standards.foundation import Role
from tests.factories import Centre, Someone
from tests.reviews import reviewing
from tests.studies import Study, acting
from tests.visits import visiting
from tests.witnesses.asking import ask, give
from tests.witnesses.asking import row as witness_row

Names = dict[str, str | int]
"""What an address is made of: the name of each of its parts → the value."""


def a_review(app: Flask, centre: Centre, study: Study) -> dict[str, Names]:
    """A review that its assessor signed and an employer was asked about, one that was, and one being written."""
    agreed = reviewing.agree(app, study, reviewing.signed(app, centre, study))
    reviewing.endorse(app, reviewing.ask(app, centre, agreed, "dewi@example.org")[0])
    signed = reviewing.signed(app, centre, study)
    request, token = reviewing.ask(app, centre, signed, "nia@example.org")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        draft = reviews.correct(work, reviewing.review_row(work, agreed), "It was one interview.").public_id
    return {
        "review": {"review": signed},
        "review action": {"action": reviewing.actions_of(app, signed)[0]},
        "review draft": {"review": draft},
        "draft action": {"action": reviewing.actions_of(app, draft)[0]},
        "review request": {"asked": request},
        "review link": {"token": token},
    }


def a_witness(app: Flask, study: Study) -> dict[str, Names]:
    """A witness who was asked and has a link, and has signed nothing yet."""
    request, token = ask(app, study, "1:P1", email="nia@example.org")
    signed, _token = ask(app, study, "1:P1", email="rhys@example.org")
    give(app, signed)
    with acting(app, study.learner, Role.LEARNER) as work:
        check = witnesses.ask_again(work, witness_row(work, signed))
        second = witnesses.make_check_link(work, check)
    return {
        "witness request": {"witness": request},
        "witness link": {"token": token},
        "witness check": {"token": second},
    }


def a_visit(app: Flask, centre: Centre, people: dict[str, Someone], studies: dict[str, Study]) -> dict[str, Names]:
    """A visit that is open to the external quality assurer, one that is open to somebody else, and what each froze."""
    external = people["external"]
    visit = visiting.granted(app, centre, external.email)
    another = visiting.granted(app, centre, "another.visitor@awarding.example.org")
    owner, many = studies["owner"].units, studies["many"].units
    _signed, own, of_many = visiting.frozen(app, centre, visit, owner[0], owner[1], many[1])
    (elsewhere,) = visiting.frozen(app, centre, another, owner[0])
    visiting.commented(app, external, visit, own)
    action = visiting.asked(app, external, visit, people["assessor"], unit=own)
    strange = visiting.asked(app, visiting.visitor(app, another), another, people["quality-assurer"], unit=elsewhere)
    visiting.acknowledged(app, centre.manager, visit)
    visiting.marked_done(app, people["assessor"], action, Role.ASSESSOR)
    visiting.revoked(app, centre, visiting.granted(app, centre, "third.visitor@awarding.example.org"))
    return {
        "visit": {"visit": visit},
        "another visit": {"visit": another},
        "papers of a visit": {"visit": visit, "section": "staff"},
        "papers of another visit": {"visit": another, "section": "staff"},
        "visit action": {"action": action},
        "action of another visit": {"action": strange},
        "visited unit": visiting.names(app, own, "Waiting photograph"),
        "own visited unit": visiting.names(app, of_many, "Waiting photograph"),
        "unit of another visit": {"visited": elsewhere},
    }
