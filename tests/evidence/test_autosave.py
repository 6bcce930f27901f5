"""What is typed is saved while it is typed: one piece however often its form is sent, never over another's change."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portfolio.evidence.models import Evidence
from standards.qualifications.models import Qualification
from tests.client import Page, PageClient
from tests.evidence.conftest import SignIn
from tests.factories import Centre, Someone
from tests.studies import Study, acting, enrol


def opened(client: PageClient, study: Study) -> Page:
    return client.get(f"/portfolios/{study.portfolio}/evidence/new")


def autosave(client: PageClient, page: Page, address: str | None = None, **typed: Any) -> TestResponse:
    """What the script sends: the form as it stands, without its files."""
    data: MultiDict[str, object] = page.form("Save draft").filled({}, "Save draft")
    data["act"] = "autosave"
    for name, said in typed.items():
        data.setlist(name, said if isinstance(said, list) else [said])
    return client.browser.post(address or page.path, data=data)


def count(app: Flask) -> int:
    with acting(app) as work:
        return work.session.query(Evidence).count()


def test_a_new_piece_is_begun_by_itself_and_goes_on_as_a_draft(app: Flask, ffion: PageClient, study: Study) -> None:
    page = opened(ffion, study)
    first = autosave(ffion, page, title="A vis", words="I went")
    assert first.status_code == 200
    said = first.get_json()
    assert said["told"].startswith("Saved: ")
    again = autosave(ffion, page, said["address"], title="A visit", words="I went there.", version=said["version"])
    assert again.get_json()["name"] == said["name"]
    assert count(app) == 1
    shown = ffion.get(said["address"]).form("Save draft")
    assert (shown.values["title"], shown.values["words"]) == ("A visit", "I went there.")


def test_a_form_that_is_sent_again_since_its_answer_was_lost_begins_nothing_new(
    app: Flask, ffion: PageClient, study: Study
) -> None:
    page = opened(ffion, study)
    first = autosave(ffion, page, title="A visit").get_json()
    second = autosave(ffion, page, title="A visit!").get_json()
    assert (first["name"], count(app)) == (second["name"], 1)
    # Now it has been changed since: a third from the same old page is told so.
    assert autosave(ffion, page, title="A visit?").status_code == 409
    assert ffion.get(first["address"]).form("Save draft").values["title"] == "A visit!"


def test_the_older_of_two_windows_is_told_and_overwrites_nothing(ffion: PageClient, study: Study) -> None:
    address = autosave(ffion, opened(ffion, study), title="A visit").get_json()["address"]
    one, other = ffion.get(address), ffion.get(address)
    assert autosave(ffion, one, title="From here").status_code == 200
    late = autosave(ffion, other, title="From there")
    assert late.status_code == 409
    assert "changed while you were looking at it" in late.get_json()["told"]
    assert ffion.get(address).form("Save draft").values["title"] == "From here"


def test_what_is_wrong_is_not_saved(app: Flask, ffion: PageClient, study: Study) -> None:
    answer = autosave(ffion, opened(ffion, study), title="A visit", happened_on=["31", "2", "2026"])
    assert answer.status_code == 422
    assert "Enter a real date" in answer.get_json()["told"]
    assert count(app) == 0


def test_files_wait_for_the_form_itself(ffion: PageClient, study: Study) -> None:
    page = ffion.submit(opened(ffion, study), {"title": "A visit", "files": [(b"words", "a.txt")]}, button="Save draft")
    edited = ffion.get(f"{page.path}/edit")
    assert autosave(ffion, edited, title="Another visit").status_code == 200
    ffion.get(page.path).says("Another visit", "a.txt")


@pytest.mark.parametrize("forged", ["", "x", "0" * 32, "WzEsIDEsICJhYmMiXQ.forged"])
def test_an_id_that_was_not_given_is_not_taken(app: Flask, ffion: PageClient, study: Study, forged: str) -> None:
    page = opened(ffion, study)
    for number in (1, 2):
        assert autosave(ffion, page, title=f"A visit {number}", made_as=forged).status_code == 200
    assert count(app) == 2


def test_an_id_that_was_given_to_somebody_else_is_not_taken(
    app: Flask, as_someone: SignIn, centre: Centre, ffion: PageClient, study: Study
) -> None:
    page = opened(ffion, study)
    name = autosave(ffion, page, title="A visit").get_json()["name"]
    hers = page.form("Save draft").values["made_as"]
    with acting(app) as work:
        his = enrol(work, centre, centre.owen, work.session.query(Qualification).one())
    owen = as_someone(centre.owen)
    answer = autosave(owen, opened(owen, his), title="His own", made_as=hers)
    assert answer.get_json()["name"] != name
    with acting(app) as work:
        assert [one.title for one in work.session.query(Evidence).order_by(Evidence.id)] == ["A visit", "His own"]


def key_of(as_someone: SignIn, someone: Someone, study: Study) -> str:
    page = opened(as_someone(someone), study)
    return str(page.form("Save draft").tag["data-autosave-key"])


def test_the_key_for_the_browser_is_the_accounts_own_and_always_the_same(
    as_someone: SignIn, centre: Centre, study: Study, app: Flask
) -> None:
    keys = app.extensions["keys"]
    mine = key_of(as_someone, centre.ffion, study)
    assert mine == key_of(as_someone, centre.ffion, study) == keys.of_drafts(centre.ffion.public_id)
    assert mine != keys.of_drafts(centre.owen.public_id)


def test_signed_out_nothing_is_saved(app: Flask, ffion: PageClient, study: Study) -> None:
    page = opened(ffion, study)
    ffion.browser.delete_cookie("session")
    assert autosave(ffion, page, title="A visit").status_code in {302, 400}
    assert count(app) == 0
