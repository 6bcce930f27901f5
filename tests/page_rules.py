"""What every page keeps to, read from its HTML alone: each rule answers what is wrong with the page."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise

import html5lib
from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString, TemplateString
from html5lib.constants import E as SAID

LANGUAGES = ("cy", "en")
ENGLISH = re.compile(
    r"\b(the|and|your|with|this|from|have|there|please|which|page|next|previous|bytes?)\b", re.IGNORECASE
)
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = {"for", "form", "aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage", "headers"}
SAID_IN_IT = re.compile(r'(?<=>)[^<]+(?=<)|(?<==")(?!hidden")[^"]+(?=")')
"""Texts and the values of attributes, but for that of a field which may stand where no other may."""
TELLING = re.compile(r"&#?\w*;?|[\x00-\x08\x0b-\x1f\x7f]")
"""What can be wrong in these."""
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\(\w+\)s|<\w+\.\w+ object at|^\s*None\s*$")

READ = (NavigableString, CData, TemplateString)
"""What people read, also of what a script copies from a template."""

Rule = Callable[[BeautifulSoup, Mapping[str, str]], Iterator[str]]


def attr(tag: Tag, name: str) -> str:
    """The attribute's text, or an empty one."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", types=READ).split())


def shown(tag: Tag) -> str:
    """How a message names the element."""
    return str(tag)[:100].replace("\n", " ")


def well_formed(html: str) -> Iterator[str]:
    """What HTML5 says of the markup; most pages are built as one that was read before, and reading takes long."""
    if not _is_well_formed(SAID_IN_IT.sub(_without_words, html)):
        yield from _malformed(html)


def _without_words(said: re.Match[str]) -> str:
    """A text or a value with only that left of it by which markup can go wrong."""
    return ("x" if said[0].strip() else "") + "".join(TELLING.findall(said[0]))


@cache
def _is_well_formed(markup: str) -> bool:
    return next(_malformed(markup), None) is None


def _malformed(html: str) -> Iterator[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html)
    for (line, column), code, _ in parser.errors:
        yield f"line {line}, column {column}: {SAID.get(code, code)} ({code})"


