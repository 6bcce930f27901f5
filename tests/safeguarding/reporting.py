"""What people do about safeguarding, by the services."""

from flask import Flask

from portfolio.safeguarding import services
from portfolio.safeguarding.models import ConcernReading
from standards.foundation import Role
from tests.factories import Centre, Someone
from tests.studies import acting

WORDS = "There was a bruise, and nobody said why."


def name(app: Flask, centre: Centre, *people: Someone, phone: str = "01970 000000") -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        ids = [one.account_id for one in people]
        services.set_people(work, centre.provider_id, ids, phone, "diogelu@example.org")


def report(app: Flask, centre: Centre, someone: Someone) -> str:
    with acting(app, someone) as work:
        return services.report(work, centre.provider_id, "A child", WORDS, "en").public_id


def readings(app: Flask) -> int:
    with acting(app) as work:
        return work.session.query(ConcernReading).count()
