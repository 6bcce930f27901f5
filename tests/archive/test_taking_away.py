"""A portfolio leaves whole: read without a server, checked without us, resumed where a download broke off."""

import hashlib
import io
import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import delete

from assessments.archive.checking import OpenedArchive
from assessments.archive.queries.rows import SCOPES, pointers, table_of
from assessments.archive.rules import Wrong
from portfolio.core.store import Address
from portfolio.evidence.models import StoredFile
from portfolio.evidence.services.files import forget_files
from portfolio.people.models import Membership
from standards.foundation import LANGUAGES, Base
from tests.archive.conftest import PHOTO, Taken, byte_changed, take
from tests.client import PageClient
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting

NOT_OF_A_PORTFOLIO = {"archive", "notice"}
"""Belongs to a portfolio and is not a part of it: which archives were made, and who was told of what it records."""
OF_LINKS = {"witness_link", "witness_visit", "witness_check", "review_link", "review_visit"}
"""Stays at the centre: hashes of links, and from where witnesses and employers came: not the learner's to take."""
OF_VISITS = {"visited_unit", "visit_opening"}
"""Stays at the centre: what a visitor was shown and opened; the learner reads it there, and the book tells of it."""
OF_SAMPLES = {"sample", "sampling_item"}
"""Stays at the centre: what a quality assurer says of an assessor; that decisions were sampled, the book tells."""

OF_STANDARDISATION = {"standardising_piece", "standardising_item"}
"""Stays at the centre: on which evidence its staff practised deciding alike, which changes nothing of it."""
OF_MONITORING = {"monitoring_activity"}
"""Stays at the centre: how an assessor works; a learner may have been there, and nothing is said of them."""


def test_all_is_as_signed(taken: Taken) -> None:
    assert list(OpenedArchive(io.BytesIO(taken.bytes)).wrongs()) == []


def test_the_record_still_checks(app: Flask, taken: Taken) -> None:
    assert checked(app) == []


def test_everything_is_in_it(app: Flask, centre: Centre, taken: Taken) -> None:
    told = json.loads(taken.zip.read("data/portfolio.json"))
    assert told["learner"]["email"] == centre.ffion.email
    rows = told["rows"]
    assert {one["title"] for one in rows["evidence"]} >= {"Photograph of the desk", "Not sent yet"}
    assert {one["outcome"] for one in rows["decision"]} == {"met", "referred"}
    assert [one["part"] for one in rows["signature"]][:2] == ["learner", "assessor"]
    assert "Da iawn" in json.dumps(rows, ensure_ascii=False)
    assert PHOTO in [taken.zip.read(name) for name in taken.zip.namelist() if name.startswith("files/")]
    assert len(told["standards"]) == len([name for name in taken.zip.namelist() if name.endswith(".yaml")]) == 2
    lines = taken.zip.read("data/ledger.jsonl").splitlines()
    assert len(lines) == taken.manifest["book"]["seq"]


def test_no_table_of_a_portfolio_is_forgotten() -> None:
    """What points at a portfolio, or at a part of one, is a part of it."""
    known = {table_of(model).name for model in SCOPES} | {"portfolio"}
    tables = {table.name: table for table in Base.metadata.sorted_tables}
    parts = {
        name
        for name, table in tables.items()
        if {str(target.name) for target in pointers(table).values()} & known or "portfolio_id" in table.columns
    }
    assert parts - known == NOT_OF_A_PORTFOLIO | OF_SAMPLES | OF_LINKS | OF_VISITS | OF_STANDARDISATION | OF_MONITORING


