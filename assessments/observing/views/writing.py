"""Writing an observation: of whom it is, and one page on which all of it is written and decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from flask import Response, make_response, redirect, request, url_for
from flask_babel import gettext as _

from assessments.observing import queries, services
from assessments.observing.forms import CHECK, PEOPLE_HINTS, DiscardForm, LearnersForm, ObservationForm
from assessments.observing.policy import OBSERVATION_WRITE
from assessments.observing.rules import Part, Question, Said
from assessments.observing.views.blueprint import OBSERVATION, blueprint
from assessments.questioning import queries as questions
from portfolio.evidence.views.translations import working_translations
from portfolio.plans import queries as plans
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.lockers import locker
from portfolio.web.pages import address_of_page, done, page, page_asked
from standards.foundation import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessments.observing.models import Observation
    from assessments.observing.queries import Learner, Named
    from assessments.questioning.queries import FromSet


@blueprint.get("/observations")
@requires(OBSERVATION_WRITE)
def observations() -> Response:
    work = access.work()
    drafts = [(one, Said.from_json(one.said)) for one in queries.drafts(work.session, work.actor)]
    return page(
        "observing/observations.html",
        drafts=drafts,
        names={one.portfolio: one.name for one in _assigned()} if drafts else {},
        listed=queries.recorded(work.session, work.actor, page_asked()),
        page_url=address_of_page(),
    )


@blueprint.route("/observations/new", methods=["GET", "POST"])
@requires(OBSERVATION_WRITE)
def new() -> Response:
    work, form, offered = access.work(), LearnersForm(), _assigned()
    form.offer((one.portfolio, one.name) for one in offered)
    if form.validate_on_submit():
        said = Said(language=locale.language(), parts=dict.fromkeys(form.learners.data or (), Part()))
        made = services.start(work, cast("int", work.actor.provider_id), said)
        return make_response(redirect(url_for("observing.write", observation=made.public_id)))
    return page("observing/learners.html", form=form, offered=offered, observation=None)


@blueprint.route("/observations/<id:observation>/learners", methods=["GET", "POST"])
@requires(OBSERVATION_WRITE, observation=OBSERVATION)
def learners(observation: Observation) -> Response:
    said, offered = Said.from_json(observation.said), _assigned()
    form = LearnersForm(data={"version": observation.version, "learners": list(said.parts)})
    form.offer((one.portfolio, one.name) for one in offered)
    if form.validate_on_submit():
        parts = {one: said.parts.get(one, Part()) for one in form.learners.data or ()}
        services.save(access.work(), observation, _with(said, parts), form.looked_at())
        return make_response(redirect(url_for("observing.write", observation=observation.public_id)))
    form.catch_up(observation.version)
    return page("observing/learners.html", form=form, offered=offered, observation=observation)


def _with(said: Said, parts: dict[str, Part]) -> Said:
    return Said(said.happened_on, said.place, said.language, said.words, said.people, parts)


@blueprint.route("/observations/<id:observation>", methods=["GET", "POST"])
@requires(OBSERVATION_WRITE, observation=OBSERVATION)
def write(observation: Observation) -> Response:
    work, said = access.work(), Said.from_json(observation.said)
    form = ObservationForm(said, observation.version)
    if form.validate_on_submit():
        services.save(work, observation, taking(form), form.looked_at())
        if request.form.get("act") == CHECK:
            return make_response(redirect(url_for("observing.record", observation=observation.public_id)))
        said_so = _("Your draft is saved. Nobody else sees it.")
        return done(said_so, "observing.write", observation=observation.public_id)
    form.catch_up(observation.version)
    found = queries.learners(work.session, work.actor, said.parts, work.today)
    kept = locker(f"observation-{observation.public_id}", here=True)
    return page(
        "observing/write.html",
        form=form,
        observation=observation,
        learners=found,
        working=working_in(found.values()),
        people_hints=PEOPLE_HINTS,
        locker=kept,
        offered=offered(observation, found),
        planned=plans.offered_in(work.session, [one.portfolio_id for one in found.values()]),
        taken=questions.taken(work.session, observation.provider_id, form.sources()),
    )


def offered(observation: Observation, found: Mapping[str, Learner]) -> dict[str, list[FromSet]]:
    """Give the questions of the centre's sets about what each learner is assessed on."""
    standards = {unit.outline.standard_id for one in found.values() for unit in one.units}
    sets = questions.to_take(access.work().session, observation.provider_id, standards)
    return {
        portfolio: [one for one in sets if one.standard_id in {unit.outline.standard_id for unit in learner.units}]
        for portfolio, learner in found.items()
    }


def taking(form: ObservationForm) -> Said:
    """Give what a form says, with the questions that it takes from sets: each stands with its criterion."""
    said, work = form.said(), access.work()
    wished = {portfolio: request.form.get(fields.take, "") for portfolio, fields in form.parts.items()}
    if not any(wished.values()):
        return said
    found = queries.learners(work.session, work.actor, said.parts, work.today)
    known = questions.taken(work.session, work.actor.provider_id or 0, wished.values())
    parts = {
        portfolio: _having(part, known.get(wished[portfolio]), found.get(portfolio))
        for portfolio, part in said.parts.items()
    }
    return _with(said, parts)


def _having(part: Part, taken: FromSet | None, learner: Learner | None) -> Part:
    units = learner.units if learner and taken else ()
    unit = next((one for one in units if taken and one.outline.standard_id == taken.standard_id), None)
    if unit is None or taken is None:
        return part
    return replace(
        part, questions=(*part.questions, Question(taken.asked.words, "", unit.key(taken.asked.code), taken.key))
    )


def working_in(found: Iterable[Learner]) -> frozenset[Language]:
    """Tell of which languages the criteria shown are only working translations."""
    units = {unit.outline.standard_id: unit for one in found for unit in one.open_units}
    texts = [one.text for unit in units.values() for one in unit.outline.assessable]
    return working_translations(texts)


@blueprint.route("/observations/<id:observation>/discard", methods=["GET", "POST"])
@requires(OBSERVATION_WRITE, observation=OBSERVATION)
def discard(observation: Observation) -> Response:
    form = DiscardForm(data={"version": observation.version})
    if form.validate_on_submit():
        services.discard(access.work(), observation, form.looked_at())
        return done(_("The draft is discarded."), "observing.observations")
    form.catch_up(observation.version)
    return page("observing/discard.html", form=form, observation=observation)


def _assigned() -> list[Named]:
    work = access.work()
    return queries.assigned(work.session, work.actor, locale.language(), work.today)
