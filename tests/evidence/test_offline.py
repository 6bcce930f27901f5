"""What a device made without a network arrives once, never over a change, and the page that it lies in is nobody's."""

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from portfolio.evidence.models import Attachment, Evidence
from portfolio.evidence.rules.people import ASKED
from standards.foundation import LANGUAGES
from tests.client import PageClient
from tests.core.hostile import picture
from tests.evidence.conftest import SignIn
from tests.evidence.test_pieces import Sender
from tests.factories import Centre
from tests.studies import Study, acting

MADE = "5" * 32


class Device:
    """What offline_sending.js does: asks who is signed in, then sends an item as a form."""

    def __init__(self, client: PageClient, study: Study) -> None:
        self.client, self.study = client, study
        self.told: dict[str, Any] = client.browser.get("/offline/units").get_json()

    def send(self, version: int = 0, made: str = MADE, **said: Any) -> TestResponse:
        fields = {"kind": "photograph", "language": "en", "title": "On the bus", "words": "As it was", **said}
        token = self.client.browser.get("/offline/pass").get_json()["token"]
        data = {"made": made, "version": str(version), **fields}
        return self.client.browser.post(self.told["portfolio"]["items"], data=data, headers={"X-CSRFToken": token})


@pytest.fixture(name="device")
def device_fixture(ffion: PageClient, study: Study) -> Device:
    return Device(ffion, study)


def fetched(app: Flask, address: str) -> tuple[int, str | None]:
    """Whether a file is there, and as what."""
    with app.test_client().get(address) as answer:
        return answer.status_code, answer.mimetype


def pieces(app: Flask) -> list[tuple[str, str, int]]:
    with acting(app) as work:
        return [(one.title, one.words, one.version) for one in work.session.query(Evidence).order_by(Evidence.id)]


def kept_file(app: Flask, ffion: PageClient, study: Study) -> str:
    """A photograph that was sent in pieces; gives its token."""
    photograph = picture()
    sender = Sender(ffion, study)
    answer = sender.piece(sender.begun("llun.jpg", len(photograph)), 0, photograph)
    return str(answer.headers["Upload-Kept"])


def test_an_item_that_is_sent_again_since_its_answer_was_lost_is_there_once(
    app: Flask, ffion: PageClient, device: Device, study: Study
) -> None:
    token = kept_file(app, ffion, study)
    first, second = device.send(kept_file=token), device.send(kept_file=token)
    assert [first.status_code, second.status_code] == [200, 200]
    assert first.get_json() == second.get_json()
    assert pieces(app) == [("On the bus", "As it was", 1)]
    with acting(app) as work:
        assert work.session.query(Attachment).one().public_id == first.get_json()["files"][token]


def test_a_week_later_it_is_known_though_nothing_vouches_for_its_files_any_more(
    app: Flask, as_someone: SignIn, centre: Centre, device: Device, study: Study
) -> None:
    token = kept_file(app, device.client, study)
    device.send(kept_file=token)
    with acting(app) as work:
        later = work.now + timedelta(days=7)
    with time_machine.travel(later, tick=False):
        again = Device(as_someone(centre.ffion), study).send(kept_file=token)
        assert (again.status_code, again.get_json()["state"]) == (200, "safe")
        fresh = Device(as_someone(centre.ffion), study).send(made="6" * 32, kept_file=token)
        assert (fresh.status_code, fresh.get_json()["state"]) == (422, "again")
    assert len(pieces(app)) == 1


def test_the_page_asks_who_is_shown_and_the_answer_comes_with_the_draft(
    app: Flask, ffion: PageClient, device: Device
) -> None:
    page = ffion.get("/offline?lang=en")
    answers = [str(one["value"]) for one in page.soup.select("input[name=people]")]
    assert answers == [one.value for one in ASKED]
    device.send(people=answers[1])
    with acting(app) as work:
        assert work.session.query(Evidence).one().confidentiality == "people"


def test_what_was_changed_on_the_device_goes_over_what_it_saw_last(app: Flask, device: Device) -> None:
    version = device.send().get_json()["version"]
    answer = device.send(version, words="Changed")
    assert answer.get_json()["version"] == version + 1
    assert device.send(version, words="Changed").get_json() == answer.get_json(), "its answer was lost"
    assert pieces(app) == [("On the bus", "Changed", 2)]


