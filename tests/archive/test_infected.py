"""A file in which a virus was found stays out of the archive, which names it, says why, and gives its hash."""

import hashlib
import io
import json

import pytest
from flask import Flask

from assessments.archive.checking import OpenedArchive
from portfolio.core.clamd import Verdict
from portfolio.evidence.models import FileCheck, StoredFile
from tests.archive.conftest import NOTES, PHOTO, Taken, take
from tests.factories import Centre
from tests.judging.conftest import reader
from tests.studies import Study, acting

FOUND = "Win.Test.EICAR_HDB-1"
HASH = hashlib.sha256(NOTES[1]).hexdigest()


def find_a_virus(app: Flask) -> None:
    with acting(app) as work:
        file = work.session.query(StoredFile).filter_by(sha256=HASH).one()
        said = {"verdict": Verdict.INFECTED.value, "signature": FOUND, "checked_at": work.now}
        work.session.add(FileCheck(stored_file_id=file.id, provider_id=file.provider_id, **said))


def bytes_in(taken: Taken) -> list[bytes]:
    return [taken.zip.read(name) for name in taken.zip.namelist()]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "A virus was found in this file, so it is not in the archive; the centre keeps it."),
        ("cy", "Cafwyd hyd i firws yn y ffeil hon, felly nid yw yn yr archif; mae'r ganolfan yn ei chadw."),
    ],
)
def test_it_is_left_out_and_named(app: Flask, centre: Centre, study: Study, language: str, told: str) -> None:
    find_a_virus(app)
    taken = take(reader(app, centre.ffion), study.portfolio)
    assert NOTES[1] not in bytes_in(taken)
    assert PHOTO in bytes_in(taken)
    assert taken.manifest["infected"] == [{"sha256": HASH, "size": len(NOTES[1]), "found": FOUND}]
    assert list(OpenedArchive(io.BytesIO(taken.bytes)).wrongs()) == []
    names = [name for name in taken.zip.namelist() if name.startswith(f"{language}/")]
    (page,) = (page for page in (taken.zip.read(name).decode() for name in names) if NOTES[0] in page)
    assert told in page
    assert HASH in page
    assert f'href="../files/{HASH}' not in page
    assert HASH not in taken.zip.read("leap2a.xml").decode()
    rows = json.loads(taken.zip.read("data/portfolio.json"))["rows"]
    assert HASH in {one["sha256"] for one in rows["stored_file"]}, "what is known of it is not lost"


def test_an_archive_from_before_it_was_found_is_not_given_out(
    app: Flask, centre: Centre, study: Study, taken: Taken
) -> None:
    ffion, page = reader(app, centre.ffion), f"/portfolios/{study.portfolio}/archive"
    assert ffion.get(page).main.select(f"a[href='{taken.address}']")
    assert ffion.browser.get(taken.address, buffered=True).status_code == 200
    find_a_virus(app)
    assert ffion.browser.get(taken.address, buffered=True).status_code == 404
    assert not ffion.get(page).main.select(f"a[href='{taken.address}']")
