"""Reading reviews: all of an enrolment with what is still to be done, and one whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response

from portfolio.learning import queries as learning
from portfolio.learning.rules import RUNNING
from portfolio.reviews import queries
from portfolio.reviews.policy import REVIEW_ACT, REVIEW_AGREE, REVIEW_READ, REVIEW_WRITE
from portfolio.reviews.rules import ReviewStatus, next_due
from portfolio.reviews.views.blueprint import ENROLMENT, REVIEW, blueprint
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.learning.models import Enrolment
    from portfolio.reviews.models import Review
    from portfolio.reviews.queries import ShownReview


@blueprint.get("/enrolments/<id:enrolment>/reviews")
@requires(REVIEW_READ, enrolment=ENROLMENT)
def of_enrolment(enrolment: Enrolment) -> Response:
    work = access.work()
    reviews = queries.of_enrolment(work.session, enrolment.id)
    last = queries.last_standing(work.session, enrolment.id)
    weeks = queries.weeks_at(work.session, enrolment.provider_id, work.today)
    pace = weeks.get(enrolment.qualification_id, weeks[None])
    drafts = any(one.status == ReviewStatus.DRAFT for one in reviews)
    running = enrolment.status in RUNNING
    return page(
        "reviews/of_enrolment.html",
        reviews=reviews,
        actions=queries.actions_in(work.session, enrolment.id, work.today),
        due_on=next_due(last.held_on if last else None, enrolment.start, pace) if running else None,
        weeks=pace,
        begins=running and not drafts and access.may(REVIEW_WRITE, enrolment),
        **head(enrolment),
    )


def head(enrolment: Enrolment) -> dict[str, Any]:
    """Give what every page about a review says above: whose, and of which qualification."""
    session = access.work().session
    portfolio, name = learning.learner_of(session, enrolment)
    title = queries.qualification_title(session, enrolment)
    return {"portfolio": portfolio, "learner": name, "qualification": title, "enrolment": enrolment}


@blueprint.get("/reviews/<id:review>")
@requires(REVIEW_READ, review=REVIEW)
def show(review: Review) -> Response:
    work = access.work()
    found = queries.shown(work.session, review, work.now, work.today)
    enrolment = queries.enrolment_of(work.session, review)
    offered = offers(found, enrolment)
    return page("reviews/show.html", found=found, offers=offered, **head(enrolment))


def offers(found: ShownReview, enrolment: Enrolment) -> set[str]:
    """Tell what the reader may do with a review, so that a page offers nothing that is refused."""
    row, running = found.row, enrolment.status in RUNNING
    writes, draft = access.may(REVIEW_WRITE, row), row.status == ReviewStatus.DRAFT
    stands = not draft and not row.replaced
    waits = any(one.status == "asked" for one in found.requests)
    may = {
        "write": draft and running and writes,
        "sign": draft and running and writes and row.held_on <= access.work().today,
        "correct": stands and running and writes,
        "ask": stands and writes and not waits and "employer" not in found.signatures,
        "agree": stands and row.status == ReviewStatus.SIGNED and access.may(REVIEW_AGREE, row),
        "act": stands and access.may(REVIEW_ACT, row),
        "act for all": stands and writes,
    }
    return {name for name, offered in may.items() if offered}
