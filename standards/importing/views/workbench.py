"""The workbench of one import: its source on the left, what was read on the right, problems first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, make_response, redirect, url_for

from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.naming import names
from portfolio.web.pages import done, page
from standards.editing.fields import fields_of
from standards.editing.working import Working, languages_of
from standards.foundation import Refused
from standards.importing import forms, queries, services
from standards.importing.forms import WorkbenchForm
from standards.importing.queries import Bench, pairs
from standards.importing.queries.standing import editions, placed
from standards.importing.queries.translations import known_beside
from standards.importing.rules import State
from standards.importing.views.blueprint import AN_IMPORT, ONE, blueprint
from standards.library.policy import STANDARDS_PUBLISH
from standards.reconciling import Change, Reconciled, changes, reconciled

if TYPE_CHECKING:
    from standards.importing.models import StandardImport


@blueprint.route(ONE, methods=["GET", "POST"])
@requires(STANDARDS_PUBLISH, given=AN_IMPORT)
def workbench(given: StandardImport) -> Response:
    work = access.work()
    bench = queries.bench(work.session, given)
    form = WorkbenchForm(fields_of(bench.working), given.version)
    if form.validate_on_submit():
        said, place = form.said(bench), form.place(bench)
        if form.act[0] == "undo":
            services.step_back(work, given, form.looked_at())
        else:
            services.save(work, given, form.looked_at(), form.edit(bench))
        if form.act[0] == "publish":
            return make_response(redirect(url_for("importing.publish", given=given.public_id)))
        return done(said, "importing.workbench", given=given.public_id, _anchor=place)
    return show(bench, form)


def show(bench: Bench, form: WorkbenchForm) -> Response:
    """Show a draft to be worked on, or how it ended."""
    told, found = _caught_up(bench, form)
    work = access.work()
    known = editions(work.session, bench.row.owner_id, bench.working["urn"]) if bench.open else []
    people = {one.settled_by for one in bench.problems} | {bench.row.sent_by, bench.row.changed_by}
    return page(
        "importing/workbench.html" if bench.open else "importing/closed.html",
        form=form,
        page_form_id="page-form" if bench.open else "",
        bench=bench,
        languages=languages_of(bench.working),
        changed=found is not None,
        told=told,
        lost=found.lost if found else (),
        standard=queries.published_as(work.session, bench.row),
        offers=pairs.offers(work.session, work.actor, [bench.row]),
        translations=known_beside(work.session, known, bench.working) if bench.open else (),
        standing=placed(work.session, known, bench.working, work.now).standing,
        sources=pairs.sources(work.session, bench.row),
        paired_into=pairs.paired_into(work.session, bench.row) if bench.row.state == State.PAIRED else None,
        names=names(people),
        words=forms,
    )


def _caught_up(bench: Bench, form: WorkbenchForm) -> tuple[tuple[Change, ...], Reconciled | None]:
    """After somebody else's change: what it was, with what was typed put over what stands now."""
    looked_at = form.looked_at()
    if not form.catch_up(bench.row.version):
        return (), None
    before = _version(bench, looked_at)
    found = reconciled(before, bench.working, form.typed)
    form.shown, form.theirs = found.fields, found.theirs
    return changes(before, bench.working), found


def _version(bench: Bench, looked_at: int) -> Working:
    try:
        return queries.working(access.work().session, bench.row, looked_at)
    except Refused:
        return bench.working
