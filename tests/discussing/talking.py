"""Professional discussions for tests, given and held through the services."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flask import Flask

from assessments.discussing import services
from assessments.discussing.models import Discussion
from assessments.discussing.rules import Covered, Held, Method
from assessments.discussing.services import Giving, Recorded
from portfolio.core.work import UnitOfWork
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, KeptFile
from standards.foundation import Role
from tests.evidence.items import wishes
from tests.factories import Someone
from tests.studies import ALL_RULES, Study, acting, portfolio_row

GIVING = Giving("Why she works as she does.", "en", Method.SOUND)
PARTICULARS = {
    "assessor": "Tomos Bevan",
    "place": "The back office",
    "purpose": "Why she works as she does.",
    "given_before": "1 March 2026",
    "recorded_by": "sound",
}
RECORDING = KeptFile("sgwrs.mp3", "ab" * 32, 9, "audio/mpeg")


def give(app: Flask, someone: Someone, study: Study, *keys: str, giving: Giving = GIVING) -> str:
    with acting(app, someone, Role.ASSESSOR) as work:
        wished = wishes(work, study, *(keys or ("0:P1", "0:P2")))
        return services.give(work, portfolio_row(work, study), giving, wished).public_id


def row(work: UnitOfWork, discussion: str) -> Discussion:
    return work.session.query(Discussion).where(Discussion.public_id == discussion).one()


def recorded(work: UnitOfWork, said: Mapping[str, Covered], **changes: object) -> Recorded:
    content = Content(
        EvidenceKind.DISCUSSION,
        "Professional discussion",
        work.today,
        "en",
        "We spoke of both.",
        AiUse.NONE,
        particulars=PARTICULARS,
        confidentiality=Confidentiality.OPEN,
    )
    held = Held(work.today, Method.SOUND, content.words, [RECORDING.media_type], ALL_RULES, said)
    return Recorded(content, replace(held, **changes), (RECORDING,), "Diolch.")  # type: ignore[arg-type]


def hold(app: Flask, someone: Someone, discussion: str, said: Mapping[str, Covered], **changes: object) -> str:
    """Put it on record; gives the evidence."""
    with acting(app, someone, Role.ASSESSOR) as work:
        return services.record(work, row(work, discussion), recorded(work, said, **changes)).public_id


def covered(study: Study, **outcomes: str) -> dict[str, Covered]:
    """What was said on criteria of the first unit."""
    said = outcomes or {"P1": "met", "P2": "referred"}
    return {
        f"{study.units[0]}:{code}": Covered("03:10–04:25, on asking twice", outcome, "Say more of it.")
        for code, outcome in said.items()
    }


def days(number: int) -> timedelta:
    return timedelta(days=number)
