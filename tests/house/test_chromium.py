"""Where Chromium is missing, it is installed or the command to type is said: nothing is skipped in silence."""

import os
from pathlib import Path

import pytest

from tests.browser import chromium

# Stands in the way of the real one: installing a browser is for the machine's owner, not for a test.
APT_GET = """#!/bin/sh
[ "$1" = install ] && printf '#!/bin/sh\\n' > {folder}/chromium && /bin/chmod +x {folder}/chromium
exit 0
"""


@pytest.fixture(name="path")
def path_fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("TYSTIO_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "APPLICATIONS", ())
    return tmp_path


def put(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("name", chromium.NAMES)
def test_the_systems_own_is_found(path: Path, name: str) -> None:
    put(path / name, "#!/bin/sh\n")
    assert chromium.find() == path / name


def test_the_named_one_is_taken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(path / "other", "#!/bin/sh\n")
    monkeypatch.setenv("TYSTIO_CHROMIUM", str(path / "other"))
    assert chromium.find() == path / "other"


def test_without_a_way_to_install_it_the_run_ends_with_what_to_do(path: Path) -> None:
    with pytest.raises(SystemExit, match="TYSTIO_CHROMIUM"):
        chromium.find_or_install()


def test_root_on_debian_installs_it_and_others_read_the_command(path: Path) -> None:
    put(path / "apt-get", APT_GET.format(folder=path))
    if os.geteuid() == 0 and Path("/etc/debian_version").exists():
        assert chromium.find_or_install() == path / "chromium"
    else:
        with pytest.raises(SystemExit, match="sudo apt-get install --yes --no-install-recommends chromium"):
            chromium.find_or_install()
