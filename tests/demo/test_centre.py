"""The demonstration centre as `tystio demo` makes it: true to the ledger, with somebody at every stage, and once."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from portfolio.cli import main
from portfolio.cli.demo import PASSWORD
from portfolio.config import Settings
from portfolio.core.database import db
from portfolio.core.ledger import Book
from portfolio.core.work import UnitOfWork
from portfolio.demo import stories
from portfolio.demo.stories import Stage
from portfolio.evidence.models import Claim, Evidence
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.people.models import Account
from standards.foundation import Base
from standards.library.models import Standard
from tests.factories import open_people

URN = "LSIAG11"


@pytest.fixture(name="typed")
def typed_fixture(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A terminal of an installation on the test's database."""
    monkeypatch.setenv("TYSTIO_INSTANCE", str(settings.instance))
    monkeypatch.setenv("TYSTIO_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("TYSTIO_SECRET_KEY", settings.secret_key)
    return CliRunner(env={"LC_ALL": "en_GB.UTF-8"})


def demo(typed: CliRunner, *options: str) -> Result:
    return typed.invoke(main, ["demo", *options], catch_exceptions=False)


DRAWN = "sampling_item"
"""How many units a plan of samples picks hangs on its seed, which is another each time."""


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table holds."""
    with app.app_context():
        counts = {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name != DRAWN
        }
        db.session.remove()
    return counts


def heads(app: Flask) -> set[str]:
    """Where every book of the ledger stands."""
    with app.app_context():
        found = set(db.session.scalars(select(Book.head_hash)))
        db.session.remove()
    return found


class Learner:
    """What the tables say of one learner of the centre."""

    def __init__(self, email: str) -> None:
        session = db.session
        self.portfolio = session.scalars(
            select(Portfolio).join(Account, Account.id == Portfolio.account_id).where(Account.email == email)
        ).one()
        mine = self.portfolio.id
        self.enrolment = session.scalars(select(Enrolment).where(Enrolment.portfolio_id == mine)).one()
        self.evidence = session.scalars(select(Evidence).where(Evidence.portfolio_id == mine)).all()
        self.claims = [one.status for one in session.scalars(select(Claim).where(Claim.portfolio_id == mine))]
        found = select(EnrolledUnit, Standard.urn).join(Standard, Standard.id == EnrolledUnit.standard_id)
        units = {row[1]: row[0] for row in session.execute(found.where(EnrolledUnit.portfolio_id == mine))}
        self.units = list(units.values())
        self.unit = units[URN]

    @property
    def met(self) -> int:
        return sum(one.met for one in self.units)


LOOKS: dict[Stage, Callable[[Learner], bool]] = {
    Stage.ENROLLED: lambda one: not one.evidence,
    Stage.DRAFTS: lambda one: bool(one.evidence) and set(one.claims) == {"draft"},
    Stage.WAITING: lambda one: set(one.claims) == {"waiting"},
    Stage.SOME_MET: lambda one: 0 < one.met < one.unit.total,
    Stage.REFERRED: lambda one: "referred" in one.claims,
    Stage.RESUBMITTED: lambda one: any(piece.revision > 1 and piece.waiting for piece in one.evidence),
    Stage.HALF_WAY: lambda one: one.unit.total // 3 <= one.unit.met < one.unit.total,
    Stage.ALL_MET: lambda one: one.unit.met == one.unit.total and one.unit.status == "in_progress",
    Stage.DECLARED: lambda one: one.unit.status == "declared",
    Stage.AWAITING_COUNTERSIGNATURE: lambda one: (
        one.unit.status == "signed" and one.unit.needs_countersignature and not one.unit.complete
    ),
    Stage.COUNTERSIGNED: lambda one: one.unit.status == "countersigned" and one.unit.complete,
    Stage.BOTH_COMPLETE: lambda one: len(one.units) == 2 and all(unit.complete for unit in one.units),
    Stage.PAUSED: lambda one: one.enrolment.status == "paused",
    Stage.WITHDRAWN: lambda one: one.enrolment.status == "withdrawn",
    Stage.REOPENED: lambda one: one.unit.status == "in_progress" and one.unit.claimed == 2,
    Stage.OVERDUE: lambda one: one.enrolment.planned_end < UnitOfWork(db.session()).today and one.met < one.unit.total,
}


def test_the_centre_is_true_complete_and_made_once(app: Flask, typed: CliRunner) -> None:
    made = demo(typed)
    assert made.exit_code == 0
    checked = typed.invoke(main, ["ledger", "check", "--files"])
    assert checked.exit_code == 0, checked.output
    story = stories.read()
    with app.app_context():
        for one in story.learners:
            assert LOOKS[one.stage](Learner(story.address(one.key))), one.key
        db.session.remove()
    people = [(one.key, one.name) for one in story.staff] + [(one.key, one.name) for one in story.learners]
    for key, name in people:
        assert story.address(key) in made.stdout
        assert name in made.stdout
    assert PASSWORD in made.stdout
    before, stood = rows(app), heads(app)
    again = demo(typed)
    assert "The demonstration centre is there already." in again.stdout
    assert (rows(app), heads(app)) == (before, stood)
    demo(typed, "--reset")
    assert rows(app) == before
    assert not heads(app) & stood


def test_people_who_are_not_made_up_are_left_alone(app: Flask, typed: CliRunner) -> None:
    open_people(app)
    before = rows(app)
    for options in ((), ("--reset",), ("--learners", "2")):
        result = demo(typed, *options)
        assert result.exit_code == 2
        assert "Nothing was changed." in result.stderr
    assert rows(app) == before


def test_a_demonstration_is_known_by_its_mark(typed: CliRunner, settings: Settings) -> None:
    assert not Settings.from_environment().demonstration
    settings.demonstration_mark.touch()
    assert Settings.from_environment().demonstration
