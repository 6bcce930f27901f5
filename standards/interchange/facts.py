"""What a criterion carries beside its words, in a standard's file: the cells of an action's row."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from standards.drafting import Problem, Settled, Where
from standards.facts import Action, Facts
from standards.foundation import Text

CELLS = tuple(cell.name for cell in fields(Action))


def facts_from(data: Mapping[str, Any], text: Callable[[Mapping[str, Any]], Text]) -> Facts | None:
    """Read the facts of a criterion; a cell that is absent is unknown."""
    action = data.get("action")
    if action is None:
        return None
    return Action(**{cell: text(action[cell]) for cell in CELLS if cell in action})


def plain_facts(facts: Facts | None, plain: Callable[[Text], dict[str, Any]]) -> dict[str, Any]:
    """Give the key of the facts and what stands under it."""
    if not isinstance(facts, Action):
        return {}
    cells = {cell: getattr(facts, cell) for cell in CELLS}
    return {"action": {cell: plain(words) for cell, words in cells.items() if words is not None and plain(words)}}


def confidence_from(data: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    return tuple(data.get("confidence", {}).items())


def problem_from(data: Mapping[str, Any]) -> Problem:
    where = Where(**data["where"]) if "where" in data else None
    return Problem(data["severity"], data["code"], data.get("line"), data["message"], where)


def settled_from(data: Mapping[str, Any]) -> Settled:
    return Settled(data["code"], data["cell"], data.get("printed"), data["because"])
