"""A browser without a screen: fetches pages as people do, and lints every one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Protocol
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.factories import session_of
from tests.page_rules import attr, faults, read, unguarded, words

REDIRECTS = {301, 302, 303, 307, 308}
SENT_TYPES = {"submit", "button", "image", "reset", "file"}

File = tuple[bytes, str]
"""A file to send: its bytes and its name."""
Value = str | bool | File | Sequence[str] | Sequence[File]


class Credentials(Protocol):
    """Whoever can sign in."""

    @property
    def email(self) -> str: ...
    @property
    def password(self) -> str: ...


@dataclass
class Page:
    """One answer of the server, read by role, label and words."""

    response: TestResponse
    path: str

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def html(self) -> str:
        return self.response.get_data(as_text=True)

    @cached_property
    def soup(self) -> BeautifulSoup:
        return read(self.html)

    @property
    def main(self) -> Tag:
        return self.soup.main or self.soup

    @property
    def text(self) -> str:
        return words(self.main)

    @property
    def heading(self) -> str:
        return words(self.soup.h1) if self.soup.h1 else ""

    @property
    def language(self) -> str:
        return attr(self.soup.html, "lang") if self.soup.html else ""

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [words(line) for line in self.soup.select(".govuk-error-summary__list li")]

    @property
    def notices(self) -> list[str]:
        """What the page says about the act just done."""
        return [words(each) for each in self.soup.select(".govuk-notification-banner__content")]

    def links(self) -> dict[str, str]:
        """Words of a link and where it leads; links to places on the same page are left out."""
        found = ((words(link), attr(link, "href")) for link in self.soup.find_all("a", href=True))
        return {said: address for said, address in found if not address.startswith("#")}

    def link(self, said: str) -> str:
        """Where the link with these words leads: the whole of them, or their beginning."""
        links = self.links()
        matching = [said] if said in links else [each for each in links if each.startswith(said)]
        assert matching, f"no link {said!r} among {sorted(links)}"
        return links[matching[0]]

    def table(self, caption: str) -> list[list[str]]:
        """The rows of the table with this caption, its head first."""
        found = [each for each in self.soup.find_all("table") if each.caption and words(each.caption) == caption]
        captions = [words(each.caption) for each in self.soup.find_all("table") if each.caption]
        assert found, f"no table {caption!r} among {captions}"
        return [[words(cell) for cell in row.find_all(["th", "td"])] for row in found[0].find_all("tr")]

    def summary(self) -> dict[str, str]:
        """The page's lists of terms and descriptions, as one dictionary."""
        pairs = {}
        for term in self.main.find_all("dt"):
            description = term.find_next_sibling("dd")
            pairs[words(term)] = words(description) if description else ""
        return pairs

    def form(self, button: str | None = None) -> "Form":
        """The form in which the button with these words stands, or the page's only POST form."""
        forms = [each for each in self.soup.find_all("form") if button is None or button in button_words(each)]
        if button is None:
            forms = [each for each in self.main.find_all("form") if attr(each, "method").lower() == "post"]
        assert len(forms) == 1, f"{len(forms)} forms for {button!r}; buttons: {button_words(self.soup)}"
        return Form(forms[0], self)

    def says(self, *said: str) -> None:
        missing = [each for each in said if " ".join(each.split()) not in self.text]
        assert not missing, f"{missing} not in: {self.text}"


def button_words(tag: Tag) -> list[str]:
    return [words(each) or attr(each, "value") for each in tag.select('button, input[type="submit"]')]


@dataclass
class Form:
    """A form as the page shows it: its fields with the values that stand in them."""

    tag: Tag
    page: Page
    values: MultiDict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.values = MultiDict(pair for each in self.fields() for pair in standing_in(each))

    def fields(self) -> list[Tag]:
        named = (each for each in self.tag.find_all(["input", "select", "textarea"]) if each.get("name"))
        return [each for each in named if not each.has_attr("disabled")]

    def named(self, key: str) -> str:
        """The name of the field that is called so, or whose label or legend reads so."""
        names = [attr(each, "name") for each in self.fields()]
        if key in names:
            return key
        for label in self.tag.find_all(["label", "legend"]):
            if words(label) == key:
                owner = self.tag if label.name == "label" else label.parent or self.tag
                sought = f"#{attr(label, 'for')}" if label.name == "label" else "input, select, textarea"
                found = owner.select_one(sought)
                if found is not None:
                    return attr(found, "name")
        raise AssertionError(f"no field {key!r} among {sorted(set(names))}")

    def filled(self, values: Mapping[str, Value], button: str | None) -> MultiDict[str, object]:
        """What a browser would send once the values are typed and the button is pressed."""
        sent: MultiDict[str, object] = MultiDict(self.values.items(multi=True))
        for key, value in values.items():
            name = self.named(key)
            sent.poplist(name)
            for each in self.typed(name, value):
                sent.add(name, each)
        # Without a named button it is the first one, as when people press Enter.
        buttons = [each for each in self.tag.find_all("button") if attr(each, "type") in {"", "submit"}]
        pressed = next((each for each in buttons if button in {None, words(each)}), None)
        if pressed is not None and pressed.get("name"):
            sent.add(attr(pressed, "name"), attr(pressed, "value"))
        return sent

    def typed(self, name: str, value: Value) -> Iterable[object]:
        if isinstance(value, bool):
            box = next(each for each in self.fields() if attr(each, "name") == name)
            return [attr(box, "value") or "on"] if value else []
        if isinstance(value, str):
            return [value]
        if is_file(value):
            return [as_upload(value)]
        return [as_upload(each) if is_file(each) else each for each in value]


