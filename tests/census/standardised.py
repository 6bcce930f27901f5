"""What the census has of standardisation: a closed exercise on the owner's evidence, and one on that of many."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from assessments.judging.rules import Outcome
from assessments.standardising.rules.exercises import Minutes
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Attachment
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, KeptFile, Wish
from portfolio.web import uploads
from standards.foundation import Role
from standards.library.models import Criterion
from tests.census.asked import Names
from tests.core.hostile import picture
from tests.factories import Centre
from tests.standardising import exercising
from tests.studies import START, Study, acting, judge, portfolio_row, unit_row


def exercises(app: Flask, centre: Centre, studies: dict[str, Study]) -> dict[str, Names]:
    """Exercises that are closed and recorded: so every page of them has something to show."""
    found: dict[str, Names] = {}
    for owner, whose in (("owner", ""), ("many", "own ")):
        study = studies[owner]
        evidence, file = _judged_photograph(app, centre, study)
        key = exercising.prepared(app, centre, study, centre.trainee, centre.assessor)
        (piece,) = exercising.put_in(app, centre, key, exercising.decision_of(app, evidence, "P2"))
        exercising.opened(app, centre, key)
        exercising.answered(app, centre.trainee, piece, "Blurred.", P2="referred")
        exercising.answered(app, centre.assessor, piece, P2="met")
        exercising.closed(app, centre.quality_assurer, key)
        exercising.recorded(app, centre, key, Minutes((), "en", discussed="Piece 1: it is blurred."))
        found[f"{whose}exercise"] = {"exercise": key}
        found[f"{whose}piece"] = {"piece": piece, "file": file}
    return found


def _judged_photograph(app: Flask, centre: Centre, study: Study) -> tuple[str, str]:
    """A real photograph in the store that was not yet enough for a criterion; gives it and its file."""
    with acting(app, study.learner, Role.LEARNER) as work:
        unit, portfolio = unit_row(work, study.units[1]), portfolio_row(work, study)
        content = Content(
            EvidenceKind.PHOTOGRAPH,
            "Judged photograph",
            START + timedelta(days=7),
            "en",
            "A desk.",
            AiUse.NONE,
            particulars={"shows": "A desk."},
            confidentiality=Confidentiality.OPEN,
        )
        made = evidence_services.start(work, portfolio, content)
        with uploads.store().receive() as incoming:
            incoming.write(picture() + study.portfolio.encode())
            size = incoming.size
            kept = uploads.store().keep(incoming, str(portfolio.provider_id))
        evidence_services.attach(work, made, [KeptFile("desk.jpg", kept.sha256, size, "image/jpeg")])
        named = select(Criterion.id).where(Criterion.standard_id == unit.standard_id, Criterion.code == "P2")
        evidence_services.claim(work, made, [Wish(unit.id, work.session.scalars(named).one())])
        evidence_services.submit(work, portfolio, made)
        evidence = made.public_id
        file = work.session.query(Attachment).where(Attachment.evidence_id == made.id).one().public_id
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, evidence, Outcome.NOT_YET)
    return evidence, file
