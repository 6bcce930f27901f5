"""What is said to witnesses: who asks them, which criteria they are asked about, and what exactly they signed."""

import hashlib
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from flask import Flask

from portfolio import server
from standards.foundation import Role
from tests.client import PageClient
from tests.core import hostile
from tests.evidence.conftest import SignIn
from tests.factories import Centre
from tests.studies import Study, acting
from tests.witnesses.asking import ask, row, typed

REQUESTS = {
    "en": "Ffion Rees asks you to be a witness to their work. Write what you saw.",
    "cy": "Mae Ffion Rees yn gofyn i chi fod yn dyst i'r gwaith a wnaeth. Ysgrifennwch yr hyn a welsoch.",
}


def letters(app: Flask) -> dict[str, str]:
    """Give what every letter says, by whom it goes to."""
    server.do_jobs(app)
    read = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes
    found = [read(file.read_bytes()) for file in (app.extensions["settings"].instance / "mail").iterdir()]
    return {str(one["To"]): one.get_content() for one in found}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_request_names_the_learner_once(app: Flask, study: Study, visitor: PageClient, language: str) -> None:
    request, token = ask(app, study, email="nia@example.org", send=True)
    visitor.get(f"/witness/{token}?lang={language}").says(REQUESTS[language])
    with acting(app, study.learner, Role.LEARNER) as work:
        row(work, request).language = language
    said = letters(app)["nia@example.org"]
    assert REQUESTS[language] in said
    assert said.count("Ffion Rees") == 1


def test_somebody_else_asks_in_their_own_name(app: Flask, centre: Centre, study: Study, visitor: PageClient) -> None:
    request, token = ask(app, study, email="nia@example.org", send=True)
    with acting(app, study.learner, Role.LEARNER) as work:
        row(work, request).asked_by_id = centre.trainee.account_id
    told = "asks you to write what you saw Ffion Rees do at work."
    visitor.get(f"/witness/{token}?lang=en").says(told)
    assert told in letters(app)["nia@example.org"]


def test_the_copy_names_the_file_that_was_signed(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, token = ask(app, study)
    picture = hostile.picture()
    with acting(app) as work:
        filled = typed(work.today, files=[(picture, "llun.jpg")], copy_to="nia@example.org")
    page = visitor.submit(visitor.get(f"/witness/{token}"), filled)
    signed = hashlib.sha256(picture).hexdigest()
    page.says("llun.jpg", f"SHA-256 {signed}")
    size = page.summary()["File"].partition("(")[2].partition(")")[0]
    sent = letters(app)
    assert set(sent) == {"nia@example.org", study.learner.email}
    assert f"File: llun.jpg ({size}), SHA-256 {signed}" in sent["nia@example.org"]
    assert all(f"), SHA-256 {signed}" in said for said in sent.values())


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_is_said_beside_the_criteria_is_about_the_witness(
    as_someone: SignIn, centre: Centre, study: Study, language: str
) -> None:
    client = as_someone(centre.ffion, language)
    hints = [
        client.get(f"/portfolios/{study.portfolio}/{way}").soup.select_one("#criteria-hint")
        for way in ("witnesses/new", "evidence/new")
    ]
    of_witness, of_evidence = (hint.get_text() if hint else "" for hint in hints)
    assert {"en": "the witness can say what they saw", "cy": "Ticiwch y rhai y gall"}[language] in of_witness
    assert {"en": "this evidence shows", "cy": "mae'r dystiolaeth hon"}[language] in of_evidence
