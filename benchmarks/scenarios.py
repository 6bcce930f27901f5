"""What is measured: the same jobs asked of the product and of the floor."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.client import Answer, Pairs, Sent, Shot, Visitor, multipart
from benchmarks.targets import Learner, Targets
from portfolio.demo import bulk

FILE_BYTES = 10 * 1024
CLAIMS = 5
FIRST_OPEN_UNIT = 10
"""From this unit on nothing was decided when the centre was made."""
Supply = Iterator[Shot]


def text_file() -> Sent:
    """Give a text of 10 KB that nobody sent before."""
    line = f"{secrets.token_hex(16)} tystiolaeth a wnaed i fesur\n".encode()
    return Sent((line * (FILE_BYTES // len(line) + 1))[:FILE_BYTES])


@dataclass
class Product:
    """The product as its people use it: each signed in through the form."""

    port: int
    targets: Targets
    visitors: dict[str, Visitor] = field(default_factory=dict)
    drafts: list[tuple[Learner, str]] = field(default_factory=list)
    sent: dict[str, tuple[Learner, str]] = field(default_factory=dict)
    """By the path that submits it: whose evidence is about to wait."""
    waiting: list[tuple[Learner, str]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    file: Callable[[], Sent] = text_file
    """Makes what is sent with a piece that is added."""

    def visitor(self, email: str) -> Visitor:
        if email not in self.visitors:
            self.visitors[email] = Visitor(self.port)
            self.visitors[email].sign_in(email, bulk.PASSWORD)
        return self.visitors[email]

    def _pages(self, path: Callable[[Learner], str], marker: bytes) -> Supply:
        shots = [
            Shot("GET", path(one), self.visitor(one.email).headers, marker=marker) for one in self.targets.learners
        ]
        return itertools.cycle(shots)

    def programme(self) -> Supply:
        return self._pages(lambda one: f"/enrolments/{one.enrolment}", b"K15")

    def unit(self) -> Supply:
        return self._pages(lambda one: f"/units/{one.units[-(-len(one.units) // 2) - 1].public_id}", b"K15")

    def library(self) -> Supply:
        return self._pages(lambda _one: "/evidence", b"Eitem")

    def queue(self) -> Supply:
        headers = [self.visitor(email).headers for email in self.targets.assessors]
        return itertools.cycle([Shot("GET", "/queue", one, marker=b"Eitem") for one in headers])

    def completion(self) -> Supply:
        headers = self.visitor(self.targets.manager).headers
        path = f"/completion/{self.targets.qualification}?all=1"
        return itertools.repeat(Shot("GET", path, headers, marker=b"Dysgwr 00000"))

    def sign_in(self) -> Supply:
        stranger = Visitor(self.port)
        stranger.get("/sign-in")
        fields: list[Pairs] = [[("email", one.email), ("password", bulk.PASSWORD)] for one in self.targets.learners]
        return itertools.cycle([stranger.form("/sign-in", one) for one in fields])

    def add(self) -> Supply:
        for one in self.targets.learners:
            self.visitor(one.email).get(f"/portfolios/{one.portfolio}/evidence/new")
        return self._adding()

    def _adding(self) -> Supply:
        for number in self.numbers:
            learner = self.targets.learners[number % len(self.targets.learners)]
            visitor, unit = self.visitor(learner.email), learner.open_unit(number)
            keys = [("criteria", f"{unit.public_id}:{code}") for _id, code in learner.five(unit, number)]
            fields = [("csrf_token", visitor.csrf), ("version", ""), ("act", "submit"), *said(number), *keys]
            headers, body = multipart(fields, "files", self.file())
            path = f"/portfolios/{learner.portfolio}/evidence/new"
            yield Shot("POST", path, {**visitor.headers, **headers}, body, 302)

    def added(self, shot: Shot, answer: Answer) -> None:
        """Keep a draft for being submitted."""
        portfolio = shot.path.split("/")[2]
        learner = next(one for one in self.targets.learners if one.portfolio == portfolio)
        self.drafts.append((learner, answer.headers["Location"].split("/")[-2]))

    def submit(self, at_most: int) -> Supply:
        shots: list[Shot] = []
        while self.drafts and len(shots) < at_most:
            learner, evidence = self.drafts.pop()
            visitor = self.visitor(learner.email)
            path = f"/evidence/{evidence}/submit"
            version = visitor.get(path).hidden("version")
            shots.append(visitor.form(path, [("version", version)]))
            self.sent[path] = learner, evidence
        return iter(shots)

    def submitted(self, shot: Shot, _answer: Answer) -> None:
        """Keep what waits for being judged."""
        self.waiting.append(self.sent[shot.path])

    def judging(self) -> Supply:
        shots = [
            Shot("GET", f"/evidence/{evidence}/judge", self.visitor(learner.assessor).headers, marker=b"outcome")
            for learner, evidence in self.waiting[-len(self.targets.learners) :]
        ]
        return itertools.cycle(shots)

    def judge(self, at_most: int) -> Supply:
        shots: list[Shot] = []
        while self.waiting and len(shots) < at_most:
            learner, evidence = self.waiting.pop(0)
            visitor = self.visitor(learner.assessor)
            page = visitor.get(f"/evidence/{evidence}/judge")
            shots.append(visitor.form(f"/evidence/{evidence}/judge", decisions(page)))
        return iter(shots)


def decisions(page: Answer) -> Pairs:
    """Find every claim of the page met."""
    names = {part.split(b'"')[0].decode() for part in page.body.split(b'name="')[1:]}
    outcomes: Pairs = [(name, "met") for name in sorted(names) if name.endswith("-outcome")]
    assert len(outcomes) == CLAIMS, outcomes
    return [
        ("version", page.hidden("version")),
        ("seen", page.hidden("seen")),
        *outcomes,
        ("valid", "y"),
        ("authentic", "y"),
        ("current", "y"),
        ("feedback", "Da iawn: mae'r gwaith yn dangos y cyfan."),
        ("language", "cy"),
    ]


def said(number: int) -> Pairs:
    return [
        ("kind", "product"),
        ("about_role", "Fi wnaeth y cyfan."),
        ("title", f"Eitem newydd {number}"),
        ("happened_on", "5"),
        ("happened_on", "1"),
        ("happened_on", "2026"),
        ("language", "cy"),
        ("words", "Beth wnes i, a beth ddysgais i wrth ei wneud."),
        ("ai_use", "none"),
        ("people", "open"),
        ("ai_note", ""),
    ]


@dataclass
class Floor:
    """The floor, asked for as many bytes as the product answered."""

    port: int
    targets: Targets
    drafts: list[tuple[Learner, str]] = field(default_factory=list)
    sent: dict[str, tuple[Learner, str]] = field(default_factory=dict)
    """By the path that submits it: whose evidence is about to wait."""
    waiting: list[tuple[Learner, str]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    file: Callable[[], Sent] = text_file
    """Makes what is sent with a piece that is added."""

    def read(self, name: str, size: int) -> Supply:
        ids: dict[str, list[int]] = {
            "programme": [one.enrolment_id for one in self.targets.learners],
            "unit": [one.units[-(-len(one.units) // 2) - 1].id for one in self.targets.learners],
            "library": [one.portfolio_id for one in self.targets.learners],
            "queue": list(self.targets.assessors.values()),
            "completion": [self.targets.qualification_id],
            "judging": [int(evidence) for _learner, evidence in self.waiting[-len(self.targets.learners) :]],
        }
        return itertools.cycle([Shot("GET", f"/{name}/{number}?bytes={size}") for number in ids[name]])

    def sign_in(self) -> Supply:
        anybody = Visitor(self.port)
        fields: list[Pairs] = [[("email", one.email), ("password", bulk.PASSWORD)] for one in self.targets.learners]
        return itertools.cycle([anybody.form("/sign-in", one) for one in fields])

    def add(self) -> Supply:
        for number in self.numbers:
            learner = self.targets.learners[number % len(self.targets.learners)]
            unit = learner.open_unit(number)
            own = [
                ("provider", str(self.targets.provider_id)),
                ("author", str(learner.account_id)),
                ("unit", str(unit.id)),
            ]
            keys = [("criteria", str(criterion)) for criterion, _code in learner.five(unit, number)]
            headers, body = multipart([*own, *said(number), *keys], "files", self.file())
            yield Shot("POST", f"/add/{learner.portfolio_id}", headers, body, 302)

    def added(self, shot: Shot, answer: Answer) -> None:
        portfolio = int(shot.path.split("/")[2])
        learner = next(one for one in self.targets.learners if one.portfolio_id == portfolio)
        self.drafts.append((learner, answer.headers["Location"].split("/")[-1]))

    def submit(self, at_most: int) -> Supply:
        anybody = Visitor(self.port)
        shots: list[Shot] = []
        while self.drafts and len(shots) < at_most:
            learner, evidence = self.drafts.pop()
            path = f"/submit/{evidence}"
            shots.append(anybody.form(path, [("version", "3")]))
            self.sent[path] = learner, evidence
        return iter(shots)

    def submitted(self, shot: Shot, _answer: Answer) -> None:
        self.waiting.append(self.sent[shot.path])

    def judge(self, at_most: int) -> Supply:
        anybody = Visitor(self.port)
        shots: list[Shot] = []
        while self.waiting and len(shots) < at_most:
            learner, evidence = self.waiting.pop(0)
            fields = [("assessor", str(learner.assessor_id)), ("feedback", "Da iawn: mae'r gwaith yn dangos y cyfan.")]
            shots.append(anybody.form(f"/judge/{evidence}", fields))
        return iter(shots)
