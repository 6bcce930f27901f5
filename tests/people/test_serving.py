"""The commands of an installation, run as an operator runs them, and the server as browsers meet it."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from portfolio.cli import main
from standards.catalogue.shelf import FOLDER

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from portfolio.cli import main; main()"]
FIRST = ["--email", "mair@example.org", "--name", "Mair Evans", "--provider", "Canolfan Hafren"]


class Installation:
    """A folder of its own, and the command in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said_of_letters = ""
        self.environment = {**os.environ, "TYSTIO_INSTANCE": str(folder), "TYSTIO_MAX_REQUEST_MB": "1", "LC_ALL": "C"}

    def run(self, *arguments: str, code: int = 0) -> str:
        done = CliRunner(env=self.environment).invoke(main, arguments)
        assert done.exit_code == code, done.output
        return done.output

    def serve(self) -> tuple[subprocess.Popen[str], int]:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0"], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        self.said_of_letters = process.stdout.readline()
        found = re.search(r":(\d+)$", line.strip())
        assert found, line
        return process, int(found[1])


@pytest.fixture(name="made", scope="module")
def made_fixture(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    installation = Installation(tmp_path_factory.mktemp("installation"))
    installation.run("db", "upgrade")
    return installation


def test_a_port_that_is_taken_is_said_in_a_sentence(made: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [*COMMAND, "serve", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(command, cwd=ROOT, env=made.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing can be served on port")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b"])
def test_an_address_that_the_machine_does_not_have_is_said_in_a_sentence(made: Installation, host: str) -> None:
    said = made.run("serve", "--port", "0", "--host", host, code=1)
    assert said == "Nothing can be served on port 0: this machine does not have that address\n"


@pytest.mark.parametrize("port", ["99999", "65536", "-1"])
def test_a_port_that_is_none_is_refused(made: Installation, port: str) -> None:
    assert f"{port} is not in the range 0<=x<=65535." in made.run("serve", "--port", port, code=2)


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [("--email", "bad", "Enter an email"), ("--name", " ", "Enter the person"), ("--provider", "", "Enter the centre")],
)
def test_an_account_needs_an_address_a_name_and_a_centre(
    made: Installation, option: str, value: str, sentence: str
) -> None:
    said = dict(zip(FIRST[::2], FIRST[1::2], strict=True)) | {option: value}
    arguments = [word for pair in said.items() for word in pair]
    assert made.run("accounts", "add", *arguments, code=1).startswith(sentence)


@pytest.fixture(name="served", scope="module")
def served_fixture(made: Installation) -> Iterator[tuple[subprocess.Popen[str], int]]:
    yield from serving(made)


@pytest.fixture(name="ending")
def ending_fixture(made: Installation) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server that no other test needs."""
    yield from serving(made)


def serving(made: Installation) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process, port = made.serve()
    yield process, port
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def talk(port: int, sent: bytes) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(sent)
        return read(line)


def read(line: socket.socket) -> str:
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts).decode()


@pytest.mark.parametrize(
    "typed",
    [
        ("serve", "--port", "0"),
        ("work", "--once"),
        ("accounts", "disable", "--email", "mair@example.org"),
        ("ledger", "check"),
        ("standards", "list"),
        ("standards", "show", "LSIAG04"),
        ("standards", "load", str(FOLDER)),
    ],
)
def test_a_database_of_another_version_is_used_by_no_command(tmp_path: Path, typed: tuple[str, ...]) -> None:
    said = Installation(tmp_path).run(*typed, code=2)
    assert said == "The database is not at this version of Tystio. Run this first: tystio db upgrade\n"
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("typed", [("ledger", "check"), ("db", "upgrade"), ("demo",), ("standards", "list")])
def test_what_is_no_database_is_said_in_a_sentence(tmp_path: Path, typed: tuple[str, ...]) -> None:
    (tmp_path / "tystio.sqlite").write_text("these are words, and no database at all " * 100, encoding="utf-8")
    said = Installation(tmp_path).run(*typed, code=2)
    assert said == "The database cannot be opened: file is not a database\n"


def test_the_first_manager_gets_a_link_and_a_second_call_says_so(made: Installation) -> None:
    said = made.run("accounts", "add", *FIRST)
    assert re.search(r"http://127\.0\.0\.1:8000/reset-password/[\w-]{43}\n", said)
    assert "already has this role here" in made.run("accounts", "add", *FIRST, code=1)
    again = made.run("accounts", "add", *FIRST, "--role", "assessor", "--trainee")
    assert re.findall(r"Centre: (\w+)", said) == re.findall(r"Centre: (\w+)", again)


def test_an_account_is_disabled(made: Installation) -> None:
    made.run("accounts", "add", "--email", "owen@example.org", "--name", "Owen", "--provider", "Canolfan Hafren")
    assert "disabled" in made.run("accounts", "disable", "--email", "owen@example.org")
    made.run("accounts", "disable", "--email", "nobody@example.org", code=1)


def test_jobs_are_done_without_a_server(made: Installation) -> None:
    assert made.run("work", "--once") == "Jobs done: 0\n"


def test_whoever_serves_is_told_where_letters_are_kept(
    made: Installation, served: tuple[subprocess.Popen[str], int]
) -> None:
    assert made.said_of_letters == f"No mail server is set: letters are kept in {made.folder}/mail\n"


def test_pages_are_served(served: tuple[subprocess.Popen[str], int]) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{served[1]}/sign-in") as answer:
        assert answer.status == 200
        assert "Server" not in answer.headers or answer.headers["Server"] == ""


@pytest.mark.parametrize(("language", "heading"), [("cy", "Rhy fawr"), ("en", "Too large")])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(
    served: tuple[subprocess.Popen[str], int], language: str, heading: str
) -> None:
    answer = talk(
        served[1],
        f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: language={language}\r\n"
        "Content-Length: 2000000\r\n\r\n".encode(),
    )
    assert answer.startswith("HTTP/1.1 413 ")
    assert heading.split(maxsplit=1)[0] in answer
    assert "Content-Security-Policy: default-src 'none'" in answer
    assert f'<html lang="{language}"' in answer


def test_told_to_stop_it_finishes_what_was_begun(ending: tuple[subprocess.Popen[str], int]) -> None:
    process, port = ending
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(
            b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\nConnection: close\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\nemail"
        )
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=2)
        line.sendall(b"=a%40")
        assert read(line).startswith("HTTP/1.1 400 ")
    assert process.wait(timeout=60) == 0


def test_slow_clients_hold_nobody_up(served: tuple[subprocess.Popen[str], int]) -> None:
    lines = [socket.create_connection(("127.0.0.1", served[1]), timeout=20) for _ in range(40)]
    for line in lines:
        line.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nslow")
    answers: list[int] = []

    def ask() -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{served[1]}/sign-in", timeout=20) as answer:
            answers.append(answer.status)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join(20)
    for line in lines:
        line.close()
    assert answers == [200]
