"""What the signature of an archive proves: which key signed, whether it is known here, and never whose it is."""

import base64
from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from assessments.archive.models import Arrival, Inherited
from assessments.archive.rules import fingerprint, same_name
from portfolio.core.work import UnitOfWork
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.people.models import Account, Provider
from standards.foundation import Text, new_public_id
from standards.library.models import Criterion
from tests.archive.conftest import Taken
from tests.archive.test_arriving import (
    accept,
    again_fixture,
    bring,
    elsewhere_fixture,
    submit_as_it_came,
    there_fixture,
)
from tests.client import Page
from tests.databases import queries_at_most
from tests.evidence.items import put_forward
from tests.factories import Centre
from tests.judging.conftest import reader
from tests.studies import Study, acting, portfolio_row

__all__ = ["again_fixture", "elsewhere_fixture", "there_fixture"]
UNMET = "Nobody here has met this key before."
OTHER_KEY = "Another archive here names the same provider and was signed with another key."
MET = "A quality assurer here accepted an archive that was signed with this key before"
OTHER_LEARNER = "The archive names another learner than the one whose portfolio this is"


def key_of(taken: Taken) -> tuple[str, str]:
    """The provider that an archive names, and the key that signed it."""
    return taken.manifest["provider"]["id"], taken.manifest["public_key"]


def came(app: Flask, study: Study, source: str, key: str, accepted: datetime | None = None) -> str:
    """Let an archive have arrived that names a provider and was signed with a key; gives the arrival."""
    with acting(app) as work:
        portfolio = portfolio_row(work, study)
        row = Arrival(
            provider_id=portfolio.provider_id,
            portfolio_id=portfolio.id,
            at=datetime(2026, 3, 1, tzinfo=UTC),
            archive=new_public_id(),
            manifest="0" * 64,
            source=Text("Canolfan Hafren", "Severn Centre"),
            source_id=source,
            learner="Ffion Rees",
            public_key=key,
            left=[],
            status="accepted" if accepted else "waiting",
            accepted_by=study.learner.account_id if accepted else None,
            accepted_at=accepted,
        )
        work.session.add(row)
        work.session.flush()
        return row.public_id


def read_by_staff(app: Flask, there: Centre, page: Page) -> Page:
    return reader(app, there.quality_assurer).get(page.path)


def test_a_key_that_nobody_met_is_said_to_prove_no_name(
    elsewhere: Flask, there: Centre, again: Study, taken: Taken
) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    source, key = key_of(taken)
    for someone in (there.trainee, there.quality_assurer):
        page = reader(elsewhere, someone).get(address)
        page.says(UNMET, "anybody can make a key and name any provider", key, f"/providers/{source}/verifying-key")
        assert OTHER_KEY not in page.text
    page = reader(elsewhere, there.quality_assurer, "cy").get(address)
    assert "Nid oes neb yma wedi dod ar draws yr allwedd hon o'r blaen." in page.text
    assert f"/providers/{source}/verifying-key" in page.text


def test_bringing_it_again_makes_a_key_no_better_known(
    elsewhere: Flask, there: Centre, again: Study, taken: Taken
) -> None:
    came(elsewhere, again, *key_of(taken))
    assert UNMET in read_by_staff(elsewhere, there, bring(elsewhere, there, again, taken.bytes)).text


