"""What may stand in the repository: names that say something, no machine's paths, no host in a lock file."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

from tests.house import tree

VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "tools", "stuff", "base"}
ROOT_FILES = {
    *(".gitattributes", ".gitignore", ".npmrc", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile"),
    *("README.md", "SECURITY.md", "babel.cfg", "package-lock.json", "package.json", "pyproject.toml"),
    *("requirements-dev.txt", "requirements-scanners.txt", "requirements-wapiti.txt", "requirements.txt"),
}
ROOT_FOLDERS = {".ci", "assessments", "benchmarks", "portfolio", "standards", "static", "templates", "tests"}
OPEN_ENDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|pytest\.(mark\.)?(skip|xfail)|raise NotImplementedError")
TEXTS = {".py", ".md", ".toml", ".txt", ".html", ".js", ".scss", ".cfg", ".json", ".yaml", ".yml", ".po", ""}
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|home|root|Users|tmp)/\w")
OWN_RULES = "tests/house/test_repository.py"


def texts() -> list[Path]:
    return [path for path in tree.files() if path.suffix in TEXTS and tree.name(path) != OWN_RULES]


def test_root_holds_what_people_expect() -> None:
    assert {tree.inside(path).parts[0] for path in tree.files()} <= ROOT_FILES | ROOT_FOLDERS


@pytest.mark.parametrize("path", tree.modules(), ids=tree.name)
def test_module_opens_with_one_sentence(path: Path) -> None:
    said = ast.get_docstring(tree.tree(path))
    assert said, "say in one sentence what this module is for"
    first = said.split("\n\n")[0]
    assert first.rstrip().endswith((".", "?")), "a sentence ends with a full stop"
    assert first.count(". ") <= 1, "one sentence, or two short ones"


def test_names_say_their_subject() -> None:
    vague = [tree.name(path) for path in tree.modules() if VAGUE & {path.stem, *tree.inside(path).parts[:-1]}]
    assert not vague


def test_nothing_is_left_open() -> None:
    found = [tree.name(path) for path in tree.modules() if OPEN_ENDS.search(path.read_text(encoding="utf-8"))]
    assert [each for each in found if each != OWN_RULES] == []


def test_no_path_of_one_machine() -> None:
    assert [tree.name(path) for path in texts() if MACHINE_PATHS.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("lock", sorted(each for each in ROOT_FILES if "requirements" in each or "lock" in each))
def test_lock_files_name_no_host(lock: str) -> None:
    path = tree.ROOT / lock
    assert path.exists()
    text = path.read_text(encoding="utf-8")
    assert "--index-url" not in text
    assert "--find-links" not in text
    assert '"resolved"' not in text
    assert not re.search(r"^[^#]*https?://", text, re.MULTILINE) or lock == "package-lock.json"


def test_contributing_lists_the_direct_dependencies() -> None:
    """The list of licences and reasons in CONTRIBUTING.md and the one in pyproject.toml are one."""
    project = tree.project()["project"]
    groups = tree.project()["dependency-groups"].values()
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"], *chain.from_iterable(groups)]
    names = {re.split(r"[<>=\[;~ ]", each)[0].lower() for each in wanted}
    text = (tree.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.-]+)` \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    assert {name for name, licence, reason in rows if licence.strip() and reason.strip()} >= names
    npm = {name for name, _, _ in rows} - names
    package = tree.ROOT / "package.json"
    assert not npm or all(f'"{name}"' in package.read_text(encoding="utf-8") for name in npm)
