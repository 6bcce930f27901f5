"""Writes Leap2A, the feed that other systems take: Atom with types and relations, its prefixes as Mahara wants them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree
from lxml import html as html_reader

from standards.foundation import LANGUAGES, Language, Text

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LEAP2, CATEGORIES = "http://terms.leapspecs.org/", "http://wiki.leapspecs.org/2A/categories/"
SPOKEN_VERSION = "http://www.leapspecs.org/2010-07/2A/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {None: ATOM, "rdf": RDF, "leap2": LEAP2, "categories": CATEGORIES}
"""Mahara wants these very prefixes, whatever they stand for."""


@dataclass(frozen=True)
class Link:
    """A relation to another entry, by its id here, or to a file by its path."""

    rel: str
    href: str
    order: int | None = None
    media_type: str | None = None
    hreflang: str | None = None


@dataclass(frozen=True)
class Item:
    """An entry of the feed."""

    name: str
    type: str
    title: str
    language: str
    updated: datetime
    html: str = ""
    published: datetime | None = None
    stage: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    person: tuple[tuple[str, str], ...] = ()


@dataclass
class Feed:
    """The whole feed: whose it is, and its entries."""

    base: str
    title: str
    language: Language
    author: tuple[str, str]
    updated: datetime
    items: list[Item] = field(default_factory=list)

    def written(self) -> bytes:
        names = {one.name for one in self.items}
        root = etree.Element(f"{{{ATOM}}}feed", nsmap={**NAMESPACES, "portfolio": self.base})
        root.set(XML_LANG, self.language)
        _add(root, f"{{{LEAP2}}}version", SPOKEN_VERSION)
        for tag, said in (("id", self.base), ("title", self.title), ("updated", self.updated.isoformat())):
            _add(root, _atom(tag), said)
        author = etree.SubElement(root, _atom("author"))
        for tag, said in zip(("name", "email", "uri"), (*self.author, "portfolio:learner"), strict=True):
            _add(author, _atom(tag), said)
        for item in self.items:
            _entry(root, item, names)
        written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
        return written


def in_both(make: Iterable[tuple[Language, Item]]) -> list[Item]:
    """Give an ability's entries, each language's naming the other's as its translation."""
    found = list(make)
    if len(found) < 2:
        return [item for _language, item in found]
    (one, first), (other, second) = found
    return [
        Item(**{**vars(first), "links": (*first.links, Link("alternate", second.name, hreflang=other))}),
        Item(**{**vars(second), "links": (*second.links, Link("alternate", first.name, hreflang=one))}),
    ]


def languages_of(text: Text, first: Language) -> list[Language]:
    """Give the languages in which there are words, the reader's own first."""
    return [one for one in sorted(LANGUAGES, key=lambda one: one != first) if text.in_language(one)]


def _entry(root: etree._Element, item: Item, names: Collection[str]) -> None:
    entry = etree.SubElement(root, _atom("entry"))
    entry.set(XML_LANG, item.language)
    _add(entry, _atom("title"), item.title)
    _add(entry, _atom("id"), f"portfolio:{item.name}")
    _add(entry, _atom("updated"), item.updated.isoformat())
    if item.published:
        _add(entry, _atom("published"), item.published.isoformat())
    _content(entry, item.html)
    etree.SubElement(entry, f"{{{RDF}}}type").set(f"{{{RDF}}}resource", f"leap2:{item.type}")
    if item.stage:
        etree.SubElement(entry, f"{{{LEAP2}}}status").set(f"{{{LEAP2}}}stage", item.stage)
    for point, day in item.dates:
        _add(entry, f"{{{LEAP2}}}date", day).set(f"{{{LEAP2}}}point", point)
    for name, said in item.person:
        _add(entry, f"{{{LEAP2}}}persondata", said).set(f"{{{LEAP2}}}field", name)
    for scheme, term in item.categories:
        category = etree.SubElement(entry, _atom("category"))
        category.set("scheme", f"categories:{scheme}#")
        category.set("term", term)
    for link in item.links:
        if link.rel == "enclosure" or link.href in names:
            _link(entry, link)


def _link(entry: etree._Element, link: Link) -> None:
    made = etree.SubElement(entry, _atom("link"))
    made.set("rel", link.rel if link.rel in {"enclosure", "alternate", "related"} else f"leap2:{link.rel}")
    made.set("href", link.href if link.rel == "enclosure" else f"portfolio:{link.href}")
    if link.media_type:
        made.set("type", link.media_type)
    if link.hreflang:
        made.set("hreflang", link.hreflang)
    if link.order is not None:
        made.set(f"{{{LEAP2}}}display_order", str(link.order))


def _content(entry: etree._Element, said: str) -> None:
    """Write people's words, already made safe, as XHTML: Mahara wants the one element that holds all."""
    content = etree.SubElement(entry, _atom("content"))
    content.set("type", "xhtml")
    holder = etree.SubElement(content, f"{{{XHTML}}}div", nsmap={None: XHTML})
    read = html_reader.fragment_fromstring(said or "", create_parent="div")
    for one in read.iter():
        if isinstance(one.tag, str):
            one.tag = f"{{{XHTML}}}{one.tag}"
    holder.text = read.text
    holder.extend(list(read))


def _atom(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: etree._Element, tag: str, said: str) -> etree._Element:
    made = etree.SubElement(parent, tag)
    made.text = "".join(one for one in said if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))
    return made
