"""A concern goes to those who are named and to nobody else, and never into a portfolio."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from assessments.archive.queries.rows import portfolio_rows
from portfolio import server
from portfolio.config import Settings
from portfolio.core.ledger import Entry
from portfolio.safeguarding import services
from standards.foundation import Refused
from tests.client import PageClient
from tests.evidence.conftest import SignIn, as_someone_fixture
from tests.factories import Centre
from tests.inbox import Inbox, receiving
from tests.judging.conftest import checked
from tests.safeguarding.reporting import WORDS, name, readings, report
from tests.studies import acting, enrol, portfolio_row, publish_qualification

__all__ = ["SignIn", "as_someone_fixture"]
FOOTER = "Report a safeguarding concern"


@pytest.fixture(name="inbox")
def inbox_fixture(app: Flask) -> Iterator[Inbox]:
    before: Settings = app.extensions["settings"]
    with receiving() as (inbox, port):
        app.extensions["settings"] = replace(before, smtp_url=f"smtp://127.0.0.1:{port}")
        yield inbox
    app.extensions["settings"] = before


def test_a_concern_is_told_without_its_words_and_read_with_a_log(
    app: Flask, centre: Centre, as_someone: SignIn, inbox: Inbox
) -> None:
    name(app, centre, centre.quality_assurer)
    ffion = as_someone(centre.ffion)
    page = ffion.get(ffion.get("/account").link(FOOTER))
    page.says("Cerys Llwyd", "01970 000000", "ring 999")
    ffion.submit(page, {"words": ""}, status=422).says("Write what worries you.")
    ffion.submit(page, {"words": WORDS, "who": "A child"}).says("Its number is 1.")
    server.do_jobs(app)
    (message,) = inbox.messages
    assert message["To"] == centre.quality_assurer.email
    assert WORDS not in message.get_content()
    cerys = as_someone(centre.quality_assurer)
    page = cerys.get(cerys.get("/").link("Safeguarding concerns that nobody has read yet: 1"))
    page = cerys.get(page.link("Concern 1"))
    assert WORDS not in page.text
    assert readings(app) == 0, "looking at the closed page is not reading"
    page = cerys.submit(page, {}, button="Open the concern")
    page.says(WORDS, "Reported by Ffion Rees", "Who opened it", "Cerys Llwyd")
    assert readings(app) == 1
    page = cerys.submit(cerys.get(page.link("Add a note")), {"words": "I rang the duty team."})
    page.says("The note is added.", "I rang the duty team.")


def test_whoever_is_not_named_finds_nothing(app: Flask, centre: Centre, as_someone: SignIn) -> None:
    name(app, centre, centre.quality_assurer)
    concern = report(app, centre, centre.ffion)
    for someone in (centre.ffion, centre.manager, centre.administrator, centre.assessor, centre.other_manager):
        client = as_someone(someone)
        client.get(f"/safeguarding/concerns/{concern}", status=404)
        client.get("/safeguarding/concerns", status=404)
        client.post(f"/safeguarding/concerns/{concern}/open", status=400)
    assert readings(app) == 0
    name(app, centre, centre.assessor)
    as_someone(centre.quality_assurer).get(f"/safeguarding/concerns/{concern}", status=404)
    as_someone(centre.assessor).get(f"/safeguarding/concerns/{concern}")
    assert checked(app) == []


def test_it_is_in_no_record_and_no_archive(app: Flask, centre: Centre) -> None:
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
    name(app, centre, centre.quality_assurer)
    with acting(app) as work:
        before = work.session.query(Entry).count()
    concern = report(app, centre, centre.ffion)
    with acting(app) as work:
        assert work.session.query(Entry).count() == before
        told = json.dumps(portfolio_rows(work.session, portfolio_row(work, study)), default=str)
    assert WORDS not in told
    assert concern not in told
    assert checked(app) == []


def test_where_nobody_is_named_the_page_says_how_the_centre_is_reached(
    app: Flask, centre: Centre, as_someone: SignIn
) -> None:
    ffion = as_someone(centre.ffion)
    ffion.get("/safeguarding").says("Tell a manager of your centre in person.")
    name(app, centre)
    page = ffion.get("/safeguarding")
    page.says("01970 000000", "diogelu@example.org", "Ring or write to it instead.")
    with acting(app, centre.ffion) as work, pytest.raises(Refused, match="concern-nobody-reads"):
        services.report(work, centre.provider_id, "", WORDS, "en")


def test_a_manager_says_who_reads(app: Flask, centre: Centre, as_someone: SignIn) -> None:
    mair = as_someone(centre.manager)
    page = mair.get(mair.get("/people/settings").link("Who reads safeguarding concerns"))
    said = {"people": [centre.assessor.public_id], "phone": "01970 111111", "email": "not an address"}
    mair.submit(page, said, status=422)
    page = mair.submit(page, {**said, "email": "diogelu@example.org"})
    page.says("It is saved who reads safeguarding concerns.", "Alys Morgan", "01970 111111")
    with pytest.raises(Refused, match="safeguarding-stranger"):
        name(app, centre, centre.stranger)
    assert checked(app) == []


def test_signed_out_there_is_no_link(visitor: PageClient) -> None:
    assert FOOTER not in visitor.get("/sign-in").text
