"""People at work on a running server for as long as they are told to, and what they were told of what they did."""

import http.client
import random
import socket
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from flask import Flask
from werkzeug.test import TestResponse

from tests.client import REDIRECTS, Credentials, Page, Value, local
from tests.core import hostile
from tests.importing.documents import DAMAGED
from tests.page_rules import attr
from tests.proofs.serving import Line, Server

BROKEN_OFF = 1_000_000
"""How long somebody says that what they send is, who then goes away in the middle of it."""
LARGEST = 200_000
SERVICE = "/ims/case/v1p1"


@dataclass
class Told:
    """What the server said to somebody."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    added: dict[str, bytes] = field(default_factory=dict)
    """Title of evidence that was acknowledged → the bytes of its file."""
    judged: Counter[str] = field(default_factory=Counter)
    """Evidence → how many judgements of it were acknowledged."""
    withdrawn: set[str] = field(default_factory=set)


@dataclass
class Person:
    """Somebody at a browser: gets pages, fills in their forms, and notes every answer."""

    account: Credentials | None
    line: Line
    chance: random.Random
    told: Told = field(default_factory=Told)

    def __str__(self) -> str:
        return self.account.email if self.account else "a program"

    def get(self, path: str) -> Page:
        return self._followed(self._noted(self.line.get(path), path))

    def send(self, page: Page, values: Mapping[str, Value], button: str) -> tuple[bool, Page]:
        """Fill in a form and send it: whether it was acknowledged, and the page that comes then."""
        form = page.form(button)
        path = attr(form.tag, "action") or page.path
        kind = attr(form.tag, "enctype") or "application/x-www-form-urlencoded"
        answer = self._noted(self.line.post(path, form.filled(values, button), kind), path)
        return answer.status in REDIRECTS, self._followed(answer)

    def sign_in(self) -> None:
        assert self.account
        values = {"email": self.account.email, "password": self.account.password}
        self.send(self.get("/sign-in"), values, "Sign in")
        # Whoever signs in is spoken to in their own language.
        self.line.set_cookie("language", "en")
        page = self.get("/")
        assert "Sign out" in page.html, f"{self} was not let in: {page.text[:500]}"

    def sign_out(self) -> None:
        self.send(self.get("/account"), {}, "Sign out")

    def any_of(self, page: Page, start: str, end: str = "") -> str | None:
        """Some link of a page, none where it has no such link."""
        found = [each for each in page.links().values() if each.startswith(start) and each.endswith(end)]
        return self.chance.choice(found) if found else None

    def _noted(self, answer: object, path: str) -> Page:
        page = Page(cast("TestResponse", answer), path)
        self.told.statuses[page.status] += 1
        if page.status >= 500:
            self.told.wrong.append(f"{self} at {path}: {page.status}")
        return page

    def _followed(self, page: Page) -> Page:
        while page.status in REDIRECTS:
            path = local(page.response.headers["Location"])
            page = self._noted(self.line.get(path), path)
        return page


Act = Callable[[Person], None]


# Learners


def add_evidence(person: Person) -> None:
    """Put a piece with a file to some criteria and submit it."""
    page = person.get(person.get("/").link("Add evidence"))
    keys = [attr(each, "value") for each in page.form("Submit").fields() if attr(each, "name") == "criteria"]
    title = f"Soak {person.chance.getrandbits(64):x}"
    data = hostile.picture(size=(person.chance.randint(40, 900), 300)) + title.encode()
    values: dict[str, Value] = {
        "title": title,
        "happened_on": ["1", "2", "2026"],
        "words": "Trafodais y cyngor.\n\n" * person.chance.randint(1, 200),
        "criteria": person.chance.sample(keys, min(len(keys), 3)),
        "ai_use": "none",
        "people": "open",
        "files": [(data, f"{title}.jpg")],
    }
    acknowledged, _page = person.send(page, values, "Submit")
    if acknowledged:
        person.told.added[title] = data


def send_what_is_refused(person: Person) -> None:
    page = person.get(person.get("/").link("Add evidence"))
    name, data, _code = person.chance.choice(hostile.REFUSED)
    acknowledged, _page = person.send(page, {"title": name, "files": [(data, name)]}, "Save draft")
    if acknowledged:
        person.told.wrong.append(f"{name} was taken")


def read_own(person: Person) -> None:
    """From the start page to a unit, from the library to a piece and its file."""
    unit = person.any_of(person.get("/"), "/units/")
    piece = person.any_of(person.get("/evidence"), "/evidence/")
    for path in filter(None, (unit, piece)):
        file = person.any_of(person.get(path), "/files/")
        if file:
            person.get(file)


def withdraw(person: Person) -> None:
    found = person.any_of(person.get("/evidence"), "/evidence/")
    path = person.any_of(person.get(found), "/evidence/", "/withdraw") if found else None
    if found and path:
        values = {"reason": "It shows another person."}
        acknowledged, _page = person.send(person.get(path), values, "Withdraw the evidence")
        if acknowledged:
            person.told.withdrawn.add(found.removeprefix("/evidence/"))


def break_off_sending(person: Person) -> None:
    """Go away in the middle of a file."""
    path = person.get("/").link("Add evidence")
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n' + bytes(LARGEST)
    headers = f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {BROKEN_OFF}\r\n"
    _begin(person, "POST", path, headers, body)


def break_off_reading(person: Person) -> None:
    """Ask for a page and go away before it comes."""
    _begin(person, "GET", "/evidence", "", b"")


def _begin(person: Person, method: str, path: str, headers: str, body: bytes) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in person.line.cookies.items())
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n{headers}\r\n"
    with socket.create_connection(("127.0.0.1", person.line.port), timeout=60) as line:
        line.sendall(head.encode() + body)


def come_again(person: Person) -> None:
    person.sign_out()
    person.sign_in()


# Those who judge and lead


def judge(person: Person) -> None:
    """Decide every claim of something in the queue."""
    path = person.any_of(person.get("/queue"), "/evidence/", "/judge")
    if path is None:
        return
    page = person.get(path)
    if page.status != 200 or "Save decisions" not in page.html:
        return
    outcome = person.chance.choice(("met", "met", "not_yet"))
    names = {attr(each, "name") for each in page.form("Save decisions").fields()}
    values: dict[str, Value] = {"valid": True, "authentic": True, "current": True}
    values |= {name: outcome for name in names if name.endswith("-outcome")}
    values |= {name: "I looked at it again." for name in names if name.endswith("-reason")}
    acknowledged, _page = person.send(page, values, "Save decisions")
    if acknowledged:
        person.told.judged[path.split("/")[2]] += 1


def look_at_learners(person: Person) -> None:
    page = person.get("/queue/learners")
    path = person.any_of(page, "/enrolments/")
    unit = person.any_of(person.get(path), "/units/") if path else None
    if unit:
        person.get(unit)


def look_at_completion(person: Person) -> None:
    path = person.any_of(person.get("/completion"), "/completion/")
    for each in ("/completion.csv", path, f"{path}.csv", "/learners", "/people", "/standards"):
        person.get(each or "/")


def send_a_document(person: Person) -> None:
    """Send a standard to be read, or what is none, and look at something that was read."""
    damaged = DAMAGED.replace("ZZIMP01", f"ZZIMP{person.chance.randint(1, 99):02}").encode()
    data = person.chance.choice((damaged, damaged, hostile.pdf(), hostile.word(), b"\0" * 5000, hostile.HTML))
    page = person.get("/standards/imports/new")
    person.send(page, {"documents": [(data, "a.txt")]}, "Read the documents")
    read = person.any_of(person.get("/standards/imports"), "/standards/imports/")
    if read:
        person.get(read)


# Anybody


def ask_as_a_program(person: Person) -> None:
    listed = person.line.get(f"{SERVICE}/CFDocuments", {"limit": "5", "sort": "title"})
    person.told.statuses[listed.status_code] += 1
    for one in (listed.get_json() or {}).get("CFDocuments", [])[:2]:
        person.get(f"{SERVICE}/CFPackages/{one['identifier']}")


def ask_for_nothing(person: Person) -> None:
    odd = ("/nothing", "/evidence/0", "/static/../secret_key", f"{SERVICE}/CFItems/1", "/?page=-1")
    person.get(person.chance.choice(odd))


LEARNER: tuple[Act, ...] = (
    *(add_evidence, add_evidence, add_evidence, read_own, read_own, send_what_is_refused, withdraw),
    *(break_off_sending, break_off_reading, come_again, ask_for_nothing),
)
ASSESSOR: tuple[Act, ...] = (judge, judge, judge, judge, look_at_learners, come_again, break_off_reading)
MANAGER: tuple[Act, ...] = (look_at_completion, look_at_completion, send_a_document, come_again, ask_for_nothing)
PROGRAM: tuple[Act, ...] = (ask_as_a_program, ask_for_nothing)
Parts = Sequence[tuple[Credentials | None, Sequence[Act]]]
"""Who is at work, and what each of them does."""


def open_doors(app: Flask, server: Server, parts: Parts) -> list[tuple[Person, Sequence[Act]]]:
    """Everybody at a browser of their own, signed in."""
    found = []
    for number, (account, acts) in enumerate(parts):
        chance = random.Random(number)  # noqa: S311 the same each time
        person = Person(account, Line(app, server.port, {"language": "en"}), chance)
        if account:
            person.sign_in()
        found.append((person, acts))
    return found


def be_at_work(person: Person, acts: Sequence[Act], until: float) -> None:
    """One act after another; a server that goes away is something wrong."""
    while time.monotonic() < until:
        act = person.chance.choice(acts)
        try:
            act(person)
        except (OSError, http.client.HTTPException) as error:
            person.told.wrong.append(f"{person}, {act.__name__}: {error!r}")
