"""Exercises: all that one may read, one of them, putting one together, and who is due to take part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import Response, request
from flask_babel import gettext as _
from markupsafe import Markup

from assessments.standardising import queries, services
from assessments.standardising.forms import ButtonForm, ExerciseForm, PairForm, PiecesForm
from assessments.standardising.policy import STANDARDISING_MANAGE, STANDARDISING_READ
from assessments.standardising.rules.exercises import ExerciseStatus
from assessments.standardising.views.blueprint import EXERCISE, PIECE, back, blueprint
from portfolio.people import queries as people
from portfolio.people.rules.standing import SettingCode
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.filters import in_language
from portfolio.web.pages import address_of_page, done, page, page_asked
from standards.qualifications.forms import KIND_WORDS

if TYPE_CHECKING:
    from assessments.standardising.models import Exercise
    from assessments.standardising.queries import ListedPiece, PlacedPiece


@blueprint.get("/standardising")
@requires(STANDARDISING_READ)
def exercises() -> Response:
    work = access.work()
    return page(
        "standardising/exercises.html",
        listed=queries.exercises(work.session, work.actor, page_asked()),
        manages=access.may(STANDARDISING_MANAGE),
        page_url=address_of_page(),
    )


@blueprint.get("/standardising/due")
@requires(STANDARDISING_MANAGE)
def due() -> Response:
    """Tell who works on a qualification and has not taken part in its standardisation for long."""
    work = access.work()
    provider_id = cast("int", work.actor.provider_id)
    months = people.settings_of(work.session, provider_id)[SettingCode.STANDARDISE_MONTHS]
    found = queries.due(work.session, provider_id, months, work.today)
    return page("standardising/due.html", found=found, months=months)


@blueprint.route("/standardising/new", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE)
def prepare() -> Response:
    work = access.work()
    provider_id = cast("int", work.actor.provider_id)
    form = ExerciseForm(data={"language": locale.language(), "version": 0, "chair": work.actor.public_id})
    offered = _offer(form, provider_id)
    if form.validate_on_submit():
        made = services.prepare(work, provider_id, form.said())
        said = _("Saved. Nobody is asked yet: choose now on which evidence people decide.")
        return done(said, "standardising.choose", exercise=made.public_id)
    return page("standardising/prepare.html", form=form, exercise=None, offered=offered)


def _offer(form: ExerciseForm, provider_id: int) -> bool:
    """Offer units and people; tells whether there is a unit to offer at all."""
    work = access.work()
    units = queries.units_offered(work.session, provider_id)
    form.offer(units, queries.candidates(work.session, provider_id, work.today))
    return bool(units)


@blueprint.get("/standardising/<id:exercise>")
@requires(STANDARDISING_READ, exercise=EXERCISE)
def show(exercise: Exercise) -> Response:
    work = access.work()
    session = work.session
    asked = queries.people(session, exercise)
    mine = next((one for one in asked if one.row.account_id == work.actor.account_id), None)
    return page(
        "standardising/show.html",
        exercise=exercise,
        status=exercise.stands,
        head=queries.head(session, exercise),
        people=asked,
        mine=mine,
        pieces=queries.pieces(session, exercise, work.now),
        answered=queries.answered_by(session, exercise, work.actor.account_id),
        readable=queries.readable(session, work.actor, exercise),
        manages=access.may(STANDARDISING_MANAGE, exercise),
        chairs=exercise.chair_id == work.actor.account_id,
        minutes=queries.last_minutes(session, exercise),
    )


@blueprint.route("/standardising/<id:exercise>/change", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE, exercise=EXERCISE)
def change(exercise: Exercise) -> Response:
    work = access.work()
    form = ExerciseForm(data=_said_now(exercise))
    offered = _offer(form, exercise.provider_id)
    if form.validate_on_submit():
        services.change(work, exercise, form.said(), form.looked_at())
        return back(_("The exercise is changed."), exercise)
    form.catch_up(exercise.version)
    return page("standardising/prepare.html", form=form, exercise=exercise, offered=offered)


def _said_now(exercise: Exercise) -> dict[str, Any]:
    session = access.work().session
    chair = queries.accounts(session, [exercise.chair_id])[exercise.chair_id]
    return {
        "name": exercise.name,
        "purpose": exercise.purpose,
        "language": exercise.language,
        "day": exercise.day,
        "unit": queries.head(session, exercise).unit,
        "chair": chair,
        "people": [one.public_id for one in queries.people(session, exercise)],
        "version": exercise.version,
    }


@blueprint.route("/standardising/<id:exercise>/pieces", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE, exercise=EXERCISE)
def choose(exercise: Exercise) -> Response:
    """Choose decisions of learners whom one reads, without being told which way they went."""
    work, language = access.work(), request.args.get("language", "")
    language = language if language in {"cy", "en"} else ""
    form = PiecesForm(data={"version": exercise.version})
    standard_id = queries.head(work.session, exercise).standard_id
    offered = queries.offered(work.session, work.actor, exercise, standard_id, language, page_asked(), work.now)
    form.offer({one.decision: _named(one) for one in offered.rows})
    if form.validate_on_submit():
        number = services.add_pieces(work, exercise, form.decisions.data or [], form.looked_at())
        return back(_("Saved. Pieces in this exercise: %(number)s", number=number), exercise)
    form.catch_up(exercise.version)
    return page(
        "standardising/choose.html",
        form=form,
        exercise=exercise,
        spoken=language,
        offered=offered,
        going=exercise.stands is ExerciseStatus.PREPARED,
        page_url=address_of_page(),
    )


def _named(one: queries.Offer) -> str:
    """Name a decision, the title of its evidence in the evidence's own language."""
    title = in_language(one.title, one.language)
    return Markup("{} · {} · {} · {}").format(one.code, one.learner, KIND_WORDS[one.kind], title)