def test_what_was_changed_elsewhere_is_told_and_stays(app: Flask, device: Device) -> None:
    said = device.send().get_json()
    client = device.client
    client.submit(client.get(f"{said['address']}/edit"), {"words": "At the desk"}, button="Save draft")
    answer = device.send(said["version"], words="On the phone")
    assert answer.status_code == 409
    told = answer.get_json()
    assert (told["state"], told["now"]["words"]) == ("elsewhere", "At the desk")
    assert pieces(app) == [("On the bus", "At the desk", 2)]
    # What was first sent is not sent over it either, nor asked about: it had arrived.
    assert device.send().get_json()["version"] == 1
    assert device.send(told["version"], words="On the phone").status_code == 200
    assert pieces(app) == [("On the bus", "On the phone", 3)]


def test_what_was_discarded_elsewhere_does_not_come_back_by_itself(app: Flask, device: Device) -> None:
    said = device.send().get_json()
    client = device.client
    client.submit(client.get(f"{said['address']}/discard"), {})
    answer = device.send(said["version"], words="On the phone")
    assert (answer.status_code, answer.get_json()) == (409, {"state": "gone"})
    assert pieces(app) == []


@pytest.mark.parametrize(
    "said", [{"happened_on": ["31", "2", "2026"]}, {"criteria": "nothing:P1"}, {"title": "x" * 201}, {"made": "../1"}]
)
def test_what_is_wrong_is_told_and_nothing_is_kept(app: Flask, device: Device, said: dict[str, Any]) -> None:
    answer = device.send(**said)
    assert answer.status_code in {409, 422}
    assert answer.get_json()["state"] == "refused"
    assert pieces(app) == []


def test_the_number_of_a_device_names_no_piece_of_anybody_else(
    app: Flask, as_someone: SignIn, centre: Centre, device: Device
) -> None:
    device.send()
    with acting(app) as work:
        public_id = work.session.query(Evidence).one().public_id
    assert device.send(made=public_id).status_code == 200
    assert len(pieces(app)) == 2, "the id of a piece is no number of a device"
    stranger = as_someone(centre.manager).browser
    assert stranger.get("/offline/pass").get_json()["account"] == centre.manager.public_id
    assert stranger.get("/offline/units").status_code == 403


def test_a_form_that_came_after_the_session_leads_back_to_the_page(device: Device) -> None:
    answer = device.client.browser.get(device.told["portfolio"]["items"])
    assert (answer.status_code, answer.headers["Location"]) == (302, "/offline")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_the_same_for_everybody(app: Flask, ffion: PageClient, language: str) -> None:
    address = f"/offline?lang={language}"
    mine, nobodys = ffion.get(address), PageClient(app, language).get(address)
    assert mine.html == nobodys.html
    assert "Ffion" not in mine.html
    assert "csrf_token" not in mine.html
    assert "manifest-src 'self'" in mine.response.headers["Content-Security-Policy"]


def test_a_device_is_told_the_criteria_in_both_languages(device: Device) -> None:
    criteria = device.told["portfolio"]["criteria"]
    assert set(criteria) == set(LANGUAGES)
    boxes = [set(re.findall(r'name="criteria"[^>]* value="([^"]+)"', criteria[language])) for language in LANGUAGES]
    assert boxes[0] == boxes[1] != set()
    assert criteria["cy"] != criteria["en"]


def test_the_worker_is_another_when_anything_that_it_keeps_changes(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = app.test_client()
    before = visitor.get("/offline-worker.js")
    assert before.mimetype == "text/javascript"
    kept = re.findall(r'"(/static/dist/[^"]+)"', before.text)
    assert {fetched(app, address)[0] for address in kept} == {200}
    assert not any("offline_worker" in address for address in kept)
    shutil.copytree(f"{app.static_folder}/dist", tmp_path / "dist")
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    assert visitor.get("/offline-worker.js").text == before.text
    with (tmp_path / "dist" / "preview.js").open("a") as script:
        script.write("// more")
    assert visitor.get("/offline-worker.js").text != before.text


@pytest.mark.parametrize("address", ["/offline-worker.js", "/offline.webmanifest?lang=cy"])
def test_what_goes_with_the_page_is_the_same_for_everybody_too(app: Flask, ffion: PageClient, address: str) -> None:
    assert ffion.browser.get(address).data == app.test_client().get(address).data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_can_be_installed(app: Flask, language: str) -> None:
    told = app.test_client().get(f"/offline.webmanifest?lang={language}").get_json(force=True)
    assert (told["lang"], told["start_url"], told["scope"]) == (language, f"/offline?lang={language}", "/offline")
    assert [fetched(app, icon["src"]) for icon in told["icons"]] == [(200, "image/png")] * 2
