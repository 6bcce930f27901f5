"""Specimens lie beside the repository: where they are missing the run says so in one line."""

from pathlib import Path

import pytest

from tests.reading.documents import SHARED

SPECIMENS = SHARED / "cases" / "nos"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    return True if collection_path.name == "test_specimens.py" and not SPECIMENS.is_dir() else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not SPECIMENS.is_dir():
        terminalreporter.write_line(f"No specimens at {SPECIMENS}: tests/reading/test_specimens.py did not run.")
