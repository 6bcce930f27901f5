"""Files of every sort: what is no readable text is refused in plain words."""

import os
from pathlib import Path

import pytest

from standards.drafting import RefusalError, UnreadableError
from standards.reading import document
from standards.reading.document import from_bytes, open_document
from standards.reading.reader import read_file
from tests.reading.documents import codes, page, read, texts

WELSH = page("1. ŵyn â'r tŷ", "1. dau", language="cy")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(WELSH.encode(encoding))
    draft = read_file(path).to_json()
    assert texts(draft, language="cy") == ["ŵyn â'r tŷ"]
    assert ("encoding-utf16" in codes(draft)) is (encoding == "utf-16")


def test_windows_text_is_read_and_flagged(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(page("1. cân – â", language="cy").encode("cp1252"))
    draft = read_file(path).to_json()
    assert texts(draft, language="cy") == ["cân – â"]
    assert "encoding-guessed" in codes(draft)


FORMATS = {
    ".doc": b"\xd0\xcf\x11\xe0....",
    "RTF": b"{\\rtf1 x}",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "EXE": b"MZ\x90\x00",
    "XML": b"<?xml version='1.0'?><note/>",
}


@pytest.mark.parametrize("name", FORMATS)
def test_other_formats_are_named(name: str) -> None:
    with pytest.raises(RefusalError) as refused:
        from_bytes(FORMATS[name], "standard.txt")
    assert refused.value.code == "format-unsupported"
    assert name in refused.value.message["cy"]
    assert name in refused.value.message["en"]
    assert all("standard.txt" in message for message in refused.value.message.values())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\xc2\xa0\n", "empty"),
        (b"a\x00b", "not-text"),
        (b"\x01\x02\x03\x04 text", "not-text"),
        (b"\x81\x8d\xff", "not-text"),
        (b"\xff\xfe\x00", "not-text"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        from_bytes(content, "a.txt")
    assert refused.value.code == code


def test_a_missing_file_a_folder_and_a_pipe_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, code in (("absent.txt", "missing"), ("", "not-a-file"), ("pipe", "not-a-file"), ("a\x00b", "locked")):
        with pytest.raises(UnreadableError) as refused:
            open_document(tmp_path / name)
        assert refused.value.code == code


def test_a_file_too_big_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LIMIT_MB", 1)
    path = tmp_path / "big.txt"
    path.write_bytes(b"a" * 1_000_001)
    with pytest.raises(UnreadableError) as refused:
        open_document(path)
    assert refused.value.code == "too-big"
    assert "1 MB" in refused.value.message["en"]


def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(WELSH.encode())
    assert read_file(path).source.name == "caf\ufffd.txt"


def test_ligatures_and_invisible_signs_are_cleaned() -> None:
    draft = read(page("1. \ufb01nd the of\ufb01ce\u200b\u00ad at  once"))
    assert texts(draft) == ["find the office at once"]
