"""What the documents say is so: each test, command and folder that they name is there."""

import re

import pytest

from tests.house import tree

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
NAMED_TARGET = re.compile(r"`make ([a-z-]+)`")
NAMED_FILE = re.compile(r"`((?:portfolio|standards|assessments|tests|templates|static|benchmarks)/[\w/.-]+)`")


def read(name: str) -> str:
    return (tree.ROOT / name).read_text(encoding="utf-8")


def documents() -> list[str]:
    return [name for name in DOCUMENTS if (tree.ROOT / name).exists()]


def test_each_promise_names_a_test_that_exists() -> None:
    named = NAMED_TEST.findall(read("SECURITY.md"))
    assert named
    for path, test in named:
        assert f"def {test}(" in read(path), f"{path} has no {test}"


def test_each_promise_has_a_test() -> None:
    rows = [line for line in read("SECURITY.md").splitlines() if line.startswith("| ")][2:]
    assert [row for row in rows if not NAMED_TEST.search(row)] == []


@pytest.mark.parametrize("name", documents())
def test_the_commands_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert set(NAMED_TARGET.findall(read(name))) <= targets


@pytest.mark.parametrize("name", documents())
def test_the_files_exist(name: str) -> None:
    assert [path for path in NAMED_FILE.findall(read(name)) if not (tree.ROOT / path).exists()] == []


def test_every_target_says_what_it_does() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert phony
    described = set(re.findall(r"^([a-z-]+):.*## \S", read("Makefile"), re.MULTILINE))
    assert set(phony[1].split()) == described
