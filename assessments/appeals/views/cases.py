"""The list of cases that a reader may see, and one case with its stages, steps and what may be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from assessments.appeals import queries
from assessments.appeals.policy import CASE_READ, CASES_COUNT, CASES_READ, COMPLAINT_LOG
from assessments.appeals.queries import Sheet
from assessments.appeals.rules.cases import CaseStatus, has_next
from assessments.appeals.rules.procedures import StageCode
from assessments.appeals.views.blueprint import CASE, blueprint, seen
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import address_of_page, page, page_asked

if TYPE_CHECKING:
    from assessments.appeals.models import Case


@blueprint.get("/cases")
@requires(CASES_READ)
def cases() -> Response:
    work, closed = access.work(), request.args.get("show") == "closed"
    return page(
        "appeals/cases.html",
        found=queries.cases(work.session, work.actor, work.today, page_asked(), closed=closed),
        closed=closed,
        logs=access.may(COMPLAINT_LOG),
        counts=access.may(CASES_COUNT),
        page_url=address_of_page(),
    )


@blueprint.get("/cases/<id:case>")
@requires(CASE_READ, case=CASE)
def case(case: Case) -> Response:
    shown, work = seen(case), access.work()
    manages = queries.manages(work.actor, case)
    again = queries.judged_again(work.session, case, work.today) if manages else None
    return page("appeals/case.html", offers=_offers(case, shown["sheet"]), again=again, **shown)


def _offers(row: Case, sheet: Sheet) -> list[str]:
    """Give what the reader may do now, in the order of the buttons."""
    work, status = access.work(), CaseStatus(row.status)
    manages = queries.manages(work.actor, row)
    mine = row.complainant_id == work.actor.account_id
    going, answered = status is CaseStatus.OPEN, status is CaseStatus.ANSWERED
    further = has_next(sheet.procedure, row.stage)
    external = sheet.now.stage.code is StageCode.EXTERNAL
    decides = manages if external else work.actor.account_id in queries.deciders(work.session, row)
    told = sheet.notice_due is not None and work.today > sheet.notice_due and sheet.now.row.told_on is None
    offers = {
        "answer": going and decides and not mine,
        "appoint": going and manages and not external,
        "extend": going and manages and sheet.now.stage.answer is not None,
        "pause": going and manages,
        "resume": status is CaseStatus.PAUSED and manages,
        "unresolved": going and manages and told,
        "further": further and ((answered and (mine or manages)) or (going and manages)),
        "withdraw": mine and status is not CaseStatus.CLOSED,
    }
    return [name for name, may in offers.items() if may]
