"""What stands beside the words in a standard's file: a provision of a law, an action's cells, how sure a reading is."""

from collections.abc import Callable, Mapping
from typing import Any

from standards.drafting import Problem, Settled, Where
from standards.facts import Action, Facts, Provision, TimeLimit
from standards.foundation import Text

ReadText = Callable[[Mapping[str, Any]], Text]
WriteText = Callable[[Text], dict[str, Any]]
CELLS = ("category", "purpose", "examples", "keys", "who", "resources", "time", "maturity")


def read_facts(criterion: Mapping[str, Any], kind: str, text: ReadText) -> Facts | None:
    """Give the facts of a criterion; in legislation every one has some, though the file need not say so."""
    if "action" in criterion:
        return Action(**{name: text(value) for name, value in criterion["action"].items()})
    if "provision" in criterion or kind == "legislation":
        return _provision(criterion.get("provision", {}), text)
    return None


def _provision(data: Mapping[str, Any], text: ReadText) -> Provision:
    return Provision(
        modality=data.get("modality"),
        footnotes=tuple(data.get("footnotes", ())),
        cross_references=tuple(data.get("cross_references", ())),
        time_limits=tuple(
            TimeLimit(
                one.get("n"), one.get("unit"), one.get("from"), one.get("extends"), consent=one.get("consent", False)
            )
            for one in data.get("time_limits", ())
        ),
        closing=text(data["closing"]) if "closing" in data else Text(),
    )


def written_facts(facts: Facts | None, text: WriteText) -> dict[str, Any]:
    """Give the key of a criterion that holds its facts, without what is unknown or empty; nothing where all is."""
    if isinstance(facts, Action):
        cells = {name: text(value) for name in CELLS if (value := getattr(facts, name)) is not None}
        return {"action": {name: value for name, value in cells.items() if value}}
    if facts is None:
        return {}
    limits = [{key: value for key, value in one.to_json().items() if value is not None} for one in facts.time_limits]
    said = {
        "modality": facts.modality,
        "footnotes": list(facts.footnotes),
        "cross_references": list(facts.cross_references),
        "time_limits": limits,
        "closing": text(facts.closing),
    }
    kept = {key: value for key, value in said.items() if value}
    return {"provision": kept} if kept else {}


def confidence_from(criterion: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    return tuple(criterion.get("confidence", {}).items())


def problem_from(data: Mapping[str, Any]) -> Problem:
    where = Where(**data["where"]) if "where" in data else None
    return Problem(data["severity"], data["code"], data.get("line"), data["message"], where)


def settled_from(data: Mapping[str, Any]) -> Settled:
    return Settled(data["code"], data["cell"], data.get("printed"), data["because"])
