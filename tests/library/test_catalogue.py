"""What ships is loaded by the command, once; what is wrong with a file is told with its line, and nothing is kept."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from portfolio.cli import main
from portfolio.core.work import UnitOfWork
from standards.catalogue.shelf import FOLDER, shipped
from standards.commands import SENTENCES
from standards.interchange.yaml_file import write_standard
from standards.library import queries
from standards.library.rules import Outcome
from standards.library.services import load_catalogue
from tests.house.test_translations import catalogue
from tests.library.drafts import both as text
from tests.library.drafts import small_draft, with_words
from tests.library.terminal import run

URNS = ["LSIAG04", "LSIAG11", "WCPP-FFA", "WSI-2010-2574-P5", "WSP-CP-PLAN"]


def test_the_catalogue_loads_once(work: UnitOfWork) -> None:
    seen: list[str] = []
    loaded = load_catalogue(work, progress=lambda draft: seen.append(draft.urn or ""))
    assert loaded == {Outcome.PUBLISHED: len(shipped())}
    assert sorted(seen) == URNS
    assert load_catalogue(work) == {Outcome.UNCHANGED: len(shipped())}


def test_in_the_catalogue_the_welsh_is_official_and_the_english_our_own(work: UnitOfWork) -> None:
    load_catalogue(work)
    for urn, criteria in (("LSIAG11", 27), ("LSIAG04", 67)):
        (row,) = queries.by_urn(work.session, urn)
        found = queries.shown(work.session, row)
        assert (found.official, found.working) == (["cy"], ["en"])
        assert len(found.outline.assessable) == row.assessable == criteria
        assert [one["language"] for one in row.provenance] == ["cy"]


def test_a_folder_is_loaded_listed_and_shown(app: Flask) -> None:
    loaded = run(app, "load", str(FOLDER))
    assert (loaded.exit_code, loaded.stdout.splitlines()[-1]) == (
        0,
        f"Published: {len(shipped())}. Unchanged: 0. Official words taken: 0.",
    )
    again = run(app, "load", str(FOLDER)).stdout
    assert again.endswith(f"Published: 0. Unchanged: {len(shipped())}. Official words taken: 0.\n")
    listed = run(app, "list", lang="cy_GB.UTF-8").stdout.splitlines()
    assert listed[0].startswith("LSIAG11 (1)  Cyd-drafod ar ran cleientiaid  meini prawf: 27")
    assert sorted(one["urn"] for one in json.loads(run(app, "list", "--json").stdout)["standards"]) == URNS
    assert "  P1  adolygu gofynion cleientiaid" in run(app, "show", "LSIAG11", "--language", "cy").stdout
    shown = json.loads(run(app, "show", "LSIAG11", "--edition", "1", "--json").stdout)
    assert [len(section["criteria"]) for section in shown["sections"]] == [12, 15]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "The English is a working translation"), ("cy", "Cyfieithiad gweithiol")]
)
def test_a_working_translation_is_called_one(app: Flask, tmp_path: Path, lang: str, said: str) -> None:
    (tmp_path / "a.yaml").write_text(write_standard(small_draft()), encoding="utf-8")
    run(app, "load", str(FOLDER), str(tmp_path))
    lines = run(app, "show", "LSIAG11", "--language", "en", lang=lang).stdout.splitlines()
    assert lines[1].startswith(said)
    assert said not in run(app, "show", "LSIAG11", "--language", "cy", lang=lang).stdout
    assert "Arrange a desk (working translation)  criteria: 3" in run(app, "list").stdout
    assert "cyfieithiad" not in run(app, "list", lang="cy").stdout


def test_commands_and_pages_say_the_same_of_a_working_translation() -> None:
    for key in ("working", "working-cy", "working-en"):
        cy, en = SENTENCES[key]
        assert catalogue()[en].string == cy


@pytest.mark.parametrize(("lang", "said"), [("en", "There is no standard"), ("cy", "Nid oes safon")])
def test_an_unknown_urn_is_one_line_and_one(app: Flask, lang: str, said: str) -> None:
    done = run(app, "show", "NOPE", lang=lang)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(said)


def test_a_faulty_file_is_told_by_line_and_nothing_is_kept(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(write_standard(small_draft()), encoding="utf-8")
    faulty = write_standard(small_draft("ZZTST13")).replace("kind: nos", "kind: nos\nwho: me")
    (tmp_path / "b.yaml").write_text(faulty, encoding="utf-8")
    done = run(app, "load", str(tmp_path))
    assert done.exit_code == 1
    assert done.stderr.splitlines() == ['b.yaml:3: the key "who" is not known', "Nothing was loaded."]
    assert json.loads(run(app, "list", "--json").stdout) == {"standards": []}


def test_another_text_of_a_published_standard_is_told_and_nothing_is_kept(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(write_standard(small_draft()), encoding="utf-8")
    assert run(app, "load", str(path)).exit_code == 0
    other = tmp_path / "other"
    other.mkdir()
    changed = with_words(small_draft(), "P2", text("gosod y golau", "place the lamp"))
    (other / "a.yaml").write_text(write_standard(small_draft("ZZTST13")), encoding="utf-8")
    (other / "b.yaml").write_text(write_standard(changed), encoding="utf-8")
    done = run(app, "load", str(other))
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-2:] == [
        f"{other / 'b.yaml'}: another text is published already as ZZTST12, edition 2026-01-31: it differs at P2",
        "Nothing was loaded.",
    ]
    assert [one["urn"] for one in json.loads(run(app, "list", "--json").stdout)["standards"]] == ["ZZTST12"]


def test_a_folder_without_files_is_told(app: Flask, tmp_path: Path) -> None:
    done = run(app, "load", str(tmp_path))
    assert (done.exit_code, done.stderr) == (1, f"There are no standards' files in {tmp_path}.\n")


def test_the_whole_command_keeps_what_it_loads(tmp_path: Path) -> None:
    environment = {"TYSTIO_INSTANCE": str(tmp_path), "TYSTIO_DATABASE_URL": None, "LANG": "en", "LC_ALL": ""}
    runner = CliRunner(env=environment)
    assert runner.invoke(main, ["db", "upgrade"]).exit_code == 0
    loaded = runner.invoke(main, ["standards", "load", str(FOLDER)])
    assert loaded.stdout == f"Published: {len(shipped())}. Unchanged: 0. Official words taken: 0.\n"
    listed = runner.invoke(main, ["standards", "list"])
    assert sorted(line.split()[0] for line in listed.stdout.splitlines()) == URNS
    checked = runner.invoke(main, ["ledger", "check"])
    assert checked.exit_code == 0
    assert checked.stdout.endswith(f"States compared: {len(URNS)}. Nothing is wrong.\n")
