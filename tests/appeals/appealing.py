"""What people do in an appeal or a complaint, by the services."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import time_machine
from flask import Flask

from assessments.appeals import queries, services
from assessments.appeals.models import Case
from assessments.appeals.rules.cases import Answer, CameBy, Outcome
from assessments.appeals.rules.procedures import ProcedureCode
from assessments.appeals.services import NewComplaint
from assessments.judging import queries as judging
from assessments.judging.models import Decision
from portfolio.core.work import UnitOfWork
from standards.foundation import Role
from tests.factories import Centre, Someone
from tests.studies import Study, acting, unit_row

WORDS = "The diary shows it, and nobody asked me."


@contextmanager
def on(day: date) -> Iterator[None]:
    with time_machine.travel(datetime(day.year, day.month, day.day, 10, tzinfo=UTC), tick=False):
        yield


def case_row(work: UnitOfWork, case: str) -> Case:
    return work.session.query(Case).where(Case.public_id == case).one()


def decision_on(work: UnitOfWork, unit: str, outcome: str) -> Decision:
    """Give a standing decision on a unit, by its outcome."""
    wanted = (Decision.enrolled_unit_id == unit_row(work, unit).id, Decision.outcome == outcome)
    return work.session.query(Decision).where(*wanted, Decision.standing.is_(True)).order_by(Decision.id).limit(1).one()


def appeal(app: Flask, study: Study, unit: str, outcome: str | None = None) -> str:
    """Appeal about a unit or, with an outcome, against the first decision that said so."""
    with acting(app, study.learner, Role.LEARNER) as work:
        against = decision_on(work, unit, outcome) if outcome else None
        return services.appeal(work, unit_row(work, unit), against, WORDS, "en").public_id


def complain(app: Flask, centre: Centre, someone: Someone, about: Someone | None = None) -> str:
    with acting(app, someone) as work:
        new = NewComplaint(WORDS, "en", work.today, complainant=someone.account_id)
        if about is not None:
            new = NewComplaint(WORDS, "en", work.today, complainant=someone.account_id, about=about.account_id)
        return services.complain(work, centre.provider_id, new).public_id


def logged(app: Flask, centre: Centre, received: date, email: str = "nia@example.org") -> str:
    """A complaint that came by letter, logged by the manager."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        new = NewComplaint(
            WORDS,
            "cy",
            received,
            ProcedureCode.REGULATIONS,
            CameBy.LETTER,
            name="Nia Jones",
            email=email,
            spoken="cy",
        )
        return services.complain(work, centre.provider_id, new).public_id


def answer(
    app: Flask,
    someone: Someone,
    role: Role,
    case: str,
    outcome: Outcome,
    *criteria: str,
    words: str = "I looked again.",
    same: str | None = None,
) -> None:
    with acting(app, someone, role) as work:
        row = case_row(work, case)
        said = Answer(outcome, words, "en", criteria, same=same is not None, same_reason=same or "")
        services.answer(work, row, said, row.version)


def further(app: Flask, someone: Someone, role: Role, case: str) -> None:
    with acting(app, someone, role) as work:
        row = case_row(work, case)
        services.go_further(work, row, row.version)


def appoint(app: Flask, centre: Centre, case: str, *people: Someone) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = case_row(work, case)
        services.appoint(work, row, [one.account_id for one in people], row.version)


def criteria_of(app: Flask, case: str) -> list[str]:
    with acting(app) as work:
        return [one.uuid for one in queries.offered(work.session, case_row(work, case))]


def holds(app: Flask, unit: str) -> list[str]:
    with acting(app) as work:
        return [one.reason for one in judging.open_holds(work.session, unit_row(work, unit).id)]
