"""What was submitted elsewhere arrives with the draft: each revision with its files and translations, to read."""

import json
from pathlib import Path

import pytest
from flask import Flask

from assessments.archive.models import ArrivedRevision, Inherited
from portfolio.aids.rules import How
from portfolio.evidence import services as evidence
from portfolio.evidence.models import Attachment, Evidence
from portfolio.evidence.rules import Confidentiality
from standards.foundation import Role
from tests.aids.attaching import attach, withdraw
from tests.archive.conftest import take
from tests.archive.test_arriving import (
    again_fixture,
    anew,
    bring,
    elsewhere_fixture,
    installation,
    submit_as_it_came,
    there_fixture,
)
from tests.client import Page
from tests.core import hostile
from tests.evidence.items import put_forward, row
from tests.factories import Centre, open_people
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, portfolio_row

__all__ = ["again_fixture", "elsewhere_fixture", "there_fixture"]
EARLY = ("cynnar.txt", b"As it was at first.")
KEPT = ("llun.jpg", hostile.picture())
TITLE = "Diary of a week"


@pytest.fixture(name="diary")
def diary_fixture(app: Flask, study: Study) -> str:
    """Evidence of two revisions: the second says something else and holds one file less; the first is translated."""
    made = put_forward(app, study, "1:P2", title=TITLE, files=(EARLY, KEPT))
    attach(app, study.learner, made, "Fel **yr oedd** yn gyntaf.", How.PERSON, "Mair Puw")
    withdraw(app, study.learner, attach(app, study.learner, made, "Anghywir."))
    with acting(app, study.learner, Role.LEARNER) as work:
        item = row(work, made)
        item.words = "I did it otherwise."
        early = work.session.query(Attachment).filter_by(evidence_id=item.id, name=EARLY[0]).one()
        evidence.detach(work, item, [early])
        evidence.submit(work, portfolio_row(work, study), item)
    return made


@pytest.fixture(name="moved")
def moved_fixture(
    app: Flask, centre: Centre, study: Study, diary: str, elsewhere: Flask, there: Centre, again: Study
) -> str:
    """The evidence at the second installation; gives its id there."""
    assert diary
    bring(elsewhere, there, again, take(reader(app, centre.ffion), study.portfolio).bytes)
    return there_of(elsewhere)


def there_of(app: Flask) -> str:
    with acting(app) as work:
        return work.session.query(Evidence).filter_by(title=TITLE).one().public_id


def folds(page: Page) -> list[str]:
    found = page.main.find_all("details")
    return [text for text in (" ".join(one.get_text(" ").split()) for one in found) if "submitted there on" in text]


def test_every_revision_is_read_where_it_arrived(elsewhere: Flask, there: Centre, moved: str) -> None:
    ffion = reader(elsewhere, there.ffion)
    page = ffion.get(f"/evidence/{moved}")
    page.says("What was submitted elsewhere", "Nothing is decided on it here.")
    newer, older = folds(page)
    assert "Severn Centre: revision 2, submitted there on" in newer
    assert "I did it otherwise." in newer
    assert "Severn Centre: revision 1, submitted there on" in older
    assert "I did this." in older
    assert "Attached by Ffion Rees on" in older
    assert "How it was made: by another person, Mair Puw." in older
    assert "Fel yr oedd yn gyntaf." in older
    assert "Withdrawn by Ffion Rees on" in older, "what was withdrawn is there, marked"
    assert older.count("Only the original is judged and decided on.") == 2
    links = {str(one.get_text()): str(one["href"]) for one in page.main.select("details a[download]")}
    assert set(links) == {EARLY[0], KEPT[0]}
    assert ffion.browser.get(links[EARLY[0]], buffered=True).data == EARLY[1]
    in_welsh = reader(elsewhere, there.ffion, "cy").get(f"/evidence/{moved}")
    in_welsh.says("Yr hyn a gyflwynwyd mewn man arall", "Canolfan Hafren: diwygiad 1, a gyflwynwyd yno ar")
    assert checked(elsewhere) == []


def test_the_draft_holds_what_stood_last(elsewhere: Flask, moved: str) -> None:
    with acting(elsewhere) as work:
        here = row(work, moved)
        held = work.session.query(Attachment).filter_by(evidence_id=here.id)
        assert here.words == "I did it otherwise."
        assert [(one.name, one.removed) for one in held.order_by(Attachment.id)] == [(KEPT[0], False), (EARLY[0], True)]


def test_others_read_it_once_the_evidence_is_submitted_here(
    elsewhere: Flask, there: Centre, again: Study, moved: str
) -> None:
    assessor = reader(elsewhere, there.trainee)
    assessor.get(f"/evidence/{moved}", status=404)
    submit_as_it_came(elsewhere, there, again, TITLE)
    page = assessor.get(f"/evidence/{moved}")
    newer, older = folds(page)
    assert "I did it otherwise." in newer
    assert f"A file that cannot be opened here: {EARLY[0]}" in older, "it was never submitted here"
    with acting(elsewhere) as work:
        early = work.session.query(Attachment).filter_by(name=EARLY[0]).one().public_id
    assessor.get(f"/files/{early}", status=404)
    with acting(elsewhere) as work:
        for one in work.session.query(ArrivedRevision):
            one.confidentiality = Confidentiality.PEOPLE.value
    assert folds(assessor.get(f"/evidence/{moved}")) == []
    assert len(folds(reader(elsewhere, there.ffion).get(f"/evidence/{moved}"))) == 2


def test_a_later_archive_carries_it_on(
    elsewhere: Flask, there: Centre, again: Study, moved: str, tmp_path: Path
) -> None:
    taken = take(reader(elsewhere, there.ffion), again.portfolio)
    rows = json.loads(taken.zip.read("data/portfolio.json"))["rows"]
    assert [one["number"] for one in rows["arrived_revision"] if one["evidence"] == moved] == [1, 2]
    assert len(rows["arrival"]) == 1
    assert EARLY[1] in [taken.zip.read(name) for name in taken.zip.namelist() if name.startswith("files/")]
    for language, said in (
        ("en", "Severn Centre: revision 1, submitted there on"),
        ("cy", "Canolfan Hafren: diwygiad 1"),
    ):
        page = taken.zip.read(f"{language}/evidence-{moved}.html").decode()
        assert said in page
        assert EARLY[0] in page
        assert "Mair Puw" in page
    with installation(tmp_path / "third") as third:
        centre = open_people(third)
        bring(third, centre, anew(third, centre), taken.bytes)
        with acting(third) as work:
            came = work.session.query(ArrivedRevision).filter_by(evidence_id=row(work, there_of(third)).id)
            numbers = [one.number for one in came.order_by(ArrivedRevision.number)]
            assert numbers == [1, 2], "from where it was first submitted"
        assert len(folds(reader(third, centre.ffion).get(f"/evidence/{there_of(third)}"))) == 2


def test_a_draft_that_arrived_is_discarded_with_what_came_with_it(elsewhere: Flask, there: Centre, moved: str) -> None:
    ffion = reader(elsewhere, there.ffion)
    page = ffion.get(f"/evidence/{moved}/discard")
    page.says("What was submitted and decided elsewhere on it is deleted here too")
    ffion.submit(page, button="Discard the draft").says("The draft is discarded.")
    with acting(elsewhere) as work:
        gone = work.session.query(Evidence).filter_by(public_id=moved).count()
        assert (gone, work.session.query(ArrivedRevision).filter_by(title=TITLE).count()) == (0, 0)
        assert work.session.query(Inherited).count() > 0, "of other evidence it stays"
    assert checked(elsewhere) == []
