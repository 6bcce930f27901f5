"""What a file is by its content: honest ones are taken, hostile ones refused, and the limits bite."""

import io
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from portfolio.core.contents import Unacceptable, child, clean_name, documents, images, inspect, make_preview, workers
from tests.core import hostile


@pytest.fixture(name="file")
def file_fixture(tmp_path: Path) -> Path:
    return tmp_path / "incoming"


def found(file: Path, name: str, data: bytes) -> str:
    file.write_bytes(data)
    return inspect(file, name)


def refusal(file: Path, name: str, data: bytes) -> str:
    with pytest.raises(Unacceptable) as refused:
        found(file, name, data)
    return refused.value.code


@pytest.mark.parametrize(("name", "data", "media_type"), hostile.HONEST, ids=[each[0] for each in hostile.HONEST])
def test_honest_files_are_taken(file: Path, name: str, data: bytes, media_type: str) -> None:
    assert found(file, name, data) == media_type


@pytest.mark.parametrize(
    ("name", "data", "code"), hostile.REFUSED, ids=[f"{each[0]}-{place}" for place, each in enumerate(hostile.REFUSED)]
)
def test_hostile_files_are_refused(file: Path, name: str, data: bytes, code: str) -> None:
    assert refusal(file, name, data) == code


def test_no_name_makes_a_page_of_a_picture(file: Path) -> None:
    """A polyglot is taken for what it decodes as, and is called so."""
    media_type = found(file, "page.html", hostile.picture() + hostile.HTML)
    assert media_type == "image/jpeg"
    assert clean_name("page.html", media_type) == "page.html.jpg"


def test_a_copy_for_showing_is_the_picture_alone(file: Path, tmp_path: Path) -> None:
    file.write_bytes(hostile.picture(size=(4000, 1000)) + hostile.HTML)
    assert b"Camera of Ffion" in file.read_bytes()
    make_preview(file, tmp_path / "shown")
    shown = (tmp_path / "shown").read_bytes()
    assert b"Camera of Ffion" not in shown
    assert b"script" not in shown
    assert Image.open(io.BytesIO(shown)).size == (1600, 400)