@pytest.mark.parametrize(
    ("language", "an_aid", "gone"),
    [
        ("en", "This is not evidence. Only the original is judged", "Withdrawn translation (revision 1)"),
        ("cy", "Nid tystiolaeth mo hwn. Y gwreiddiol yn unig a asesir", "Cyfieithiad a dynnwyd yn ôl (diwygiad 1)"),
    ],
)
def test_translations_are_in_it_and_marked(taken: Taken, language: str, an_aid: str, gone: str) -> None:
    rows = json.loads(taken.zip.read("data/portfolio.json"))["rows"]["translation_aid"]
    assert [(one["how"], one["made_with"], one["withdrawn_reason"]) for one in rows] == [
        ("person", "Mair Puw", None),
        ("own", "", "It says something else."),
    ]
    pages = [taken.zip.read(name).decode() for name in taken.zip.namelist() if name.startswith(f"{language}/evidence-")]
    (page,) = (one for one in pages if "Mair Puw" in one)
    assert page.count(an_aid) == 2
    soup = BeautifulSoup(page, "html.parser")
    assert [str(one.get_text()) for one in soup.select('div[lang="cy"] strong')] == ["beth wnes i"]
    assert gone in soup.get_text()


PLANNED = {
    "en": (
        "Version 1",
        "Agreed and reviewed",
        "Observation at work",
        "3 February 2026, 14:05",
        "Version 2",
        "Being written",
    ),
    "cy": ("Fersiwn 1", "Wedi'i gytuno a'i adolygu", "Arsylwi yn y gwaith", "3 Chwefror 2026, 14:05", "Fersiwn 2"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_version_of_the_plan_is_in_it_and_readable(taken: Taken, study: Study, language: str) -> None:
    rows = json.loads(taken.zip.read("data/portfolio.json"))["rows"]
    assert [one["status"] for one in rows["plan_version"]] == ["reviewed", "draft"]
    assert {one["place"] for one in rows["plan_line"]} == {"The office"}
    assert [one["words"] for one in rows["plan_assent"] if one["part"] == "quality_assurer"] == ["Well planned."]
    page = BeautifulSoup(taken.zip.read(f"{language}/plan-{study.enrolment}.html"), "html.parser")
    said = " ".join(page.get_text(" ", strip=True).split())
    assert [one for one in (*PLANNED[language], "First interview", "Her manager", "More time") if one not in said] == []
    index = BeautifulSoup(taken.zip.read(f"{language}/index.html"), "html.parser")
    assert index.find("a", href=f"plan-{study.enrolment}.html") is not None


REVIEWED = {
    "en": ("Progress review of 2 March 2026", "Signed by learner and assessor", "By video call", "Employer"),
    "cy": ("Adolygiad cynnydd, 2 Mawrth 2026", "Llofnodwyd gan y dysgwr a'r aseswr", "Drwy alwad fideo", "Cyflogwr"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_review_is_in_it_and_readable(taken: Taken, study: Study, language: str) -> None:
    rows = json.loads(taken.zip.read("data/portfolio.json"))["rows"]
    assert sorted(one["status"] for one in rows["review"]) == ["agreed", "draft"]
    assert {one["part"] for one in rows["review_signature"]} == {"assessor", "learner", "employer"}
    page = BeautifulSoup(taken.zip.read(f"{language}/reviews-{study.enrolment}.html"), "html.parser")
    said = " ".join(page.get_text(" ", strip=True).split())
    wanted = (*REVIEWED[language], "She held two interviews.", "Give her Friday mornings", "She is doing well.")
    assert [one for one in wanted if one not in said] == []
    index = BeautifulSoup(taken.zip.read(f"{language}/index.html"), "html.parser")
    assert index.find("a", href=f"reviews-{study.enrolment}.html") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_inside_leads_to_a_file(taken: Taken, language: str) -> None:
    names = set(taken.zip.namelist())
    pages = [name for name in names if name.startswith(f"{language}/")]
    assert len(pages) > 6
    for name in pages:
        soup = BeautifulSoup(taken.zip.read(name), "html.parser")
        assert soup.html is not None
        assert soup.html["lang"] == language
        for link in soup.find_all("a"):
            target = str(link["href"])
            if not target.startswith("#"):
                place = f"{language}/{target}" if not target.startswith("../") else target[3:]
                assert place in names, f"{name}: {target}"


def test_one_byte_changed_names_the_file(taken: Taken) -> None:
    for name in taken.zip.namelist():
        wrong = list(OpenedArchive(io.BytesIO(byte_changed(taken, name))).wrongs()) if name != "manifest.json" else []
        if name == "manifest.sig":
            assert wrong == [Wrong("signature")]
        elif name != "manifest.json":
            assert Wrong("differs", name) in wrong, name


def test_a_download_is_resumed_with_the_same_bytes(app: Flask, centre: Centre, taken: Taken) -> None:
    client = reader(app, centre.ffion)
    for start, stop in ((0, 10), (1000, 70_000), (len(taken.bytes) - 30, len(taken.bytes))):
        headers = {"Range": f"bytes={start}-{stop - 1}", "If-Range": taken.etag}
        answer = client.browser.get(taken.address, headers=headers)
        assert (answer.status_code, answer.data) == (206, taken.bytes[start:stop])
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(taken.bytes)}"
    other = client.browser.get(taken.address, headers={"Range": "bytes=5-9", "If-Range": '"another"'})
    assert (other.status_code, other.data) == (200, taken.bytes)
    beyond = client.browser.get(taken.address, headers={"Range": f"bytes={len(taken.bytes)}-"})
    assert beyond.status_code == 416


def test_after_leaving_it_is_still_the_learners(app: Flask, centre: Centre, study: Study, taken: Taken) -> None:
    with acting(app) as work:
        work.session.execute(delete(Membership).where(Membership.account_id == centre.ffion.account_id))
    client = reader(app, centre.ffion)
    page = client.get(client.get("/").link("Take your portfolio away"))
    assert "Take your portfolio away: Severn Centre" in page.text
    assert take(client, study.portfolio).zip.testzip() is None


def test_the_newest_three_are_kept(app: Flask, centre: Centre, study: Study, taken: Taken) -> None:
    client = reader(app, centre.ffion)
    for _more in range(3):
        take(client, study.portfolio)
    assert client.browser.get(taken.address).status_code == 404
    assert len(client.get(f"/portfolios/{study.portfolio}/archive").soup.select("a[href*='/archives/']")) == 3
    assert checked(app) == []


def test_the_key_is_at_a_stable_address(app: Flask, centre: Centre, taken: Taken) -> None:
    said = PageClient(app).browser.get(f"/providers/{centre.provider}/verifying-key").json
    assert said is not None
    assert said["public_key"] == taken.manifest["public_key"]
    whole = f"{app.extensions['settings'].base_url}/providers/{centre.provider}/verifying-key"
    for language in ("cy", "en"):
        assert f"<code>{whole}</code>" in taken.zip.read(f"{language}/verify.html").decode()


def test_names_that_people_gave_are_no_paths(taken: Taken) -> None:
    assert [name for name in taken.zip.namelist() if not re.fullmatch(r"[a-z0-9_./-]+", name) or ".." in name] == []


def test_what_the_store_has_lost_is_named(app: Flask, centre: Centre, study: Study, taken: Taken) -> None:
    with acting(app) as work:
        (row,) = work.session.query(StoredFile).where(StoredFile.sha256 == hashlib.sha256(PHOTO).hexdigest())
        app.extensions["store"].path(Address(str(row.provider_id), row.sha256)).unlink()
    again = take(reader(app, centre.ffion), study.portfolio)
    assert again.manifest["missing"] == [hashlib.sha256(PHOTO).hexdigest()]
    assert "Files that the centre no longer has" in again.zip.read("en/index.html").decode()
    assert list(OpenedArchive(io.BytesIO(again.bytes)).wrongs()) == []


def test_what_tidies_files_up_leaves_archives(app: Flask, centre: Centre, taken: Taken) -> None:
    with acting(app) as work:
        forget_files(work, timedelta(seconds=-60))
    answer = reader(app, centre.ffion).browser.get(taken.address)
    assert (answer.status_code, answer.data) == (200, taken.bytes)
