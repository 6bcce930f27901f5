"""What a record of an observation must say before it goes on anybody's record, and what of it goes on whose."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from assessments.judging.rules import Outcome, RulesOfEvidence
from portfolio.evidence.rules import EARLIEST
from portfolio.evidence.rules.kinds import Particular
from portfolio.evidence.rules.people import Confidentiality
from standards.foundation import Refused

MOST_LEARNERS = 30
MOST_QUESTIONS = 30
"""Questions to one learner in one observation."""


class ObservationStatus(StrEnum):
    DRAFT = "draft"
    RECORDED = "recorded"


@dataclass(frozen=True)
class Question:
    """What a learner was asked on the spot, what they answered, and about which criterion (its key)."""

    question: str = ""
    answer: str = ""
    criterion: str = ""
    source: str = ""
    """From which version of a set of questions it was taken, and which of it, where it was."""

    @property
    def empty(self) -> bool:
        return not (self.question.strip() or self.answer.strip())

    @property
    def whole(self) -> bool:
        return bool(self.question.strip() and self.answer.strip() and self.criterion)


@dataclass(frozen=True)
class Source:
    """Which version of which set a question was taken from, and its words there."""

    name: str
    words: str


@dataclass(frozen=True)
class Seen:
    """What is decided of one criterion, and what is said of it: of a referral, what is missing."""

    outcome: str
    feedback: str = ""


@dataclass(frozen=True)
class Part:
    """What concerns one learner alone."""

    words: str = ""
    feedback: str = ""
    valid: bool = False
    authentic: bool = False
    current: bool = False
    questions: tuple[Question, ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)
    """By the criterion's key, which names the chosen unit and so its learner."""
    activity: str = ""
    """The planned activity that this was, by its random id."""

    @property
    def rules(self) -> RulesOfEvidence:
        return RulesOfEvidence(self.valid, self.authentic, self.current)


@dataclass(frozen=True)
class Said:
    """All that is written of an observation: what is common to all, and the part of each learner by portfolio."""

    happened_on: date | None = None
    place: str = ""
    language: str = "cy"
    words: str = ""
    people: str = Confidentiality.UNSAID.value
    parts: Mapping[str, Part] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "happened_on": self.happened_on.isoformat() if self.happened_on else None,
            "place": self.place,
            "language": self.language,
            "words": self.words,
            "people": self.people,
            "parts": {portfolio: _told(part) for portfolio, part in self.parts.items()},
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Said:
        day = told.get("happened_on")
        parts = {portfolio: _part(one) for portfolio, one in told.get("parts", {}).items()}
        return cls(
            date.fromisoformat(day) if day else None,
            told.get("place", ""),
            told.get("language", "cy"),
            told.get("words", ""),
            told.get("people", Confidentiality.UNSAID.value),
            parts,
        )


def _told(part: Part) -> dict[str, Any]:
    return {
        "words": part.words,
        "feedback": part.feedback,
        "valid": part.valid,
        "authentic": part.authentic,
        "current": part.current,
        "questions": [[one.question, one.answer, one.criterion, one.source] for one in part.questions],
        "seen": {key: [one.outcome, one.feedback] for key, one in part.seen.items()},
        "activity": part.activity,
    }


def _part(told: Mapping[str, Any]) -> Part:
    return Part(
        told["words"],
        told["feedback"],
        told["valid"],
        told["authentic"],
        told["current"],
        tuple(Question(*one) for one in told["questions"]),
        {key: Seen(*one) for key, one in told["seen"].items()},
        told.get("activity", ""),
    )


@dataclass(frozen=True)
class UnitSeen:
    """A unit that an observation's author assesses, as its rules look at it."""

    locked: bool
    since: date
    """When the enrolment began: nothing before it counts."""
    codes: Collection[str]
    urn: str = ""


@dataclass(frozen=True)
class LearnerSeen:
    """A learner whom the author assesses today, with the units that they assess, by public id."""

    name: str
    units: Mapping[str, UnitSeen]

    @property
    def urns(self) -> dict[str, str]:
        return {unit: seen.urn for unit, seen in self.units.items()}


@dataclass(frozen=True)
class Hindrance:
    """One thing that keeps an observation from going on record, and in whose part it stands (a portfolio), if any."""

    code: str
    portfolio: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def hindrances(said: Said, learners: Mapping[str, LearnerSeen], today: date) -> list[Hindrance]:
    """List all that keeps an observation from going on record."""
    found = {
        "observation-needs-learners": not said.parts,
        "observation-needs-date": said.happened_on is None,
        "observation-in-future": said.happened_on is not None and said.happened_on > today,
        "observation-too-old": said.happened_on is not None and said.happened_on < EARLIEST,
        "observation-needs-place": not said.place.strip(),
        "observation-needs-people": said.people not in {"open", "people", "restricted"},
    }
    whole = [Hindrance(code) for code, is_so in found.items() if is_so]
    names = {portfolio: learners[portfolio].name for portfolio in said.parts if portfolio in learners}
    of_parts = (one for portfolio in said.parts for one in _of_part(said, portfolio, learners.get(portfolio), names))
    return [*whole, *of_parts]


