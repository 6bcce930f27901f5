"""What a piece of evidence may show as well: suggested with the reason, claimed or turned off by one press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portfolio.core.database import db
from portfolio.evidence import queries, services
from portfolio.evidence.forms import NOT_SUGGESTED, SuggestionForm
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.queries import Item, Picker, Suggestion, SuggestionByWords
from portfolio.evidence.views.blueprint import EVIDENCE, PORTFOLIO, blueprint
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import done
from standards.foundation import Language
from standards.marking import Run, marked_in

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence
    from portfolio.learning.models import Portfolio


@dataclass(frozen=True)
class Suggested:
    """All that a page suggests."""

    alike: tuple[tuple[Suggestion, Language, tuple[Run, ...]], ...] = ()
    """What else asks the same or nearly, each with what sets it apart from what the evidence is put to."""
    by_words: tuple[SuggestionByWords, ...] = ()


def suggested(item: Item, picker: Picker) -> Suggested:
    """Give what else this evidence may show, but for what its owner turned off; by its words while it is written."""
    work, evidence = access.work(), item.row
    same = queries.suggested(work.session, evidence) if item.claims else ()
    near = queries.nearly_suggested(evidence, picker, same) if item.claims else ()
    off = queries.turned_off(work.session, evidence.id) if same or near or item.writing else frozenset()
    alike = [one for one in (*same, *near) if one.key not in off]
    but = {*off, *(one.key for one in alike)}
    said = f"{evidence.title}\n{evidence.words}"
    by_words = (
        queries.suggested_by_words(work.session, said, picker, work.actor.provider_id, but) if item.writing else ()
    )
    reader = locale.language()
    return Suggested(tuple((one, *marked_in(one.like or one.text, one.text, reader)) for one in alike), by_words)


def _while_typing(portfolio: Portfolio) -> tuple[SuggestionByWords, ...]:
    """Find what words that are being typed suggest, but for what is ticked or turned off; nobody waits for it."""
    work, said, portfolio_id, owner_id = access.work(), request.form, portfolio.id, access.work().actor.provider_id
    # The portfolio is no longer held for whoever acts on it.
    db.session.rollback()
    evidence = queries.evidence(work.session, said.get("evidence", ""))
    own = evidence is not None and evidence.portfolio_id == portfolio_id
    off = queries.turned_off(work.session, evidence.id) if evidence and own else frozenset()
    but = {*off, *said.getlist("criteria"), *said.getlist(NOT_SUGGESTED)}
    picker = queries.picker(work.session, portfolio_id)
    return queries.suggested_by_words(work.session, said.get("said", ""), picker, owner_id, but)


@blueprint.post("/portfolios/<id:portfolio>/suggestions")
@requires(EVIDENCE_WRITE, prepare=_while_typing, portfolio=PORTFOLIO)
def suggest(portfolio: Portfolio) -> Response:  # noqa: ARG001 the guard's
    """Answer with what words suggest that are still being typed, as lines that the form puts in their place.

    Nothing is claimed or kept by it. What people write of others stands in no address, so it is no GET.
    """
    shown = make_response(render_template("evidence/_typed.html", found=access.prepared()))
    shown.mimetype = "text/plain"
    return shown


@blueprint.route("/evidence/<id:evidence>/suggestions/off", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, evidence=EVIDENCE)
def turn_off(evidence: Evidence) -> Response:
    if request.method == "GET":
        # Whoever signs in again after their session ended is sent to the address that they had posted to.
        return make_response(redirect(url_for("evidence.show", evidence=evidence.public_id)))
    work, form = access.work(), SuggestionForm()
    key = form.key.data or ""
    place = queries.places(work.session, evidence.portfolio_id, [key]).get(key)
    if not form.validate_on_submit():
        abort(400)
    # What left the learner's units meanwhile is not suggested either.
    if place is not None:
        services.turn_off(work, evidence, place)
    said = _("This is not suggested for this evidence again. You can still choose it yourself.")
    return done(said, "evidence.show", evidence=evidence.public_id)
