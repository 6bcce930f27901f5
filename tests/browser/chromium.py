"""Finds the Chromium that the browser journeys drive, and on Debian installs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")


def find() -> Path | None:
    """The named one (TYSTIO_CHROMIUM), or the system's."""
    named = os.environ.get("TYSTIO_CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else next((path for path in APPLICATIONS if path.is_file()), None)


def how_to_install() -> str:
    """The exact command to type on this machine."""
    if shutil.which("apt-get"):
        return "sudo apt-get update && sudo " + " ".join(INSTALL)
    if sys.platform == "darwin":
        return "brew install --cask chromium"
    return "install Chromium and name it: export TYSTIO_CHROMIUM=/path/to/chromium"


def find_or_install() -> Path:
    """Installs it on Debian as root; elsewhere SystemExit with the command to type."""
    found = find()
    if found is None and Path("/etc/debian_version").exists() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Chromium is missing: installing Debian's for the browser journeys", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (("apt-get", "update"), INSTALL):
            subprocess.run(command, check=False, env=environment)
        found = find()
    if found is None:
        sys.exit(f"The browser journeys need Chromium, which is not here. Type:\n\n    {how_to_install()}\n")
    return found
