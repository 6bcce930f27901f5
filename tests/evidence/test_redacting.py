"""Covering parts of a file on a page: the copy takes its place, what was frozen stays, and what is discarded goes."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image
from pypdf import PdfReader

from portfolio.core.store import FolderStore
from portfolio.evidence import services
from portfolio.evidence.models import Attachment, Redaction, RevisionFile
from portfolio.evidence.queries import stored_at
from portfolio.witnesses import services as witnesses
from portfolio.witnesses.services import Signed
from standards.foundation import Role
from tests.client import PageClient
from tests.core import hostile
from tests.core.test_redaction import SECRET, document
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, file_ids, kept, put_forward, row
from tests.factories import Centre
from tests.ledger.tampering import change
from tests.ledger.test_check import checked
from tests.studies import Study, acting, portfolio_row
from tests.witnesses.asking import ELSEWHERE, ask, signed
from tests.witnesses.asking import row as request_row

PHOTO = ("pugh.jpg", hostile.picture(size=(200, 100)))
LETTER = ("letter.pdf", document())
WHOLE = {"box-page": ["1"], "box-left": ["0"], "box-top": ["0"], "box-width": ["100"], "box-height": ["100"]}


def boxes(*rows: tuple[int, int, int, int, int]) -> dict[str, list[str]]:
    sides = ("page", "left", "top", "width", "height")
    return {f"box-{side}": [str(one[place]) for one in rows] for place, side in enumerate(sides)}


def bytes_of(client: PageClient, file: str) -> bytes:
    answer = client.browser.get(f"/files/{file}", buffered=True)
    assert answer.status_code == 200
    return bytes(answer.data)


def is_picture(data: bytes) -> bool:
    """Tell whether somebody got a photograph made anew, as others than its owner do."""
    return data.startswith(b"\xff\xd8") and data != PHOTO[1]


def test_a_copy_takes_the_place_of_a_picture_that_was_never_submitted(
    app: Flask, ffion: PageClient, study: Study
) -> None:
    evidence = draft(app, study, files=(PHOTO, ("notes.txt", b"Notes.")))
    page = ffion.get(f"/evidence/{evidence}/edit")
    page = ffion.get(page.link("Cover parts of it ( pugh.jpg )"))
    page = ffion.submit(page, boxes((1, 10, 10, 50, 50)), button="See the boxes")
    assert len(page.soup.select(".ty-redact__box")) == 1
    page = ffion.submit(page, {"original": "kept"}, button="Make the copy")
    page.says(
        "The copy took the place of the file.", "pugh covered.jpg", "Originals of covered files, closed to others:"
    )
    original, notes, copy = file_ids(app, evidence)
    owners = ffion.get(f"/evidence/{evidence}")
    owners.says("; a copy with parts covered)")
    assert "the original, for you alone" not in owners.text
    with Image.open(io.BytesIO(bytes_of(ffion, copy))) as made:
        assert made.convert("L").getpixel((50, 30)) <= 16  # type: ignore[operator]
        assert len(made.getexif()) == 0
    with acting(app, study.learner, Role.LEARNER) as work:
        services.submit(work, portfolio_row(work, study), row(work, evidence))
        found = work.session.query(RevisionFile, Attachment).join(
            Attachment, Attachment.id == RevisionFile.attachment_id
        )
        kept = [one.public_id for _held, one in found.order_by(RevisionFile.position)]
    assert kept == [copy, notes]
    owners = ffion.get(f"/evidence/{evidence}")
    owners.says("; a copy with parts covered)")
    assert "the original, for you alone" not in owners.text
    assert bytes_of(ffion, original) == PHOTO[1]
    ffion.get(f"/portfolios/{study.portfolio}/record").says("replaced by a copy with parts covered")
    assert checked(app) == []


def test_a_document_is_covered_page_by_page(app: Flask, ffion: PageClient, study: Study) -> None:
    evidence = draft(app, study, files=(LETTER,))
    first, *_rest = file_ids(app, evidence)
    page = ffion.get(f"/files/{first}/redact")
    assert len(page.soup.select("figure img")) == 2
    drawn = ffion.browser.get(f"/files/{first}/pages/2", buffered=True)
    assert (drawn.status_code, drawn.content_type) == (200, "image/jpeg")
    assert ffion.browser.get(f"/files/{first}/pages/3").status_code == 404
    ffion.submit(
        page, {**boxes((1, 0, 0, 100, 30), (2, 0, 0, 100, 30)), "original": "discarded"}, button="Make the copy"
    )
    (copy,) = file_ids(app, evidence)
    said = bytes_of(ffion, copy)
    assert SECRET.encode() not in said
    assert [one.extract_text() for one in PdfReader(io.BytesIO(said)).pages] == ["", ""]


def test_what_is_discarded_leaves_the_store_and_the_ledger_remembers(
    app: Flask, ffion: PageClient, study: Study
) -> None:
    evidence = draft(app, study, files=(PHOTO,))
    (original,) = file_ids(app, evidence)
    page = ffion.get(f"/files/{original}/redact")
    ffion.submit(page, {**WHOLE, "original": "discarded"}, button="Make the copy")
    ffion.get(f"/files/{original}", status=404)
    store: FolderStore = app.extensions["store"]
    with acting(app) as work:
        told = work.session.query(Redaction).one()
        copied, gone = told.copy, told.original
        services.forget_files(work, timedelta(0))
    with acting(app) as work:
        store.sweep(lambda owner, hashes: stored_at(work.session, owner, hashes), timedelta(0))
    held = {path.stem for path in store.root.glob("*/*/*")}
    assert copied in held
    assert gone not in held
    assert checked(app) == []
    change(app, "UPDATE redaction SET original = copy")
    assert {one.kind for one in checked(app)} == {"evidence.redacted"}


def test_what_was_submitted_stays_and_is_closed(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    evidence = put_forward(app, study, files=(PHOTO, LETTER))
    original, _letter = file_ids(app, evidence)
    assessor = as_someone(centre.trainee)
    assert is_picture(bytes_of(assessor, original))
    page = ffion.get(f"/files/{original}/redact")
    page.says("That revision stays as it is, and the file in it is closed", "The original is kept, closed")
    assert "Discard it" not in page.text
    token = page.form("Make the copy").values["csrf_token"]
    forged = {**WHOLE, "original": "discarded", "act": "make", "csrf_token": token}
    page = ffion.post(f"/files/{original}/redact", forged, status=409)
    page.says("This file was submitted, and what was submitted is not deleted.")
    ffion.submit(page, button="Make the copy")
    with acting(app, study.learner, Role.LEARNER) as work:
        services.submit(work, portfolio_row(work, study), row(work, evidence))
    assert checked(app) == []
    owners = ffion.get(f"/evidence/{evidence}?revision=1")
    owners.says("the original, for you alone: others get the copy with parts covered")
    assert "others get a copy without data about place and device" not in owners.text
    for client in (assessor, as_someone(centre.manager)):
        for address in (f"/evidence/{evidence}", f"/evidence/{evidence}?revision=1", f"/evidence/{evidence}/sheet"):
            assert "pugh.jpg" not in client.get(address).html
        answer = client.browser.get(f"/files/{original}", buffered=True)
        assert answer.status_code in {302, 403}
        assert PHOTO[1] not in answer.data
    page = assessor.submit(assessor.get(f"/evidence/{evidence}?revision=1"), {}, button="Open this evidence")
    assert "pugh.jpg" in assessor.get(f"/evidence/{evidence}?revision=1").html
    assert is_picture(bytes_of(assessor, original))
    assert bytes_of(ffion, original) == PHOTO[1]
    page = ffion.submit(ffion.get(f"/files/{original}/redact"), {**WHOLE, "original": "kept"}, status=409)
    page.says("This file is no longer in what you are writing.")


WRONG = {
    "nothing": (boxes(), "Draw at least one box, or write its numbers."),
    "outside": (boxes((1, 60, 0, 50, 10)), "A box must lie on its page: from the left and the width make 100 at most."),
    "no size": (boxes((1, 60, 0, 0, 10)), "A box must lie on its page: from the left and the width make 100 at most."),
    "no number": ({**WHOLE, "box-left": ["ten"]}, "Write whole numbers in every field of a box."),
    "half a row": ({**WHOLE, "box-height": [""]}, "Write whole numbers in every field of a box."),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_a_box_is_said(app: Flask, ffion: PageClient, study: Study, what: str) -> None:
    evidence = draft(app, study, files=(PHOTO,))
    sent, said = WRONG[what]
    page = ffion.get(f"/files/{file_ids(app, evidence)[0]}/redact")
    page = ffion.submit(page, {**sent, "original": "kept"}, button="Make the copy", status=422)
    assert page.errors == [said]
    assert len(file_ids(app, evidence)) == 1


def test_what_a_witness_gave_is_not_offered_to_be_covered(
    app: Flask, as_someone: SignIn, ffion: PageClient, centre: Centre, study: Study
) -> None:
    request, _token = ask(app, study)
    with acting(app) as work:
        own = signed(work.today)
        files = (kept(app, centre.provider_id, *PHOTO),)
        evidence = witnesses.testify(
            work, request_row(work, request), Signed(own.content, own.name, files=files), ELSEWHERE
        )
        name = evidence.public_id
    (file,) = file_ids(app, name)
    page = ffion.get(f"/files/{file}/redact", status=409)
    page.says("A witness wrote and signed this, so nobody can change its words or files.")
    assert not page.main.find_all("form")
    token = ffion.get(f"/files/{file_ids(app, draft(app, study, files=(PHOTO,)))[0]}/redact").form("Make the copy")
    sent = {**WHOLE, "original": "kept", "act": "make", "csrf_token": token.values["csrf_token"]}
    ffion.post(f"/files/{file}/redact", sent, status=409).says("so nobody can change its words or files.")
    for other, status in ((centre.trainee, 403), (centre.stranger, 404)):
        as_someone(other).get(f"/files/{file}/redact", status=status)
    assert file_ids(app, name) == [file]


def test_a_page_that_is_not_there_is_refused(app: Flask, ffion: PageClient, study: Study) -> None:
    evidence = draft(app, study, files=(PHOTO,))
    page = ffion.get(f"/files/{file_ids(app, evidence)[0]}/redact")
    page = ffion.submit(page, {**boxes((2, 0, 0, 9, 9)), "original": "kept"}, button="Make the copy", status=422)
    page.says("A box does not lie on a page of the file.")


def test_it_is_in_welsh_too_and_for_pictures_and_documents_alone(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    client = as_someone(centre.ffion, "cy")
    evidence = draft(app, study, files=(PHOTO, ("notes.txt", b"Notes.")))
    photo, notes = file_ids(app, evidence)
    client.submit(client.get(f"/files/{photo}/redact"), boxes(), button="Gwneud y copi", status=422)
    client.get(f"/files/{notes}/redact", status=404)
