"""What a visit's sample holds: a unit as it was frozen, its evidence and files, comments, and the learner's log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort
from flask_babel import gettext as _

from assessments.visits import queries, services
from assessments.visits.policy import VISITED_COMMENT, VISITED_READ
from assessments.visits.rules import CommentKind, OpeningKind
from assessments.visits.views.blueprint import VISITED, blueprint, note_opening
from assessments.visits.views.visiting import comment_form
from portfolio.evidence import queries as evidence
from portfolio.evidence.forms import AI_WORDS
from portfolio.evidence.views.files import given_out
from portfolio.learning import queries as learning
from portfolio.learning.policy import PORTFOLIO_RECORD
from portfolio.web import access
from portfolio.web.access import Subject, requires
from portfolio.web.pages import address_of_page, done, page, page_asked

if TYPE_CHECKING:
    from assessments.visits.queries import Visited
    from portfolio.learning.models import Portfolio

PORTFOLIO = Subject(learning.portfolio, PORTFOLIO_RECORD)


@blueprint.get("/visited/<id:visited>")
@requires(VISITED_READ, visited=VISITED)
def unit(visited: Visited) -> Response:
    note_opening(OpeningKind.UNIT, visited)
    work, row = access.work(), visited.row
    there = queries.decisions(work.session, row)
    return page(
        "visits/unit.html",
        visited=visited,
        mine=visited.visit.visitor_id == work.actor.account_id,
        head=queries.frozen_head(work.session, row),
        there=there,
        codes={one.criterion: one.code for one in there},
        revisions=queries.frozen_revisions(work.session, row),
        signatures=queries.signatures(work.session, row),
        samples=queries.frozen_samples(work.session, row),
        comments=queries.comments(work.session, work.actor, visited.visit, row),
    )


@blueprint.get("/visited/<id:visited>/evidence/<id:revision>")
@requires(VISITED_READ, visited=VISITED)
def revision(visited: Visited, revision: str) -> Response:
    """Show evidence as it was submitted then; what is closed now stays closed to visitors."""
    work = access.work()
    found = queries.frozen_revision(work.session, visited.row, revision)
    if found is None:
        abort(404)
    note_opening(OpeningKind.EVIDENCE, visited, revision)
    said, row = found
    shown = evidence.item(work.session, work.actor, row, work.now).revision(said.number)
    return page(
        "visits/revision.html",
        visited=visited,
        head=queries.frozen_head(work.session, visited.row),
        evidence=row,
        shown=shown,
        ai_words=AI_WORDS,
    )


@blueprint.get("/visited/<id:visited>/files/<id:file>")
@requires(VISITED_READ, visited=VISITED)
def file(visited: Visited, file: str) -> Response:
    work = access.work()
    served = evidence.served_file(work.session, file)
    if served is None or not queries.holds_file(work.session, visited.row, file):
        abort(404)
    if evidence.sight_of_file(work.session, work.actor, file, work.now).hidden:
        abort(404)
    note_opening(OpeningKind.FILE, visited, file)
    return given_out(served)


@blueprint.route("/visited/<id:visited>/comment", methods=["GET", "POST"])
@requires(VISITED_COMMENT, visited=VISITED)
def comment_on_unit(visited: Visited) -> Response:
    work = access.work()
    form = comment_form(visited.visit, of_unit=True)
    if form.validate_on_submit():
        kind, language = CommentKind(form.said_as.data), form.language.data
        services.comment(work, visited.visit, visited.row, kind, form.words.data or "", language)
        return done(_("What you wrote is saved."), "visits.unit", visited=visited.public_id)
    head = queries.frozen_head(work.session, visited.row)
    return page("visits/comment.html", form=form, visit=visited.visit, visited=visited, head=head)


@blueprint.get("/portfolios/<id:portfolio>/visits")
@requires(PORTFOLIO_RECORD, portfolio=PORTFOLIO)
def of_portfolio(portfolio: Portfolio) -> Response:
    """Tell a learner for which visits something of theirs was frozen, and what of it was opened when."""
    session = access.work().session
    return page(
        "visits/of_portfolio.html",
        portfolio=portfolio,
        learner=learning.learner_name(session, portfolio),
        visits=queries.visits_of(session, portfolio),
        opened=queries.openings_of(session, portfolio, page_asked()),
        page_url=address_of_page(),
    )
