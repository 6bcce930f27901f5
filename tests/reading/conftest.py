"""Specimens lie beside the repository: where they are missing, tests/beside.py says so."""

from pathlib import Path

from tests.beside import SPECIMENS


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return True if collection_path.name == "test_specimens.py" and not SPECIMENS.is_dir() else None
