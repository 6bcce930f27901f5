"""Plans for tests, made through the services by whoever makes them."""

from datetime import date

from flask import Flask

from portfolio.core.work import UnitOfWork
from portfolio.learning.rules import AssessmentLanguage
from portfolio.plans import services
from portfolio.plans.models import PlanLine, PlannedActivity, PlanVersion
from portfolio.plans.rules import Review
from portfolio.plans.services import NewActivity
from standards.foundation import Role
from standards.qualifications.rules.evidence import EvidenceKind
from tests.factories import Centre, Someone
from tests.studies import START, Study, acting, enrolment_row

PAST = date(2026, 2, 3)


def interview(study: Study, planned_on: date = PAST, title: str = "First interview", **more: object) -> NewActivity:
    """An activity that serves both units."""
    keys = (f"{study.units[0]}:P1", f"{study.units[0]}:P2", f"{study.units[1]}:K1")
    said: dict[str, object] = {
        "at_time": "14:05",
        "place": "The office",
        "present": "Her manager",
        "adjustments": "More time",
        "confidentiality": "The client is asked first.",
        **more,
    }
    return NewActivity(title, EvidenceKind.OBSERVATION, planned_on, keys, AssessmentLanguage.WELSH, **said)  # type: ignore[arg-type]


def version_row(work: UnitOfWork, public_id: str) -> PlanVersion:
    return work.session.query(PlanVersion).where(PlanVersion.public_id == public_id).one()


def activity_row(work: UnitOfWork, public_id: str) -> PlannedActivity:
    return work.session.query(PlannedActivity).where(PlannedActivity.public_id == public_id).one()


def activity_of(app: Flask, version: str) -> str:
    """The first activity of a version."""
    with acting(app) as work:
        row = version_row(work, version)
        line = work.session.query(PlanLine).where(PlanLine.version_id == row.id).order_by(PlanLine.activity_id).first()
        assert line is not None
        return work.session.get_one(PlannedActivity, line.activity_id).public_id


def begin(app: Flask, centre: Centre, study: Study, language: str = "en") -> str:
    """The next version of her plan, begun by her assessor."""
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        return services.begin(work, enrolment_row(work, study), language).public_id


def draft(app: Flask, centre: Centre, study: Study, *activities: NewActivity, language: str = "en") -> str:
    """A first version with these activities, or with an interview."""
    public_id = begin(app, centre, study, language)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row = version_row(work, public_id)
        for one in activities or (interview(study),):
            services.plan(work, row, one, row.version)
    return public_id


def put_forward(app: Flask, centre: Centre, version: str) -> str:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row = version_row(work, version)
        services.put_forward(work, row, row.version)
    return version


def agree(app: Flask, study: Study, version: str) -> str:
    with acting(app, study.learner, Role.LEARNER) as work:
        services.agree(work, version_row(work, version))
    return version


def agreed(app: Flask, centre: Centre, study: Study, *activities: NewActivity, language: str = "en") -> str:
    """A version that learner and assessor agreed to."""
    version = draft(app, centre, study, *activities, language=language)
    return agree(app, study, put_forward(app, centre, version))


def review(app: Flask, who: Someone, version: str, outcome: Review = Review.AGREED, words: str = "") -> str:
    with acting(app, who, Role.QUALITY_ASSURER) as work:
        services.review(work, version_row(work, version), outcome, words, "en")
    return version


__all__ = ["PAST", "START"]
