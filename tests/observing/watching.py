"""Observations for tests, as an assessor writes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flask import Flask

from assessments.observing import services
from assessments.observing.models import Observation, ObservationRecord
from assessments.observing.rules import Part, Question, Said, Seen
from portfolio.core.work import UnitOfWork
from portfolio.evidence.models import Evidence
from standards.foundation import Role
from tests.factories import Someone
from tests.studies import START, Study, acting

DAY = START + timedelta(days=20)
TITLE = "Observation: the front desk, 25 January 2026"


def part(study: Study, words: str = "", **seen: str) -> Part:
    """A whole part: criteria of the first unit by code, each with what is decided."""
    unit = study.units[0]
    codes = seen or {"P1": "met"}
    return Part(
        words,
        "Da iawn.",
        valid=True,
        authentic=True,
        current=True,
        questions=(Question("Why did you wait?", "To let them speak.", f"{unit}:K1"),),
        seen={
            f"{unit}:{code}": Seen(outcome, "Say who you would tell." if outcome == "referred" else "")
            for code, outcome in codes.items()
        },
    )


def said(parts: Mapping[Study, Part], words: str = "Two clients came in at once.") -> Said:
    return Said(DAY, "The front desk", "en", words, "open", {study.portfolio: one for study, one in parts.items()})


def begin(app: Flask, someone: Someone, what: Said) -> str:
    with acting(app, someone, Role.ASSESSOR) as work:
        [provider] = {one.provider_id for one in work.actor.held}  # type: ignore[attr-defined]
        return services.start(work, provider, what).public_id


def row(work: UnitOfWork, observation: str) -> Observation:
    return work.session.query(Observation).where(Observation.public_id == observation).one()


def put(app: Flask, someone: Someone, observation: str) -> list[str]:
    """Put it on record; gives the evidence of each learner."""
    with acting(app, someone, Role.ASSESSOR) as work:
        found = row(work, observation)
        made = services.record(work, found, found.version, TITLE)
        return [work.session.get_one(Evidence, one.evidence_id).public_id for one in made]


def observe(app: Flask, someone: Someone, what: Said) -> list[str]:
    return put(app, someone, begin(app, someone, what))


def evidence_row(work: UnitOfWork, public_id: str) -> Evidence:
    return work.session.query(Evidence).where(Evidence.public_id == public_id).one()


def record_of(work: UnitOfWork, evidence: str) -> ObservationRecord:
    found = evidence_row(work, evidence)
    return work.session.query(ObservationRecord).where(ObservationRecord.evidence_id == found.id).one()


def without(what: Said, **changes: object) -> Said:
    return replace(what, **changes)  # type: ignore[arg-type]
