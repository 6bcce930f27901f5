"""The blueprint that all pages about plans hang on, and what their addresses name."""

from __future__ import annotations

from flask import Blueprint

from portfolio.learning.forms import LANGUAGES
from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.learning.queries import enrolment
from portfolio.plans import queries
from portfolio.plans.forms import METHOD_WORDS, SIGNATORY_WORDS, STATE_WORDS, VERSION_WORDS
from portfolio.plans.policy import PLAN_READ
from portfolio.plans.queries import NextActivity, WaitingPlan
from portfolio.web import access
from portfolio.web.access import Subject

blueprint = Blueprint("plans", "portfolio.plans")
ENROLMENT = Subject(enrolment, PORTFOLIO_READ)
VERSION = Subject(queries.version, PLAN_READ)
ACTIVITY = Subject(queries.activity, PLAN_READ)


def next_by_plan() -> list[NextActivity]:
    """Give what a learner's start page shows of what is next by their plans."""
    work = access.work()
    return queries.next_activities(work.session, work.actor, work.today)


def plans_to_agree() -> list[WaitingPlan]:
    work = access.work()
    return queries.to_agree(work.session, work.actor)


def plans_to_review() -> list[WaitingPlan]:
    work = access.work()
    return queries.to_review(work.session, work.actor)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        next_by_plan=next_by_plan,
        plans_to_agree=plans_to_agree,
        plans_to_review=plans_to_review,
        plan_methods=METHOD_WORDS,
        plan_statuses=VERSION_WORDS,
        plan_states=STATE_WORDS,
        plan_signatories=SIGNATORY_WORDS,
        plan_languages=LANGUAGES,
    )
)