def test_without_its_limits_a_parser_would_unpack_a_bomb(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutants: each limit put away, the same files come through."""
    file.write_bytes(hostile.word({"word/document2.xml": bytes(3 * 1024 * 1024)}))
    with pytest.raises(Unacceptable, match="file-too-much-inside"):
        documents.inspect_zip(file)
    monkeypatch.setattr(documents, "MOST_TIMES", 10**9)
    assert documents.inspect_zip(file).endswith("wordprocessingml.document")
    monkeypatch.setattr(documents, "MOST_INSIDE", 1024)
    with pytest.raises(Unacceptable, match="file-too-much-inside"):
        documents.inspect_zip(file)


def test_without_its_limit_a_huge_picture_would_be_decoded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(hostile.picture("PNG", (300, 300)))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 300 * 299)
    with pytest.raises(Unacceptable, match="file-too-much-inside"):
        images.inspect_image(file)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", images.MOST_POINTS)
    assert images.inspect_image(file) == "image/png"


@pytest.fixture(name="spoilt")
def spoilt_fixture(tmp_path: Path) -> Path:
    """A module that takes the place of the child's: what it does stands in `way.py`."""
    (tmp_path / "spoilt.py").write_text(
        "from portfolio.core.contents import child\nfrom way import way\nchild.WAYS['spoilt'] = way\nchild.main()\n"
    )
    return tmp_path


@contextmanager
def spoilt_children(folder: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[workers.Children]:
    (folder / "way.py").write_text(way)
    monkeypatch.setattr(workers, "MODULE", "spoilt")
    monkeypatch.setattr(workers, "KEPT_ENVIRONMENT", (*workers.KEPT_ENVIRONMENT, "PYTHONPATH"))
    monkeypatch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{workers.ROOT}")
    children = workers.Children()
    try:
        yield children
    finally:
        children.close()


def question(folder: Path, name: str = "way.py") -> dict[str, str]:
    return {"way": "spoilt", "path": str(folder / name), "target": ""}


def ask_spoilt(folder: Path, way: str, monkeypatch: pytest.MonkeyPatch, seconds: float = 60) -> dict[str, str]:
    with spoilt_children(folder, way, monkeypatch) as children:
        return children.ask(question(folder), seconds)


WAYS = {
    "crashes": ("import os\ndef way(path): os.abort()\n", "file-broken"),
    "takes memory": ("def way(path): return str(len(bytearray(3 * 1024**3)))\n", "file-too-much-inside"),
    "calls home": (
        "import socket\ndef way(path): socket.socket(); return 'x'\n",
        "file-broken",
    ),
    "starts a program": ("import subprocess\ndef way(path): subprocess.run(['true']); return 'x'\n", "file-broken"),
    "writes": ("def way(path): path.write_text('gone'); return 'x'\n", "file-broken"),
    "removes": ("def way(path): path.unlink(); return 'x'\n", "file-broken"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_parser_gone_mad_reaches_nothing(spoilt: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    code, refused = WAYS[way]
    assert ask_spoilt(spoilt, code, monkeypatch) == {"refused": refused}
    assert (spoilt / "way.py").read_text() == code


def test_a_parser_that_hangs_is_ended(spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = time.monotonic()
    answer = ask_spoilt(spoilt, "import time\ndef way(path): time.sleep(600)\n", monkeypatch, seconds=3)
    assert answer == {"refused": "file-broken"}
    assert time.monotonic() - begun < 30


def test_a_child_that_was_ended_while_it_lay_idle_costs_nobody_a_file(
    spoilt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a system short of memory, say; a file that ends its child ends the next one too, and is broken."""
    code = "import os\ndef way(path): return os.abort() if path.name == 'bad' else str(os.getpid())\n"
    with spoilt_children(spoilt, code, monkeypatch) as children:
        first = children.ask(question(spoilt), 60)["type"]
        assert children.ask(question(spoilt), 60)["type"] == first, "one child for many files"
        os.kill(int(first), signal.SIGKILL)
        second = children.ask(question(spoilt), 60)["type"]
        assert second != first
        assert children.ask(question(spoilt, "bad"), 60) == {"refused": "file-broken"}


def test_the_same_child_would_do_it_without_its_watch(spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: without the audit hook the file would be gone."""
    free = "from portfolio.core.contents import child\nchild.FORBIDDEN = ('nothing',)\n"
    code = free + "def way(path): path.unlink(); return 'removed'\n"
    assert ask_spoilt(spoilt, code, monkeypatch) == {"type": "removed"}
    assert not (spoilt / "way.py").exists()


def test_after_a_crash_the_next_file_is_looked_into(file: Path) -> None:
    assert refusal(file, "half.jpg", hostile.picture()[:-200]) == "file-broken"
    assert found(file, "photo.jpg", hostile.picture()) == "image/jpeg"


NAMES = {
    "../../etc/passwd": "passwd.txt",
    "C:\\Windows\\evil.txt": "evil.txt",
    "a\0b\r\nSet-Cookie: x.txt": "abSet-Cookie_ x.txt",
    "photo\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe.txt": "photogpj.exe.txt",
    "": "file.txt",
    "...": "file.txt",
    ".txt": "file.txt",
    "page.html": "page.html.txt",
    "CON.txt": "_CON.txt",
    "nul": "_nul.txt",
    "lpt1 .tar.txt": "_lpt1 .tar.txt",
    "Contract.txt": "Contract.txt",
    " . com1.txt": "_com1.txt",
    "Tŷ Gwyrdd 👩‍🏫.TXT": "Tŷ Gwyrdd 👩‍🏫.txt",
    "x" * 400 + ".txt": "x" * 251 + ".txt",
}


@pytest.mark.parametrize(("said", "clean"), NAMES.items())
def test_names_are_cleaned(said: str, clean: str) -> None:
    assert clean_name(said, "text/plain; charset=utf-8") == clean


@given(st.text())
def test_any_name_becomes_a_safe_one(said: str) -> None:
    clean = clean_name(said, "image/png")
    assert clean.endswith(".png")
    assert len(clean) > len(".png")
    assert len(clean.encode()) <= 255
    assert not set(clean) & set('/\\\0\r\n<>:"|?*')
    assert clean_name(clean, "image/png") == clean


def test_the_limits_are_the_childs_own() -> None:
    assert child.MEMORY <= 1024**3
    assert "socket." in child.FORBIDDEN
