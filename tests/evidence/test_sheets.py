"""A piece of evidence can be read on paper: a page to print, and a tagged PDF with the same words."""

import io
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.core.paper import pdf
from tests.client import PageClient
from tests.core.hostile import picture
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, put_forward
from tests.factories import Centre
from tests.studies import Study

HTML = """<h1>Tŷ <em>Gwyrdd</em></h1>
<dl><dt>Math</dt><dd>Llun</dd><dt>Iaith</dt><dd><p lang="en">#set *x* $y$</p></dd></dl>
<p>Un<br>dau <!-- none --> tri</p>before<p>after</p><ul><li>a</li><li><p>b</p></li></ul><ol><li>c</li></ol>
<table><caption>Rhes</caption><thead><tr><th>K</th><th>L</th></tr></thead><tbody><tr><th>K1</th><td>x</td></tr>
<tr><td>alone</td></tr></tbody></table><table></table><pre>a
  b</pre><blockquote>q</blockquote><hr><img alt="A desk" src="x"><script>no</script>"""


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def test_words_are_text_and_never_instructions() -> None:
    made = pdf(HTML, "cy")
    said = words(made)
    found = ["Tŷ Gwyrdd", "Math", "Llun", "#set *x* $y$", "Un", "dau tri", "before", "after", "a", "b", "Rhes", "K1",
             "alone", "A desk"]  # fmt: skip
    places = [said.find(one) for one in found]
    assert -1 not in places, dict(zip(found, places, strict=True))
    assert all(one < other for one, other in pairwise(places[:8]))
    assert "no" not in said.split()


def test_it_is_tagged_titled_and_in_its_language() -> None:
    made = pdf(HTML, "cy")
    catalogue = cast("dict[str, Any]", read(made).trailer["/Root"])
    assert (catalogue["/MarkInfo"]["/Marked"], catalogue["/Lang"], "/StructTreeRoot" in catalogue) == (True, "cy", True)
    about = read(made).metadata
    assert about is not None
    assert about.title == "Tŷ Gwyrdd"
    assert b"pdfuaid:part" in made


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "<p>",
        "<table><tr></table>",
        "words",
        "<h1></h1>",
        "<dl><dd>x</dd></dl>",
        "<h5>a</h5><h2>b</h2><h6>c</h6>",
        "<ul><li><h3>a</h3></li></ul><blockquote><h4>b</h4><ul></ul></blockquote>",
        "<!-- only -->",
        "<table><td><ol>",
        "\x00\x01",
        "<p>" + "a" * 100_000,
        "<div>" * 300,
    ],
    ids=range(13),
)
def test_whatever_it_is_made_of_it_is_made(broken: str) -> None:
    assert pdf(broken, "en").startswith(b"%PDF")


SAID = {
    "en": ("Happened on", "27 January 2026", "The learner declared it to be their own work.", "English"),
    "cy": ("Digwyddodd ar", "27 Ionawr 2026", "Datganodd y dysgwr mai ei waith ei hun ydyw.", "Saesneg"),
}


LINKS = {"en": ("On paper, or as PDF", "Download as PDF"), "cy": ("Ar bapur, neu fel PDF", "Lawrlwytho fel PDF")}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_page_and_the_pdf_say_the_same(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, language: str
) -> None:
    public_id = put_forward(app, study, "0:P1", "1:K1", title="Tŷ Gwyrdd", files=(("desg.jpg", picture()),))
    client, (on_paper, download) = as_someone(centre.trainee, language), LINKS[language]
    sheet = client.get(client.get(f"/evidence/{public_id}").link(on_paper))
    wanted = (*SAID[language], "Tŷ Gwyrdd", "All of it.", "see P1", "desg.jpg", public_id)
    sheet.says(*wanted)
    answer = client.browser.get(sheet.link(download))
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    made = words(answer.data)
    assert [one for one in wanted if one not in made] == []
    assert sum(len(each.images) for each in read(answer.data).pages) == 1, "the photograph itself"


def test_a_picture_is_set_with_its_description_and_one_that_is_not_there_is_described(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture())
    html = """<h1>x</h1><figure><img src="/a" alt="Desg"><figcaption>desg.jpg</figcaption></figure>
    <figure><img src="/b" alt="Not there"></figure><figure></figure>
    <ul><li><figure><img src="/a" alt="Within"></figure></li></ul>"""
    made = pdf(html, "cy", {"/a": tmp_path / "a.jpg"})
    assert b"pdfuaid:part" in made
    assert sum(len(each.images) for each in read(made).pages) == 1
    said = words(made)
    assert [one in said for one in ("desg.jpg", "Not there", "Within")] == [True, True, True]


def test_a_draft_says_that_it_is_one_and_is_its_owners_alone(
    app: Flask, as_someone: SignIn, centre: Centre, ffion: PageClient, study: Study
) -> None:
    public_id = draft(app, study)
    ffion.get(f"/evidence/{public_id}/sheet").says("Not yet: this is a draft.")
    assert "Not yet: this is a draft." in words(ffion.browser.get(f"/evidence/{public_id}/sheet.pdf").data)
    for ending in ("sheet", "sheet.pdf"):
        as_someone(centre.trainee).get(f"/evidence/{public_id}/{ending}", status=404)


def test_an_earlier_revision_is_printed_as_it_was_and_one_that_never_was_is_not_found(
    app: Flask, ffion: PageClient, study: Study
) -> None:
    public_id = put_forward(app, study, "0:P1")
    ffion.get(f"/evidence/{public_id}/sheet.pdf?revision=1")
    ffion.get(f"/evidence/{public_id}/sheet.pdf?revision=7", status=404)
    ffion.get(f"/evidence/{public_id}/sheet?revision=x").says("A visit")


def test_it_takes_few_statements(app: Flask, ffion: PageClient, study: Study) -> None:
    public_id = put_forward(app, study, "0:P1", "0:P2", "1:K1")
    ffion.get(f"/evidence/{public_id}/sheet")
    with queries_at_most(9, "session, account, roles, evidence, learner, files, revisions, claims, texts"):
        ffion.get(f"/evidence/{public_id}/sheet")
