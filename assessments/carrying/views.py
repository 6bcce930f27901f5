"""The page that shows, before anything is done, what would carry over to a new version of a standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from assessments.carrying import queries
from assessments.carrying.rules import Fate
from portfolio.learning.policy import ENROLMENT_MANAGE
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import page
from standards.comparisons.views import TWO, compared
from standards.library.views import A_STANDARD

if TYPE_CHECKING:
    from standards.library.models import Standard

blueprint = Blueprint("carrying", __name__)


def _may_preview(standard: Standard) -> bool:
    return access.may(ENROLMENT_MANAGE, standard)


# The comparison's page stands below and knows nothing of enrolments; the link on it asks for itself.
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(may_preview_carrying=_may_preview))


@blueprint.get(f"{TWO}/carrying")
@requires(ENROLMENT_MANAGE, standard=A_STANDARD, before=A_STANDARD)
def preview(standard: Standard, before: Standard) -> Response:
    work, found = access.work(), compared(before, standard)
    return page(
        "carrying/preview.html",
        found=found,
        previews=queries.previews(work.session, work.actor, found, locale.language()),
        fates=Fate,
    )
