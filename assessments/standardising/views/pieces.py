"""One piece: looking at it, its files, and deciding on it without knowing what anybody else decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from flask import Response, abort
from flask_babel import gettext as _

from assessments.standardising import queries, services
from assessments.standardising.forms import BlindForm
from assessments.standardising.policy import STANDARDISING_DECIDE, STANDARDISING_READ
from assessments.standardising.rules.exercises import ExerciseStatus
from assessments.standardising.views.blueprint import PIECE, back, blueprint
from portfolio.core.contents import family_of
from portfolio.evidence import queries as evidence
from portfolio.evidence.forms import AI_WORDS
from portfolio.evidence.views.files import given_out, not_given, shown_in_place
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.standardising.queries import PieceSheet, PlacedPiece
    from portfolio.evidence.queries import ServedFile


def _takes_part(piece: PlacedPiece) -> bool:
    work = access.work()
    asked = queries.person_in(work.session, piece.exercise, work.actor.account_id) is not None
    return asked and piece.exercise.stands is not ExerciseStatus.PREPARED


def _sheet(piece: PlacedPiece) -> PieceSheet:
    """Give a piece to those who take part, and to whoever puts it in and reads the evidence anyway."""
    work = access.work()
    if not _takes_part(piece) and not queries.reads(work.session, work.actor, piece.row):
        abort(404)
    return queries.sheet(work.session, piece.row, work.now)


@blueprint.get("/standardising/pieces/<id:piece>")
@requires(STANDARDISING_READ, piece=PIECE)
def piece(piece: PlacedPiece) -> Response:
    sheet = _sheet(piece)
    shown = {"ai_words": AI_WORDS, "family": family_of}
    return page("standardising/piece.html", piece=piece.row, exercise=piece.exercise, sheet=sheet, **shown)


@blueprint.route("/standardising/pieces/<id:piece>/decide", methods=["GET", "POST"])
@requires(STANDARDISING_DECIDE, piece=PIECE)
def decide(piece: PlacedPiece) -> Response:
    if not _takes_part(piece):
        abort(404)
    work, sheet = access.work(), _sheet(piece)
    form = BlindForm(sheet.items)
    if form.validate_on_submit():
        services.answer(work, piece.exercise, piece.row, form.said(), form.language.data)
        return _go_on(piece)
    answered = queries.answered_by(work.session, piece.exercise, work.actor.account_id)
    return page(
        "standardising/decide.html",
        form=form,
        piece=piece.row,
        exercise=piece.exercise,
        sheet=sheet,
        ai_words=AI_WORDS,
        family=family_of,
        answer=answered.get(piece.public_id),
        going=piece.exercise.stands is ExerciseStatus.OPEN,
    )


def _go_on(piece: PlacedPiece) -> Response:
    """Lead to the next piece that is left; to the exercise where none is."""
    work, exercise = access.work(), piece.exercise
    answered = queries.answered_by(work.session, exercise, work.actor.account_id)
    listed = queries.pieces(work.session, exercise, work.now)
    left = [one for one in listed if one.piece not in answered and not one.closed]
    if not left:
        return back(_("Your decisions are saved. You have decided on every piece."), exercise)
    return done(_("Your decisions are saved. This is the next piece."), "standardising.decide", piece=left[0].piece)


def _served(piece: PlacedPiece, file: str) -> ServedFile:
    """Give a file of a piece under a name that does not tell whose it is; nothing of what is held back."""
    place = next((one.place for one in _sheet(piece).files if one.attachment == file), None)
    served = evidence.served_file(access.work().session, file) if place is not None else None
    if served is None or not_given(served, served.provider_id, original=False):
        abort(404)
    name = _("piece-%(piece)s-file-%(file)s", piece=piece.row.number, file=place)
    return replace(served, name=f"{name}{PurePath(served.name).suffix}")


@blueprint.get("/standardising/pieces/<id:piece>/files/<id:file>")
@requires(STANDARDISING_READ, piece=PIECE)
def file(piece: PlacedPiece, file: str) -> Response:
    return given_out(_served(piece, file))


@blueprint.get("/standardising/pieces/<id:piece>/files/<id:file>/view")
@requires(STANDARDISING_READ, piece=PIECE)
def view_file(piece: PlacedPiece, file: str) -> Response:
    return shown_in_place(_served(piece, file))
