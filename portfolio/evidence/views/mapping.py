"""Putting several pieces of evidence to several criteria: chosen on one page, seen on the next, done by one press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, request
from flask_babel import gettext as _

from portfolio.evidence import queries, services
from portfolio.evidence.forms import CONFIRM, NARROW, MapForm
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.queries import Picker, Piece
from portfolio.evidence.rules.mapping import Place, plan
from portfolio.evidence.views.blueprint import PORTFOLIO, blueprint
from portfolio.evidence.views.editing import sought, wishes
from portfolio.evidence.views.picking import Picking
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio


@dataclass(frozen=True)
class Told:
    """What will happen to a piece of evidence, in names of criteria."""

    piece: Piece
    fresh: str
    again: str
    standing: str


@blueprint.route("/portfolios/<id:portfolio>/evidence/map", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, portfolio=PORTFOLIO)
def map_several(portfolio: Portfolio) -> Response:
    session, form = access.work().session, MapForm()
    picker = queries.picker(session, portfolio.id)
    if NARROW not in request.form and form.validate_on_submit():
        pieces = queries.chosen_pieces(session, portfolio.id, form.pieces.data or ())
        if CONFIRM in request.form:
            return _confirmed(portfolio, pieces, form)
        return _previewed(portfolio, picker, pieces, form)
    return page(
        "evidence/map.html",
        form=form,
        portfolio=portfolio,
        rows=queries.open_evidence(session, portfolio.id),
        picking=Picking(picker, form.criteria, sought(picker, form.find.data or "")),
    )


def _confirmed(portfolio: Portfolio, pieces: list[Piece], form: MapForm) -> Response:
    wished = wishes(portfolio.id, form.criteria.data)
    changed = services.claim_with_several(access.work(), pieces, wished, form.seen_versions())
    said = _("Evidence put to criteria: %(number)s. Check and submit each piece for it to count.", number=changed)
    return done(said, "evidence.library")


def _previewed(portfolio: Portfolio, picker: Picker, pieces: list[Piece], form: MapForm) -> Response:
    places = [one.place for one in wishes(portfolio.id, form.criteria.data)]
    names = {
        (unit.id, one.id): f"{unit.urn} {one.code}" for unit in picker.open_units for one in unit.outline.assessable
    }
    return page(
        "evidence/map_check.html",
        form=form,
        portfolio=portfolio,
        told=[_told(one, places, names) for one in pieces],
    )


def _told(piece: Piece, places: list[Place], names: dict[Place, str]) -> Told:
    planned = plan(places, piece.claims)

    def said(some: tuple[Place, ...]) -> str:
        return ", ".join(names[one] for one in some if one in names)

    return Told(piece, said(planned.fresh), said(planned.again), said(planned.standing))
