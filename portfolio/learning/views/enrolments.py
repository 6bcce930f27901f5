"""Managing one enrolment: its units, its status, its planned end and its languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from flask import Response, request
from flask_babel import gettext as _

from portfolio.learning import queries, services
from portfolio.learning.forms import LANGUAGES, PARTS, LanguageForm, PlannedEndForm, StatusForm, UnitsForm
from portfolio.learning.policy import ENROLMENT_MANAGE
from portfolio.learning.rules import ENROLMENT_STEPS, AssessmentLanguage, EnrolmentStatus
from portfolio.learning.views.blueprint import ENROLMENT, blueprint
from portfolio.learning.views.people import unsuited
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.filters import words
from portfolio.web.pages import done, page
from standards.qualifications import queries as qualifications
from standards.qualifications.forms import COMBINATION_WORDS
from standards.qualifications.rules import always_needed, certification, shortfalls

if TYPE_CHECKING:
    from portfolio.learning.models import Enrolment, Portfolio
    from portfolio.learning.queries import ShownEnrolment


def portfolio_of(enrolment: Enrolment) -> Portfolio:
    return queries.portfolio_by_id(access.work().session, enrolment.portfolio_id)


def shown(enrolment: Enrolment) -> ShownEnrolment:
    (found,) = queries.shown_enrolments(access.work().session, enrolment.portfolio_id, enrolment)
    return found


def head(enrolment: Enrolment) -> dict[str, object]:
    """Give what every page about an enrolment says above its form."""
    _portfolio, name = queries.learner_of(access.work().session, enrolment)
    return {"enrolment": enrolment, "found": shown(enrolment), "name": name}


def _managed(message: str, enrolment: Enrolment) -> Response:
    return done(message, "learning.manage", enrolment=enrolment.public_id)


@blueprint.route("/enrolments/<id:enrolment>/manage")
@requires(ENROLMENT_MANAGE, enrolment=ENROLMENT)
def manage(enrolment: Enrolment) -> Response:
    work, found = access.work(), shown(enrolment)
    portfolio, name = queries.learner_of(work.session, enrolment)
    rules = qualifications.shown(work.session, found.qualification)
    chosen = frozenset(one.unit.id for one in found.units)
    assigned = queries.assignments(work.session, portfolio, work.today, enrolment)
    return page(
        "learning/manage.html",
        enrolment=enrolment,
        portfolio=portfolio,
        name=name,
        found=found,
        rules=rules,
        certification=certification(found.qualification.last_certification, work.today),
        lacking=shortfalls(rules.rules, chosen, rules.credits_of, found.qualification.least_credits),
        assignments=assigned,
        versions=queries.other_versions(work.session, work.actor, found.qualification) if found.running else [],
        unsuited=unsuited(enrolment, assigned),
        parts=PARTS,
        languages=LANGUAGES,
    )


@blueprint.route("/enrolments/<id:enrolment>/units", methods=["GET", "POST"])
@requires(ENROLMENT_MANAGE, enrolment=ENROLMENT)
def units(enrolment: Enrolment) -> Response:
    work, found = access.work(), shown(enrolment)
    rules = qualifications.shown(work.session, found.qualification)
    preset = frozenset(one.unit.id for one in found.units) or always_needed(rules.rules)
    form = UnitsForm(data={"units": [one.row.public_id for one in rules.units if one.row.id in preset]})
    form.units.choices = [(one.row.public_id, one.standard.urn) for one in rules.units]
    if form.validate_on_submit():
        wanted = [one.row for one in rules.units if one.row.public_id in (form.units.data or [])]
        services.choose_units(work, portfolio_of(enrolment), enrolment, wanted)
        return _managed(_("The units are saved."), enrolment)
    return page(
        "learning/units.html",
        form=form,
        rules=rules,
        combination_words=COMBINATION_WORDS,
        kept={one.unit.public_id for one in found.units if one.row.touched},
        **head(enrolment),
    )


@blueprint.route("/enrolments/<id:enrolment>/status", methods=["GET", "POST"])
@requires(ENROLMENT_MANAGE, enrolment=ENROLMENT)
def status(enrolment: Enrolment) -> Response:
    possible = [one.value for one in EnrolmentStatus if one in ENROLMENT_STEPS[EnrolmentStatus(enrolment.status)]]
    form = StatusForm(possible)
    if form.validate_on_submit():
        wanted = EnrolmentStatus(form.status.data)
        services.change_status(access.work(), portfolio_of(enrolment), enrolment, wanted, form.reason.data or "")
        return _managed(_("The enrolment's status is saved."), enrolment)
    return page("learning/status.html", form=form, **head(enrolment))


@blueprint.route("/enrolments/<id:enrolment>/planned-end", methods=["GET", "POST"])
@requires(ENROLMENT_MANAGE, enrolment=ENROLMENT)
def planned_end(enrolment: Enrolment) -> Response:
    work, form = access.work(), PlannedEndForm()
    if form.validate_on_submit():
        day, reason = cast("date", form.planned_end.data), form.reason.data or ""
        services.move_planned_end(work, portfolio_of(enrolment), enrolment, day, reason)
        return _managed(_("The planned end is moved."), enrolment)
    return page("learning/planned_end.html", form=form, **head(enrolment))


@blueprint.route("/enrolments/<id:enrolment>/language", methods=["GET", "POST"])
@requires(ENROLMENT_MANAGE, enrolment=ENROLMENT)
def language(enrolment: Enrolment) -> Response:
    work, found = access.work(), shown(enrolment)
    asked = next((one for one in found.units if one.row.public_id == request.args.get("unit")), None)
    preset = (asked.row.language if asked else None) or enrolment.language
    form = LanguageForm(data={"language": preset, "unit": asked.row.public_id if asked else ""})
    form.offer({one.row.public_id: f"{one.number} {words(one.standard.title)}" for one in found.units})
    if form.validate_on_submit():
        unit = next((one.row for one in found.units if one.row.public_id == form.unit.data), None)
        spoken = AssessmentLanguage(form.language.data)
        services.choose_language(work, portfolio_of(enrolment), enrolment, spoken, unit)
        return _managed(_("The language of assessment is saved."), enrolment)
    return page("learning/language.html", form=form, languages=LANGUAGES, **head(enrolment))
