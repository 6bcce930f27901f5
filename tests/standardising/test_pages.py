"""Standardisation through the pages: preparing, deciding blind, results, the record, and who is due."""

import csv
import io

import pytest
from flask import Flask

from assessments.judging.rules import Outcome
from portfolio.evidence.models import Evidence
from portfolio.people.services import NewRole
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, Someone, add_person
from tests.judging.conftest import checked
from tests.standardising.conftest import Decided, Exercise, Judged, SignIn
from tests.standardising.exercising import answered, closed, decision_of, opened, prepared, put_forward, put_in
from tests.studies import acting, provider_row

NEW = {
    "Name of the exercise": "Autumn",
    "What is it for?": "To see whether we decide alike.",
    "On which day is it discussed?": ["3", "12", "2030"],
}


def outcomes(page: Page, *said: str) -> dict[str, str]:
    """Give what is chosen for each criterion in its order: names of fields → outcomes."""
    names = dict.fromkeys(name for name in page.form("Save decisions").values if name.endswith("-outcome"))
    return dict(zip(names, said, strict=True))


def test_an_exercise_is_prepared_and_opened_by_pages(
    app: Flask, centre: Centre, judged: Judged, cerys: PageClient
) -> None:
    page = cerys.get("/standardising")
    page.says("There is no exercise here.")
    page = cerys.get(page.link("Prepare an exercise"))
    wrong = cerys.submit(page, {**NEW, "Name of the exercise": ""}, status=422)
    assert wrong.errors == ["Enter a name."]
    people = [centre.trainee.public_id, centre.assessor.public_id]
    unit = next(one["value"] for one in page.soup.select("#unit option") if "ZZTST12" in one.text)
    page = cerys.submit(page, {**NEW, "unit": str(unit), "people": people})
    assert page.heading == "Choose evidence"
    page.says("Ffion Rees", "Mabli Gwyn", "Nodyn", "Note")
    # Which way it was decided, and by whom, is not told to whoever chooses.
    assert not any(word in page.main.text for word in ("Not yet", "Referred", "Tomos"))
    nothing = cerys.submit(page, {}, button="Put in", status=422)
    assert nothing.errors == ["Choose at least one criterion."]
    chosen = [decision_of(app, one) for one in (judged.welsh, judged.english)]
    page = cerys.submit(page, {"decisions": chosen}, button="Put in")
    page.says("Pieces: 2", "Being put together", "Alys Morgan", "Tomos Bevan (trainee assessor)")
    assert "Ffion" not in page.text
    page = cerys.submit(cerys.get(page.link("Pair a Welsh with an English piece")), {})
    page.says("Pair 1")
    page = cerys.submit(cerys.get(page.link("Undo the pair")), {})
    assert "Pair 1" not in page.text
    page = cerys.submit(cerys.get(page.link("Pair a Welsh with an English piece")), {})
    page = cerys.submit(cerys.get(page.link("Open the exercise")), {})
    page.says("Open: people decide", "0 / 2")
    assert checked(app) == []


def test_a_chosen_piece_is_looked_at_and_taken_out(cerys: PageClient, exercise: Exercise) -> None:
    page = cerys.get(f"/standardising/{exercise.key}")
    looked = cerys.get(page.link("Piece 1"))
    looked.says("Nodyn", "Gwnes i hyn.", "P1", "K1")
    page = cerys.submit(cerys.get(page.link("Take it out (Piece 1)")), {})
    page.says("Pieces: 1")
    page = cerys.submit(cerys.get(page.link("Change the exercise")), {"Name of the exercise": "Winter"})
    page.says("Winter")
    page = cerys.get(page.link("Choose evidence") + "?language=cy")
    page.says("Nodyn")


