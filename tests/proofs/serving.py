"""The real server in a process of its own, on the test's database, and people who reach it by HTTP alone."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from flask import Flask
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from portfolio.config import Settings
from tests.client import PageClient

ROOT = Path(__file__).resolve().parents[2]
MAIN = "from portfolio.cli import main; main()"
ADDRESS = re.compile(r":(\d+)$")


@dataclass
class Server:
    """One process of `tystio serve`."""

    process: subprocess.Popen[str]
    port: int

    def kill(self) -> None:
        """End it as a power cut would: nothing of it gets to say anything more."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True)
class Installation:
    """What an operator has: the settings, and the command."""

    settings: Settings

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "TYSTIO_INSTANCE": str(self.settings.instance),
            "TYSTIO_DATABASE_URL": self.settings.database_url,
            "TYSTIO_SECRET_KEY": self.settings.secret_key,
            "TYSTIO_CLAMD": self.settings.clamd or "",
            "LC_ALL": "C",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", MAIN, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def serving(self, before: str = "", port: int = 0) -> Iterator[Server]:
        """Serve while the block runs; `before` is what a server with a hole in it does first."""
        with subprocess.Popen(
            [sys.executable, "-c", f"{before}\n{MAIN}", "serve", "--port", str(port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            # What breaks at its holes is meant to.
            stderr=subprocess.DEVNULL if before else None,
            text=True,
        ) as process:
            try:
                assert process.stdout is not None
                found = ADDRESS.search(process.stdout.readline().strip())
                assert found, "the server did not say where it listens"
                yield Server(process, int(found[1]))
            finally:
                process.kill()


@dataclass
class Line:
    """A browser's bare side: speaks HTTP to a port, keeps cookies; stands where Flask's own test client does."""

    app: Flask
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def set_cookie(self, name: str, value: str) -> None:
        self.cookies[name] = value

    def get(self, address: str, query_string: object = None, **_options: object) -> Response:
        return self.send(EnvironBuilder(address, query_string=query_string))  # type: ignore[arg-type]

    def post(self, address: str, data: object = None, content_type: str | None = None, **_options: object) -> Response:
        return self.send(EnvironBuilder(address, method="POST", data=data, content_type=content_type))  # type: ignore[arg-type]

    def send(self, built: EnvironBuilder) -> Response:
        environ = built.get_environ()
        body = environ["wsgi.input"].read()
        built.close()
        said = {"Content-Type": environ["CONTENT_TYPE"]} if environ.get("CONTENT_TYPE") else {}
        target = environ["PATH_INFO"] + (f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else "")
        return self._ask(environ["REQUEST_METHOD"], target, body or None, said)

    def open(
        self, path: str, method: str, headers: dict[str, str], input_stream: BinaryIO, content_length: int
    ) -> Response:
        return self._ask(method, path, input_stream.read(content_length), headers)

    def _ask(self, method: str, target: str, body: bytes | None, headers: dict[str, str]) -> Response:
        """Send a request on a connection of its own. Raises OSError or HTTPException where the server goes away."""
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body, said)
            answer = connection.getresponse()
            response = Response(answer.read(), answer.status, answer.getheaders())
        finally:
            connection.close()
        for kept in response.headers.getlist("Set-Cookie"):
            name, _equals, value = kept.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response


def person(app: Flask, server: Server) -> PageClient:
    """Somebody at a browser that reaches only this server."""
    client = PageClient(app)
    line = Line(app, server.port, {"language": "en"})
    client.browser = line  # type: ignore[assignment]
    return client
