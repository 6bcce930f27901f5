"""What others than its owner get of a photograph or recording: a copy without place and device, or why not."""

from urllib.parse import unquote

import pytest
from flask import Flask

from portfolio.core import contents, copies
from portfolio.core.contents import Occupied
from portfolio.server import do_jobs
from tests.client import PageClient
from tests.core import hostile, recorded
from tests.core.recorded import recording
from tests.core.test_redaction import document
from tests.evidence.conftest import SignIn
from tests.evidence.items import file_ids, put_forward
from tests.evidence.test_files import get, sealed
from tests.factories import Centre
from tests.studies import Study

PHOTOGRAPH = ("desg.png", hostile.picture("JPEG"))
BROKEN = ("broken.mp4", hostile.film())


def film() -> tuple[str, bytes]:
    return "film.mp4", recorded.with_boxes(recording("mp4", "libx264", "aac"), recorded.place_box())


def put_in(app: Flask, study: Study, *files: tuple[str, bytes]) -> tuple[str, list[str]]:
    made = put_forward(app, study, files=files)
    return made, file_ids(app, made)


def test_only_its_owner_has_the_original(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    files = (PHOTOGRAPH, film())
    made, ids = put_in(app, study, *files)
    trainee, manager = as_someone(centre.trainee), as_someone(centre.manager)
    for file, (_name, data) in zip(ids, files, strict=True):
        assert get(ffion, file).data == data
        for other in (trainee, manager):
            for view in ("", "/view"):
                answer = get(other, file, view)
                assert sealed(answer) == []
                assert answer.status_code == 200
                assert [one for one in (*recorded.PLANTED, b"Camera") if one in answer.data] == []
                assert answer.content_length == len(answer.data) > 100
        name = unquote(get(trainee, file).headers["Content-Disposition"])
        assert name.endswith((" (without place and device).jpg", " (without place and device).mp4"))
    ffion.get(f"/evidence/{made}").says("the original, for you alone: others get a copy without data about place")
    for address in (f"/evidence/{made}", f"/evidence/{made}/judge"):
        page = trainee.get(address)
        page.says("a copy without data about place and device")
        assert "the original, for you alone" not in page.html


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "others get it as it is: a photograph in it may tell where it was taken"),
        ("cy", "mae eraill yn ei chael fel y mae: gall ffotograff ynddi ddweud ble y cafodd ei dynnu"),
    ],
)
def test_a_document_goes_to_others_as_it_is_and_its_owner_is_told(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, language: str, told: str
) -> None:
    letter = document()
    made, (file, _picture) = put_in(app, study, ("llythyr.pdf", letter), PHOTOGRAPH)
    owner, trainee = as_someone(centre.ffion, language), as_someone(centre.trainee, language)
    assert get(trainee, file).data == letter
    assert owner.get(f"/evidence/{made}").text.count(told) == 1, "of the photograph others get a copy"
    assert told not in trainee.get(f"/evidence/{made}").text


def test_a_copy_may_be_had_in_parts_and_is_another_file_than_the_original(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    _made, (file,) = put_in(app, study, film())
    trainee = as_someone(centre.trainee)
    whole = get(trainee, file, "/view")
    part = get(trainee, file, "/view", Range="bytes=4-7")
    assert (part.status_code, part.data) == (206, b"ftyp")
    assert get(trainee, file, "/view", **{"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert get(ffion, file).headers["ETag"] != whole.headers["ETag"]


def test_a_recording_is_made_ready_before_others_want_it(app: Flask, study: Study) -> None:
    _made, (_photograph, _film) = put_in(app, study, PHOTOGRAPH, film())
    root = app.extensions["store"].root
    assert list(root.glob("*/??/*.clean")) == []
    assert do_jobs(app) >= 1
    assert len(list(root.glob("*/??/*.clean"))) == 1


def test_what_cannot_be_cleaned_is_its_owners_alone_and_others_are_told_why(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    made, (file,) = put_in(app, study, BROKEN)
    trainee = as_someone(centre.trainee)
    for view in ("", "/view"):
        trainee.get(f"/files/{file}{view}", status=403).says("so it is for its owner alone")
    for address in (f"/evidence/{made}", f"/evidence/{made}/judge", f"/files/{file}/part"):
        page = trainee.get(address)
        page.says("Ask the learner to add it again")
        assert "<video" not in page.html
        assert f'href="/files/{file}"' not in page.html
    assert get(ffion, file).data == BROKEN[1]
    assert f'href="/files/{file}"' in ffion.get(f"/evidence/{made}").html


def test_while_others_copies_are_made_one_is_asked_to_come_again(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made, (file,) = put_in(app, study, film())

    def busy(*_arguments: object) -> None:
        raise Occupied

    trainee = as_someone(centre.trainee)
    with monkeypatch.context() as patched:
        patched.setattr(contents, "make_clean", busy)
        page = trainee.get(f"/files/{file}", status=503)
        page.says("Try again in a few minutes")
    assert get(trainee, file).status_code == 200


def test_without_its_permission_everybody_would_have_the_original(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutant of the one line that tells originals from copies."""
    _made, (file,) = put_in(app, study, PHOTOGRAPH)
    monkeypatch.setattr(copies, "KINDS", {})
    assert b"Camera of Ffion" in get(as_someone(centre.trainee), file).data


def test_the_sheet_says_whose_size_and_hash_it_gives(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    made, (file,) = put_in(app, study, PHOTOGRAPH)
    page = as_someone(centre.trainee).get(f"/evidence/{made}/sheet")
    page.says("Size and SHA-256 are of the originals")
    assert f'src="/files/{file}/view"' in page.html
