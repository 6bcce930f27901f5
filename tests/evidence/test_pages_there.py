"""A claim that names a page which no document has is told so where it is typed; drafts keep it, nothing submits it."""

from collections.abc import Sequence

import pytest
from flask import Flask

from portfolio.evidence import queries, services
from portfolio.evidence.models import Claim
from portfolio.evidence.rules.pointing import Document, beyond, check_pages
from standards.foundation import Refused, Role
from tests.client import PageClient
from tests.core import hostile
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, kept, row
from tests.factories import Centre
from tests.studies import Study, acting, portfolio_row

NINE = ("report.pdf", hostile.pdf(pages=9))
THREE = ("plan.pdf", hostile.pdf(pages=3))
PHOTO = ("desk.jpg", hostile.picture())
LETTER = ("letter.docx", hostile.word())
SAID = {
    "en": "There is no such page: report.pdf ends at page 9. Count from the first page of the file.",
    "cy": "Nid oes tudalen o'r fath: mae report.pdf yn gorffen ar dudalen 9. Cyfrifwch o dudalen gyntaf y ffeil.",
}


@pytest.mark.parametrize(
    ("note", "pages", "words"),
    [
        ("p. 12", [9], ("p. 12",)),
        ("p. 9", [9], ()),
        ("tt. 8–10 a 12:30", [9], ("tt. 8–10",)),
        ("p. 4, then p. 40", [3, 9], ("p. 40",)),
        ("p. 12", [], ()),
        ("p. 0", [9], ()),
        ("12 pages", [9], ()),
    ],
)
def test_a_page_is_held_against_the_longest_document(note: str, pages: list[int], words: tuple[str, ...]) -> None:
    documents = [Document("a.pdf", one) for one in pages]
    assert beyond(note, documents) == words
    if words:
        with pytest.raises(Refused, match="evidence-page-beyond"):
            check_pages(["p. 1", note], documents)
    else:
        check_pages(["p. 1", note], documents)


def noted(app: Flask, study: Study, note: str, *files: tuple[str, bytes]) -> str:
    """Write a draft with files whose claim says where to look."""
    made = draft(app, study, files=files)
    with acting(app, study.learner, Role.LEARNER) as work:
        work.session.query(Claim).where(Claim.evidence_id == row(work, made).id).one().note = note
    return made


def note_name(study: Study) -> str:
    return f"criteria-note-{study.units[0]}:P1"


@pytest.mark.parametrize("language", ["cy", "en"])
def test_it_is_told_at_its_note_and_nothing_typed_is_lost(
    app: Flask, centre: Centre, study: Study, as_someone: SignIn, language: str
) -> None:
    made = noted(app, study, "p. 1", NINE, PHOTO)
    reader = as_someone(centre.ffion, language)
    page, name = reader.get(f"/evidence/{made}/edit"), note_name(study)
    button = {"cy": "Cyflwyno", "en": "Submit"}[language]
    again = reader.submit(page, {name: "p. 12, the table", "words": "Not lost."}, button=button, status=422)
    [field] = again.main.select(f"input[name='{name}']")
    [told] = again.main.select(f"#{field['aria-describedby']}")
    assert told.get_text() == f"p. 12: {SAID[language]}"
    assert (field["value"], again.form(button).values["words"]) == ("p. 12, the table", "Not lost.")
    again.says(f"P1, p. 12: {SAID[language]}")
    assert reader.submit(again, {name: "p. 9, the table"}, button=button).path == f"/evidence/{made}/submit"


def test_a_draft_is_saved_and_told(app: Flask, study: Study, ffion: PageClient) -> None:
    made = noted(app, study, "p. 1", NINE)
    ffion.submit(ffion.get(f"/evidence/{made}/edit"), {note_name(study): "p. 12"}, button="Save draft")
    for address in (f"/evidence/{made}", f"/evidence/{made}/submit"):
        page = ffion.get(address)
        page.says(SAID["en"])
        assert not page.main.select("a[href*='#page=12']")
    ffion.get(f"/evidence/{made}/edit").says(f"p. 12: {SAID['en']}")


def test_it_is_not_submitted(app: Flask, study: Study, ffion: PageClient) -> None:
    made = noted(app, study, "p. 12", NINE)
    refused = ffion.submit(ffion.get(f"/evidence/{made}/submit"), button="Declare and submit", status=409)
    refused.says("A claim points to a page that its document does not have. Nothing was submitted;", SAID["en"])
    with acting(app) as work:
        assert (row(work, made).revision, row(work, made).edited) == (0, True)
    assert note_of(app, made) == "p. 12"


def note_of(app: Flask, made: str) -> str:
    with acting(app) as work:
        [claim] = queries.claims_of(work.session, row(work, made).id)
        return claim.note


@pytest.mark.parametrize(
    ("note", "files"),
    [
        ("p. 12", [NINE, LETTER]),
        ("p. 12", [PHOTO]),
        ("p. 12", []),
        ("p. 9", [NINE, PHOTO]),
        ("p. 9", [THREE, NINE]),
    ],
)
def test_what_may_be_there_is_submitted(
    app: Flask, study: Study, ffion: PageClient, note: str, files: Sequence[tuple[str, bytes]]
) -> None:
    made = noted(app, study, note, *files)
    assert "There is no such page" not in ffion.get(f"/evidence/{made}/edit").text
    page = ffion.submit(ffion.get(f"/evidence/{made}/submit"), button="Declare and submit")
    assert page.notices == ["The evidence is submitted. It now waits for your assessor."]


def test_a_file_that_comes_with_the_form_counts_and_one_left_out_does_not(
    app: Flask, study: Study, ffion: PageClient
) -> None:
    made = noted(app, study, "p. 7", NINE)
    page = ffion.get(f"/evidence/{made}/edit")
    sent = {"files": [(THREE[1], THREE[0])], "keep": []}
    refused = ffion.submit(page, sent, button="Submit", status=422)
    refused.says("P1, p. 7: There is no such page: plan.pdf ends at page 3.")
    fit = ffion.submit(refused, {note_name(study): "p. 3"}, button="Submit")
    assert fit.path == f"/evidence/{made}/submit"
    fit.says("plan.pdf")


def test_a_note_written_for_the_next_revision_is_held_against_its_documents(
    app: Flask, study: Study, ffion: PageClient
) -> None:
    made = noted(app, study, "p. 7", NINE)
    with acting(app, study.learner, Role.LEARNER) as work:
        evidence = row(work, made)
        services.submit(work, portfolio_row(work, study), evidence)
        services.detach(work, evidence, queries.attachments_of(work.session, evidence.id))
        services.attach(work, evidence, [kept(app, evidence.provider_id, *THREE)])
    refused = ffion.submit(ffion.get(f"/evidence/{made}/submit"), button="Declare and submit", status=409)
    refused.says("A claim points to a page that its document does not have.")
    with acting(app) as work:
        assert row(work, made).revision == 1
