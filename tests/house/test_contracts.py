"""The direction of imports is kept, and every slice of the tree stands under its contracts."""

import subprocess
import sys
from pathlib import Path

from tests.house import tree

SLICE_FILES = {"rules", "events", "models", "policy", "queries", "services", "forms", "views"}


def test_imports_keep_their_contracts() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_slice_is_named_in_the_contract_of_slices() -> None:
    contracts = tree.project()["tool"]["importlinter"]["contracts"]
    layered = next(each for each in contracts if each["id"] == "slice-layers")
    found = {
        ".".join(tree.inside(path).parts[:-1])
        for path in tree.modules(*tree.PACKAGES)
        if path.stem in SLICE_FILES and len(tree.inside(path).parts) == 3
    }
    assert found - {"portfolio.core", "portfolio.web"} <= set(layered["containers"])
