"""Every template stands in the plan: it compiles, extends a layout, has a title, and somebody renders it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.house import tree

LANGUAGE = Environment(  # noqa: S701 - read, never rendered
    extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
)
TITLES = {"title", "pageTitle", "page_title"}
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE)
Referring = nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport


@cache
def parsed(path: Path) -> nodes.Template:
    return LANGUAGE.parse(path.read_text(encoding="utf-8"), tree.name(path))


def known_as(path: Path) -> str:
    """The name under which it is rendered."""
    return path.relative_to(tree.ROOT / "templates").as_posix()


def is_part(path: Path) -> bool:
    """A layout, a component, a partial, a mail: none of them is a page."""
    return path.name.startswith("_") or tree.inside(path).parts[1] in {"layouts", "components", "mail"}


def pages() -> list[Path]:
    return [path for path in tree.templates() if not is_part(path)]


@cache
def references() -> tuple[frozenset[str], frozenset[str]]:
    """Names that code or templates speak of whole, and the fixed endings of names that code puts together."""
    whole, endings = set(), set()
    for path in tree.templates():
        for node in parsed(path).find_all(nodes.Stmt):
            if isinstance(node, Referring):
                named = [node.template, *node.template.find_all(nodes.Const)]
                whole |= {each.value for each in named if isinstance(each, nodes.Const)}
    for path in tree.modules(*tree.PACKAGES):
        for each in ast.walk(tree.tree(path)):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                whole.add(each.value)
            if isinstance(each, ast.JoinedStr) and isinstance(each.values[-1], ast.Constant):
                endings.add(str(each.values[-1].value))
    return frozenset(whole), frozenset(end for end in endings if end.endswith((".html", ".txt")))


@pytest.mark.parametrize("path", tree.templates(), ids=tree.name)
def test_nothing_is_inline(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", pages(), ids=tree.name)
def test_page_extends_a_layout(path: Path) -> None:
    bases = [
        node.template.value for node in parsed(path).find_all(nodes.Extends) if isinstance(node.template, nodes.Const)
    ]
    assert bases
    assert bases[0].startswith("layouts/")


@pytest.mark.parametrize("path", pages(), ids=tree.name)
def test_page_sets_its_title(path: Path) -> None:
    blocks = {block.name for block in parsed(path).find_all(nodes.Block)}
    set_names = {
        node.target.name for node in parsed(path).find_all(nodes.Assign) if isinstance(node.target, nodes.Name)
    }
    assert TITLES & (blocks | set_names)


@pytest.mark.parametrize("path", tree.templates(), ids=tree.name)
def test_template_is_used(path: Path) -> None:
    whole, endings = references()
    name = known_as(path)
    assert name in whole or any(name.endswith(end) for end in endings), "nothing renders or includes it"


@pytest.mark.parametrize("path", tree.templates(), ids=tree.name)
def test_template_uses_what_it_imports(path: Path) -> None:
    imported = {node.target for node in parsed(path).find_all(nodes.Import)}
    for each in parsed(path).find_all(nodes.FromImport):
        imported |= {name[1] if isinstance(name, tuple) else name for name in each.names}
    used = {node.name for node in parsed(path).find_all(nodes.Name)}
    assert not imported - used


LONG = re.compile(r"\b(f\.textarea|area)\(")
FORM = re.compile(r"f\.form_tag\(([^%]*)\) %\}")


@pytest.mark.parametrize(
    "path", [path for path in pages() if LONG.search(path.read_text(encoding="utf-8"))], ids=tree.name
)
def test_what_is_typed_at_length_outlives_its_tab(path: Path) -> None:
    """A form with room for more than a line is kept in the browser while it is written, or on the server."""
    assert [form for form in FORM.findall(path.read_text(encoding="utf-8")) if "locker=" not in form] == []
