"""The same document in every format gives the same standard."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from standards.reading.reader import read_bytes
from tests.reading.builders import as_docx, as_html, as_pdf, without_source
from tests.reading.documents import SHARED, SOURCES, page, read

FORMATS: dict[str, Callable[[str], bytes]] = {"docx": as_docx, "html": as_html, "pdf": as_pdf}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "pdf": "application/pdf",
}
SPECIMENS = sorted((SHARED / "cases" / "nos").glob("*.txt"))
TEXTS = {path.stem: path for path in [*sorted(SOURCES.glob("*.txt")), *SPECIMENS] if "not-nos" not in path.name}


def standard(draft: dict[str, Any]) -> dict[str, Any]:
    """What a standard says, without where in its source it says so."""
    draft["problems"] = sorted(problem["message"]["en"] for problem in draft["problems"])
    del draft["source"]
    for other in draft["other_sections"]:
        if other["kind"] == "torn":
            # Where nothing says which words belong together, no page says which line was full either.
            other["items"] = {language: " ".join(lines) for language, lines in other["items"].items()}
    kept: dict[str, Any] = json.loads(json.dumps(draft), object_hook=_without_lines)
    return kept


def _without_lines(value: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in value.items() if name != "lines"}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_standard(name: str, kind: str) -> None:
    text = without_source(TEXTS[name].read_text(encoding="utf-8"))
    found = read_bytes(FORMATS[kind](text), f"{name}.bin").to_json()
    assert found["source"]["media_type"] == TYPES[kind]
    assert standard(found) == standard(read(text, f"{name}.bin"))


@pytest.mark.parametrize("kind", FORMATS)
def test_lines_are_those_of_the_text(kind: str) -> None:
    text = page("P1 one\nP2 two")
    draft = read_bytes(FORMATS[kind](text), "a").to_json()
    criteria = draft["sections"][0]["criteria"]
    assert [one["lines"] for one in criteria] == [
        [text.splitlines().index(line) + 1] * 2 for line in ("P1 one", "P2 two")
    ]
