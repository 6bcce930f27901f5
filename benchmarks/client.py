"""What stands for people's browsers: connections that are kept, cookies, forms, and a closed loop that measures."""

from __future__ import annotations

import http.client
import re
import statistics
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

HOST = "127.0.0.1"
FORM = "application/x-www-form-urlencoded"
CSRF = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
WORDS = re.compile(rb"(?:error-message|error-summary__list|ty-banner|<h1)[^>]*>(?:<[^>]*>|[^<]){0,200}")
TIMEOUT = 120
BOUNDARY = "mesur-7f3c9b"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def hidden(self, name: str) -> str:
        """Give the value of a hidden field of the page."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"'.encode(), self.body)
        assert found, name
        return found[1].decode()


@dataclass(frozen=True)
class Shot:
    """One request as it is sent, and what shows that its answer is right."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    status: int = 200
    marker: bytes = b""


class Connection:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)

    def send(self, shot: Shot) -> Answer:
        try:
            answer = self._asked(shot)
        except http.client.RemoteDisconnected:
            # The server lets go of connections on which nothing was said for a while.
            self._http.close()
            answer = self._asked(shot)
        return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def _asked(self, shot: Shot) -> http.client.HTTPResponse:
        self._http.request(shot.method, shot.path, shot.body, dict(shot.headers))
        return self._http.getresponse()

    def close(self) -> None:
        self._http.close()


class Visitor:
    """Somebody at the site: cookies, and the token against forged requests from the last page."""

    def __init__(self, port: int) -> None:
        self._connection = Connection(port)
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def get(self, path: str) -> Answer:
        return self._send(Shot("GET", path, self.headers))

    def post(self, path: str, fields: Pairs, status: int = 302) -> Answer:
        answer = self._send(self.form(path, fields))
        assert answer.status == status, (path, answer.status, answer.body[:2000])
        return answer

    def form(self, path: str, fields: Pairs, marker: bytes = b"") -> Shot:
        """Make the request that sends a form of the last page."""
        body = urlencode([("csrf_token", self.csrf), *fields]).encode()
        return Shot("POST", path, {**self.headers, "Content-Type": FORM}, body, 302, marker)

    def sign_in(self, email: str, password: str) -> None:
        self.get("/sign-in")
        self.post("/sign-in", [("email", email), ("password", password)])
        self.get("/account")

    def _send(self, shot: Shot) -> Answer:
        answer = self._connection.send(shot)
        for name, value in answer.headers.items():
            if name.lower() == "set-cookie":
                self._keep(value)
        found = CSRF.search(answer.body)
        if found:
            self.csrf = found[1].decode()
        return answer

    def _keep(self, said: str) -> None:
        name, _equals, value = said.partition(";")[0].partition("=")
        self.cookies[name] = value

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True)
class Sent:
    """A file as a browser sends it."""

    content: bytes
    name: str = "gwaith.txt"
    media_type: str = "text/plain"


def multipart(fields: Pairs, name: str, file: Sent) -> tuple[dict[str, str], bytes]:
    """Write a form with one file as browsers do."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields
    ]
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{file.name}"'
    parts.append(f"--{BOUNDARY}\r\n{disposition}\r\nContent-Type: {file.media_type}\r\n\r\n".encode())
    parts += [file.content, b"\r\n"]
    parts.append(f"--{BOUNDARY}--\r\n".encode())
    return {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}, b"".join(parts)


@dataclass
class Measured:
    """What a run came to; times in milliseconds."""

    times: list[float] = field(default_factory=list)
    answers: list[tuple[Shot, Answer]] = field(default_factory=list)
    errors: int = 0
    wrong: str = ""
    """The beginning of the first wrong answer."""
    seconds: float = 0.0
    bytes: int = 0
    cpu: float = 0.0
    """Seconds that the server's process worked."""

    @property
    def cpu_each(self) -> float:
        """Give the milliseconds of processor time that one request took of the server's process."""
        return self.cpu * 1000 / len(self.times) if self.times else float("nan")

    @property
    def median(self) -> float:
        return statistics.median(self.times) if self.times else float("nan")

    @property
    def p95(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)] if self.times else float("nan")

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else float("nan")

    def add(self, other: Measured) -> None:
        """Take a later round of the same in."""
        self.times += other.times
        self.answers += other.answers
        self.errors += other.errors
        self.wrong = self.wrong or other.wrong
        self.seconds += other.seconds
        self.bytes = other.bytes or self.bytes
        self.cpu += other.cpu


def closed_loop(port: int, shots: Iterator[Shot], connections: int, seconds: float) -> Measured:
    """Let each connection take the next request as soon as its last is answered, until time or requests are over."""
    measured, lock = Measured(), threading.Lock()
    end = time.perf_counter() + seconds

    def next_shot() -> Shot | None:
        with lock:
            return next(shots, None) if time.perf_counter() < end else None

    def work() -> None:
        connection = Connection(port)
        while (shot := next_shot()) is not None:
            begun = time.perf_counter()
            answer = connection.send(shot)
            took = (time.perf_counter() - begun) * 1000
            with lock:
                _note(measured, shot, answer, took)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(connections)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.seconds = time.perf_counter() - begun
    return measured


def _note(measured: Measured, shot: Shot, answer: Answer, took: float) -> None:
    """Keep a right answer's time; a wrong one counts as an error and not as a sample."""
    if answer.status != shot.status or shot.marker not in answer.body:
        measured.errors += 1
        measured.wrong = (
            measured.wrong or f"{shot.method} {shot.path}: {answer.status} {WORDS.findall(answer.body)[:3]}"
        )
        return
    measured.times.append(took)
    measured.bytes = len(answer.body)
    if shot.method == "POST":
        measured.answers.append((shot, answer))
