"""Reads the table of who may do what at which address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from tests.census.asked import Names

FILE = Path(__file__).with_name("table.txt")
METHODS = ("GET", "POST")
PUBLIC = "public"
ANSWERED, FORBIDDEN, UNKNOWN = "y", "n", "."


@dataclass(frozen=True)
class Line:
    """One route on one thing: what each person is to meet there."""

    route: str
    methods: tuple[str, ...]
    thing: str
    expected: Mapping[str, str] | None
    """Sign by person; none where anyone may come, signed in or not."""


def read_table(text: str) -> list[Line]:
    parts: dict[str, list[str]] = {}
    rows: list[str] = []
    for row in filter(None, map(str.strip, text.splitlines())):
        if row in {"people", "patterns", "routes"}:
            rows = parts.setdefault(row, [])
        elif not row.startswith("#"):
            rows.append(row)
    people = [name for row in parts["people"] for name in row.partition(":")[2].split()]
    patterns = dict(_pattern(row, people) for row in parts["patterns"])
    return [_line(row, patterns) for row in parts["routes"]]


def table() -> list[Line]:
    return read_table(FILE.read_text(encoding="utf-8"))


def by_slice() -> dict[str, list[Line]]:
    """The table's lines by the slice whose routes they speak of."""
    slices = {line.route.split(".")[0] for line in table()}
    return {name: [line for line in table() if line.route.split(".")[0] == name] for name in sorted(slices)}


def _pattern(row: str, people: list[str]) -> tuple[str, Mapping[str, str]]:
    signs = row.split()[-len(people) :]
    assert set(signs) <= {ANSWERED, FORBIDDEN, UNKNOWN}, f"not one sign for each of {len(people)} people: {row}"
    return " ".join(row.split()[: -len(people)]), dict(zip(people, signs, strict=True))


def _line(row: str, patterns: Mapping[str, Mapping[str, str]]) -> Line:
    name, thing, pattern = (part.strip() for part in row.split("|"))
    *method, route = name.split()
    return Line(route, tuple(method) or METHODS, thing, None if pattern == PUBLIC else patterns[pattern])


def routes(app: Flask) -> Iterator[Rule]:
    """Every rule of ours; files of static/ are Flask's own."""
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static")


def gaps(app: Flask, lines: list[Line]) -> list[str]:
    """Routes and methods without a line, and lines without a route."""
    there = {(method, rule.endpoint) for rule in routes(app) for method in METHODS if method in (rule.methods or ())}
    names = {endpoint for _method, endpoint in there}
    told = {(method, line.route) for line in lines for method in line.methods}
    return [
        *(f"no line in table.txt for {method} {name}" for method, name in sorted(there - told)),
        *(f"no such route: {line.route}" for line in lines if line.route not in names),
    ]


def arguments(app: Flask, route: str) -> set[str]:
    """The names of the parts of a route's address."""
    return next(rule.arguments for rule in routes(app) if rule.endpoint == route)


def address(app: Flask, route: str, names: Names) -> str:
    """The route's path for a thing; of a thing's names it takes those that it needs."""
    wanted = {name: names[name] for name in arguments(app, route)}
    return str(app.url_map.bind("localhost").build(route, wanted))
