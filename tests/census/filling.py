"""Words in every place that takes any: what stands after the question mark of an address, and the fields of forms."""

from collections.abc import Iterator

from werkzeug.datastructures import MultiDict

from tests.census.asking import Census
from tests.census.people import Asker
from tests.client import Form, Page
from tests.page_rules import attr

TOKEN = "csrf_token"
WRITTEN = {"", "text", "email", "search", "number", "password", "tel", "date"}
FITTING = {"email": "a@example.org", "number": "1", "date": "2026-01-01"}
NUMBERS = ("page", "revision")
FILTERS = (
    "kind",
    "sort",
    "text",
    "status",
    "unit",
    "language",
    "learner",
    "assessor",
    "role",
    "show",
    "words",
    "search",
)


def forms(asker: Asker, census: Census, path: str, typed: str) -> Iterator[MultiDict[str, str]]:
    """The forms of a page, each with the same words in every field that takes any, then in the hidden ones too."""
    page = Page(asker.ask(census.app, "GET", path), path)
    for tag in page.main.select('form[method="post" i]'):
        form = Form(tag, page)
        written = [each for each in form.fields() if each.name == "textarea" or attr(each, "type") in WRITTEN]
        hidden = [each for each in form.fields() if attr(each, "type") == "hidden" and attr(each, "name") != TOKEN]
        for fields in (written, [*written, *hidden]):
            sent = chosen(form)
            for each in fields:
                sent[attr(each, "name")] = typed
            yield sent


def odd_choices(asker: Asker, census: Census, path: str, typed: str) -> Iterator[MultiDict[str, str]]:
    """The forms of a page by each of their buttons: each choice in turn is what is none, and all else fits."""
    page = Page(asker.ask(census.app, "GET", path), path)
    for tag in page.main.select('form[method="post" i]'):
        form = Form(tag, page)
        buttons = {(attr(each, "name"), attr(each, "value")) for each in tag.select("button[name]")} or {("", "")}
        fields = [
            each for each in form.fields() if each.name == "select" or attr(each, "type") in {"radio", "checkbox"}
        ]
        for name in sorted({attr(each, "name") for each in fields}):
            for button, value in sorted(buttons):
                sent = filled(form)
                sent[name], sent[button] = typed, value
                yield sent


def filled(form: Form) -> MultiDict[str, str]:
    """What is chosen, with something that fits in every field that stood empty."""
    sent = chosen(form)
    for each in form.fields():
        name = attr(each, "name")
        if (each.name == "textarea" or attr(each, "type") in WRITTEN) and not sent.get(name):
            sent[name] = "1" if attr(each, "inputmode") == "numeric" else FITTING.get(attr(each, "type"), "words")
    return sent


def chosen(form: Form) -> MultiDict[str, str]:
    """What stands in the form, with every box ticked and of each choice the first that is one."""
    sent = form.values.copy()
    for each in form.fields():
        name, value = attr(each, "name"), attr(each, "value") or "on"
        if attr(each, "type") == "checkbox" and value not in sent.getlist(name):
            sent.add(name, value)
        if attr(each, "type") == "radio":
            sent.setdefault(name, value)
        if each.name == "select" and not sent.get(name):
            sent[name] = next((attr(one, "value") for one in each.find_all("option") if attr(one, "value")), "")
    return sent
