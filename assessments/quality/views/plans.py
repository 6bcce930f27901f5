"""Plans of sampling: all of them, one as a grid with its lines, and a draw that anybody can do again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from flask import Response, request
from flask_babel import gettext as _

from assessments.quality import queries, services
from assessments.quality.forms import DrawForm, PlanForm
from assessments.quality.policy import QUALITY_PLAN, QUALITY_READ
from assessments.quality.rules.drawing import digest, draw, read, result
from assessments.quality.views.blueprint import DRAW, PLAN, blueprint
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import address_of_page, done, page, page_asked
from standards.foundation import Role

if TYPE_CHECKING:
    from datetime import date

    from assessments.quality.models import SamplingDraw, SamplingPlan

YEAR = timedelta(days=365)


@blueprint.get("/quality")
@requires(QUALITY_READ)
def plans() -> Response:
    work = access.work()
    return page(
        "quality/plans.html",
        listed=queries.plans(work.session, work.actor.provider_id, page_asked()),
        strategy=queries.last_strategy(work.session, work.actor.provider_id),
        may_plan=access.may(QUALITY_PLAN),
        page_url=address_of_page(),
    )


@blueprint.route("/quality/plans/new", methods=["GET", "POST"])
@requires(QUALITY_PLAN)
def new_plan() -> Response:
    work = access.work()
    provider_id = cast("int", work.actor.provider_id)
    form = PlanForm(data={"starts": work.today - YEAR, "ends": work.today + YEAR})
    if form.validate_on_submit():
        starts, ends = cast("date", form.starts.data), cast("date", form.ends.data)
        made = services.make_plan(work, provider_id, starts, ends)
        return done(_("The plan is drawn."), "quality.plan", plan=made.public_id)
    return page("quality/new_plan.html", form=form, strategy=queries.last_strategy(work.session, provider_id))


@blueprint.get("/quality/plans/<id:plan>")
@requires(QUALITY_READ, plan=PLAN)
def plan(plan: SamplingPlan) -> Response:
    work = access.work()
    session = work.session
    qualifications = queries.grid_qualifications(session, work.actor, plan)
    asked = request.args.get("qualification")
    chosen = next((one for one in qualifications if one.public_id == asked), next(iter(qualifications), None))
    language = locale.language()
    shown = queries.grid(session, work.actor, plan, chosen, language, page_asked()) if chosen else None
    last = queries.last_draw(session, plan)
    lines = queries.lines_of_plan(session, plan, last)
    ids = {one for line in lines for one in (line.line.value, *(unmet.value for unmet in line.unmet))}
    return page(
        "quality/plan.html",
        plan=plan,
        strategy=queries.strategy_of(session, plan),
        lines=lines,
        values=queries.values_named(session, ids),
        last=last,
        qualifications=qualifications,
        chosen=chosen,
        grid=shown,
        may_plan=access.may(QUALITY_PLAN, plan),
        opens=Role.QUALITY_ASSURER in work.actor.roles_at(plan.provider_id),
        page_url=address_of_page(),
    )


@blueprint.get("/quality/plans/<id:plan>/draws")
@requires(QUALITY_READ, plan=PLAN)
def draws(plan: SamplingPlan) -> Response:
    listed = queries.draws_of(access.work().session, plan, page_asked())
    return page("quality/draws.html", plan=plan, listed=listed, page_url=address_of_page())


@blueprint.route("/quality/plans/<id:plan>/again", methods=["GET", "POST"])
@requires(QUALITY_PLAN, plan=PLAN)
def draw_again(plan: SamplingPlan) -> Response:
    form = DrawForm()
    if form.validate_on_submit():
        made = services.draw_again(access.work(), plan)
        said = _("The plan is drawn again. It holds %(number)s now.", number=made.picked)
        return done(said, "quality.plan", plan=plan.public_id)
    return page("quality/draw_again.html", form=form, plan=plan)


@blueprint.get("/quality/draws/<id:sampling_draw>")
@requires(QUALITY_READ, sampling_draw=DRAW)
def show_draw(sampling_draw: SamplingDraw) -> Response:
    """Do a draw again, before the reader's eyes, and say whether it gives what was kept."""
    session = access.work().session
    inputs = queries.inputs_of(sampling_draw)
    again = draw(*read(inputs), sampling_draw.seed)
    same = digest(inputs) == sampling_draw.digest and result(again) == sampling_draw.result
    return page(
        "quality/draw.html",
        draw=sampling_draw,
        plan=queries.plan_of(session, sampling_draw),
        number=len(again.picked),
        same=same,
    )


@blueprint.get("/quality/draws/<id:sampling_draw>.json")
@requires(QUALITY_READ, sampling_draw=DRAW)
def draw_inputs(sampling_draw: SamplingDraw) -> Response:
    """Give all that a draw was made of beside its seed, as its digest is of it."""
    name = f"draw-{sampling_draw.seed}.json"
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(queries.inputs_of(sampling_draw), mimetype="application/json", headers=headers)
