"""The blueprint of judging, its entries in the menu, and what its addresses name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from assessments.judging import queries
from assessments.judging.policy import QUEUE_READ, UNIT_READ
from portfolio.evidence.policy import EVIDENCE_READ
from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.learning.queries import enrolled_unit, enrolment
from portfolio.web import access
from portfolio.web.access import SIGNED_IN, Subject
from portfolio.web.navigation import MenuEntry

if TYPE_CHECKING:
    from assessments.judging.queries import AcceptedElsewhere
    from portfolio.evidence.models import Evidence

blueprint = Blueprint("judging", __name__)
MENU = [
    MenuEntry(_l("Home"), "judging.home", SIGNED_IN, 0),
    MenuEntry(_l("Queue"), "judging.queue", QUEUE_READ, 10),
]
UNIT = Subject(enrolled_unit, UNIT_READ)
ENROLMENT = Subject(enrolment, PORTFOLIO_READ)
EVIDENCE = Subject(queries.judged_evidence, EVIDENCE_READ)


def accepted_elsewhere(evidence: Evidence) -> list[AcceptedElsewhere]:
    """Give what a page of evidence says of decisions that were accepted from another provider."""
    return queries.accepted_elsewhere(access.work().session, evidence) if evidence.revision else []


blueprint.record_once(lambda state: state.app.jinja_env.globals.update(accepted_elsewhere=accepted_elsewhere))
