"""Where a claim's note points: read from its words, opened in the file, and a slip told and kept as typed."""

import re

import pytest
from flask import Flask
from flask_babel import force_locale, gettext
from hypothesis import given
from hypothesis import strategies as st

from portfolio.evidence import services
from portfolio.evidence.models import Claim
from portfolio.evidence.rules.pointing import Pages, Region, Span, Wrong, clock, pieces_of, region_of, span_of
from standards.foundation import LANGUAGES, Language, Role
from tests.client import PageClient
from tests.core import hostile
from tests.evidence.conftest import SignIn
from tests.evidence.items import file_ids, kept, row, write
from tests.factories import Centre
from tests.studies import Study, acting, portfolio_row


@pytest.mark.parametrize(
    ("note", "pointer", "fragment"),
    [
        ("t. 3", Pages(3, 3), "page=3"),
        ("p.3", Pages(3, 3), "page=3"),
        ("tt. 3–5", Pages(3, 5), "page=3"),
        ("Pages 12-14", Pages(12, 14), "page=12"),
        ("ar dudalen 7, y paragraff cyntaf", Pages(7, 7), "page=7"),
        ("03:10–04:25", Span(190, 265), "t=190,265"),
        ("from 3:10 - 4:25.", Span(190, 265), "t=190,265"),
        ("1:03:10", Span(3790), "t=3790"),
        ("90:00", Span(5400), "t=5400"),
        ("rhan 10,20,30,40", Region(10, 20, 30, 40), "xywh=percent:10,20,30,40"),
        ("part 10 %, 20 %, 30 %, 40 %", Region(10, 20, 30, 40), "xywh=percent:10,20,30,40"),
        ("yn y ran 0,0,100,100", Region(0, 0, 100, 100), "xywh=percent:0,0,100,100"),
    ],
)
def test_a_place_is_read_as_people_write_it(note: str, pointer: Pages | Span | Region, fragment: str) -> None:
    [found] = [one.pointer for one in pieces_of(note) if one.pointer]
    assert (found, found.fragment) == (pointer, fragment)


@pytest.mark.parametrize(
    ("note", "wrong"),
    [
        ("t. 0", Wrong.PAGE),
        ("pp. 5–3", Wrong.BACKWARDS),
        ("04:25–03:10", Wrong.BACKWARDS),
        ("03:10–03:10", Wrong.BACKWARDS),
        ("03:75", Wrong.CLOCK),
        ("03:10–03:75", Wrong.CLOCK),
        ("1:60:00", Wrong.CLOCK),
        ("part 90,20,30,40", Wrong.OUTSIDE),
        ("part 10,20,0,40", Wrong.OUTSIDE),
    ],
)
def test_a_slip_points_nowhere_and_says_why(note: str, wrong: Wrong) -> None:
    [found] = [one for one in pieces_of(note) if one.wrong]
    assert (found.words, found.pointer, found.wrong) == (note, None, wrong)


@pytest.mark.parametrize(
    "note",
    ["", "P3 and p3", "see P1", "3–5", "27.3.2026", "a ratio of 3.5:1", "part of 1, 2", "URN:LSIAG11:12:34:56:78"],
)
def test_other_words_point_nowhere(note: str) -> None:
    assert [one for one in pieces_of(note) if one.pointer or one.wrong] == []


@given(st.lists(st.sampled_from(["t. 3", "pp. 5–3", " ", "03:10–04:25", ",", "rhan 1,2,3,4", "ŵ", "1:99", "P3"])))
def test_the_pieces_are_the_note(parts: list[str]) -> None:
    note = "".join(parts)
    assert "".join(one.words for one in pieces_of(note)) == note


@given(st.integers(0, 500_000), st.integers(1, 3000))
def test_a_span_is_read_as_a_player_writes_it(start: int, length: int) -> None:
    end = start + length
    said = [f"{second // 60}:{second % 60:02}" for second in (start, end)]
    [found] = pieces_of("–".join(said)) if end < 60_000 else pieces_of(f"{start % 60_000 // 60}:{start % 60:02}")
    assert found.pointer == (Span(start, end) if end < 60_000 else Span(start % 60_000))


@pytest.mark.parametrize("at", ["", "1,2,3", "90,20,30,40", "1,2,3,4,5", "٣,2,3,4", "a,b,c,d"])
def test_an_address_that_names_no_part_is_none(at: str) -> None:
    assert region_of(at) is None


