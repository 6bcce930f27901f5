"""From "I did this at work" to "it counts": adding evidence, bad input included."""

import re
from typing import Any

import pytest
from flask import Flask

from portfolio.evidence.models import Attachment, Claim, Evidence, StoredFile
from portfolio.learning.models import EnrolledUnit
from standards.qualifications.models import Qualification
from tests.client import Page, PageClient
from tests.core import hostile
from tests.evidence.conftest import SignIn
from tests.factories import Centre
from tests.studies import Study, acting, enrol

DAY = ["27", "1", "2026"]


def new(client: PageClient, study: Study, *keys: str) -> Page:
    asked = "&".join(f"criterion={key}" for key in keys)
    return client.get(f"/portfolios/{study.portfolio}/evidence/new?{asked}")


def filled(study: Study, **more: Any) -> dict[str, Any]:
    first, second = study.units
    values = {
        "title": "A visit to Tŷ Gwyrdd",
        "happened_on": DAY,
        "words": "I **listened** first.",
        "ai_use": "none",
        "people": "open",
        "criteria": [f"{first}:P1", f"{second}:K1"],
        f"criteria-note-{first}:P1": "second paragraph",
    }
    return {**values, **more}


def counts(app: Flask) -> tuple[int, int]:
    with acting(app) as work:
        return work.session.query(Evidence).count(), work.session.query(StoredFile).count()


def test_camera_and_microphone_are_open_to_the_form_alone(ffion: PageClient, study: Study) -> None:
    """Of every page that a test fetches tests/page_rules.py asks the same."""
    page = new(ffion, study)
    wrong = ffion.submit(page, {"title": ""}, button="Submit", status=422)
    shown = ffion.submit(page, {"title": "A visit"}, button="Save draft")
    opened = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"
    assert [one.response.headers["Permissions-Policy"] for one in (page, wrong)] == [opened, opened]
    closed = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    assert [one.response.headers["Permissions-Policy"] for one in (shown, ffion.get("/evidence"))] == [closed, closed]


def test_from_work_to_submitted_in_two_pages(app: Flask, ffion: PageClient, study: Study) -> None:
    photo = (hostile.picture(), "desg.jpg")
    page = ffion.submit(new(ffion, study), filled(study, files=[photo]), button="Submit")
    assert page.heading == "Check and submit"
    page.says("A visit to Tŷ Gwyrdd", "27 January 2026", "second paragraph", "this is my own work", "desg.jpg")
    assert page.main.find("strong", string="listened")
    page = ffion.submit(page, button="Declare and submit")
    assert page.notices == ["The evidence is submitted. It now waits for your assessor."]
    assert page.heading == "A visit to Tŷ Gwyrdd"
    with acting(app) as work:
        row = work.session.query(Evidence).one()
        assert (row.status, row.revision, row.waiting) == ("submitted", 1, 2)
        assert [unit.claimed for unit in work.session.query(EnrolledUnit).order_by(EnrolledUnit.id)] == [1, 1]


def test_the_same_in_welsh(as_someone: SignIn, centre: Centre, study: Study) -> None:
    client = as_someone(centre.ffion, "cy")
    page = new(client, study)
    assert page.heading == "Ychwanegu tystiolaeth"
    assert page.form("Cyflwyno").values["language"] == "cy"
    page = client.submit(page, filled(study), button="Cyflwyno")
    page = client.submit(page, button="Datgan a chyflwyno")
    assert page.language == "cy"
    page.says("Cyflwynwyd ar")


def test_a_link_from_a_criterion_ticks_it(ffion: PageClient, study: Study) -> None:
    key = f"{study.units[0]}:P2"
    page = new(ffion, study, key, "nonsense", f"{study.units[0]}:P99")
    assert page.form("Submit").values.getlist("criteria") == [key]


def test_a_draft_may_lack_everything(app: Flask, ffion: PageClient, study: Study) -> None:
    page = ffion.submit(new(ffion, study), button="Save draft")
    assert page.notices == ["Your draft is saved. Nobody else sees it."]
    assert page.heading == "Untitled"
    assert counts(app)[0] == 1