def speaks_one_language(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    language = attr(page.html, "lang") if page.html else ""
    if language not in LANGUAGES:
        yield f"html lang is {language!r}"
    if headers.get("Content-Language") != language:
        yield f"Content-Language is {headers.get('Content-Language')!r}, html lang {language!r}"


def welsh_page_has_no_english(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    """Libraries bring English of their own; content in English says lang="en", in an unknown language lang=""."""
    if page.html is None or attr(page.html, "lang") != "cy":
        return
    for text in page.find_all(string=ENGLISH):
        owner = text.parent
        # A page's title cannot say in which language a part of it is; its heading can, and must.
        if owner is None or owner.name in {"script", "style", "template", "title"}:
            continue
        spoken = next((attr(each, "lang") for each in (owner, *owner.parents) if each.has_attr("lang")), "cy")
        if spoken == "cy":
            yield f"English on a Welsh page: {' '.join(text.split())[:80]!r}"


def has_one_heading_that_is_the_title(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    found = page.find_all("h1")
    if len(found) != 1:
        yield f"{len(found)} h1 elements"
        return
    heading = " ".join(part for part in map(str.strip, own_texts(found[0])) if part)
    title = words(page.title) if page.title else ""
    if not re.sub(r"^(Error|Gwall): ", "", title).startswith(" ".join(heading.split())):
        yield f"title {title!r} does not begin with the heading {heading!r}"


def own_texts(heading: Tag) -> Iterator[str]:
    """The heading's words without the caption that GOV.UK pages set above them."""
    for text in heading.find_all(string=True):
        if not any("caption" in attr(each, "class") for each in text.parents if each is not heading.parent):
            yield str(text)


def headings_skip_no_level(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    levels = [int(each.name[1]) for each in page.find_all(re.compile(r"^h[1-6]$"))]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"h{before} is followed by h{after}"


def ids_are_unique_and_found(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    everything = page.find_all(True)
    ids = Counter(attr(each, "id") for each in everything if "id" in each.attrs)
    yield from (f"id {each!r} stands {number} times" for each, number in ids.items() if number > 1)
    for each in everything:
        for name in REFERENCES & each.attrs.keys():
            yield from (f"{name} names no element: {one!r}" for one in attr(each, name).split() if one not in ids)
        place = attr(each, "href")[1:] if each.name == "a" and attr(each, "href").startswith("#") else ""
        if place and place not in ids:
            yield f"link to nowhere: #{place}"


def fields_are_labelled(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    labelled = {attr(label, "for") for label in page.find_all("label") if words(label)}
    for each in page.find_all(["input", "select", "textarea"]):
        if attr(each, "type") in UNLABELLED or each.get("aria-label") or each.get("aria-labelledby"):
            continue
        if attr(each, "id") not in labelled and each.find_parent("label") is None:
            yield f"no label: {shown(each)}"
    for name, number in Counter(attr(each, "name") for each in page.select("input[type=radio]")).items():
        group = page.select_one(f'input[type=radio][name="{name}"]')
        if number > 1 and group is not None and not group.find_parent("fieldset"):
            yield f"radios without a fieldset: {name}"
    yield from (f"no legend: {shown(each)}" for each in page.find_all("fieldset") if each.find("legend") is None)


def tables_say_what_they_hold(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    for table in page.find_all("table"):
        if table.find("caption") is None:
            yield f"no caption: {shown(table)}"
        if table.find("th") is None:
            yield f"no header cell: {shown(table)}"
        yield from (f"no scope: {shown(each)}" for each in table.find_all("th") if not each.get("scope"))


def nothing_is_inline(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    for each in page.find_all(True):
        for name in each.attrs:
            if name == "style" or name.startswith("on"):
                yield f"inline {name}: {shown(each)}"
    yield from (f"style element: {shown(each)}" for each in page.find_all("style"))
    for script in page.find_all("script"):
        if not script.get("src"):
            yield f"script without src: {shown(script)}"
    yield from (f"script in a link: {shown(each)}" for each in page.find_all(href=re.compile(r"^\s*javascript:")))


def forms_say_where_and_how(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    for form in page.find_all("form"):
        method = attr(form, "method").lower()
        if not form.get("action") or method not in {"get", "post"}:
            yield f"form without action or method: {shown(form)}"
        token = form.select_one('input[name="csrf_token"]')
        if method == "post" and (token is None or not attr(token, "value")):
            yield f"form without CSRF token: {shown(form)}"
        if form.select_one('input[type="file"]') and attr(form, "enctype") != "multipart/form-data":
            yield f"file field in a form that sends no files: {shown(form)}"


def is_pressed(tag: Tag) -> bool:
    """Whether it is a link or a button."""
    kind = tag.name == "button" or (tag.name == "input" and attr(tag, "type") == "submit")
    return kind or (tag.name == "a" and "href" in tag.attrs) or attr(tag, "role") == "button"


def everything_has_a_name(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    yield from (f"image without alt: {shown(each)}" for each in page.find_all("img") if each.get("alt") is None)
    for each in filter(is_pressed, page.find_all(True)):
        images = " ".join(attr(image, "alt") for image in each.find_all("img"))
        if not (words(each) or images or each.get("aria-label") or each.get("value")):
            yield f"nothing to read on it: {shown(each)}"


def nothing_is_left_over(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    """Braces, placeholders and Python's own words never reach a reader."""
    for text in page.find_all(string=LEFTOVERS):
        owner = text.parent
        if owner is None or owner.name in {"script", "style", "pre", "code", "textarea"}:
            continue
        if not any("user-text" in attr(each, "class").split() for each in (owner, *owner.parents)):
            yield f"left over: {' '.join(text.split())[:80]!r}"


RULES: tuple[Rule, ...] = (
    speaks_one_language,
    welsh_page_has_no_english,
    has_one_heading_that_is_the_title,
    headings_skip_no_level,
    ids_are_unique_and_found,
    fields_are_labelled,
    tables_say_what_they_hold,
    nothing_is_inline,
    forms_say_where_and_how,
    everything_has_a_name,
    nothing_is_left_over,
)


def unguarded(headers: Mapping[str, str]) -> list[str]:
    """What is missing from the headers of an answer, page or file."""
    policy = headers.get("Content-Security-Policy", "")
    found = (
        [] if "default-src 'none'" in policy else [f"Content-Security-Policy lets in what it does not name: {policy!r}"]
    )
    found += [f"Content-Security-Policy has {each}" for each in ("unsafe-inline", "unsafe-eval", "*") if each in policy]
    if headers.get("X-Content-Type-Options") != "nosniff":
        found.append("no X-Content-Type-Options: nosniff")
    if "Referrer-Policy" not in headers:
        found.append("no Referrer-Policy")
    return found


def camera_is_open_where_it_is_used(page: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    policy = headers.get("Permissions-Policy", "")
    used = page.select_one("[data-recorder]") is not None
    for device in ("camera", "microphone"):
        if used != (f"{device}=(self)" in policy):
            yield f"Permissions-Policy is {policy!r}, and the page {'records' if used else 'does not record'}"


def read(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def unruly(page: BeautifulSoup, headers: Mapping[str, str]) -> list[str]:
    """Every rule that a page breaks; whether its HTML is well formed is another question."""
    return [fault for rule in RULES for fault in rule(page, headers)]


def faults(html: str, headers: Mapping[str, str], page: BeautifulSoup | None = None) -> list[str]:
    """Everything that is wrong with a page, which somebody may have read already; an empty list for a good one."""
    found = [] if html.lstrip().lower().startswith("<!doctype html>") else ["no <!doctype html>"]
    soup = page or read(html)
    return [*found, *well_formed(html), *unruly(soup, headers), *camera_is_open_where_it_is_used(soup, headers)]
