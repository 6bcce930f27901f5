"""The list of learners, enrolling one, and the overview of one learner's portfolio."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from flask import Response, request, url_for
from flask_babel import gettext as _

from portfolio.learning import queries, services
from portfolio.learning.forms import LANGUAGES, PARTS, EnrolForm, LearnersFilter
from portfolio.learning.policy import ENROLMENT_MANAGE, LEARNERS_READ, PORTFOLIO_READ
from portfolio.learning.queries import WantedLearners
from portfolio.learning.rules import AssessmentLanguage, Attention, EnrolmentStatus, Part
from portfolio.learning.services import Admission, NewEnrolment
from portfolio.learning.views.blueprint import PORTFOLIO, blueprint
from portfolio.people import queries as people
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.filters import words
from portfolio.web.pages import done, page, page_asked
from standards.qualifications import queries as qualifications
from standards.qualifications.rules import certification

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio


@blueprint.route("/learners")
@requires(LEARNERS_READ)
def learners() -> Response:
    work, language = access.work(), locale.language()
    in_use = {one.public_id: words(one.title) for one in queries.qualifications_in_use(work.session, work.actor)}
    staff = queries.staff(work.session, work.actor.provider_id, language, work.today)
    assessors = {one.public_id: one.name for one in staff if Part.ASSESSOR in one.parts}
    form = LearnersFilter(request.args, in_use, assessors)
    found = queries.listed_learners(work.session, work.actor, _wanted(form), work.today)
    kept = {key: value for key, value in request.args.items() if key in form and value}
    return page(
        "learning/learners.html",
        filters=form,
        found=found,
        enrols=access.may(ENROLMENT_MANAGE),
        url=lambda number: url_for("learning.learners", page=number, **cast("dict[str, Any]", kept)),
    )


def _wanted(form: LearnersFilter) -> WantedLearners:
    said = form.status.data
    return WantedLearners(
        language=locale.language(),
        search=(form.search.data or "").strip(),
        qualification=form.qualification.data or "",
        status=EnrolmentStatus(said) if said in set(EnrolmentStatus) else None,
        assessor=form.assessor.data or "",
        attention=Attention(wished) if (wished := form.attention.data) in set(Attention) else None,
        by_planned_end=form.sort.data == "planned_end",
        page=page_asked(),
    )


@blueprint.route("/learners/enrol", methods=["GET", "POST"])
@requires(ENROLMENT_MANAGE)
def enrol() -> Response:
    work = access.work()
    offered = qualifications.published(work.session, work.actor, locale.language())
    known = people.account_by_email(work.session, request.form.get("email", "")) is not None
    titles = {one.public_id: f"{words(one.title)} ({one.number}, {one.version})" for one in offered}
    form = EnrolForm(titles, known=known, data={"email": request.args.get("email"), "start": work.today})
    if not form.validate_on_submit():
        return page("learning/enrol.html", form=form, offered=offered)
    provider = people.provider(work.session, cast("int", work.actor.provider_id))
    who = Admission(form.email.data or "", form.name.data or "")
    portfolio = services.admit(work, provider, who)
    row = next(one for one in offered if one.public_id == form.qualification.data)
    enrolment = services.enrol(work, portfolio, row, _new(form))
    return done(_("The learner is enrolled. Now choose units."), "learning.units", enrolment=enrolment.public_id)


def _new(form: EnrolForm) -> NewEnrolment:
    return NewEnrolment(
        start=cast("date", form.start.data),
        planned_end=cast("date", form.planned_end.data),
        language=AssessmentLanguage(form.language.data),
        cohort=(form.cohort.data or "").strip(),
        site=(form.site.data or "").strip(),
        employer=(form.employer.data or "").strip(),
    )


@blueprint.route("/portfolios/<id:portfolio>")
@requires(PORTFOLIO_READ, portfolio=PORTFOLIO)
def portfolio(portfolio: Portfolio) -> Response:
    work = access.work()
    enrolments = queries.shown_enrolments(work.session, portfolio.id)
    return page(
        "learning/portfolio.html",
        portfolio=portfolio,
        name=queries.learner_name(work.session, portfolio),
        email=queries.learner_email(work.session, portfolio),
        enrolments=[(one, certification(one.qualification.last_certification, work.today)) for one in enrolments],
        assignments=queries.assignments(work.session, portfolio, work.today),
        manages=access.may(ENROLMENT_MANAGE, portfolio),
        parts=PARTS,
        languages=LANGUAGES,
    )
