"""Rooms stay small enough to be pleasant: the ceilings of CONTRIBUTING.md, held."""

from pathlib import Path

import pytest

from tests.house import tree

MODULE, FUNCTION, VIEW, TEMPLATE, TEST_MODULE = 400, 40, 30, 120, 500


def is_view_module(path: Path) -> bool:
    return path.stem == "views" or path.parent.name == "views"


@pytest.mark.parametrize("path", tree.modules(), ids=tree.name)
def test_module_is_short(path: Path) -> None:
    ceiling = TEST_MODULE if tree.inside(path).parts[0] == "tests" else MODULE
    assert tree.lines(path) <= ceiling, "make it a package of the same name, split by noun"


@pytest.mark.parametrize("path", tree.modules(), ids=tree.name)
def test_functions_are_short(path: Path) -> None:
    ceiling = VIEW if is_view_module(path) else FUNCTION
    long = {
        f"{node.name}: {(node.end_lineno or node.lineno) - node.lineno + 1} lines"
        for node in tree.functions(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > ceiling
    }
    assert not long, f"over {ceiling} lines"


@pytest.mark.parametrize("path", tree.templates(), ids=tree.name)
def test_template_is_short(path: Path) -> None:
    assert tree.lines(path) <= TEMPLATE, "move a part of it into a component or a partial"
