"""The blueprint of quality assurance, and what its addresses name."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from assessments.quality import queries
from assessments.quality.forms import (
    CHECK_WORDS,
    QUALITY_WORDS,
    STAGE_WORDS,
    STATUS_WORDS,
    VERDICT_WORDS,
    coverage_words,
    figure_words,
    named,
    stage_letter,
    value_words,
)
from assessments.quality.policy import QUALITY_READ, SAMPLE_READ
from assessments.quality.queries import Waiting
from portfolio.plans.forms import METHOD_WORDS
from portfolio.web import access
from portfolio.web.access import Subject
from portfolio.web.navigation import MenuEntry

blueprint = Blueprint("quality", "assessments.quality")
MENU = [MenuEntry(_l("Quality assurance"), "quality.plans", QUALITY_READ, order=35)]
STRATEGY = Subject(queries.strategy, QUALITY_READ)
PLAN = Subject(queries.plan, QUALITY_READ)
DRAW = Subject(queries.sampling_draw, QUALITY_READ)
ITEM = Subject(queries.item, SAMPLE_READ)
SAMPLE = Subject(queries.sample, SAMPLE_READ)


def samples_to_open() -> list[Waiting]:
    """Give what a quality assurer's start page shows of what is planned and not yet looked at."""
    work = access.work()
    return queries.to_sample(work.session, work.actor)


def samples_to_finish() -> list[Waiting]:
    work = access.work()
    return queries.to_finish(work.session, work.actor)


def samples_to_answer() -> list[Waiting]:
    """Give what an assessor's start page shows of what was said of their decisions."""
    work = access.work()
    return queries.to_answer(work.session, work.actor, work.today)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        sampling_covered=coverage_words,
        sampling_stages=STAGE_WORDS,
        sampling_letter=stage_letter,
        sampling_figure=figure_words,
        sampling_named=named,
        sampling_value=value_words,
        sampling_methods=METHOD_WORDS,
        sample_checks=CHECK_WORDS,
        sample_qualities=QUALITY_WORDS,
        sample_statuses=STATUS_WORDS,
        sample_verdicts=VERDICT_WORDS,
        samples_to_open=samples_to_open,
        samples_to_finish=samples_to_finish,
        samples_to_answer=samples_to_answer,
    )
)
