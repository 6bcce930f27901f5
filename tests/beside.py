"""What lies beside the repository or on a system only sometimes, and what does not run without it."""

from collections.abc import Iterator

from tests import case_schemas
from tests.core.daemons import CLAMD
from tests.reading.documents import SHARED

SPECIMENS = SHARED / "cases" / "nos"
SAMPLES = SHARED / "cases" / "interop" / "leap2a"


def not_run() -> Iterator[str]:
    """Say in a line each what does not run here: a run that leaves something out is never silent about it."""
    if not SPECIMENS.is_dir():
        yield f"No specimens at {SPECIMENS}: tests/reading/test_specimens.py did not run."
    if not case_schemas.FOLDER.is_dir():
        modules = "tests/library/test_case_schemas.py and tests/interchange/test_official.py"
        yield f"No schemas at {case_schemas.FOLDER}: {modules} did not run."
    if not SAMPLES.is_dir():
        yield f"No samples at {SAMPLES}: those of tests/archive/test_foreign.py did not come in."
    if CLAMD is None:
        yield "No clamd here: files were checked by a daemon of the tests, not by ClamAV's own."
