"""Two assessors judge one claim at once, each in a window of their own."""

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from portfolio.evidence.models import Claim, Evidence
from portfolio.learning import services as learning
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import ClaimStatus, Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from standards.library.models import Criterion
from tests.browser.conftest import Windows
from tests.browser.pages import Assessor
from tests.browser.words import Words
from tests.studies import acting

pytestmark = pytest.mark.browser

SAID = "Dywedwch beth ddigwyddodd wedyn, ac a gytunodd y cleient."
EMAIL = "%s@cwmafon.example.org"


def waiting_for_both(app: Flask) -> tuple[str, str]:
    """Elen's oldest waiting evidence, with a second assessor assigned; gives its id and the code of a claim."""
    with acting(app) as work:
        evidence, code, enrolment = work.session.execute(
            select(Evidence, Criterion.code, Enrolment)
            .join(Claim, Claim.evidence_id == Evidence.id)
            .join(Criterion, Criterion.id == Claim.criterion_id)
            .join(EnrolledUnit, EnrolledUnit.id == Claim.enrolled_unit_id)
            .join(Enrolment, Enrolment.id == EnrolledUnit.enrolment_id)
            .join(Portfolio, Portfolio.id == Evidence.portfolio_id)
            .join(Account, Account.id == Portfolio.account_id)
            .where(Account.email == EMAIL % "elen", Claim.status == ClaimStatus.WAITING.value)
            .order_by(Claim.id)
            .limit(1)
        ).one()
        portfolio = work.session.get_one(Portfolio, evidence.portfolio_id)
        nia = work.session.scalars(select(Account).where(Account.email == EMAIL % "nia")).one()
        learning.assign(work, portfolio, nia, NewAssignment(Part.ASSESSOR, work.today, enrolment=enrolment))
        return evidence.public_id, code


@pytest.mark.parametrize("javascript", [True, False])
def test_the_second_is_told_what_changed_and_keeps_what_they_typed(
    windows: Windows, site_app: Flask, *, javascript: bool
) -> None:
    evidence, code = waiting_for_both(site_app)
    first, second = (Assessor(windows.open("cy", javascript=javascript), Words("cy")) for _ in range(2))
    for window, name in ((first, "rhodri"), (second, "nia")):
        window.sign_in(EMAIL % name)
        window.open(f"/evidence/{evidence}/judge")
    second.decide(code, "Referred to the learner")
    second.tell(code, SAID)
    first.decide(code, "Met")
    first.accept()
    first.save()
    second.accept()
    second.press("Save decisions")
    second.problem(
        "This changed while you were looking, so nothing was saved yet. What changed is listed below; what you typed is"
        " still here. Check it and save again."
    )
    second.reads(second.say("What changed while you were looking"), "Rhodri Emlyn Parry")
    feedback = second.say("Feedback on %(code)s", code=code)
    expect(second.main.get_by_role("textbox", name=feedback, exact=True)).to_have_value(SAID)
    second.check()
    second.fill("Feedback on the whole", "Diolch.")
    reason = second.say("Why the decision on %(code)s is corrected", code=code)
    second.main.get_by_role("textbox", name=reason, exact=True).fill("Nid yw'n dweud a gytunodd y cleient.")
    second.save()
