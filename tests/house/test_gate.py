"""The gate in front of the main branch: a failure anywhere is its failure, said in its last lines."""

import re
import sys
from pathlib import Path

import pytest

from tests.gate import PROOFS, PYTEST, Stage, close, run_lane
from tests.house import tree

SUITE = """
def test_good() -> None:
    assert True

def test_other() -> None:
    assert {answer}
"""


def suite(folder: Path, answer: str) -> Stage:
    path = folder / f"test_{answer.lower()}.py"
    path.write_text(SUITE.format(answer=answer), encoding="utf-8")
    return Stage(f"suite of {answer}", (*PYTEST, "-p", "no:randomly", "--rootdir", str(folder), str(path)))


def tool(code: int) -> Stage:
    return Stage(f"tool {code}", (sys.executable, "-c", f"print('looked'); raise SystemExit({code})"))


def closed(stages: list[Stage], capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    run_lane(stages)
    capsys.readouterr()
    code = close(stages, 1.5)
    return code, capsys.readouterr().out.splitlines()


def test_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = closed([suite(tmp_path, "True"), tool(0)], capsys)
    assert code == 0
    assert lines[-1].strip("= ") == "2 passed in 1.50s"


def test_a_failing_test_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = closed([suite(tmp_path, "False"), suite(tmp_path, "True"), tool(0)], capsys)
    assert code == 1
    assert lines[-1].strip("= ") == "1 failed, 3 passed in 1.50s"
    assert any("test_false.py::test_other" in line and "[suite of False]" in line for line in lines)


def test_a_failing_tool_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = closed([tool(3), suite(tmp_path, "True")], capsys)
    assert code == 1
    assert lines[-1].strip("= ") == "2 passed, 1 error in 1.50s"
    assert "ERROR tool 3: exit code 3" in lines


def test_no_tests_at_all_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = Stage("empty", (*PYTEST, "--rootdir", str(tmp_path), str(tmp_path)))
    code, lines = closed([empty], capsys)
    assert code == 1
    assert lines[-1].strip("= ") == "1 error in 1.50s"


def test_a_stage_that_never_ran_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert close([tool(0)], 1.5) == 1
    assert "FAILED" in capsys.readouterr().out


def test_every_long_proof_has_its_stage() -> None:
    marked = re.compile(r"(^(@|pytestmark = )|marks=)pytest\.mark\.proof\b", re.MULTILINE)
    proofs = {tree.name(path) for path in tree.modules("tests") if marked.search(path.read_text(encoding="utf-8"))}
    assert proofs == {path for lane in PROOFS for _name, path, *_options in lane}