def test_what_is_missing_is_named_and_what_was_typed_stays(app: Flask, ffion: PageClient, study: Study) -> None:
    page = ffion.submit(
        new(ffion, study), {"words": " ", "happened_on": ["31", "2", "2026"]}, button="Submit", status=422
    )
    assert page.errors == [
        "Give the evidence a title.",
        "Enter a real date, with day, month and year.",
        "Write something, or add a file.",
        "Say who is shown or named in it.",
        "Say whether artificial intelligence was used.",
        "Choose at least one criterion that the evidence shows.",
    ]
    assert page.form("Submit").values.getlist("happened_on") == ["31", "2", "2026"]
    assert counts(app) == (0, 0)


def test_a_date_to_come_is_refused(ffion: PageClient, study: Study) -> None:
    page = ffion.submit(
        new(ffion, study), filled(study, happened_on=["1", "1", "2099"]), button="Save draft", status=422
    )
    assert page.errors == ["The date must be today or in the past."]


def test_a_date_before_anybody_began_is_refused(ffion: PageClient, study: Study) -> None:
    for year, wrong in (("0202", True), ("1989", True), ("1990", False)):
        page = ffion.submit(
            new(ffion, study), filled(study, happened_on=["31", "12", year]), status=422 if wrong else 200
        )
        assert page.errors == (["The date must be in 1990 or later. Check the year."] if wrong else [])


@pytest.mark.parametrize("title", ["One\nTwo", "One\x07", "One\u2028Two"])
def test_a_title_is_one_line_that_can_be_seen(app: Flask, ffion: PageClient, study: Study, title: str) -> None:
    page = ffion.submit(new(ffion, study), filled(study, title=title), button="Save draft", status=422)
    assert page.errors == ["Write “Title” in one line, without characters that cannot be seen."]
    assert counts(app) == (0, 0)


@pytest.mark.parametrize(
    ("language", "beside", "said"),
    [
        ("en", "Use 200 characters or fewer.", ("Use 200 characters or fewer in “Title”.", "for “Was artificial")),
        ("cy", "Defnyddiwch 200 nod neu lai.", ("Defnyddiwch 200 nod neu lai yn y maes “Teitl”.", "ar gyfer “A")),
    ],
)
def test_the_summary_names_the_field_that_a_general_message_is_about(
    as_someone: SignIn, centre: Centre, study: Study, language: str, beside: str, said: tuple[str, str]
) -> None:
    client = as_someone(centre.ffion, language)
    button = {"en": "Save draft", "cy": "Cadw drafft"}[language]
    sent = filled(study, title="o" * 201, ai_use="perhaps")
    page = client.submit(new(client, study), sent, button=button, status=422)
    assert page.errors[0] == said[0]
    assert said[1] in page.errors[1]
    assert beside in page.soup.select("#title-error")[0].get_text(), "beside the field its name is there already"


TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_a_title_turns_no_other_text_around(app: Flask, ffion: PageClient, study: Study) -> None:
    """Marks of writing direction go from what is written in one line, as from names of files; words stay as typed."""
    said = {"title": f"invoice{TURNING}txt.exe.png", "words": f"Heb droi{TURNING} dim."}
    ffion.submit(new(ffion, study), filled(study, **said), button="Save draft")
    with acting(app) as work:
        made = work.session.query(Evidence).one()
        assert made.title == "invoicetxt.exe.png"
        assert made.words == said["words"]


@pytest.mark.parametrize("button", ["Submit", "Save draft"])
def test_a_note_ticks_its_criterion(app: Flask, ffion: PageClient, study: Study, button: str) -> None:
    noted = {"criteria": [], f"criteria-note-{study.units[0]}:P2": "the third paragraph"}
    page = ffion.submit(new(ffion, study), filled(study, **noted), button=button)
    page.says("the third paragraph")
    with acting(app) as work:
        assert sorted(claim.note for claim in work.session.query(Claim)) == ["second paragraph", "the third paragraph"]


def test_a_criterion_with_its_old_note_can_be_left_out(app: Flask, ffion: PageClient, study: Study) -> None:
    page = ffion.submit(new(ffion, study), filled(study), button="Save draft")
    page = ffion.submit(ffion.get(page.link("Change it")), {"criteria": []}, button="Save draft")
    assert "second paragraph" not in page.text
    with acting(app) as work:
        assert work.session.query(Claim).count() == 0


