"""Parsers of documents run in a process that has given up what it does not need, whatever they do there."""

import os
import time
from pathlib import Path

import pytest

from standards.reading.formats import enclosed
from standards.reading.formats.enclosed import parsed
from standards.reading.formats.extract import Unfit

SPOILT = """\
import sys
import way
from standards.reading.formats import child
sys.modules["standards.reading.formats.spoilt"] = way
child.main()
"""
DONE = "return {'nodes': [], 'headers': [], 'found': []}"
GOES_WRONG = {
    "takes memory": "def read(content): len(bytearray(3 * 1024**3))",
    "calls home": "import socket\ndef read(content): socket.socket()",
    "starts a program": "import subprocess\ndef read(content): subprocess.run(['true'])",
    "writes": "def read(content): open(__file__, 'w').write('gone')",
    "removes": "import os\ndef read(content): os.remove(__file__)",
}


@pytest.fixture(name="spoilt")
def spoilt_fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose module takes the place of the child's: what its parser does stands in the file given back."""
    (tmp_path / "spoilt.py").write_text(SPOILT, encoding="utf-8")
    monkeypatch.setattr(enclosed, "MODULE", "spoilt")
    monkeypatch.setattr(enclosed, "KEPT_ENVIRONMENT", (*enclosed.KEPT_ENVIRONMENT, "PYTHONPATH"))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{enclosed.ROOT}")
    return tmp_path / "way.py"


def reading(spoilt: Path, way: str) -> dict[str, object]:
    spoilt.write_text(f"{way}; {DONE}\n", encoding="utf-8")
    return parsed("spoilt", b"words")


def test_a_parser_that_does_no_harm_is_heard(spoilt: Path) -> None:
    assert reading(spoilt, "def read(content): pass") == {"nodes": [], "headers": [], "found": []}


@pytest.mark.parametrize("case", GOES_WRONG)
def test_the_child_gives_everything_up_before_it_parses(spoilt: Path, case: str) -> None:
    with pytest.raises(Unfit, match="not-readable"):
        reading(spoilt, GOES_WRONG[case])
    assert spoilt.read_text(encoding="utf-8").startswith(GOES_WRONG[case])


def test_a_child_that_breaks_down_or_hangs_is_a_document_that_cannot_be_read(
    spoilt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unfit, match="not-readable"):
        reading(spoilt, "import os\ndef read(content): os.abort()")
    monkeypatch.setattr(enclosed, "SECONDS", 3)
    begun = time.monotonic()
    with pytest.raises(Unfit, match="not-readable"):
        reading(spoilt, "import time\ndef read(content): time.sleep(600)")
    assert time.monotonic() - begun < 30
