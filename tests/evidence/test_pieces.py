"""Files come in pieces, by the tus protocol 1.0: what was acknowledged stays, and nothing comes to others' hands."""

import base64
import hashlib
import io
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portfolio.core import contents
from portfolio.core.store import Address, FolderStore
from portfolio.core.store.disk import Busy
from portfolio.core.store.parts import PARTS, Elsewhere, Part
from portfolio.evidence.models import Attachment, StoredFile
from portfolio.web import uploads
from tests.client import PageClient
from tests.core.hostile import picture
from tests.evidence.conftest import SignIn
from tests.factories import Centre
from tests.studies import Study, acting

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream"}


def named(name: str) -> str:
    return "filename " + base64.b64encode(name.encode()).decode()


class Sender:
    """Somebody whose browser sends a file in pieces, with the token of a page of theirs."""

    def __init__(self, client: PageClient, study: Study) -> None:
        self.client, self.at = client, f"/portfolios/{study.portfolio}/uploads"
        page = client.get(f"/portfolios/{study.portfolio}/evidence/new")
        self.token = page.form("Submit").values["csrf_token"]

    def ask(self, method: str, path: str, headers: dict[str, str], data: bytes = b"") -> TestResponse:
        given = {**headers, "X-CSRFToken": self.token}
        return self.client.browser.open(path, method=method, headers=given, input_stream=io.BytesIO(data),
                                        content_length=len(data))  # fmt: skip

    def begin(self, name: str, length: int | str, **more: str) -> TestResponse:
        headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": named(name), **more}
        return self.ask("POST", self.at, headers)

    def begun(self, name: str, length: int) -> str:
        answer = self.begin(name, length)
        assert answer.status_code == 201, answer.text
        return urlsplit(answer.headers["Location"]).path

    def piece(self, path: str, at: int, data: bytes, **more: str) -> TestResponse:
        return self.ask("PATCH", path, {**PIECE, "Upload-Offset": str(at), **more}, data)

    def offset(self, path: str) -> int:
        return int(self.ask("HEAD", path, TUS).headers["Upload-Offset"])


@pytest.fixture(name="sender")
def sender_fixture(ffion: PageClient, study: Study) -> Sender:
    return Sender(ffion, study)


def test_a_file_in_three_pieces_is_one_file_of_the_evidence(app: Flask, sender: Sender, study: Study) -> None:
    photo = picture()
    path = sender.begun("desg.jpg", len(photo))
    third = len(photo) // 3
    assert sender.piece(path, 0, photo[:third]).headers["Upload-Offset"] == str(third)
    assert sender.offset(path) == third
    assert sender.piece(path, third, photo[third : 2 * third]).status_code == 204
    last = sender.piece(path, 2 * third, photo[2 * third :])
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(photo)))
    token = last.headers["Upload-Kept"]
    # Whoever lost that answer asks again.
    again = sender.ask("HEAD", path, TUS)
    assert (again.headers["Upload-Offset"], again.headers["Upload-Kept"]) == (str(len(photo)), token)
    page = sender.client.get(f"/portfolios/{study.portfolio}/evidence/new")
    data = page.form("Save draft").filled({"title": "A desk"}, "Save draft")
    data.add("kept_file", token)
    sender.client.post(page.path, data).says("A desk")
    with acting(app) as work:
        stored, attached = work.session.query(StoredFile).one(), work.session.query(Attachment).one()
        assert (stored.sha256, stored.media_type) == (hashlib.sha256(photo).hexdigest(), "image/jpeg")
        assert attached.name == "desg.jpg"


class Killed(BaseException):
    """What ends a server in the middle: nothing catches it."""


STOPPED = [
    (place, name, after)
    for place, name in ((contents, "inspect"), (uploads, "with_token"), (Part, "tell"), (FolderStore, "_put"))
    for after in (False, True)
]