def test_that_words_are_a_working_translation_is_said_once_a_page(ffion: PageClient, study: Study) -> None:
    said = "The English is a working translation made for Tystio"
    page = ffion.submit(new(ffion, study), filled(study), button="Submit")
    shown = page.path.removesuffix("/submit")
    for address in (page.path, shown, f"{shown}/edit", f"{shown}/use-again"):
        assert ffion.get(address).text.count(said) == 1, address
    ffion.speak("cy")
    assert "gyfieithiad gweithio" not in ffion.get(f"{shown}/use-again").text


def test_the_use_of_ai_is_explained(ffion: PageClient, study: Study) -> None:
    page = ffion.submit(new(ffion, study), filled(study, ai_use="used"), button="Submit", status=422)
    assert page.errors == ["Say how artificial intelligence was used."]


def test_files_are_kept_when_something_else_is_wrong(app: Flask, ffion: PageClient, study: Study) -> None:
    files = [(hostile.picture(), "one.jpg"), (b"words", "two.txt"), (hostile.HTML, "page.html")]
    page = ffion.submit(new(ffion, study), filled(study, title="", files=files), button="Submit", status=422)
    assert page.errors[0] == "Give the evidence a title."
    assert page.errors[1].startswith("“page.html” is not a kind of file that can be used here.")
    assert page.errors[2] == "The other files are kept: you need not choose them again."
    assert page.form("Submit").values["words"] == "I **listened** first."
    page = ffion.submit(page, {"title": "Now with a title"}, button="Submit")
    assert page.heading == "Check and submit"
    page.says("one.jpg", "two.txt")
    assert counts(app) == (1, 2)


def test_a_kept_file_can_be_left_out(app: Flask, ffion: PageClient, study: Study) -> None:
    page = ffion.submit(new(ffion, study), {"files": [(b"words", "two.txt")], "title": "x" * 201}, status=422)
    ffion.submit(page, {"kept_file": False, "title": "Short"}, button="Save draft")
    assert counts(app) == (1, 0)


def test_the_language_switch_keeps_what_was_typed_and_chosen(ffion: PageClient, study: Study) -> None:
    page = new(ffion, study)
    form = page.form("Submit")
    sent = form.filled(filled(study, files=[(b"words", "two.txt")]), "nothing is pressed")
    sent["switch_language"] = "cy"
    answer = ffion.browser.post(page.path, data=sent, content_type="multipart/form-data")
    shown = Page(answer, page.path)
    assert (shown.status, shown.language, shown.heading) == (200, "cy", "Ychwanegu tystiolaeth")
    values = shown.form("Cyflwyno").values
    assert values["title"] == "A visit to Tŷ Gwyrdd"
    assert values[f"criteria-note-{study.units[0]}:P1"] == "second paragraph"
    assert len(values.getlist("criteria")) == 2
    assert "two.txt" in shown.text
    page = ffion.submit(shown, button="Cyflwyno")
    page.says("two.txt")


