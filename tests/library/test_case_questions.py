"""Any question at all to the service of CASE is answered, in JSON, as it says (the long form runs schemathesis)."""

import json

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standards.exchange import rules
from standards.interchange.case.description import PATHS, QUESTIONS
from tests.library.exchanging import NOTHING, SERVICE, shelf

words = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "0", "-1", "1", "500", "asc", "title", "title='a' OR version='2'", "title~'%'", "%00", "9" * 40]
    ),
)
questions = st.dictionaries(st.sampled_from([*QUESTIONS, "lang", "other"]), words, max_size=4)
identifiers = st.one_of(st.just(NOTHING), st.uuids().map(str), st.text(min_size=1, max_size=40))
identifiers = identifiers.filter(lambda said: "/" not in said and said not in {".", ".."})
ANY = settings(max_examples=80, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(name="program")
def program_fixture(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Where something goes wrong, a program is told as it would be outside of a test."""
    shelf(app, 3)
    monkeypatch.setattr(app, "testing", False)
    return app


def wrong(app: Flask, path: str, asked: dict[str, str]) -> str | None:
    """What is wrong with the answer to a question."""
    answer = app.test_client().get(SERVICE + path, query_string=asked)
    if answer.status_code not in {200, 400, 404} or answer.mimetype != "application/json":
        return f"{answer.status_code} {answer.mimetype} at {path} {asked}"
    found = json.loads(answer.text)
    refused = found.get("imsx_codeMajor") == "failure"
    return None if refused == (answer.status_code != 200) else f"{answer.status_code} and says otherwise at {path}"


@ANY
@given(asked=questions)
def test_any_question_to_the_list_is_answered(program: Flask, asked: dict[str, str]) -> None:
    assert wrong(program, "/CFDocuments", asked) is None


@ANY
@given(path=st.sampled_from(sorted(PATHS)), identifier=identifiers)
def test_any_identifier_is_answered(program: Flask, path: str, identifier: str) -> None:
    quoted = "".join(f"%{byte:02x}" for byte in identifier.encode())
    assert wrong(program, path.replace("{sourcedId}", quoted), {}) is None


def test_a_service_that_breaks_on_a_question_would_be_seen(program: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_plain", str.casefold)
    assert wrong(program, "/CFDocuments", {"sort": "subject"}) is not None
