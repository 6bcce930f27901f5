"""Nasty files and names through the pages: refused with the reason in the reader's language, or kept as they came."""

import hashlib
import os
import re
from pathlib import Path

import pytest
from flask import Flask

from portfolio.core.contents import workers
from portfolio.evidence.models import Attachment, StoredFile
from portfolio.web.uploads import MESSAGES
from tests.client import PageClient
from tests.core import hostile, nasty
from tests.core.nasty import Nasty
from tests.evidence.conftest import SignIn
from tests.evidence.items import file_ids, put_forward
from tests.evidence.test_files import get, sealed
from tests.factories import Centre
from tests.studies import Study, acting

CORPUS = nasty.corpus()
TAKEN = [one for one in CORPUS if not one.refused]
SAID = {
    "en": ("Save draft", "“%(name)s” takes a template or an object from the internet when it is opened."),
    "cy": ("Cadw drafft", "Mae “%(name)s” yn cymryd templed neu wrthrych o'r rhyngrwyd pan gaiff ei agor."),
}
HARMLESS = re.compile(
    r"image/(jpeg|png|gif|webp)|application/(pdf(; programs=1)?|vnd\.openxml.*)|text/plain; charset=utf-8"
)


def one_of_each_refusal() -> list[Nasty]:
    return list({one.verdict: one for one in CORPUS if one.refused}.values())


@pytest.mark.parametrize("language", SAID)
def test_each_reason_is_said_in_the_readers_language_and_the_others_are_kept(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, language: str
) -> None:
    client, (button, remote) = as_someone(centre.ffion, language), SAID[language]
    sent = one_of_each_refusal()
    files = [(one.data, one.name) for one in sent] + [(hostile.picture(), "desg.jpg")]
    page = client.get(f"/portfolios/{study.portfolio}/evidence/new")
    page = client.submit(page, {"files": files}, button=button, status=422)
    assert {one.verdict for one in sent} <= MESSAGES.keys()
    assert page.errors[-1] != remote
    for one in sent:
        assert [said for said in page.errors if f"“{one.name}”" in said], one.name
    called = next(one.name for one in sent if one.verdict == "file-remote")
    assert [said for said in page.errors if said.startswith(remote % {"name": called})] != []
    page.says("desg.jpg")
    with acting(app) as work:
        assert work.session.query(StoredFile).count() == 0


def test_what_is_taken_lies_as_it_came_and_comes_alive_nowhere(app: Flask, ffion: PageClient, study: Study) -> None:
    made = put_forward(app, study, files=tuple((one.name, one.data) for one in TAKEN))
    page = ffion.get(f"/evidence/{made}")
    assert nasty.ELSEWHERE not in "".join(str(one) for one in page.soup.find_all(["img", "iframe", "script", "link"]))
    for one, file in zip(TAKEN, file_ids(app, made), strict=True):
        whole = get(ffion, file)
        assert (whole.status_code, whole.data, sealed(whole)) == (200, one.data, []), one.name
        assert whole.headers["Content-Disposition"].startswith("attachment;"), one.name
        assert whole.content_type == one.verdict
        assert HARMLESS.fullmatch(whole.content_type), one.name
        shown = get(ffion, file, "/view")
        assert shown.status_code in {200, 404}, one.name
        if shown.status_code == 200 and shown.mimetype == "image/jpeg":
            assert sealed(shown) == [], one.name
            assert b"script" not in shown.data, one.name
        if shown.mimetype == "text/html":
            assert b"<script>fetch" not in shown.data, one.name


