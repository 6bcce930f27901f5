"""Closed evidence: opened by a press that is recorded, for a quarter of an hour, by those who must."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portfolio.evidence import services
from portfolio.evidence.models import Attachment, Viewing
from portfolio.evidence.rules.people import VIEWING_LASTS, Settlement
from standards.foundation import Role
from tests.client import PageClient
from tests.core import hostile
from tests.evidence.conftest import SignIn
from tests.evidence.items import file_ids, kept, row, write
from tests.evidence.test_people import agreed, settled, submitted_again, withdrawn
from tests.factories import Centre
from tests.ledger.tampering import change
from tests.ledger.test_check import checked
from tests.studies import Study, acting, portfolio_row

TITLE, WORDS, NOTE = "Mrs Pugh at home", "Mrs Pugh told me of her debts.", "see P1"
FILES = (("pugh.jpg", hostile.picture()), ("pugh.pdf", hostile.pdf()), ("pugh.txt", b"Her debts."))
SECRETS = (TITLE, WORDS, "pugh.jpg", "pugh.pdf", NOTE)


def closed(app: Flask, study: Study, said: str = "restricted") -> str:
    with acting(app, study.learner, Role.LEARNER) as work:
        made = write(work, study, TITLE, "0:P1", words=WORDS)
        made.confidentiality = said
        services.attach(work, made, [kept(app, made.provider_id, *file) for file in FILES])
        services.submit(work, portfolio_row(work, study), made)
        return made.public_id


def pages(study: Study, evidence: str) -> Iterator[str]:
    """Every page and file on which something of a piece of evidence could be seen."""
    yield from (f"/evidence/{evidence}{end}" for end in ("", "/sheet", "/sheet.pdf", "/feedback", "/judge"))
    yield from (f"/evidence/{evidence}?revision={number}" for number in (1, 2))
    yield from (
        f"/portfolios/{study.portfolio}{end}" for end in ("", "/evidence", "/record", "/witnesses", "/arrivals")
    )
    yield from (f"/units/{unit}{end}" for unit in study.units for end in ("", "/sign", "/reopen", "/countersign"))
    yield from ("/queue", "/", "/caseload", f"/enrolments/{study.enrolment}", "/completion")


def said_to(client: PageClient, address: str) -> str:
    answer = client.browser.get(address, follow_redirects=True, buffered=True)
    return answer.get_data().decode("utf-8", "replace") + str(answer.headers)


def leaks(client: PageClient, study: Study, evidence: str, files: list[str]) -> list[tuple[str, str]]:
    every = [*pages(study, evidence), *(f"/files/{one}{end}" for one in files for end in ("", "/view", "/part"))]
    found = {address: said_to(client, address) for address in every}
    return [(address, secret) for address, said in found.items() for secret in SECRETS if secret in said]


READERS = ("trainee", "assessor", "quality_assurer", "manager")


@pytest.mark.parametrize("who", READERS)
def test_nobody_but_its_owner_sees_anything_of_what_they_have_not_opened(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study, who: str
) -> None:
    evidence = closed(app, study)
    files = file_ids(app, evidence)
    assert leaks(as_someone(getattr(centre, who)), study, evidence, files) == []
    assert {secret for _address, secret in leaks(ffion, study, evidence, files)} == set(SECRETS)
    for one in files:
        assert ffion.browser.get(f"/files/{one}", buffered=True).status_code == 200


def test_what_is_open_is_seen_as_ever(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> None:
    """The mutant of the test above: every page that it asks does show something."""
    evidence = closed(app, study, "open")
    found = leaks(as_someone(centre.trainee), study, evidence, file_ids(app, evidence))
    assert {secret for _address, secret in found} == set(SECRETS)
    assert {"/queue", f"/evidence/{evidence}/judge", f"/evidence/{evidence}/feedback"} <= {one for one, _ in found}


def test_opening_is_recorded_and_lasts_a_quarter_of_an_hour(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    evidence = closed(app, study)
    first, *_rest = file_ids(app, evidence)
    with acting(app) as work:
        now = work.now
    with time_machine.travel(now, tick=False) as clock:
        assessor = as_someone(centre.trainee)
        page = assessor.get(f"/evidence/{evidence}")
        assert page.heading == "Closed evidence"
        page = assessor.submit(page, {"why": "To judge it."}, button="Open this evidence")
        assert page.heading == TITLE
        page.says(WORDS, "pugh.jpg", "You opened this closed evidence")
        answer = assessor.browser.get(f"/files/{first}/view", buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
        assert as_someone(centre.quality_assurer).get(f"/evidence/{evidence}").heading == "Closed evidence"
        clock.shift(VIEWING_LASTS - timedelta(seconds=1))
        assert assessor.get(f"/evidence/{evidence}").heading == TITLE
        clock.shift(timedelta(seconds=1))
        assert assessor.get(f"/evidence/{evidence}").heading == "Closed evidence"
        assert leaks(assessor, study, evidence, [first]) == []
    page = ffion.get(f"/evidence/{evidence}")
    page.says("Opened while it was closed: 1", "Tomos Bevan, Assessor: To judge it.")
    ffion.get(f"/portfolios/{study.portfolio}/record").says(f"The closed evidence “{TITLE}” was opened.")
    assert checked(app) == []


def test_who_may_not_open_it_does_not(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    evidence = closed(app, study)
    manager = as_someone(centre.manager)
    page = manager.get(f"/evidence/{evidence}")
    page.says("You see that it exists")
    assert not page.soup.select("form[action$='/open']")

    for client in (manager, ffion):
        token = client.get("/account").soup.select_one("input[name=csrf_token]")
        assert token is not None
        sent = {"csrf_token": str(token["value"])}
        assert client.browser.post(f"/evidence/{evidence}/open", data=sent).status_code == 403
    assert manager.browser.get(f"/files/{file_ids(app, evidence)[0]}").status_code == 403
    with acting(app) as work:
        assert work.session.query(Viewing).count() == 0


def test_it_is_judged_where_it_was_opened(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> None:
    evidence = closed(app, study)
    assessor = as_someone(centre.trainee)
    page = assessor.get(f"/evidence/{evidence}/judge")
    page.says("You can judge its claims once you have opened it.")
    page = assessor.submit(page, {}, button="Open this evidence")
    assert page.heading == f"Judge: {TITLE}"
    page.says(WORDS)
    with acting(app) as work:
        work.session.query(Viewing).delete()
    sent = assessor.submit(page, {"feedback": "I had it open."}, button="Save decisions", status=422)
    assert "I had it open." in sent.html
    assert not any(secret in sent.html for secret in SECRETS)


def test_what_ended_elsewhere_closes_nothing_here(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> None:
    here, elsewhere = closed(app, study, "people"), closed(app, study, "people")
    withdrawn(app, study, agreed(app, study, elsewhere))
    manager = as_someone(centre.manager)
    assert manager.browser.get(f"/files/{file_ids(app, here)[0]}", buffered=True).status_code == 200
    assert manager.get(f"/evidence/{here}").heading == TITLE
    assert manager.browser.get(f"/files/{file_ids(app, elsewhere)[0]}", buffered=True).status_code == 403


def test_a_right_that_ended_closes_what_was_opened(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    evidence = closed(app, study)
    assurer = as_someone(centre.quality_assurer)
    assert assurer.submit(assurer.get(f"/evidence/{evidence}"), {}, button="Open this evidence").heading == TITLE
    change(app, "UPDATE viewing SET account_id = :m", m=centre.manager.account_id)
    assert as_someone(centre.manager).get(f"/evidence/{evidence}").heading == "Closed evidence"


def test_a_consent_withdrawn_closes_every_revision_until_it_is_settled(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    evidence = closed(app, study, "people")
    consent = agreed(app, study, evidence)
    files = file_ids(app, evidence)
    assessor = as_someone(centre.trainee)
    assert leaks(assessor, study, evidence, files)
    withdrawn(app, study, consent)
    assert leaks(assessor, study, evidence, files) == []
    with acting(app, study.learner, Role.LEARNER) as work:
        gone = work.session.query(Attachment).where(Attachment.public_id == files[0]).all()
        services.detach(work, row(work, evidence), gone)
    submitted_again(app, study, evidence)
    assert leaks(assessor, study, evidence, files) == []
    settled(app, study, consent, Settlement.TAKEN_OUT)
    assert assessor.get(f"/evidence/{evidence}").heading == TITLE
    assert assessor.get(f"/evidence/{evidence}?revision=1").heading == "Closed evidence"
    assert assessor.browser.get(f"/files/{files[1]}", buffered=True).status_code == 200
    assert assessor.browser.get(f"/files/{files[0]}", buffered=True).status_code == 302


CHANGED = ("UPDATE viewing SET why = 'None.'", "UPDATE viewing SET role = 'manager'", "DELETE FROM viewing")


@pytest.mark.parametrize("what", CHANGED)
def test_a_viewing_changed_beside_the_ledger_is_found(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, what: str
) -> None:
    evidence = closed(app, study)
    assessor = as_someone(centre.trainee)
    assessor.submit(assessor.get(f"/evidence/{evidence}"), {}, button="Open this evidence")
    change(app, what)
    assert {one.kind for one in checked(app)} == {"evidence.opened"}


def test_every_page_is_in_welsh_too(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> None:
    evidence = closed(app, study)
    for someone in (centre.trainee, centre.manager, centre.ffion):
        client = as_someone(someone, "cy")
        page = client.get(f"/evidence/{evidence}")
        if page.soup.select("form[action$='/open']"):
            page = client.submit(page, {}, button="Agor y dystiolaeth hon")
            assert re.search(TITLE, page.text)
