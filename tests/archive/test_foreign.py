"""Exports of Mahara and the specification's own sample come in: drafts, and everything else named."""

import io
import zipfile

import pytest
from flask import Flask

from portfolio.evidence.models import Attachment, Evidence
from standards.foundation import Role
from tests.archive.conftest import PHOTO
from tests.beside import SAMPLES
from tests.client import Page
from tests.factories import Centre
from tests.judging.conftest import reader
from tests.studies import Study, acting, enrol, publish_qualification

FEED = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:leap2="https://web.archive.org/web/20100503000634/http://terms.leapspecs.org"
      xmlns:categories="https://web.archive.org/web/2012/http://wiki.leapspecs.org:80/2A/categories">
<entry xml:lang="cy"><title>Dyddiadur</title><published>2018-07-25T13:34:54+12:00</published>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Y bore.</p><p>Y prynhawn.</p></div></content>
  <rdf:type rdf:resource="leap2:entry"/></entry>
<entry><title>Llun</title><updated>2018-07-25T13:34:54Z</updated><link rel="enclosure" href="files/0-llun.jpg"/>
  <rdf:type rdf:resource="leap2:resource"/></entry>
<entry><title>Lost</title><link rel="enclosure" href="../../etc/passwd"/>
  <rdf:type rdf:resource="leap2:resource"/></entry>
<entry><title>A page</title><content>What I made.</content><rdf:type rdf:resource="leap2:selection"/>
  <category scheme="categories:selection_type#" term="Webpage"/></entry>
<entry><title>Journal</title><rdf:type rdf:resource="leap2:selection"/>
  <category scheme="categories:selection_type#" term="Blog"/></entry>
<entry><title>Me</title><content/><rdf:type rdf:resource="leap2:person"/></entry>
</feed>"""
NO_FEED = "This is no Leap2A export, or it is damaged so that it cannot be read. Nothing was taken in."
BOMB = '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>'


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return made.getvalue()


@pytest.fixture(name="begun")
def begun_fixture(app: Flask, centre: Centre) -> Study:
    with acting(app, centre.manager, Role.MANAGER) as work:
        return enrol(work, centre, centre.ffion, publish_qualification(work))


def bring(app: Flask, centre: Centre, begun: Study, name: str, data: bytes, status: int = 200) -> Page:
    client = reader(app, centre.ffion)
    page = client.get(client.get(f"/portfolios/{begun.portfolio}/arrivals").link("Bring a portfolio from Mahara"))
    return client.submit(page, {"feed": (data, name)}, button="Take in", status=status)


def test_entries_files_and_pages_become_drafts(app: Flask, centre: Centre, begun: Study) -> None:
    data = zipped(**{"leap2a.xml": FEED.encode(), "files/0-llun.jpg": PHOTO})
    page = bring(app, centre, begun, "mahara-export-leap-user8-1.zip", data)
    page.says("Drafts made: 3", "Not taken in: 3", "Lost ( resource )", "Journal ( selection )", "Me ( person )")
    with acting(app) as work:
        made = {one.title: one for one in work.session.query(Evidence)}
        assert {one.status for one in made.values()} == {"draft"}
        assert (made["Dyddiadur"].words, made["Dyddiadur"].language) == ("Y bore.\n\nY prynhawn.", "cy")
        assert str(made["Dyddiadur"].happened_on) == "2018-07-25"
        picture = made["Llun"].public_id
    client = reader(app, centre.ffion)
    shown = client.get(f"/evidence/{picture}")
    view = str(shown.soup.select(".ty-attachments__item a[href^='/files/']")[0]["href"])
    assert client.browser.get(view.removesuffix("/view"), buffered=True).data == PHOTO


LOSSES = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<entry><title>Told</title><content>What I did.</content><link rel="enclosure" href="files/gone.jpg"/>
  <link rel="enclosure" href="files/llun.jpg"/><rdf:type rdf:resource="leap2:resource"/></entry>
<entry><title>Run</title><content>What it does.</content><link rel="enclosure" href="files/run.exe"/>
  <rdf:type rdf:resource="leap2:entry"/></entry>
<entry><title>Bare</title><link rel="enclosure" href="files/run.exe"/><rdf:type rdf:resource="leap2:resource"/></entry>
<entry><title>Lost</title><link rel="enclosure" href="files/none.jpg"/><rdf:type rdf:resource="leap2:resource"/></entry>
</feed>"""


@pytest.mark.parametrize(
    ("language", "gone", "refused"),
    [
        ("en", "The file is not there.", "The file is of a kind that cannot be kept, or it is damaged."),
        ("cy", "Nid yw'r ffeil yno.", "Mae'r ffeil o fath na ellir ei gadw, neu mae wedi'i difrodi."),
    ],
)
def test_words_come_in_without_a_file_that_does_not(
    app: Flask, centre: Centre, begun: Study, language: str, gone: str, refused: str
) -> None:
    client = reader(app, centre.ffion, language)
    page = client.get(f"/portfolios/{begun.portfolio}/leap2a")
    data = zipped(**{"leap2a.xml": LOSSES.encode(), "files/llun.jpg": PHOTO, "files/run.exe": b"MZ\x90\x00" * 99})
    button = "Take in" if language == "en" else "Cymryd i mewn"
    page = client.submit(page, {"feed": (data, "export.zip")}, button=button)
    left = [" ".join(one.get_text().split()) for one in page.soup.select("main .govuk-list--bullet li")]
    assert left == [
        f"Told (gone.jpg): {gone}",
        f"Run (run.exe): {refused}",
        f"Bare (resource): {refused}",
        f"Lost (resource): {gone}",
    ]
    with acting(app) as work:
        made = {one.title: (one.words, one.id) for one in work.session.query(Evidence)}
        assert {title: words for title, (words, _id) in made.items()} == {"Told": "What I did.", "Run": "What it does."}
        files = work.session.query(Attachment).all()
        assert [(one.evidence_id, one.name) for one in files] == [(made["Told"][1], "llun.jpg")]


@pytest.mark.parametrize("data", [b"no feed", BOMB.encode(), zipped(**{"other.xml": b"<a/>"}), b"<feed/>"])
def test_what_is_no_feed_is_refused(app: Flask, centre: Centre, begun: Study, data: bytes) -> None:
    page = bring(app, centre, begun, "export.zip", data, status=422)
    assert page.errors == [
        "This is no Leap2A export, or it is damaged so that it cannot be read. Nothing was taken in."
    ]
    with acting(app) as work:
        assert work.session.query(Evidence).count() == 0


def test_a_zip_that_grows_is_refused(app: Flask, centre: Centre, begun: Study) -> None:
    data = zipped(**{"leap2a.xml": FEED.encode(), "files/0-llun.jpg": b"\0" * 30_000_000})
    assert bring(app, centre, begun, "export.zip", data, status=422).errors


@pytest.mark.cases
@pytest.mark.parametrize(
    ("name", "drafts", "left"), [("mahara-behat-leap2a.xml", 4, 5), ("test_valid_leap2a.xml", 3, 6)]
)
def test_samples_come_in(app: Flask, centre: Centre, begun: Study, name: str, drafts: int, left: int) -> None:
    data = (SAMPLES / name).read_bytes()
    bring(app, centre, begun, name, data).says(f"Drafts made: {drafts}", f"Not taken in: {left}")
