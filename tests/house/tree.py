"""The repository as its own rules see it: which files there are, and what stands in them."""

import ast
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("standards", "portfolio", "assessments")


@cache
def ignored() -> tuple[str, ...]:
    return tuple(line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split())


def is_ours(path: Path) -> bool:
    """Whether it is in the repository or about to be: what .gitignore names, and git's own folder, is not."""
    inside_root = path.relative_to(ROOT).as_posix()
    return path.name != ".git" and not any(
        fnmatch(inside_root if "/" in pattern else path.name, pattern) for pattern in ignored()
    )


@cache
def files() -> tuple[Path, ...]:
    found: list[Path] = []
    folders = [ROOT]
    while folders:
        for path in filter(is_ours, folders.pop().iterdir()):
            (folders if path.is_dir() else found).append(path)
    return tuple(sorted(found))


def modules(*folders: str) -> list[Path]:
    """The Python modules under the named folders, versions of migrations left out: Alembic writes those."""
    wanted = folders or (*PACKAGES, "tests", "benchmarks")
    return [
        path
        for path in files()
        if path.suffix == ".py" and inside(path).parts[0] in wanted and "versions" not in inside(path).parts
    ]


def templates() -> list[Path]:
    return [path for path in files() if inside(path).parts[0] == "templates" and path.suffix in {".html", ".txt"}]


def inside(path: Path) -> Path:
    return path.relative_to(ROOT)


def name(path: Path) -> str:
    return inside(path).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@cache
def project() -> dict[str, Any]:
    """pyproject.toml as a dictionary."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
