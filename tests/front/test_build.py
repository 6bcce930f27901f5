"""The build runs only when what it reads has changed; a changed script renames all that import it."""

import re
import shutil
from pathlib import Path

import pytest

from portfolio import front_end


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The build's inputs in a folder of their own, the library replaced by one line."""
    source = tmp_path / "static" / "source"
    shutil.copytree(front_end.ROOT / "static" / "source", source)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(front_end.ROOT / name, tmp_path)
    packages = tmp_path / "node_modules"
    libraries = {
        packages / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js": "export const initAll = () => 1;",
        packages / "tus-js-client" / "dist" / "tus.min.js": "globalThis.tus = { Upload: 1 };",
    }
    for library, script in libraries.items():
        library.parent.mkdir(parents=True)
        library.write_text(f"{script}\n//# sourceMappingURL=x.map", encoding="utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path


def published(tree: Path) -> str:
    out = tree / "out"
    name: str = front_end.publish_script("tystio.js", front_end.scripts(tree), out)
    return name


def test_scripts_import_each_other_by_their_content(tree: Path) -> None:
    before = published(tree)
    text = (tree / "out" / "tystio.js").read_text(encoding="utf-8")
    imported = re.findall(r'from "\./([\w.-]+\.js)\?v=[0-9a-f]{12}"', text)
    assert len(imported) == text.count("import ")
    assert all((tree / "out" / name).is_file() for name in imported)
    preview = tree / "static" / "source" / "preview.js"
    preview.write_text(preview.read_text(encoding="utf-8") + "// more\n", encoding="utf-8")
    assert published(tree) != before


def test_a_script_that_is_fetched_when_it_is_needed_is_versioned_too(tree: Path) -> None:
    published(tree)
    said = (tree / "out" / "uploads.js").read_text(encoding="utf-8")
    assert re.search(r'import\("\./tus\.min\.js\?v=[0-9a-f]{12}"\)', said)
    assert (tree / "out" / "tus.min.js").read_text(encoding="utf-8").endswith(front_end.GIVEN_BY_UPLOADS)


def test_libraries_ask_for_no_map_that_is_not_there(tree: Path) -> None:
    published(tree)
    for name in ("govuk-frontend.min.js", "tus.min.js"):
        assert "sourceMappingURL" not in (tree / "out" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["package-lock.json", "static/source/_page.scss", "static/source/unsaved.js"])
def test_every_input_counts(tree: Path, name: str) -> None:
    before = front_end.fingerprint(tree)
    assert front_end.fingerprint(tree) == before
    (tree / name).write_text("changed", encoding="utf-8")
    assert front_end.fingerprint(tree) != before


def test_what_is_current_is_not_built_again(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = tree / "static" / "dist" / front_end.BUILT_FROM
    done.parent.mkdir()
    done.write_text(front_end.fingerprint(tree), encoding="utf-8")
    assert front_end.build(tree) is False
    assert "up to date" in capsys.readouterr().out
