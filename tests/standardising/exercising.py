"""What quality assurers and those who take part do in standardisation, by the services."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from assessments.judging.models import Decision, Judgement
from assessments.judging.rules import Outcome
from assessments.standardising import queries, services
from assessments.standardising.models import Exercise, Item, Piece
from assessments.standardising.rules.exercises import Minutes, Said
from assessments.standardising.services import NewExercise
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Evidence, Revision
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, Wish
from standards.foundation import Role
from standards.library.models import Criterion
from standards.qualifications.models import Unit
from tests.factories import Centre, Someone
from tests.studies import START, Study, acting, judge, portfolio_row, unit_row


def put_forward(
    app: Flask, centre: Centre, study: Study, title: str, language: str, outcome: Outcome, *codes: str
) -> str:
    """Evidence in a language for the second unit, judged by the trainee in one way."""
    with acting(app, study.learner, Role.LEARNER) as work:
        unit = unit_row(work, study.units[1])
        content = Content(
            EvidenceKind.REFLECTIVE_ACCOUNT,
            title,
            START + timedelta(days=9),
            language,
            "I did this." if language == "en" else "Gwnes i hyn.",
            AiUse.NONE,
            confidentiality=Confidentiality.OPEN,
        )
        portfolio = portfolio_row(work, study)
        made = evidence_services.start(work, portfolio, content)
        found = select(Criterion.id).where(Criterion.standard_id == unit.standard_id, Criterion.code.in_(codes))
        evidence_services.claim(work, made, [Wish(unit.id, one) for one in work.session.scalars(found)])
        evidence_services.submit(work, portfolio, made)
        public_id = made.public_id
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, public_id, outcome)
    return public_id


def decision_of(app: Flask, evidence: str, code: str = "P1") -> str:
    """Give the decision that stands on a criterion of a piece of evidence."""
    with acting(app) as work:
        return work.session.scalars(
            select(Decision.public_id)
            .join(Judgement, Judgement.id == Decision.judgement_id)
            .join(Evidence, Evidence.id == Judgement.evidence_id)
            .join(Criterion, Criterion.id == Decision.criterion_id)
            .where(Evidence.public_id == evidence, Criterion.code == code, Decision.standing.is_(True))
        ).one()


def prepared(app: Flask, centre: Centre, study: Study, *people: Someone, chair: Someone | None = None) -> str:
    """An exercise for the second unit, by the quality assurer, who chairs it too where nobody else is named."""
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        unit = unit_row(work, study.units[1])
        public_id = work.session.get_one(Unit, unit.unit_id).public_id
        new = NewExercise(
            "Safoni'r hydref",
            "To see whether we decide alike.",
            "cy",
            public_id,
            work.today,
            (chair or centre.quality_assurer).public_id,
            [one.public_id for one in people],
        )
        return services.prepare(work, centre.provider_id, new).public_id


def put_in(app: Flask, centre: Centre, exercise: str, *decisions: str) -> list[str]:
    """Put decisions in; gives the pieces in their order."""
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = exercise_row(work, exercise)
        services.add_pieces(work, row, decisions, row.version)
        return pieces_of(work, row)


def paired(app: Flask, centre: Centre, exercise: str, welsh: str, english: str) -> None:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = exercise_row(work, exercise)
        services.pair(work, row, welsh, english, row.version)


def opened(app: Flask, centre: Centre, exercise: str) -> None:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = exercise_row(work, exercise)
        services.open_exercise(work, row, row.version)


def answered(
    app: Flask, someone: Someone, piece: str, reason: str = "", role: Role = Role.ASSESSOR, **way: str
) -> None:
    """Decide on a piece: `way` is code=outcome."""
    with acting(app, someone, role) as work:
        row = piece_row(work, piece)
        uuids = dict(
            work.session.execute(
                select(Criterion.code, Criterion.uuid)
                .join(Item, Item.criterion_id == Criterion.id)
                .where(Item.piece_id == row.id)
            ).all()
        )
        said = {str(uuids[code]): Said(Outcome(outcome), reason) for code, outcome in way.items()}
        services.answer(work, work.session.get_one(Exercise, row.exercise_id), row, said, "en")


def closed(app: Flask, someone: Someone, exercise: str, role: Role = Role.QUALITY_ASSURER) -> None:
    with acting(app, someone, role) as work:
        row = exercise_row(work, exercise)
        given = sum(one.answered for one in queries.people(work.session, row))
        services.close(work, row, given)


def recorded(app: Flask, centre: Centre, exercise: str, said: Minutes, version: int = 0) -> None:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        services.keep_minutes(work, exercise_row(work, exercise), said, version)


def exercise_row(work: UnitOfWork, exercise: str) -> Exercise:
    return work.session.query(Exercise).where(Exercise.public_id == exercise).one()


def piece_row(work: UnitOfWork, piece: str) -> Piece:
    return work.session.query(Piece).where(Piece.public_id == piece).one()


def pieces_of(work: UnitOfWork, row: Exercise) -> list[str]:
    return [one.public_id for one in queries.rows_of(work.session, row)]


def revision_of(work: UnitOfWork, piece: str) -> Revision:
    return work.session.get_one(Revision, piece_row(work, piece).revision_id)
