"""The command `standards read`, as a person or a script runs it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from standards.commands import standards
from tests.reading.documents import SOURCES, page

SOURCE = str(SOURCES / "LSIAG11-cy.txt")


def run(*arguments: str, lang: str = "en_GB.UTF-8") -> Result:
    return CliRunner(env={"LANG": lang, "LC_ALL": "", "LC_MESSAGES": ""}).invoke(standards, ["read", *arguments])


def test_json_is_one_object() -> None:
    done = run(SOURCE, "--json")
    assert done.exit_code == 0
    draft = json.loads(done.stdout)
    assert [len(section["criteria"]) for section in draft["sections"]] == [12, 15]
    assert "â'u" in done.stdout


@pytest.mark.parametrize(
    ("lang", "sentence"), [("cy_GB.UTF-8", "a.txt: Nid yw'r ddogfen"), ("C", "a.txt: This document is not")]
)
def test_a_refusal_is_json_and_two(tmp_path: Path, lang: str, sentence: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(page("1. one", head="How to negotiate"), encoding="utf-8")
    done = run(str(path), "--json", lang=lang)
    assert done.exit_code == 2
    assert list(json.loads(done.stdout)) == ["refused"]
    assert json.loads(done.stdout)["refused"].startswith(sentence)
    assert done.stderr == ""


@pytest.mark.parametrize(("lang", "sentence"), [("cy", "Nid oes ffeil"), ("en", "There is no file")])
def test_a_missing_file_is_one_line_on_stderr(tmp_path: Path, lang: str, sentence: str) -> None:
    done = run(str(tmp_path / "absent.txt"), "--json", lang=lang)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.endswith(f" {tmp_path / 'absent.txt'}.\n")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("lang", ["cy", "en"])
def test_the_systems_english_is_in_no_sentence(tmp_path: Path, lang: str) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert "ELOOP" in run(str(loop), lang=lang).stderr


OTHERWISE = {
    "en": "Welsh was chosen, but the document a.txt is in English.",
    "cy": "Dewiswyd Saesneg, ond Cymraeg yw iaith y ddogfen LSIAG11-cy.txt.",
}


@pytest.mark.parametrize("found", OTHERWISE)
def test_a_document_in_the_other_language_is_refused(tmp_path: Path, found: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(page("1. one"), encoding="utf-8")
    file, chosen = (str(path), "cy") if found == "en" else (SOURCE, "en")
    done = run(file, "--language", chosen, lang=found)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.strip() == OTHERWISE[found]
    done = run(file, "--language", chosen, "--json", lang=found)
    assert (done.exit_code, json.loads(done.stdout)) == (2, {"refused": OTHERWISE[found]})


def test_without_json_people_read_counts_and_problems() -> None:
    done = run(SOURCE, lang="cy")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:3] == [
        *("LSIAG11 · Cyd-drafod ar ran cleientiaid", "Meini prawf perfformiad: 12", "Gwybodaeth a dealltwriaeth: 15"),
    ]
    assert "Problemau: 1" in done.stdout


def test_a_document_is_read_as_what_it_is_said_to_be() -> None:
    assert json.loads(run(SOURCE, "--json").stdout)["kind"] == "nos"
    said = run(SOURCE, "--kind", "legislation", "--json")
    assert said.exit_code == 2
    assert "refused" in json.loads(said.stdout)


def test_urn_and_language_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(page("1. un", head="Sut i drafod", language="cy"), encoding="utf-8")
    draft = json.loads(run(str(path), "--urn", "ZZTST1", "--language", "cy", "--json").stdout)
    assert (draft["urn"], draft["languages"]) == ("ZZTST1", ["cy"])


def test_guidance_is_shown_item_by_item() -> None:
    lines = run(str(SOURCES / "WSP-CP-PLAN-cy.txt"), lang="cy_GB.UTF-8").stdout.splitlines()
    assert lines[0] == "WSP-CP-PLAN · Gweithdrefnau Diogelu Cymru: y cynllun amddiffyn, gofal a chymorth"
    assert lines[1] == "Mae’r rhain yn berthnasol o ran y cynllun: 4"
    assert lines[2].startswith("  1.1  Mae’n cael ei weithredu gan grŵp craidd")
    assert "Problemau: 6" in lines


@pytest.mark.parametrize(("lang", "cell"), [("cy", "    pwy: Traws-sector"), ("en", "    who: Traws-sector")])
def test_actions_are_shown_row_by_row_with_the_cells_named(lang: str, cell: str) -> None:
    lines = run(str(SOURCES / "WCPP-FFA-cy.txt"), lang=lang).stdout.splitlines()
    assert "  3.6  Cynnull adnoddau" in lines
    assert any(line.strip().startswith(cell.strip()) for line in lines)
    assert not any(line.strip().startswith(("adnoddau:", "resources:")) for line in lines)
