"""The plans of four learners: being written, waiting for the learner, agreed, and reviewed with something overdue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from portfolio.core.work import UnitOfWork
from portfolio.learning.models import Enrolment
from portfolio.learning.rules import AssessmentLanguage
from portfolio.plans import services
from portfolio.plans.rules import Review, VersionStatus
from portfolio.plans.services import NewActivity
from standards.foundation import Role
from standards.qualifications.rules.evidence import EvidenceKind

As = Callable[[Role], UnitOfWork]
"""Gives the unit of work of whoever acts for the learner in a role."""


@dataclass(frozen=True)
class PlannedFor:
    """What is planned with a learner, and what was said of it; activities are so many days from its agreement."""

    language: str
    days_ago: int
    activities: Sequence[tuple[int, NewActivity]]
    comment: str
    until: VersionStatus
    """How far it has come."""


def _activity(
    title: str, method: EvidenceKind, language: AssessmentLanguage, criteria: str, **more: str
) -> NewActivity:
    return NewActivity(title, method, None, criteria.split(), language, **more)


CY, EN = AssessmentLanguage.WELSH, AssessmentLanguage.ENGLISH
PLANS = {
    "catrin": PlannedFor(
        "cy",
        4,
        (
            (
                9,
                _activity(
                    "Sgwrs gyntaf gyda chleient yn y swyddfa",
                    EvidenceKind.OBSERVATION,
                    CY,
                    "LSIAG04:P1 LSIAG04:P2 LSIAG11:P1",
                    at_time="10:00",
                    place="Canolfan Gynghori Pontfelin",
                    present="Nia Gwenllian Roberts a'r rheolwr",
                    confidentiality="Gofynnir i'r cleient ymlaen llaw, ac ni chofnodir enw na chyfeiriad.",
                ),
            ),
            (
                24,
                _activity(
                    "Trafodaeth am gyfrinachedd ac am derfynau'r rôl",
                    EvidenceKind.DISCUSSION,
                    CY,
                    "LSIAG04:K1 LSIAG11:K1",
                    place="Ar-lein",
                ),
            ),
        ),
        "Mae bore dydd Mawrth yn well i mi na'r prynhawn.",
        VersionStatus.AGREED,
    ),
    "helen": PlannedFor(
        "en",
        20,
        (
            (
                12,
                _activity(
                    "A telephone interview about debts",
                    EvidenceKind.OBSERVATION,
                    EN,
                    "LSIAG11:P3 LSIAG11:P4",
                    at_time="14:00",
                    place="The interview room",
                    adjustments="Her hearing loop is switched on.",
                    confidentiality="The client agrees first; nothing is recorded.",
                ),
            ),
            (
                40,
                _activity(
                    "Written account of a referral to another service",
                    EvidenceKind.REFLECTIVE_ACCOUNT,
                    EN,
                    "LSIAG04:P5 LSIAG04:K2",
                ),
            ),
        ),
        "I would rather be observed in the side room.",
        VersionStatus.REVIEWED,
    ),
    "dafydd": PlannedFor(
        "cy",
        2,
        (
            (
                11,
                _activity(
                    "Cyfweliad ar y ffôn am fudd-daliadau",
                    EvidenceKind.OBSERVATION,
                    CY,
                    "LSIAG04:P3 LSIAG11:P2",
                    at_time="09:30",
                    present="Y rheolwr",
                ),
            ),
        ),
        "",
        VersionStatus.PUT_FORWARD,
    ),
    "aisha": PlannedFor(
        "en",
        1,
        (
            (
                16,
                _activity(
                    "Questions about confidentiality and consent", EvidenceKind.QUESTIONS, EN, "LSIAG04:K1 LSIAG04:K2"
                ),
            ),
        ),
        "Could this be after my exam?",
        VersionStatus.DRAFT,
    ),
}


def agree(planned: PlannedFor, enrolment: Enrolment, units: dict[str, str], acting: As) -> None:
    """Let the assessor plan, the learner comment and agree and, where that was done, the quality assurer review."""
    assessor = acting(Role.ASSESSOR)
    version = services.begin(assessor, enrolment, planned.language)
    for days, said in planned.activities:
        keys = [f"{units[urn]}:{code}" for urn, _colon, code in (one.partition(":") for one in said.criteria)]
        day = assessor.today + timedelta(days=days)
        more = {name: getattr(said, name) for name in ("at_time", "place", "present", "adjustments", "confidentiality")}
        activity = NewActivity(said.title, said.method, day, keys, said.language, **more)
        services.plan(assessor, version, activity, version.version)
    if planned.comment:
        services.comment(acting(Role.LEARNER), version, planned.comment, planned.language)
    reached = tuple(VersionStatus).index(planned.until)
    steps: Sequence[Callable[[], object]] = (
        lambda: services.put_forward(acting(Role.ASSESSOR), version, version.version),
        lambda: services.agree(acting(Role.LEARNER), version),
        lambda: services.review(acting(Role.QUALITY_ASSURER), version, Review.AGREED, "", planned.language),
    )
    for step in steps[:reached]:
        step()
