"""What an assessor's lists hold, by what is assigned: a portfolio, an enrolment or a unit, today or on other days."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from assessments.judging import queries
from assessments.judging.queries import Wanted
from portfolio.core.work import UnitOfWork
from portfolio.learning import services as learning
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from tests.factories import Centre
from tests.studies import START, Study, acting, enrolment_row, portfolio_row, submit, unit_row

Make = Callable[[UnitOfWork, Study], NewAssignment]
REACHES: dict[str, tuple[Make, tuple[str, ...], int, int]] = {
    # assigned how → the evidence, how many units to filter by, how many learners
    "portfolio": (lambda _work, _study: NewAssignment(Part.ASSESSOR, START), ("First", "Second"), 2, 1),
    "enrolment": (
        lambda work, study: NewAssignment(Part.ASSESSOR, START, enrolment=enrolment_row(work, study)),
        ("First", "Second"),
        2,
        1,
    ),
    "unit": (
        lambda work, study: NewAssignment(Part.ASSESSOR, START, unit=unit_row(work, study.units[1])),
        ("Second",),
        1,
        1,
    ),
    "ended": (lambda work, _study: NewAssignment(Part.ASSESSOR, START, work.today - timedelta(days=1)), (), 0, 0),
    "to begin": (lambda work, _study: NewAssignment(Part.ASSESSOR, work.today + timedelta(days=1)), (), 0, 0),
    "another part": (lambda _work, _study: NewAssignment(Part.QUALITY_ASSURER, START), (), 0, 0),
}


@pytest.mark.parametrize("how", REACHES)
def test_lists_hold_what_is_assigned_and_nothing_else(app: Flask, centre: Centre, study: Study, how: str) -> None:
    make, evidence, units, learners = REACHES[how]
    with acting(app, centre.ffion) as work:
        for unit, title in zip(study.units, ("First", "Second"), strict=True):
            submit(work, study, unit, title)
    with acting(app, centre.manager) as work:
        new = make(work, study)
        who = centre.quality_assurer if new.part is Part.QUALITY_ASSURER else centre.assessor
        learning.assign(work, portfolio_row(work, study), work.session.get_one(Account, who.account_id), new)
    with acting(app, centre.assessor) as work:
        asked = work.session, work.actor
        counts = queries.counts(*asked, work.today)
        listed = queries.waiting_evidence(*asked, Wanted(), counts.evidence, work.today)
        choices = queries.choices(*asked, "en", work.today)
        caseload = queries.caseload(*asked, "en", 1, work.today)
    assert tuple(row.title for row in listed.rows) == evidence
    assert (counts.evidence, listed.total) == (len(evidence), len(evidence))
    assert (len(choices.units), len(choices.learners)) == (units, learners)
    assert (counts.learners, len(caseload.rows)) == (learners, learners)
