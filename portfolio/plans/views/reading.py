"""Reading a plan: what holds and what is being written, an earlier version, and one activity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, abort

from portfolio.learning import queries as learning
from portfolio.learning.rules import RUNNING
from portfolio.plans import queries
from portfolio.plans.policy import PLAN_AGREE, PLAN_COMMENT, PLAN_READ, PLAN_REVIEW, PLAN_WRITE
from portfolio.plans.rules import ActivityState, VersionStatus
from portfolio.plans.views.blueprint import ACTIVITY, ENROLMENT, VERSION, blueprint
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.learning.models import Enrolment
    from portfolio.plans.models import PlannedActivity, PlanVersion


@blueprint.get("/enrolments/<id:enrolment>/plan")
@requires(PLAN_READ, enrolment=ENROLMENT)
def plan(enrolment: Enrolment) -> Response:
    """Show what holds, else what was written last."""
    work = access.work()
    versions = queries.versions(work.session, enrolment.id)
    standing = next((one for one in versions if one.holds), versions[0] if versions else None)
    return _page(enrolment, standing, versions)


@blueprint.get("/plans/<id:version>")
@requires(PLAN_READ, version=VERSION)
def version(version: PlanVersion) -> Response:
    session = access.work().session
    enrolment = queries.enrolment_of(session, version)
    return _page(enrolment, version, queries.versions(session, enrolment.id))


def _page(enrolment: Enrolment, row: PlanVersion | None, versions: list[PlanVersion]) -> Response:
    work = access.work()
    found = queries.shown(work.session, row, work.today) if row else None
    states = [one.state for one in found.activities] if found else []
    return page(
        "plans/plan.html",
        found=found,
        versions=versions,
        overdue=states.count(ActivityState.OVERDUE),
        offers=offers(enrolment, row, versions),
        **head(enrolment),
    )


def head(enrolment: Enrolment) -> dict[str, Any]:
    """Give what every page about a plan says above: whose, and of which qualification."""
    session = access.work().session
    portfolio, name = learning.learner_of(session, enrolment)
    title = queries.qualification_title(session, enrolment)
    return {"portfolio": portfolio, "learner": name, "qualification": title, "enrolment": enrolment}


def offers(enrolment: Enrolment, row: PlanVersion | None, versions: list[PlanVersion]) -> set[str]:
    """Tell what the reader may do with the version that is shown, so that a page offers nothing that is refused."""
    last = row is not None and row.number == versions[0].number
    stands = row is not None and not any(
        one.number > row.number and one.status != VersionStatus.DRAFT for one in versions
    )
    status = VersionStatus(row.status) if row else None
    draft = bool(versions) and versions[0].status == VersionStatus.DRAFT
    running, writes = enrolment.status in RUNNING, access.may(PLAN_WRITE, enrolment)
    may = {
        "begin": running and writes and not draft,
        "write": running and writes and last and status is VersionStatus.DRAFT,
        "agree": running and last and status is VersionStatus.PUT_FORWARD and access.may(PLAN_AGREE, enrolment),
        "review": running and stands and status is VersionStatus.AGREED and _reviews(enrolment, versions),
        "comment": row is not None and access.may(PLAN_COMMENT, enrolment),
    }
    return {name for name, offered in may.items() if offered}


def _reviews(enrolment: Enrolment, versions: list[PlanVersion]) -> bool:
    work = access.work()
    if not access.may(PLAN_REVIEW, enrolment) or any(one.author_id == work.actor.account_id for one in versions):
        return False
    return not learning.assessed_there(work.session, queries.portfolio_of(work.session, enrolment), work.actor)


@blueprint.get("/planned/<id:activity>")
@requires(PLAN_READ, activity=ACTIVITY)
def activity(activity: PlannedActivity) -> Response:
    """Show an activity as the version plans it that holds, else the last that does."""
    work = access.work()
    enrolment = queries.enrolment_of(work.session, activity)
    versions = queries.versions(work.session, enrolment.id)
    for row in sorted(versions, key=lambda one: (not one.holds, -one.number)):
        found = queries.shown_activity(work.session, row, activity, work.today)
        if found is not None:
            return page(
                "plans/activity.html",
                found=found,
                row=row,
                submitted=queries.submitted_for(work.session, activity),
                adds=row.holds and enrolment.status in RUNNING and access.may(PLAN_AGREE, enrolment),
                **head(enrolment),
            )
    return abort(404)
