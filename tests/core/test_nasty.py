"""Every nasty file lies inert or is refused for a reason, in little time and memory, and makes no preview crash."""

import resource
import time
from pathlib import Path

import pytest

from portfolio.core.contents import Family, Unacceptable, documents, family_of, inspect, make_preview, media, relations
from tests.core import nasty
from tests.core.nasty import Nasty

CORPUS = nasty.corpus()
SECONDS = 10
"""What one file may take on a busy machine; the child is ended after thirty."""
GROWN = 64 * 1024
"""KiB by which this process, which serves pages, may grow over all of them."""


@pytest.fixture(name="file")
def file_fixture(tmp_path: Path) -> Path:
    return tmp_path / "incoming"


def verdict(file: Path, one: Nasty) -> str:
    file.write_bytes(one.data)
    try:
        return inspect(file, one.name)
    except Unacceptable as refused:
        return refused.code


@pytest.mark.parametrize("one", CORPUS, ids=[f"{place}-{one.name}" for place, one in enumerate(CORPUS)])
def test_it_is_inert_or_refused_in_time(file: Path, one: Nasty) -> None:
    begun = time.monotonic()
    assert verdict(file, one) == one.verdict
    if not one.refused and family_of(one.verdict) is Family.IMAGE:
        make_preview(file, file.with_name("shown"))
        assert file.with_name("shown").read_bytes().startswith(b"\xff\xd8")
        assert b"script" not in file.with_name("shown").read_bytes()
    assert time.monotonic() - begun < SECONDS


def test_the_process_that_serves_pages_stays_small(file: Path) -> None:
    for one in CORPUS:
        file.write_bytes(one.data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for one in CORPUS:
        verdict(file, one)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWN


def test_the_watch_on_relations_is_what_refuses(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: without it a document that calls out is taken."""
    called = next(one for one in nasty.calling() if one.verdict == "file-remote")
    file.write_bytes(called.data)
    with pytest.raises(Unacceptable, match="file-remote"):
        documents.inspect_zip(file)
    monkeypatch.setattr(relations, "FETCHED", frozenset())
    assert documents.inspect_zip(file) == nasty.DOCX


def test_the_count_of_parts_is_what_ends_an_endless_recording(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(next(one.data for one in nasty.endless() if one.name == "nothing.wav"))
    with pytest.raises(Unacceptable, match="file-too-much-inside"):
        media.inspect_wav(file)
    monkeypatch.setattr(media, "MOST_PARTS", 10**9)
    with pytest.raises(Unacceptable, match="file-broken"):
        media.inspect_wav(file)


PLACES = {
    "https://evil.example/t.dotm": True,
    "file:////evil.example/t.dotm": True,
    "file:///%5C%5Cevil.example/t.dotm": True,
    "\\\\203.0.113.9\\t": True,
    "file:///C:/Templates/Normal.dotm": False,
    "/C:/Normal.dotm": False,
    "D:\\Llythyrau\\Normal.dotm": False,
    "Normal.dotm": False,
    "../templates/v1.2/llythyr.dotx": False,
    "\\\\coleg\\templates\\llythyr.v2.dotx": False,
    "": False,
}


@pytest.mark.parametrize(("target", "elsewhere"), PLACES.items())
def test_where_an_address_leads(target: str, *, elsewhere: bool) -> None:
    assert relations.is_elsewhere(target) is elsewhere
