"""Standards leave by the command, come into another installation, and leave it again the same."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portfolio.cli import main
from portfolio.core.database import db
from standards.catalogue.shelf import FOLDER
from standards.foundation import LANGUAGES
from standards.interchange.yaml_file import parse_standard, write_standard
from standards.library import queries
from standards.pairing import pair, paired
from tests.interchange.standards import Json
from tests.library.drafts import in_english, small_draft
from tests.library.exchanging import stored
from tests.library.terminal import run


def installation(folder: Path, *arguments: str) -> Result:
    environment = {"TYSTIO_INSTANCE": str(folder), "TYSTIO_DATABASE_URL": None, "TYSTIO_BASE_URL": None, "LANG": "en"}
    done = CliRunner(env={**environment, "LC_ALL": ""}).invoke(main, list(arguments))
    assert done.exit_code == 0, done.output
    return done


def exported(folder: Path) -> dict[str, str]:
    return {
        f"{urn}-{language}.json": installation(
            folder, "standards", "export", urn, "--format", "case", "--language", language
        ).stdout
        for urn in ("LSIAG04", "LSIAG11")
        for language in LANGUAGES
    }


def test_what_left_one_installation_leaves_another_the_same(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        installation(folder, "db", "upgrade")
    installation(here, "standards", "load", str(FOLDER))
    before = exported(here)
    for name, text in before.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    loaded = installation(there, "standards", "load", *(str(tmp_path / name) for name in sorted(before, reverse=True)))
    assert loaded.stdout == "Published: 2. Unchanged: 0. Official words taken: 0.\n"
    assert exported(there) == before
    again = installation(there, "standards", "load", *(str(tmp_path / name) for name in before))
    assert again.stdout == "Published: 0. Unchanged: 2. Official words taken: 0.\n"
    assert "Nothing is wrong." in installation(there, "ledger", "check").stdout


def test_one_standard_in_every_form(app: Flask, tmp_path: Path) -> None:
    stored(app, small_draft())
    package = json.loads(run(app, "export", "ZZTST12", "--format", "case", "--language", "cy").stdout)
    assert package["CFDocument"]["uri"].startswith("http://127.0.0.1:8000/standards/id/")
    elsewhere = run(app, "export", "ZZTST12", "--format", "case", "--base", "https://safonau.example/").stdout
    assert json.loads(elsewhere)["CFDocument"]["uri"].startswith("https://safonau.example/standards/id/")
    rows = list(csv.reader(run(app, "export", "ZZTST12", "--format", "moodle").stdout.splitlines()))
    assert rows[1][2] == "ZZTST12 Arrange a desk"
    matrix = json.loads(run(app, "export", "ZZTST12", "--format", "mahara", lang="cy_GB").stdout)
    assert matrix["framework"]["name"] == "ZZTST12 Trefnu desg"
    path = tmp_path / "a.yaml"
    done = run(app, "export", "ZZTST12", "--format", "yaml", "-o", str(path))
    assert (done.exit_code, done.stdout) == (0, "")
    assert parse_standard(path.read_text(encoding="utf-8"), "a.yaml") == small_draft()
    assert path.read_text(encoding="utf-8") == write_standard(small_draft())


def test_a_file_names_both_documents_of_a_pair(app: Flask) -> None:
    english = replace(in_english(small_draft()), languages=("en",))
    stored(app, paired(pair(small_draft(), english)))
    again = parse_standard(run(app, "export", "ZZTST12", "--format", "yaml").stdout, "a.yaml")
    assert (again.source, again.english) == (small_draft().source, english.source)


def test_the_edition_is_chosen(app: Flask) -> None:
    stored(app, small_draft(), small_draft(edition="2027-01-31"))
    for given, edition in (((), "2027-01-31"), (("--edition", "2026-01-31"), "2026-01-31")):
        done = run(app, "export", "ZZTST12", "--format", "case", *given)
        assert json.loads(done.stdout)["CFDocument"]["statusStartDate"] == edition


@pytest.mark.parametrize(("lang", "said"), [("en", "There is no standard"), ("cy", "Nid oes safon")])
def test_what_is_not_there_does_not_leave(app: Flask, lang: str, said: str) -> None:
    stored(app, small_draft())
    done = run(app, "export", "NOPE", "--format", "case", lang=lang)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(said)


@pytest.mark.parametrize(("lang", "said"), [("en", "There is no edition 1999 of"), ("cy", "Nid oes argraffiad 1999 o")])
def test_a_missing_edition_is_told_with_those_that_are_there(app: Flask, lang: str, said: str) -> None:
    stored(app, small_draft())
    for arguments in (("show", "ZZTST12"), ("export", "ZZTST12", "--format", "case")):
        done = run(app, *arguments, "--edition", "1999", lang=lang)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(f"{said} ZZTST12")
        assert "2026-01-31" in done.stderr


@pytest.mark.parametrize(("lang", "said"), [("en", "there is no such folder"), ("cy", "nid yw'r ffolder")])
def test_a_file_that_cannot_be_written_is_named(app: Flask, tmp_path: Path, lang: str, said: str) -> None:
    stored(app, small_draft())
    path = tmp_path / "absent" / "a.json"
    done = run(app, "export", "ZZTST12", "--format", "case", "-o", str(path), lang=lang)
    assert done.exit_code == 1
    assert str(path) in done.stderr
    assert said in done.stderr


def foreign(folder: Path, **document: str) -> str:
    """A package that somebody else wrote: no URN, no codes."""
    package: Json = {
        "CFDocument": {"identifier": "abc", "title": "Desks", "language": "en", **document},
        "CFItems": [{"identifier": "a", "fullStatement": "clear the desk"}],
        "CFAssociations": [],
    }
    path = folder / "theirs.json"
    path.write_text(json.dumps({"CFPackage": package}), encoding="utf-8")
    return str(path)


def test_a_stranger_s_package_is_loaded_with_its_doubts(app: Flask, tmp_path: Path) -> None:
    done = run(app, "load", foreign(tmp_path))
    assert (done.exit_code, done.stdout) == (0, "Published: 1. Unchanged: 0. Official words taken: 0.\n")
    assert "theirs.json: The package has no URN: its identifier was taken, abc." in done.stderr
    assert "theirs.json: The package has no associations" in done.stderr
    with app.app_context():
        (row,) = queries.by_urn(db.session(), "abc")
        assert (row.kind, row.title.en) == ("guidance", "Desks")
        db.session.remove()


def test_a_package_with_an_error_is_not_loaded(app: Flask, tmp_path: Path) -> None:
    done = run(app, "load", foreign(tmp_path, title=""), lang="cy")
    assert done.exit_code == 1
    assert "theirs.json: Nid oes teitl i'r ddogfen." in done.stderr
    assert done.stderr.splitlines()[-1] == "Ni lwythwyd dim."


@pytest.mark.parametrize(("content", "said"), [
    (b"{", "is not valid JSON"),
    (b'{"a": 1}', "There is no CASE package in a.json"),
    (b"\xff\xfe\x00\xd8", "a.json"),
    (b"[" * 50_000 + b"]" * 50_000, "a.json is nested too deeply."),
])  # fmt: skip
def test_what_is_no_package_is_told_and_nothing_is_kept(app: Flask, tmp_path: Path, content: bytes, said: str) -> None:
    path, good = tmp_path / "a.json", tmp_path / "good.yaml"
    path.write_bytes(content)
    good.write_text(write_standard(small_draft()), encoding="utf-8")
    done = run(app, "load", str(good), str(path))
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stderr.splitlines()[-1] == "Nothing was loaded."
    assert json.loads(run(app, "list", "--json").stdout) == {"standards": []}


def test_a_file_larger_than_forty_megabytes_is_not_read(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"CFDocument": {}, "x": "' + b" " * 40_000_000 + b'"}')
    done = run(app, "load", str(path))
    assert (done.exit_code, "bigger than 40 MB" in done.stderr) == (1, True)
