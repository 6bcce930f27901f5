"""The lists of evidence: a learner's own, and a portfolio's for those who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from portfolio.evidence import queries
from portfolio.evidence.forms import KIND_WORDS, LibraryFilter
from portfolio.evidence.policy import EVIDENCE_READ, EVIDENCE_WRITE
from portfolio.evidence.views.blueprint import PORTFOLIO, blueprint
from portfolio.learning.queries import learner_name
from portfolio.web import access, filters
from portfolio.web.access import requires
from portfolio.web.pages import address_of_page, page, page_asked

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio


@blueprint.get("/evidence")
@requires(EVIDENCE_WRITE)
def library() -> Response:
    work = access.work()
    own = queries.own_portfolios(work.session, work.actor)
    return _list(own, own, learner="")


@blueprint.get("/portfolios/<id:portfolio>/evidence")
@requires(EVIDENCE_READ, portfolio=PORTFOLIO)
def of_portfolio(portfolio: Portfolio) -> Response:
    mine = [portfolio] if access.may(EVIDENCE_WRITE, portfolio) else []
    learner = "" if mine else learner_name(access.work().session, portfolio)
    return _list([portfolio], mine, learner=learner)


def _list(portfolios: list[Portfolio], mine: list[Portfolio], learner: str) -> Response:
    work = access.work()
    ids = [one.id for one in portfolios]
    units = {unit.public_id: f"{unit.urn} {filters.words(unit.title)}" for unit in queries.units_in(work.session, ids)}
    form = LibraryFilter(request.args, units, drafts=bool(mine))
    wanted = queries.Wanted(
        form.chosen(form.kind),
        form.chosen(form.unit),
        form.chosen(form.status),
        form.chosen(form.language),
        page_asked(),
    )
    listed = queries.listed(work.session, work.actor, ids, wanted, work.today, own=portfolios == mine)
    return page(
        "evidence/library.html",
        filter=form,
        filtered=any((wanted.kind, wanted.unit, wanted.status, wanted.language)),
        listed=listed,
        mine=mine,
        portfolios=portfolios,
        learner=learner,
        kinds={kind: str(words) for kind, words in KIND_WORDS.items()},
        page_url=address_of_page(),
    )