@pytest.mark.parametrize("at", ["", "5,3", "5,5", "1,2,3", "-1", "٣", "a"])
def test_an_address_that_names_no_stretch_is_none(at: str) -> None:
    assert span_of(at) is None


@given(st.integers(0, 99_999), st.integers(1, 3600))
def test_what_an_address_says_is_read_again(start: int, length: int) -> None:
    for span in (Span(start), Span(start, start + length)):
        assert span_of(span.seconds) == span
    if start < 60_000:
        assert [one.pointer for one in pieces_of(clock(start))] == [Span(start)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_drawing_writes_is_read_by_page_and_rule(app: Flask, language: Language) -> None:
    with app.test_request_context(), force_locale(language):
        written = gettext("part {numbers}").replace("{numbers}", "10,20,30,40")
    [piece, rest] = pieces_of(f"{written} (desk.jpg)")
    assert (piece.words, piece.pointer, rest.words) == (written, Region(10, 20, 30, 40), " (desk.jpg)")


@pytest.fixture(name="made")
def made_fixture(app: Flask, study: Study) -> str:
    """Evidence with a document, a recording and a picture; its claim points into each, and once nowhere."""
    with acting(app, study.learner, Role.LEARNER) as work:
        made = write(work, study, "A visit", "0:P1")
        files = [("plan.pdf", hostile.pdf(pages=3)), ("talk.wav", hostile.sound()), ("desk.jpg", hostile.picture())]
        services.attach(work, made, [kept(app, made.provider_id, *one) for one in files])
        [claim] = work.session.query(Claim).where(Claim.evidence_id == made.id)
        claim.note = "t. 2, 03:10–04:25, part 10,20,30,40; pp. 9–8"
        services.submit(work, portfolio_row(work, study), made)
        return made.public_id


def test_the_assessor_gets_links_that_open_there(app: Flask, as_someone: SignIn, centre: Centre, made: str) -> None:
    document, recording, picture = file_ids(app, made)
    page = as_someone(centre.trainee).get(f"/evidence/{made}/judge")
    links = dict(re.findall(r'<a class="govuk-link" href="(/files/[^"]*[#?][^"]*)"[^>]*>([^<]*)<', page.html))
    assert links == {
        f"/files/{document}/view#page=2": "t. 2",
        f"/files/{recording}/part?at=190,265": "03:10–04:25",
        f"/files/{picture}/part?at=10,20,30,40": "part 10,20,30,40",
    }
    page.says("This ends before it begins, so nothing opens here.")


def test_a_part_of_a_picture_is_marked(app: Flask, as_someone: SignIn, centre: Centre, made: str) -> None:
    document, _recording, picture = file_ids(app, made)
    assessor = as_someone(centre.trainee)
    page = assessor.get(f"/files/{picture}/part?at=10,20,30,40")
    assert '<rect class="ty-part__over" x="10" y="20" width="30" height="40">' in page.html
    page.says("begins 10% from the left and 20% from the top; it is 30% wide and 40% high")
    assert "<rect" not in assessor.get(f"/files/{picture}/part?at=90,20,30,40").html
    assessor.get(f"/files/{document}/part?at=10,20,30,40", status=404)


def test_what_was_typed_stays_as_it_is_in_a_draft(app: Flask, study: Study, ffion: PageClient) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        made = write(work, study, "Draft", "0:P1").public_id
    page = ffion.get(f"/evidence/{made}/edit")
    [name] = re.findall(r'name="(criteria-note-[^"]*:P1)" value="see P1"', page.html)
    ffion.submit(page, {name: "04:25–03:10, the greeting"}, button="Save draft")
    for address in (f"/evidence/{made}", f"/evidence/{made}/submit"):
        ffion.get(address).says("04:25–03:10, the greeting", "This ends before it begins, so nothing opens here.")
    with acting(app) as work:
        [claim] = work.session.query(Claim).where(Claim.evidence_id == row(work, made).id)
        assert claim.note == "04:25–03:10, the greeting"


def test_a_recording_plays_the_stretch_that_is_meant(app: Flask, as_someone: SignIn, centre: Centre, made: str) -> None:
    recording, assessor = file_ids(app, made)[1], as_someone(centre.trainee)
    page = assessor.get(f"/files/{recording}/part?at=190,265")
    page.says("It plays from 3:10 to 4:25.")
    assert f'src="/files/{recording}/view#t=190,265"' in page.html
    assessor.get(f"/files/{recording}/part?at=3790").says("It plays from 1:03:10.")
    assessor.get(f"/files/{recording}/part?at=9,8").says("so it plays from the beginning")
