"""Where the standards that ship with Tystio stand, and the documents they were made from."""

from pathlib import Path

FOLDER = Path(__file__).parent
SOURCES = FOLDER / "sources"


def shipped() -> list[Path]:
    """Give the files of the standards that ship, in a fixed order."""
    return sorted(FOLDER.glob("*.yaml"))
