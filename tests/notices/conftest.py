"""A study whose people are told of what the others do, as the tests of notices find them."""

from flask import Flask

from assessments.notices import services
from assessments.notices.models import Notice
from portfolio.core.database import db
from portfolio.people.models import Account
from tests.factories import Someone
from tests.judging.conftest import diary_fixture, reader, study_fixture
from tests.studies import acting

__all__ = ["diary_fixture", "reader", "study_fixture"]


def tell(app: Flask) -> int:
    """Tell people of all that the books say."""
    with app.app_context():
        made = services.tell(db.session())
        db.session.remove()
    return made


def told(app: Flask, someone: Someone) -> list[tuple[str, str]]:
    """What somebody was told, the oldest first: the kind, and what it is about."""
    with acting(app) as work:
        rows = work.session.query(Notice).where(Notice.account_id == someone.account_id).order_by(Notice.id)
        return [(row.kind, row.subject) for row in rows]


def kinds(app: Flask, someone: Someone) -> list[str]:
    return [kind for kind, _subject in told(app, someone)]


def unseen(app: Flask, someone: Someone) -> int:
    with acting(app) as work:
        return work.session.get_one(Account, someone.account_id).unseen
