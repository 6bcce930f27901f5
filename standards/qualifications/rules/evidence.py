"""What a unit asks of its evidence as a whole, beside criteria that are met (practice.md 6: evidence requirements)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import ceil
from typing import Any

from standards.foundation import Refused


class EvidenceKind(StrEnum):
    """What is put forward; the records of others' judgement (observation, testimony, discussion) say whose they are."""

    REFLECTIVE_ACCOUNT = "reflective_account"
    PRODUCT = "product"
    PHOTOGRAPH = "photograph"
    AUDIO = "audio"
    VIDEO = "video"
    OBSERVATION = "observation"
    WITNESS_TESTIMONY = "witness_testimony"
    DISCUSSION = "discussion"
    QUESTIONS = "questions"
    CASE_STUDY = "case_study"
    PRIOR_LEARNING = "prior_learning"
    SIMULATION = "simulation"
    SIGHTED = "sighted"
    """Sighted, not held: a record that must not be copied, with where it is kept and who saw it."""


class Asks(StrEnum):
    """What a rule asks."""

    INCLUDES = "includes"
    """At least `number` pieces of a kind."""
    NOT_ALLOWED = "not_allowed"
    """No criterion rests on a kind alone, but for those that are named."""
    OCCASIONS = "occasions"
    """The evidence is of at least `number` different days."""
    OBSERVED = "observed"
    """At least `number` criteria are met by a record that an assessor wrote of what they observed."""
    SHARE = "share"
    """At most `number` per cent of the criteria rest on a kind alone."""
    CURRENT = "current"
    """Evidence is not older than `number` months: a warning to whoever judges, who decides."""


OF_A_KIND = frozenset({Asks.INCLUDES, Asks.NOT_ALLOWED, Asks.SHARE})
"""These name a kind of evidence."""
MOST = {Asks.INCLUDES: 50, Asks.OCCASIONS: 50, Asks.OBSERVED: 500, Asks.SHARE: 99, Asks.CURRENT: 240}
"""The largest number that each takes; the one that is missing takes none."""
RULES_MOST = 20


@dataclass(frozen=True)
class EvidenceRule:
    """One rule of a unit."""

    asks: Asks
    kind: EvidenceKind | None = None
    number: int = 0
    criteria: tuple[str, ...] = ()
    """Codes of the criteria to which it does not apply."""

    def to_json(self) -> dict[str, Any]:
        said: dict[str, Any] = {"asks": self.asks.value}
        if self.kind is not None:
            said["kind"] = self.kind.value
        if self.number:
            said["number"] = self.number
        if self.criteria:
            said["criteria"] = list(self.criteria)
        return said


def rule_of(said: Mapping[str, Any]) -> EvidenceRule:
    """Give a rule as it is stored."""
    kind = said.get("kind")
    criteria = tuple(said.get("criteria", ()))
    return EvidenceRule(Asks(said["asks"]), EvidenceKind(kind) if kind else None, said.get("number", 0), criteria)


def rules_of(said: Iterable[Mapping[str, Any]]) -> tuple[EvidenceRule, ...]:
    return tuple(rule_of(one) for one in said)


def check_rule(rule: EvidenceRule, others: Sequence[EvidenceRule], codes: Collection[str]) -> None:
    """Check that a rule can be asked of a unit with these criteria, beside its others. Raises Refused."""
    if (rule.asks in OF_A_KIND) != (rule.kind is not None):
        raise Refused("evidence-rule-needs-kind")
    most = MOST.get(rule.asks)
    if most is not None and not 1 <= rule.number <= most:
        raise Refused("evidence-rule-number", most=most)
    if rule.asks is Asks.CURRENT and rule.criteria:
        raise Refused("evidence-rule-for-all")
    unknown = [code for code in rule.criteria if code not in codes]
    if unknown:
        raise Refused("evidence-rule-criteria", codes=", ".join(unknown))
    if any((one.asks, one.kind) == (rule.asks, rule.kind) for one in others):
        raise Refused("evidence-rule-twice")
    if len(others) >= RULES_MOST:
        raise Refused("evidence-rules-too-many", most=RULES_MOST)


def contradictory(rules: Sequence[EvidenceRule], criteria: int) -> bool:
    """Tell whether no evidence could keep all these rules of a unit with so many criteria."""
    refused = {rule.kind for rule in rules if rule.asks is Asks.NOT_ALLOWED and not rule.criteria}
    for rule in rules:
        if rule.asks is Asks.INCLUDES and rule.kind in refused:
            return True
        if rule.asks is Asks.OBSERVED:
            possible = criteria - len(rule.criteria)
            if rule.number > possible or EvidenceKind.OBSERVATION in refused:
                return True
    return False


@dataclass(frozen=True)
class MetBy:
    """That a criterion is met by a piece of evidence."""

    criterion: str
    piece: str
    kind: EvidenceKind
    happened_on: date | None
    by_assessor: bool = False
    """Whether an assessor wrote it."""


@dataclass(frozen=True)
class UnmetRule:
    """A rule that the evidence does not keep yet, with how far it is."""

    rule: EvidenceRule
    have: int = 0
    criteria: tuple[str, ...] = field(default=())
    """The criteria that keep it from being kept, where it is about some."""


def unmet_rules(rules: Iterable[EvidenceRule], met: Sequence[MetBy]) -> list[UnmetRule]:
    """List the rules that the met criteria's evidence does not keep, in their order; «current» only warns."""
    return [found for rule in rules if (found := _unmet(rule, met)) is not None]


def _unmet(rule: EvidenceRule, met: Sequence[MetBy]) -> UnmetRule | None:
    if rule.asks is Asks.CURRENT:
        return None
    if rule.asks in {Asks.NOT_ALLOWED, Asks.SHARE}:
        return _resting(rule, met)
    have = len(_counted(rule, [one for one in met if one.criterion not in rule.criteria]))
    return UnmetRule(rule, have) if have < rule.number else None


def _counted(rule: EvidenceRule, met: Sequence[MetBy]) -> set[Any]:
    if rule.asks is Asks.INCLUDES:
        return {one.piece for one in met if one.kind is rule.kind}
    if rule.asks is Asks.OBSERVED:
        return {one.criterion for one in met if one.kind is EvidenceKind.OBSERVATION and one.by_assessor}
    return {one.happened_on for one in met if one.happened_on is not None}


def _resting(rule: EvidenceRule, met: Sequence[MetBy]) -> UnmetRule | None:
    """Look at the criteria that rest on a kind alone."""
    every = {one.criterion: None for one in met if one.criterion not in rule.criteria}
    otherwise = {one.criterion for one in met if one.kind is not rule.kind}
    alone = tuple(code for code in every if code not in otherwise)
    if rule.asks is Asks.NOT_ALLOWED:
        return UnmetRule(rule, len(alone), alone) if alone else None
    if 100 * len(alone) <= rule.number * len(every):
        return None
    return UnmetRule(rule, ceil(100 * len(alone) / len(every)), alone)


def too_old(rules: Iterable[EvidenceRule], happened_on: date | None, today: date) -> EvidenceRule | None:
    """Give the rule of being current that evidence of a day does not keep, the strictest first."""
    if happened_on is None:
        return None
    months = (today.year - happened_on.year) * 12 + today.month - happened_on.month - (today.day < happened_on.day)
    broken = [one for one in rules if one.asks is Asks.CURRENT and months >= one.number]
    return min(broken, key=lambda one: one.number, default=None)
