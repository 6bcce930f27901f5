"""An archive comes into a second, empty installation: the same portfolio, verified; one byte changed: nothing comes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from assessments.archive.models import Arrival, Inherited
from portfolio.app import create_app
from portfolio.cli.running import upgrade_schema
from portfolio.config import Settings
from portfolio.core.database import db
from portfolio.evidence import services as evidence
from portfolio.evidence.models import Attachment, Claim, Evidence, StoredFile
from standards.foundation import Role
from tests.archive.conftest import PHOTO, Taken, byte_changed, take
from tests.client import Page
from tests.evidence.items import put_forward
from tests.factories import Centre, open_people
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, enrol, judge, portfolio_row, publish_qualification, unit_row


@contextmanager
def installation(place: Path) -> Iterator[Flask]:
    """A further installation, with a database and a store of its own, below a folder."""
    place.mkdir(exist_ok=True)
    app = create_app(
        Settings(
            instance=place,
            database_url=f"sqlite:///{place / 'further.db'}",
            secret_key="another key for tests, of more than thirty-two characters",
        )
    )
    app.testing = True
    upgrade_schema(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(name="elsewhere")
def elsewhere_fixture(tmp_path: Path) -> Iterator[Flask]:
    with installation(tmp_path) as app:
        yield app


@pytest.fixture(name="there")
def there_fixture(elsewhere: Flask) -> Centre:
    return open_people(elsewhere)


@pytest.fixture(name="again")
def again_fixture(elsewhere: Flask, there: Centre) -> Study:
    return anew(elsewhere, there)


def anew(app: Flask, there: Centre) -> Study:
    """The learner begins anew, on a qualification of the same standards."""
    with acting(app, there.manager, Role.MANAGER) as work:
        return enrol(work, there, there.ffion, publish_qualification(work))


def bring(app: Flask, there: Centre, study: Study, data: bytes, status: int = 200) -> Page:
    client = reader(app, there.ffion)
    page = client.get(f"/portfolios/{study.portfolio}/arrivals")
    return client.submit(page, {"archive": (data, "portffolio.zip")}, button="Verify and take in", status=status)


def test_the_same_portfolio_arrives(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    page = bring(elsewhere, there, again, taken.bytes)
    page.says("The portfolio has arrived.")
    page.says("Inherited from an archive that names Severn Centre as its provider.", "is as it was signed")
    assert "nobody relies on these decisions here" in page.text
    assert "The learner named in the archive: Ffion Rees" in page.text
    assert "Not taken in" not in page.text
    rows = json.loads(taken.zip.read("data/portfolio.json"))["rows"]
    with acting(elsewhere) as work:
        here = work.session.query(Evidence).all()
        assert {(one.title, one.words, one.kind, one.status) for one in here} == {
            (one["title"], one["words"], one["kind"], "draft") for one in rows["evidence"]
        }
        names = {
            (one.name, stored.sha256)
            for one, stored in work.session.query(Attachment, StoredFile).filter(
                Attachment.stored_file_id == StoredFile.id
            )
        }
        assert names == {(one["name"], one["stored_file"]) for one in rows["attachment"]}
        assert work.session.query(Claim).count() == len(rows["claim"]), "the same mappings, as drafts"
        decided = {(str(one.criterion), one.outcome) for one in work.session.query(Inherited) if one.decision}
        assert decided == {(one["criterion"], one["outcome"]) for one in rows["decision"]}
    assert checked(elsewhere) == []


def test_one_byte_changed_and_nothing_arrives(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    name = next(name for name in taken.zip.namelist() if taken.zip.read(name) == PHOTO)
    page = bring(elsewhere, there, again, byte_changed(taken, name), status=422)
    assert page.errors == [f"This file was changed: {name}"]
    with acting(elsewhere) as work:
        assert (work.session.query(Evidence).count(), work.session.query(Arrival).count()) == (0, 0)


def test_it_arrives_once(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    bring(elsewhere, there, again, taken.bytes)
    page = bring(elsewhere, there, again, taken.bytes, status=409)
    assert page.errors == ["This archive was taken in before. Nothing was taken in a second time."]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"\x00" * 4096])
def test_what_is_no_archive_is_refused(elsewhere: Flask, there: Centre, again: Study, data: bytes) -> None:
    page = bring(elsewhere, there, again, data, status=422)
    assert page.errors


def test_a_quality_assurer_accepts_by_a_sample(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    submit_as_it_came(elsewhere, there, again, "Letter")
    assurer = reader(elsewhere, there.quality_assurer)
    page = assurer.get(address)
    refused = assurer.submit(page, button="Accept the inherited decisions", status=409)
    assert refused.errors == ["Choose the decisions that you looked at: at least one."]
    boxes = [str(one["value"]) for one in page.soup.select("input[name=sampled]")]
    accepted = assurer.submit(page, {"sampled": boxes[:1]}, button="Accept the inherited decisions")
    accepted.says("The inherited decisions are accepted.")
    assert "Accepted by a quality assurer on" in accepted.text
    assert accepted.text.count("Looked at by the quality assurer") == 1
    assert checked(elsewhere) == []
    assert not reader(elsewhere, there.ffion).get(address).soup.select("input[name=sampled]")


def test_ticks_stay_while_evidence_is_looked_at(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    submit_as_it_came(elsewhere, there, again, "Letter")
    assurer = reader(elsewhere, there.quality_assurer)
    page = assurer.get(address)
    links = page.main.select("td a[href^='/evidence/']")
    assert [(one["target"], "(opens in a new tab)" in one.get_text()) for one in links] == [("_blank", True)]
    box = str(page.soup.select("input[name=sampled]")[0]["value"])
    form = page.form("Accept the inherited decisions")
    assert form.tag["data-autosave"] == f"arrival-{address.rpartition('/')[2]}"
    assert page.soup.select("button[name=switch_language]")[0]["form"] == form.tag["id"]
    switched = {"csrf_token": form.values["csrf_token"], "sampled": [box], "switch_language": "cy"}
    again_shown = assurer.post(f"{address}/accept", switched)
    ticked = again_shown.soup.select("input[name=sampled][checked]")
    assert [str(one["value"]) for one in ticked] == [box], "the other language is a way from the page too"
    accept(elsewhere, there, address)
    page = assurer.get(address)
    assert not page.main.select("a[target]"), "nothing is ticked there any more"
    assert page.soup.select(".ty-languages a"), "without a form the other language is a link"


def test_nobody_else_accepts(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    for someone in (there.ffion, there.manager, there.trainee):
        assert not reader(elsewhere, someone).get(address).soup.select("input[name=sampled]")
        reader(elsewhere, someone).get(f"{address}/accept", status=403)


def submit_as_it_came(app: Flask, there: Centre, study: Study, *titles: str) -> None:
    with acting(app, there.ffion, Role.LEARNER) as work:
        for title in titles:
            row = work.session.query(Evidence).filter_by(title=title).one()
            evidence.submit(work, portfolio_row(work, study), row)


def states(app: Flask, study: Study) -> list[tuple[int, int, int]]:
    """Of each unit how many criteria are met, claimed and referred."""
    with acting(app) as work:
        return [(row.met, row.claimed, row.referred) for row in (unit_row(work, unit) for unit in study.units)]


def accept(app: Flask, there: Centre, address: str) -> Page:
    assurer = reader(app, there.quality_assurer)
    page = assurer.get(address)
    box = str(page.soup.select("input[name=sampled]")[0]["value"])
    return assurer.submit(page, {"sampled": [box]}, button="Accept the inherited decisions")


def test_what_was_met_elsewhere_counts_once_it_is_accepted(
    elsewhere: Flask, there: Centre, again: Study, taken: Taken
) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    submit_as_it_came(elsewhere, there, again, "Photograph of the desk", "Letter")
    assert states(elsewhere, again) == [(0, 3, 0), (0, 1, 0)], "nothing counts by itself"
    page = accept(elsewhere, there, address)
    assert page.text.count("Counts here") == 3
    assert states(elsewhere, again) == [(3, 0, 0), (0, 1, 0)], "what was referred there waits for an assessor here"
    assert checked(elsewhere) == []
    with acting(elsewhere) as work:
        row = work.session.query(Evidence).filter_by(title="Photograph of the desk").one().public_id
    said = reader(elsewhere, there.ffion).get(f"/evidence/{row}/feedback")
    said.says("quality assurer", "accepted from Severn Centre")
    told = {
        "en": ("Accepted from Severn Centre", "Decided at Severn Centre by", "ZZTST11 P1, ZZTST11 P2, ZZTST11 K1"),
        "cy": ("Derbyniwyd oddi wrth Canolfan Hafren", "Penderfynwyd yn Canolfan Hafren gan", "ZZTST11 P1, ZZTST11 P2"),
    }
    for language, (on_unit, on_evidence, criteria) in told.items():
        assessor = reader(elsewhere, there.trainee, language)
        assert assessor.get(f"/units/{again.units[0]}").text.count(on_unit) == 3
        assert on_unit not in assessor.get(f"/units/{again.units[1]}").text
        assessor.get(f"/evidence/{row}").says(on_evidence, criteria)


def test_what_the_learner_changed_does_not_count(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    with acting(elsewhere, there.ffion, Role.LEARNER) as work:
        work.session.query(Evidence).filter_by(title="Photograph of the desk").one().words += " And more."
    submit_as_it_came(elsewhere, there, again, "Photograph of the desk")
    page = accept(elsewhere, there, address)
    assert "Counts here" not in page.text
    assert states(elsewhere, again) == [(0, 3, 0), (0, 0, 0)]


def test_what_nobody_can_read_yet_is_not_accepted(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    assurer = reader(elsewhere, there.quality_assurer)
    page = assurer.get(address)
    page.says("the learner has to submit the evidence here first")
    assert not page.main.select("form, button, input[name=sampled]")
    submit_as_it_came(elsewhere, there, again, "Letter")
    page = assurer.get(address)
    boxes = [str(one["value"]) for one in page.soup.select("input[name=sampled]")]
    with acting(elsewhere) as work:
        decided = {one.public_id for one in work.session.query(Inherited) if one.decision}
    assert len(boxes) == 1
    unread = min(decided - set(boxes))
    sent = {"csrf_token": page.form("Accept the inherited decisions").values["csrf_token"], "sampled": [*boxes, unread]}
    refused = assurer.post(f"{address}/accept", sent, status=409)
    assert "only at decisions whose evidence the learner has submitted here" in refused.errors[0]
    with acting(elsewhere) as work:
        assert work.session.query(Arrival).one().status == "waiting"


def test_the_learner_is_told_their_own_next_step(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    for_staff = "letter by letter"
    for language, step in (("en", "Check each of them"), ("cy", "Gwiriwch bob un ohonynt")):
        page = reader(elsewhere, there.ffion, language).get(address)
        page.says(step)
        assert page.main.select("a[href='/evidence']")
    assert for_staff not in reader(elsewhere, there.ffion).get(address).text
    page = reader(elsewhere, there.quality_assurer).get(address)
    page.says(for_staff)
    assert "Your next step" not in page.text
    submit_as_it_came(elsewhere, there, again, "Photograph of the desk", "Letter", "Not sent yet")
    assert "Your next step" not in reader(elsewhere, there.ffion).get(address).text


def test_what_is_submitted_later_counts_by_another_look(
    elsewhere: Flask, there: Centre, again: Study, taken: Taken
) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    submit_as_it_came(elsewhere, there, again, "Letter")
    accept(elsewhere, there, address)
    assurer = reader(elsewhere, there.quality_assurer)
    assert "Let them count" not in assurer.get(address).text
    assert address not in str(assurer.get("/").main)
    submit_as_it_came(elsewhere, there, again, "Photograph of the desk")
    assurer.get("/").says("Ffion Rees", "accepted; more of it was submitted since")
    learner = reader(elsewhere, there.ffion).get(address)
    assert learner.text.count("counts once a quality assurer has looked at what is new") == 3
    assert "counts once a quality assurer accepts it" not in learner.text
    page = assurer.get(address)
    page.says("Decisions that can count now: 3")
    refused = assurer.submit(page, button="Let them count", status=409)
    assert refused.errors == ["Choose the decisions that you looked at: at least one."]
    boxes = [str(one["value"]) for one in page.soup.select("input[name=sampled]")]
    assert len(boxes) == 3, "only what is new"
    counted = assurer.submit(page, {"sampled": boxes[:1]}, button="Let them count")
    counted.says("The accepted decisions count.")
    assert counted.text.count("Looked at by the quality assurer") == 2
    assert address not in str(assurer.get("/").main)
    assert states(elsewhere, again)[0] == (3, 0, 0)
    nothing = assurer.submit(page, {"sampled": boxes[:1]}, button="Let them count", status=409)
    assert nothing.errors == ["Nothing waits here that these decisions could count for."]
    assert checked(elsewhere) == []
    reader(elsewhere, there.manager).post(f"{address}/count", status=400)


def test_an_assessor_corrects_what_counts(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    submit_as_it_came(elsewhere, there, again, "Photograph of the desk")
    accept(elsewhere, there, address)
    with acting(elsewhere) as work:
        row = work.session.query(Evidence).filter_by(title="Photograph of the desk").one().public_id
    page = reader(elsewhere, there.trainee).get(f"/evidence/{row}/judge")
    page.says("Decided at Severn Centre by", "and accepted here by", "Correct this decision")


def test_a_later_archive_brings_only_what_is_new(
    app: Flask, centre: Centre, study: Study, elsewhere: Flask, there: Centre, again: Study, taken: Taken
) -> None:
    bring(elsewhere, there, again, taken.bytes)
    put_forward(app, study, "1:P2", title="Made since")
    page = bring(elsewhere, there, again, take(reader(app, centre.ffion), study.portfolio).bytes)
    page.says("The portfolio has arrived.", "Here already, unchanged since it came", "Photograph of the desk")
    with acting(elsewhere) as work:
        titles = [row.title for row in work.session.query(Evidence).order_by(Evidence.id)]
        assert titles.count("Photograph of the desk") == titles.count("Letter") == titles.count("Made since") == 1
        decisions = [row.decision for row in work.session.query(Inherited) if row.decision]
        assert len(decisions) == len(set(decisions)) > 0, "no decision came twice"
    assert checked(elsewhere) == []


def test_what_was_decided_since_comes_to_the_evidence_that_is_here(
    app: Flask, centre: Centre, study: Study, elsewhere: Flask, there: Centre, again: Study, taken: Taken
) -> None:
    made = put_forward(app, study, "1:P2", title="Judged later")
    bring(elsewhere, there, again, take(reader(app, centre.ffion), study.portfolio).bytes)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, made)
    bring(elsewhere, there, again, take(reader(app, centre.ffion), study.portfolio).bytes)
    with acting(elsewhere) as work:
        row = work.session.query(Evidence).filter_by(title="Judged later").one()
        outcomes = [one.outcome for one in work.session.query(Inherited).filter_by(evidence_id=row.id)]
        assert sorted(outcomes) == ["claimed", "met"]


def test_its_own_archive_is_not_taken_in(app: Flask, centre: Centre, study: Study, taken: Taken) -> None:
    page = bring(app, centre, study, taken.bytes, status=409)
    assert page.errors == [
        "This archive was made from this portfolio: what it holds is here. Nothing was taken in a second time."
    ]