def test_a_key_that_was_accepted_before_is_known(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    came(elsewhere, again, *key_of(taken), accepted=datetime(2026, 3, 2, tzinfo=UTC))
    page = read_by_staff(elsewhere, there, bring(elsewhere, there, again, taken.bytes))
    page.says(MET)
    assert UNMET not in page.text
    assert "What has to be checked first" not in page.text


def test_another_key_of_the_same_provider_is_warned_of(
    elsewhere: Flask, there: Centre, again: Study, taken: Taken
) -> None:
    source, _key = key_of(taken)
    first = came(elsewhere, again, source, base64.b64encode(b"k" * 32).decode(), datetime(2026, 3, 2, tzinfo=UTC))
    page = read_by_staff(elsewhere, there, bring(elsewhere, there, again, taken.bytes))
    page.says(OTHER_KEY, UNMET)
    reader(elsewhere, there.quality_assurer).get(f"/arrivals/{first}").says(OTHER_KEY)
    said = reader(elsewhere, there.quality_assurer, "cy").get(page.path).text
    assert "Mae archif arall yma'n enwi'r un darparwr ac wedi'i llofnodi ag allwedd arall." in said


def test_who_names_a_provider_of_this_installation_must_have_its_key(
    elsewhere: Flask, there: Centre, again: Study
) -> None:
    with acting(elsewhere) as work:
        own = work.session.get_one(Provider, there.provider_id)
        key, source = base64.b64encode(own.verifying_key).decode(), own.public_id
    ours, forged = (came(elsewhere, again, source, one) for one in (key, base64.b64encode(b"k" * 32).decode()))
    assurer = reader(elsewhere, there.quality_assurer)
    assurer.get(f"/arrivals/{ours}").says("This is the key of that provider, which is of this installation.")
    assurer.get(f"/arrivals/{forged}").says("is not signed with that provider's key", UNMET)


@pytest.mark.parametrize(("language", "told"), [("en", OTHER_LEARNER), ("cy", "Mae'r archif yn enwi dysgwr gwahanol")])
def test_another_name_is_told_before_anybody_accepts(
    elsewhere: Flask, there: Centre, again: Study, taken: Taken, language: str, told: str
) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    assurer = reader(elsewhere, there.quality_assurer, language)
    assert told not in assurer.get(address).text
    with acting(elsewhere) as work:
        work.session.get_one(Account, there.ffion.account_id).name = "Ffion Morgan"
    page = assurer.get(address)
    assert told in page.text
    assert "Ffion Rees" in page.text, "what the archive calls her"


def test_names_are_compared_but_for_capitals_and_spaces() -> None:
    assert same_name("Ffion  Rees", "ffion rees ")
    assert same_name("Si\u00f4n", "Sio\u0302n")
    assert not same_name("Ffion Rees", "Ffion Morgan")


def test_each_decision_leads_to_its_evidence(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    submit_as_it_came(elsewhere, there, again, "Photograph of the desk")
    page = reader(elsewhere, there.quality_assurer).get(address)
    with acting(elsewhere) as work:
        row = work.session.query(Evidence).filter_by(title="Photograph of the desk").one().public_id
    assert len(page.soup.select(f"a[href='/evidence/{row}']")) == 3
    reader(elsewhere, there.quality_assurer).get(f"/evidence/{row}").says("Photograph of the desk")
    page.says("Letter", "Not submitted here yet, so only the learner can read it")
    assert page.soup.select("table a[href^='/evidence/']") == page.soup.select(f"table a[href='/evidence/{row}']")
    assert len(reader(elsewhere, there.ffion).get(address).soup.select("table a[href^='/evidence/']")) == 5


def test_many_are_folded_by_standard(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    assurer = reader(elsewhere, there.quality_assurer)
    assert [one.has_attr("open") for one in assurer.get(address).soup.select("main details")] == [True, True]
    with acting(elsewhere) as work:
        first = work.session.query(Inherited).order_by(Inherited.id).first()
        assert first is not None
        kept = {one.name: getattr(first, one.name) for one in Inherited.__table__.columns if one.name != "id"}
        work.session.add_all(Inherited(**{**kept, "public_id": new_public_id()}) for _number in range(20))
    page = assurer.get(address)
    assert [one.has_attr("open") for one in page.soup.select("main details")] == [False, False]
    page.says("ZZTST11: decided there 23 of 24")


@pytest.mark.parametrize("times", [3, 30])
def test_the_start_page_lists_what_waits_to_be_accepted(
    elsewhere: Flask, there: Centre, again: Study, times: int
) -> None:
    put_forward(elsewhere, again, "0:P1")
    found = [came(elsewhere, again, "a" * 32, "key") for _number in range(times)]
    empty = came(elsewhere, again, "a" * 32, "key")
    with acting(elsewhere) as work:
        submitted = work.session.query(Revision).one()
        for row in work.session.query(Arrival).filter(Arrival.public_id.in_(found)):
            work.session.add(decided(row, submitted, claimed(work)))
    client = reader(elsewhere, there.quality_assurer)
    with queries_at_most(14, "who asks, their learners, and what waits of each kind"):
        page = client.get("/")
    page.says("Portfolios from other providers that wait for you to accept them")
    assert len(page.soup.select("a[href^='/arrivals/']")) == times
    assert not page.soup.select(f"a[href='/arrivals/{empty}']"), "nothing was decided there"
    welsh = reader(elsewhere, there.quality_assurer, "cy").get("/").text
    assert "Portffolios oddi wrth ddarparwyr eraill sy'n aros i chi eu derbyn" in welsh
    for someone in (there.ffion, there.trainee, there.manager):
        assert not reader(elsewhere, someone).get("/").soup.select("a[href^='/arrivals/']")


def claimed(work: UnitOfWork) -> UUID:
    return work.session.scalars(select(Criterion.uuid).join(Claim, Claim.criterion_id == Criterion.id)).one()


def decided(arrival: Arrival, submitted: Revision, criterion: UUID) -> Inherited:
    """What was found met elsewhere, of evidence that is submitted here as it came."""
    return Inherited(
        provider_id=arrival.provider_id,
        arrival_id=arrival.id,
        evidence_id=submitted.evidence_id,
        criterion=criterion,
        urn="ZZTST11",
        edition="1",
        note="",
        outcome="met",
        decision=new_public_id(),
        decided_by="Alys",
        decided_at=datetime(2026, 2, 1, tzinfo=UTC),
        language="cy",
        feedback="",
        fingerprint=fingerprint(submitted.title, submitted.words, submitted.happened_on, submitted.particulars, ()),
    )


def test_what_is_accepted_waits_no_more(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    assurer = reader(elsewhere, there.quality_assurer)
    assert not assurer.get("/").soup.select(f"a[href='{address}']"), "nothing is submitted that could count"
    submit_as_it_came(elsewhere, there, again, "Photograph of the desk")
    assert assurer.get("/").soup.select(f"a[href='{address}']")
    accept(elsewhere, there, address)
    assert not assurer.get("/").soup.select("a[href^='/arrivals/']")
