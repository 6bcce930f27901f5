"""An archive comes into a second, empty installation: the same portfolio, verified; one byte changed: nothing comes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from assessments.archive.models import Arrival, Inherited
from portfolio.app import create_app
from portfolio.cli.running import upgrade_schema
from portfolio.config import Settings
from portfolio.core.database import db
from portfolio.evidence.models import Attachment, Claim, Evidence, StoredFile
from standards.foundation import Role
from tests.archive.conftest import PHOTO, Taken, byte_changed
from tests.client import Page
from tests.factories import Centre, open_people
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, enrol, publish_qualification


@pytest.fixture(name="elsewhere")
def elsewhere_fixture(tmp_path: Path) -> Iterator[Flask]:
    """A second installation, with a database and a store of its own."""
    app = create_app(
        Settings(
            instance=tmp_path,
            database_url=f"sqlite:///{tmp_path / 'second.db'}",
            secret_key="another key for tests, of more than thirty-two characters",
        )
    )
    app.testing = True
    upgrade_schema(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(name="there")
def there_fixture(elsewhere: Flask) -> Centre:
    return open_people(elsewhere)


@pytest.fixture(name="again")
def again_fixture(elsewhere: Flask, there: Centre) -> Study:
    """The learner begins anew, on a qualification of the same standards."""
    with acting(elsewhere, there.manager, Role.MANAGER) as work:
        return enrol(work, there, there.ffion, publish_qualification(work))


def bring(app: Flask, there: Centre, study: Study, data: bytes, status: int = 200) -> Page:
    client = reader(app, there.ffion)
    page = client.get(f"/portfolios/{study.portfolio}/arrivals")
    return client.submit(page, {"archive": (data, "portffolio.zip")}, button="Verify and take in", status=status)


def test_the_same_portfolio_arrives(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    page = bring(elsewhere, there, again, taken.bytes)
    page.says("The portfolio has arrived.")
    assert "Inherited from Severn Centre, verified by signature" in page.text
    assert "nobody relies on these decisions here" in page.text
    assert "The learner named in the archive: Ffion Rees" in page.text
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


def test_nobody_else_accepts(elsewhere: Flask, there: Centre, again: Study, taken: Taken) -> None:
    address = bring(elsewhere, there, again, taken.bytes).path
    for someone in (there.ffion, there.manager, there.trainee):
        assert not reader(elsewhere, someone).get(address).soup.select("input[name=sampled]")
        reader(elsewhere, someone).get(f"{address}/accept", status=403)
