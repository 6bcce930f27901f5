"""What the demonstration centre's stories tell, before any of it is made."""

import io

import pypdf
import pytest
from PIL import Image

from portfolio.core.contents import EXTENSIONS
from portfolio.demo import files, stories
from portfolio.demo.stories import CentreStory, MadeFile, Stage
from standards.catalogue.shelf import shipped
from standards.interchange.yaml_file import load_standard


@pytest.fixture(name="story", scope="module")
def story_fixture() -> CentreStory:
    return stories.read()


def made_files(story: CentreStory) -> list[tuple[MadeFile, str]]:
    return [
        (file, piece.language)
        for learner in story.learners
        for piece in learner.pieces.values()
        for file in piece.files
    ]


def test_somebody_is_at_every_stage(story: CentreStory) -> None:
    assert sorted(one.stage for one in story.learners) == sorted(Stage)


def test_both_languages_are_spoken_in_evidence_feedback_and_assessment(story: CentreStory) -> None:
    pieces = [piece for one in story.learners for piece in one.pieces.values()]
    assert min(sum(piece.language == language for piece in pieces) for language in ("cy", "en")) >= 10
    assert {one.assessment.value for one in story.learners} == {"cy", "en", "both"}
    assert {one.language for one in story.learners} == {"cy", "en"}


def test_claims_name_criteria_of_the_catalogue(story: CentreStory) -> None:
    drafts = [load_standard(path) for path in shipped()]
    known = {(draft.urn, one.code) for draft in drafts for one in draft.criteria() if one.assessable}
    for learner in story.learners:
        for key, piece in learner.pieces.items():
            assert set(piece.claims) <= known, (learner.key, key)
            assert len(set(piece.claims)) == len(piece.claims), (learner.key, key)
            assert piece.notes.keys() <= set(piece.claims), (learner.key, key)


def test_every_account_is_short_and_used(story: CentreStory) -> None:
    for learner in story.learners:
        assert {one.on for one in learner.deeds} >= learner.pieces.keys(), learner.key
        for key, piece in learner.pieces.items():
            assert 30 <= len(piece.words.split()) <= 240, (learner.key, key)


def test_no_account_is_told_twice(story: CentreStory) -> None:
    words = [piece.words for one in story.learners for piece in one.pieces.values()]
    assert len(set(words)) == len(words)


def test_acts_follow_each_other_and_lie_in_the_past(story: CentreStory) -> None:
    for learner in story.learners:
        days = [learner.started, *(one.day for one in learner.deeds)]
        assert days == sorted(days, reverse=True), learner.key
        assert days[-1] > 1, learner.key
        assert learner.started < story.opened


def test_every_kind_of_file_is_there_under_a_fitting_name(story: CentreStory) -> None:
    made = made_files(story)
    assert {file.maker for file, _language in made} == set(files.MAKERS)
    assert all(file.name.endswith(EXTENSIONS) for file, _language in made)


def test_a_pdf_holds_real_welsh_text() -> None:
    made = files.make("pdf", "Tŷ a dŵr\nŵyth, ŷch, êl, môr, #tag *seren*", "cy")
    page = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "Tŷ a dŵr" in page
    assert "ŵyth, ŷch, êl, môr, #tag *seren*" in page


def test_a_photograph_tells_nothing_beside_its_picture() -> None:
    with Image.open(io.BytesIO(files.make("photo", "desk", "cy"))) as image:
        assert (image.format, image.size) == ("JPEG", files.SIZE)
        assert not image.getexif()


@pytest.mark.parametrize(
    ("maker", "content"), [("text", "gair"), ("pdf", "Pennawd\nLlinell"), ("photo", "room"), ("audio", "440 330")]
)
def test_files_come_out_the_same_every_time(maker: str, content: str) -> None:
    assert files.make(maker, content, "cy") == files.make(maker, content, "cy")
