"""Script in every field with words, and in files: no page lets any of it live, and nothing but a page is run."""

from collections.abc import Iterator

import pytest
from markupsafe import Markup

from portfolio.evidence.views import files
from tests.census.asking import Census
from tests.crawls.crawling import crawl, known
from tests.crawls.planting import plant
from tests.crawls.scripts import dangers, evil_words

READERS = [("owner", "en"), ("assessor", "en"), ("manager", "cy"), ("administrator", "en")]
OURS = {"text/html", "text/plain", "text/csv", "application/json"}
OF_NOBODY = {"/offline-worker.js", "/offline.webmanifest"}
"""The same for everybody, and without a word of anybody's: tests/evidence/test_offline.py."""


@pytest.fixture(name="planted")
def planted_fixture(census: Census) -> Iterator[Census]:
    plant(census.app, evil_words)
    yield census
    census.restore()


def alive(census: Census, part: str, language: str = "en", start: list[str] | None = None) -> list[str]:
    found = []
    for path, answer in crawl(census.app, census.world.askers[part], start or ["/", *known(census)], language):
        if answer.mimetype == "text/html":
            found += [f"{path}: {danger}" for danger in dangers(answer.text)]
        assert "x-evil" not in "".join(answer.headers.keys()).lower(), f"{path}: a header of theirs"
    return found


@pytest.mark.parametrize(("part", "language"), READERS)
def test_no_word_of_anybodys_comes_alive(planted: Census, part: str, language: str) -> None:
    assert alive(planted, part, language) == []


def test_a_filter_that_trusts_what_people_write_would_be_seen(planted: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(planted.app.jinja_env.filters, "markdown", Markup)
    found = alive(planted, "owner", start=[planted.path_of("evidence.show", "waiting evidence")])
    assert {danger.partition(": ")[2] for danger in found} >= {"<x-evil>", "<script>", "<img onerror=alert(3)>"}


def unsealed(census: Census, part: str, start: list[str] | None = None) -> list[str]:
    """Answers with somebody's bytes that a browser could take for a page of ours."""
    found = []
    for path, answer in crawl(census.app, census.world.askers[part], start or ["/", *known(census)]):
        policy, shown = answer.headers["Content-Security-Policy"], answer.headers.get("Content-Disposition", "")
        framed = answer.mimetype == "application/pdf" and "frame-ancestors 'self'" in policy
        sealed = "sandbox" in policy or framed or "attachment" in shown
        safe = answer.headers["X-Content-Type-Options"] == "nosniff" and (answer.mimetype in OURS or shown)
        if path.partition("?")[0] in OF_NOBODY:
            continue
        if not safe or (answer.mimetype not in OURS and not sealed):
            found.append(path)
    return found


@pytest.mark.parametrize("part", ["owner", "manager"])
def test_whatever_is_no_page_is_sealed(census: Census, part: str) -> None:
    assert unsealed(census, part) == []


def test_files_without_their_seal_would_be_seen(census: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ALONE", "default-src 'none'")
    photograph = census.path_of("evidence.view", "waiting evidence")
    assert unsealed(census, "owner", [photograph]) == [photograph]
