"""Every route by every method, asked by everybody, with real rows behind every address."""

import json
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from standards.foundation import LANGUAGES
from tests.census.asking import SIGNED_OUT, Census
from tests.census.table import Line, address, arguments, by_slice, gaps, read_table, table
from tests.house.test_routes import STRANGE_ID

SLICES = by_slice()
FOR_PROGRAMS = "exchange.case."
UNKNOWN = {"identifier": "01234567-89ab-5def-8123-456789abcdef"}
NOT_FOUND = {"cy": "Ni chafwyd hyd i", "en": "Page not found"}


def test_every_route_has_a_line_and_every_line_a_route(census: Census) -> None:
    assert gaps(census.app, table()) == []


@pytest.mark.parametrize("slice_name", SLICES)
def test_everybody_meets_what_the_table_says(census: Census, slice_name: str) -> None:
    """Answered, refused or not there: and nothing changes by looking, nor by an act that is refused."""
    assert list(census.wrong(SLICES[slice_name])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_names_nothing_is_not_found_in_the_language_of_the_reader(census: Census, language: str) -> None:
    """Each part of each address in turn, by somebody who is answered where it names something."""
    for line in table():
        asker = next(census.askers_at(line), census.world.askers["owner"])
        for path in astray(census, line):
            for method in census.methods(line):
                answer = asker.ask(census.app, method, path, language=language)
                if line.route.startswith(FOR_PROGRAMS):
                    assert (answer.status_code, minor_code(answer)) == (404, "unknownobject"), f"{method} {path}"
                    continue
                said = f'<html lang="{language}"' in answer.text, NOT_FOUND[language] in answer.text
                assert (answer.status_code, *said) == (404, True, True), f"{method} {path}"


def minor_code(answer: TestResponse) -> str:
    """The reason that a program is given, where the answer is one for programs."""
    assert answer.mimetype == "application/json"
    fields = json.loads(answer.text)["imsx_codeMinor"]["imsx_codeMinorField"]
    return str(fields[0]["imsx_codeMinorFieldValue"])


def astray(census: Census, line: Line) -> Iterator[str]:
    """The line's address with one of its ids naming nothing."""
    names = census.world.things[line.thing]
    for name in arguments(census.app, line.route) - {"token"}:
        unknown = UNKNOWN.get(name, STRANGE_ID) if isinstance(names[name], str) else 9999
        yield address(census.app, line.route, {**names, name: unknown})


def test_signed_out_nobody_can_tell_what_there_is(census: Census) -> None:
    """The answer to an id that names something and to one that names nothing differ in that id alone."""
    asker = census.world.askers[SIGNED_OUT]
    for line in table():
        if line.expected is None or not arguments(census.app, line.route):
            continue
        known, unknown = census.path(line), next(astray(census, line))
        for method in census.methods(line):
            there, nowhere = (asker.ask(census.app, method, path) for path in (known, unknown))
            assert (there.status_code, nowhere.status_code) == (302, 302)
            assert there.headers["Location"].replace(known, "") == nowhere.headers["Location"].replace(unknown, "")


def test_a_table_with_a_sign_too_few_is_not_read() -> None:
    with pytest.raises(AssertionError, match="not one sign for each of 2"):
        read_table("people\nhere: ann bob\npatterns\nboth of them  y\nroutes\na.b | nothing | both of them")
