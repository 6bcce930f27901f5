"""What a ClamAV daemon is asked, and what its answers come to."""

import io
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio.config import Settings, SettingsError
from portfolio.core import clamd
from portfolio.core.clamd import Finding, Unanswered, Verdict
from tests.core import daemons


@pytest.fixture(name="where", params=daemons.KINDS)
def where_fixture(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with daemons.daemon(str(request.param), tmp_path_factory.mktemp("clamd")) as where:
        yield where


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        (b"an honest note", Verdict.CLEAN),
        (b"", Verdict.CLEAN),
        (b"a" * (clamd.PIECE - 30) + daemons.EICAR, Verdict.INFECTED),
        (bytes(daemons.MOST + 8 * clamd.PIECE), Verdict.UNCHECKED),
    ],
)
def test_a_file_gets_a_verdict(where: str, data: bytes, verdict: Verdict) -> None:
    found = clamd.scan(where, io.BytesIO(data))
    assert found.verdict == verdict
    assert found.signature.startswith(daemons.SIGNATURE if verdict is Verdict.INFECTED else "")


@pytest.mark.parametrize("said", ["", "stream: OKAY", "stream: Can't allocate memory ERROR", "UNKNOWN COMMAND"])
def test_whatever_else_is_said_is_no_verdict(said: str) -> None:
    with pytest.raises(Unanswered):
        clamd._finding(said)
    assert clamd._finding("stream: OK") == Finding(Verdict.CLEAN)


def test_nobody_there_is_no_verdict(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for where in (f"127.0.0.1:{port}", str(tmp_path / "none.sock")):
        with pytest.raises(Unanswered):
            clamd.scan(where, io.BytesIO(b"a"))


def test_a_daemon_that_says_nothing_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clamd, "ANSWERING_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Unanswered):
        clamd.scan(f"127.0.0.1:{server.getsockname()[1]}", io.BytesIO(b"a"))


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("", None),
        ("127.0.0.1:3310", "127.0.0.1:3310"),
        ("[::1]:3310", "[::1]:3310"),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:/run/clamd", "/run/clamd"),
    ],
)
def test_where_it_listens_is_set(tmp_path: Path, said: str, where: str | None) -> None:
    assert Settings.from_environment({"TYSTIO_INSTANCE": str(tmp_path), "TYSTIO_CLAMD": said}).clamd == where


@pytest.mark.parametrize("said", ["clamd", ":3310", "host:port", "run/clamd"])
def test_a_place_that_is_none_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(SettingsError, match="TYSTIO_CLAMD"):
        Settings.from_environment({"TYSTIO_INSTANCE": str(tmp_path), "TYSTIO_CLAMD": said})
