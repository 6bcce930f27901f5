"""Asks the service of CASE as a program does."""

import json
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork
from standards.drafting import Draft
from standards.library.services import publish
from tests.client import local
from tests.library.drafts import small_draft
from tests.page_rules import unguarded

Json = dict[str, Any]
SERVICE = "/ims/case/v1p1"
BASE = "http://127.0.0.1:8000"
NOTHING = "01234567-89ab-5def-8123-456789abcdef"


def stored(app: Flask, *drafts: Draft, owner_id: int | None = None) -> list[str]:
    """Publish standards; gives their public ids."""
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        ids = [publish(work, draft, owner_id).standard.public_id for draft in drafts]
        db.session.commit()
        db.session.remove()
    return ids


def shelf(app: Flask, number: int) -> None:
    """Publish so many small standards, each in two languages."""
    stored(app, *(small_draft(f"ZZTST{place}") for place in range(10, 10 + number)))


@dataclass
class Program:
    """Somebody's system: not signed in, speaks JSON."""

    app: Flask
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, status: int = 200, **parameters: Any) -> TestResponse:
        answer = self.app.test_client().get(path, query_string=parameters or None, headers=self.headers)
        assert answer.status_code == status, f"{path} answered {answer.status_code}: {answer.text[:500]}"
        assert not unguarded(dict(answer.headers))
        assert "Set-Cookie" not in answer.headers
        return answer

    def get(self, path: str, status: int = 200, **parameters: Any) -> Json:
        answer = self.ask(SERVICE + path, status, **parameters)
        assert answer.mimetype == "application/json"
        found: Json = json.loads(answer.text)
        return found

    def refused(self, path: str, status: int, **parameters: Any) -> str:
        """The code of the specification with which a question is refused."""
        found = self.get(path, status, **parameters)
        assert (found["imsx_codeMajor"], found["imsx_severity"]) == ("failure", "error")
        (only,) = found["imsx_codeMinor"]["imsx_codeMinorField"]
        return str(only["imsx_codeMinorFieldValue"])

    def documents(self, **parameters: Any) -> list[Json]:
        found: list[Json] = self.get("/CFDocuments", **parameters)["CFDocuments"]
        return found

    def titles(self, **parameters: Any) -> list[str]:
        return [one["title"] for one in self.documents(**parameters)]

    def package(self, title: str = "Trefnu desg") -> Json:
        """The package of the first document with this title."""
        document = self.documents(filter=f"title='{title}'")[0]
        return self.get(f"/CFPackages/{document['identifier']}")


def leads_to(answer: TestResponse) -> str:
    return local(answer.headers["Location"])
