"""Words that would run as a script, be fetched or be taken for markup, wherever a page forgot to escape them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import html5lib

from tests.crawls.planting import Field, Row

EVIL = "x-evil"
SUM, ITS_SUM = "{{7*1910057}}", "13370399"
SHORT = f"'\"><{EVIL} onclick=alert(1)></title></textarea><{EVIL}>{SUM}"
LONG = "\n\n".join(
    (
        SHORT,
        "<script>alert(2)</script><img src=x onerror=alert(3)><svg onload=alert(4)><style>*{display:none}</style>",
        "[a](javascript:alert(5)) [b](data:text/html,<script>alert(6)</script>) ![c](https://evil.example/seen.png)",
        "<iframe src=https://evil.example/></iframe><form action=https://evil.example/><input name=password></form>",
        "<a href='java&#9;script:alert(7)'>d</a> [e](java&#10;script:alert(8)) [f](<\x01javascript:alert(9)>)",
        "<https://evil.example/> `<b onclick=alert(10)>` <a href=//evil.example/>g</a>",
    )
)
IGNORED_BY_BROWSERS = re.compile(r"[\t\r\n]|^[\x00-\x20]+")
ADDRESSES = {"href", "src", "action", "formaction", "srcdoc", "data", "poster", "background"}


def evil_words(field: Field, row: Row) -> str:
    """What is planted: as much as the column takes, and different in each row."""
    number = str(row.get("id", ""))
    return f"{number}{LONG if field.room >= len(LONG) + len(number) else SHORT}"


def dangers(html: str) -> Iterator[str]:
    """What of the planted words came alive in a page."""
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tags(root):
        tag = element.tag.rpartition("}")[2]
        if tag == EVIL or (tag == "script" and not element.get("src", "").startswith("/static/")):
            yield f"<{tag}>"
        if tag in {"style", "base", "object", "embed", "meta"} and "evil" in str(element.attrib) + (element.text or ""):
            yield f"<{tag}>"
        yield from (f"<{tag} {name}={value[:60]}>" for name, value in lively(tag, element.attrib))
    if ITS_SUM in html:
        yield f"{SUM} was worked out"


def tags(root: Any) -> Iterator[Any]:
    """Every element; comments and the like have no name."""
    return (each for each in root.iter() if isinstance(each.tag, str))


def lively(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        address = IGNORED_BY_BROWSERS.sub("", value).lower()
        runs = name in ADDRESSES and address.startswith(("javascript:", "data:", "vbscript:"))
        # A link to elsewhere is words that somebody may follow; anything else would be fetched unasked.
        fetched = name in ADDRESSES and tag != "a" and address.startswith(("http:", "https:", "//"))
        if name.startswith("on") or name == "style" or runs or fetched:
            yield name, value
