"""The census of routes: each names its permission, reads well, and cannot write where it only shows."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response
from flask_login import LoginManager
from sqlalchemy import func, select
from werkzeug.routing import Rule

from portfolio.app import create_app
from portfolio.config import Settings
from portfolio.core.database import db
from portfolio.core.ledger import Book
from portfolio.web import access
from portfolio.web.access import PUBLIC
from tests.client import PageClient

WORD = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?(\.[a-z0-9]+)?")
ARGUMENT = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
METHODS = {"GET", "HEAD", "OPTIONS", "POST"}
OF_UPLOADS = {
    f"{slice_}.{act}_upload": method
    for slice_ in ("evidence", "witnesses")
    for act, method in (("append", "PATCH"), ("end", "DELETE"))
}
"""What the tus protocol gives; test_pieces.py of tests/evidence and of tests/witnesses ask these as everybody."""
SPECIFIED = "/ims/case/v1p1/"
"""Addresses that a specification gives, with its own capitals."""
STRANGE_ID = "0123456789abcdef" * 2


def routes(app: Flask) -> Iterator[tuple[Rule, Any]]:
    """Every rule of ours with its view; files of static/ are Flask's own."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            yield rule, app.view_functions[rule.endpoint]


def address(rule: Rule) -> str:
    """The rule's path with a value that names nothing in each place."""
    return ARGUMENT.sub(lambda found: STRANGE_ID if found[1] == "id" else "1", str(rule.rule))


def test_every_view_names_a_permission_that_a_policy_grants(whole_app: Flask) -> None:
    known = {*whole_app.extensions["guard"].policy, access.PUBLIC, access.SIGNED_IN}
    named = {rule.endpoint: getattr(view, "access", None) for rule, view in routes(whole_app)}
    assert [endpoint for endpoint, asked in named.items() if asked is None or asked.permission not in known] == []


def test_a_view_without_permission_stops_the_start(settings: Settings) -> None:
    app = create_app(settings)
    app.add_url_rule("/open-door", "open_door", lambda: "")
    with pytest.raises(RuntimeError, match="open_door names no permission"):
        access.install(app, app.extensions["guard"])


def test_addresses_are_words_with_hyphens(whole_app: Flask) -> None:
    for rule, _ in routes(whole_app):
        if str(rule.rule).startswith(SPECIFIED):
            continue
        words = [part for part in ARGUMENT.sub("", str(rule.rule)).split("/") if part]
        assert [word for word in words if not WORD.fullmatch(word)] == [], rule.rule


def test_ids_in_addresses_have_a_type(whole_app: Flask) -> None:
    for rule, _ in routes(whole_app):
        untyped = [name for kind, name in ARGUMENT.findall(str(rule.rule)) if not kind and name.endswith("id")]
        assert untyped == [], rule.rule


def test_methods_are_those_of_links_and_forms(whole_app: Flask) -> None:
    odd = {(rule.endpoint, method) for rule, _ in routes(whole_app) for method in (rule.methods or set()) - METHODS}
    assert odd == set(OF_UPLOADS.items())


def test_signed_out_every_page_leads_to_signing_in(app: Flask) -> None:
    """Known id or not: a stranger cannot tell which exist."""
    visitor = PageClient(app)
    for rule, view in routes(app):
        if view.access.permission == PUBLIC or "GET" not in (rule.methods or ()):
            continue
        answer = visitor.get(address(rule), status=302, follow=False)
        assert answer.response.headers["Location"].startswith("/sign-in"), rule.rule


def test_without_its_token_no_form_is_taken(app: Flask) -> None:
    visitor = PageClient(app)
    for rule, _ in routes(app):
        if "POST" in (rule.methods or ()):
            visitor.post(address(rule), {"anything": "x"}, status=400, follow=False)


def writing_view() -> Response:
    db.session.add(Book(kind="library"))
    db.session.flush()
    return Response("written")


def test_a_page_that_writes_on_get_is_stopped_by_the_database(
    app: Flask, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Not by convention: the guard opens a transaction that can only read."""
    other = create_app(settings)
    LoginManager(other).user_loader(lambda _: None)
    view = access._guarded(writing_view, access.Access(PUBLIC))
    other.add_url_rule("/writing", "writing", view, methods=["GET", "POST"])
    other.config["WTF_CSRF_ENABLED"] = False
    assert other.test_client().get("/writing").status_code == 500
    assert re.search(r"readonly database|read-only transaction", caplog.text)
    assert other.test_client().post("/writing").text == "written"
    with other.app_context():
        assert db.session.scalar(select(func.count()).select_from(Book)) == 1
        db.session.remove()
        db.engine.dispose()
