"""The census: everybody asks for everything, and each answer is held against the table."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from portfolio.core.database import db
from standards.foundation import Base
from tests.census.people import Asker
from tests.census.table import ANSWERED, FORBIDDEN, METHODS, UNKNOWN, Line, address, routes
from tests.census.world import World

SIGNED_OUT = "signed-out"
KEPT_APART = {"security_event", "failure", "witness_visit", "review_visit", "visit_opening"}
"""What the journal writes even of what is refused."""
SEEN = ("signed_in_session", "last_seen_at")
OF_A_RULE_OR_A_FORM = {409, 410, 412, 422}
"""412: an upload is begun by a protocol that no form speaks."""


@dataclass(frozen=True)
class Census:
    """The seeded application, and how to bring its rows back after an act."""

    app: Flask
    world: World
    restore: Callable[[], None]

    def wrong(self, lines: Iterable[Line], methods: Iterable[str] = METHODS) -> Iterator[str]:
        """Ask each line of each person by each method; tells every answer that is not the table's."""
        before = fingerprint(self.app)
        for line in lines:
            acting = []
            for method in self.methods(line, methods):
                for asker in self.world.askers.values():
                    sign = self._expected(line, asker)
                    if method == "POST" and sign == ANSWERED:
                        acting.append(asker)
                    else:
                        yield from self._asked(line, method, asker, sign)[1]
            for asker in acting:
                answer, fault = self._asked(line, "POST", asker, ANSWERED)
                yield from fault
                if answer.status_code < 400:
                    self.restore()
            if fingerprint(self.app) != before:
                yield f"{line.route} on {line.thing}: looking, or an act that was refused, changed something"
                self.restore()

    def unguarded(self, lines: Iterable[Line], token: str) -> Iterator[str]:
        """Send each form, as each person who may, with a token that is not their page's; tells what is taken."""
        before = fingerprint(self.app)
        for line in lines:
            for asker in self.askers_at(line) if self.methods(line, ("POST",)) else ():
                answer = asker.ask(self.app, "POST", self.path(line), token=token)
                # Who signs in again while signed in is led home: nothing is taken.
                led_home = line.route == "people.sign_in" and answer.location == "/"
                if answer.status_code != 400 and not led_home:
                    yield f"{line.route} on {line.thing} as {asker.part}: {answer.status_code} without its token"
            if fingerprint(self.app) != before:
                yield f"{line.route} on {line.thing}: changed something without its token"
                self.restore()

    def askers_at(self, line: Line) -> Iterator[Asker]:
        """Those whom the table lets in."""
        return (asker for asker in self.world.askers.values() if self._expected(line, asker) == ANSWERED)

    def path(self, line: Line) -> str:
        return address(self.app, line.route, self.world.things[line.thing])

    def path_of(self, route: str, thing: str) -> str:
        return address(self.app, route, self.world.things[thing])

    def methods(self, line: Line, methods: Iterable[str] = METHODS) -> list[str]:
        """Those of the methods that the line speaks of and its route takes."""
        offered = {method for rule in routes(self.app) if rule.endpoint == line.route for method in rule.methods or ()}
        return [method for method in methods if method in offered and method in line.methods]

    def _expected(self, line: Line, asker: Asker) -> str:
        if line.expected is None:
            return ANSWERED
        return SIGNED_OUT if asker.part == SIGNED_OUT else line.expected[asker.part]

    def _asked(self, line: Line, method: str, asker: Asker, sign: str) -> tuple[TestResponse, list[str]]:
        answer = asker.ask(self.app, method, self.path(line))
        fault = fault_of(answer, sign, public=line.expected is None)
        return answer, [f"{method} {line.route} on {line.thing} as {asker.part}: {fault}"] if fault else []


def fault_of(answer: TestResponse, sign: str, *, public: bool) -> str | None:
    """What is wrong with an answer, or none."""
    status = answer.status_code
    to_sign_in = status == 302 and answer.headers["Location"].startswith("/sign-in")
    wanted = {
        SIGNED_OUT: to_sign_in,
        FORBIDDEN: status == 403 and "You may not see or do this" in answer.text,
        UNKNOWN: status == 404 and "Page not found" in answer.text,
        ANSWERED: status < 400 or status in OF_A_RULE_OR_A_FORM,
    }[sign] and (public or sign == SIGNED_OUT or not to_sign_in)
    return None if wanted else f"{status} {answer.headers.get('Location', '')} where the table says {sign!r}"


def fingerprint(app: Flask) -> str:
    """What all rows say, but the journal's and when a session was last seen."""
    found = hashlib.sha256()
    with app.app_context(), db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in KEPT_APART:
                columns = ", ".join(f'"{each.name}"' for each in table.columns if (table.name, each.name) != SEEN)
                rows = connection.execute(text(f'SELECT {columns} FROM "{table.name}"'))  # noqa: S608 our own names
                found.update(repr(sorted(map(repr, rows))).encode())
    return found.hexdigest()
