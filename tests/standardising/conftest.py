"""Two learners with judged evidence in both languages, and an exercise with a Welsh and an English piece of it."""

from dataclasses import dataclass

import pytest
from flask import Flask

from assessments.judging.rules import Outcome
from tests.client import PageClient
from tests.factories import Centre
from tests.quality.conftest import Decided, SignIn, as_someone_fixture, cerys_fixture, decided_fixture, mair_fixture
from tests.standardising.exercising import decision_of, opened, paired, prepared, put_forward, put_in

__all__ = ["Decided", "SignIn", "as_someone_fixture", "cerys_fixture", "decided_fixture", "mair_fixture"]


@dataclass(frozen=True)
class Judged:
    """Evidence of both languages, judged on P1 and K1."""

    decided: Decided
    welsh: str
    english: str


@dataclass(frozen=True)
class Exercise:
    """An exercise with two pieces that are a pair, each with P1 and K1."""

    key: str
    welsh: str
    english: str


@pytest.fixture(name="judged")
def judged_fixture(app: Flask, centre: Centre, decided: Decided) -> Judged:
    return Judged(
        decided,
        put_forward(app, centre, decided.ffion, "Nodyn", "cy", Outcome.MET, "P1", "K1"),
        put_forward(app, centre, decided.mabli, "Note", "en", Outcome.NOT_YET, "P1", "K1"),
    )


@pytest.fixture(name="exercise")
def exercise_fixture(app: Flask, centre: Centre, judged: Judged) -> Exercise:
    """Prepared: the trainee and the qualified assessor take part, the quality assurer chairs."""
    key = prepared(app, centre, judged.decided.ffion, centre.trainee, centre.assessor)
    decisions = [decision_of(app, one, code) for one in (judged.welsh, judged.english) for code in ("P1", "K1")]
    welsh, english = put_in(app, centre, key, *decisions)
    paired(app, centre, key, welsh, english)
    return Exercise(key, welsh, english)


@pytest.fixture(name="open_exercise")
def open_exercise_fixture(app: Flask, centre: Centre, exercise: Exercise) -> Exercise:
    opened(app, centre, exercise.key)
    return exercise


@pytest.fixture(name="tomos")
def tomos_fixture(as_someone: SignIn, centre: Centre, decided: Decided) -> PageClient:
    """The trainee, who made the original decisions."""
    return as_someone(centre.trainee)


@pytest.fixture(name="alys")
def alys_fixture(as_someone: SignIn, centre: Centre, decided: Decided) -> PageClient:
    """The qualified assessor."""
    return as_someone(centre.assessor)