def test_a_file_too_big_is_refused_and_leaves_nothing(
    app: Flask, ffion: PageClient, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = app.extensions["store"]
    monkeypatch.setattr(store, "limit", 1000)
    page = ffion.submit(new(ffion, study), filled(study, files=[(b"x" * 1001, "big.txt")]), button="Submit", status=422)
    assert page.errors == ["“big.txt” is too big. A file may have at most 2048 MB."]
    assert [path for path in store.root.rglob("*") if path.is_file() and path.name != ".lock"] == []
    monkeypatch.setattr(store, "limit", 1001)
    ffion.submit(new(ffion, study), filled(study, files=[(b"x" * 1001, "big.txt")]), button="Submit")


@pytest.mark.parametrize(("name", "data", "code"), hostile.REFUSED[1:9])
def test_refused_files_leave_nothing(
    app: Flask, ffion: PageClient, study: Study, name: str, data: bytes, code: str
) -> None:
    page = ffion.submit(new(ffion, study), filled(study, files=[(data, name)]), button="Submit", status=422)
    assert len(page.errors) == 1
    assert counts(app) == (0, 0)
    assert [path for path in app.extensions["store"].root.rglob("*") if path.is_file() and path.name != ".lock"] == []


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.txt", "/etc/passwd", "..", "a/b.txt"])
def test_a_name_that_is_a_path_is_refused(app: Flask, ffion: PageClient, study: Study, name: str) -> None:
    page = ffion.submit(new(ffion, study), filled(study, files=[(b"words", name)]), button="Submit", status=422)
    assert "Rename the file" in page.errors[0]
    assert counts(app) == (0, 0)
    assert [path for path in app.extensions["store"].root.rglob("*.*") if path.is_file() and path.name != ".lock"] == []


@pytest.mark.parametrize("name", [r"..\..\..\etc\passwd.txt", r"C:\notes.txt", r"..\\..\\passwd.txt", r"a\b.txt"])
def test_a_path_with_backslashes_is_refused_as_browsers_send_it(
    app: Flask, ffion: PageClient, study: Study, name: str
) -> None:
    answer = sent_raw(ffion, study, name)
    assert answer.status == 422
    last = name.rpartition("\\")[2]
    assert answer.errors == [f"“{last}” came with a path for a name. Rename the file, then choose it again."]
    assert counts(app) == (0, 0)
    assert [path for path in app.extensions["store"].root.rglob("*.*") if path.is_file() and path.name != ".lock"] == []


@pytest.mark.parametrize("name", [r"the \"green\" house.txt", "the %22green%22 house.txt"])
def test_a_quotation_mark_in_a_name_is_no_path(app: Flask, ffion: PageClient, study: Study, name: str) -> None:
    assert sent_raw(ffion, study, name).status == 302
    with acting(app) as work:
        assert [one.name for one in work.session.query(Attachment)] == ["the _green_ house.txt"]


def sent_raw(ffion: PageClient, study: Study, name: str) -> Page:
    """Send new evidence with a file whose name stands in the request as it is given here."""
    page = new(ffion, study)
    fields = page.form("Submit").filled(filled(study), "Submit")
    parts = [
        f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, values in fields.lists()
        for value in values
        if isinstance(value, str)
    ]
    head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    body = "".join(f"--frontier\r\n{part}" for part in [*parts, f"{head}words\r\n"]) + "--frontier--\r\n"
    kind = "multipart/form-data; boundary=frontier"
    return Page(ffion.browser.post(page.path, data=body.encode(), content_type=kind), page.path)


def test_names_with_tricks_are_shown_plain(ffion: PageClient, study: Study) -> None:
    tricky = (b"words", "<script>alert(1)<script>\N{RIGHT-TO-LEFT OVERRIDE}cod.txt")
    page = ffion.submit(new(ffion, study), filled(study, files=[tricky]), button="Submit")
    page.says("script_cod.txt")
    assert "<script>alert" not in page.html


def test_somebody_elses_token_is_worth_nothing(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    page = ffion.submit(new(ffion, study), {"files": [(b"mine", "mine.txt")], "title": "x" * 201}, status=422)
    token = page.form("Submit").values["kept_file"]
    with acting(app) as work:
        other = enrol(work, centre, centre.owen, work.session.query(Qualification).one())
    owen = as_someone(centre.owen)
    page = new(owen, other)
    sent = page.form("Save draft").filled({"title": "Stolen"}, "Save draft")
    sent.add("kept_file", token)
    owen.browser.post(page.path, data=sent, content_type="multipart/form-data")
    assert counts(app) == (1, 0)


def test_an_expired_token_asks_for_the_file_again(ffion: PageClient, study: Study, app: Flask) -> None:
    page = ffion.submit(new(ffion, study), {"files": [(b"mine", "mine.txt")], "title": "x" * 201}, status=422)
    for path in app.extensions["store"].root.glob("*/??/*"):
        path.unlink()
    page = ffion.submit(page, {"title": "Short"}, button="Save draft", status=422)
    assert page.errors == ["“mine.txt” was sent too long ago. Choose it again."]


def test_two_windows_of_one_learner_lose_nothing(app: Flask, ffion: PageClient, study: Study) -> None:
    page = ffion.submit(new(ffion, study), filled(study), button="Save draft")
    address = page.link("Change it")
    one, other = ffion.get(address), ffion.get(address)
    ffion.submit(one, {"title": "From the first window"}, button="Save draft")
    page = ffion.submit(other, {"title": "From the second"}, button="Save draft", status=409)
    assert page.errors[0].startswith("This evidence changed while you were looking at it. Nothing was saved.")
    assert page.form("Submit").values["title"] == "From the second"
    assert ffion.get(page.link("See the evidence as it is now")).form("Submit").values["title"].endswith("first window")
    with acting(app) as work:
        assert work.session.query(Evidence).one().title == "From the first window"
    page = ffion.submit(page, button="Save draft")
    assert page.notices == ["Your draft is saved. Nobody else sees it."]
    assert page.heading == "From the second"


def test_a_file_of_the_first_window_outlives_the_second(ffion: PageClient, study: Study) -> None:
    page = ffion.submit(new(ffion, study), filled(study), button="Save draft")
    address = page.link("Change it")
    one, other = ffion.get(address), ffion.get(address)
    ffion.submit(one, {"files": [(b"mine", "mine.txt")]}, button="Save draft")
    page = ffion.submit(other, {"title": "From the second"}, button="Save draft", status=409)
    assert "mine.txt" in ffion.submit(page, button="Save draft").text


@pytest.mark.parametrize(("act", "button"), [("submit", "Declare and submit"), ("discard", "Discard the draft")])
def test_what_changed_meanwhile_is_shown_and_then_done(ffion: PageClient, study: Study, act: str, button: str) -> None:
    shown = ffion.submit(new(ffion, study), filled(study), button="Save draft")
    looked_at = ffion.get(f"{shown.path}/{act}")
    ffion.submit(ffion.get(shown.link("Change it")), {"title": "Changed meanwhile"}, button="Save draft")
    told = ffion.submit(looked_at, button=button, status=409)
    assert "Changed meanwhile" in told.html
    assert ffion.submit(told, button=button).notices


def test_a_preview_runs_nothing(ffion: PageClient, study: Study) -> None:
    page = new(ffion, study)
    token = page.form("Submit").values["csrf_token"]
    said = "# Big\n\n<script>alert(1)</script> **bold** [x](javascript:alert(1)) [y](//evil.example)"
    answer = ffion.browser.post("/evidence/preview", data={"text": said, "csrf_token": token})
    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "<strong>bold</strong>" in answer.text
    assert not re.search(r"<script|javascript:|evil\.example|<h1", answer.text)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_without_scripts_criteria_are_found_by_the_server(app: Flask, ffion: PageClient, study: Study) -> None:
    """Whatever form the words are in; what was typed and ticked stays, and nothing is saved."""
    first, second = study.units
    page = new(ffion, study)
    every = boxes(page)
    page = narrowed(ffion, page, filled(study, find="placing lamps"))
    assert boxes(page) == {f"{first}:P1", f"{first}:P2", f"{second}:P2", f"{second}:K1"}
    assert boxes(page, "[checked]") == {f"{first}:P1", f"{second}:K1"}
    page.says("Found: 2", "I **listened** first.")
    assert counts(app) == (0, 0)
    assert boxes(narrowed(ffion, page, {"find": "lampiau"})) == boxes(page)
    assert boxes(narrowed(ffion, page, {"find": " "})) == every


@pytest.mark.parametrize("words", ["placing lamps", "lampiau"])
def test_the_box_asks_the_server_for_criteria(ffion: PageClient, study: Study, words: str) -> None:
    """In either language, whatever form the words are in; only those that can be ticked, and nothing for no words."""
    asked = f"/portfolios/{study.portfolio}/criteria?find="
    found = ffion.browser.get(asked + words).get_json()["found"]
    assert found == [f"{unit}:P2" for unit in study.units]
    assert ffion.browser.get(asked + "+").get_json() == {"found": []}


def test_the_most_that_a_file_may_have_is_said_before_one_is_chosen(ffion: PageClient, study: Study) -> None:
    new(ffion, study).says("text, sound or video; at most 2048 MB each")


def narrowed(client: PageClient, page: Page, values: dict[str, Any]) -> Page:
    """The page after the button that shows other criteria."""
    sent = page.form().filled(values, "Show these criteria")
    return client.post(page.path, sent | {"narrow": "Show these criteria"})


def boxes(page: Page, more: str = "") -> set[str]:
    return {str(box["value"]) for box in page.main.select(f"[name=criteria]{more}")}
