"""Pages on paper: simple HTML becomes a tagged PDF (PDF/UA-1), its words handed over as data, never as instructions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import lxml.html
import typst
from lxml.html import HtmlElement

Node = dict[str, Any]
SETTING = files("portfolio.core.paper").joinpath("setting.typ")
BOLD, SLANTED, FIXED = {"b", "strong"}, {"i", "em"}, {"code", "kbd", "pre"}
INLINE = {*BOLD, *SLANTED, "code", "kbd", "span", "a", "br", "time", "small", "abbr", "img", "mark", "del", "ins"}
LOOKS = (("bold", BOLD), ("slanted", SLANTED), ("fixed", FIXED))
PLAIN: frozenset[str] = frozenset()
NAMELESS = "Tystio"
"""The title of a page that has no heading: a tagged document needs one."""
UNSAID = {"head", "script", "style", "template"}


def pdf(html: str, language: str, pictures: Mapping[str, Path] | None = None) -> bytes:
    """Set a page, whose first heading is its title, as a tagged A4 document in a language.

    `pictures`: by their address in the page, JPEG files of ours; any other picture is described.
    """
    root = lxml.html.document_fromstring(f"<body>{html}</body>")
    blocks = list(_levelled(_blocks(root, language)))
    title = " ".join(root.xpath("string(//h1)").split()) or NAMELESS
    with TemporaryDirectory() as made:
        folder = Path(made)
        _lay_out(blocks, pictures or {}, folder)
        told = json.dumps({"title": title, "language": language, "blocks": blocks})
        try:
            return _set(told, "ua-1", folder)
        except typst.TypstError:
            # The standard allows no sign that the fonts lack, an emoji for instance: tagged still, it prints a box.
            return _set(told, "1.7", folder)


def _lay_out(blocks: Iterable[Node], pictures: Mapping[str, Path], folder: Path) -> None:
    """Put the setting there, and the pictures where it finds them, under names of ours."""
    (folder / SETTING.name).write_bytes(SETTING.read_bytes())
    for number, one in enumerate(one for one in blocks if one["is"] == "picture" and one["source"] in pictures):
        one["file"] = f"{number}.jpg"
        shutil.copyfile(pictures[one["source"]], folder / one["file"])


def _set(told: str, standard: Literal["ua-1", "1.7"], folder: Path) -> bytes:
    made: bytes = typst.compile(
        folder / SETTING.name,
        root=folder,
        format="pdf",
        sys_inputs={"told": told},
        ignore_system_fonts=True,
        pdf_standards=standard,
    )
    return made


def _levelled(blocks: Iterable[Node]) -> Iterator[Node]:
    """Let no heading skip a level, whatever people wrote among theirs."""
    last = 0
    for one in blocks:
        if one["is"] == "heading":
            last = min(one["level"], last + 1)
            one["level"] = last
        yield one


def _within(element: HtmlElement, language: str) -> list[Node]:
    """Give the blocks in a list, a table or a quotation, where a heading is but words."""
    return [{**one, "is": "paragraph"} if one["is"] == "heading" else one for one in _blocks(element, language)]


def _blocks(element: HtmlElement, language: str) -> Iterator[Node]:
    """Walk what stands in an element as blocks; words between blocks are paragraphs of their own."""
    language = element.get("lang") or language
    waiting: list[Node] = list(_words(element.text, language, PLAIN))
    for child in element:
        if not isinstance(child.tag, str):
            waiting += _words(child.tail, language, PLAIN)
            continue
        if child.tag in INLINE:
            waiting += _runs(child, language, PLAIN)
        else:
            yield from _paragraph(waiting)
            waiting = []
            yield from _block(child, language)
        waiting += _words(child.tail, language, PLAIN)
    yield from _paragraph(waiting)


def _block(element: HtmlElement, language: str) -> Iterator[Node]:
    tag, language = str(element.tag), element.get("lang") or language
    if tag in BLOCKS:
        yield BLOCKS[tag](element, language)
    elif tag == "pre":
        yield from _paragraph(_inline(element, language))
    elif tag not in UNSAID:
        yield from _blocks(element, language)


def _heading(element: HtmlElement, language: str) -> Node:
    return {"is": "heading", "level": int(str(element.tag)[1]), "runs": _inline(element, language)}


def _list(element: HtmlElement, language: str) -> Node:
    items = [_within(item, language) for item in element if item.tag == "li"]
    return {"is": "list", "numbered": element.tag == "ol", "items": [item for item in items if item]}


def _described(element: HtmlElement, language: str) -> Node:
    return {"is": "terms", "items": list(_terms(element, language))}


def _quote(element: HtmlElement, language: str) -> Node:
    return {"is": "quote", "blocks": _within(element, language)}


def _picture(element: HtmlElement, language: str) -> Node:
    """Give a figure: its picture by address and description, and what stands below it."""
    image, caption = element.find(".//img"), element.find("figcaption")
    return {
        "is": "picture",
        "source": image.get("src") if image is not None else None,
        "said": (image.get("alt") or "") if image is not None else "",
        "caption": _inline(caption, language) if caption is not None else [],
    }


def _rule(_element: HtmlElement, _language: str) -> Node:
    return {"is": "rule"}


def _paragraph(runs: list[Node]) -> Iterator[Node]:
    while runs and not runs[0]["said"].strip():
        runs = runs[1:]
    while runs and not runs[-1]["said"].strip():
        runs = runs[:-1]
    if runs:
        yield {"is": "paragraph", "runs": runs}


def _terms(element: HtmlElement, language: str) -> Iterator[Node]:
    names: list[Node] = []
    for one in element.iter("dt", "dd"):
        if one.tag == "dt":
            names = _inline(one, language)
        elif said := _within(one, language):
            yield {"name": names, "blocks": said}


def _table(element: HtmlElement, language: str) -> Node:
    caption = element.find("caption")
    rows = [[_within(cell, language) for cell in row if cell.tag in {"th", "td"}] for row in element.iter("tr")]
    columns = max(map(len, rows), default=0)
    padded = [[*row, *[[] for _each in range(columns - len(row))]] for row in rows]
    headed = element.find("thead") is not None
    return {
        "is": "table",
        "caption": _inline(caption, language) if caption is not None else [],
        "columns": columns,
        "head": padded[0] if headed and padded else [],
        "rows": padded[1:] if headed else padded,
    }


def _inline(element: HtmlElement, language: str) -> list[Node]:
    return list(_runs(element, language, PLAIN))


def _runs(element: HtmlElement, language: str, looks: frozenset[str]) -> Iterator[Node]:
    """Walk the words in an element, each run with its language and looks; of a picture its description is said."""
    tag, language = str(element.tag), element.get("lang") or language
    if tag == "br":
        yield {"said": "\n", "language": language, "looks": []}
        return
    if tag == "img":
        yield from _words(element.get("alt"), language, looks)
        return
    looks |= {name for name, tags in LOOKS if tag in tags}
    yield from _words(element.text, language, looks, kept=tag == "pre")
    for child in element:
        if isinstance(child.tag, str):
            yield from _runs(child, language, looks)
        yield from _words(child.tail, language, looks, kept=tag == "pre")


def _words(said: str | None, language: str, looks: frozenset[str], *, kept: bool = False) -> Iterator[Node]:
    if not said:
        return
    words = said if kept else " ".join(f"|{said}|".split())[1:-1]
    if words:
        yield {"said": words, "language": language, "looks": sorted(looks)}


BLOCKS: dict[str, Callable[[HtmlElement, str], Node]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
    "ul": _list,
    "ol": _list,
    "dl": _described,
    "table": _table,
    "blockquote": _quote,
    "figure": _picture,
    "hr": _rule,
}
"""What is more than its parts; other elements are but what stands in them."""
