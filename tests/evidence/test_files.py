"""What browsers get of people's files: sealed, typed by us, in parts if they ask, and only for those who may."""

import io
from urllib.parse import quote

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from portfolio.evidence.views import files
from tests.client import PageClient
from tests.core import hostile
from tests.core.test_office import word
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, file_ids, put_forward
from tests.factories import Centre
from tests.studies import Study

TEXT = ("nodiadau.txt", "Tŷ Gwyrdd".encode())


def sealed(answer: TestResponse) -> list[str]:
    """Everything that is wrong with the headers of an answer that holds somebody's bytes."""
    wanted = {
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    wrong = [name for name, value in wanted.items() if not answer.headers.get(name, "").startswith(value)]
    policy = answer.headers.get("Content-Security-Policy", "")
    wrong += ["default"] if "default-src 'none'" not in policy or "allow-scripts" in policy else []
    return wrong + ([] if "private" in answer.headers.get("Cache-Control", "") else ["Cache-Control"])


def get(client: PageClient, file: str, view: str = "", **headers: str) -> TestResponse:
    return client.browser.get(f"/files/{file}{view}", headers=headers, buffered=True)


def test_a_download_is_an_attachment_of_our_type(app: Flask, ffion: PageClient, study: Study) -> None:
    name = "Tŷ 👩‍🏫 “x”.html"
    (file,) = file_ids(app, put_forward(app, study, files=((name, hostile.picture() + hostile.HTML),)))
    answer = get(ffion, file)
    assert sealed(answer) == []
    assert answer.content_type == "image/jpeg"
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote(name + '.jpg', safe='')}"
    assert answer.data == hostile.picture() + hostile.HTML
    assert answer.content_length == len(answer.data)


def test_without_the_seal_the_test_fails(
    app: Flask, ffion: PageClient, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutant of the upload headers."""
    (file,) = file_ids(app, put_forward(app, study, files=(TEXT,)))
    monkeypatch.setattr(files, "_seal", lambda *_: None)
    assert "Content-Security-Policy" in sealed(get(ffion, file))


def test_parts_are_sent(app: Flask, ffion: PageClient, study: Study) -> None:
    (file,) = file_ids(app, put_forward(app, study, files=(("voice.wav", hostile.sound()),)))
    answer = get(ffion, file, "/view", Range="bytes=0-3")
    assert (answer.status_code, answer.data) == (206, b"RIFF")
    assert answer.headers["Content-Range"] == f"bytes 0-3/{len(hostile.sound())}"
    assert sealed(answer) == []
    assert answer.content_type == "audio/wav"
    assert get(ffion, file, "/view", Range="bytes=999999-").status_code == 416
    whole = get(ffion, file)
    assert get(ffion, file, "", **{"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_a_picture_is_shown_made_anew(app: Flask, ffion: PageClient, study: Study) -> None:
    (file,) = file_ids(app, put_forward(app, study, files=(("a.jpg", hostile.picture() + hostile.HTML),)))
    for _twice in range(2):
        answer = get(ffion, file, "/view")
        assert (answer.content_type, sealed(answer)) == ("image/jpeg", [])
        assert b"Camera of Ffion" not in answer.data
        assert b"script" not in answer.data
        assert Image.open(io.BytesIO(answer.data)).size == (40, 30)


def test_a_text_is_shown_as_words(app: Flask, ffion: PageClient, study: Study) -> None:
    words = b"a note on\n<script>alert(1)</script>"
    (file,) = file_ids(app, put_forward(app, study, files=(("a.txt", words),)))
    page = ffion.get(f"/files/{file}/view")
    page.says("<script>alert(1)</script>")
    assert "<script>alert" not in page.html


def test_a_pdf_may_stand_in_our_frame_alone(app: Flask, ffion: PageClient, study: Study) -> None:
    (file,) = file_ids(app, put_forward(app, study, files=(("a.pdf", hostile.pdf()),)))
    answer = get(ffion, file, "/view")
    assert answer.content_type == "application/pdf"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_of_an_office_document_the_words_are_shown(app: Flask, ffion: PageClient, study: Study) -> None:
    files = (("a.docx", word()), ("b.docx", hostile.word()), ("c.docx", hostile.word({"word/document.xml": b"<w"})))
    made = put_forward(app, study, files=files)
    ffion.get(f"/evidence/{made}").says("Read its words here")
    said = ("Trafodais\tgyda'r cleient.", "No words were found", "No words were found")
    for file, words in zip(file_ids(app, made), said, strict=True):
        page = ffion.get(f"/files/{file}/view")
        page.says("These are the document's words only")
        assert words.replace("'", "&#39;") in page.html
        assert get(ffion, file).status_code == 200


@pytest.mark.parametrize("view", ["", "/view"])
def test_only_those_who_may_see_the_evidence_get_its_files(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, view: str
) -> None:
    (submitted,) = file_ids(app, put_forward(app, study, files=(TEXT,)))
    (unsent,) = file_ids(app, draft(app, study, files=(TEXT,)))
    for someone, statuses in (
        (centre.ffion, (200, 200)),
        (centre.trainee, (200, 404)),
        (centre.manager, (200, 404)),
        (centre.owen, (404, 404)),
        (centre.administrator, (404, 404)),
        (centre.other_manager, (404, 404)),
    ):
        client = as_someone(someone)
        assert (get(client, submitted, view).status_code, get(client, unsent, view).status_code) == statuses
    assert get(PageClient(app), submitted, view).status_code == 302


def test_a_file_put_to_submitted_evidence_is_still_a_draft(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    made = put_forward(app, study, files=(TEXT,))
    ffion.submit(ffion.get(f"/evidence/{made}/edit"), {"files": [(b"later", "later.txt")]}, button="Save draft")
    first, later = file_ids(app, made)
    trainee = as_someone(centre.trainee)
    assert (get(trainee, first).status_code, get(trainee, later).status_code) == (200, 404)


def test_a_file_that_is_lost_is_said_to_be_lost(app: Flask, ffion: PageClient, study: Study) -> None:
    (file,) = file_ids(app, put_forward(app, study, files=(TEXT,)))
    for path in app.extensions["store"].root.glob("*/??/*"):
        path.unlink()
    ffion.get(f"/files/{file}", status=404)
