"""Follows every link that somebody meets, as far as it goes."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.census.asking import Census
from tests.census.people import Asker
from tests.census.table import table

MOST = 1000
"""More pages than any of the census's people have."""
QUESTIONS = 2
"""How many of a page's filters and sorts are followed."""
LEADS_OUT = ("/sign-out", "/static/")
LINK = re.compile(r'<(?:a|iframe|img)\b[^>]*?\s(?:href|src)="(/[^"]*)"')
"""Reading whole pages for their links would take longer than the pages themselves."""


BEARER = {"witness link", "witness check", "review link", "calendar link"}
"""Links that say who may by themselves: whoever holds one is the witness, the employer or the calendar's owner."""


def known(census: Census) -> list[str]:
    """The address of every thing in the table that is asked for by GET, but for what a link alone opens."""
    asked = [line for line in table() if "GET" in census.methods(line) and line.thing not in BEARER]
    return sorted({census.path(line) for line in asked})


def crawl(app: Flask, asker: Asker, start: list[str], language: str = "en") -> Iterator[tuple[str, TestResponse]]:
    """Every page that is reached from the first ones; each is asked for once."""
    waiting, seen, asked = list(dict.fromkeys(start)), set(start), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        answer = asker.ask(app, "GET", path, language=language)
        yield path, answer
        for link in links(answer):
            bare = link.partition("?")[0]
            if link not in seen and asked[bare] < QUESTIONS and not link.startswith(LEADS_OUT):
                asked[bare] += 1
                assert len(seen) < MOST, f"{asker.part} finds no end of pages: {link}"
                seen.add(link)
                waiting.append(link)


def links(answer: TestResponse) -> Iterator[str]:
    """The places of this site that a page leads to, shows in a frame or sends someone on to."""
    if "Location" in answer.headers:
        yield local(answer.headers["Location"])
    if answer.mimetype == "text/html":
        yield from (local(each) for each in map(unescape, LINK.findall(answer.text)) if "lang=" not in each)


def local(address: str) -> str:
    parts = urlsplit(urldefrag(address)[0])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
