"""A witness's files come in pieces by the link alone: no other link, no end of it and no account gives the right."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portfolio.core.store import FolderStore
from portfolio.core.store.parts import PARTS
from portfolio.evidence.models import Attachment, Evidence, StoredFile
from portfolio.web import pieces, uploads
from portfolio.witnesses import services
from standards.foundation import Role
from tests.client import PageClient
from tests.core.hostile import picture
from tests.evidence.test_pieces import TUS, Sender
from tests.studies import Study, acting
from tests.witnesses.asking import ask, row, typed

PHOTO = picture()


class Witness(Sender):
    """Whoever holds a link, in a browser."""

    def __init__(self, client: PageClient, link: str) -> None:
        self.client, self.link, self.at = client, link, f"/witness/{link}/uploads"
        self.token = client.get(f"/witness/{link}").form("Sign and send").values["csrf_token"]

    def sent(self, name: str = "desg.jpg", data: bytes = PHOTO) -> str:
        """Send a whole file; gives the token by which the form speaks of it."""
        return self.piece(self.begun(name, len(data)), 0, data).headers["Upload-Kept"]

    def by(self, link: str, path: str) -> str:
        """The same upload, asked for by another link."""
        return path.replace(self.link, link)

    def everything(self, path: str) -> Iterator[TestResponse]:
        """Ask for all that can be done with an upload."""
        yield self.ask("HEAD", path, TUS)
        yield self.piece(path, 0, PHOTO)
        yield self.ask("DELETE", path, TUS)


def lying(app: Flask) -> list[Path]:
    store = cast("FolderStore", app.extensions["store"])
    return [path for path in (store.root / PARTS).rglob("*") if path.is_file()]


def sign(witness: Witness, app: Flask, *tokens: str) -> PageClient:
    page = witness.client.get(f"/witness/{witness.link}")
    with acting(app) as work:
        data = page.form("Sign and send").filled(typed(work.today), "Sign and send")
    for token in tokens:
        data.add("kept_file", token)
    witness.client.post(page.path, data)
    return witness.client


def attached(app: Flask) -> list[str]:
    with acting(app) as work:
        rows = work.session.query(StoredFile).join(Attachment, Attachment.stored_file_id == StoredFile.id)
        return [one.sha256 for one in rows]


def test_what_came_in_pieces_is_signed_with_the_testimony(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, link = ask(app, study)
    witness = Witness(visitor, link)
    path = witness.begun("desg.jpg", len(PHOTO))
    assert witness.piece(path, 0, PHOTO[:100]).headers["Upload-Offset"] == "100"
    assert witness.offset(path) == 100
    token = witness.piece(path, 100, PHOTO[100:]).headers["Upload-Kept"]
    witness.begun("never.jpg", 1000)
    sign(witness, app, token)
    assert attached(app) == [hashlib.sha256(PHOTO).hexdigest()]
    assert lying(app) == []


@pytest.mark.parametrize("end", ["used", "declined", "revoked", "expired"])
def test_nothing_comes_by_a_link_that_is_over(app: Flask, study: Study, visitor: PageClient, end: str) -> None:
    request, link = ask(app, study)
    witness = Witness(visitor, link)
    path = witness.begun("desg.jpg", len(PHOTO))
    if end == "declined":
        visitor.submit(visitor.get(f"/witness/{link}/decline"), {"reason": "I was not there."})
    elif end == "used":
        sign(witness, app)
    else:
        with acting(app, study.learner, Role.LEARNER) as work:
            if end == "revoked":
                services.revoke(work, row(work, request))
            else:
                row(work, request).expires_at = work.now
    answers = [*witness.everything(path), witness.begin("more.jpg", 10)]
    assert {answer.status_code for answer in answers} == {410}
    assert answers[-1].text == "This link does not work"
    assert len({answer.text for answer in answers if answer.request.method != "HEAD"}) == 1
    if end in {"used", "declined"}:
        assert lying(app) == []


def test_revoking_throws_away_what_was_on_its_way(
    app: Flask, study: Study, visitor: PageClient, ffion: PageClient
) -> None:
    request, link = ask(app, study)
    witness = Witness(visitor, link)
    witness.begun("desg.jpg", len(PHOTO))
    assert len(lying(app)) == 1
    ffion.submit(ffion.get(f"/witnesses/{request}/revoke"), {})
    assert lying(app) == []


def test_another_link_reaches_no_upload_and_signs_no_file(
    app: Flask, study: Study, visitor: PageClient, ffion: PageClient
) -> None:
    _one, link = ask(app, study)
    _other, elsewhere = ask(app, study)
    witness = Witness(visitor, link)
    path = witness.begun("desg.jpg", len(PHOTO))
    whole = witness.sent()
    assert {answer.status_code for answer in witness.everything(witness.by(elsewhere, path))} == {404}
    assert {answer.status_code for answer in witness.everything(witness.by("invented", path))} == {410}
    # Nor does an account, the asker's own included, in whose form the file would count for nothing either.
    own = path.replace(f"/witness/{link}", f"/portfolios/{study.portfolio}")
    learner = Sender(ffion, study)
    assert learner.ask("HEAD", own, TUS).status_code == 404
    sign(Witness(visitor, elsewhere), app, whole)
    assert attached(app) == []


def test_another_link_to_the_same_request_goes_on_where_the_first_was(
    app: Flask, study: Study, visitor: PageClient
) -> None:
    request, link = ask(app, study)
    with acting(app, study.learner, Role.LEARNER) as work:
        second = services.make_link(work, row(work, request))
    witness = Witness(visitor, link)
    path = witness.begun("desg.jpg", len(PHOTO))
    witness.piece(path, 0, PHOTO[:100])
    assert witness.offset(witness.by(second, path)) == 100


def test_a_link_takes_so_many_files_and_no_more(
    app: Flask, study: Study, visitor: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MOST_BY_LINK", 3)
    monkeypatch.setattr(uploads, "MOST_BY_LINK", 3)
    _request, link = ask(app, study)
    witness = Witness(visitor, link)
    witness.sent()
    whole = witness.begun("desg.jpg", len(PHOTO))
    witness.piece(whole, 0, PHOTO)
    given_up = witness.begun("more.jpg", 10)
    assert witness.begin("last.jpg", 10).status_code == 422
    # What was given up leaves room; what lies in the store does not.
    witness.ask("DELETE", whole, TUS)
    refused = witness.begin("last.jpg", 10)
    assert refused.status_code == 422
    assert refused.text.startswith("“last.jpg” was left out: this link takes no more files.")
    witness.ask("DELETE", given_up, TUS)
    assert witness.begin("last.jpg", 10).status_code == 201
    _another, elsewhere = ask(app, study)
    assert Witness(visitor, elsewhere).begin("desg.jpg", 10).status_code == 201


def test_a_link_takes_so_many_bytes_and_no_more(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, link = ask(app, study)
    witness, most = Witness(visitor, link), app.extensions["settings"].max_file_bytes
    assert witness.begin("big.mp4", most + 1).status_code == 413
    for _time in range(pieces.LARGEST_BY_LINK):
        witness.begun("big.mp4", most)
    assert witness.begin("small.jpg", 1).status_code == 422


def test_a_form_with_too_many_files_says_which_were_left_out(
    app: Flask, study: Study, visitor: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BY_LINK", 1)
    _request, link = ask(app, study)
    with acting(app) as work:
        filled = typed(work.today, files=[(PHOTO, "llun.jpg"), (PHOTO, "ail.jpg")])
    page = visitor.submit(visitor.get(f"/witness/{link}"), filled, status=422)
    assert page.errors[0].startswith("“ail.jpg” was left out")
    with acting(app) as work:
        assert work.session.query(Evidence).count() == 0


def test_a_guess_is_slowed_as_everywhere(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, link = ask(app, study)
    witness = Witness(visitor, link)
    path = witness.begun("desg.jpg", len(PHOTO))
    for number in range(30):
        witness.ask("HEAD", witness.by(f"guess{number}", path), TUS)
    assert witness.ask("HEAD", path, TUS).status_code == 429


def test_what_is_spoken_is_said_to_whoever_asks(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, link = ask(app, study)
    said = visitor.browser.options(f"/witness/{link}/uploads").headers
    assert (said["Tus-Version"], said["Tus-Extension"]) == ("1.0.0", "creation,expiration,termination")
