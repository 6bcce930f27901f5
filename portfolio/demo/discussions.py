"""An assessor gives two learners the criteria of a professional discussion: one is held, one is still to come."""

from __future__ import annotations

from datetime import timedelta

from assessments.discussing import queries, services
from assessments.discussing.models import Discussion
from assessments.discussing.rules import Covered, Held, Method
from assessments.discussing.services import Giving, Recorded
from assessments.judging.rules import RulesOfEvidence
from portfolio.core.work import UnitOfWork
from portfolio.evidence.queries import PickerUnit, picker
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, Wish
from portfolio.learning.models import Portfolio
from portfolio.learning.rules import CriterionState

WHO, AHEAD, HELD = "rhodri", "non", "gethin"
GIVEN_DAYS_AGO, HELD_DAYS_AGO = 3, 1
PURPOSE = "Sut rwyt ti'n penderfynu beth i'w gofnodi, a beth wyt ti'n ei ddweud wrth y cleient amdano."
TITLE = "Trafodaeth broffesiynol: cofnodi"
WORDS = (
    "Cynhaliwyd y drafodaeth yn y swyddfa gefn, heb neb arall yno, am ugain munud. Eglurodd ei ffordd o gofnodi o'r "
    "alwad gyntaf hyd at gau'r achos, gan droi at ddau achos heb eu henwi.\n\n"
    "Gofynnais beth fyddai'n ei wneud pe bai cleient yn gwrthod cydsynio. Atebodd heb edrych ar y polisi, ac wedyn "
    "dangosodd y frawddeg ynddo."
)
COVERED = Covered("Ail baragraff: yr enghraifft gyntaf", "met", "Eglur iawn.")


def give(work: UnitOfWork, portfolio: Portfolio) -> Discussion:
    """Give a learner the first open criteria of their first open unit."""
    unit, codes = _open(work, portfolio)
    wishes = [Wish(unit.id, unit.outline.by_code[code].id) for code in codes]
    planned = work.today + timedelta(days=10)
    return services.give(work, portfolio, Giving(PURPOSE, "cy", Method.WRITING, planned), wishes)


def hold(work: UnitOfWork, portfolio: Portfolio, row: Discussion) -> None:
    """Put the discussion that was given to a learner on record."""
    particulars = {
        "assessor": queries.name_of(work.session, work.actor.account_id),
        "place": "Y swyddfa gefn",
        "purpose": row.purpose,
        "given_before": row.given_at.date().isoformat(),
        "recorded_by": row.method,
    }
    kind, people = EvidenceKind.DISCUSSION, Confidentiality.OPEN
    content = Content(kind, TITLE, work.today, "cy", WORDS, AiUse.NONE, particulars=particulars, confidentiality=people)
    rules = RulesOfEvidence(valid=True, authentic=True, current=True)
    unit, codes = _open(work, portfolio)
    held = Held(work.today, Method(row.method), WORDS, (), rules, {unit.key(codes[0]): COVERED})
    services.record(work, row, Recorded(content, held, feedback="Diolch am baratoi yn drylwyr."))


def _open(work: UnitOfWork, portfolio: Portfolio) -> tuple[PickerUnit, list[str]]:
    found = picker(work.session, portfolio.id)
    unit = found.open_units[-1]
    criteria = [one for one in unit.outline.assessable if found.state(unit, one.id) == CriterionState.OPEN]
    return unit, [one.code for one in criteria][:3]
