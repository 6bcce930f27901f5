"""The census sees the holes it is there for: each is opened here, and reported."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portfolio.people.policy import PEOPLE_MANAGE, PEOPLE_READ
from portfolio.web import access
from portfolio.web.access import PUBLIC, Guard
from standards.foundation import Actor, Guarded, Relation, Role
from tests.census.asking import Census
from tests.census.table import Line, gaps, table

READING = ("GET",)


def lines_of(*routes: str) -> list[Line]:
    return [line for line in table() if line.route in routes]


def guard_of(census: Census) -> Guard:
    guard: Guard = census.app.extensions["guard"]
    return guard


def blind(_session: Session, actor: Actor, _subject: Guarded) -> frozenset[tuple[Role, Relation]]:
    """How somebody stands to anything, wherever it is: in every relation."""
    return frozenset((role, relation) for role in actor.roles_at(None) for relation in Relation)


def test_without_relations_strangers_get_in(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_of(census), "relations", blind)
    found = list(census.wrong(lines_of("people.end_role"), READING))
    assert "GET people.end_role on member as manager-there: 200  where the table says '.'" in found


def test_refusing_before_not_finding_is_seen(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then a stranger learns by 403 that there is something."""
    guarded: Any = census.app.view_functions["people.end_role"]
    view = guarded.__wrapped__
    asked = view.access
    subjects = {name: replace(subject, visible=PUBLIC) for name, subject in asked.subjects.items()}
    mutant = access._guarded(view, replace(asked, subjects=subjects))
    monkeypatch.setitem(census.app.view_functions, "people.end_role", mutant)
    found = list(census.wrong(lines_of("people.end_role"), READING))
    assert "GET people.end_role on member as manager-there: 403  where the table says '.'" in found


@pytest.mark.parametrize("permission", [PEOPLE_READ, PEOPLE_MANAGE])
def test_a_changed_line_of_the_policy_is_seen(census: Census, monkeypatch: pytest.MonkeyPatch, permission: str) -> None:
    """Too much is seen as well as too little."""
    policy: Mapping[str, Mapping[Role, frozenset[Relation]]] = guard_of(census).policy
    grants: dict[Role, Any] = dict(policy[permission])
    lines = lines_of("people.people", "people.add_person", "people.end_role")
    mutants = [
        ({role: grants[role] for role in grants if role is not Role.MANAGER}, "as manager:"),
        ({**grants, Role.LEARNER: frozenset({Relation.PROVIDER})}, "as owner:"),
    ]
    for mutant, seen in mutants:
        with monkeypatch.context() as changed:
            changed.setattr(guard_of(census), "policy", {**policy, permission: mutant})
            assert [each for each in census.wrong(lines, READING) if seen in each] != []
    assert list(census.wrong(lines, READING)) == []


def test_a_new_route_without_a_line_is_seen(census: Census) -> None:
    lines = [line for line in table() if line.route != "people.people"]
    assert gaps(census.app, lines) == ["no line in table.txt for GET people.people"]
    assert gaps(census.app, [*table(), replace(table()[0], route="people.gone")]) == ["no such route: people.gone"]
