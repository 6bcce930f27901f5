"""Samples: opening one, what it looks at, its report, the assessor's answer, and closing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from flask import Response, abort
from flask_babel import gettext as _

from assessments.quality import queries, services
from assessments.quality.forms import AnswerForm, CloseForm, DrawForm, ReportForm
from assessments.quality.policy import SAMPLE_ANSWER, SAMPLE_READ, SAMPLE_WRITE
from assessments.quality.queries import LookedAt
from assessments.quality.rules.samples import SampleStatus
from assessments.quality.views.blueprint import ITEM, SAMPLE, blueprint
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.filters import day
from portfolio.web.pages import done, page
from standards.foundation import Role

if TYPE_CHECKING:
    from datetime import date

    from assessments.quality.models import Sample, SamplingItem


@blueprint.route("/quality/items/<id:item>", methods=["GET", "POST"])
@requires(SAMPLE_WRITE, item=ITEM)
def open_sample(item: SamplingItem) -> Response:
    """Show what a sample of an item would freeze, and open it."""
    work, form = access.work(), DrawForm()
    if form.validate_on_submit():
        made = services.open_sample(work, item)
        said = _("The sample is open. What you look at is frozen as it stood just now.")
        return done(said, "quality.sample", sample=made.public_id)
    there = queries.standing_now(work.session, item)
    return page(
        "quality/open_sample.html",
        form=form,
        item=item,
        opened=queries.sample_of(work.session, item),
        head=queries.head(work.session, item),
        plan=queries.plan_of_item(work.session, item),
        there=there,
    )


@blueprint.get("/quality/samples/<id:sample>")
@requires(SAMPLE_READ, sample=SAMPLE)
def sample(sample: Sample) -> Response:
    work = access.work()
    roles = access.roles_in(SAMPLE_READ, sample)
    if not roles & {Role.QUALITY_ASSURER, Role.MANAGER} and sample.assessor_id != work.actor.account_id:
        # What is said of somebody's decisions is theirs, and not their colleagues'.
        return abort(404)
    status = SampleStatus(sample.status)
    writes = access.may(SAMPLE_WRITE, sample)
    answers = access.may(SAMPLE_ANSWER, sample) and sample.assessor_id == work.actor.account_id
    offers = {
        "report": writes and status is SampleStatus.OPEN,
        "answer": answers and status in {SampleStatus.REPORTED, SampleStatus.ANSWERED},
        "close": writes and status is SampleStatus.ANSWERED,
    }
    return page("quality/sample.html", offers={name for name, may in offers.items() if may}, **_seen(sample))


def _seen(row: Sample) -> dict[str, Any]:
    """Give what every page about a sample shows of it."""
    work = access.work()
    there = queries.looked_at(work.session, row)
    return {
        "sample": row,
        "head": queries.head(work.session, row),
        "there": there,
        "codes": {one.criterion: one.code for one in there},
        "signatures": queries.signatures_frozen(work.session, row.frozen["signatures"]),
        "actions": queries.actions_of(work.session, row),
        "sampler": queries.names(work.session, [row.sampler_id])[row.sampler_id],
        "today": work.today,
    }


@blueprint.route("/quality/samples/<id:sample>/report", methods=["GET", "POST"])
@requires(SAMPLE_WRITE, sample=SAMPLE)
def report(sample: Sample) -> Response:
    work, seen = access.work(), _seen(sample)
    there: list[LookedAt] = seen["there"]
    met = queries.met_now(work.session, sample)
    form = ReportForm(sample.version, {one.criterion for one in there}, {one.kind for one in there})
    form.offer(_by_code(there), _by_code(one for one in there if one.criterion in met))
    if form.validate_on_submit():
        services.report(work, sample, form.said(), locale.language(), form.looked_at())
        return done(_("The sample is reported."), "quality.sample", sample=sample.public_id)
    form.catch_up(sample.version)
    return page("quality/report.html", form=form, **seen)


def _by_code(there: Iterable[LookedAt]) -> dict[str, str]:
    return {one.criterion: one.code for one in there}


@blueprint.route("/quality/samples/<id:sample>/answer", methods=["GET", "POST"])
@requires(SAMPLE_ANSWER, sample=SAMPLE)
def answer(sample: Sample) -> Response:
    work, seen = access.work(), _seen(sample)
    form = AnswerForm(data={"version": sample.version, "words": sample.answer})
    form.offer(
        {str(one.number): _("%(words)s (until %(day)s)", words=one.words, day=day(one.due)) for one in seen["actions"]}
    )
    if form.validate_on_submit():
        on = {int(number): cast("date", form.done_on.data) for number in form.done.data or ()}
        services.answer(work, sample, form.words.data or "", on, locale.language(), form.looked_at())
        return done(_("Your answer is sent."), "quality.sample", sample=sample.public_id)
    form.catch_up(sample.version)
    return page("quality/answer.html", form=form, **seen)


@blueprint.route("/quality/samples/<id:sample>/close", methods=["GET", "POST"])
@requires(SAMPLE_WRITE, sample=SAMPLE)
def close(sample: Sample) -> Response:
    form = CloseForm(data={"version": sample.version})
    if form.validate_on_submit():
        services.close(access.work(), sample, form.looked_at())
        return done(_("The sample is closed."), "quality.sample", sample=sample.public_id)
    form.catch_up(sample.version)
    return page("quality/close.html", form=form, **_seen(sample))
