"""Sets of questions for tests, made through the services."""

from collections.abc import Sequence

from flask import Flask

from assessments.questioning import services
from assessments.questioning.models import QuestionSet
from assessments.questioning.rules import Asked
from portfolio.core.work import UnitOfWork
from standards.foundation import Role
from tests.factories import Someone
from tests.studies import Study, acting, unit_row

ASKED = (Asked("K1", "Why do you ask twice?", "Names two reasons."), Asked("P1", "Where do you begin?", ""))


def row(work: UnitOfWork, questions: str) -> QuestionSet:
    return work.session.query(QuestionSet).where(QuestionSet.public_id == questions).one()


def begun(app: Flask, someone: Someone, study: Study, asked: Sequence[Asked] = ASKED, title: str = "Desk") -> str:
    with acting(app, someone, Role.ASSESSOR) as work:
        [provider] = {one.provider_id for one in work.actor.held}  # type: ignore[attr-defined]
        standard = unit_row(work, study.units[0]).standard_id
        made = services.start(work, provider, standard, title, "en")
        services.save(work, made, title, asked, made.version)
        return made.public_id


def publish(app: Flask, someone: Someone, questions: str) -> str:
    with acting(app, someone, Role.ASSESSOR) as work:
        found = row(work, questions)
        return services.publish(work, found, found.version).public_id


def published(app: Flask, someone: Someone, study: Study) -> str:
    questions = begun(app, someone, study)
    publish(app, someone, questions)
    return questions
