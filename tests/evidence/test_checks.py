"""The virus check: until a file is checked it is its owner's alone; what is infected nobody opens or submits."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.core.clamd import Verdict
from portfolio.evidence import queries, services
from portfolio.evidence.models import Evidence
from portfolio.server import do_checks
from standards.foundation import Refused, Role
from tests.client import PageClient
from tests.core import daemons, hostile
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, file_ids, put_forward, row
from tests.evidence.test_files import get
from tests.factories import Centre
from tests.studies import Study, acting, portfolio_row
from tests.witnesses.asking import ask, typed

CLEAN = ("llun.jpg", hostile.picture())
INFECTED = ("nodiadau.txt", b"see: " + daemons.EICAR)
LONG = ("hir.txt", b"a" * (daemons.MOST + 4 * 1024 * 1024))


def listening(app: Flask, where: str | None) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], clamd=where)


@pytest.fixture(autouse=True)
def settings_fixture(app: Flask) -> Iterator[None]:
    yield
    listening(app, None)


def verdicts(app: Flask) -> dict[str, int]:
    with acting(app) as work:
        return queries.verdicts(work.session)


def pictures(client: PageClient, made: str) -> int:
    """How many photographs a piece of evidence shows on paper."""
    said = client.browser.get(f"/evidence/{made}/sheet.pdf").data
    on_page = len(client.get(f"/evidence/{made}/sheet").main.select("figure img"))
    assert sum(len(each.images) for each in PdfReader(io.BytesIO(said)).pages) == on_page
    return on_page


@pytest.fixture(name="daemon", params=daemons.KINDS)
def daemon_fixture(request: pytest.FixtureRequest, app: Flask, tmp_path: Path) -> Iterator[str]:
    with daemons.daemon(str(request.param), tmp_path) as where:
        listening(app, where)
        yield where


def test_a_file_waits_for_its_check_and_only_its_owner_has_it(
    app: Flask, daemon: str, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    made = put_forward(app, study, files=(CLEAN,))
    (file,) = file_ids(app, made)
    trainee = as_someone(centre.trainee)
    for view in ("", "/view"):
        trainee.get(f"/files/{file}{view}", status=503).says("This file is being checked for viruses.")
        assert get(ffion, file, view).status_code == 200
    for address in (f"/evidence/{made}", f"/evidence/{made}/judge"):
        page = trainee.get(address)
        page.says("This file is being checked for viruses.")
        assert f"/files/{file}" not in page.html
    assert (pictures(trainee, made), pictures(ffion, made)) == (0, 1), "on paper as on the screen"
    ffion.get(f"/evidence/{made}").says("It is being checked for viruses: others can see it when that is done.")
    assert do_checks(app) == (1, None)
    assert do_checks(app) == (0, None), "once"
    assert get(trainee, file).status_code == 200
    assert pictures(trainee, made) == 1
    assert "being checked" not in ffion.get(f"/evidence/{made}").html
    assert daemon


def test_what_is_infected_nobody_opens_and_nobody_submits(
    app: Flask, daemon: str, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    made = put_forward(app, study, files=(INFECTED,))
    unsent = draft(app, study, files=(INFECTED,))
    assert do_checks(app) == (1, None), "the same bytes once"
    (file,), (own,) = file_ids(app, made), file_ids(app, unsent)
    for view in ("", "/view"):
        ffion.get(f"/files/{own}{view}", status=403).says("Leave the file out of the evidence")
        as_someone(centre.trainee).get(f"/files/{file}{view}", status=403).says("Ask the learner to add it again")
    with acting(app, study.learner, Role.LEARNER) as work, pytest.raises(Refused, match="evidence-infected"):
        services.submit(work, portfolio_row(work, study), row(work, unsent))
    page = ffion.submit(ffion.get(f"/evidence/{unsent}/submit"), {}, status=409)
    page.says("A virus was found in one of the files.")
    ffion.get(f"/evidence/{unsent}").says("evidence that holds it cannot be submitted")
    listening(app, None)
    ffion.get(f"/files/{own}", status=403)
    assert daemon


def test_what_is_too_long_for_the_daemon_stays_its_owners(
    app: Flask, daemon: str, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    (file,) = file_ids(app, put_forward(app, study, files=(LONG,)))
    assert do_checks(app) == (1, None)
    as_someone(centre.trainee).get(f"/files/{file}", status=403).says("longer than the virus check takes")
    assert get(ffion, file).status_code == 200
    assert verdicts(app) == {"unchecked": 1}
    with acting(app) as work:
        services.check_again(work, [Verdict.UNCHECKED])
    assert verdicts(app) == {}
    assert do_checks(app) == (1, None)
    assert daemon


def test_without_a_daemon_files_wait_and_the_site_goes_on(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    files = file_ids(app, put_forward(app, study, files=(CLEAN, INFECTED)))
    listening(app, "127.0.0.1:1")
    checked, failed = do_checks(app)
    assert (checked, failed is None) == (0, False)
    assert failed is not None
    again, second = do_checks(app, failed)
    assert again == 0, "the one behind it is tried"
    assert second != failed
    as_someone(centre.trainee).get(f"/files/{files[0]}", status=503)
    assert get(ffion, files[0]).status_code == 200
    ffion.get("/evidence")


def test_where_nothing_is_set_nothing_is_checked(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> None:
    made = put_forward(app, study, files=(CLEAN, INFECTED))
    trainee = as_someone(centre.trainee)
    for file in file_ids(app, made):
        assert get(trainee, file).status_code == 200
    assert "being checked" not in trainee.get(f"/evidence/{made}").html


def test_a_forgotten_file_takes_its_verdict_along(app: Flask, daemon: str, study: Study) -> None:
    made = draft(app, study, files=(CLEAN,))
    assert do_checks(app) == (1, None)
    with acting(app, study.learner, Role.LEARNER) as work:
        services.discard(work, row(work, made))
        services.forget_files(work, timedelta(0))
    assert verdicts(app) == {}
    assert daemon


def test_what_a_witness_signed_stands_though_a_file_with_it_is_infected(
    app: Flask, daemon: str, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    _request, link = ask(app, study)
    visitor = PageClient(app)
    with acting(app) as work:
        filled = typed(work.today, files=[(INFECTED[1], INFECTED[0])])
    assert visitor.submit(visitor.get(f"/witness/{link}"), filled).heading == "Your testimony is signed"
    assert do_checks(app) == (1, None)
    with acting(app) as work:
        made = work.session.query(Evidence).one().public_id
    said = "What the witness wrote stands as it was signed."
    for person in (ffion, as_someone(centre.trainee)):
        person.get(f"/evidence/{made}").says(said)
    as_someone(centre.trainee).get(f"/evidence/{made}/judge").says(said)
    assert daemon
