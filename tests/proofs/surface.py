"""What a person can reach of a running server: one page of each kind, and every parameter that it takes."""

from collections import Counter
from collections.abc import Iterator

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.client import Form, Page, local
from tests.page_rules import attr
from tests.proofs.soaking import Person

OPENED = 3
"""How many pages of a kind are opened to find what they lead to."""
ENDS_THE_SESSION = ("/sign-out", "/account/password", "/account/sessions", "/reset-password")
LEFT_OUT = ("/static/", *ENDS_THE_SESSION)


def kind_of(app: Flask, path: str) -> str | None:
    """The name of the route behind an address."""
    try:
        return str(app.url_map.bind("127.0.0.1").match(path.partition("?")[0])[0])
    except HTTPException:
        return None


def pages(app: Flask, person: Person) -> dict[str, Page]:
    """One page of each kind that links lead to."""
    waiting, seen, opened, found = ["/"], {"/"}, Counter[str](), dict[str, Page]()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(app, path)
        if kind is None or opened[kind] == OPENED:
            continue
        opened[kind] += 1
        page = person.get(path)
        if page.response.mimetype != "text/html":
            continue
        if page.status == 200:
            found.setdefault(kind, page)
        fresh = [link for link in links(page) if link not in seen]
        seen.update(fresh)
        waiting += fresh
    return found


def links(page: Page) -> list[str]:
    """The places of this site that a page leads to."""
    found = dict.fromkeys(local(attr(each, "href")) for each in page.soup.select('a[href^="/"]'))
    return [link for link in found if not link.startswith(LEFT_OUT) and "lang=" not in link]


def forms(page: Page) -> Iterator[Form]:
    """The forms of a page that may be sent again and again."""
    for tag in page.soup.find_all("form"):
        form = Form(tag, page)
        if not str(tag.get("action") or page.path).startswith(LEFT_OUT):
            yield form