def _of_part(said: Said, portfolio: str, learner: LearnerSeen | None, names: Mapping[str, str]) -> Iterator[Hindrance]:
    if learner is None:
        yield Hindrance("observation-not-assigned", portfolio)
        return
    part = said.parts[portfolio]
    found = {
        "observation-needs-words": not copy_words(said, part),
        "observation-needs-decisions": not part.seen,
        "observation-question-incomplete": not all(
            one.whole and _knows(learner, one.criterion) for one in part.questions
        ),
    }
    yield from (Hindrance(code, portfolio, {"name": learner.name}) for code, is_so in found.items() if is_so)
    for code, criteria in _wrong_decisions(said, part, learner).items():
        yield Hindrance(code, portfolio, {"name": learner.name, "criteria": ", ".join(criteria)})
    others = [name for other, name in names.items() if other != portfolio]
    for named in names_in(_copy(said, part), others, learner.name):
        yield Hindrance("observation-names-another", portfolio, {"name": learner.name, "other": named})


def _wrong_decisions(said: Said, part: Part, learner: LearnerSeen) -> dict[str, list[str]]:
    """Give what is wrong with decisions: code → the criteria of which it is so."""
    found: dict[str, list[str]] = {}
    for key, seen in part.seen.items():
        for code in _of_seen(said, part, key, seen, learner):
            found.setdefault(code, []).append(code_of(key, part, learner.urns))
    return found


def _knows(learner: LearnerSeen, key: str) -> bool:
    public_id, _colon, code = key.partition(":")
    return public_id in learner.units and code in learner.units[public_id].codes


def _of_seen(said: Said, part: Part, key: str, seen: Seen, learner: LearnerSeen) -> list[str]:
    """Give the codes of what is wrong with one decision."""
    if not _knows(learner, key):
        return ["observation-criterion-unknown"]
    if seen.outcome not in set(Outcome):
        return ["observation-undecided"]
    unit = learner.units[key.partition(":")[0]]
    found = {
        "observation-unit-locked": unit.locked,
        "observation-before-enrolment": said.happened_on is not None and said.happened_on < unit.since,
        "observation-needs-rules": seen.outcome == Outcome.MET and not part.rules.hold,
        "observation-needs-missing": seen.outcome == Outcome.REFERRED and not seen.feedback.strip(),
    }
    return [code for code, is_so in found.items() if is_so]


def _copy(said: Said, part: Part) -> str:
    """Give all words of the copy that one learner gets."""
    asked = [f"{one.question}\n{one.answer}" for one in part.questions]
    of_criteria = [one.feedback for one in part.seen.values()]
    return "\n".join([said.place, said.words, part.words, part.feedback, *asked, *of_criteria])


def names_in(words: str, others: Collection[str], own: str) -> list[str]:
    """Give which of the others' names stand in words that are for one learner; what is in their own name is theirs."""
    return [name for name in others if any(_stands_in(one, words) for one in _words_of(name) - _words_of(own))]


def _words_of(name: str) -> set[str]:
    """Give the parts of a name by which somebody is called, written as a name is."""
    return {one for one in name.split() if len(one) > 1 and one[0].isupper()} or {name}


def _stands_in(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def check_recordable(found: Collection[Hindrance]) -> None:
    """Check that an observation may go on record. Raises Refused with the first thing that hinders it."""
    for one in found:
        raise Refused(one.code, **one.values)


def check_group(portfolios: Collection[str], assigned: Collection[str]) -> None:
    """Check whom an observation is of: some learners, not too many, all assigned to its author. Raises Refused."""
    if not portfolios:
        raise Refused("observation-needs-learners")
    if len(portfolios) > MOST_LEARNERS:
        raise Refused("observation-too-many", most=MOST_LEARNERS)
    if set(portfolios) - set(assigned):
        raise Refused("observation-not-assigned")


def copy_words(said: Said, part: Part) -> str:
    """Give the account that one learner's copy holds: what is common to all, then what is theirs alone."""
    return "\n\n".join(one.strip() for one in (said.words, part.words) if one.strip())


def code_of(key: str, part: Part, urns: Mapping[str, str]) -> str:
    """Give the code that says which criterion is meant: with its unit's, where one learner's part is of several.

    `urns`: of the learner's units, by public id.
    """
    public_id, _colon, code = key.partition(":")
    named = (*part.seen, *(one.criterion for one in part.questions if one.criterion))
    several = len({one.partition(":")[0] for one in named}) > 1
    return f"{urns[public_id]} {code}" if several and urns.get(public_id) else code


def copy_particulars(
    said: Said, part: Part, observer: str, sources: Mapping[str, Source], urns: Mapping[str, str]
) -> dict[str, str]:
    """Give what one learner's copy holds beside its account.

    `sources` names the sets that questions are from, `urns` the learner's units.
    """
    questions = "\n\n".join(
        f"{code_of(one.criterion, part, urns)}: {one.question.strip()}{_from(one, sources)}\n– {one.answer.strip()}"
        for one in part.questions
    )
    return {
        Particular.OBSERVER.value: observer,
        Particular.PLACE.value: said.place.strip(),
        Particular.ORAL_QUESTIONS.value: questions,
    }


def _from(question: Question, sources: Mapping[str, Source]) -> str:
    """Name the set of a question that was asked in its words."""
    source = sources.get(question.source)
    return f" ({source.name})" if source and source.words.strip() == question.question.strip() else ""
