"""An observation made on a device arrives once, as its author's draft, and never over what was changed elsewhere."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessments.observing.models import Observation
from assessments.observing.rules import Said
from standards.foundation import LANGUAGES
from tests.client import PageClient
from tests.factories import Centre
from tests.observing.conftest import Group
from tests.observing.watching import DAY, put
from tests.studies import Study, acting

MADE = "6" * 32


class Device:
    """What offline_sending.js does: asks who is signed in, then sends an item as a form."""

    def __init__(self, client: PageClient) -> None:
        self.client = client
        self.told: dict[str, Any] = client.browser.get("/offline/observations/learners").get_json()

    def send(self, *studies: Study, version: int = 0, made: str = MADE, **said: Any) -> TestResponse:
        fields: dict[str, Any] = {
            "learner": [study.portfolio for study in studies],
            "happened_on": [f"{DAY:%d}", f"{DAY:%m}", f"{DAY:%Y}"],
            "place": "On the bus",
            "language": "en",
            "words": "It was full.",
            "people": "open",
        }
        for study in studies:
            start, unit = f"p-{study.portfolio}", study.units[0]
            fields |= {f"{start}-words": "Stood up.", f"{start}-seen-{unit}:P1": "met"}
            fields |= dict.fromkeys((f"{start}-valid", f"{start}-authentic", f"{start}-current"), "y")
        token = self.client.browser.get("/offline/pass").get_json()["token"]
        data = {"made": made, "version": str(version), **fields, **said}
        return self.client.browser.post(self.told["observing"]["items"], data=data, headers={"X-CSRFToken": token})


@pytest.fixture(name="device")
def device_fixture(tomos: PageClient) -> Device:
    return Device(tomos)


def kept(app: Flask) -> list[tuple[Said, int]]:
    with acting(app) as work:
        found = work.session.query(Observation).order_by(Observation.id)
        return [(Said.from_json(one.said), one.version) for one in found]


def state(answer: TestResponse) -> tuple[int, str]:
    told: Mapping[str, Any] = answer.get_json()
    return answer.status_code, told["state"]


def test_sent_again_since_its_answer_was_lost_it_is_there_once(app: Flask, device: Device, group: Group) -> None:
    first, second = device.send(group.ffion, group.owen), device.send(group.ffion, group.owen)
    assert first.get_json() == second.get_json()
    assert state(first) == (200, "safe")
    [(said, version)] = kept(app)
    assert (said.place, list(said.parts), version) == ("On the bus", [group.ffion.portfolio, group.owen.portfolio], 1)
    assert said.parts[group.owen.portfolio].seen[f"{group.owen.units[0]}:P1"].outcome == "met"
    page = device.client.get(first.get_json()["address"])
    assert 'value="On the bus"' in page.html


def test_changed_on_the_device_it_is_changed_here(app: Flask, device: Device, group: Group) -> None:
    device.send(group.ffion)
    assert state(device.send(group.ffion, version=1, place="At the stop")) == (200, "safe")
    assert [(said.place, version) for said, version in kept(app)] == [("At the stop", 2)]


def test_changed_elsewhere_meanwhile_both_stay_as_they_are(
    app: Flask, device: Device, tomos: PageClient, group: Group
) -> None:
    address = device.send(group.ffion).get_json()["address"]
    tomos.submit(tomos.get(address), {"place": "At the desk"}, button="Save as a draft")
    answer = device.send(group.ffion, version=1, place="At the stop")
    assert state(answer) == (409, "elsewhere")
    assert answer.get_json()["now"]["title"] == "At the desk"
    assert answer.get_json()["now"]["criteria"] == ["Ffion Rees"]
    assert [said.place for said, _version in kept(app)] == ["At the desk"]
    # What came first, and whose answer was lost, is safe: it is not sent over the change.
    assert state(device.send(group.ffion)) == (200, "safe")
    assert [said.place for said, _version in kept(app)] == ["At the desk"]


def test_what_is_on_record_or_discarded_is_said_to_be(app: Flask, centre: Centre, device: Device, group: Group) -> None:
    device.send(group.ffion)
    with acting(app) as work:
        observation = work.session.query(Observation).one().public_id
    put(app, centre.trainee, observation)
    assert state(device.send(group.ffion, version=1, place="At the stop")) == (409, "refused")
    assert state(device.send(group.ffion, made="7" * 32, version=1)) == (409, "gone")
    assert state(device.send(group.ffion)) == (200, "safe")


@pytest.mark.parametrize(
    "said",
    [
        {"happened_on": ["31", "2", "2026"]},
        {"language": "fr"},
        {"place": "x" * 301},
        {"learner": []},
        {"learner": ["0" * 32]},
        {"learner": ["../1"]},
        {"made": "../1"},
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    app: Flask, device: Device, group: Group, said: dict[str, Any]
) -> None:
    answer = device.send(group.ffion, **said)
    assert answer.status_code in {409, 422}
    assert answer.get_json()["state"] == "refused"
    assert kept(app) == []


def test_the_number_of_a_device_names_no_observation_of_anybody_else(
    app: Flask, device: Device, alys: PageClient, group: Group
) -> None:
    device.send(group.ffion)
    assert state(Device(alys).send(group.ffion)) == (200, "safe")
    assert len(kept(app)) == 2


def test_a_device_is_told_of_ones_own_learners_alone(
    device: Device, alys: PageClient, ffion: PageClient, group: Group
) -> None:
    assert [one["name"] for one in device.told["observing"]["learners"]] == ["Ffion Rees", "Mabli Gwyn", "Owen Price"]
    assert [one["name"] for one in Device(alys).told["observing"]["learners"]] == ["Ffion Rees"]
    assert ffion.browser.get("/offline/observations/learners").status_code == 403
    written = device.told["observing"]["written"]
    assert set(written) == set(LANGUAGES)
    for language in LANGUAGES:
        units = written[language]["units"]
        assert set(units) == {str(one["standard"]) for one in device.told["observing"]["learners"][0]["units"]}
        said = str(written[language])
        assert not any(study.learner.name in said or study.portfolio in said for study in group.all)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_the_same_for_everybody_and_kept_by_the_worker(
    app: Flask, tomos: PageClient, language: str
) -> None:
    address = f"/offline/observations?lang={language}"
    mine, nobodys = tomos.get(address), PageClient(app, language).get(address)
    assert mine.html == nobodys.html
    assert "Tomos" not in mine.html
    assert "csrf_token" not in mine.html
    assert address in app.test_client().get("/offline-worker.js").text


def test_installed_it_opens_where_it_was_installed(app: Flask) -> None:
    browser = app.test_client()
    told = browser.get("/offline.webmanifest?lang=en&page=observing.offline").get_json(force=True)
    assert told["start_url"].startswith("/offline/observations")
    assert browser.get("/offline.webmanifest?lang=en&page=people.sign_in").get_json(force=True)["id"] == "/offline"
