"""Holding an exercise: asking people, closing it, and keeping its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort
from flask_babel import gettext as _

from assessments.standardising import queries, services
from assessments.standardising.forms import ButtonForm, MinutesForm
from assessments.standardising.policy import STANDARDISING_MANAGE, STANDARDISING_READ
from assessments.standardising.rules.exercises import ExerciseStatus
from assessments.standardising.views.blueprint import EXERCISE, back, blueprint
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.standardising.models import Exercise


@blueprint.route("/standardising/<id:exercise>/open", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE, exercise=EXERCISE)
def open_exercise(exercise: Exercise) -> Response:
    work, form = access.work(), ButtonForm(data={"version": exercise.version})
    if form.validate_on_submit():
        services.open_exercise(work, exercise, form.looked_at())
        return back(_("The exercise is open: those who take part find it on their start page."), exercise)
    form.catch_up(exercise.version)
    return page(
        "standardising/open.html",
        form=form,
        exercise=exercise,
        people=queries.people(work.session, exercise),
        pieces=queries.pieces(work.session, exercise, work.now),
    )


@blueprint.route("/standardising/<id:exercise>/close", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE, exercise=EXERCISE)
def close(exercise: Exercise) -> Response:
    work = access.work()
    people = queries.people(work.session, exercise)
    answers = sum(one.answered for one in people)
    form = ButtonForm(data={"version": answers})
    if form.validate_on_submit():
        services.close(work, exercise, form.looked_at())
        said = _("The exercise is closed. Everybody who took part sees the results now.")
        return done(said, "standardising.results", exercise=exercise.public_id)
    form.catch_up(answers)
    pieces = queries.pieces(work.session, exercise, work.now)
    return page("standardising/close.html", form=form, exercise=exercise, people=people, pieces=pieces)


@blueprint.get("/standardising/<id:exercise>/record")
@requires(STANDARDISING_READ, exercise=EXERCISE)
def minutes(exercise: Exercise) -> Response:
    """Show the record of an exercise, as it is printed."""
    session = access.work().session
    kept = queries.last_minutes(session, exercise)
    if kept is None:
        abort(404)
    return page(
        "standardising/minutes.html",
        exercise=exercise,
        head=queries.head(session, exercise),
        kept=kept,
        people=queries.people(session, exercise),
        manages=access.may(STANDARDISING_MANAGE, exercise),
    )


@blueprint.route("/standardising/<id:exercise>/record/write", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE, exercise=EXERCISE)
def write_minutes(exercise: Exercise) -> Response:
    work = access.work()
    kept = queries.last_minutes(work.session, exercise)
    version = kept.row.version if kept else 0
    form = MinutesForm(version, kept.said if kept else None)
    form.offer({one.public_id: one.name for one in queries.people(work.session, exercise)})
    if form.validate_on_submit():
        services.keep_minutes(work, exercise, form.said(), form.looked_at())
        return done(_("The record is kept."), "standardising.minutes", exercise=exercise.public_id)
    form.catch_up(version)
    return page(
        "standardising/write_minutes.html",
        form=form,
        exercise=exercise,
        corrects=version > 0,
        before=queries.actions_before(work.session, exercise),
        going=exercise.stands is ExerciseStatus.CLOSED,
    )
