"""Draws the picture that carries a badge, with words that say what it shows to whoever does not see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst
from lxml import etree

from portfolio.core.badges.baking import SVG_NAMESPACE, chunk, with_chunk

DRAWING = files("portfolio.core.badges").joinpath("picture.typ")
INK = "#5a3172"
"""The accent of the pages."""
POINTS_AN_INCH = 144.0
"""Of the PNG: 800 points square."""


@dataclass(frozen=True)
class Picture:
    """What the picture of a badge says."""

    language: str
    centre: str
    unit: str
    number: str
    what: str
    """What kind of record it is, in a few words."""
    described: str
    """The picture in words."""


def png(picture: Picture) -> bytes:
    drawn = _drawn(picture, "png")
    words = b"Description\0\0\0" + picture.language.encode() + b"\0\0" + picture.described.encode()
    return with_chunk(drawn, chunk(b"iTXt", words))


def svg(picture: Picture) -> str:
    root = etree.fromstring(_drawn(picture, "svg"))
    title = etree.Element(f"{{{SVG_NAMESPACE}}}title")
    title.text = picture.described
    root.insert(0, title)
    root.set("role", "img")
    root.set("lang", picture.language)
    return etree.tostring(root, encoding="unicode")


def _drawn(picture: Picture, form: Literal["png", "svg"]) -> bytes:
    told = json.dumps({**vars(picture), "ink": INK})
    with TemporaryDirectory() as made:
        folder = Path(made)
        (folder / DRAWING.name).write_bytes(DRAWING.read_bytes())
        drawn: bytes = typst.compile(
            folder / DRAWING.name,
            root=folder,
            format=form,
            ppi=POINTS_AN_INCH,
            sys_inputs={"told": told},
            ignore_system_fonts=True,
        )
    return drawn