def test_people_decide_blind_and_then_see_all(
    app: Flask, centre: Centre, open_exercise: Exercise, tomos: PageClient, alys: PageClient, cerys: PageClient
) -> None:
    alys.get("/").says("Standardisation that waits for you", "Pieces left to decide on: 2")
    page = alys.get(f"/standardising/{open_exercise.key}")
    page = alys.get(page.link("Piece 1"))
    page.says("Nodyn", "Gwnes i hyn.")
    for hidden in ("Ffion", "Tomos", "Da iawn"):
        assert hidden not in page.html
    page = alys.submit(page, outcomes(page, "met", "not_yet"), button="Save decisions")
    assert page.heading == "Decide on piece 2"
    page = alys.submit(page, outcomes(page, "met", "met"), button="Save decisions")
    page.says("You have decided", "2 / 2")
    alys.get("/standardising/pieces/" + open_exercise.welsh + "/decide").says("and that stands.", "Not yet")
    alys.get(f"/standardising/{open_exercise.key}/results", status=404)
    alys.get(f"/standardising/{open_exercise.key}/results.csv", status=404)
    answered(app, centre.trainee, open_exercise.welsh, "Mae'r dyddiad ar goll.", P1="referred", K1="met")
    answered(app, centre.trainee, open_exercise.english, P1="met", K1="met")
    cerys.get("/").says("All have decided: you can close it")
    page = cerys.get(f"/standardising/{open_exercise.key}")
    page.says("2 / 2")
    assert "Mae'r dyddiad" not in page.text
    page = cerys.submit(cerys.get(page.link("Close the exercise")), {})
    page.says("Fleiss’ kappa", "Cohen’s kappa", "Alys Morgan and Tomos Bevan", "It rests on a small number (4)")
    page.says("Mae'r dyddiad ar goll.", "also made an original decision", "Pairs, Welsh beside English")
    assert page.table("How far all agreed")[3][2:4] == ["100%", "Not defined: all agreed"]
    alys.get(f"/standardising/{open_exercise.key}/results").says("Original decision, in no figure: Met")
    answer = alys.browser.get(f"/standardising/{open_exercise.key}/results.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[1] == ["1", "cy", "1", "P1", "1", "Met", "No", "Met"]
    assert len(rows) == 9
    assert not any(word in answer.get_data(as_text=True) for word in ("Alys", "Ffion", "dyddiad"))


def test_files_go_by_numbers(app: Flask, centre: Centre, judged: Judged, as_someone: SignIn, alys: PageClient) -> None:
    """Names of files may tell whose they are: the letter's file has one."""
    with acting(app) as work:
        letter = work.session.query(Evidence).where(Evidence.title == "Letter").order_by(Evidence.id).first()
        assert letter is not None
        key = letter.public_id
    exercise = prepared(app, centre, judged.decided.ffion, centre.trainee, centre.assessor)
    (piece,) = put_in(app, centre, exercise, decision_of(app, key))
    opened(app, centre, exercise)
    page = alys.get(f"/standardising/pieces/{piece}/decide")
    page.says("File 1")
    assert "nodiadau" not in page.html
    other = as_someone(centre.ffion)
    assert other.browser.get(page.link("File 1")).status_code == 404


def test_a_wrong_form_says_what_is_missing(open_exercise: Exercise, alys: PageClient) -> None:
    page = alys.get(f"/standardising/pieces/{open_exercise.welsh}/decide")
    refused = alys.submit(page, outcomes(page, "referred", "none"), button="Save decisions", status=422)
    assert refused.errors == ["P1: Say what is missing."]
    refused = alys.submit(page, {}, button="Save decisions", status=409)
    refused.says("You decided on no criterion.")


def test_the_record_is_written_corrected_and_read(
    app: Flask, centre: Centre, open_exercise: Exercise, cerys: PageClient, alys: PageClient
) -> None:
    cerys.get(f"/standardising/{open_exercise.key}/record/write").says(
        "The record is kept once the exercise is closed."
    )
    answered(app, centre.assessor, open_exercise.welsh, P1="met")
    closed(app, centre.quality_assurer, open_exercise.key)
    cerys.get(f"/standardising/{open_exercise.key}/record", status=404)
    page = cerys.get(cerys.get(f"/standardising/{open_exercise.key}").link("Write the record"))
    wrong = cerys.submit(page, {"a-1-words": "Show dates."}, status=422)
    assert wrong.errors == ["Write what was discussed.", "Say who does it."]
    said = {
        "attended": [centre.assessor.public_id],
        "Apologies": "Tomos",
        "What was discussed": "Piece 1: when a date is enough.",
        "Trends": "Dates are missing.",
        "a-1-words": "Show dates.",
        "a-1-who": "Alys",
        "a-1-due": ["1", "2", "2031"],
        "Date of the next meeting (if known)": ["1", "3", "2031"],
    }
    page = cerys.submit(wrong, said)
    page.says("Alys Morgan", "Piece 1: when a date is enough.", "Show dates. · Alys", "1 February 2031", "1 March 2031")
    again = cerys.get(page.link("Correct the record"))
    page = cerys.submit(again, {"Trends": "Fewer dates are missing."})
    page.says("Version 2", "Fewer dates are missing.", "Show dates. · Alys", "Piece 1: when a date is enough.")
    alys.get(f"/standardising/{open_exercise.key}/record").says("Fewer dates are missing.")
    alys.get(f"/standardising/{open_exercise.key}/record/write", status=403)


def test_actions_of_last_time_are_at_hand(
    app: Flask, centre: Centre, judged: Judged, open_exercise: Exercise, cerys: PageClient
) -> None:
    closed(app, centre.quality_assurer, open_exercise.key)
    page = cerys.get(f"/standardising/{open_exercise.key}/record/write")
    said = {
        "What was discussed": "Dates.",
        "a-1-words": "Show dates.",
        "a-1-who": "Alys",
        "a-1-due": ["1", "2", "2031"],
    }
    cerys.submit(page, said)
    second = prepared(app, centre, judged.decided.ffion, centre.trainee, centre.assessor)
    put_in(app, centre, second, decision_of(app, judged.welsh))
    opened(app, centre, second)
    closed(app, centre.quality_assurer, second)
    cerys.get(f"/standardising/{second}/record/write").says("Actions agreed last time", "Show dates. · Alys")


def test_who_takes_no_part_sees_nothing(
    app: Flask, centre: Centre, exercise: Exercise, as_someone: SignIn, alys: PageClient
) -> None:
    """Neither before it is open, nor of an exercise of others, nor as a learner."""
    alys.get(f"/standardising/{exercise.key}", status=404)
    opened(app, centre, exercise.key)
    alys.get(f"/standardising/{exercise.key}")
    with acting(app) as work:
        roles = (NewRole(Role.ASSESSOR), NewRole(Role.QUALITY_ASSURER))
        lena, ela = (
            add_person(work, name, provider_row(work, centre), role)
            for name, role in zip(("Lena Prys", "Ela Rhys"), roles, strict=True)
        )
    paths = [f"/standardising/{exercise.key}", f"/standardising/pieces/{exercise.welsh}"]
    for someone in (lena, centre.ffion, centre.owen, centre.administrator, centre.other_manager):
        client = as_someone(someone)
        for path in (*paths, f"{paths[1]}/decide"):
            client.get(path, status=404)
    # A quality assurer of the centre sees the exercise, and of no learner whom they do not read any evidence.
    other = as_someone(ela)
    other.get(paths[0])
    other.get(paths[1], status=404)
    other.get(f"{paths[1]}/decide", status=404)


def test_who_is_due_is_listed(app: Flask, centre: Centre, decided: Decided, cerys: PageClient) -> None:
    page = cerys.get("/standardising/due")
    page.says("in the last 12 months", "Alys Morgan", "Cerys Llwyd", "Tomos Bevan", "Never")


def test_the_centre_sets_after_how_many_months(centre: Centre, decided: Decided, as_someone: SignIn) -> None:
    gwyn = as_someone(centre.administrator)
    page = gwyn.get(gwyn.get("/people/settings").link("Change the settings"))
    page = gwyn.submit(page, {"Months within which staff take part in standardisation again": "6"})
    as_someone(centre.quality_assurer).get("/standardising/due").says("in the last 6 months")


def test_pages_speak_welsh(app: Flask, centre: Centre, open_exercise: Exercise, as_someone: SignIn) -> None:
    client = as_someone(centre.assessor, "cy")
    client.get("/standardising").says("Safoni")
    client.get(f"/standardising/pieces/{open_exercise.welsh}/decide")
    answered(app, centre.assessor, open_exercise.welsh, P1="met")
    closed(app, centre.quality_assurer, open_exercise.key)
    client.get(f"/standardising/{open_exercise.key}/results").says("Kappa Fleiss")


@pytest.mark.parametrize("number", [3, 30])
def test_pages_take_as_many_statements_for_many_pieces(
    app: Flask, centre: Centre, judged: Judged, cerys: PageClient, as_someone: SignIn, number: int
) -> None:
    people = staff(app, centre, number)
    exercise = prepared(app, centre, judged.decided.ffion, *people)
    each = [
        put_forward(app, centre, judged.decided.ffion, f"Darn {one}", "cy", Outcome.MET, "P1", "K1")
        for one in range(number)
    ]
    pieces = put_in(app, centre, exercise, *(decision_of(app, one, code) for one in each for code in ("P1", "K1")))
    opened(app, centre, exercise)
    for one in people[:3]:
        for piece in pieces:
            answered(app, one, piece, P1="met", K1="not_yet")
    with queries_at_most(10, "who asks (2), the exercise and whether it is theirs, its unit, people, pieces, items"):
        cerys.get(f"/standardising/{exercise}")
    with queries_at_most(6, "who asks (2), counting and listing"):
        cerys.get("/standardising")
    closed(app, centre.quality_assurer, exercise)
    with queries_at_most(10, "who asks (2), the exercise, whether it is theirs, its unit, people (2), items, answers"):
        cerys.get(f"/standardising/{exercise}/results")


def staff(app: Flask, centre: Centre, number: int) -> list[Someone]:
    with acting(app) as work:
        here = provider_row(work, centre)
        return [add_person(work, f"Aseswr {one}", here, NewRole(Role.ASSESSOR)) for one in range(number)]
