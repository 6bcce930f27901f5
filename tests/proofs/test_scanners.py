"""The scanners that strangers would use find nothing on the running demonstration but what is explained here.

Each has a short form in the suite: tests/census/test_injection.py for wapiti and sqlmap,
tests/library/test_case_questions.py for schemathesis.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.app import create_app
from portfolio.config import Settings
from portfolio.core.database import db
from portfolio.people.models import Account
from tests.case_schemas import DESCRIPTION
from tests.census.people import signed_in
from tests.factories import Someone
from tests.proofs.scanning import Finding, Target, schemathesis, sqlmap, wapiti
from tests.proofs.serving import Installation, Line, Server
from tests.proofs.soaking import SERVICE, Person
from tests.studies import acting

pytestmark = pytest.mark.proof

PARTS = ("a learner", "an assessor", "a manager", "a visitor")
NAMES = {"a learner": "lowri", "an assessor": "nia", "a manager": "sian"}
DESCRIPTIONS: dict[Path | None, str] = {None: "our own description"}
if DESCRIPTION.is_file():
    DESCRIPTIONS[DESCRIPTION] = "the official description"
"""Where the official one lies beside the repository, its schemas are held against the answers too."""
EXPLAINED = {
    ("wapiti", "Clickjacking Protection"): "frame-ancestors of the Content-Security-Policy forbids it, in every answer",
    ("wapiti", "Secure Flag cookie"): "the demonstration is served by http; by https every cookie is Secure",
    ("wapiti", "Cross Site Request Forgery"): (
        "in its try with the right token it says its Content-Type twice, which makes no form: both tries are refused, "
        "and look alike; tests/census/test_census.py sends every form with a token that is not its page's"
    ),
    (
        "schemathesis",
        "Schema-valid request rejected",
    ): "a filter has a grammar, which no description tells",
}
"""What a scanner says of any place, and why it is no weakness."""
NO_MORE_THAN = {"Cross Site Request Forgery": "is not properly checked in backend"}
"""Of what is explained so much alone: a form without any token is told."""
HOLES = """
import flask
from sqlalchemy import text
from sqlalchemy.sql.operators import ColumnOperators
from standards.exchange import rules
ColumnOperators.contains = lambda column, words, **_named: text(f"{column} LIKE '%{words}%'")
flask.Flask.select_jinja_autoescape = lambda *_named: False
rules._number = lambda given, name, otherwise, *, least: int(given.get(name, otherwise))
"""
"""A server that trusts what it is asked: in a search, on a page, in how much of a list is to be given."""


@dataclass(frozen=True)
class Site:
    """The demonstration centre, as it is served."""

    installation: Installation
    app: Flask

    def person(self, server: Server, part: str) -> Person:
        """Somebody with a session, as the right password would give it."""
        line = Line(self.app, server.port, {"language": "en"})
        if part in NAMES:
            email = f"{NAMES[part]}@cwmafon.example.org"
            with acting(self.app) as work:
                row = work.session.scalars(select(Account).where(Account.email == email)).one()
                someone = Someone(row.id, row.public_id, row.name, email)
            line.set_cookie("session", signed_in(self.app, part, someone).cookie)
        return Person(None, line, random.Random(1))  # noqa: S311 the same each time


@pytest.fixture(name="site")
def site_fixture(tmp_path: Path) -> Iterator[Site]:
    instance = tmp_path / "instance"
    instance.mkdir()
    settings = Settings(
        instance=instance,
        database_url=f"sqlite:///{instance / 'tystio.sqlite'}",
        secret_key="a key for proofs only, of more than thirty-two characters",
    )
    installation = Installation(settings)
    made = installation.run("demo")
    assert made.returncode == 0, made.stdout + made.stderr
    app = create_app(settings)
    yield Site(installation, app)
    with app.app_context():
        db.engine.dispose()


def unexplained(found: Sequence[Finding]) -> list[str]:
    print("\n".join(f"  {one}" for one in sorted(set(found))) or "  nothing", flush=True)
    return [str(one) for one in sorted(set(found)) if not is_explained(one)]


def is_explained(one: Finding) -> bool:
    return (one.tool, one.what) in EXPLAINED and NO_MORE_THAN.get(one.what, "") in one.detail


@pytest.mark.parametrize("part", PARTS)
def test_wapiti_finds_nothing_that_is_not_explained(site: Site, tmp_path: Path, part: str) -> None:
    with site.installation.serving() as server:
        target = Target.of(site.app, site.person(server, part))
        print(f"\nwapiti as {part}, at {len(target.pages)} kinds of pages:", flush=True)
        found = wapiti(target, tmp_path)
        assert part not in NAMES or target.person.get("/account").status == 200, "the session ended under way"
    assert unexplained(found) == []


def test_sqlmap_finds_nothing(site: Site, tmp_path: Path) -> None:
    """Each kind of page once, as the first who reaches it: its statements are the same for all."""
    found, seen = list[Finding](), set[str]()
    with site.installation.serving() as server:
        for part in PARTS:
            target = Target.of(site.app, site.person(server, part))
            fresh = {kind: page for kind, page in target.pages.items() if kind not in seen}
            print(f"\nsqlmap as {part}, at {len(fresh)} kinds of pages:", flush=True)
            found += sqlmap(replace(target, pages=fresh), tmp_path)
            seen |= fresh.keys()
    assert unexplained(found) == []


@pytest.mark.parametrize("description", DESCRIPTIONS, ids=DESCRIPTIONS.get)
def test_schemathesis_finds_nothing_that_is_not_explained(site: Site, tmp_path: Path, description: Path | None) -> None:
    with site.installation.serving() as server:
        print("\nschemathesis at the service of CASE:", flush=True)
        found = schemathesis(site.app, f"http://127.0.0.1:{server.port}{SERVICE}", tmp_path, description)
    assert unexplained(found) == []


def test_the_scanners_find_the_holes_of_a_server_that_has_some(site: Site, tmp_path: Path) -> None:
    with site.installation.serving(HOLES) as server:
        manager = site.person(server, "a manager")
        target = Target(site.app, manager, {"people.people": manager.get("/people?words=nia")})
        print("\nall three at a server with holes:", flush=True)
        found = [
            *wapiti(target, tmp_path, ("xss", "sql")),
            *sqlmap(target, tmp_path),
            *schemathesis(site.app, f"{target.address}{SERVICE}", tmp_path, None),
        ]
    assert {one.tool for one in found if not is_explained(one)} == {"wapiti", "sqlmap", "schemathesis"}
    assert unexplained(found) != []
