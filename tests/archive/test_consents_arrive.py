"""Consents arrive with their evidence, the withdrawn ones too: what was closed at home is closed where it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from assessments.archive.models import Arrival
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services
from portfolio.evidence.models import Consent, Evidence
from portfolio.evidence.rules import Confidentiality
from portfolio.evidence.rules.people import Settlement
from portfolio.evidence.services import NewConsent, Withdrawal
from standards.foundation import Refused, Role
from tests.archive.conftest import take
from tests.archive.test_arriving import again_fixture, bring, elsewhere_fixture, submit_as_it_came, there_fixture
from tests.evidence.items import put_forward, row
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, portfolio_row

__all__ = ["again_fixture", "elsewhere_fixture", "there_fixture"]
TITLE = "Photograph with Mair"


def consent_row(work: UnitOfWork, who: str) -> Consent:
    return work.session.query(Consent).where(Consent.who == who).one()


@dataclass(frozen=True)
class Home:
    """The learner's portfolio at home, with a photograph of somebody; and where it goes."""

    app: Flask
    centre: Centre
    study: Study
    evidence: str

    def withdraw(self) -> None:
        with acting(self.app, self.study.learner, Role.LEARNER) as work:
            said = Withdrawal(work.today - timedelta(days=1), "She rang the centre.", "en")
            services.withdraw_consent(work, portfolio_row(work, self.study), consent_row(work, "Mair Puw"), said)

    def take_out(self) -> None:
        with acting(self.app, self.study.learner, Role.LEARNER) as work:
            found = row(work, self.evidence)
            found.words, found.edited = "Without her.", True
            services.submit(work, portfolio_row(work, self.study), found)
            how = Settlement.TAKEN_OUT
            services.settle_consent(work, portfolio_row(work, self.study), consent_row(work, "Mair Puw"), how)

    def move(self, elsewhere: Flask, there: Centre, again: Study) -> str:
        """Take the portfolio there; gives the address of the evidence there."""
        bring(elsewhere, there, again, take(reader(self.app, self.centre.ffion), self.study.portfolio).bytes)
        with acting(elsewhere) as work:
            consent = consent_row(work, "Mair Puw")
            return f"/evidence/{work.session.get_one(Evidence, consent.evidence_id).public_id}"


@pytest.fixture(name="home")
def home_fixture(app: Flask, centre: Centre, study: Study) -> Home:
    made = put_forward(app, study, "1:P2", title=TITLE)
    with acting(app, study.learner, Role.LEARNER) as work:
        found = row(work, made)
        found.confidentiality, found.edited = Confidentiality.PEOPLE.value, True
        new = NewConsent("Mair Puw", "Her photograph, signed on paper.", "en", work.today + timedelta(days=90))
        services.add_consent(work, portfolio_row(work, study), found, new)
        services.submit(work, portfolio_row(work, study), found)
    return Home(app, centre, study, made)


def test_a_withdrawn_consent_closes_the_evidence_there_too(
    home: Home, elsewhere: Flask, there: Centre, again: Study
) -> None:
    home.withdraw()
    address = home.move(elsewhere, there, again)
    page = reader(elsewhere, there.ffion).get(address)
    page.says("The consent was withdrawn", "Mair Puw", "Her photograph, signed on paper.", "She rang the centre.")
    page.says("written down at Severn Centre by Ffion Rees on")
    with acting(elsewhere) as work:
        arrival = f"/arrivals/{work.session.query(Arrival).one().public_id}"
    assert TITLE in reader(elsewhere, there.ffion).get(arrival).text
    assert TITLE not in reader(elsewhere, there.quality_assurer).get(arrival).text
    submit_as_it_came(elsewhere, there, again, TITLE)
    closed = reader(elsewhere, there.trainee).get(address)
    assert "I did this." not in closed.text
    closed.says("Open this evidence")
    assert checked(elsewhere) == []
    with acting(elsewhere, there.ffion, Role.LEARNER) as work:
        how, consent = Settlement.TAKEN_OUT, consent_row(work, "Mair Puw")
        with pytest.raises(Refused, match="consent-shown-still"):
            services.settle_consent(work, portfolio_row(work, again), consent, how)
        services.settle_consent(work, portfolio_row(work, again), consent, Settlement.AGAIN)
    reader(elsewhere, there.trainee).get(address).says("I did this.")
    assert checked(elsewhere) == []


def test_a_standing_consent_arrives_and_can_be_withdrawn_there(
    home: Home, elsewhere: Flask, there: Centre, again: Study
) -> None:
    address = home.move(elsewhere, there, again)
    reader(elsewhere, there.ffion).get(address).says("The consent holds", "Her photograph, signed on paper.")
    with acting(elsewhere, there.ffion, Role.LEARNER) as work:
        said = Withdrawal(work.today, "She rang the centre.", "en")
        services.withdraw_consent(work, portfolio_row(work, again), consent_row(work, "Mair Puw"), said)
        assert consent_row(work, "Mair Puw").until == work.today + timedelta(days=90)
    submit_as_it_came(elsewhere, there, again, TITLE)
    assert "I did this." not in reader(elsewhere, there.trainee).get(address).text
    assert checked(elsewhere) == []


def test_whoever_was_taken_out_there_closes_nothing_here(
    home: Home, elsewhere: Flask, there: Centre, again: Study
) -> None:
    home.withdraw()
    home.take_out()
    address = home.move(elsewhere, there, again)
    submit_as_it_came(elsewhere, there, again, TITLE)
    reader(elsewhere, there.trainee).get(address).says("Without her.")
    assert checked(elsewhere) == []
