"""One piece of evidence: who sees what of it, changing it, using it again, withdrawing and discarding it."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from assessments.judging.rules import Outcome
from portfolio.evidence.models import Claim, Evidence, StoredFile
from portfolio.evidence.queries import stored_at
from portfolio.evidence.services import forget_files
from portfolio.learning.models import EnrolledUnit
from tests.client import PageClient, Value
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, put_forward
from tests.factories import Centre, Someone
from tests.page_rules import words
from tests.studies import Study, acting, judge

ALREADY = "This evidence is submitted already, and nothing has changed since, so there is nothing new to submit."


def test_a_draft_is_its_owners_alone(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    made = draft(app, study, "Secret draft")
    assert ffion.get(f"/evidence/{made}").heading == "Secret draft"
    for someone in (centre.trainee, centre.manager, centre.quality_assurer, centre.owen, centre.other_manager):
        client = as_someone(someone)
        client.get(f"/evidence/{made}", status=404)
    for someone in (centre.trainee, centre.manager):
        page = as_someone(someone).get(f"/portfolios/{study.portfolio}/evidence")
        assert "Secret draft" not in page.text
        page.says("You see the evidence here once the learner submits it.")


def test_what_is_being_changed_is_not_seen_by_others(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    made = put_forward(app, study, title="As submitted")
    page = ffion.get(f"/evidence/{made}/edit")
    ffion.submit(page, {"title": "As being changed", "words": "Other words"}, button="Save draft")
    ffion.get(f"/evidence/{made}").says("You have changed this since you submitted it.")
    for someone in (centre.trainee, centre.manager):
        client = as_someone(someone)
        page = client.get(f"/evidence/{made}")
        assert page.heading == "As submitted"
        assert "Other words" not in page.html
        assert "being changed" not in client.get(f"/portfolios/{study.portfolio}/evidence").html


@pytest.mark.parametrize("who", ["owen", "administrator", "other_manager", "stranger"])
def test_strangers_find_nothing(app: Flask, as_someone: SignIn, centre: Centre, study: Study, who: str) -> None:
    made = put_forward(app, study)
    someone: Someone = getattr(centre, who)
    client = as_someone(someone)
    for address in (f"/evidence/{made}", f"/evidence/{made}/edit", f"/portfolios/{study.portfolio}/evidence"):
        client.get(address, status=404)


def test_staff_may_read_and_not_write(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> None:
    made = put_forward(app, study)
    client = as_someone(centre.trainee)
    page = client.get(f"/evidence/{made}")
    assert "What you can do" not in page.text
    for act in ("edit", "submit", "withdraw", "discard", "use-again"):
        client.get(f"/evidence/{made}/{act}", status=403)
    client.get(f"/portfolios/{study.portfolio}/evidence/new", status=403)


def test_a_new_revision_shows_what_changed(app: Flask, ffion: PageClient, study: Study) -> None:
    made = put_forward(app, study, files=(("old.txt", b"old"),))
    page = ffion.get(f"/evidence/{made}/edit")
    assert page.form("Submit").values.getlist("criteria") == [f"{study.units[0]}:P1"]
    changed: dict[str, Value] = {"words": "I did this with care.", "keep": False, "files": [(b"new", "new.txt")]}
    page = ffion.submit(page, changed, button="Submit")
    page = ffion.submit(page, button="Declare and submit")
    page.says("Revision 2", "What changed from revision 1", "File left out: old.txt", "File added: new.txt")
    assert [words.text for words in page.soup.select(".ty-changes ins")] == ["this with care."]
    page = ffion.get(f"/evidence/{made}?revision=1")
    page.says("This is revision 1, as it was submitted then.", "old.txt")
    assert "with care" not in page.text
    ffion.get(f"/evidence/{made}?revision=3", status=404)


def test_submitting_the_same_again_is_refused(app: Flask, ffion: PageClient, study: Study) -> None:
    made = put_forward(app, study)
    ffion.submit(ffion.get(f"/evidence/{made}/edit"), {"words": "More of it."}, button="Save draft")
    looked_at = ffion.get(f"/evidence/{made}/submit")
    ffion.submit(looked_at, button="Declare and submit")
    page = ffion.submit(looked_at, button="Declare and submit", status=409)
    assert page.errors == [ALREADY]


def test_what_cannot_be_submitted_or_discarded_is_not_offered(app: Flask, ffion: PageClient, study: Study) -> None:
    made = put_forward(app, study)
    for act, said in (("submit", ALREADY), ("discard", "This evidence is submitted already, so it is no draft")):
        page = ffion.get(f"/evidence/{made}/{act}")
        page.says(said)
        assert not page.main.find("form")
    ffion.submit(ffion.get(f"/evidence/{made}/withdraw"), {"reason": "Wrong client."}, button="Withdraw the evidence")
    page = ffion.get(f"/evidence/{made}/submit")
    page.says("This evidence was withdrawn.")
    assert not page.main.find("form")


def test_an_empty_draft_cannot_be_submitted(ffion: PageClient, study: Study) -> None:
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new")
    page = ffion.submit(page, button="Save draft")
    editing = ffion.get(page.link("Change it")).form("Save draft").values
    address = page.link("Check and submit")
    assert ffion.get(address).main.find("form") is None
    # Sent all the same, as from a page that was opened earlier.
    sent = {name: editing[name] for name in ("csrf_token", "version")}
    page = ffion.post(address, sent, status=409)
    assert page.errors[0].startswith("The evidence has no title. Nothing was submitted; your draft is kept.")
    assert page.errors[1:3] == ["Give the evidence a title.", "Enter the date when it happened."]


def test_using_it_again_takes_two_pages(app: Flask, ffion: PageClient, study: Study) -> None:
    made = put_forward(app, study)
    page = ffion.get(ffion.get(f"/evidence/{made}").link("Use it for other criteria"))
    page = ffion.submit(page, {"criteria": [f"{study.units[1]}:K1"]}, button="Continue")
    assert page.heading == "Check and submit"
    ffion.submit(page, button="Declare and submit")
    with acting(app) as work:
        assert [unit.claimed for unit in work.session.query(EnrolledUnit).order_by(EnrolledUnit.id)] == [1, 1]
        assert {claim.status for claim in work.session.query(Claim)} == {"waiting"}


def test_what_a_claim_said_before_is_shown_to_whoever_reads_it(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    made = put_forward(app, study, "0:P1", "0:P2")
    key = f"criteria-note-{study.units[0]}:P1"
    for note in ("page 2", "page 3"):
        page = ffion.submit(ffion.get(f"/evidence/{made}/edit"), {key: note}, button="Submit")
        ffion.submit(page, button="Declare and submit")
    for client in (ffion, as_someone(centre.trainee)):
        earlier = [words(one) for one in client.get(f"/evidence/{made}").main.select("td details")]
        assert earlier == [
            "Note in revision 2 page 2",
            "Note in revision 1 see P1",
        ]


def test_withdrawing_says_beforehand_what_falls_back(
    app: Flask, ffion: PageClient, centre: Centre, study: Study
) -> None:
    made = put_forward(app, study, "0:P1", "0:P2")
    put_forward(app, study, "0:P2", title="Another")
    page = ffion.get(f"/evidence/{made}/withdraw")
    page.says("ZZTST11 P1: Claimed → Open")
    assert "P2" not in page.text
    page = ffion.submit(page, button="Withdraw the evidence", status=422)
    assert page.errors == ["Give a reason."]
    page = ffion.submit(page, {"reason": "Wrong client."}, button="Withdraw the evidence")
    page.says("Withdrawn, for this reason: Wrong client.", "add new evidence in its place")
    with acting(app) as work:
        assert work.session.query(EnrolledUnit).order_by(EnrolledUnit.id).first().claimed == 1  # type: ignore[union-attr]
    again = ffion.submit(
        ffion.get(f"/evidence/{made}/withdraw"), {"reason": "Twice."}, button="Withdraw the evidence", status=409
    )
    assert again.errors == ["Only evidence that is submitted can be withdrawn. Nothing was changed."]


def test_only_a_draft_is_discarded(app: Flask, ffion: PageClient, study: Study) -> None:
    made = draft(app, study, files=(("a.txt", b"a"),))
    page = ffion.submit(ffion.get(f"/evidence/{made}/discard"), button="Discard the draft")
    assert page.notices == ["The draft is discarded."]
    late = draft(app, study, "Submitted meanwhile")
    looked_at = ffion.get(f"/evidence/{late}/discard")
    with acting(app) as work:
        work.session.query(Evidence).filter_by(public_id=late).update({"revision": 1, "status": "submitted"})
    page = ffion.submit(looked_at, button="Discard the draft", status=409)
    assert page.errors[0].startswith("This evidence is submitted already: only a draft that was never submitted")
    with acting(app) as work:
        assert work.session.query(Evidence).count() == 1


def test_what_came_back_is_offered_again(app: Flask, ffion: PageClient, centre: Centre, study: Study) -> None:
    made = put_forward(app, study, "0:P1", "0:K1")
    with acting(app, centre.trainee) as work:
        judge(work, study, made, Outcome.REFERRED)
    page = ffion.get(f"/evidence/{made}/edit")
    assert set(page.form("Submit").values.getlist("criteria")) == {f"{study.units[0]}:{code}" for code in ("P1", "K1")}
    page = ffion.submit(page, {"words": "Now with more.", "criteria": [f"{study.units[0]}:P1"]}, button="Submit")
    ffion.submit(page, button="Declare and submit")
    with acting(app) as work:
        found = work.session.query(Claim).order_by(Claim.id)
        assert [claim.status for claim in found] == ["superseded", "referred", "waiting"]


def test_people_s_words_run_nothing(app: Flask, ffion: PageClient, study: Study) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new")
    typed = {"title": hostile, "words": hostile, "ai_use": "used", "ai_note": hostile}
    page = ffion.submit(page, typed, button="Save draft")
    assert not re.search(r"<script>alert|<img src=x", page.html)
    page.says(hostile)
    assert "<script>alert" not in ffion.get("/evidence").html


def test_the_page_is_complete_in_welsh(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> None:
    made = put_forward(app, study, files=(("nodiadau.txt", b"words"),))
    client = as_someone(centre.ffion, "cy")
    for address in ("", "/edit", "/submit", "/withdraw", "/discard", "/use-again"):
        assert client.get(f"/evidence/{made}{address}").language == "cy"
    assert client.get("/evidence").heading == "Fy nhystiolaeth"
    page = as_someone(centre.manager, "cy").get(f"/portfolios/{study.portfolio}/evidence")
    assert page.heading == "Tystiolaeth Ffion Rees"


def test_files_of_a_discarded_draft_are_forgotten_and_swept(app: Flask, ffion: PageClient, study: Study) -> None:
    draft_id, kept_id = (
        draft(app, study, files=(("a.txt", b"a"), ("b.txt", b"b"))),
        put_forward(app, study, files=(("b.txt", b"b"),)),
    )
    ffion.submit(ffion.get(f"/evidence/{draft_id}/discard"), button="Discard the draft")
    store = app.extensions["store"]
    with acting(app) as work:
        forget_files(work, timedelta(hours=24))
        assert work.session.query(StoredFile).count() == 2, "somebody may be sending it again just now"
        forget_files(work, timedelta(0))
    with acting(app) as work:
        assert work.session.query(StoredFile).count() == 1
        swept = store.sweep(lambda owner, hashes: stored_at(work.session, owner, hashes), timedelta(0))
    assert swept == 1
    ffion.get(f"/evidence/{kept_id}").says("b.txt")