def test_a_pdf_with_programs_is_for_downloading(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    """A viewer would run them in our name; an ordinary one is read in the page."""
    programs = next(one.data for one in TAKEN if one.name == "script.pdf")
    made = put_forward(app, study, files=(("form.pdf", programs), ("letter.pdf", hostile.pdf())))
    acting_file, plain = file_ids(app, made)
    for client, ending in ((ffion, ""), (as_someone(centre.trainee), "/judge")):
        page = client.get(f"/evidence/{made}{ending}")
        page.says("This document holds programs, so it is not shown here. Download it to read it.")
        assert f"/files/{acting_file}/view" not in page.html
        assert f"/files/{plain}/view" in page.html
    assert (get(ffion, acting_file, "/view").status_code, get(ffion, plain, "/view").status_code) == (404, 200)


NAMES = {
    "photo\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe": "photogpj.exe.jpg",
    "\N{RIGHT-TO-LEFT ISOLATE}صورة\N{POP DIRECTIONAL ISOLATE}.jpg": "صورة.jpg",
    "👩‍🏫🏴󠁧󠁢󠁷󠁬󠁳󠁿 ŵ.jpg": "👩‍🏫🏴 ŵ.jpg",
    "ŷ" * 126 + ".jpg": "ŷ" * 125 + ".jpg",
    "x" * 251 + ".jpg": "x" * 251 + ".jpg",
    ".jpg": "file.jpg",
    "..jpg": "file.jpg",
    "CON": "_CON.jpg",
    "nul.jpg": "_nul.jpg",
    "a\tb\x7f.jpg": "ab.jpg",
    "<img src=x onerror=alert(1)>.jpg": "_img src=x onerror=alert(1)_.jpg",
    "'; DROP TABLE attachment; --.jpg": "'; DROP TABLE attachment; --.jpg",
}
PATHS = ("../../../../etc/passwd", "C:\\Windows\\win.ini", "..", "a\0b.jpg", "/etc/passwd", " . ")


def test_names_are_words_on_a_page_and_never_places_on_a_disk(app: Flask, ffion: PageClient, study: Study) -> None:
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new")
    files = [(hostile.picture() + bytes([number]), name) for number, name in enumerate(NAMES)]
    page = ffion.submit(page, {"files": files}, button="Save draft")
    with acting(app) as work:
        found = [one.name for one in work.session.query(Attachment).order_by(Attachment.id)]
    assert found == list(NAMES.values())
    page.says(*NAMES.values())
    root = Path(app.extensions["store"].root)
    kept = [one.name for one in root.rglob("*") if one.is_file()]
    hashes = {hashlib.sha256(data).hexdigest() for data, _name in files}
    assert hashes <= set(kept)
    assert [one for one in kept if not re.fullmatch(r"[0-9a-f.]+[a-z.-]*", one)] == []


@pytest.mark.parametrize("name", PATHS)
def test_paths_for_names_are_refused(app: Flask, ffion: PageClient, study: Study, name: str) -> None:
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new")
    page = ffion.submit(page, {"files": [(hostile.picture(), name)]}, button="Save draft", status=422)
    assert "came with a path for a name. Rename the file, then choose it again." in page.errors[0]
    with acting(app) as work:
        assert work.session.query(StoredFile).count() == 0


CRASHES = (
    "import os\nfrom portfolio.core.contents import child\n"
    "def crash(path, target, more):\n    target.write_bytes(b'half')\n    os.abort()\n"
    "child.WRITERS['preview'] = crash\nchild.main()\n"
)


def test_a_preview_that_crashes_hurts_nothing(
    app: Flask, ffion: PageClient, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = put_forward(app, study, files=(("desg.jpg", hostile.picture()),))
    (file,) = file_ids(app, made)
    (tmp_path / "crashing.py").write_text(CRASHES)
    children = workers.Children()
    with monkeypatch.context() as spoilt:
        spoilt.setattr(workers, "_children", children)
        spoilt.setattr(workers, "MODULE", "crashing")
        spoilt.setattr(workers, "KEPT_ENVIRONMENT", (*workers.KEPT_ENVIRONMENT, "PYTHONPATH"))
        spoilt.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{workers.ROOT}")
        for _twice in range(2):
            assert get(ffion, file, "/view").status_code == 403
        ffion.get(f"/evidence/{made}").says("desg.jpg")
        assert get(ffion, file).data == hostile.picture()
    children.close()
    # Nothing half-made was kept: once the program is right, and a day has gone, the picture is shown.
    refused = [one for one in Path(app.extensions["store"].root).rglob("*.refused") if one.is_file()]
    assert len(refused) == 1
    refused[0].unlink()
    assert get(ffion, file, "/view").status_code == 200