@blueprint.route("/standardising/<id:exercise>/pairs", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE, exercise=EXERCISE)
def pair(exercise: Exercise) -> Response:
    work, form = access.work(), PairForm(data={"version": exercise.version})
    listed = queries.pieces(work.session, exercise, work.now)
    welsh, english = ({one.piece: _piece_named(one) for one in listed if one.language == code} for code in ("cy", "en"))
    form.offer(welsh, english)
    if form.validate_on_submit():
        services.pair(work, exercise, form.welsh.data, form.english.data, form.looked_at())
        return back(_("These two pieces are a pair now."), exercise)
    form.catch_up(exercise.version)
    return page("standardising/pair.html", form=form, exercise=exercise, possible=bool(welsh and english))


def _piece_named(one: ListedPiece) -> str:
    codes = ", ".join(item.code for item in one.items)
    return str(_("Piece %(number)s (%(codes)s)", number=one.number, codes=codes))


@blueprint.route("/standardising/pieces/<id:piece>/unpair", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE, piece=PIECE)
def unpair(piece: PlacedPiece) -> Response:
    form = ButtonForm(data={"version": piece.exercise.version})
    if form.validate_on_submit():
        services.unpair(access.work(), piece.exercise, piece.row, form.looked_at())
        return back(_("These two pieces are no pair any more."), piece.exercise)
    form.catch_up(piece.exercise.version)
    return page("standardising/unpair.html", form=form, piece=piece.row, exercise=piece.exercise)


@blueprint.route("/standardising/pieces/<id:piece>/remove", methods=["GET", "POST"])
@requires(STANDARDISING_MANAGE, piece=PIECE)
def remove(piece: PlacedPiece) -> Response:
    form, exercise = ButtonForm(data={"version": piece.exercise.version}), piece.exercise
    if form.validate_on_submit():
        services.remove_piece(access.work(), exercise, piece.row, form.looked_at())
        return back(_("The piece is taken out."), exercise)
    form.catch_up(exercise.version)
    return page("standardising/remove.html", form=form, piece=piece.row, exercise=exercise)
