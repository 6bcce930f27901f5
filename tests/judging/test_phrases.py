"""One's own feedback phrases: kept in both languages, offered where one judges, seen by nobody else."""

import pytest
from flask import Flask

from tests.factories import Centre
from tests.judging.conftest import reader

SAVE = "Save your phrases"


def test_phrases_are_kept_and_offered_in_both_languages(app: Flask, centre: Centre, diary: str) -> None:
    client = reader(app, centre.trainee)
    page = client.submit(
        client.get("/queue/phrases"),
        {"cy_1": "Da iawn wir.", "en_1": "Very good indeed.", "cy_3": "Pwy oedd yno?"},
        button=SAVE,
    )
    form = page.form(SAVE).values
    # What is empty between them closes up.
    assert [form[key].strip() for key in ("cy_1", "en_1", "cy_2", "en_2")] == [
        "Da iawn wir.",
        "Very good indeed.",
        "Pwy oedd yno?",
        "",
    ]
    client.get(f"/evidence/{diary}/judge").says("Very good indeed.", "Pwy oedd yno?")
    assert "Very good indeed." not in reader(app, centre.assessor).get("/queue/phrases").html


def test_two_windows_do_not_overwrite_each_other(app: Flask, centre: Centre, diary: str) -> None:
    assert diary
    client = reader(app, centre.trainee)
    older = client.get("/queue/phrases")
    client.submit(client.get("/queue/phrases"), {"en_1": "From the newer window"}, button=SAVE)
    told = client.submit(older, {"en_1": "From the older window"}, button=SAVE, status=409)
    assert told.errors[0].startswith("Your phrases were changed in another window")
    assert told.form(SAVE).values["en_1"].strip() == "From the older window"
    again = client.submit(told, {}, button=SAVE)
    assert again.form(SAVE).values["en_1"].strip() == "From the older window"


@pytest.mark.parametrize("rows", [9, 60])
def test_there_is_always_room_for_more_up_to_sixty(app: Flask, centre: Centre, diary: str, rows: int) -> None:
    assert diary
    client = reader(app, centre.trainee)
    page = client.get("/queue/phrases")
    for _time in range(20):
        sent = {key: f"Phrase {key}" for key in page.form(SAVE).values if key.startswith("en_")}
        page = client.submit(page, sent, button=SAVE)
        if len(sent) >= rows:
            break
    shown = [key for key in page.form(SAVE).values if key.startswith("en_")]
    assert len(shown) == min(rows + 3, 60)


def test_a_phrase_that_is_too_long_is_said_and_kept(app: Flask, centre: Centre, diary: str) -> None:
    assert diary
    client = reader(app, centre.trainee)
    told = client.submit(client.get("/queue/phrases"), {"cy_2": "a" * 1001}, button=SAVE, status=422)
    assert "1000" in told.errors[0]
    assert told.form(SAVE).values["cy_2"].strip() == "a" * 1001
