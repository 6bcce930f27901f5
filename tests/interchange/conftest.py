"""The schemas of CASE lie beside the repository: where they are missing, tests/beside.py says so."""

from pathlib import Path

from tests import case_schemas


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    missing = not case_schemas.FOLDER.is_dir()
    return True if collection_path.name == "test_official.py" and missing else None