def is_file(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], bytes)


def as_upload(file: object) -> tuple[BytesIO, str]:
    assert isinstance(file, tuple)
    return BytesIO(file[0]), str(file[1])


def standing_in(tag: Tag) -> list[tuple[str, str]]:
    """What an untouched field sends."""
    name, kind = attr(tag, "name"), attr(tag, "type")
    if tag.name == "textarea":
        return [(name, tag.get_text().removeprefix("\n"))]
    if tag.name == "select":
        options = tag.find_all("option")
        chosen = [each for each in options if each.has_attr("selected")] or options[:1]
        return [(name, attr(each, "value")) for each in chosen]
    if kind in {"checkbox", "radio"}:
        return [(name, attr(tag, "value") or "on")] if tag.has_attr("checked") else []
    return [] if kind in SENT_TYPES else [(name, attr(tag, "value"))]


class PageClient:
    """Fetches and submits; every HTML answer is linted, whatever its status."""

    lints = True
    """Not where the same pages are linted on another database beside this one."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.browser: FlaskClient = app.test_client()
        self.speak(language)

    def speak(self, language: str) -> None:
        """Wish for a language as the switch on the page does."""
        self.browser.set_cookie("language", language)

    def get(self, address: str, *, status: int = 200, follow: bool = True) -> Page:
        return self._answered(self.browser.get(address), address, status, follow)

    def post(
        self,
        address: str,
        data: Mapping[str, object] | None = None,
        *,
        status: int = 200,
        follow: bool = True,
    ) -> Page:
        """Send bare data, as an attacker or a program would: no token is added."""
        return self._answered(self.browser.post(address, data=data or {}), address, status, follow)

    def submit(
        self,
        page: Page,
        values: Mapping[str, Value] | None = None,
        *,
        button: str | None = None,
        status: int = 200,
        follow: bool = True,
    ) -> Page:
        """Fill the page's own form, by names or labels, and send what a browser would, token included."""
        form = page.form(button)
        data = form.filled(values or {}, button)
        address = attr(form.tag, "action") or page.path
        if attr(form.tag, "method").lower() == "get":
            response = self.browser.get(address, query_string=MultiDict((k, str(v)) for k, v in data.items(multi=True)))
        else:
            kind = attr(form.tag, "enctype") or "application/x-www-form-urlencoded"
            response = self.browser.post(address, data=data, content_type=kind)
        return self._answered(response, address, status, follow)

    def enter(self, person: Credentials) -> None:
        """Be signed in as the right password would have it; the page for that has tests of its own."""
        with self.browser.session_transaction() as kept:
            kept["_user_id"] = session_of(self.browser.application, person.email)

    def sign_in(self, person: Credentials) -> Page:
        """Sign in through the page, as everybody does."""
        page = self.get("/sign-in")
        return self.submit(page, {"email": person.email, "password": person.password})

    def _answered(self, response: TestResponse, address: str, status: int, follow: bool) -> Page:
        path = address
        while follow and response.status_code in REDIRECTS:
            path = local(response.headers["Location"])
            response = self.browser.get(path)
        page = Page(response, path)
        if self.lints and response.mimetype == "text/html" and response.status_code not in REDIRECTS:
            found = faults(page.html, dict(response.headers), page.soup)
            assert not found, f"{path}:\n  " + "\n  ".join(found)
        bare = unguarded(dict(response.headers))
        assert not bare, f"{path}: {bare}"
        assert page.status == status, f"{path} answered {page.status}, not {status}: {page.text[:2000]}"
        return page


def local(location: str) -> str:
    """The path and query of an address of this site."""
    parts = urlsplit(location)
    assert parts.netloc in {"", "localhost", "127.0.0.1"}, f"redirected away: {location}"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