@pytest.mark.parametrize(
    "hole", STOPPED, ids=[f"{'after' if after else 'before'}-{name}" for _, name, after in STOPPED]
)
@pytest.mark.parametrize("method", ["HEAD", "PATCH"])
def test_what_was_stopped_while_it_was_kept_is_finished_by_the_next_who_asks(
    app: Flask,
    centre: Centre,
    sender: Sender,
    monkeypatch: pytest.MonkeyPatch,
    hole: tuple[Any, str, bool],
    method: str,
) -> None:
    place, name, after = hole
    photo = picture()
    path, act = sender.begun("desg.jpg", len(photo)), getattr(place, name)

    def stop(*arguments: Any) -> None:
        if after:
            act(*arguments)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(place, name, stop)
        with pytest.raises(Killed):
            sender.piece(path, 0, photo)
    answers = [sender.ask(method, path, {**PIECE, "Upload-Offset": str(len(photo))}) for _time in range(2)]
    assert {(one.status_code // 100, one.headers["Upload-Offset"]) for one in answers} == {(2, str(len(photo)))}
    assert len({one.headers["Upload-Kept"] for one in answers}) == 1
    store = cast("FolderStore", app.extensions["store"])
    assert store.verify(Address(str(centre.provider_id), hashlib.sha256(photo).hexdigest()))
    assert [path for path in (store.root / PARTS).rglob("*") if path.is_file() and path.suffix != ".whole"] == []


def test_what_is_being_kept_is_not_kept_twice_at_once(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = picture()
    path, inspect, asked = sender.begun("desg.jpg", len(photo)), contents.inspect, list[int]()

    def slowly(*arguments: Any) -> str:
        asked.append(sender.ask("HEAD", path, TUS).status_code)
        return inspect(*arguments)

    monkeypatch.setattr(contents, "inspect", slowly)
    assert sender.piece(path, 0, photo).status_code == 204
    assert asked == [423]


def test_the_last_piece_of_an_upload_that_lacks_others_is_refused(sender: Sender) -> None:
    path = sender.begun("nodyn.txt", 10)
    sender.piece(path, 0, b"abc")
    assert sender.piece(path, 10, b"").status_code == 409
    assert sender.offset(path) == 3


def test_a_piece_that_breaks_off_is_kept_as_far_as_it_came(app: Flask, sender: Sender) -> None:
    path = sender.begun("nodyn.txt", 10)

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            found = super().read(4 if size is None or size < 0 else min(size, 4))
            if not found:
                raise ConnectionError
            return found

    assert path
    part = some_part(app, 10)
    part.begin()
    with pytest.raises(ConnectionError):
        part.append(0, Broken(b"abcdef"))
    assert part.offset == 6
    assert part.append(6, io.BytesIO(b"ghijklm")) == 10
    assert part.path.read_bytes() == b"abcdefghij"


def some_part(app: Flask, length: int) -> Part:
    return cast("FolderStore", app.extensions["store"]).part("1", "ab" * 16, length)


def test_a_piece_from_elsewhere_and_two_at_once_are_refused(app: Flask) -> None:
    part = some_part(app, 10)
    part.begin()
    part.append(0, io.BytesIO(b"abc"))
    with pytest.raises(Elsewhere):
        part.append(2, io.BytesIO(b"x"))

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            with pytest.raises(Busy):
                part.append(3, io.BytesIO(b"x"))
            return super().read(size)

    assert part.append(3, Slow(b"de")) == 5


def test_what_nobody_goes_on_with_is_swept(app: Flask) -> None:
    store, part = cast("FolderStore", app.extensions["store"]), some_part(app, 10)
    part.begin()
    part.append(0, io.BytesIO(b"abc"))
    assert store.sweep(lambda _owner, hashes: hashes) == 0
    assert store.sweep(lambda _owner, hashes: hashes, timedelta(0)) == 1
    with pytest.raises(FileNotFoundError):
        _ = part.offset


@pytest.mark.parametrize(
    ("name", "length", "status", "said"),
    [
        ("desg.jpg", 0, 422, "“desg.jpg” is empty."),
        ("desg.jpg", 10**12, 413, "“desg.jpg” is too big."),
        ("../desg.jpg", 10, 422, "came with a path for a name"),
    ],
)
def test_what_cannot_be_kept_is_refused_before_it_is_sent(
    sender: Sender, name: str, length: int, status: int, said: str
) -> None:
    answer = sender.begin(name, length)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")
    assert said in answer.text
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    ("language", "said"), [("en", "is not a kind of file"), ("cy", "Nid yw “tudalen.jpg” yn fath")]
)
def test_what_is_no_file_of_ours_is_refused_once_it_is_whole(
    as_someone: SignIn, centre: Centre, study: Study, language: str, said: str
) -> None:
    client = as_someone(centre.ffion, "en")
    sender = Sender(client, study)
    client.speak(language)
    page = b"<html><script>alert(1)</script>"
    path = sender.begun("tudalen.jpg", len(page))
    answer = sender.piece(path, 0, page)
    assert answer.status_code == 422
    assert said in answer.text
    assert sender.ask("HEAD", path, TUS).status_code == 404


WRONG = [
    ("PATCH", {**TUS, "Upload-Offset": "0", "Content-Type": "text/plain"}, 415),
    ("PATCH", {**PIECE, "Upload-Offset": "-1"}, 400),
    ("PATCH", {**PIECE, "Upload-Offset": "9" * 99}, 400),
    ("PATCH", PIECE, 400),
    ("PATCH", {**PIECE, "Upload-Offset": "5"}, 409),
    ("PATCH", {**PIECE, "Upload-Offset": "0", "Tus-Resumable": "0.2.2"}, 412),
    ("HEAD", {}, 412),
    ("DELETE", {}, 412),
]


@pytest.mark.parametrize(("method", "headers", "status"), WRONG)
def test_what_is_not_of_the_protocol_is_refused(
    sender: Sender, method: str, headers: dict[str, str], status: int
) -> None:
    path = sender.begun("nodyn.txt", 10)
    assert sender.ask(method, path, headers, b"abc").status_code == status
    assert sender.offset(path) == 0


@pytest.mark.parametrize("more", [{"Upload-Length": "x"}, {"Upload-Length": ""}, {"Upload-Defer-Length": "1"}])
def test_an_upload_of_no_length_is_not_begun(sender: Sender, more: dict[str, str]) -> None:
    assert sender.begin("nodyn.txt", 3, **more).status_code == 400


def test_more_than_was_told_is_not_taken(sender: Sender) -> None:
    path = sender.begun("nodyn.txt", 4)
    answer = sender.piece(path, 0, b"abcdefgh")
    assert answer.headers["Upload-Offset"] == "4"


def test_an_upload_is_given_up(sender: Sender) -> None:
    path = sender.begun("nodyn.txt", 10)
    assert sender.ask("DELETE", path, TUS).status_code == 204
    assert sender.ask("HEAD", path, TUS).status_code == 404
    assert sender.piece(path, 0, b"abc").status_code == 404


def test_what_is_spoken_is_said(sender: Sender) -> None:
    said = sender.ask("OPTIONS", sender.at, {}).headers
    assert (said["Tus-Version"], said["Tus-Extension"]) == ("1.0.0", "creation,expiration,termination")
    assert int(said["Tus-Max-Size"]) > 0


def test_nobody_else_comes_near_an_upload(
    app: Flask, sender: Sender, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    """Not even somebody with a portfolio of their own, who has the address and puts it under theirs."""
    path = sender.begun("nodyn.txt", 10)
    for someone in (centre.owen, centre.trainee, centre.manager, centre.other_manager, centre.stranger):
        client = as_someone(someone)
        for method, headers in (("HEAD", TUS), ("PATCH", {**PIECE, "Upload-Offset": "0"}), ("DELETE", TUS)):
            answer = client.browser.open(path, method=method, headers=headers, data=b"abc")
            assert answer.status_code in {400, 403, 404}, (someone.name, method)
    visitor = PageClient(app)
    assert visitor.browser.open(path, method="HEAD", headers=TUS).status_code == 302
    assert sender.offset(path) == 0


def test_without_the_token_of_a_page_nothing_is_taken(sender: Sender) -> None:
    path = sender.begun("nodyn.txt", 10)
    sender.token = "forged"
    assert sender.piece(path, 0, b"abc").status_code == 400
    assert sender.begin("nodyn.txt", 10).status_code == 400
    assert sender.ask("DELETE", path, TUS).status_code == 400
    assert sender.offset(path) == 0


def test_a_forged_address_names_nothing(sender: Sender) -> None:
    path = sender.begun("nodyn.txt", 10)
    assert sender.ask("HEAD", path[:-2] + "xx", TUS).status_code == 404
    assert sender.piece(path[:-2] + "xx", 0, b"abc").status_code == 404
