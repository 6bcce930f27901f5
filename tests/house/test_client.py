"""The page client sends what a browser would, and refuses a page that breaks a rule."""

import pytest
from flask import Flask, Response, request

from portfolio.web.headers import HEADERS
from tests.client import PageClient, Value

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Add evidence – Tystio</title></head><body><main>
<h1>Add evidence</h1>
<form action="/send" method="post" enctype="multipart/form-data">
<input type="hidden" name="csrf_token" value="t0ken">
<label for="title">Title</label><input id="title" name="title" value="As it stands">
<label for="story">Story</label><textarea id="story" name="story">
Once</textarea>
<label for="kind">Kind</label><select id="kind" name="kind">
<option value="a">A</option><option value="b" selected>B</option>
</select>
<fieldset><legend>Criteria</legend>
<input type="checkbox" id="p1" name="criteria" value="P1" checked><label for="p1">P1</label>
<input type="checkbox" id="p2" name="criteria" value="P2"><label for="p2">P2</label></fieldset>
<fieldset><legend>Language</legend>
<input type="radio" id="cy" name="language" value="cy"><label for="cy">Welsh</label>
<input type="radio" id="en" name="language" value="en"><label for="en">English</label></fieldset>
<label for="files">Files</label><input type="file" id="files" name="files" multiple>
<input type="checkbox" id="sure" name="sure" value="y"><label for="sure">It is my own work</label>
<button name="act" value="submit">Submit</button>
<button name="act" value="draft">Save draft</button></form></main>
</body></html>"""
EXPECTED = {
    "csrf_token": ["t0ken"],
    "title": ["As it stands"],
    "story": ["Once"],
    "kind": ["b"],
    "criteria": ["P1"],
    "act": ["submit"],
}


def answer(html: str) -> Response:
    return Response(html, mimetype="text/html", headers={**HEADERS, "Content-Language": "en"})


@pytest.fixture(name="sent")
def sent_fixture() -> dict[str, list[str]]:
    return {}


@pytest.fixture(name="browser")
def browser_fixture(sent: dict[str, list[str]]) -> PageClient:
    small = Flask(__name__, static_folder=None)

    def send() -> Response:
        sent.update(request.form.to_dict(flat=False))
        for name, files in request.files.lists():
            sent[name] = [f"{file.filename}: {file.read().decode()}" for file in files]
        return Response("", 302, {"Location": "/"})

    small.add_url_rule("/", "page", lambda: answer(PAGE))
    small.add_url_rule("/bare", "bare", lambda: Response("x", mimetype="text/plain"))
    small.add_url_rule("/spoilt", "spoilt", lambda: answer(PAGE.replace("<h1>", "<h1 onclick='x'>")))
    small.add_url_rule("/send", "send", send, methods=["POST"])
    return PageClient(small)


def test_untouched_form_sends_what_stands_in_it(browser: PageClient, sent: dict[str, list[str]]) -> None:
    browser.submit(browser.get("/"))
    assert sent == EXPECTED


def test_values_are_typed_by_label_or_name(browser: PageClient, sent: dict[str, list[str]]) -> None:
    values: dict[str, Value] = {
        "Title": "New",
        "criteria": ["P1", "P2"],
        "Language": "cy",
        "It is my own work": True,
        "kind": "a",
    }
    browser.submit(browser.get("/"), values, button="Save draft")
    changed = {"title": ["New"], "criteria": ["P1", "P2"], "language": ["cy"], "sure": ["y"], "kind": ["a"]}
    assert sent == EXPECTED | changed | {"act": ["draft"]}


def test_files_are_sent(browser: PageClient, sent: dict[str, list[str]]) -> None:
    browser.submit(browser.get("/"), {"Files": [(b"one", "a.txt"), (b"two", "b.txt")]})
    assert sent["files"] == ["a.txt: one", "b.txt: two"]


def test_a_box_is_unticked(browser: PageClient, sent: dict[str, list[str]]) -> None:
    browser.submit(browser.get("/"), {"criteria": []})
    assert "criteria" not in sent


def test_an_unknown_field_is_an_error(browser: PageClient) -> None:
    with pytest.raises(AssertionError, match="no field 'Colour'"):
        browser.submit(browser.get("/"), {"Colour": "red"})


def test_a_bad_page_is_an_error(browser: PageClient) -> None:
    with pytest.raises(AssertionError, match="inline onclick"):
        browser.get("/spoilt")


def test_an_answer_without_its_headers_is_an_error(browser: PageClient) -> None:
    with pytest.raises(AssertionError, match="nosniff"):
        browser.get("/bare")
