"""Two people act at once through two servers on one database, which share nothing else."""

import threading
from typing import cast

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from assessments.judging.models import Decision
from portfolio.config import Settings
from portfolio.core.database import db
from portfolio.learning import services as learning
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from tests.client import PageClient
from tests.evidence.items import put_forward
from tests.factories import open_people
from tests.proofs.serving import Installation, Line, person
from tests.studies import START, acting, enrol, portfolio_row, publish_qualification

HOLD = {"valid": True, "authentic": True, "current": True}
TYPED = "I saw this myself, in the office."


@pytest.fixture(name="installation")
def installation_fixture(app: Flask, settings: Settings) -> Installation:
    return Installation(settings)


def both_judge(clients: list[PageClient], address: str) -> list[Response]:
    """Each decides the same claim on a page that they opened before, at the same moment."""
    answers: list[Response] = []
    start = threading.Barrier(len(clients))

    def send(client: PageClient, sent: object) -> None:
        start.wait()
        answers.append(cast("Line", client.browser).post(address, sent))

    threads = []
    for client in clients:
        form = client.get(address).form("Save decisions")
        outcome = next(name for name in form.values if name.endswith("-outcome"))
        sent = form.filled({outcome: "met", "feedback": TYPED, **HOLD}, "Save decisions")
        threads.append(threading.Thread(target=send, args=(client, sent)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_who_judge_one_claim_through_two_servers_exactly_one_wins(
    app: Flask, installation: Installation
) -> None:
    centre = open_people(app)
    with acting(app, centre.manager) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
        alys = work.session.get_one(Account, centre.assessor.account_id)
        learning.assign(work, portfolio_row(work, study), alys, NewAssignment(Part.ASSESSOR, START))
    pieces = [put_forward(app, study, title=f"Visit {number}") for number in range(3)]
    with installation.serving() as first, installation.serving() as second:
        clients = [person(app, first), person(app, second)]
        clients[0].sign_in(centre.trainee)
        clients[1].sign_in(centre.assessor)
        for piece in pieces:
            answers = both_judge(clients, f"/evidence/{piece}/judge")
            assert sorted(answer.status_code for answer in answers) == [302, 409]
            told = next(answer for answer in answers if answer.status_code == 409).get_data(as_text=True)
            assert "This changed while you were looking" in told
            assert TYPED in told
    with app.app_context():
        assert db.session.query(Decision).count() == len(pieces)
        db.session.remove()
    checked = installation.run("ledger", "check", "--files")
    assert checked.returncode == 0, checked.stdout
