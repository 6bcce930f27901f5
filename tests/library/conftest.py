"""The schemas of CASE lie beside the repository: where they are missing the run says so in one line."""

from pathlib import Path

import pytest

from tests import case_schemas


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    missing = not case_schemas.FOLDER.is_dir()
    return True if collection_path.name == "test_case_schemas.py" and missing else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    case_schemas.summary(terminalreporter, "tests/library/test_case_schemas.py")
